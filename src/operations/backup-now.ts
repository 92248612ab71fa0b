import { BACKUP_TYPES, type BackupType, type Workload } from "../azure/backup/workload.ts";
import { InputError } from "../errors.ts";
import { isoTime } from "../json.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { DAY_MS } from "../time/units.ts";
import { endOfRetention, type RetainUntil, readRetainUntil } from "../values/durations.ts";
import { flag, type Get, oneOf } from "../values/input-values.ts";
import { BACKUP_WORDS } from "../values/words.ts";
import type { WriteOperation } from "./descriptor.ts";
import { type Before, column, decideByPlan, type Plan, refuse } from "./plan.ts";

/** The user's wish for an on-demand backup. */
export interface BackupNow {
  readonly kind: "backup-now";
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

/** On-demand backup: a POST whose job runs on long after the operation has ended (E36, E52). */
export const backupNow: WriteOperation<BackupNow> = {
  kind: "write",
  azureName: "On-demand backup",
  method: "POST",
  lastsLike: "backup",
  inputs: ["backup-type", "retain-until", "enable-compression", "wait", "on-cancel"],
  alsoCalled: [
    "backup",
    "protectionbackupnow",
    "ondemandbackup",
    "backupazrecoveryservicesbackupitem",
  ],
  endsWithJob: true,
  makesAnother: "backup",

  readWish: (get, { now }) => readBackup(get, now),

  column: column(decideByPlan(), {
    stopped: STOPPED,
    suspended: STOPPED,
    "soft-deleted": refuse(
      "Its backup data is scheduled for deletion, so Azure takes no backup of it.",
      "Use 'undelete', then 'resume-protection'.",
    ),
  }),

  plan(wish, before) {
    const { workload } = before.item;
    if (workload === undefined) throw new Error("A backup was planned for an unknown workload.");
    return refuseImpossible(wish, workload) ?? planBackup(wish, before, workload);
  },
};

function readBackup(get: Get, now: number): BackupNow {
  const backupType =
    get("backup-type") === "" ? undefined : oneOf(get, "backup-type", BACKUP_TYPES, BACKUP_WORDS);
  const written = get("retain-until");
  if (written !== "" && backupType !== undefined && FOLLOW_POLICY.includes(backupType)) {
    throw new InputError(
      "retain-until",
      `is not used with ${nameInput("backup-type", backupType)} (got '${written}')`,
      `The policy alone decides how long such a backup is kept; leave ${nameInput("retain-until")} out.`,
    );
  }
  return {
    kind: "backup-now",
    backupType,
    retainUntil: written === "" ? undefined : readRetainUntil("retain-until", written, now),
    enableCompression: flag(get, "enable-compression"),
  };
}

function refuseImpossible(wish: BackupNow, workload: Workload): Plan | undefined {
  const types = workload.backupTypes;
  if (wish.enableCompression && !workload.isDatabase) {
    return {
      kind: "refuse",
      why: `${nameInput("enable-compression")} is for databases, but the item is a ${workload.words}.`,
      hint: `Leave ${nameInput("enable-compression")} out.`,
    };
  }
  if (wish.backupType === undefined || types.includes(wish.backupType)) return undefined;
  return {
    kind: "refuse",
    why: `A ${workload.words} has no on-demand backup of the type '${wish.backupType}'.`,
    hint:
      types.length === 0
        ? `Leave ${nameInput("backup-type")} out.`
        : `Use one of: ${types.join(", ")}.`,
  };
}

function planBackup(wish: BackupNow, { item, now }: Before, workload: Workload): Plan {
  const backupType = wish.backupType ?? workload.backupTypes[0];
  const followsPolicy = backupType !== undefined && FOLLOW_POLICY.includes(backupType);
  const until = expiryOf(wish.retainUntil, backupType, now);
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
          ...(workload.isDatabase ? { backupType, enableCompression: wish.enableCompression } : {}),
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
