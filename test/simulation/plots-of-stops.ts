import { type Plot, throttled } from "./plot.ts";
import { sound } from "./plots-of-points.ts";
import type { Draw } from "./random.ts";
import type { Mishap, Operation, SceneItem } from "./scene.ts";

const SLOW: Mishap = { kind: "delay", ms: 29_000, before: false };

/** One of several items is stopped or resumed while a verification that leaves stopped ones out looks at them. */
export function stoppedMeanwhile(
  draw: Draw,
  _: Operation,
  [first, ...others]: readonly SceneItem[],
): Plot {
  if (first === undefined) return { faults: [], deeds: [] };
  const good = (item: SceneItem): SceneItem => ({
    ...{ ...item, state: "Protected", lastBackup: "well" },
    points: item.points.slice(0, 1).map(sound),
  });
  const state = draw.pick(["ProtectionStopped", "BackupsSuspended"] as const);
  const is = { items: [{ ...good(first), state }, ...others.map(good)] };
  const was = { items: [good(first), ...others.map(good)] };
  const deed = (what: "resume" | "stop", ms: number) => [
    { what, item: 0, when: { ms }, atOnce: true },
  ];
  const inputs = {
    ...{ item: "*", "ignore-stopped": "true", "max-recovery-point-age": "7d" },
    "recovery-point-types": "any",
  };
  const plot = draw.pick<Plot>([
    // Between the list and the item's own read.
    {
      ...is,
      faults: [{ where: "jobs", skip: 0, times: 1, what: SLOW }],
      deeds: deed("resume", 4_000),
    },
    // While the item is read.
    {
      ...is,
      faults: [{ where: "item", skip: 0, times: 1, what: SLOW }],
      deeds: deed("resume", 4_000),
    },
    // While another one takes its time.
    {
      ...is,
      faults: [{ where: "item", skip: 1, times: 1, what: throttled("900") }],
      deeds: deed("resume", 60_000),
    },
    // Before its points are there.
    {
      ...was,
      faults: [{ where: "points", skip: 0, times: 1, what: throttled("90") }],
      deeds: deed("stop", 4_000),
    },
  ]);
  return { ...plot, inputs };
}
