import type { ItemState } from "../../emulator/emulator.ts";
import { NEW_STATE, sceneJobId } from "../place.ts";
import { output, type RunRecord, writesOf } from "../record.ts";
import { backsUp } from "../scene.ts";
import { backupsTaken, isFruitless } from "./backups.ts";
import { meantItem } from "./meant.ts";
import { doneDeletion, isAdoptable, isMisled, isTwin } from "./ours.ts";
import { untruthOfPoints } from "./point-truth.ts";
import { HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { hasPolicy, isReached, rowOf } from "./state-table.ts";
import {
  allowedEnds,
  booked,
  endOf,
  factsBefore,
  isDry,
  isInDoubt,
  isWrite,
  jobOf,
  ownJobs,
  sentItemWrites,
  undeletedAfter,
} from "./truth.ts";

/** The gate is open only if Azure's own book says so, within what reads may be behind. */
export const gateTruth: Property = {
  name: "gateTruth",
  judge(record) {
    if (isDry(record) && isWrite(record)) return NOT_AT_STAKE;
    const doubt = untruth(record);
    if (doubt === undefined) return record.gate === "open" ? HOLDS : NOT_AT_STAKE;
    if (record.requests.length === 0) return NOT_AT_STAKE;
    return unless(record.gate === "open" ? `open, and ${doubt}` : undefined);
  },
};

/** What speaks against an open gate; undefined where nothing does. */
function untruth(record: RunRecord): string | undefined {
  switch (record.scene.operation) {
    case "verify-backup":
      return untruthOfPoints(record);
    case "ensure-backup":
      return untruthOfEnsured(record);
    case "list-items":
      return undefined;
    case "wait-for-job": {
      const job = jobOf(record, sceneJobId(0));
      const end = job && endOf(job, record.endedAt);
      const good = end !== undefined && allowedEnds(record).includes(end);
      return good ? undefined : `the job is ${end ?? "not at its end"}`;
    }
    case "cancel-job": {
      const job = jobOf(record, sceneJobId(0));
      const end = job && endOf(job, record.endedAt);
      return end === "Cancelled" ? undefined : `the job is ${end ?? "not at its end"}`;
    }
    case "backup-now":
      return untruthOfBackup(record);
    default:
      return untruthOfState(record);
  }
}

function untruthOfState(record: RunRecord): string | undefined {
  const item = meantItem(record);
  if (item === undefined) return "there is no such item";
  const former = record.book.at(record.startedAt).items.get(item);
  const seen = factsBefore(record, item, record.endedAt);
  const inNewWord = record.requests.some(({ mishap }) => mishap.includes(NEW_STATE));
  // In a word that nobody knows an item is in error, and may stay so (contract).
  const stays = seen.some((facts) => facts !== undefined && hasPolicy(facts, record.scene));
  if (inNewWord && stays && writesOf(record).length > 0) return undefined;
  const reached = seen.some(
    (facts) => isReached(record.scene, facts, former) && (facts !== undefined || mayBeGone(record)),
  );
  if (reached) return undefined;
  // What was deleted and taken back at once is done, with a warning (contract).
  const done = doneDeletion(record, item);
  if (done !== undefined && undeletedAfter(record, done) !== undefined) return undefined;
  // An undelete has nothing to do on any item that lives.
  const lives = (facts: (typeof seen)[number]) => !["deleted", "gone"].includes(rowOf(facts));
  const wrote = booked(record).some(
    ({ accepted, operation }) => accepted && operation?.status !== "Failed",
  );
  if (record.scene.operation === "undelete" && !wrote && seen.some(lives)) return undefined;
  return `the item is ${seen.map(describe).join(", then ")}`;
}

/** Unless soft delete is off, what is not there counts as deleted by the step's own job only (contract). */
function mayBeGone(record: RunRecord): boolean {
  const adopted = record.vault.jobs.filter((job) => isAdoptable(record, job));
  const allowed = allowedEnds(record);
  const own = [...ownJobs(record), ...adopted].some(({ status }) => allowed.includes(status));
  const { book, startedAt, endedAt } = record;
  const off = ({ softDelete }: { softDelete: string | undefined }) => softDelete === "Disabled";
  return own || book.between(startedAt, endedAt).some(off);
}

function describe(facts: Readonly<ItemState> | undefined): string {
  if (facts === undefined) return "gone";
  const policy = facts.policyId?.split("/").at(-1) ?? "no policy";
  return `${facts.protectionState}${facts.deletedAt === undefined ? "" : " (soft-deleted)"} with ${policy}`;
}

function untruthOfBackup(record: RunRecord): string | undefined {
  // Of two backups of a share that began together, nothing tells which was asked for by whom.
  const twins = record.vault.jobs.filter((job) => isTwin(record, job));
  const ends = [...ownJobs(record), ...twins]
    .filter(({ operation }) => operation === "Backup")
    .map((job) => endOf(job, record.endedAt) ?? "not at its end");
  if (ends.length === 0) return "no backup of this step's is in the book";
  const told = jobOf(record, output(record, "job-id"));
  if (told !== undefined && isMisled(record, told)) return undefined;
  const good = ends.some((end) => allowedEnds(record).includes(end));
  return good ? undefined : `its backup is ${ends.join(", ")}`;
}

/** A point has to be there, and the step's own backup to be good, where that is said to be the reason. */
function untruthOfEnsured(record: RunRecord): string | undefined {
  const isOwn = output(record, "reason").startsWith("completed");
  return untruthOfPoints(record) ?? (isOwn ? untruthOfBackup(record) : undefined);
}

/** No gate opens while a job of this step has ended in a status that is not allowed. */
export const noGateOverFailedJob: Property = {
  name: "noGateOverFailedJob",
  judge(record) {
    const bad = badJobs(record);
    if (bad.length === 0 || isJudgedByItem(record)) return NOT_AT_STAKE;
    const last = jobOf(record, output(record, "job-id"));
    // A backup that came to nothing for a conflict makes the step ask again (contract).
    if (
      output(record, "reason") === "recovery-point-fresh" &&
      backupsTaken(record).every(isFruitless)
    )
      return NOT_AT_STAKE;
    const passes = last !== undefined && (isMisled(record, last) || isAdoptable(record, last));
    if (passes && !bad.includes(last)) return NOT_AT_STAKE;
    const told = last !== undefined && bad.includes(last);
    const open = record.gate === "open" && (told || !hasBetter(record));
    return unless(open ? `open over a job that is ${bad[0]?.status}` : undefined);
  },
};

/** Whether the step was never told of a job, and found none; then the item's state is enough (contract). */
function isJudgedByItem(record: RunRecord): boolean {
  const isTold = record.requests.some(
    ({ path, mishap, answer }) =>
      mishap === "" && /operation/i.test(path) && answer.includes('"jobId"'),
  );
  const isLost = !isTold || sentItemWrites(record).some(isInDoubt);
  const judgesItems = isWrite(record) && !backsUp(record.scene.operation);
  return judgesItems && isLost && output(record, "job-id") === "";
}

/** Jobs that this step began or was told to follow, with an end that is not allowed. */
function badJobs(record: RunRecord) {
  const { scene, endedAt } = record;
  const followed = scene.operation === "wait-for-job" ? jobOf(record, sceneJobId(0)) : undefined;
  const jobs = followed === undefined ? ownJobs(record) : [followed];
  const allowed = allowedEnds(record);
  return jobs.filter((job) => {
    const end = endOf(job, endedAt);
    return end !== undefined && !allowed.includes(end);
  });
}

/** Whether a later job of the step went well: a conflict may be tried again. */
function hasBetter(record: RunRecord): boolean {
  const ends = ownJobs(record).map((job) => endOf(job, record.endedAt) ?? "");
  const newest = ends.at(-1) ?? "";
  return allowedEnds(record).includes(newest);
}
