import { BUILT_IN_ROLES, VAULT_ACTIONS } from "../../../src/azure/arm/roles.ts";
import { actionOf } from "../../support/rbac-action.ts";
import type { Scenario } from "../../support/scenario.ts";
import {
  BACKUP,
  CHANGE,
  DELETE,
  LIST,
  type Mistake,
  refusing,
  STOP,
  VERIFY,
  WAIT,
} from "./mistake.ts";

const PAYROLL = "sqlserver-1/payroll";
const JOB = "7ddead57-bcb9-4269-ac31-6a1b57588700";

/** Refuses, as ARM does, whatever a role does not have; "" is an identity without any. */
function actingAs(role: string, without: RegExp = /^$/) {
  const actions = BUILT_IN_ROLES.find(({ name }) => name === role)?.actions ?? [];
  return (world: Scenario) => {
    const { azure } = world;
    const handle = azure.handle.bind(azure);
    azure.handle = async (request) => {
      const below = actionOf(request.method, new URL(request.url).pathname);
      const may = actions.some((action) => action.test(below)) && !without.test(below);
      if (may) return handle(request);
      const action = `${VAULT_ACTIONS}${below}`;
      azure.fault({
        answer: refusing(403, "AuthorizationFailed", `The client 'app' may not do '${action}'.`),
      });
      return handle(request);
    };
  };
}

/** An identity with a role that does not have the right, or with none. */
export const RIGHTS: readonly Mistake[] = [
  {
    name: "a Backup Reader changes a policy",
    inputs: { ...CHANGE, policy: "ProdPolicy" },
    world: actingAs("Backup Reader"),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not change the policy of 'payroll' to 'ProdPolicy': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/write'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write' on the vault: 'Backup Operator' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a Backup Reader stops protection",
    inputs: { ...STOP, item: PAYROLL },
    world: actingAs("Backup Reader"),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and retain its data: The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/write'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write' on the vault: 'Backup Operator' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a Backup Reader suspends backups",
    inputs: { operation: "suspend-backups", item: PAYROLL },
    world(scenario) {
      scenario.azure.vault().immutability = "Unlocked";
      actingAs("Backup Reader")(scenario);
    },
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not suspend the backups of 'payroll': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/write'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write' on the vault: 'Backup Operator' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a Backup Reader resumes protection",
    inputs: { operation: "resume-protection", item: "inventory", policy: "ProdPolicy" },
    world: actingAs("Backup Reader"),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not resume the protection of 'inventory' with 'ProdPolicy': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/write'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write' on the vault: 'Backup Operator' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a Backup Reader undeletes",
    inputs: { operation: "undelete", item: "archive2019" },
    world: actingAs("Backup Reader"),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not undelete 'archive2019': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/write'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write' on the vault: 'Backup Operator' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a Backup Reader backs a database up",
    inputs: BACKUP,
    world: actingAs("Backup Reader"),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not back up 'payroll' (CopyOnlyFull): The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/backup/action'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/backup/action' on the vault: 'Backup Operator' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a Backup Reader backs a VM up",
    inputs: { ...BACKUP, item: "web-02" },
    world: actingAs("Backup Reader"),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not back up 'web-02': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/backup/action'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/backup/action' on the vault: 'Backup Operator' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a Backup Reader deletes",
    inputs: DELETE,
    world: actingAs("Backup Reader"),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and delete its data: The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/delete'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/delete' on the vault: 'Backup Contributor' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a Backup Reader cancels a job",
    inputs: { operation: "cancel-job", "job-id": "22222222-3333-4444-5555-666666666666" },
    world(scenario) {
      const item = scenario.azure.item("payroll", "sqlserver-1");
      scenario.azure.addJob({ item, id: "22222222-3333-4444-5555-666666666666" });
      actingAs("Backup Reader")(scenario);
    },
    reason: "not-authorized",
    sent: 1,
    message:
      "payroll [sqlserver-1.contoso.com]: Could not cancel the job 22222222-3333-4444-5555-666666666666: The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupjobs/cancel/action'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupJobs/cancel/action' on the vault: 'Backup Operator' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a Backup Operator deletes",
    inputs: DELETE,
    world: actingAs("Backup Operator"),
    reason: "not-authorized",
    sent: 1,
    message:
      "Could not stop the protection of 'payroll' and delete its data: The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/delete'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/delete' on the vault: 'Backup Contributor' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "no role, and a question",
    inputs: { ...VERIFY, item: PAYROLL },
    world: actingAs(""),
    reason: "not-authorized",
    message:
      "Could not list the backup jobs of vault 'SQLServer2012': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupjobs/read'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupJobs/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "no role, and a list",
    inputs: { ...LIST, item: "*" },
    world: actingAs(""),
    reason: "not-authorized",
    message:
      "Could not list the items of vault 'SQLServer2012': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupprotecteditems/read'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupProtectedItems/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "no role, and a job to wait for",
    inputs: { ...WAIT, "job-id": JOB },
    world: actingAs(""),
    reason: "not-authorized",
    message:
      "Could not read the job 7ddead57-bcb9-4269-ac31-6a1b57588700: The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupjobs/read'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupJobs/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "no role, and a backup",
    inputs: BACKUP,
    world: actingAs(""),
    reason: "not-authorized",
    message:
      "Could not list the backup jobs of vault 'SQLServer2012': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupjobs/read'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupJobs/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a role of one's own that reads no recovery points",
    inputs: { ...VERIFY, item: PAYROLL },
    world: actingAs("Backup Reader", /recoveryPoints/i),
    reason: "not-authorized",
    message:
      "payroll: Could not list the recovery points of 'SQLDataBase;mssqlserver;payroll': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/recoverypoints/read'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a role of one's own that reads no policies",
    inputs: { ...CHANGE, policy: "ProdPolicy" },
    world: actingAs("Backup Contributor", /backupPolicies/i),
    reason: "not-authorized",
    message:
      "Could not read the policy 'ProdPolicy': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backuppolicies/read'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupPolicies/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a role of one's own that reads no jobs",
    inputs: BACKUP,
    world: actingAs("Backup Contributor", /^backupJobs/i),
    reason: "not-authorized",
    message:
      "Could not list the backup jobs of vault 'SQLServer2012': The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupjobs/read'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupJobs/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id).",
  },
  {
    name: "a role of one's own that cannot follow operations",
    inputs: BACKUP,
    world: actingAs("Backup Contributor", /operationsStatus|backupOperations/i),
    reason: "not-authorized",
    sent: 1,
    message:
      "payroll: Could not read the status of the operation: The client 'app' may not do 'Microsoft.RecoveryServices/Vaults/backupfabrics/protectioncontainers/protecteditems/operationsstatus/read'. (AuthorizationFailed, HTTP 403) What to do: Give the identity of this step a role with 'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/operationsStatus/read' on the vault: 'Backup Reader' is enough for this request. A new assignment takes up to ten minutes to apply. Azure's request id is (id). Look for the backup among the vault's jobs before you run this step again: it would take another one.",
  },
];
