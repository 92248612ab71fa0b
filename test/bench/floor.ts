import { type BenchWorkload, itemMs, type Subject } from "./subjects.ts";

const HOUR_MS = 3_600_000;

/** The least time that a step can take, milliseconds. */
interface Floor {
  readonly ms: number;
  /** The action whose quota sets it; undefined where the longest item does. */
  readonly by: string | undefined;
}

/**
 * The longer of two bounds: the longest item, and the quota's own, which is the most, over the
 * actions, of the least reads needed by the reads of an hour. Reads that one hour allows take no
 * time of their own. `quota` is what the first read leaves.
 */
export function floorOf(
  subject: Subject,
  { workload, items, quota }: { workload: BenchWorkload; items: number; quota: number },
): Floor {
  let floor: Floor = { ms: itemMs(subject, workload), by: undefined };
  const anHour = quota + 1;
  for (const [action, reads] of Object.entries(subject.leastReads)) {
    const needed = reads * items;
    const ms = needed > anHour ? (needed / anHour) * HOUR_MS : 0;
    if (ms > floor.ms) floor = { ms, by: action };
  }
  return floor;
}
