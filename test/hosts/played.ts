import type { SignInSettings } from "../../src/azure/identity/sign-in.ts";
import { RunCancelledError } from "../../src/errors.ts";
import { IDENTITY, type RequestRecord } from "../emulator/emulator.ts";
import { type Scenario, scenario, VAULT_INPUTS } from "../support/scenario.ts";
import type { Situation } from "./situation.ts";

/** One situation as one host played it, every text in that host's own words. */
export interface Played {
  /** What was asked of Azure, in order. */
  readonly requests: readonly object[];
  readonly signIns: readonly SignInSettings[];
  /** The outputs that are not empty, by their names in the tables. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The report, as its reader parses it. */
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects.
  readonly report: any;
  /** What list-items found; null for other operations. */
  readonly listed: unknown;
  /** The log without warnings, errors and the verdict. */
  readonly log: readonly string[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  /** What people read of the verdict. */
  readonly shown: string;
  /** The summary, as Markdown. */
  readonly summary: string;
  /** How the process ends, in the words of the host. */
  readonly ending: string;
  /** Every text that leaves the process, as the host shows it: with what it was told to mask masked. */
  readonly written: readonly string[];
  /** What the host's own grammar has against it. */
  readonly breaches: readonly string[];
}

/** What a host makes its process end by. */
export type VerdictKind = "open" | "as asked" | "wrong inputs" | "closed" | "cancelled";

/** A host in memory. */
export interface HostUnderTest {
  readonly name: string;
  /** Whether it shows errors, and the verdict among them, apart from its log. */
  readonly hasIssues: boolean;
  play(situation: Situation): Promise<Played>;
  /** How a process ends that has come to a verdict; `by` is the signal that ended it, if one did. */
  ending(verdict: VerdictKind, by?: string): string;
  /** Which of the outputs on GitHub this host gives as such. */
  outputsOf(github: Played): Readonly<Record<string, string>>;
  /** A message of a step on GitHub in the words of this host. */
  words(message: string): string;
}

/** The vault of the emulator's seed, without a sign-in: each host has its own way to name one. */
export const VAULT: Readonly<Record<string, string>> = {
  vault: VAULT_INPUTS.vault,
  "resource-group": VAULT_INPUTS["resource-group"],
  "subscription-id": VAULT_INPUTS["subscription-id"],
};

/** What nothing may print: tokens, the secret, and the signature of a poll URL. */
export const SECRETS = new RegExp(
  String.raw`test-token|eyJ[\w-]{10}|${IDENTITY.clientSecret}|[?&][csh]=[\w%+/-]{16,}`,
);

/** The world of a situation; a cancel says what was cancelled, as the host's entry file does. */
export function worldOf({ world, cancel }: Situation, whatIsCancelled: string): Scenario {
  const scene = scenario();
  world?.(scene);
  if (cancel !== undefined) {
    void scene.clock.sleep(cancel.after * 1_000, new AbortController().signal).then(() => {
      const message = `${whatIsCancelled} was cancelled (${cancel.by}).`;
      scene.cancel.abort(new RunCancelledError(message));
    });
  }
  return scene;
}

/** A request without what says who sent it, and without the id that the sign-in's library draws. */
export function sent({ method, path, query, body }: RequestRecord): object {
  const { "client-request-id": _, ...known } = query;
  return { method, path, query: known, body: body?.replace(/client-request-id=[\da-f-]+/, "") };
}

/** Without the outputs that are empty. */
export function filled(outputs: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries([...outputs].filter(([, value]) => value !== ""));
}
