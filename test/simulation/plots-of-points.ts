import { type Plot, throttled } from "./plot.ts";
import type { Draw } from "./random.ts";
import type { Fault, Mishap, Operation, SceneItem, ScenePoint } from "./scene.ts";

const LENIENT = { "max-recovery-point-age": "7d" };

/** The newest point is soft-deleted, and Azure says so of all in a form that nobody knows. */
export function unreadablePoints(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  const path = "value.*.properties.recoveryPointProperties.isSoftDeleted";
  const what: Mishap = { kind: "alter", path, value: "true" };
  return {
    ...withPoints(items, (points) => points.map((point) => ({ ...point, softDeleted: true }))),
    faults: [{ where: "points", skip: 0, times: 1_000, what }],
  };
}

/** The item takes its time to read, and meanwhile it is deleted, or its points are. */
export function slowItem(draw: Draw, _: Operation, items: readonly SceneItem[]): Plot {
  const skip = draw.whole(0, 1);
  if (draw.chance(0.5)) {
    const what: Mishap = { kind: "delay", ms: 29_000, before: false };
    const when = { ms: draw.whole(1_000, 14_000) };
    return {
      faults: [{ where: "item", skip, times: 1, what }],
      deeds: [{ what: "delete", item: 0, when, atOnce: true }],
      inputs: LENIENT,
    };
  }
  const faults: Fault[] = [{ where: "item", skip, times: 1, what: throttled("900") }];
  const deeds = (items[0]?.points ?? []).map(() => ({
    ...{ what: "point-expires" as const, item: 0, when: { ms: 60_000 } },
    atOnce: true,
  }));
  return { faults, deeds, inputs: LENIENT };
}

/** The newest point's backup failed, another job began right after it, and lists of jobs are not filtered. */
export function unfilteredJobs(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  const [first, ...others] = items;
  const [newest, ...older] = first?.points ?? [];
  if (first === undefined || newest === undefined) return { faults: [], deeds: [] };
  const points = [{ ...newest, ageMin: Math.max(newest.ageMin, 5), job: "Failed" }, ...older];
  const startedMin = Math.max(newest.ageMin, 5) + 0.5;
  return {
    faults: [{ where: "jobs", skip: 0, times: 1_000, what: { kind: "unfiltered" } }],
    deeds: [],
    items: [{ ...first, points, lastBackup: "well" }, ...others],
    jobs: [
      {
        item: 0,
        operation: "ConfigureBackup",
        startedMin,
        endsInSeconds: -60,
        status: "Completed",
      },
    ],
    inputs: LENIENT,
  };
}

/** No answer bears a date, and the runner's clock is far behind. */
export function noDate(): Plot {
  return { faults: [], deeds: [], clocks: { date: "dropped", runnerAheadMs: -28_800_000 } };
}

/** The item says that its last backup failed, and there is an older point. */
export function failedWord(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  const plot = withPoints(items, ([newest]) =>
    newest === undefined
      ? []
      : [
          { ...newest, ageMin: 50 },
          { ...newest, ageMin: 110, job: "Completed" },
        ],
  );
  const [first, ...others] = plot.items ?? [];
  return first === undefined
    ? plot
    : { ...plot, items: [{ ...first, lastBackup: "failed" }, ...others] };
}

/** The newest point of a VM was in its snapshot only, which is past its end. */
export function lostSnapshot(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  return withPoints(items, ([newest]) =>
    newest === undefined
      ? []
      : [{ ...newest, tiers: [["InstantRP", "Valid"]], expiresInMin: -60, job: "Completed" }],
  );
}

/** Other points of the first item. */
function withPoints(
  items: readonly SceneItem[],
  change: (points: readonly ScenePoint[]) => readonly ScenePoint[],
): Plot {
  const [first, ...others] = items;
  if (first === undefined) return { faults: [], deeds: [] };
  const changed = { ...first, points: change(first.points) };
  return { faults: [], deeds: [], items: [changed, ...others], inputs: LENIENT };
}
