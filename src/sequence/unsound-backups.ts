import type { Job } from "../azure/backup/job.ts";
import type { Workload } from "../azure/backup/workload.ts";
import { BEFORE_POINT_MS } from "../operations/backup-jobs.ts";
import type { DecisiveBackups } from "../operations/evidence.ts";
import { latestPresent } from "../time/skew.ts";
import type { ReadTools } from "./tools.ts";

/** How long a list is used; the item itself, which reports its last backup, is always read later. */
const KEPT_MS = 300_000;

/**
 * The vault's backups that ended in a status that is not allowed, listed once for all items of a
 * step.
 */
export interface UnsoundBackups {
  /** Makes every list go back at least to this time, in milliseconds since 1970. */
  reachBackTo(ms: number): void;
  /**
   * The backups of a workload's kind that started since then, if the server applies its filter:
   * only the failed ones, or those with any status that is not allowed.
   */
  since(ms: number, which: "failed" | "all", workload: Workload | undefined): Promise<Jobs>;
}

/** Lets one list, which all items of a step share, cover every point within the age limit. */
export function coverAllItems(
  unsound: UnsoundBackups,
  { maxAgeMs = Number.POSITIVE_INFINITY }: Partial<DecisiveBackups> = {},
  { serviceNow }: Pick<ReadTools, "serviceNow">,
): void {
  unsound.reachBackTo(serviceNow() - maxAgeMs - BEFORE_POINT_MS);
}

type Jobs = readonly Job[];

interface KeptList {
  readonly since: number;
  readonly askedAt: number;
  readonly jobs: Promise<Jobs>;
}

/** Lists by status, because most backups of a vault end well and need not be listed. */
export function unsoundBackups(
  { allowWarnings }: Pick<DecisiveBackups, "allowWarnings">,
  { backup, pace: { clock }, present }: Pick<ReadTools, "backup" | "pace" | "present">,
): UnsoundBackups {
  const statuses = {
    failed: ["Failed"],
    all: ["Failed", "Cancelled", ...(allowWarnings ? [] : ["CompletedWithWarnings"])],
  };
  const kept = new Map<string, KeptList>();
  let reach = Number.POSITIVE_INFINITY;

  function list(status: string, ms: number, backupManagementType: string): Promise<Jobs> {
    const key = `${backupManagementType} ${status}`;
    const known = kept.get(key);
    const now = clock.now();
    if (known !== undefined && known.since <= ms && now - known.askedAt <= KEPT_MS) {
      return known.jobs;
    }
    const since = Math.min(ms, reach);
    const jobs = backup.listJobs({
      backupManagementType,
      operation: "Backup",
      status,
      startedBetween: [since, latestPresent(present())],
    });
    kept.set(key, { since, askedAt: now, jobs });
    // If a list cannot be read, the next item asks for it again.
    jobs.catch(() => kept.delete(key));
    return jobs;
  }

  return {
    reachBackTo(ms) {
      reach = ms;
    },
    async since(ms, which, workload) {
      const type = workload?.backupManagementType ?? "";
      const lists = statuses[which].map((status) => list(status, ms, type));
      return (await Promise.all(lists)).flat();
    },
  };
}
