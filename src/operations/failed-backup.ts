import { adviceOnAll } from "../azure/arm/error-guide.ts";
import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import type { ServiceError } from "../errors.ts";
import { joinSentences } from "../text.ts";
import { backupsAmong, lastBackupByItem, newerFailure } from "./backup-jobs.ts";

/** A backup that ended badly. */
export interface FailedBackup {
  /** Completes "…, but …". */
  readonly what: string;
  readonly errors: readonly ServiceError[];
  readonly job?: Job;
  /** True if it only disqualifies its own point. */
  readonly isPassedOver?: boolean;
}

/** Values of a database's last backup status that do not close the gate (E10, E11). */
const NOT_FAILED = ["healthy", "irpending", "invalid", ""];

/**
 * The failed backup since a point; undefined if there is none. A database reports it itself; for a
 * VM or file share the item and every backup among `jobs` count.
 */
export function lastBackupFailed(
  item: ProtectedItem,
  jobs: readonly Job[],
  point: RecoveryPoint,
): FailedBackup | undefined {
  const own = { what: "its last backup failed", errors: errorsOf(undefined, item) };
  if (item.workload?.isDatabase) {
    return NOT_FAILED.includes(item.lastBackupStatus.toLowerCase()) ? undefined : own;
  }
  const job = newerFailure(point, backupsAmong(jobs));
  if (job !== undefined) {
    const what = `a later backup, job ${job.id}, failed`;
    return { what, errors: errorsOf(job, item), job };
  }
  return lastBackupByItem(item)?.phase === "failed" ? own : undefined;
}

/**
 * The errors that a job reports, or those that the item reports for its last backup if the job has
 * none.
 */
export function errorsOf(
  job: Job | undefined,
  { lastBackupError }: ProtectedItem,
): readonly ServiceError[] {
  if (job !== undefined && job.errors.length > 0) return job.errors;
  return lastBackupError === undefined ? [] : [lastBackupError];
}

/** What to do about a backup that ended badly. */
export function adviceOnFailed(errors: readonly ServiceError[]): string {
  return joinSentences(
    ...adviceOnAll(errors, "job"),
    "Look at that backup's job in the vault, fix the cause and back up again.",
  );
}
