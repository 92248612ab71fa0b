import { HOUR_MS, has, itemOf, SQL, VM } from "./item-points.ts";
import { type Mistake, VERIFY } from "./mistake.ts";

/** Recovery points that are not there, are too old, or whose backup failed. */
export const POINTS: readonly Mistake[] = [
  {
    name: "no recovery point yet",
    inputs: SQL,
    world: has("sqlserver-1/payroll", []),
    reason: "no-recovery-point",
    message:
      "'payroll' has no usable recovery point: Azure lists none. What to do: Use 'backup-now', then run this step again.",
  },
  {
    name: "a first backup that is pending",
    inputs: { ...VERIFY, item: "sqlserver-0/crm" },
    reason: "no-recovery-point",
    message:
      "'crm' has no usable recovery point: Azure lists none. What to do: Use 'backup-now', then run this step again.",
  },
  {
    name: "a recovery point that is too old",
    inputs: SQL,
    world: has("sqlserver-1/payroll", [{ hoursAgo: 30 }]),
    reason: "recovery-point-too-old",
    message:
      "The newest usable recovery point of 'payroll' (Full, HardenedRP) is from 2026-01-04T04:00:00Z, 30 h old, which is more than 24 h. What to do: Use 'backup-now', then run this step again.",
  },
  {
    name: "a recovery point of a stopped item that is too old",
    inputs: { ...VERIFY, item: "inventory" },
    reason: "recovery-point-too-old",
    message:
      "The newest usable recovery point of 'inventory' (Full, HardenedRP) is from 2025-11-26T04:00:00Z, 40 d 6 h old, which is more than 24 h. What to do: Use 'resume-protection' and 'backup-now', then run this step again.",
  },
  {
    name: "logs that are too old",
    inputs: { ...SQL, "recovery-point-types": "log", "max-recovery-point-age": "10m" },
    reason: "recovery-point-too-old",
    message:
      "The newest usable recovery point of 'payroll' (Log) is from 2026-01-05T09:30:00Z, 30 min old, which is more than 10 min. What to do: Use 'backup-now' with 'backup-type: Log', then run this step again.",
  },
  {
    name: "logs of a database in simple recovery",
    inputs: { ...VERIFY, item: "sqlserver-1/msDB", "recovery-point-types": "log" },
    reason: "no-recovery-point",
    message:
      "'msDB' has no usable log recovery point: Azure lists 3, all of another type ('Full'). What to do: The database is in the simple recovery model, which has no log backups. Use 'recovery-point-types: full', or set the database to the full recovery model.",
  },
  {
    name: "logs where there are only full backups",
    inputs: { ...SQL, "recovery-point-types": "log" },
    world: has("sqlserver-1/payroll", [{ hoursAgo: 6 }, { hoursAgo: 30 }]),
    reason: "no-recovery-point",
    message:
      "'payroll' has no usable log recovery point: Azure lists 2, all of another type ('Full'). What to do: Look at the item's recovery points in the vault. Use 'backup-now' with 'backup-type: Log', then run this step again.",
  },
  {
    name: "full backups where there are only differential ones",
    inputs: { ...SQL, "recovery-point-types": "full" },
    world: has("sqlserver-1/payroll", [{ hoursAgo: 6, type: "Differential" }]),
    reason: "no-recovery-point",
    message:
      "'payroll' has no usable full recovery point: Azure lists one, which is of another type ('Differential'). What to do: Look at the item's recovery points in the vault. Use 'backup-now', then run this step again.",
  },
  {
    name: "differential backups without their full one",
    inputs: SQL,
    world: has("sqlserver-1/payroll", [
      { hoursAgo: 6, type: "Differential" },
      { hoursAgo: 30, type: "Differential" },
    ]),
    reason: "no-recovery-point",
    message:
      "'payroll' has no usable recovery point: Azure lists 2, all without a full backup to build on. What to do: Look at the item's recovery points in the vault. Use 'backup-now', then run this step again.",
  },
  {
    name: "a type of recovery point for a VM",
    inputs: { ...VM, "recovery-point-types": "full" },
    reason: "refused",
    message:
      "web-02: 'recovery-point-types: full' is for databases, but the item is a virtual machine. What to do: Leave 'recovery-point-types' out.",
  },
  {
    name: "a recovery point in the archive that is too old",
    inputs: VM,
    world: has("web-02", [{ hoursAgo: 2_400, tiers: [{ type: "ArchivedRP", status: "Valid" }] }]),
    reason: "recovery-point-too-old",
    message:
      "The newest usable recovery point of 'web-02' (AppConsistent, ArchivedRP) is from 2025-09-27T10:00:00Z, 100 d old, which is more than 24 h. What to do: Use 'backup-now', then run this step again.",
  },
  {
    name: "a database whose last backup failed, with its cause",
    inputs: { ...VERIFY, item: "sqlserver-0/billing" },
    reason: "last-backup-failed",
    message:
      "The newest usable recovery point of 'billing' (Log) is from 2026-01-05T09:30:00Z, 30 min old, but its last backup failed: Azure Backup does not have the sysadmin role on the SQL instance. (UserErrorSQLNoSysadminMembership) What to do: Azure Backup's service account lacks the sysadmin role on the instance. Grant it. Look at that backup's job in the vault, fix the cause and back up again.",
  },
  {
    name: "a database whose last backup failed without a word",
    inputs: SQL,
    world: has("sqlserver-1/payroll", [{ hoursAgo: 6 }], { lastBackupStatus: "Unhealthy" }),
    reason: "last-backup-failed",
    message:
      "The newest usable recovery point of 'payroll' (Full, HardenedRP) is from 2026-01-05T04:00:00Z, 6 h old, but its last backup failed. What to do: Look at that backup's job in the vault, fix the cause and back up again.",
  },
  {
    name: "a VM whose later backup failed",
    inputs: VM,
    world(scenario) {
      has("web-02", [{ hoursAgo: 6 }])(scenario);
      const now = scenario.clock.now();
      scenario.azure.addJob({
        item: itemOf(scenario, "web-02"),
        status: "Failed",
        startedAt: now - 2 * HOUR_MS,
        endedAt: now - HOUR_MS,
        errors: [
          {
            errorCode: 400309,
            errorTitle: "UserErrorGenericResourceNotFound",
            errorString: "The resource does not exist.",
            recommendations: ["See that all resources are there."],
          },
        ],
      });
    },
    reason: "last-backup-failed",
    message:
      "The newest usable recovery point of 'web-02' (AppConsistent, HardenedRP) is from 2026-01-05T04:00:00Z, 6 h old, but a later backup, job (id), failed: The resource does not exist. [400309] (UserErrorGenericResourceNotFound) What to do: Azure no longer finds a resource that the backup needs, such as the VM or one of its disks. Look at what was deleted or moved. Azure recommends: See that all resources are there. Look at that backup's job in the vault, fix the cause and back up again.",
  },
  {
    name: "a VM whose only recovery point is of a backup with warnings",
    inputs: VM,
    world(scenario) {
      has("web-02", [{ hoursAgo: 6 }], { lastBackupStatus: "CompletedWithWarnings" })(scenario);
      const startedAt = scenario.clock.now() - 6 * HOUR_MS - 5_000;
      scenario.azure.addJob({
        item: itemOf(scenario, "web-02"),
        status: "CompletedWithWarnings",
        startedAt,
        endedAt: startedAt + HOUR_MS,
        errors: [
          {
            errorCode: 400158,
            errorTitle: "UserErrorJobSuccessfullyCancelled",
            errorString: "The job is cancelled.",
            recommendations: [],
          },
        ],
      });
    },
    reason: "last-backup-failed",
    message:
      "'web-02' has no usable recovery point whose backup ended well: the backup for the point from 2026-01-05T04:00:00Z ended CompletedWithWarnings. What to do: Look at that backup's job in the vault, fix the cause and back up again. If such warnings are acceptable, set 'allowed-job-statuses: Completed, CompletedWithWarnings'.",
  },
];
