import { asShown } from "../support/runner.ts";

/** Outputs with a value, in the order of `known`, and the summary of a step, for people. */
export function presented(
  { outputs, summary }: { outputs: ReadonlyMap<string, string>; summary: string },
  known: readonly string[],
): string {
  const names = [...new Set([...known, ...outputs.keys()])];
  const lines = names.flatMap((name) => {
    const value = outputs.get(name) ?? "";
    if (value === "") return [];
    return [`    ${name}: ${name === "report" ? shortened(value) : indented(value)}`];
  });
  return ["--- outputs", ...lines, "--- summary", summary.trimEnd() || "    (none)"].join("\n");
}

/** What to do where a step did not find the one thing it was asked about, and no file describes the vault. */
export function vaultHint(reason: string, vaultFile: string | undefined): string | undefined {
  if (vaultFile !== undefined || !/^(item-not-found|item-ambiguous|vault-not-found)$/.test(reason))
    return undefined;
  return "This is the vault that the emulator brings along: describe yours with --vault FILE, as docs/vault.yml does.";
}

function shortened(value: string): string {
  return value.length > 100 ? `${value.slice(0, 100)}…` : value;
}

function indented(value: string): string {
  return value.trimEnd().replaceAll("\n", "\n        ");
}

/** Shows the log of a step while it grows, whole lines only. */
export class LiveLog {
  readonly #print: (text: string) => void;
  #shown = 0;

  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  /** Takes everything that the step has written so far. */
  show(all: string): void {
    const end = all.lastIndexOf("\n");
    if (end < this.#shown) return;
    const fresh = asShown(all.slice(this.#shown, end));
    this.#shown = end + 1;
    if (fresh !== "") this.#print(fresh);
  }
}
