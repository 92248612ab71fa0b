import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import { backupTypeOf, isOperation, type Job, type JobOperation } from "../azure/backup/job.ts";
import { matchJob } from "../azure/backup/job-match.ts";
import type { Duration, Policy } from "../azure/backup/policy.ts";
import { at, isoTime, text } from "../json.ts";
import { DAY_MS } from "../time/units.ts";
import type { SendPlan } from "./decision.ts";

/** A write whose answer was lost. */
export interface Sending {
  /**
   * In milliseconds since 1970; undefined if Azure's answers have no date or the machine's clock
   * contradicts it.
   */
  readonly sentAt: number | undefined;
  /** Its job cannot have started before this, whichever clock is right. */
  readonly since: number;
  /** Whether Azure itself answered, with an internal error. */
  readonly isServerError?: boolean;
}

/** How far a job's start time may lie outside the time of the request, since clocks differ. */
export const CLOCK_TOLERANCE_MS = 5_000;

/** A write of this step whose job the step looks for. */
export interface LostWrite {
  readonly item: ProtectedItem;
  readonly plan: SendPlan;
  /** The vault's items among which a job is matched. */
  readonly listed: readonly ProtectedItem[];
}

/** The jobs that may be the work of a write whose answer was lost. */
export function jobsThatMayBeOurs(
  jobs: readonly Job[],
  { item, plan, listed }: LostWrite,
  { since }: Sending,
): readonly Job[] {
  return jobs.filter(
    (job) =>
      isOperation(job, plan.jobOperation) &&
      matchJob(job, item, listed) !== "no" &&
      (job.startTime ?? since) >= since - CLOCK_TOLERANCE_MS,
  );
}

/** How long after the request was sent Azure may take it and start its job. */
const TAKEN_MS = 10_000;

/**
 * Whether a job started when the write reached Azure, and surely belongs to this item. Azure starts
 * a job when it takes the request (E48), so a later job is another caller's.
 */
export function beganWithRequest(
  job: Job,
  { item, listed }: LostWrite,
  { sentAt }: Sending,
): boolean {
  const { startTime = Number.NaN } = job;
  if (sentAt === undefined) return false;
  const isInTime = startTime >= sentAt - CLOCK_TOLERANCE_MS && startTime <= sentAt + TAKEN_MS;
  return isInTime && matchJob(job, item, listed) === "surely";
}

/** How long before its operation a job may have started; the recordings show no difference at all. */
const EARLIER_MS = 5 * 60_000;

/** What a job would have to be the work of. */
interface Work {
  readonly item: ProtectedItem;
  readonly operation: JobOperation;
  /** The vault's items among which a job is matched; empty if no list was read. */
  readonly listed: readonly ProtectedItem[];
  /** The plan, if it is known. */
  readonly plan?: SendPlan;
}

/**
 * Whether a job that an operation names can be its work: the same kind of operation, the same item,
 * and not an older job. `begunAt` is when the operation began by the service's clock (ms since
 * 1970), if it is known.
 */
export function isWorkOf(job: Job, begunAt: number | undefined, work: Work): boolean {
  const { startTime = Number.POSITIVE_INFINITY, endTime = Number.POSITIVE_INFINITY } = job;
  const begun = begunAt ?? Number.NEGATIVE_INFINITY;
  const isOlder = startTime < begun - EARLIER_MS || endTime < begun;
  return !isOtherWork(job, work) && !isOlder && matchJob(job, work.item, work.listed) !== "no";
}

/**
 * Whether a job is other work. For a database's backup Azure says whether a user asked for it, and
 * of which type (E69, E70).
 */
function isOtherWork(job: Job, { item, operation, plan }: Work): boolean {
  // A change shows on the item, but a backup's job must say by its end that it is one.
  const mayBeSilent = job.phase === "running" || operation !== "Backup";
  if (!(job.operation === "" && mayBeSilent) && !isOperation(job, operation)) return true;
  if (operation !== "Backup" || item.workload?.isDatabase !== true) return false;
  const isOfType = plan === undefined ? undefined : isOfTypeAsked(job, plan);
  return job.isUserTriggered === false || isOfType === false;
}

/** Whether a backup's own document proves that this step asked for it. */
type Proof = "ours" | "not-yet" | "none";

/**
 * Judges the only backup of the item since the request. A database's job says that a user asked for
 * it and of which type, though some jobs read bare `Backup` until they end. A share's job says that
 * it was not scheduled. A VM's job repeats how long its point is kept, which proves something only
 * if the policy would have said something else (E69, E70, E71, E72).
 *
 * @param policy the item's policy; undefined if it cannot be read.
 */
export function proveOurs(
  job: Job,
  { item, plan }: Pick<LostWrite, "item" | "plan">,
  policy: Policy | undefined,
): Proof {
  switch (item.workload?.backupProof) {
    case "by-expiry": {
      const until = askedUntil(plan);
      const kept = keptUntil(job);
      if (kept === undefined) return job.phase === "running" ? "not-yet" : "none";
      const isAsked = kept === until;
      const isByPolicy = couldSay(policy, job.startTime ?? Number.NaN, until);
      return isAsked && !isByPolicy ? "ours" : "none";
    }
    case "ad-hoc": {
      const isAdHoc = propertyOf(job, "Whether job is adhoc or scheduled.");
      return sameName(isAdHoc, "true") ? "ours" : "none";
    }
    default: {
      if (job.isUserTriggered !== true) return "none";
      const isSame = isOfTypeAsked(job, plan);
      if (isSame === undefined) return job.phase === "running" ? "not-yet" : "none";
      return isSame ? "ours" : "none";
    }
  }
}

/** Until when the request asks to keep the point, in milliseconds since 1970; NaN if it does not say. */
function askedUntil({ write }: SendPlan): number {
  return Date.parse(text(at(write.body, "properties", "recoveryPointExpiryTimeInUTC")));
}

/**
 * Until when a VM's job says its point is kept (E72), in milliseconds since 1970; undefined if it
 * does not say, NaN if the value is unreadable.
 */
function keptUntil(job: Job): number | undefined {
  const expiry = propertyOf(job, "Recovery Point Expiry Time in UTC");
  return expiry === "" ? undefined : Date.parse(`${expiry} UTC`);
}

/** The value of a name in a job's property bag; "" if it has none. */
function propertyOf({ properties }: Job, name: string): string {
  return properties.find(([key]) => key === name)?.[1] ?? "";
}

/**
 * The warning on a job that keeps its point for a shorter time than requested; undefined if none is
 * needed.
 */
export function warnOfShortRetention(job: Job, plan: SendPlan): string | undefined {
  const [asked, kept] = [askedUntil(plan), keptUntil(job)];
  if (kept === undefined || !(kept < asked)) return undefined;
  return `Job ${job.id} says that its recovery point is kept until ${isoTime(kept)}, but the request asked for ${isoTime(asked)}.`;
}

/** Whether a database's backup has the requested type; undefined if either type is not known. */
function isOfTypeAsked(
  job: Pick<Job, "operation">,
  { write }: Pick<SendPlan, "write">,
): boolean | undefined {
  const type = backupTypeOf(job);
  const wanted = text(at(write.body, "properties", "backupType")).toLowerCase();
  if (type === undefined || wanted === "") return undefined;
  return type === wanted;
}

/** Whether this policy could also keep a backup from `from` until then (ms since 1970). */
function couldSay(policy: Policy | undefined, from: number, until: number): boolean {
  if (policy === undefined || policy.retention.length === 0) return true;
  return policy.retention.some(({ duration }) => {
    // Azure rounds to midnight (E72), and times of day and zones differ.
    const isFar = duration !== undefined && Math.abs(later(from, duration) - until) > 2 * DAY_MS;
    return !isFar;
  });
}

function later(from: number, { count, unit }: Duration): number {
  const date = new Date(from);
  switch (unit) {
    case "Days":
      return from + count * DAY_MS;
    case "Weeks":
      return from + count * 7 * DAY_MS;
    case "Months":
      return date.setUTCMonth(date.getUTCMonth() + count);
    case "Years":
      return date.setUTCFullYear(date.getUTCFullYear() + count);
  }
}
