import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { RetentionChange } from "../azure/backup/policy.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import type { VaultRef } from "../azure/backup/vault.ts";
import type { RequestIds, ServiceError } from "../errors.ts";
import type { ListedChunk, ListedItem } from "../operations/list-items.ts";
import type { Reason } from "../reasons.ts";
import type { TaskTimes } from "./task-times.ts";
import { UNSENT, type WriteState } from "./write-state.ts";

/**
 * Everything a step has learned so far. It only grows. Outputs and summary are always made from it,
 * so that a late error loses nothing.
 */
export interface Known {
  readonly vault?: VaultRef;
  /** The item as it was found. */
  readonly before?: ProtectedItem;
  /** The item as last read after the write; `gone` if Azure no longer has it. */
  readonly after?: ProtectedItem | "gone";
  /** The item's name for people. */
  readonly path?: string;
  readonly retention?: readonly RetentionChange[];
  readonly notes?: readonly string[];
  /** The request that a dry run did not send. */
  readonly request?: UnsentRequest;
  /** The recovery point that a verification relies on. */
  readonly point?: RecoveryPoint;
  /** Stopped items that are listed but not judged, as the user asked. */
  readonly ignored?: readonly ListedItem[];
  /** What `list-items` found. */
  readonly items?: readonly (ListedItem | ListedChunk)[];
  /** ARM's long-running operation of the last request: its id and its last status in Azure's words. */
  readonly lro?: { readonly id: string; readonly status: string } | undefined;
  /** The id of a backup that something else started and the step waited for. */
  readonly joined?: string;
  /** The job that decides, as last read; `status` is "" before the first read. */
  readonly job?: KnownJob | undefined;
  /** The other jobs of the same step, oldest first. */
  readonly formerJobs?: readonly KnownJob[];
  /** What became of this step's writes; undefined before the first. */
  readonly write?: WriteState;
  /** When the item was last unlocked for deletion, by our own clock (ms since 1970). */
  readonly unlockedAt?: number | undefined;
  /** Ids of the write's answer, or of the last answer if there was no write. */
  readonly ids?: RequestIds;
  /** By the service's clock, in milliseconds since 1970. */
  readonly lroEndedAt?: number | undefined;
  /** How much longer than its default limit the step may take, since many items share Azure's quotas (ms). */
  readonly extraMs?: number;
  /** True once the step had to wait for a VM's backup or restore, which takes hours. */
  readonly waitsForVm?: boolean;
  /** When the step waited for something else to release the item. */
  readonly waits?: readonly Span[];
  /** When the tasks of its jobs were seen running. */
  readonly taskTimes?: readonly TaskTimes[];
}

/** From when to when, by the service's clock, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** The request that a dry run does not send, exactly as it would be. */
export interface UnsentRequest {
  readonly method: string;
  readonly path: string;
  /** JSON; "" where there is none. */
  readonly body: string;
  /** The resource guard's request that would unlock the item first; "" where none is needed. */
  readonly unlock: string;
}

/** What became of the step's writes. */
export function writeOf({ write }: Known): WriteState {
  return write ?? UNSENT;
}

/** The facts with this job as the one that decides; the jobs already known are kept as former ones. */
export function withJob(known: Known, job: KnownJob): Pick<Known, "job" | "formerJobs"> {
  const others = jobsOf(known).filter(({ id }) => id !== job.id);
  return others.length === 0 ? { job } : { job, formerJobs: others };
}

/** The facts without a job that turned out not to belong to the step. */
export function withoutJob(known: Known, id: string): Pick<Known, "job" | "formerJobs"> {
  const others = jobsOf(known).filter((job) => job.id !== id);
  return { job: others.at(-1), formerJobs: others.slice(0, -1) };
}

/** Every job of the step, the one that decides last. */
export function jobsOf({ formerJobs = [], job }: Known): readonly KnownJob[] {
  return job === undefined ? formerJobs : [...formerJobs, job];
}

/** A job whose id, at least, is known. */
export type KnownJob = Pick<Job, "id" | "status"> & Partial<Job>;

/** How the step ended, for the reader and for the gate. */
export interface Verdict {
  readonly reason: Reason;
  readonly message: string;
  /** What to do now; "" if there is nothing to do. */
  readonly hint: string;
  readonly service?: ServiceError | undefined;
  /** Something worth a warning although the gate is open. */
  readonly remark?: string;
}
