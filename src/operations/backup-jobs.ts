import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import { isOperation, type Job, readJob } from "../azure/backup/job.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";

/**
 * The longest time between a backup's start and the time on its point; the recordings show minutes
 * at most (E108).
 */
export const BEFORE_POINT_MS = 3_600_000;

/** Values of a VM's or share's last backup status that are no sign of trouble (E10, E11). */
const HARMLESS = ["", "IRPending", "InProgress"];
/** Values that are the status of an ended job (E10, E58). */
const ENDED = ["Completed", "CompletedWithWarnings", "Failed", "Cancelled"];

/**
 * The last backup according to the VM or share itself, as a job without an id; undefined if it does
 * not say that a backup ended. An unknown status counts as a failure.
 */
export function lastBackupByItem({
  lastBackupStatus,
  lastBackupTime,
}: ProtectedItem): Job | undefined {
  if (HARMLESS.some((word) => sameName(word, lastBackupStatus))) return undefined;
  const isKnown = ENDED.some((word) => sameName(word, lastBackupStatus));
  const job = readJob({ properties: { operation: "Backup", status: lastBackupStatus } });
  return { ...job, phase: isKnown ? job.phase : "failed", startTime: lastBackupTime };
}

/**
 * Whether the item itself says how the backup that made a point ended, because it was its last
 * backup. Then no job list is needed.
 */
export function saysHowPointWasMade(item: ProtectedItem, point: RecoveryPoint): boolean {
  const own = lastBackupByItem(item);
  return own !== undefined && backupOfPoint(point, [own]) !== undefined;
}

/** A share's point bears its backup's start cut to whole seconds, which its job does not. */
const WHOLE_SECOND_MS = 1_000;

/**
 * The backup that made a point: the last one to start in the hour before it; undefined if none is
 * known.
 */
export function backupOfPoint({ time }: RecoveryPoint, backups: readonly Job[]): Job | undefined {
  const earlier = backups.filter(
    ({ startTime = Number.NaN }) =>
      startTime < time + WHOLE_SECOND_MS && startTime >= time - BEFORE_POINT_MS,
  );
  return earlier.toSorted(
    (a, b) => (b.startTime ?? 0) - (a.startTime ?? 0) || badness(b) - badness(a),
  )[0];
}

/** The worse of two reports on the same backup, such as its job's and the item's. */
export function worseBackup(one: Job | undefined, other: Job | undefined): Job | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return badness(other) > badness(one) ? other : one;
}

/** A failed backup that is newer than a point, or may be. */
export function newerFailure({ time }: RecoveryPoint, backups: readonly Job[]): Job | undefined {
  return backups.find(
    ({ phase, startTime, endTime }) =>
      phase === "failed" && (startTime ?? endTime ?? Number.POSITIVE_INFINITY) > time,
  );
}

/** The backups among jobs, even if the server ignored the filter. */
export function backupsAmong(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter((job) => isOperation(job, "Backup"));
}

function badness({ phase }: Job): number {
  return ["running", "completed", "warned", "cancelled", "failed"].indexOf(phase);
}
