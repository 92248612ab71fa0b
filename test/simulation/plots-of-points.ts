import { type Plot, throttled } from "./plot.ts";
import type { Draw } from "./random.ts";
import type { Fault, Mishap, Operation, SceneItem, SceneJob, ScenePoint } from "./scene.ts";

const LENIENT = { "max-recovery-point-age": "7d", "recovery-point-types": "any" };

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

/** The newest point's backup failed, a job of another kind began right after it, and lists of jobs are not filtered. */
export function unfilteredJobs(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  return {
    ...failedAndThen(items, { item: 0, operation: "ConfigureBackup" }),
    faults: [{ where: "jobs", skip: 0, times: 1_000, what: { kind: "unfiltered" } }],
  };
}

/** The newest point's backup failed, and one of another item that began right after it went well. */
export function othersBackup(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  return failedAndThen(items, { item: items.length - 1, operation: "Backup" });
}

function failedAndThen(
  items: readonly SceneItem[],
  next: Pick<SceneJob, "item" | "operation">,
): Plot {
  const plot = withPoints(items, ([newest, ...older]) =>
    newest === undefined ? [] : [{ ...newest, job: "Failed" }, ...older],
  );
  const [first, ...others] = plot.items ?? [];
  const [newest] = first?.points ?? [];
  if (first === undefined || newest === undefined) return plot;
  const times = { startedMin: newest.ageMin + 0.5, endsInSeconds: -600 };
  return {
    ...plot,
    items: [{ ...first, lastBackup: "unsaid" }, ...others],
    jobs: [{ ...next, ...times, status: "Completed" }],
  };
}

/** The answer about the points of an item, whose own are old, is about another item's. */
export function othersPoints(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  const { items: [first, ...others] = [], ...plot } = withPoints(items, (points) =>
    points.map((point, index) => ({ ...point, ageMin: 20_000 * (index + 1) })),
  );
  if (first === undefined) return { ...plot };
  return {
    ...plot,
    items: [first, ...others.map((one) => ({ ...one, points: one.points.map(sound) }))],
    faults: [{ where: "points", skip: 0, times: 1_000, what: { kind: "about" } }],
  };
}

/** No answer bears a date, and by the runner's clock, which is far behind, an old point is new. */
export function noDate(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  const plot = withPoints(items, ([newest]) =>
    newest === undefined ? [] : [{ ...newest, ageMin: 540 }],
  );
  return {
    ...plot,
    clocks: { date: "dropped", runnerAheadMs: -28_800_000 },
    inputs: { ...LENIENT, "max-recovery-point-age": "4h" },
  };
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

/** A backup has failed since the newest point, and its job alone says so. */
export function laterFailure(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  const plot = withPoints(items, (points) => points);
  const [first, ...others] = plot.items ?? [];
  if (first === undefined) return plot;
  // Lists of jobs may be five minutes old.
  const times = { startedMin: 20, endsInSeconds: -600 };
  return {
    ...plot,
    items: [{ ...first, lastBackup: "well" }, ...others],
    jobs: [{ item: 0, operation: "Backup", ...times, status: "Failed" }],
  };
}

/** Azure writes the tiers of points as numbers, as older versions did; nothing else goes wrong. */
export function numberedTiers(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  const faults: Fault[] = [
    { where: "points", skip: 0, times: 1_000, what: { kind: "numbered-tiers" } },
  ];
  return { ...withPoints(items, (points) => points), faults };
}

/** The newest point of a VM was in its snapshot only, which is past its end. */
export function lostSnapshot(_: Draw, __: Operation, items: readonly SceneItem[]): Plot {
  return withPoints(items, ([newest]) =>
    newest === undefined
      ? []
      : [
          {
            ...newest,
            ageMin: Math.max(newest.ageMin, 150), // younger ones do not tell their end
            tiers: [["InstantRP", "Valid"]],
            expiresInMin: -60,
            job: "Completed",
          },
        ],
  );
}

/** Other points of the first item, which is protected, the newest of them sound. */
function withPoints(
  items: readonly SceneItem[],
  change: (points: readonly ScenePoint[]) => readonly ScenePoint[],
): Plot {
  const [first, ...others] = items;
  const [newest, ...older] = first?.points ?? [];
  if (first === undefined || newest === undefined) return { faults: [], deeds: [] };
  const points = change([sound(newest), ...older]);
  const changed: SceneItem = { ...first, state: "Protected", points };
  return { faults: [], deeds: [], items: [changed, ...others], inputs: LENIENT };
}

/** A point that can be restored from, and is neither of the last minutes nor too old. */
export function sound({ type, tiers, ageMin }: ScenePoint): ScenePoint {
  const [tier = "HardenedRP"] = tiers[0] ?? [];
  return {
    type,
    ageMin: Math.min(Math.max(ageMin, 60), 7_000),
    tiers: [[tier === "InstantRP" ? tier : "HardenedRP", "Valid"]],
    job: "Completed",
  };
}
