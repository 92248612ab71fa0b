import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelineResponse,
  RestError,
} from "@azure/core-rest-pipeline";
import type { ArmResponse } from "../../src/azure/arm/answer.ts";
import { type ProtectedItem, readItem } from "../../src/azure/backup/item.ts";
import type { Job } from "../../src/azure/backup/job.ts";
import type { Policy } from "../../src/azure/backup/policy.ts";
import type { RecoveryPoint } from "../../src/azure/backup/recovery-point.ts";
import type { VaultRef, VaultState } from "../../src/azure/backup/vault.ts";
import { WORKLOADS, type Workload, type WorkloadType } from "../../src/azure/backup/workload.ts";
import { UNSENT, type WriteState } from "../../src/sequence/write-state.ts";
import type { Pace } from "../../src/time/poll.ts";
import type { VirtualClock } from "../support/virtual-clock.ts";

/** Values the unit tests share, each as Azure would send it or as the action would have read it. */

export const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
export const VAULT: VaultRef = {
  subscriptionId: SUBSCRIPTION,
  resourceGroup: "rg-backup",
  name: "vault-1",
};
/** Written out, so that a fault in `vaultId` shows. */
export const VAULT_ID =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-backup/providers/Microsoft.RecoveryServices/vaults/vault-1";
export const ITEM_ID = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;rg-sql;vm-1/protectedItems/SQLDataBase;mssqlserver;payroll`;
export const POLICY_ID = `${VAULT_ID}/backupPolicies/Gold`;

/** A healthy SQL database's resource as the vault gives it, with these properties instead. */
export function itemResource(properties: Readonly<Record<string, unknown>> = {}, id = ITEM_ID) {
  return {
    id,
    name: id.split("/").at(-1),
    type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
    properties: {
      friendlyName: "payroll",
      serverName: "sql-host.contoso.com",
      parentName: "MSSQLSERVER",
      protectionState: "Protected",
      protectedItemType: "AzureVmWorkloadSQLDatabase",
      backupManagementType: "AzureWorkload",
      workloadType: "SQLDataBase",
      policyId: POLICY_ID,
      ...properties,
    },
  };
}

/** A healthy item's resource of every workload, as the vault gives it (recordings; SAP ASE from documents). */
export const ITEM_RESOURCES = {
  SQLDataBase: itemResource(),
  SAPHanaDatabase: itemResource(
    {
      friendlyName: "systemdb",
      serverName: "hana-vm",
      parentName: "HXE",
      protectedItemType: "AzureVmWorkloadSAPHanaDatabase",
      workloadType: "SAPHanaDatabase",
    },
    itemId("VMAppContainer;Compute;rg-hana;hana-vm", "SAPHanaDatabase;hxe;systemdb"),
  ),
  SAPAseDatabase: itemResource(
    {
      friendlyName: "tpcc",
      serverName: "ase-vm",
      parentName: "ASE",
      protectedItemType: "AzureVmWorkloadSAPAseDatabase",
      workloadType: "SAPAseDatabase",
    },
    itemId("VMAppContainer;Compute;rg-ase;ase-vm", "SAPAseDatabase;ase;tpcc"),
  ),
  VM: {
    id: itemId(
      "IaasVMContainer;iaasvmcontainerv2;rg-web;web-01",
      "VM;iaasvmcontainerv2;rg-web;web-01",
    ),
    properties: {
      friendlyName: "web-01",
      protectionState: "Protected",
      protectionStatus: "Healthy",
      healthStatus: "Passed",
      lastBackupStatus: "Completed",
      protectedItemType: "Microsoft.Compute/virtualMachines",
      backupManagementType: "AzureIaasVM",
      workloadType: "VM",
      containerName: "iaasvmcontainerv2;rg-web;web-01",
      sourceResourceId:
        "/subscriptions/s/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/web-01",
      virtualMachineId:
        "/subscriptions/s/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/web-01",
      policyType: "V2",
      policyId: POLICY_ID,
    },
  },
  AzureFileShare: {
    id: itemId("StorageContainer;storage;rg-files;contosofiles", "AzureFileShare;0a1b2c3d"),
    properties: {
      friendlyName: "documents",
      protectionState: "Protected",
      protectedItemType: "AzureFileShareProtectedItem",
      backupManagementType: "AzureStorage",
      workloadType: "AzureFileShare",
      containerName: "StorageContainer;storage;rg-files;contosofiles",
      sourceResourceId:
        "/subscriptions/s/resourceGroups/rg-files/providers/Microsoft.Storage/storageAccounts/contosofiles",
      policyId: POLICY_ID,
    },
  },
} as const satisfies Record<WorkloadType, { id: string; properties: object }>;

export const WORKLOAD_TYPES = Object.keys(ITEM_RESOURCES) as WorkloadType[];

/** The resource id of an item of the vault. */
export function itemId(container: string, name: string): string {
  return `${VAULT_ID}/backupFabrics/Azure/protectionContainers/${container}/protectedItems/${name}`;
}

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

/** A write that Azure took; `at` is in milliseconds since 1970. */
export function acceptedWrite(at = 0): WriteState {
  return { kind: "accepted", at, before: UNSENT };
}

/** A write of which nobody knows what became of it. */
export const IN_DOUBT: WriteState = { kind: "in-doubt", before: UNSENT };

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

/** A raw answer, before anything of it is read. */
export function rawResponse(
  status: number,
  { body = "{}", headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): PipelineResponse {
  return {
    request: createPipelineRequest({ url: "https://management.azure.com/" }),
    status,
    headers: createHttpHeaders(headers),
    bodyAsText: body,
  };
}

/** A connection that failed, as the HTTP client throws it. */
export function connectionFailure(code: string): RestError {
  return new RestError(`the connection failed with ${code}`, { code });
}

export const NEVER_CANCELLED = new AbortController().signal;

/** What a step would have: a deadline, a signal, and a log that remembers when each line came. */
export function paceOn(
  clock: VirtualClock,
  {
    timeoutMs = 3_600_000,
    signal = NEVER_CANCELLED,
    fixedPauseMs,
  }: { timeoutMs?: number; signal?: AbortSignal; fixedPauseMs?: number | undefined } = {},
): Pace & { readonly said: { readonly afterMs: number; readonly line: string }[] } {
  const startedAt = clock.now();
  const said: { afterMs: number; line: string }[] = [];
  let last = startedAt;
  return {
    clock,
    signal,
    startedAt,
    deadline: startedAt + timeoutMs,
    fixedPauseMs,
    said,
    log: {
      say(line) {
        last = clock.now();
        said.push({ afterMs: last - startedAt, line });
      },
      detail: () => {},
      warn: () => {},
      debug: () => {},
      lastSaid: () => last,
    },
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

/** An answer of ARM as the client gives it. */
export function armResponse(
  status: number,
  body?: unknown,
  { headers = {}, ...parts }: Partial<ArmResponse> & { headers?: Record<string, string> } = {},
): ArmResponse {
  return {
    status,
    body,
    ids: { requestId: "", correlationId: "" },
    date: undefined,
    retryAfterMs: undefined,
    remaining: undefined,
    header: (name) => headers[name] ?? "",
    ...parts,
  };
}

/** What a function throws; the test fails if it throws nothing. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
}
