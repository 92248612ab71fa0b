import { BACKUP_TYPES, type BackupType, type Workload } from "../azure/backup/workload.ts";
import { InputError } from "../errors.ts";
import { isoTime } from "../json.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { DAY_MS } from "../time/units.ts";
import { endOfRetention, type RetainUntil, readRetainUntil } from "../values/durations.ts";
import { flag, type Get, oneOf } from "../values/input-values.ts";
import { BACKUP_WORDS } from "../values/words.ts";
import { type Before, column, decideByPlan, type Plan, refuse } from "./plan.ts";

/** What an on-demand backup should be like. */
export interface BackupOptions {
  /** Undefined for the workload's default. */
  readonly backupType: BackupType | undefined;
  readonly retainUntil: RetainUntil | undefined;
  readonly enableCompression: boolean;
}

/** Backups whose retention always comes from the policy (E38). */
const FOLLOW_POLICY: readonly BackupType[] = ["Differential", "Log", "Incremental"];

/** A database's `Full` is kept 45 days by default, everything else 30 (E39). */
const DEFAULT_DAYS = { full: 45, otherwise: 30 };

const STOPPED = refuse(
  "Its protection is stopped or suspended, so Azure takes no backup of it.",
  "Use 'resume-protection' first.",
);

/** What the state table says about a backup. */
export const BACKUP_COLUMN = column(decideByPlan(), {
  stopped: STOPPED,
  suspended: STOPPED,
  "soft-deleted": refuse(
    "Its backup data is scheduled for deletion, so Azure takes no backup of it.",
    "Use 'undelete', then 'resume-protection'.",
  ),
});

/** Plans the request for a backup, or refuses options that the workload does not have. */
export function planBackup(options: BackupOptions, before: Before): Plan {
  const { workload } = before.item;
  if (workload === undefined) throw new Error("A backup was planned for an unknown workload.");
  return refuseImpossible(options, workload) ?? requestBackup(options, before, workload);
}

/**
 * Reads the options of a backup; `now` is in milliseconds since 1970, `otherwise` the type if the
 * user names none.
 *
 * @throws InputError
 */
export function readBackupOptions(get: Get, now: number, otherwise?: BackupType): BackupOptions {
  const backupType =
    get("backup-type") === "" ? otherwise : oneOf(get, "backup-type", BACKUP_TYPES, BACKUP_WORDS);
  const written = get("retain-until");
  if (written !== "" && backupType !== undefined && FOLLOW_POLICY.includes(backupType)) {
    throw new InputError(
      "retain-until",
      `is not used with ${nameInput("backup-type", backupType)} (got '${written}')`,
      `The policy alone decides how long such a backup is kept; leave ${nameInput("retain-until")} out.`,
    );
  }
  return {
    backupType,
    retainUntil: written === "" ? undefined : readRetainUntil("retain-until", written, now),
    enableCompression: flag(get, "enable-compression"),
  };
}

function refuseImpossible(options: BackupOptions, workload: Workload): Plan | undefined {
  const types = workload.backupTypes;
  if (options.enableCompression && !workload.isDatabase) {
    return {
      kind: "refuse",
      why: `${nameInput("enable-compression")} is for databases, but the item is a ${workload.words}.`,
      hint: `Leave ${nameInput("enable-compression")} out.`,
    };
  }
  if (options.backupType === undefined || types.includes(options.backupType)) return undefined;
  return {
    kind: "refuse",
    why: `A ${workload.words} has no on-demand backup of the type '${options.backupType}'.`,
    hint:
      types.length === 0
        ? `Leave ${nameInput("backup-type")} out.`
        : `Use one of: ${types.join(", ")}.`,
  };
}

function requestBackup(options: BackupOptions, { item, now }: Before, workload: Workload): Plan {
  const backupType = options.backupType ?? workload.backupTypes[0];
  const followsPolicy = backupType !== undefined && FOLLOW_POLICY.includes(backupType);
  const until = expiryOf(options.retainUntil, backupType, now);
  const kept = workload.isKeptToMidnight ? Math.ceil(until / DAY_MS) * DAY_MS : until;
  const expiry = followsPolicy ? undefined : isoTime(kept);
  const kind = backupType === undefined ? "backup" : `${backupType} backup`;
  const leastDays = backupType === "Full" ? workload.leastDaysOfFull : undefined;
  const isShortFull = leastDays !== undefined && until - now < leastDays * DAY_MS;
  return {
    kind: "send",
    write: {
      method: "POST",
      body: {
        properties: {
          objectType: workload.backupRequest,
          ...(workload.isDatabase
            ? { backupType, enableCompression: options.enableCompression }
            : {}),
          ...(expiry === undefined ? {} : { recoveryPointExpiryTimeInUTC: expiry }),
        },
      },
    },
    doing: `back up '${item.friendlyName}'${backupType === undefined ? "" : ` (${backupType})`}`,
    jobOperation: "Backup",
    notes: [
      expiry === undefined
        ? `The ${kind} will be kept as long as the policy says.`
        : `The ${kind} will be kept until ${expiry}.`,
    ],
    ...(isShortFull
      ? {
          warning: `${nameInput("retain-until")} keeps the Full backup for less than ${leastDays} days, the least that Microsoft documents for SQL. Azure may refuse it.`,
        }
      : {}),
  };
}

/** The end of the retention, in milliseconds since 1970; `now` is the time of the request. */
function expiryOf(
  retainUntil: RetainUntil | undefined,
  backupType: BackupType | undefined,
  now: number,
): number {
  if (retainUntil !== undefined) return endOfRetention(retainUntil, now);
  return now + (backupType === "Full" ? DEFAULT_DAYS.full : DEFAULT_DAYS.otherwise) * DAY_MS;
}
