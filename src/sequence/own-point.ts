import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import { ActionError } from "../errors.ts";
import { isoTime } from "../json.ts";
import { POINT_TIMES } from "../operations/recorded-times.ts";
import { pauseFor, poll } from "../time/poll.ts";
import { nextLook } from "../time/schedule.ts";
import { addWarning, type Findings, type ReadTools } from "./tools.ts";
import { type ListedPoints, timed } from "./verify-round.ts";

/** How long Azure may take to list the point of an ended backup (E158). */
export const LISTED_WITHIN_MS = 2 * 60_000;

/** How far a server's clock may be off before the reader hears of it. */
const WRONG_CLOCK_MS = 600_000;

/** How far the point of a server with a right clock may lie outside its job's time. */
const RIGHT_CLOCK_MS = 5_000;

/** A backup of this step that ended well, and what was listed before it. */
export interface OwnBackup {
  readonly job: Job;
  /**
   * Whether the step has met no other backup of the item. The point of one that ended shortly before
   * may be listed only now, and then only the time of a point tells which is which.
   */
  readonly isAlone: boolean;
  /** The type that was asked for; "" for a workload without types. */
  readonly type: string;
  readonly listedBefore: readonly RecoveryPoint[];
}

/**
 * The point of a backup: one that was not listed before it; of logs the range whose end has moved.
 * The nearest to the job's start if there are several; undefined if there is none. Pure.
 */
export function ownPointAmong(
  points: readonly RecoveryPoint[],
  { job, type, isAlone, listedBefore }: OwnBackup,
): RecoveryPoint | undefined {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = job;
  if (type === "Log") {
    const end = Math.max(0, ...listedBefore.filter(isRange).map(({ time }) => time));
    return points.filter((point) => isRange(point) && point.time > end).toSorted(newestFirst)[0];
  }
  const former = new Set(listedBefore.map(({ id }) => id));
  const isInTime = ({ time }: RecoveryPoint) =>
    time >= startTime - RIGHT_CLOCK_MS && time <= endTime + RIGHT_CLOCK_MS;
  const added = points.filter(
    (point) => !isRange(point) && !former.has(point.id) && (isAlone || isInTime(point)),
  );
  const distance = ({ time }: RecoveryPoint) => Math.abs(time - startTime);
  return added.toSorted((a, b) => distance(a) - distance(b))[0];
}

function isRange({ rangeStart }: RecoveryPoint): boolean {
  return rangeStart !== undefined;
}

function newestFirst(a: RecoveryPoint, b: RecoveryPoint): number {
  return b.time - a.time;
}

/**
 * The point with the time that counts for its age: a server dates it, whose clock may be wrong, so it
 * is no older than its job's start and no younger than its job's end. Pure.
 */
export function datedByJob(point: RecoveryPoint, { startTime, endTime }: Job): RecoveryPoint {
  const time = Math.min(Math.max(point.time, startTime ?? point.time), endTime ?? point.time);
  return { ...point, time };
}

/**
 * The warning on an own point whose server dates it far from its job; undefined if none is needed.
 * `points` are as Azure lists them.
 */
export function warnOfClock(
  own: OwnBackup,
  points: readonly RecoveryPoint[],
  { friendlyName }: ProtectedItem,
): string | undefined {
  const { job } = own;
  const point = ownPointAmong(points, own);
  if (point === undefined) return undefined;
  const dated = datedByJob(point, job);
  if (Math.abs(dated.time - point.time) <= WRONG_CLOCK_MS) return undefined;
  return `The recovery point of '${friendlyName}' is dated ${isoTime(point.time)}, but its backup ran from ${isoTime(job.startTime)} to ${isoTime(job.endTime)}. Check the clock of its server.`;
}

/**
 * The points listed now, before a backup; undefined if they cannot be read. Then the backup is taken
 * all the same, and its point is not looked for.
 */
export async function pointsNow(
  { address }: ProtectedItem,
  { backup, log }: Pick<ReadTools, "backup" | "log">,
): Promise<readonly RecoveryPoint[] | undefined> {
  try {
    return await backup.recoveryPoints(address);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    log.say(`The backup's recovery point will not be looked for: ${error.message}`);
    return undefined;
  }
}

/** Reads the points until the one of the backup is listed, or for two minutes. */
export async function awaitOwnPoint(
  { address }: ProtectedItem,
  own: OwnBackup,
  tools: Pick<ReadTools, "backup" | "pace" | "together">,
): Promise<ListedPoints> {
  const { backup, pace, together } = tools;
  const startedAt = pace.clock.now();
  let listed: ListedPoints | undefined;
  const during = () => `waiting for Azure to list the recovery point of job ${own.job.id}`;
  if (together.isCrowded()) {
    const pauseMs = nextLook({ elapsedMs: 0, recorded: POINT_TIMES, skipsEarly: true });
    await pauseFor(pauseMs, pace, during);
  }
  return poll<ListedPoints>(
    async () => {
      listed = await timed(() => backup.recoveryPoints(address), tools);
      const leftMs = LISTED_WITHIN_MS - (pace.clock.now() - startedAt);
      // Points that expired are listed again once an item is stopped, so the time decides while it can.
      const inTime = ownPointAmong(listed.value, { ...own, isAlone: false });
      return inTime !== undefined || leftMs <= 0
        ? { settled: true, value: listed }
        : {
            settled: false,
            recorded: POINT_TIMES,
            skipsEarly: together.isCrowded(),
            atMostMs: leftMs,
          };
    },
    {
      pace,
      during,
      atDeadline: () => listed ?? NOTHING_LISTED,
    },
  );
}

const NOTHING_LISTED: ListedPoints = { value: [], askedAt: 0, tookMs: 0 };

/**
 * Looks for the point of a backup for at most two minutes, and notes it, or why it is not known. The job
 * is the answer, so an error does not change the verdict.
 */
export async function findOwnPoint(
  item: ProtectedItem,
  own: OwnBackup,
  tools: Findings & Pick<ReadTools, "backup" | "log" | "pace" | "together">,
): Promise<void> {
  let points: readonly RecoveryPoint[];
  try {
    ({ value: points } = await awaitOwnPoint(item, own, tools));
  } catch (error) {
    tools.pace.signal.throwIfAborted();
    if (!(error instanceof ActionError)) throw error;
    addNote(
      `The recovery point of job ${own.job.id} could not be looked for: ${error.message}`,
      tools,
    );
    return;
  }
  const point = ownPointAmong(points, own);
  if (point === undefined) {
    addNote(`Azure does not list the recovery point of job ${own.job.id} yet.`, tools);
    return;
  }
  tools.learn({ point });
  const warning = warnOfClock(own, points, item);
  if (warning !== undefined) addWarning(warning, tools);
}

function addNote(note: string, { known, learn, log }: Findings & Pick<ReadTools, "log">): void {
  learn({ notes: [...(known().notes ?? []), note] });
  log.say(note);
}
