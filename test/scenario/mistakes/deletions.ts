import type { Scenario } from "../../support/scenario.ts";
import { DELETE, type Mistake } from "./mistake.ts";

const PAYROLL = "sqlserver-1/payroll";

function vaultIs(change: object) {
  return ({ azure }: Scenario) => {
    Object.assign(azure.vault(), change);
  };
}

/** Deletions that are not confirmed, or that the vault forbids. */
export const DELETIONS: readonly Mistake[] = [
  {
    name: "a deletion that confirms another name",
    inputs: { ...DELETE, "confirm-delete": "crm" },
    reason: "refused",
    message:
      "payroll: 'confirm-delete: crm' does not confirm the item that Azure found (soft delete keeps the data for some days). What to do: Azure calls it 'payroll' (/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll). If that is the one, set 'confirm-delete: payroll'.",
  },
  {
    name: "a deletion that confirms the path",
    inputs: { ...DELETE, "confirm-delete": PAYROLL },
    reason: "refused",
    message:
      "'confirm-delete: sqlserver-1/payroll' does not confirm the item that Azure found (soft delete keeps the data for some days). What to do: Azure calls it 'payroll' (/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll). If that is the one, set 'confirm-delete: payroll'.",
  },
  {
    name: "a deletion without soft delete, confirmed as with it",
    inputs: DELETE,
    world: vaultIs({ softDeleteState: "Disabled" }),
    reason: "refused",
    message:
      "payroll: 'confirm-delete: payroll' does not confirm the item that Azure found (soft delete is off, so the data may be gone at once). What to do: Azure calls it 'payroll' (/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll). If that is the one, set 'confirm-delete: permanently payroll'.",
  },
  {
    name: "a deletion with soft delete, confirmed as without it",
    inputs: { ...DELETE, "confirm-delete": "permanently payroll" },
    reason: "refused",
    message:
      "payroll: 'confirm-delete: permanently payroll' does not confirm the item that Azure found (soft delete keeps the data for some days). What to do: Azure calls it 'payroll' (/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll). If that is the one, set 'confirm-delete: payroll'.",
  },
  {
    name: "a deletion where soft delete is always on, confirmed as without it",
    inputs: { ...DELETE, "confirm-delete": "permanently payroll" },
    world: vaultIs({ softDeleteState: "AlwaysON" }),
    reason: "refused",
    message:
      "payroll: 'confirm-delete: permanently payroll' does not confirm the item that Azure found (soft delete keeps the data for some days). What to do: Azure calls it 'payroll' (/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll). If that is the one, set 'confirm-delete: payroll'.",
  },
  {
    name: "a deletion in a vault that does not say whether soft delete is on",
    inputs: DELETE,
    world: vaultIs({ softDeleteState: undefined }),
    reason: "refused",
    message:
      "payroll: 'confirm-delete: payroll' does not confirm the item that Azure found (whether soft delete is on cannot be read, so the data may be gone at once). What to do: Azure calls it 'payroll' (/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll). If that is the one, set 'confirm-delete: permanently payroll'.",
  },
  {
    name: "a deletion where soft delete reads as an unknown word",
    inputs: DELETE,
    world: vaultIs({ softDeleteState: "Sometimes" }),
    reason: "refused",
    message:
      "payroll: 'confirm-delete: payroll' does not confirm the item that Azure found (whether soft delete is on cannot be read, so the data may be gone at once). What to do: Azure calls it 'payroll' (/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll). If that is the one, set 'confirm-delete: permanently payroll'.",
  },
  {
    name: "a deletion in an immutable vault",
    inputs: DELETE,
    world: vaultIs({ immutability: "Locked" }),
    reason: "refused",
    message:
      "payroll: The vault is immutable, and an immutable vault never deletes backup data. What to do: Use 'stop-protection-retain-data', or wait until the recovery points expire.",
  },
  {
    name: "a deletion in a vault of an unknown immutability",
    inputs: DELETE,
    world: vaultIs({ immutability: "Melting" }),
    reason: "refused",
    message:
      "payroll: The vault's immutability is in a state that this action does not know, so it counts as immutable, and an immutable vault never deletes backup data. What to do: Use 'stop-protection-retain-data', or wait until the recovery points expire.",
  },
  {
    name: "a line of confirm-delete too many",
    inputs: { ...DELETE, "confirm-delete": "payroll\ncrm" },
    reason: "refused",
    message:
      "payroll: The line 'crm' of 'confirm-delete' confirms no item. What to do: Each line is the name of one item, as Azure shows it. Correct or remove what confirms none, or add its item to 'item'.",
  },
  {
    name: "one item in two lines, confirmed twice",
    inputs: {
      ...DELETE,
      item: `${PAYROLL}\nVMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;payroll`,
      "confirm-delete": "payroll\npayroll",
    },
    reason: "refused",
    message:
      "The line 'payroll' of 'confirm-delete' confirms no item. What to do: Each line is the name of one item, as Azure shows it. Correct or remove what confirms none, or add its item to 'item'.",
  },
  {
    name: "deletions with lines of confirm-delete that confirm none of them",
    inputs: {
      ...DELETE,
      item: `${PAYROLL}\nsqlserver-0/crm`,
      "confirm-delete": "payroll\nsqlserver-0/crm\npayroll",
    },
    reason: "refused",
    message:
      "0 of 2 items passed; 1 refused, 1 not-started. 2 lines of 'confirm-delete' confirm no item: 'payroll', 'sqlserver-0/crm'. 'sqlserver-0/crm': 'confirm-delete' has no line for the item that Azure found (soft delete keeps the data for some days). What to do: Azure calls it 'crm' (/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0/protectedItems/SQLDataBase;mssqlserver;crm). If that is the one, give it the line 'crm' in 'confirm-delete'.",
  },
];
