import { CHOICES } from "../src/inputs/choices.ts";
import type { HostName, InputRow } from "../src/manifest/input-row.ts";
import { INPUTS, type InputName } from "../src/manifest/input-table.ts";
import { OUTPUT_ROWS, type OutputRow } from "../src/manifest/output-rows.ts";
import { code } from "./markdown.ts";

/** An input as a host's own file declares it. */
export interface ManifestInput {
  readonly name: InputName;
  readonly required: boolean;
  readonly default: string;
  /** Whether every operation accepts it, so that a host may fill in its default. */
  readonly isForAll: boolean;
  /** Markdown, without the default. */
  readonly description: string;
}

/** An output as a host's own file declares it. */
export interface ManifestOutput {
  readonly name: string;
  /** Markdown. */
  readonly description: string;
}

/** The inputs of one host, in their order. */
export function inputsOf(host: HostName): readonly ManifestInput[] {
  return Object.entries<InputRow>(INPUTS)
    .filter(([, row]) => belongsTo(row, host))
    .map(([name, row]) => ({
      name: name as InputName,
      required: row.required ?? false,
      default: row.default,
      isForAll: row.operations === "all",
      description: withWords(row.description),
    }));
}

/** The outputs of one host, in their order. */
export function outputsOf(host: HostName): readonly ManifestOutput[] {
  return Object.entries<OutputRow>(OUTPUT_ROWS)
    .filter(([, row]) => belongsTo(row, host))
    .map(([name, { description }]) => ({ name, description: withWords(description) }));
}

function belongsTo({ hosts }: Pick<InputRow, "hosts">, host: HostName): boolean {
  return hosts === undefined || hosts.includes(host);
}

/** A description in which each choice `{name}` is replaced by its words. */
function withWords(description: string): string {
  const choices: Readonly<Record<string, readonly string[]>> = CHOICES;
  return description.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const words = choices[name];
    if (words === undefined) throw new Error(`No choice is called '${name}': ${description}`);
    return inProse(words.map(code));
  });
}

/** Words as a list in a sentence. */
function inProse(words: readonly string[]): string {
  return words.join(", ").replace(/, ([^,]*)$/, " or $1");
}
