import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import { BEFORE_POINT_MS, backupsAmong, saysHowPointWasMade } from "../operations/backup-jobs.ts";
import type { Question } from "../operations/evidence.ts";
import { evidenceOf, type FoundItem, isOf, type Points } from "./item-evidence.ts";
import type { ReadTools } from "./tools.ts";

/** What is known about ended backups. */
interface EndedBackups {
  readonly jobs: readonly Job[];
  /**
   * The times (ms since 1970) since when all failed backups are known, and all with any status that
   * is not allowed.
   */
  readonly since: { readonly failed: number; readonly all: number };
}

const NOTHING_LISTED: EndedBackups = {
  jobs: [],
  since: { failed: Number.POSITIVE_INFINITY, all: Number.POSITIVE_INFINITY },
};

/** Whether the backups since an hour before a point are known; without a point none are needed. */
export function isCovered(
  point: RecoveryPoint | undefined,
  item: ProtectedItem,
  { since }: EndedBackups,
): boolean {
  if (point === undefined) return true;
  return point.time - BEFORE_POINT_MS >= since[saysHowPointWasMade(item, point) ? "failed" : "all"];
}

/**
 * The ended backups that the verdict depends on, since an hour before the point that may decide it;
 * none for databases, which report their last backup themselves.
 */
export async function endedBackups(
  question: Question,
  found: FoundItem & Points,
  tools: Pick<ReadTools, "backup" | "present">,
): Promise<EndedBackups> {
  const { item, unsound } = found;
  let ended = NOTHING_LISTED;
  for (;;) {
    const candidate = candidateOf(question, found, ended.jobs, tools);
    if (candidate === undefined || isCovered(candidate, item, ended)) return ended;
    const since = candidate.time - BEFORE_POINT_MS;
    const which = saysHowPointWasMade(item, candidate) ? "failed" : "all";
    const listed = await unsound.since(since, which, item.workload);
    const bad = listed.filter((job) => isOf(found, job));
    ended = {
      jobs: [...bad, ...(await laterOnes(question, bad, found, tools))],
      since: { failed: since, all: which === "all" ? since : ended.since.all },
    };
  }
}

/**
 * Backups that ended well after one that did not, and before a point. Such a point may be theirs,
 * and the bad backup only a first try.
 */
async function laterOnes(
  { backups }: Question,
  bad: readonly Job[],
  { points, ...found }: FoundItem & Points,
  { backup }: Pick<ReadTools, "backup">,
): Promise<readonly Job[]> {
  const starts = backupsAmong(bad).flatMap(({ startTime }) => startTime ?? []);
  const from = Math.min(...starts);
  const to = Math.max(...points.map(({ time }) => time));
  if (!(from <= to)) return [];
  const lists = ["Completed", ...(backups?.allowWarnings ? ["CompletedWithWarnings"] : [])].map(
    (status) =>
      backup.listJobs({
        backupManagementType: found.item.workload?.backupManagementType,
        operation: "Backup",
        status,
        startedBetween: [from, to + 1_000],
      }),
  );
  const jobs = (await Promise.all(lists)).flat();
  return jobs.filter((job) => isOf(found, job));
}

/** The point that may decide the answer, by what is known; undefined if the jobs cannot matter. */
export function candidateOf(
  { backups }: Question,
  found: FoundItem & Points,
  ended: readonly Job[],
  tools: Pick<ReadTools, "present">,
): RecoveryPoint | undefined {
  if (backups === undefined || found.item.workload?.isDatabase) return undefined;
  const evidence = evidenceOf(found, ended, tools);
  const point = backups.pointToJudge(evidence);
  return point === undefined || evidence.now - point.time > backups.maxAgeMs ? undefined : point;
}
