import type { WriteOperation } from "./descriptor.ts";
import {
  BACKUP_COLUMN,
  type BackupOptions,
  planBackup,
  readBackupOptions,
} from "./on-demand-backup.ts";

/** The user's wish for an on-demand backup. */
export interface BackupNow extends BackupOptions {
  readonly kind: "backup-now";
}

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

  readWish: (get, { now }) => ({ kind: "backup-now", ...readBackupOptions(get, now) }),

  column: BACKUP_COLUMN,
  plan: planBackup,
};
