import type { VaultRef } from "../../../../src/azure/backup/vault.ts";
import type { WorkloadType } from "../../../../src/azure/backup/workload.ts";

/** A vault, its ids, and the resources of its items as Azure gives them. */

/** The subscription of the vault. */
export const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";

/** The vault that most tests are about. */
export const VAULT: VaultRef = {
  subscriptionId: SUBSCRIPTION,
  resourceGroup: "rg-backup",
  name: "vault-1",
};

/** The id of the vault, written out, so that a fault in `vaultId` shows. */
export const VAULT_ID =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-backup/providers/Microsoft.RecoveryServices/vaults/vault-1";

/** The id of a SQL database in the vault. */
export const ITEM_ID = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;rg-sql;vm-1/protectedItems/SQLDataBase;mssqlserver;payroll`;

/** The id of the policy of each item. */
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

/** Every workload, by its type. */
export const WORKLOAD_TYPES = Object.keys(ITEM_RESOURCES) as WorkloadType[];

/** The resource id of an item of the vault. */
export function itemId(container: string, name: string): string {
  return `${VAULT_ID}/backupFabrics/Azure/protectionContainers/${container}/protectedItems/${name}`;
}
