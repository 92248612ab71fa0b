import { VAULT_ID } from "../../support/subjects.ts";
import { BACKUP, CHANGE, type Mistake, STOP, WAIT } from "./mistake.ts";

const CONTAINER_ID = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1`;
const ITEM_ID = `${CONTAINER_ID}/protectedItems/SQLDataBase;mssqlserver;payroll`;
const MACHINE_ID =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/WebDemo/providers/Microsoft.Compute/virtualMachines/web-01";

/** Resource ids, URLs of the portal, GUIDs. */
export const IDS: readonly Mistake[] = [
  {
    name: "a vault's name that no vault has",
    inputs: { ...BACKUP, vault: "sql_vault" },
    reason: "invalid-input",
    message:
      "Input 'vault' is not a vault's name (got 'sql_vault'). What to do: A name has 2 to 50 letters, digits and hyphens, a letter first. A resource id works too.",
  },
  {
    name: "the id of the vault's group as vault",
    inputs: {
      ...BACKUP,
      vault: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost",
    },
    reason: "invalid-input",
    message:
      "Input 'vault' is the resource id of a resource group (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost'). What to do: Give the vault's name, or its id as 'az backup vault show' prints it.",
  },
  {
    name: "a vault's id that is cut short",
    inputs: { ...BACKUP, vault: VAULT_ID.replace("/SQLServer2012", "") },
    reason: "invalid-input",
    message:
      "Input 'vault' is a resource id that is cut short (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults'). What to do: Give the vault's name, or its id as 'az backup vault show' prints it.",
  },
  {
    name: "the id of a Backup vault",
    inputs: {
      ...BACKUP,
      vault: VAULT_ID.replace("RecoveryServices/vaults", "DataProtection/backupVaults"),
    },
    reason: "invalid-input",
    message:
      "Input 'vault' is the resource id of a Backup vault, but this action works with Recovery Services vaults (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.DataProtection/backupVaults/SQLServer2012'). What to do: Give the vault's name, or its id as 'az backup vault show' prints it.",
  },
  {
    name: "the id of a policy as vault",
    inputs: { ...BACKUP, vault: `${VAULT_ID}/backupPolicies/ProdPolicy` },
    reason: "invalid-input",
    message:
      "Input 'vault' is the resource id of a backup policy (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupPolicies/ProdPolicy'). What to do: Give the vault's name, or its id as 'az backup vault show' prints it.",
  },
  {
    name: "a page of the portal that shows no resource",
    inputs: { ...BACKUP, vault: "https://portal.azure.com/#home" },
    reason: "invalid-input",
    message:
      "Input 'vault' is a URL that holds no resource id (got 'https://portal.azure.com/#home'). What to do: Give the name, or the resource id that the portal shows under 'Properties' or 'JSON View'.",
  },
  {
    name: "a vault's id encoded twice",
    inputs: { ...BACKUP, vault: encodeURIComponent(encodeURIComponent(VAULT_ID)) },
    reason: "invalid-input",
    message:
      "Input 'vault' is percent-encoded more than once (got '%252Fsubscriptions%252F00000000-0000-0000-0000-000000000000%252FresourceGroups%252FSQLServerSelfHost%252Fproviders%252FMicrosoft.RecoveryServices%252Fvaults%252FSQLServer2012'). What to do: Write the id as 'az' prints it, with '/' and ';' as they are.",
  },
  {
    name: "a group that contradicts the vault's id",
    inputs: { ...BACKUP, vault: VAULT_ID, "resource-group": "SQLServerPMDemo" },
    reason: "invalid-input",
    message:
      "Input 'resource-group' contradicts the id in 'vault' ('SQLServerPMDemo' against 'SQLServerSelfHost'). What to do: Leave 'resource-group' out, or correct 'vault'.",
  },
  {
    name: "the vault's group by its id",
    inputs: {
      ...BACKUP,
      "resource-group":
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost",
    },
    reason: "invalid-input",
    message:
      "Input 'resource-group' is not a resource group's name (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost'). What to do: Give the name alone, as 'az group list' prints it, or the vault's resource id as 'vault'.",
  },
  {
    name: "a subscription by its name",
    inputs: { ...BACKUP, "subscription-id": "Production" },
    reason: "invalid-input",
    message:
      "Input 'subscription-id' is not a subscription's GUID (got 'Production'). What to do: A name is not enough: give the id that 'az account show' prints.",
  },
  {
    name: "an item's id that is cut short",
    inputs: { ...STOP, item: CONTAINER_ID },
    reason: "invalid-input",
    message:
      "Input 'item' is a resource id that is cut short (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1'). What to do: Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints.",
  },
  {
    name: "an item's id encoded twice",
    inputs: { ...STOP, item: encodeURIComponent(encodeURIComponent(ITEM_ID)) },
    reason: "invalid-input",
    message:
      "Input 'item' is percent-encoded more than once (got '%252Fsubscriptions%252F00000000-0000-0000-0000-000000000000%252FresourceGroups%252FSQLServerSelfHost%252Fproviders%252FMicrosoft.RecoveryServices%252Fvaults%252FSQLServer2012%252FbackupFabrics%252FAzure%252FprotectionContainers%252FVMAppContainer%253BCompute%253BSQLServerPMDemo%253Bsqlserver-1%252FprotectedItems%252FSQLDataBase%253Bmssqlserver%253Bpayroll'). What to do: Write the id as 'az' prints it, with '/' and ';' as they are.",
  },
  {
    name: "an item of another vault",
    inputs: { ...STOP, item: ITEM_ID.replace("SQLServer2012", "SpareVault") },
    reason: "invalid-input",
    message:
      "Input 'item' is not the resource id of something in vault 'SQLServer2012' (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SpareVault/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll'). What to do: Use an id that starts with '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/', or the plain name.",
  },
  {
    name: "the id of a policy as item",
    inputs: { ...STOP, item: `${VAULT_ID}/backupPolicies/ProdPolicy` },
    reason: "invalid-input",
    message:
      "Input 'item' is the resource id of a backup policy (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupPolicies/ProdPolicy'). What to do: Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints.",
  },
  {
    name: "the id of a recovery point as item",
    inputs: { ...STOP, item: `${ITEM_ID}/recoveryPoints/70368744177664` },
    reason: "invalid-input",
    message:
      "Input 'item' is the resource id of a recovery point (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll/recoveryPoints/70368744177664'). What to do: Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints.",
  },
  {
    name: "the id of a storage account as item",
    inputs: {
      ...STOP,
      item: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/FilesDemo/providers/Microsoft.Storage/storageAccounts/contosofiles",
    },
    reason: "invalid-input",
    message:
      "Input 'item' is the resource id of a storage account, without a share's '/fileServices/default/shares/…' (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/FilesDemo/providers/Microsoft.Storage/storageAccounts/contosofiles'). What to do: Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints.",
  },
  {
    name: "the id of a VM with the workload of a database",
    inputs: { ...STOP, item: MACHINE_ID, "workload-type": "SQLDataBase" },
    reason: "invalid-input",
    message:
      "Input 'workload-type' contradicts 'item' (got 'SQLDataBase', and '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/WebDemo/providers/Microsoft.Compute/virtualMachines/web-01' is a virtual machine). What to do: Leave 'workload-type' out, or correct 'item'.",
  },
  {
    name: "a policy of another vault",
    inputs: {
      ...CHANGE,
      policy: `${VAULT_ID.replace("SQLServer2012", "SpareVault")}/backupPolicies/ProdPolicy`,
    },
    reason: "invalid-input",
    message:
      "Input 'policy' is not the resource id of something in vault 'SQLServer2012' (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SpareVault/backupPolicies/ProdPolicy'). What to do: Use an id that starts with '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/', or the plain name.",
  },
  {
    name: "an item's id as policy",
    inputs: { ...CHANGE, policy: ITEM_ID },
    reason: "invalid-input",
    message:
      "Input 'policy' is the resource id of a protected item (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll'). What to do: Give the policy's name or resource id, as 'az backup policy list' prints it.",
  },
  {
    name: "a path as policy",
    inputs: { ...CHANGE, policy: "SQLServer2012/ProdPolicy" },
    reason: "invalid-input",
    message:
      "Input 'policy' is not a policy's name (got 'SQLServer2012/ProdPolicy'). What to do: Give the policy's name or resource id, as 'az backup policy list' prints it.",
  },
  {
    name: "a job by a word",
    inputs: { ...WAIT, "job-id": "last" },
    reason: "invalid-input",
    message:
      "Input 'job-id' is not the id of a backup job (got 'last'). What to do: Give the GUID from an earlier step's output 'job-id', or the job's resource id.",
  },
  {
    name: "an operation's id as job",
    inputs: {
      ...WAIT,
      "job-id": `${VAULT_ID}/backupOperations/c22eca5d-0c1c-48a0-a40d-69bef708d92a`,
    },
    reason: "invalid-input",
    message:
      "Input 'job-id' is not the id of a backup job (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupOperations/c22eca5d-0c1c-48a0-a40d-69bef708d92a'). What to do: Give the GUID from an earlier step's output 'job-id', or the job's resource id.",
  },
  {
    name: "an endpoint without encryption",
    inputs: { ...BACKUP, "resource-manager-url": "http://localhost:8443" },
    reason: "invalid-input",
    message:
      "Input 'resource-manager-url' must use https (got 'http://localhost:8443'). What to do: A token is never sent over an unencrypted connection.",
  },
  {
    name: "a VM's id that the vault does not protect",
    inputs: { ...STOP, item: MACHINE_ID.replace("web-01", "web-09") },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/WebDemo/providers/Microsoft.Compute/virtualMachines/web-09'. What to do: Did you mean 'WebDemo/web-01' or 'WebDemo/web-02'?",
  },
  {
    name: "an item's id with a slash at its end",
    inputs: { ...STOP, item: `${ITEM_ID}/` },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll/'. What to do: Did you mean 'sqlserver-1/payroll', 'sqlserver-0/MSSQLSERVER/payroll' or 'REPORTING/payroll'?",
  },
];
