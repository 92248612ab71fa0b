import type { RequestLog } from "../azure/arm/request-log.ts";
import type { BackupClient } from "../azure/backup/client.ts";
import type { Pace } from "../time/poll.ts";
import type { Present } from "../time/skew.ts";
import { type Known, writeOf } from "./known.ts";
import { type WriteEvent, withEvent } from "./write-state.ts";

/** What every part of the sequence works with. */
export interface Tools {
  /** Origin of Azure Resource Manager. */
  readonly origin: string;
  readonly backup: BackupClient;
  /** How the requests of the step fare. */
  readonly requests: RequestLog;
  readonly pace: Pace;
  /** `poll-interval-seconds` in milliseconds; undefined for the adaptive schedule. */
  readonly fixedPauseMs: number | undefined;
  /** A token of the resource guard's tenant; undefined where the guard lives in the same tenant. */
  readonly guardToken: (() => Promise<string>) | undefined;
  /** What is known so far. */
  known(): Known;
  /** Adds to what is known. */
  learn(facts: Partial<Known>): void;
  /** Prints what only some readers need, folded away below its title. */
  detail(title: string, lines: readonly string[]): void;
  /** Prints a warning annotation, for what the reader should know although nothing is wrong. */
  warn(line: string): void;
  /** Prints a line for those who debug. */
  debug(line: string): void;
  /** The service's clock now, in milliseconds since 1970: ours, corrected by the `Date` of its answers. */
  serviceNow(): number;
  /** The present by Azure's `Date` and by the machine's clock, for what must not rest on one alone. */
  present(): Present;
}

/** Keeps what happened to a write of the step. */
export function noteWrite({ known, learn }: Pick<Tools, "known" | "learn">, event: WriteEvent) {
  learn({ write: withEvent(writeOf(known()), event) });
}

/** Warns of something that is not wrong, and keeps it for the summary. */
export function addWarning(
  warning: string,
  { known, learn, warn }: Pick<Tools, "known" | "learn" | "warn">,
): void {
  learn({ notes: [...(known().notes ?? []), warning] });
  warn(warning);
}

/** The same tools for one of several items: what is learned is its own, what is said names it. */
export function toolsFor(name: string, tools: Tools): Tools {
  let known: Known = {};
  return {
    ...tools,
    pace: {
      ...tools.pace,
      get deadline() {
        return tools.pace.deadline;
      },
      say: (line) => tools.pace.say(`[${name}] ${line}`),
    },
    detail: (title, lines) => tools.detail(`[${name}] ${title}`, lines),
    warn: (line) => tools.warn(`[${name}] ${line}`),
    known: () => known,
    learn(facts) {
      known = { ...known, ...facts };
    },
  };
}
