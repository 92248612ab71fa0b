import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import { DeadlineError } from "../errors.ts";
import { findByAddress } from "../naming/find-items.ts";
import type { Question } from "../operations/evidence.ts";
import { duration } from "../text.ts";
import { pauseFor } from "../time/poll.ts";
import { candidateOf, endedBackups, isCovered } from "./ended-backups.ts";
import type { FoundItem, Points } from "./item-evidence.ts";
import type { ReadTools } from "./tools.ts";

/** How old the read of the points may be: only their age matters, and the item is read after them. */
const POINTS_MS = 300_000;
/** How long the read of the item may take; after a longer one the item may have changed. */
export const ITEM_MS = 15_000;
const FIRST_PAUSE_MS = 5_000;

/** The reads behind one verdict, the item last. */
interface EvidenceRound extends Points {
  readonly item: ProtectedItem;
  readonly ended: readonly Job[];
  /** The read of the points, for the next round. */
  readonly listed: ListedPoints;
}

/** A read of recovery points, which later rounds use for five minutes. */
export type ListedPoints = Timed<readonly RecoveryPoint[]>;

/**
 * One round of reads that fit together: recovery points from the last five minutes, how the backups
 * of the points in question ended, and the item, read last and within seconds. A round that takes
 * longer is repeated after a pause that doubles.
 */
export async function readTogether(
  question: Question,
  found: FoundItem,
  tools: ReadTools,
  kept?: ListedPoints,
): Promise<EvidenceRound> {
  const { backup, log, pace } = tools;
  const { address } = found.item;
  let item = found.item;
  const isKept = kept !== undefined && pace.clock.now() - kept.askedAt <= POINTS_MS;
  let listed = isKept ? kept : await timed(() => backup.recoveryPoints(address), tools);
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const { value: points } = listed;
    const ended = await endedBackups(question, { ...found, item, points }, tools);
    const read = await timed(() => findByAddress(address, backup), tools);
    item = read.value;
    const now = pace.clock.now();
    const isQuick = now - read.askedAt <= ITEM_MS && now - listed.askedAt <= POINTS_MS;
    const candidate = candidateOf(question, { ...found, item, points }, ended.jobs, tools);
    // The item may report a last backup that no list had yet, which can make an older point decide.
    if (isQuick && isCovered(candidate, item, ended))
      return { item, points, ended: ended.jobs, listed };

    const why = isQuick
      ? "the item names another last backup than before"
      : `the recovery points took ${duration(listed.tookMs)} and the item ${duration(read.tookMs)} to read`;
    const during = () => `waiting for answers that fit together: ${why}`;
    log.say(`Reading again, because ${why}.`);
    await pauseFor(pauseMs, pace, during);
    if (pace.clock.now() >= pace.deadline) throw new DeadlineError(during());
    pauseMs *= 2;
    if (pace.clock.now() - listed.askedAt > POINTS_MS) {
      listed = await timed(() => backup.recoveryPoints(address), tools);
    }
  }
}

interface Timed<T> {
  readonly value: T;
  /** By our own clock, in milliseconds since 1970. */
  readonly askedAt: number;
  readonly tookMs: number;
}

/** Reads, and measures how long it took. */
export async function timed<T>(
  read: () => Promise<T>,
  { pace: { clock } }: Pick<ReadTools, "pace">,
): Promise<Timed<T>> {
  const askedAt = clock.now();
  const value = await read();
  return { value, askedAt, tookMs: clock.now() - askedAt };
}
