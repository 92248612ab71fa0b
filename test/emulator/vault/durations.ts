import type { Workload } from "./workloads.ts";

/** Long-running operations of an item, in the words of a job's `operation` filter (document). */
export type OperationKind =
  | "ConfigureBackup"
  | "DisableBackup"
  | "DeleteBackupData"
  | "Backup"
  | "Undelete"
  | "Restore"
  | "MoveRecoveryPoint";

/** How long an operation stays InProgress, and its job when that runs on afterwards; seconds. */
interface Durations {
  readonly operation: number;
  readonly job?: number;
}

type Table = Readonly<Record<OperationKind, Durations>>;

const SQL: Table = {
  ConfigureBackup: { operation: 74 },
  DisableBackup: { operation: 33 },
  DeleteBackupData: { operation: 33 },
  Undelete: { operation: 33 }, // not recorded; taken to be like a stop
  Backup: { operation: 1.5, job: 122 },
  Restore: { operation: 2, job: 183 },
  MoveRecoveryPoint: { operation: 2 },
};

/**
 * Medians of recordings from 2017 to 2026, seconds. Not recorded and assumed: undelete of
 * databases, everything of SAP ASE and of instances. A job without a number of its own ends with its operation.
 */
export const DURATIONS: Readonly<Record<Workload, Table>> = {
  SQLDataBase: SQL,
  SAPHanaDatabase: {
    ...SQL,
    Backup: { operation: 1.5, job: 240 },
    Restore: { operation: 2, job: 240 },
  },
  SAPAseDatabase: SQL,
  SAPHanaDBInstance: SQL,
  SQLInstance: SQL,
  VM: {
    ConfigureBackup: { operation: 12 },
    DisableBackup: { operation: 12 },
    DeleteBackupData: { operation: 112 },
    Undelete: { operation: 12 },
    Backup: { operation: 2, job: 51 * 60 },
    Restore: { operation: 2, job: 27 * 60 },
    MoveRecoveryPoint: { operation: 2 },
  },
  AzureFileShare: {
    ConfigureBackup: { operation: 42 },
    DisableBackup: { operation: 23 },
    DeleteBackupData: { operation: 22 },
    Undelete: { operation: 22 },
    Backup: { operation: 1.5, job: 3 },
    Restore: { operation: 2, job: 30 },
    MoveRecoveryPoint: { operation: 2 },
  },
};

/** How long a VM's suspension takes, the operation and its job alike (recording), seconds. */
export const SUSPEND_VM_SECONDS = 2;

/** How long a share's backup takes that also goes to the vault, empty as it is (recording), seconds. */
export const VAULTED_SHARE_SECONDS = 2_127;

/**
 * A database backup that meets another one of the same database runs this long before it fails
 * (document: the article's example job), seconds.
 */
export const CONFLICTING_BACKUP_SECONDS = 193;
