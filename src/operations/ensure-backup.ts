import { backupTypeOf, type Job } from "../azure/backup/job.ts";
import type { BackupType } from "../azure/backup/workload.ts";
import { InputError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import type { Get } from "../values/input-values.ts";
import type { WriteOperation } from "./descriptor.ts";
import { decisiveBackups, judgePoints, type PointCriteria, readCriteria } from "./judge-points.ts";
import {
  BACKUP_COLUMN,
  type BackupOptions,
  planBackup,
  readBackupOptions,
} from "./on-demand-backup.ts";
import type { PointTypes } from "./usable-points.ts";

/** The user's wish for a recovery point that is new enough, and for a backup if there is none. */
interface EnsureBackup extends PointCriteria, BackupOptions {
  readonly kind: "ensure-backup";
}

/** The types of backup that can satisfy each kind of recovery point; undefined for all. */
const SATISFYING: Readonly<Record<PointTypes, readonly BackupType[] | undefined>> = {
  any: undefined,
  full: ["Full", "CopyOnlyFull"],
  log: ["Log"],
};

/** Asks what `verify-backup` asks; only if the answer is no, joins a running backup or takes one. */
export const ensureBackup: WriteOperation<EnsureBackup> = {
  kind: "write",
  azureName: "On-demand backup, if one is needed",
  method: "POST",
  lastsLike: "backup",
  inputs: [
    "max-recovery-point-age",
    "recovery-point-types",
    "backup-type",
    "retain-until",
    "enable-compression",
    "on-cancel",
  ],
  alsoCalled: ["ensure", "makesureofbackup"],
  endsWithJob: true,

  readWish: (get, { now }) => readEnsured(get, now),

  asks: (wish) => ({
    answer: (evidence) => judgePoints(wish, evidence),
    ignoresStopped: false,
    backups: decisiveBackups(wish),
    maxAgeMs: wish.maxAgeMs,
    isWorthJoining: (job, bound) => isWorthJoining(wish, job, bound),
  }),

  column: BACKUP_COLUMN,
  plan: planBackup,
};

function readEnsured(get: Get, now: number): EnsureBackup {
  const criteria = readCriteria(get);
  const { types } = criteria;
  const options = readBackupOptions(get, now, types === "log" ? "Log" : undefined);
  const satisfying = SATISFYING[types];
  const { backupType } = options;
  if (backupType !== undefined && satisfying !== undefined && !satisfying.includes(backupType)) {
    throw new InputError(
      "backup-type",
      `cannot satisfy ${nameInput("recovery-point-types", types)} (got '${backupType}')`,
      `Use ${satisfying.join(" or ")}, or leave ${nameInput("backup-type")} out.`,
    );
  }
  return { kind: "ensure-backup", ...criteria, ...options };
}

/**
 * Whether a running backup may bring a point that is new enough. A point bears its backup's start,
 * and some jobs name their type only at their end (E69).
 */
function isWorthJoining({ types }: PointCriteria, job: Job, bound: number): boolean {
  const { startTime = Number.NaN } = job;
  const type = backupTypeOf(job);
  const satisfying = SATISFYING[types]?.map((one) => one.toLowerCase());
  return startTime >= bound && (type === undefined || (satisfying?.includes(type) ?? true));
}
