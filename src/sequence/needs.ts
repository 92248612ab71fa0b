import type { ProtectedItem } from "../azure/backup/item.ts";
import { OPERATIONS_BY_NAME } from "../operations/operations.ts";
import { JOB_TIMES, lroTimes } from "../operations/recorded-times.ts";
import { roughDuration } from "../text.ts";
import { MINUTE_MS } from "../time/units.ts";
import type { WriteTask } from "./task.ts";
import type { Findings, ReadTools } from "./tools.ts";

/** What a step about several items needs of Azure. */
interface Needs {
  /** Reads of the action that it asks most. */
  readonly reads: number;
  /** How many of them one item may still need once it has begun, and how many items are in flight. */
  readonly each: number;
  readonly atOnce: number;
  /** How long the items take one batch after the other, in milliseconds. */
  readonly lastsMs: number;
}

/**
 * How many reads of one kind an item needs at most: its operation is looked at 1.4 times, simulated;
 * with `fail-fast` it is itself read before and after.
 */
const READS = { change: 1.4, changeToFailFast: 2, backup: 3, question: 1 };

/** What a write to several items needs. A dry run only asks. */
export function needsOfWrite(
  { wish, dryRun, maxParallel, failFast }: WriteTask,
  items: readonly ProtectedItem[],
): Needs {
  if (dryRun) return needsOfQuestion(items, maxParallel);
  const { lastsLike, asks } = OPERATIONS_BY_NAME[wish.kind];
  const isBackup = lastsLike === "backup";
  const rounds = Math.ceil(items.length / maxParallel) - 1;
  // A backup that is asked for first is mostly not taken.
  const isMostlyBackedUp = asks === undefined && isBackup;
  const change = failFast ? READS.changeToFailFast : READS.change;
  const each = isMostlyBackedUp ? READS.backup : change;
  const longest = Math.max(
    0,
    ...items.map(({ workload }) => {
      const times = isBackup
        ? JOB_TIMES[`${workload?.jobType ?? ""} Backup`]
        : lroTimes(lastsLike, workload?.type);
      // Most work on a beat ends with the next one after the quickest quarter.
      return times === undefined ? 0 : times.quarter + (times.every ?? 0);
    }),
  );
  return {
    reads: Math.ceil(items.length * each),
    each: Math.ceil(each),
    atOnce: maxParallel,
    lastsMs: rounds * longest * 1_000,
  };
}

/** What a question about several items needs, `atOnce` of them in flight. */
export function needsOfQuestion(items: readonly ProtectedItem[], atOnce: number): Needs {
  return { reads: items.length * READS.question, each: READS.question, atOnce, lastsMs: 0 };
}

/** How long it takes until the reads of an hour may be made again; Azure frees them in steps (E129). */
const HOUR_OF_READS_MS = 65 * MINUTE_MS;
/** So many reads are left to others, and so much of an hour is used in any case. */
const SPARE = 25;
const LEAST_USED = 0.5;

/** How long the hour's quota makes the step wait, in milliseconds: it goes on an hour's reads at a time. */
function waitForQuota({ reads, each, atOnce }: Needs, hourly: number): number {
  const used = Math.max(hourly - SPARE - each * (atOnce + 1), hourly * LEAST_USED);
  return (Math.ceil(reads / used) - 1) * HOUR_OF_READS_MS;
}

/**
 * Warns of a step that the hour's quota slows down, and gives it the time for it, unless the user set the
 * time.
 */
export function tellNeeds(
  needs: Needs,
  { requests, learn, log }: Findings & Pick<ReadTools, "requests" | "log">,
): void {
  const hourly = requests.hourly();
  const quotaMs = waitForQuota(needs, hourly);
  const lastsMs = Math.max(quotaMs, needs.lastsMs);
  learn({ extraMs: lastsMs });
  if (quotaMs === 0) return;
  log.warn(
    `This step needs about ${needs.reads} reads of one kind, and Azure allows ${hourly} of a kind in an hour, so it takes about ${roughDuration(lastsMs)}.`,
  );
}
