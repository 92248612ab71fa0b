import type { JobState } from "../../emulator/emulator.ts";
import type { BookedWrite } from "../../emulator/vault/book.ts";
import { whereOf } from "../faults.ts";
import type { RunRecord } from "../record.ts";
import { backsUp } from "../scene.ts";
import { meantItem } from "./meant.ts";
import { isAdoptable } from "./ours.ts";
import { durationMsOf } from "./points.ts";
import {
  acceptedItemWrites,
  allowedEnds,
  endOf,
  isInDoubt,
  ownJobs,
  SLACK_MS,
  sentItemWrites,
} from "./truth.ts";

/** The types of a database's backup that can bring each kind of recovery point (contract). */
const BRINGS: Readonly<Record<string, readonly string[]>> = {
  full: ["Full", "CopyOnlyFull"],
  log: ["Log"],
};

/** The backups of this step that Azure took. */
export function backupsTaken(record: RunRecord): readonly BookedWrite[] {
  return acceptedItemWrites(record).filter(({ path }) => /\/backup$/i.test(path));
}

/** Whether a backup came to nothing because another one was running, and moved nothing. */
export function isFruitless({ job, operation }: Pick<BookedWrite, "job" | "operation">): boolean {
  const conflict = JSON.stringify(job?.errors ?? []).includes("510008");
  const moved = Number(job?.propertyBag["Data Transferred (in MB)"] ?? 0) > 0;
  return (conflict && !moved) || operation?.status === "Failed";
}

/** The backup of the step's own, or taken for it, that has ended in an allowed status; undefined where there is none. */
export function wellDone(record: RunRecord): JobState | undefined {
  if (!backsUp(record.scene.operation)) return undefined;
  const adopted = record.vault.jobs.filter((job) => isAdoptable(record, job));
  return [...ownJobs(record), ...adopted].find(
    (job) =>
      job.operation === "Backup" && allowedEnds(record).includes(endOf(job, record.endedAt) ?? ""),
  );
}

/** When a step that fixes the oldest time of a point looked at the item first, epoch milliseconds. */
function firstLook({ requests, endedAt, whole }: RunRecord): number {
  // A step about several items fixes the oldest time of a point for all of them at once.
  if (whole !== undefined) return whole.startedAt;
  return requests.find((sent) => whereOf(sent) === "item")?.at ?? endedAt;
}

/** How long before the verdict the oldest time that a point may have was fixed at the earliest; 0 for those who fix none. */
export function sinceBoundMs(record: RunRecord): number {
  return record.scene.operation === "ensure-backup" ? record.endedAt - firstLook(record) : 0;
}

/** Whether somebody else's backup may bring the point that is asked for: a step may wait for it (contract). */
export function isWorthJoining(record: RunRecord, job: JobState): boolean {
  const { scene } = record;
  const maxAgeMs = durationMsOf(scene.inputs["max-recovery-point-age"] ?? "");
  const [, type = ""] = /^Backup \((\w+)\)/.exec(job.displayOperation) ?? [];
  const fitting = BRINGS[scene.inputs["recovery-point-types"] ?? "any"];
  return (
    scene.operation === "ensure-backup" &&
    job.operation === "Backup" &&
    job.item === meantItem(record) &&
    job.startedAt >= firstLook(record) - maxAgeMs - SLACK_MS &&
    (type === "" || fitting === undefined || fitting.includes(type) || isUntyped(job))
  );
}

/** Whether a job says no type while it runs; only those of SAP ASE do (recordings). */
function isUntyped({ workload }: JobState): boolean {
  return workload !== "SAPAseDatabase";
}

/** Somebody else's backups that the step followed one by one, in their order. */
export function joinedJobs(record: RunRecord): readonly JobState[] {
  const { scene, requests, vault, cancelledAt = Number.POSITIVE_INFINITY } = record;
  if (scene.operation !== "ensure-backup") return [];
  // After a lost answer, or a cancel, jobs are looked at for what they are.
  const lostAt = sentItemWrites(record).find(isInDoubt)?.at ?? Number.POSITIVE_INFINITY;
  const until = Math.min(cancelledAt, lostAt);
  const read = requests.filter((sent) => whereOf(sent) === "job" && sent.at < until);
  const ids = new Set(read.map(({ path }) => path.split("/").at(-1)?.toLowerCase()));
  const own = ownJobs(record);
  return vault.jobs.filter(
    (job) => ids.has(job.id.toLowerCase()) && !own.includes(job) && !isAdoptable(record, job),
  );
}
