import type { ItemState, JobState } from "../../emulator/emulator.ts";
import { listedPoints } from "../../emulator/vault/point-life.ts";
import { output, type RunRecord } from "../record.ts";
import { backsUp } from "../scene.ts";
import { wellDone } from "./backups.ts";
import { deadlineOf } from "./deadline.ts";
import { isFreshAt, NEW_POINT_MS } from "./ensured.ts";
import { meantItem } from "./meant.ts";
import { isAdoptable } from "./ours.ts";
import { durationMsOf } from "./points.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { isSpoilt, jobOf, POINTS_MS, sentItemWrites } from "./truth.ts";

const SECOND_MS = 1_000;

/** No backup is taken where a point is new enough by everything that the step can have read. */
export const noNeedlessBackup: Property = {
  name: "noNeedlessBackup",
  judge(record) {
    const { scene, book } = record;
    const item = meantItem(record);
    if (scene.operation !== "ensure-backup" || item === undefined) return NOT_AT_STAKE;
    const areClocksRight = scene.date === "kept" && scene.runnerAheadMs === 0;
    if (!areClocksRight || isSpoilt(record)) return NOT_AT_STAKE;
    const isFreshFrom = (from: number, to: number) =>
      book
        .between(from - POINTS_MS - scene.staleItemMs - scene.staleJobsMs, to)
        .every(({ items }) => [from, to].every((at) => isFreshAt(record, items.get(item), at)));
    const needless = sentItemWrites(record).find(({ at }) => isFreshFrom(at - POINTS_MS, at));
    if (needless !== undefined) return broken("a backup was asked for, and a point is new enough");
    return isFreshFrom(record.startedAt, record.endedAt) ? HOLDS : NOT_AT_STAKE;
  },
};

/** The point that is told after the step's own backup is one of that backup, or a newer one, and is found where Azure lists it in time. */
export const ownPointTold: Property = {
  name: "ownPointTold",
  judge(record) {
    const own = wellDone(record);
    const item = meantItem(record);
    const told = jobOf(record, output(record, "job-id"));
    if (!backsUp(record.scene.operation) || own === undefined || item === undefined)
      return NOT_AT_STAKE;
    if (record.gate !== "open" || told !== own || isAdoptable(record, own)) return NOT_AT_STAKE;
    if (output(record, "recovery-point-id") === "")
      return isListedInTime(record, item, own)
        ? broken(`the point of job ${own.id} is listed, and none is told`)
        : NOT_AT_STAKE;
    const time = Date.parse(output(record, "recovery-point-time"));
    const isEnsured = record.scene.operation === "ensure-backup";
    // An older point is young enough too, once a backup ended well and its own is not listed yet.
    if (isEnsured && time >= boundOf(record) && !isListedInTime(record, item, own)) return HOLDS;
    // Somebody else's backup during the step brings what is asked for as well.
    const since = isEnsured ? record.startedAt : own.startedAt;
    return unless(
      time >= since - SECOND_MS
        ? undefined
        : `the point told is from ${new Date(time).toISOString()}, before job ${own.id} began`,
    );
  },
};

/** The oldest time of a point that the step accepts. */
function boundOf({ scene, startedAt }: RunRecord): number {
  return startedAt - durationMsOf(scene.inputs["max-recovery-point-age"] ?? "");
}

/** Whether the point of a backup was surely to be seen within the time that it is looked for. */
function isListedInTime(record: RunRecord, item: ItemState, own: JobState): boolean {
  const { scene, endedAt } = record;
  const { endedAt: backedUpAt = Number.POSITIVE_INFINITY } = own;
  if (scene.weather !== "quiet" || scene.inputs.wait === "false") return false;
  const until = backedUpAt + NEW_POINT_MS - SECOND_MS;
  if (until > Math.min(deadlineOf(record), endedAt + NEW_POINT_MS)) return false;
  return listedPoints(item, until).some(
    ({ time }) => time >= own.startedAt - SECOND_MS && time <= backedUpAt + SECOND_MS,
  );
}
