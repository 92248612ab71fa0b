import type { ItemState, JobState } from "../../emulator/emulator.ts";
import type { RunRecord } from "../record.ts";
import { backsUp } from "../scene.ts";
import { isInDoubt, ownJobs, sentItemWrites } from "./truth.ts";

/** How far the start of a job may lie before its request, whose time has whole seconds, and after it, milliseconds. */
const CLOCKS_MS = 6_000;
const BEGUN_MS = 10_000;

/**
 * Whether an operation named somebody else's job, asked for like the step's own and begun after it;
 * nobody can see through that.
 */
export function isMisled(record: RunRecord, job: JobState): boolean {
  const own = ownJobs(record);
  const isLike = own.some(
    ({ item, operation, startedAt }) =>
      item === job.item && operation === job.operation && startedAt <= job.startedAt,
  );
  const byHand = job.overrides.isUserTriggered !== false;
  const isNamed = record.requests.some(({ mishap }) => mishap === "names-other-job");
  return isNamed && isLike && byHand && !own.includes(job);
}

/** The step's own deletion of an item that has ended well, or one taken for it; undefined where there is none. */
export function doneDeletion(record: RunRecord, item: ItemState): JobState | undefined {
  const adopted = record.vault.jobs.filter((job) => isAdoptable(record, job));
  return [...ownJobs(record), ...adopted].find(
    (job) =>
      job.item === item && job.operation === "DeleteBackupData" && job.status === "Completed",
  );
}

/**
 * Whether a job may be taken for the work of a change whose answer was lost: it is the only one of its
 * kind since, and began when the request did (contract), whoever asked for it.
 */
export function isAdoptable(record: RunRecord, job: JobState): boolean {
  if (isTwin(record, job)) return true;
  return sentItemWrites(record).some(({ method }) => method !== "POST") && beganWith(record, job);
}

/**
 * Whether a job is the same backup as the step asked for, asked for by somebody else in the seconds in
 * which the step's own answer was lost; nothing tells the two apart.
 */
export function isTwin(record: RunRecord, job: JobState): boolean {
  if (job.operation !== "Backup" || !backsUp(record.scene.operation)) return false;
  const adHoc = job.propertyBag["Whether job is adhoc or scheduled."] ?? "True";
  const byHand = job.overrides.isUserTriggered !== false && adHoc === "True";
  const [, type = ""] = /^Backup \((\w+)\)/.exec(job.displayOperation) ?? [];
  const isAlike = sentItemWrites(record).some(
    ({ body }) => type === "" || body.includes(`"backupType":"${type}"`),
  );
  // A VM's job repeats until when its point is kept, which tells it from one by the policy of that time.
  const rules = record.book
    .between(record.startedAt - 1, record.endedAt)
    .map(({ items, policies }) =>
      JSON.stringify([job.item && items.get(job.item)?.policyId, policies]),
    );
  const isTold = job.workload !== "VM" || new Set(rules).size > 1;
  return isTold && byHand && isAlike && beganWith(record, job);
}

function beganWith(record: RunRecord, job: JobState): boolean {
  const like = ({ item, operation }: JobState) => item === job.item && operation === job.operation;
  return sentItemWrites(record).some((write) => {
    const after = job.startedAt - write.at;
    const since = record.vault.jobs.filter(
      (other) =>
        like(other) && other.startedAt >= write.at - CLOCKS_MS && other.startedAt <= job.startedAt, // later ones may not have been listed yet
    );
    const began = after >= -CLOCKS_MS && after <= BEGUN_MS;
    return isInDoubt(write) && began && since.length === 1;
  });
}
