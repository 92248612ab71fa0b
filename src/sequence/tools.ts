import type { RequestLog } from "../azure/arm/request-log.ts";
import type { VaultReader, VaultWriter } from "../azure/backup/client.ts";
import type { Log } from "../log.ts";
import type { Pace, TimedLog } from "../time/poll.ts";
import type { Present } from "../time/skew.ts";
import { jobsOf, type Known, type KnownJob, withJob, writeOf } from "./known.ts";
import { type WriteEvent, withEvent } from "./write-state.ts";

/** What is known so far, and how to add to it. */
export interface Findings {
  known(): Known;
  learn(facts: Partial<Known>): void;
}

/** What those parts of the sequence work with that only look. */
export interface ReadTools extends Findings {
  readonly backup: VaultReader;
  /** How the requests of the step fare. */
  readonly requests: RequestLog;
  readonly pace: Pace;
  /** How many characters of JSON one output can hold. */
  readonly outputRoom: number;
  readonly log: Log;
  /** The service's clock now, in milliseconds since 1970: ours, corrected by the `Date` of its answers. */
  serviceNow(): number;
  /** The present by Azure's `Date` and by the machine's clock, for what must not rest on one alone. */
  present(): Present;
}

/** What those work with that write as well. */
export interface Tools extends ReadTools {
  readonly backup: VaultWriter;
  /** A token of the resource guard's tenant; undefined where the guard lives in the same tenant. */
  readonly guardToken: (() => Promise<string>) | undefined;
}

/** Keeps what happened to a write of the step. */
export function noteWrite({ known, learn }: Findings, event: WriteEvent) {
  learn({ write: withEvent(writeOf(known()), event) });
}

/** Makes this the job that is reported; what is known of others is kept beside it. */
export function rememberJob(job: KnownJob, { known, learn }: Findings): void {
  learn(withJob(known(), job));
}

/** Keeps the ids of jobs as soon as they are known; the first is reported until one decides. */
export function rememberJobs(ids: readonly string[], findings: Findings): void {
  for (const id of ids.toReversed()) {
    const known = jobsOf(findings.known()).find((job) => job.id === id);
    rememberJob(known ?? { id, status: "" }, findings);
  }
}

/** Warns of something that is not wrong, and keeps it for the summary. */
export function addWarning(
  warning: string,
  { known, learn, log }: Findings & Pick<Tools, "log">,
): void {
  learn({ notes: [...(known().notes ?? []), warning] });
  log.warn(warning);
}

/** The same tools for one of several items: what is learned is its own, what is said names it. */
export function toolsForItem<T extends ReadTools>(name: string, tools: T): T {
  let known: Known = {};
  const { say, detail, warn } = tools.log;
  const log: TimedLog = {
    ...tools.pace.log,
    say: (line) => say(`[${name}] ${line}`),
    detail: (title, lines) => detail(`[${name}] ${title}`, lines),
    warn: (line) => warn(`[${name}] ${line}`),
  };
  return {
    ...tools,
    log,
    pace: {
      ...tools.pace,
      get deadline() {
        return tools.pace.deadline;
      },
      log,
    },
    known: () => known,
    learn(facts) {
      known = { ...known, ...facts };
    },
  };
}
