import type { ItemState, JobState, RecoveryPointState } from "../../emulator/emulator.ts";
import { listedLogs, listedPoints, shownExpiry, tiersOf } from "../../emulator/vault/point-life.ts";
import { PROPERTIES_AFTER_MS } from "../../emulator/vault/recovery-points.ts";
import { isDatabase } from "../../emulator/vault/workloads.ts";
import type { Scene } from "../scene.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A duration as `max-recovery-point-age` takes it, in milliseconds. */
export function durationMsOf(written: string): number {
  const [, count = "0", unit = "m"] = /^(\d+)([mhd])$/.exec(written) ?? [];
  return Number(count) * ({ m: 60, h: 3_600, d: 86_400 }[unit] ?? 0) * SECOND_MS;
}

/** What a verification asks, by Azure's time. */
interface Question {
  readonly maxAgeMs: number;
  readonly types: string;
  readonly allowed: readonly string[];
  /** When the points are judged, epoch milliseconds. */
  readonly now: number;
  /** The latest time that any clock of the scene shows by then; what lies after it is in the future. */
  readonly latest: number;
  /** When the points are listed. */
  readonly listedAt: number;
  /** The step's own backup, where it has ended well: then no other one counts against the points. */
  readonly own?: JobState | undefined;
}

/** The latest time that the runner, a proxy or Azure shows at `now` (epoch milliseconds). */
export function latestClock({ runnerAheadMs, date }: Scene, now: number): number {
  return now + Math.max(0, runnerAheadMs, typeof date === "number" ? date : 0);
}

const FUTURE_MS = 10 * MINUTE_MS;

/** Why a verification is answered with no; "" for yes; undefined where the contract leaves it open. */
type Answer = "" | "no-recovery-point" | "too-old" | "last-backup-failed";

/** Judges the recovery points of an item as the contract does. */
export function judgePoints(
  item: Readonly<ItemState>,
  jobs: readonly JobState[],
  question: Question,
): Answer {
  return isDatabase(item.workload)
    ? judgeDatabase(item, question)
    : judgeBySnapshot(item, backupsOf(item, jobs, question.now), question);
}

function judgeDatabase(item: Readonly<ItemState>, question: Question): Answer {
  const times = databaseTimes(item, question);
  if (times.length === 0) return "no-recovery-point";
  if (question.now - Math.max(...times) > question.maxAgeMs) return "too-old";
  if (question.own !== undefined) return "";
  return item.lastBackupStatus === "Unhealthy" ? "last-backup-failed" : "";
}

/** The times that a database can be brought back to. */
function databaseTimes(item: Readonly<ItemState>, question: Question): readonly number[] {
  const { types, listedAt, latest } = question;
  const usable = listedPoints(item, listedAt).filter((point) => isUsable(item, point, question));
  // Azure does not tell a copy from a full backup; only of its own the step knows.
  const isFull = ({ type, time }: RecoveryPointState) =>
    type === "Full" ||
    (type === "CopyOnlyFull" && !(time >= (question.own?.startedAt ?? Infinity)));
  const fulls = usable.filter(isFull);
  const counting = usable.filter(
    (point) =>
      isFull(point) ||
      (point.type !== "CopyOnlyFull" && fulls.some((full) => full.time < point.time)),
  );
  const copies = usable.filter((point) => point.type === "CopyOnlyFull" && !isFull(point));
  const log = logEnd(listedLogs(item, listedAt), fulls, counting, latest);
  const logs = log === undefined ? [] : [log];
  const all = [...counting, ...copies].map(({ time }) => time);
  if (types === "log") return logs;
  if (types === "full") return [...fulls, ...copies].map(({ time }) => time);
  return [...all, ...logs];
}

function logEnd(
  listed: ItemState["logRanges"],
  fulls: readonly RecoveryPointState[],
  counting: readonly RecoveryPointState[],
  latest: number,
): number | undefined {
  const ranges = [...listed].sort((left, right) => left.from - right.from);
  const newest = ranges.at(-1);
  if (newest === undefined || newest.to > latest + FUTURE_MS) return undefined;
  const inside = counting.some(
    ({ time }) => time >= newest.from - MINUTE_MS && time <= newest.to + MINUTE_MS,
  );
  const before = ranges.length === 1 && fulls.some(({ time }) => time <= newest.from);
  return inside || before ? newest.to : undefined;
}

function isUsable(
  item: Readonly<ItemState>,
  point: RecoveryPointState,
  { latest, listedAt: now }: Question,
): boolean {
  if (point.softDeleted || point.time > latest + FUTURE_MS) return false;
  const good = tiersOf(point, now).filter(
    ({ status }) => status === "Valid" || status === "Rehydrated",
  );
  if (good.length === 0) return false;
  const snapshotOnly = item.workload === "VM" && good.every(({ type }) => type === "InstantRP");
  const isTold = now - point.time >= PROPERTIES_AFTER_MS;
  const expiry = isTold ? shownExpiry(point, now) : undefined;
  return !snapshotOnly || expiry === undefined || expiry > now;
}

function backupsOf(
  item: Readonly<ItemState>,
  jobs: readonly JobState[],
  now: number,
): readonly JobState[] {
  return jobs.filter(
    (job) => job.item?.name === item.name && job.operation === "Backup" && job.startedAt <= now,
  );
}

function judgeBySnapshot(
  item: Readonly<ItemState>,
  backups: readonly JobState[],
  question: Question,
): Answer {
  const { allowed, maxAgeMs, now, listedAt } = question;
  const usable = listedPoints(item, listedAt)
    .filter((point) => isUsable(item, point, question))
    .sort((left, right) => right.time - left.time);
  const ended = (job: JobState) => job.endedAt !== undefined && job.endedAt <= now;
  const badly = (job: JobState) => ended(job) && !allowed.includes(job.status);
  const maker = (point: RecoveryPointState) =>
    backups
      .filter(
        ({ startedAt }) => startedAt <= point.time && startedAt >= point.time - 60 * MINUTE_MS,
      )
      .sort((left, right) => right.startedAt - left.startedAt)[0];
  const judged = usable.find((point) => {
    const job = maker(point);
    return job === undefined || !badly(job);
  });
  if (usable.length === 0) return "no-recovery-point";
  if (judged === undefined) return "last-backup-failed";
  if (now - judged.time > maxAgeMs) return "too-old";
  if (question.own !== undefined) return "";
  const failed = backups.some(
    (job) => job.startedAt > judged.time && ended(job) && job.status === "Failed",
  );
  return failed || item.lastBackupStatus === "Failed" ? "last-backup-failed" : "";
}
