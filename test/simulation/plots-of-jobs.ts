import { isDatabase } from "../emulator/vault/workloads.ts";
import { nativeNameOf } from "./place.ts";
import type { Plot } from "./plot.ts";
import { shadowOf } from "./plots-of-writes.ts";
import type { Draw } from "./random.ts";
import { backsUp, type Mishap, type Operation, type SceneItem } from "./scene.ts";

/** An operation names the job by which somebody does the like to another item at that moment. */
export function othersJobNamed(
  draw: Draw,
  operation: Operation,
  items: readonly SceneItem[],
): Plot {
  const item = items.findIndex(({ name }) => name !== items[0]?.name);
  const what: Mishap = { kind: "names-other-job", alike: false };
  const deed = backsUp(operation) ? "backup-alike" : shadowOf(draw, operation, false);
  return {
    faults: [{ where: "operation", skip: 0, times: 1_000, what }],
    deeds: [{ what: deed, item, when: { write: draw.whole(0, 3_000) }, atOnce: true }],
  };
}

/** An operation names two jobs, and the step does not come to the second. */
export function twoJobs(draw: Draw): Plot {
  const second = draw.pick(["Completed", "Failed"]);
  const what: Mishap = { kind: "two-jobs", second, seconds: draw.pick([10, 90, 400]) };
  return {
    faults: [{ where: "operation", skip: 0, times: 1_000, what }],
    deeds: [],
    ...(draw.chance(0.4) && { turn: { jobStatus: "Failed" } }),
    ...(draw.chance(0.5) && { cancelAtMs: draw.whole(2_500, 120_000) }),
  };
}

/** The operation ends for a lock, and names the job that runs all the same. */
export function lockedWithJob(): Plot {
  const what: Mishap = { kind: "locked-with-job" };
  return { faults: [{ where: "operation", skip: 0, times: 1_000, what }], deeds: [] };
}

/** An operation names a job of the same item: one of its kind, of hours ago or of now, or one of another kind. */
export function likeJobNamed(draw: Draw, operation: Operation, items: readonly SceneItem[]): Plot {
  const what: Mishap = { kind: "names-other-job", alike: draw.chance(0.6) };
  const isBackup = backsUp(operation);
  // Of changes, and of backups of VMs and shares, nothing tells whose they are.
  const deeds = !isBackup ? CHANGES : isDatabase(items[0]?.workload ?? "VM") ? BACKUPS : OTHERS;
  const when = { write: draw.whole(0, 900) };
  return {
    faults: [{ where: "operation", skip: 0, times: 1_000, what }],
    deeds: draw.chance(0.7) ? [{ what: draw.pick(deeds), item: 0, when, atOnce: true }] : [],
    inputs: { "dry-run": "false" },
  };
}

/** An operation names a database's backup of another type, by hand, that began just before the step's own. */
export function handJobNamed(draw: Draw): Plot {
  const when = { write: draw.whole(0, 15) };
  return {
    faults: [
      { where: "operation", skip: 0, times: 1_000, what: { kind: "names-other-job", alike: true } },
    ],
    deeds: [{ what: "backup-by-hand", item: 0, when, atOnce: true }],
    inputs: { "dry-run": "false" },
  };
}

const BACKUPS = ["backup-alike", "backup-by-hand", "change-policy"] as const;
const CHANGES = ["backup"] as const;
const OTHERS = ["change-policy"] as const;

/** The workflow is cancelled while a job is looked at for the first time, which is to be one of an item and is another's. */
export function othersJobCancelled(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const other = items.at(-1);
  const what: Mishap = { kind: "delay", ms: 9_000, before: draw.chance(0.5) };
  return {
    faults: [{ where: "job", skip: 0, times: 1, what }],
    deeds: [],
    cancelAtMs: draw.whole(3_500, 8_000),
    inputs: { "on-cancel": "cancel-job", item: other === undefined ? "" : nativeNameOf(other) },
  };
}

/** The answer about the item is about another one. */
export function answerAboutOther(draw: Draw): Plot {
  const what: Mishap = { kind: "about" };
  return {
    faults: [{ where: "item", skip: draw.whole(0, 1), times: draw.whole(1, 3), what }],
    deeds: [],
  };
}

/** The answer about a job, or about the operation, is about another one. */
export function answerAboutElse(draw: Draw, operation: Operation): Plot {
  const slow = backsUp(operation) || operation === "wait-for-job";
  const where = slow && draw.chance(0.7) ? "job" : "operation";
  const skip = where === "job" ? draw.whole(1, 3) : draw.whole(0, 1);
  const what: Mishap = { kind: "about" };
  return { faults: [{ where, skip, times: draw.whole(1, 2), what }], deeds: [] };
}
