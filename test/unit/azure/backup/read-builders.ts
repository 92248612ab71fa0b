import { type ProtectedItem, readItem } from "../../../../src/azure/backup/item.ts";
import type { Job } from "../../../../src/azure/backup/job.ts";
import type { Policy } from "../../../../src/azure/backup/policy.ts";
import type { RecoveryPoint } from "../../../../src/azure/backup/recovery-point.ts";
import type { VaultState } from "../../../../src/azure/backup/vault.ts";
import {
  WORKLOADS,
  type Workload,
  type WorkloadType,
} from "../../../../src/azure/backup/workload.ts";
import { ITEM_ID, ITEM_RESOURCES, POLICY_ID } from "./resource-builders.ts";

/** What the vault holds, as the action has read it. */

/** One of the workloads. */
export function workload(type: WorkloadType): Workload {
  const found = WORKLOADS.find((candidate) => candidate.type === type);
  if (found === undefined) throw new Error(`There is no workload '${type}'.`);
  return found;
}

/** A healthy item of a workload as the action reads it. */
export function itemOf(type: WorkloadType, changes: Partial<ProtectedItem> = {}): ProtectedItem {
  const read = readItem(ITEM_RESOURCES[type]);
  if (read === undefined) throw new Error(`The resource of '${type}' is no item.`);
  return { ...read, ...changes };
}

/** A healthy SQL database as the action reads it. */
export function item(changes: Partial<ProtectedItem> = {}): ProtectedItem {
  return {
    id: ITEM_ID,
    address: {
      container: "VMAppContainer;Compute;rg-sql;vm-1",
      name: "SQLDataBase;mssqlserver;payroll",
    },
    friendlyName: "payroll",
    itemType: "AzureVmWorkloadSQLDatabase",
    workload: workload("SQLDataBase"),
    unhandled: "",
    sourceId: "",
    policyType: "",
    lastBackupStatus: "",
    lastBackupTime: undefined,
    lastBackupError: undefined,
    protectionState: "Protected",
    policyId: POLICY_ID,
    condition: "protected",
    purgeTime: undefined,
    oldestRecoveryPoint: undefined,
    recoveryPointCount: undefined,
    recoveryModel: "",
    health: "",
    lastRecoveryPoint: undefined,
    levels: [
      { kind: "resource group", names: ["rg-sql"] },
      { kind: "server", names: ["vm-1", "sql-host.contoso.com", "sql-host"] },
      { kind: "instance", names: ["MSSQLSERVER"] },
    ],
    ...changes,
  };
}

/** A vault with soft delete, neither immutable nor guarded. */
export function vaultState(changes: Partial<VaultState> = {}): VaultState {
  return {
    softDelete: "on",
    softDeleteDays: undefined,
    immutability: "off",
    guarded: false,
    ...changes,
  };
}

/** A policy that says nothing of its retention. */
export function policy(changes: Partial<Policy> = {}): Policy {
  return {
    id: POLICY_ID,
    name: POLICY_ID.split("/").at(-1) ?? "",
    backupManagementType: "AzureWorkload",
    workloadType: "SQLDataBase",
    policyType: "",
    retention: [],
    schedule: [],
    isVaulted: false,
    ...changes,
  };
}

/** A job that ended well. */
export function job(changes: Partial<Job> = {}): Job {
  return {
    id: "0a0a0a0a-0000-0000-0000-000000000001",
    status: "Completed",
    phase: "completed",
    operation: "ConfigureBackup",
    jobType: "AzureWorkloadJob",
    containerName: "",
    backupManagementType: "AzureWorkload",
    workloadType: "",
    entityFriendlyName: "payroll [sql-host]",
    isUserTriggered: true,
    startTime: Date.UTC(2026, 0, 5, 10),
    endTime: Date.UTC(2026, 0, 5, 10, 1, 14),
    activityId: "activity-1",
    errors: [],
    tasks: [],
    properties: [],
    percent: "",
    remainingMs: undefined,
    ...changes,
  };
}

/** A recovery point that can be restored from. */
export function point(changes: Partial<RecoveryPoint> = {}): RecoveryPoint {
  return {
    id: "point-1",
    time: Date.UTC(2026, 0, 5, 9),
    type: "Full",
    tier: "HardenedRP",
    flaw: "",
    archivedOnly: false,
    expiryTime: undefined,
    ...changes,
  };
}
