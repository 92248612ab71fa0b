import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import { matchJob } from "../azure/backup/job-match.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import { ActionError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import type { Evidence } from "../operations/evidence.ts";
import { type AgeTime, ageTime } from "../time/skew.ts";
import type { ReadTools } from "./tools.ts";
import type { UnsoundBackups } from "./unsound-backups.ts";

/** An item as the first round found it. */
export interface FoundItem {
  readonly item: ProtectedItem;
  /** The items of the list it was found in; empty if it was read alone, with all its details. */
  readonly listed: readonly ProtectedItem[];
  /** All running jobs of the vault. */
  readonly running: readonly Job[];
  readonly unsound: UnsoundBackups;
}

/** The recovery points of an item. */
export interface Points {
  readonly points: readonly RecoveryPoint[];
}

/** The evidence for a verdict now, with a warning if the clocks disagree. */
export function evidenceOf(
  found: FoundItem & Points,
  ended: readonly Job[],
  tools: Pick<ReadTools, "present">,
): Evidence & Pick<AgeTime, "warning"> {
  const { item, points, running } = found;
  const jobs = [...ended, ...running.filter((job) => isOf(found, job))];
  return { item, points, jobs, ...timeOfVerdict(item, [...ended, ...running], tools) };
}

/** Whether a job may belong to the item. */
export function isOf({ item, listed }: FoundItem, job: Job): boolean {
  return matchJob(job, item, listed) !== "no";
}

/**
 * The time from which ages are measured; the latest time that Azure wrote into these bodies counts
 * too. A database's server dates its last backup, and its clock may be ahead. That time makes
 * points older but never moves the present.
 */
function timeOfVerdict(
  { lastBackupTime }: ProtectedItem,
  jobs: readonly Job[],
  tools: Pick<ReadTools, "present">,
): AgeTime & { readonly present: number } {
  const written = jobs
    .flatMap(({ startTime, endTime }) => [startTime, endTime])
    .filter((time) => time !== undefined);
  const present = ageTime(tools.present(), written);
  const clock = ageTime(tools.present(), [...written, lastBackupTime ?? 0]);
  if (clock !== undefined && present !== undefined) return { ...clock, present: present.now };
  throw new ActionError(
    "contact-lost",
    "Azure's answers have no date, so the age of a recovery point is unknown.",
    {
      hint: `A proxy may remove the header 'Date'. Check ${nameInput("resource-manager-url")} and the proxy.`,
    },
  );
}
