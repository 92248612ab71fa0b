import { type BenchWorkload, itemMs, type Subject, workShare } from "./subjects.ts";

const HOUR_MS = 3_600_000;

/** The least time that a step can take, milliseconds. */
interface Floor {
  readonly ms: number;
  /** The action whose quota sets it; undefined where the items themselves do. */
  readonly by: string | undefined;
}

/** What a floor is for. */
interface FloorPlan {
  readonly workload: BenchWorkload;
  readonly items: number;
  /** What the first read of an hour leaves. */
  readonly quota: number;
  /** How many items are in flight at once. */
  readonly maxParallel: number;
}

/**
 * The longer of two bounds: the items themselves, so many at once, and the quota's own, which is the
 * most, over the actions, of the least reads needed by the reads of an hour. Reads that one hour
 * allows take no time of their own.
 */
export function floorOf(subject: Subject, plan: FloorPlan): Floor {
  const { workload, items, quota, maxParallel } = plan;
  const rounds = Math.ceil((items * workShare(subject)) / maxParallel);
  let floor: Floor = { ms: rounds * itemMs(subject, workload), by: undefined };
  const anHour = quota + 1;
  for (const [action, reads] of Object.entries(subject.leastReads)) {
    const needed = reads * items;
    const ms = needed > anHour ? (needed / anHour) * HOUR_MS : 0;
    if (ms > floor.ms) floor = { ms, by: action };
  }
  return floor;
}
