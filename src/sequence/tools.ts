import type { RequestLog } from "../azure/arm/request-log.ts";
import type { VaultReader, VaultWriter } from "../azure/backup/client.ts";
import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Log } from "../log.ts";
import type { Pace } from "../time/poll.ts";
import type { Present } from "../time/skew.ts";
import { jobsOf, type Known, type KnownJob, withJob, writeOf } from "./known.ts";
import type { SharedReads } from "./shared-reads.ts";
import type { Result } from "./task.ts";
import type { Together } from "./together.ts";
import { type WriteEvent, withEvent } from "./write-state.ts";

/** What is known so far, and how to add to it. */
export interface Findings {
  known(): Known;
  learn(facts: Partial<Known>): void;
}

/** The tools of the parts that only read. */
export interface ReadTools extends Findings {
  readonly backup: VaultReader;
  /** How the requests of the step went. */
  readonly requests: RequestLog;
  readonly pace: Pace;
  /** Reads that the items of the step share. */
  readonly shared: SharedReads;
  /** How this item looks at what Azure does, alone or together with the others of its step. */
  readonly together: Together;
  /** Whether a value fits into one output, written as JSON. */
  fitsOutput(value: object): boolean;
  readonly log: Log;
  /**
   * The service's present time, in milliseconds since 1970: our clock, corrected by the `Date` of
   * Azure's answers.
   */
  serviceNow(): number;
  /**
   * The present by Azure's `Date` and by the machine's clock, for decisions that must not trust one
   * alone.
   */
  present(): Present;
  /**
   * Names every item of a step about several, in the order of the report, before any is worked on.
   * The report holds each from then on.
   */
  announceItems(items: readonly NamedItem[]): void;
  /** The tools for one of several items: they keep its own findings, and their lines name it. */
  forItem(path: string): ReadTools & ItemProgress;
  /** Whether an item has failed. */
  isRed(result: Result): boolean;
}

/** An item of a step about several, and the name that means it alone. */
export interface NamedItem {
  readonly item: ProtectedItem;
  readonly path: string;
}

/** How the work on one of several items goes, for the counts in the log and for an unfinished report. */
export interface ItemProgress {
  /** The item is in flight from now on. */
  begin(): void;
  /** The item's work is over, or never began. */
  end(ending: Result["ending"]): void;
}

/** The tools of the parts that also write. */
export interface Tools extends ReadTools {
  readonly backup: VaultWriter;
  /** Gets a token for the resource guard's tenant; undefined if the guard is in the same tenant. */
  readonly guardToken: (() => Promise<string>) | undefined;
  forItem(path: string): Tools & ItemProgress;
}

/** Records what happened to a write of the step. */
export function noteWrite({ known, learn }: Findings, event: WriteEvent) {
  learn({ write: withEvent(writeOf(known()), event) });
}

/** Makes this the job that is reported; what is known of other jobs is kept beside it. */
export function rememberJob(job: KnownJob, { known, learn }: Findings): void {
  learn(withJob(known(), job));
}

/** Records the ids of jobs as soon as they are known; the first is reported until one decides. */
export function rememberJobs(ids: readonly string[], findings: Findings): void {
  for (const id of ids.toReversed()) {
    const known = jobsOf(findings.known()).find((job) => job.id === id);
    rememberJob(known ?? { id, status: "" }, findings);
  }
}

/** Warns about something that is not an error, and keeps it for the summary. */
export function addWarning(
  warning: string,
  { known, learn, log }: Findings & Pick<Tools, "log">,
): void {
  learn({ notes: [...(known().notes ?? []), warning] });
  log.warn(warning);
}
