import { isDatabase } from "../../emulator/vault/workloads.ts";
import type { RunRecord } from "../record.ts";
import { meantItem } from "./meant.ts";
import { durationMsOf, judgePoints } from "./points.ts";
import { isBeside, rowOf } from "./state-table.ts";
import { allowedEnds, type Facts } from "./truth.ts";

/** How long a first look may take, milliseconds. */
const LOOK_MS = 120_000;
/** How long Azure may take to list the point of a backup (contract), milliseconds. */
export const NEW_POINT_MS = 120_000;

/** What a look at the recovery points of the item says at a time, by the book; undefined where that is unsure. */
export function isFreshAt(record: RunRecord, facts: Facts, at: number): boolean {
  const { scene, vault } = record;
  if (facts === undefined || rowOf(facts) === "deleted" || isBeside(facts)) return false;
  const types = scene.inputs["recovery-point-types"] ?? "any";
  if (types !== "any" && !isDatabase(facts.workload)) return false;
  // A time ahead of Azure's clock makes everything else look older.
  if (facts.recoveryPoints.some(({ time }) => time > at)) return false;
  if (facts.logRanges.some(({ to }) => to > at)) return false;
  // Nothing tells by which job such a word was left.
  if (["CompletedWithWarnings", "Cancelled"].includes(facts.lastBackupStatus)) return false;
  const maxAgeMs = durationMsOf(scene.inputs["max-recovery-point-age"] ?? "");
  const allowed = allowedEnds(record);
  return (
    judgePoints(facts, vault.jobs, {
      maxAgeMs,
      types,
      allowed,
      now: at,
      latest: at,
      listedAt: at,
    }) === ""
  );
}

/** Whether the first look finds a point that is new enough, however long it takes. */
export function isSurelyFresh(record: RunRecord): boolean {
  const { book, startedAt, scene } = record;
  const item = meantItem(record);
  if (item === undefined) return false;
  const behindMs = scene.staleItemMs + scene.staleListMs;
  // The turn of one of several items may come late.
  const until = record.whole === undefined ? startedAt + LOOK_MS : record.whole.endedAt;
  const pages = book.between(startedAt - behindMs, until);
  // The oldest time of a point is fixed once, for all items at the start.
  const times = [startedAt, startedAt + LOOK_MS];
  return pages.every(({ items }) => times.every((at) => isFreshAt(record, items.get(item), at)));
}

/** Whether a backup of the type that the step takes leaves a usable point of its own. */
export function bringsWhatIsAsked(record: RunRecord): boolean {
  const { inputs } = record.scene;
  const item = meantItem(record);
  const types = inputs["recovery-point-types"] ?? "any";
  if (item === undefined) return false;
  if (!isDatabase(item.workload)) return types === "any";
  if (item.recoveryPoints.some(({ time }) => time > record.endedAt)) return false;
  const usual = types === "log" ? "Log" : "Full";
  return ["Full", "CopyOnlyFull"].includes(inputs["backup-type"] ?? usual);
}
