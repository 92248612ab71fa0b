import type { BackupClient } from "../azure/backup.ts";
import type { Job } from "../azure/job.ts";
import type { Workload } from "../azure/workload.ts";
import type { VerifyBackup } from "../operations/verify-backup.ts";
import type { Clock } from "../time/clock.ts";

const DAY_MS = 86_400_000;
/** A list is used this long; what an item says of its own last backup is read later in any case. */
const KEPT_MS = 300_000;

/** The vault's backups that ended in a status not allowed, listed once for all items of a step. */
export interface UnsoundBackups {
  /** Makes every list go back at least to this time, in milliseconds since 1970. */
  reachBackTo(ms: number): void;
  /** Those of a workload's kind that started since then, as far as the server keeps to its filter. */
  since(ms: number, workload: Workload | undefined): Promise<readonly Job[]>;
}

interface Lists {
  readonly since: number;
  readonly askedAt: number;
  readonly jobs: Promise<readonly Job[]>;
}

/** Asks by status, since most of a vault's backups end well and need not be listed. */
export function unsoundBackups(
  { allowWarnings }: VerifyBackup,
  backup: BackupClient,
  clock: Clock,
): UnsoundBackups {
  const statuses = ["Failed", "Cancelled", ...(allowWarnings ? [] : ["CompletedWithWarnings"])];
  const kept = new Map<string, Lists>();
  let reach = Number.POSITIVE_INFINITY;

  return {
    reachBackTo(ms) {
      reach = ms;
    },
    since(ms, workload) {
      const backupManagementType = workload?.backupManagementType ?? "";
      const known = kept.get(backupManagementType);
      const now = clock.now();
      if (known !== undefined && known.since <= ms && now - known.askedAt <= KEPT_MS) {
        return known.jobs;
      }
      const since = Math.min(ms, reach);
      const startedBetween = [since, now + DAY_MS] as const;
      const lists = statuses.map((status) =>
        backup.listJobs({ backupManagementType, operation: "Backup", status, startedBetween }),
      );
      const jobs = Promise.all(lists).then((all) => all.flat());
      kept.set(backupManagementType, { since, askedAt: now, jobs });
      // A list that failed is asked for again by the next item.
      jobs.catch(() => kept.delete(backupManagementType));
      return jobs;
    },
  };
}
