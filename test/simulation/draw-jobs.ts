import { isDatabase } from "../emulator/vault/workloads.ts";
import type { Draw } from "./random.ts";
import type { Operation, SceneItem, SceneJob } from "./scene.ts";

/** Jobs that are there before the step: one to wait for or to cancel, one in the way, or none. */
export function drawJobs(
  draw: Draw,
  operation: Operation,
  items: readonly SceneItem[],
  calm: boolean,
): readonly SceneJob[] {
  if (operation === "wait-for-job" || operation === "cancel-job") {
    return [
      drawAsked(draw, operation, calm),
      {
        item: items.length - 1,
        operation: "Backup",
        startedMin: 90,
        endsInSeconds: -3_000,
        status: "Completed",
      },
    ];
  }
  if (operation === "ensure-backup" && draw.chance(0.45)) return [drawBackup(draw, items[0], calm)];
  const old: SceneJob = {
    item: 0,
    operation: "ConfigureBackup",
    startedMin: draw.pick([1_500, 30]),
    endsInSeconds: -1_200,
    status: "Completed",
  };
  if (!draw.chance(0.18)) return [old];
  const running: SceneJob = {
    item: draw.chance(0.8) ? 0 : items.length - 1,
    operation: draw.pick([
      ...(["Backup", "Backup", "Restore", "ConfigureBackup"] as const),
      ...(["MoveRecoveryPoint", "MoveRecoveryPoint"] as const),
    ]),
    startedMin: draw.whole(0, 20),
    endsInSeconds: draw.whole(10, 900),
    status: draw.weighted([
      [6, "Completed"],
      [calm ? 0 : 2, "Failed"],
    ]),
  };
  return [old, running];
}

/** A backup that runs already, and that may bring what is asked for, or not. */
export function drawBackup(draw: Draw, item: SceneItem | undefined, calm: boolean): SceneJob {
  const isQuick = item?.workload !== "VM";
  const status = draw.weighted([
    [calm ? 8 : 5, "Completed"],
    [1, "CompletedWithWarnings"],
    [1, "Failed"],
    [1, "Cancelled"],
  ]);
  const endsWell = status.startsWith("Completed");
  return {
    item: 0,
    operation: "Backup",
    startedMin: draw.pick([0, 1, 3, 8, 12, 30, 59, 100]),
    endsInSeconds: draw.whole(10, isQuick ? 900 : 3_000),
    status,
    leavesPoint: endsWell && draw.chance(0.8),
    ...(isDatabase(item?.workload ?? "VM") && {
      backupType: draw.pick(["Full", "Full", "CopyOnlyFull", "Differential", "Log"]),
    }),
  };
}

/** The job that a step is about; some ended long ago. */
function drawAsked(draw: Draw, operation: Operation, calm: boolean): SceneJob {
  const status = draw.weighted([
    [calm ? 12 : 4, "Completed"],
    [1, "CompletedWithWarnings"],
    [2, "Failed"],
    [1, "Cancelled"],
    [calm ? 0 : 1, "SomethingNew"],
  ]);
  const asked = {
    item: 0,
    operation: draw.weighted([
      [8, "Backup"],
      [2, "Restore"],
      // Its job names no more than the database (recordings), and cannot be cancelled.
      [operation === "wait-for-job" ? 2 : 0, "ConfigureBackup"],
    ] as const),
    status,
  };
  if (draw.chance(0.15)) {
    const ended = draw.pick([70_000, 100_000, 3_000_000]);
    return { ...asked, startedMin: Math.ceil(ended / 60) + 9, endsInSeconds: -ended };
  }
  const startedMin = draw.whole(1, 50);
  const isOver = draw.chance(0.2);
  return {
    ...asked,
    startedMin,
    // It cannot have ended before it began.
    endsInSeconds: isOver ? -draw.whole(1, startedMin * 60) : draw.whole(5, 1_500),
  };
}
