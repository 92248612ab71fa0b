import { isDatabase, isInstance, type Workload } from "../emulator/vault/workloads.ts";
import type { Draw } from "./random.ts";
import { asksForPoints, type Operation, type ScenePoint } from "./scene.ts";

const DAY_MIN = 24 * 60;

/** Newest first. Verifications want every kind of list; other operations hardly look at it. */
export function drawPoints(
  draw: Draw,
  workload: Workload,
  operation: Operation,
): readonly ScenePoint[] {
  const newest = draw.pick([12, 45, 58, 70, 200, 500, 1_400, 1_500, 9_000]);
  const count = asksForPoints(operation) ? draw.whole(1, 4) : 2;
  const gap = draw.pick([60, DAY_MIN, 7 * DAY_MIN]);
  const points: ScenePoint[] = [];
  for (let index = 0; index < count; index++) {
    points.push(drawPoint(draw, workload, newest + index * gap));
  }
  if (draw.chance(0.08)) points.unshift({ ...drawPoint(draw, workload, -30) });
  const oldest = draw.pick([20, 200, 900]) * DAY_MIN;
  if (draw.chance(0.5))
    points.push({ ...drawPoint(draw, workload, oldest), type: typesOf(workload)[0] ?? "" });
  return points;
}

function typesOf(workload: Workload): readonly string[] {
  if (workload === "VM") return ["CrashConsistent", "AppConsistent"];
  if (isInstance(workload)) return ["SnapshotFull"];
  return isDatabase(workload) ? ["Full", "Full", "Differential"] : ["FileSystemConsistent"];
}

function drawPoint(draw: Draw, workload: Workload, ageMin: number): ScenePoint {
  const share = workload === "AzureFileShare";
  const usual = share ? "InstantRP" : "HardenedRP";
  const tiers = draw.weighted<ScenePoint["tiers"]>([
    [
      10,
      workload === "VM"
        ? [
            ["InstantRP", "Valid"],
            ["HardenedRP", "Valid"],
          ]
        : [[usual, "Valid"]],
    ],
    [1, [[usual, "Invalid"]]],
    [1, [[usual, "Deleted"]]],
    [0.5, [["ArchivedRP", "Valid"]]],
    [0.5, [["ArchivedRP", "Rehydrated"]]],
    [workload === "VM" ? 2 : 0, [["InstantRP", "Valid"]]],
  ]);
  const job = draw.weighted([
    [9, "Completed"],
    [1, "CompletedWithWarnings"],
    [1, "Failed"],
    [2, undefined],
  ]);
  return {
    ageMin,
    type: draw.pick(typesOf(workload)),
    tiers,
    // Nothing tells that a share's is (recordings).
    ...(draw.chance(0.08) && workload !== "AzureFileShare" && { softDeleted: true }),
    ...(draw.chance(isSnapshot(tiers) ? 0.6 : 0.2) && {
      expiresInMin: draw.pick([-10_000, -60, 3, 600]),
    }),
    ...(!isDatabase(workload) && ageMin >= 0 && ageMin < 10 * DAY_MIN && job && { job }),
  };
}

/** Whether a point is gone with its snapshot. */
function isSnapshot(tiers: ScenePoint["tiers"]): boolean {
  return tiers.every(([type]) => type === "InstantRP");
}

/** Ranges of logs that reach to some minutes before the start, if any. */
export function drawLogs(
  draw: Draw,
  points: readonly ScenePoint[],
): readonly (readonly [number, number])[] {
  const oldest = Math.max(...points.map(({ ageMin }) => ageMin));
  return draw.weighted<readonly (readonly [number, number])[]>([
    [4, []],
    [5, [[Math.max(200, Math.min(oldest + 10, 15 * DAY_MIN)), draw.pick([8, 20, 50, 130])]]],
    [1, [[300, 12]]],
    [
      1,
      [
        [5 * DAY_MIN, 3 * DAY_MIN],
        [DAY_MIN, 15],
      ],
    ],
    [0.5, [[300, -40]]],
  ]);
}
