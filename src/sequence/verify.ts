import { concernOf } from "../azure/concern.ts";
import type { ProtectedItem } from "../azure/item.ts";
import type { Job } from "../azure/job.ts";
import { type VerifyBackup, verifyBackup, warningOn } from "../operations/verify-backup.ts";
import { findByAddress } from "./find-items.ts";
import { requireWorkload } from "./look.ts";
import type { Ending } from "./task.ts";
import { together } from "./together.ts";
import type { Tools } from "./tools.ts";

/** An item as the first round found it. */
export interface FoundItem {
  readonly item: ProtectedItem;
  /** The items of the list it was found in; none where it was read alone, with all its details. */
  readonly listed: readonly ProtectedItem[];
  /** Every job of the vault that is running. */
  readonly running: readonly Job[];
}

const DAY_MS = 86_400_000;
/** How far back ended backup jobs are looked for, at least. */
const JOBS_DAYS = 7;

/**
 * Reads an item's recovery points, and what tells whether its last backup failed, in one round; then
 * judges them. It writes nothing.
 */
export async function verify(
  wish: VerifyBackup,
  { item: found, listed, running }: FoundItem,
  tools: Tools,
): Promise<Ending> {
  const { backup, learn } = tools;
  requireWorkload(found);
  const isDatabase = found.workload?.isDatabase === true;
  const now = tools.serviceNow();

  const [item, points, logs, ended] = await together(
    isDatabase && listed.length > 0 ? findByAddress(found.address, backup) : found,
    backup.recoveryPoints(found.address, "points"),
    isDatabase ? backup.recoveryPoints(found.address, "logs") : undefined,
    isDatabase
      ? []
      : backup.listJobs({
          backupManagementType: found.workload?.backupManagementType,
          operation: "Backup",
          startedBetween: [now - Math.max(wish.maxAgeMs, JOBS_DAYS * DAY_MS), now + DAY_MS],
        }),
  );
  learn({ before: item, after: item });

  const jobs = [...ended, ...running.filter(({ id }) => !ended.some((job) => job.id === id))];
  const answer = verifyBackup(wish, {
    item,
    points: points.points,
    logs: logs?.points ?? [],
    jobs: jobs.filter((job) => concernOf(job, item, listed) !== "no"),
    now: points.now,
  });
  const warning = warningOn(item);
  const notes = warning === undefined ? answer.notes : [warning, ...answer.notes];
  learn({ notes, ...(answer.point === undefined ? {} : { point: answer.point }) });
  if (warning !== undefined) tools.warn(warning);
  for (const note of answer.notes) tools.pace.say(note);
  return { kind: "answered", answer };
}
