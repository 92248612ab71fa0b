import { drawBackup } from "./draw-jobs.ts";
import { sceneItemId } from "./place.ts";
import type { Plot } from "./plot.ts";
import type { Draw } from "./random.ts";
import type { Operation, SceneItem, SceneJob, ScenePoint } from "./scene.ts";

/** No point is new enough, and the item may be backed up. */
function stale(items: readonly SceneItem[]): Plot {
  const [first, ...others] = items;
  if (first === undefined) return { faults: [], deeds: [] };
  const points = first.points.map(
    (point, index): ScenePoint => ({ ...point, ageMin: 20_000 + 1_000 * index }),
  );
  const changed: SceneItem = { ...first, state: "Protected", points, logs: [] };
  return {
    faults: [],
    deeds: [],
    items: [changed, ...others],
    inputs: { "dry-run": "false", "max-recovery-point-age": "1h" },
  };
}

/**
 * A backup runs already, and while the step waits for it somebody takes another, or the workflow is
 * cancelled.
 */
export function joinedAndThen(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const plot = stale(items);
  const [first] = items;
  if (first?.workload === "SAPAseDatabase" && draw.chance(0.6))
    return ofOtherType(draw, plot, first);
  const joined = { ...drawBackup(draw, items[0], false), startedMin: draw.pick([1, 8, 30]) };
  if (draw.chance(0.35)) {
    const inputs = { ...plot.inputs, "on-cancel": "cancel-job" };
    return { ...plot, jobs: [joined], cancelAtMs: draw.whole(2_500, 60_000), inputs };
  }
  const endsAtMs = joined.endsInSeconds * 1_000;
  if (draw.chance(0.5)) {
    const what = draw.pick(["backup", "backup-alike", "backup-by-hand", "job-fails"] as const);
    const when = { ms: draw.whole(1_000, endsAtMs) };
    return { ...plot, jobs: [joined], deeds: [{ what, item: 0, when, atOnce: true }] };
  }
  if (draw.chance(0.4)) return besideSpoilt(plot, joined);
  // It ends in vain, and by then another one runs that may bring what is asked for.
  const failed = { ...joined, status: "Failed", leavesPoint: false };
  const when = { ms: Math.max(1_000, endsAtMs - draw.whole(1_000, 60_000)) };
  const what = "backup-alike" as const;
  return { ...plot, jobs: [failed], deeds: [{ what, item: 0, when, atOnce: true }] };
}

/** It ends in vain, and the only point that is as young as the bound is of a backup that failed. */
function besideSpoilt(plot: Plot, joined: SceneJob): Plot {
  const [first, ...others] = plot.items ?? [];
  const [newest, ...older] = first?.points ?? [];
  if (first === undefined || newest === undefined) return plot;
  const points = [{ ...newest, ageMin: 58, job: "Failed" }, ...older];
  const endsInSeconds = Math.max(joined.endsInSeconds, 600);
  return {
    ...plot,
    items: [{ ...first, points, lastBackup: "well" }, ...others],
    jobs: [{ ...joined, startedMin: 30, endsInSeconds, status: "Cancelled", leavesPoint: false }],
  };
}

/** The backup that runs is one of logs, and says so while it runs, as those of SAP ASE do. */
function ofOtherType(draw: Draw, plot: Plot, item: SceneItem): Plot {
  const running = drawBackup(draw, item, true);
  const full = { "recovery-point-types": "full", "backup-type": "Full" };
  return {
    ...plot,
    jobs: [{ ...running, startedMin: 3, backupType: "Log" }],
    inputs: { ...plot.inputs, ...full, item: sceneItemId(item) },
  };
}

/** The step's own backup ends well, and another one of the item has failed by the time its point is listed. */
export function failedAfterwards(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const usual = { VM: 3_062, AzureFileShare: 4 }[String(items[0]?.workload)] ?? 124;
  const when = { write: (usual + draw.whole(2, 50)) * 1_000 };
  return { ...stale(items), deeds: [{ what: "last-backup-fails", item: 0, when, atOnce: true }] };
}

/** Somebody takes a backup just before the step's own request arrives. */
export function takenMeanwhile(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const what = draw.pick(["backup", "backup-alike", "backup-by-hand"] as const);
  const when = { request: draw.whole(4, 9) };
  return { ...stale(items), deeds: [{ what, item: 0, when, atOnce: true }] };
}
