import { addLongPolicies, policyIdOf } from "../../support/subjects.ts";
import { CHANGE, type Mistake } from "./mistake.ts";
import { addPolicy } from "./policy-like.ts";

const VM = { ...CHANGE, item: "web-02" };
const SHARE = { ...CHANGE, item: "contosofiles/documents" };
/** Policies that are not there or do not fit. */
export const POLICIES: readonly Mistake[] = [
  {
    name: "a policy that the vault does not have",
    inputs: { ...CHANGE, policy: "PordPolicy" },
    reason: "policy-not-found",
    message:
      "The vault 'SQLServer2012' has no policy 'PordPolicy'. What to do: Did you mean 'ProdPolicy'?",
  },
  {
    name: "a policy that no name is like",
    inputs: { ...CHANGE, policy: "Platinum" },
    reason: "policy-not-found",
    message:
      "The vault 'SQLServer2012' has no policy 'Platinum'. What to do: It has 'HourlyLogPolicy', 'ProdPolicy', 'DevPolicy', 'WeeklyFullPolicy', 'HanaPolicy' and 7 more.",
  },
  {
    name: "a policy by the id of another vault's",
    inputs: { ...CHANGE, policy: policyIdOf("ProdPolicy").replace("SQLServer2012", "SpareVault") },
    reason: "invalid-input",
    message:
      "Input 'policy' is not the resource id of something in vault 'SQLServer2012' (got '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SpareVault/backupPolicies/ProdPolicy'). What to do: Use an id that starts with '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/', or the plain name.",
  },
  {
    name: "a VM's policy for a database",
    inputs: { ...CHANGE, policy: "DefaultPolicy" },
    reason: "refused",
    message:
      "payroll: The policy 'DefaultPolicy' is for AzureIaasVM, and the item is a SQL database. What to do: Name a policy for AzureWorkload / SQLDataBase.",
  },
  {
    name: "a HANA policy for a SQL database",
    inputs: { ...CHANGE, policy: "HanaPolicy" },
    reason: "refused",
    message:
      "payroll: The policy 'HanaPolicy' is for AzureWorkload / SAPHanaDatabase, and the item is a SQL database. What to do: Name a policy for AzureWorkload / SQLDataBase.",
  },
  {
    name: "a SQL policy, which Azure takes, for a HANA database",
    inputs: { ...CHANGE, item: "HXE/erp", policy: "ProdPolicy" },
    reason: "refused",
    message:
      "erp: Existing recovery points may be lost: 'ProdPolicy' has shorter retention (full, weekly 104 weeks -> 52 weeks; differential 30 days -> none). What to do: Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
  },
  {
    name: "a database's policy for a VM",
    inputs: { ...VM, policy: "ProdPolicy" },
    reason: "refused",
    message:
      "web-02: The policy 'ProdPolicy' is for AzureWorkload / SQLDataBase, and the item is a virtual machine. What to do: Name a policy for AzureIaasVM.",
  },
  {
    name: "a VM's policy for a share",
    inputs: { ...SHARE, policy: "DefaultPolicy" },
    reason: "refused",
    message:
      "documents: The policy 'DefaultPolicy' is for AzureIaasVM, and the item is a file share. What to do: Name a policy for AzureStorage.",
  },
  {
    name: "a standard policy for a VM with an enhanced one",
    inputs: { ...VM, policy: "VmLongPolicy" },
    reason: "refused",
    message:
      "web-02: The virtual machine has an enhanced policy (V2), and 'VmLongPolicy' is a standard one. What to do: Azure does not change back from enhanced to standard. Name an enhanced policy.",
  },
  {
    name: "a snapshot policy for a share whose backups go to the vault",
    inputs: { ...SHARE, policy: "LongSharePolicy" },
    world(scenario) {
      const keeps = { vaultRetentionPolicy: { snapshotRetentionInDays: 5, vaultRetention: KEPT } };
      addPolicy(scenario, "VaultSharePolicy", "DailySharePolicy", (text) =>
        JSON.stringify({ ...JSON.parse(text), ...keeps }),
      );
      scenario.azure.item("documents").policyId = policyIdOf("VaultSharePolicy");
    },
    reason: "refused",
    message:
      "documents: The share's backups go to the vault, and 'LongSharePolicy' keeps snapshots only. What to do: Azure does not change back from the vault to snapshots. Name a policy with vault retention.",
  },
  {
    name: "an ASE database by a SQL policy",
    inputs: { ...CHANGE, item: "ase-0/tpcc", policy: "ProdPolicy" },
    world: ({ azure }) => addLongPolicies(azure),
    reason: "refused",
    message:
      "tpcc: The policy 'ProdPolicy' is for AzureWorkload / SQLDataBase, and the item is a SAP ASE database. What to do: Name a policy for AzureWorkload / SAPAseDatabase.",
  },
];

const KEPT = {
  retentionPolicyType: "LongTermRetentionPolicy",
  dailySchedule: { retentionDuration: { count: 60, durationType: "Days" } },
};
