import { BACKUP, CHANGE, DELETE, type Mistake, READS_AS_EMPTY, VERIFY, WAIT } from "./mistake.ts";

/** Values that are there and empty, and values that are not there. */
export const EMPTY: readonly Mistake[] = [
  {
    name: "no operation",
    inputs: { item: "crm" },
    reason: "invalid-input",
    message: `Input 'operation' is empty or missing. What to do: Use one of: change-policy, stop-protection-retain-data, stop-protection-delete-data, suspend-backups, resume-protection, undelete, ensure-backup, backup-now, wait-for-job, cancel-job, verify-backup, list-items. ${READS_AS_EMPTY}`,
  },
  {
    name: "a vault from a variable that is not defined",
    inputs: { ...VERIFY, item: "sqlserver-1/payroll", vault: "" },
    reason: "invalid-input",
    message: `Input 'vault' is empty or missing. What to do: Give 'vault' in the 'with:' of the step. ${READS_AS_EMPTY}`,
  },
  {
    name: "a vault of blanks",
    inputs: { ...VERIFY, item: "sqlserver-1/payroll", vault: "  " },
    reason: "invalid-input",
    message: `Input 'vault' is empty or missing. What to do: Give 'vault' in the 'with:' of the step. ${READS_AS_EMPTY}`,
  },
  {
    name: "a vault's group from a variable that is not defined",
    inputs: { ...VERIFY, item: "sqlserver-1/payroll", "resource-group": "" },
    reason: "invalid-input",
    message: `Input 'resource-group' is empty or missing, and 'vault' is a name. What to do: Give the vault's resource group, or the vault's resource id as 'vault'. ${READS_AS_EMPTY}`,
  },
  {
    name: "a subscription from a variable that is not defined",
    inputs: { ...BACKUP, "subscription-id": "" },
    reason: "invalid-input",
    message: `Input 'subscription-id' is empty or missing. What to do: Set it, or AZURE_SUBSCRIPTION_ID, or give the vault's resource id as 'vault'. ${READS_AS_EMPTY}`,
  },
  {
    name: "an item from the output of a step that did not run",
    inputs: { ...BACKUP, item: "" },
    reason: "invalid-input",
    message: `Input 'item' is empty or missing. What to do: Give 'item' in the 'with:' of the step. ${READS_AS_EMPTY}`,
  },
  {
    name: "no age",
    inputs: { operation: "verify-backup", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message: `Input 'max-recovery-point-age' is empty or missing. What to do: Give 'max-recovery-point-age' in the 'with:' of the step. ${READS_AS_EMPTY}`,
  },
  {
    name: "a policy from a job without its environment",
    inputs: { ...CHANGE, policy: "" },
    reason: "invalid-input",
    message: `Input 'policy' is empty or missing. What to do: Give 'policy' in the 'with:' of the step. ${READS_AS_EMPTY}`,
  },
  {
    name: "a job from the output of a step that did not run",
    inputs: { ...WAIT, "job-id": "" },
    reason: "invalid-input",
    message: `Input 'job-id' is empty or missing. What to do: Give 'job-id' in the 'with:' of the step. ${READS_AS_EMPTY}`,
  },
  {
    name: "a client without a tenant",
    inputs: {
      ...BACKUP,
      "auth-type": "",
      "client-id": "11111111-1111-1111-1111-111111111111",
      "tenant-id": "",
    },
    reason: "invalid-input",
    message: `Input 'tenant-id' is empty or missing, and 'client-id' is given. What to do: A service principal needs 'client-id' and 'tenant-id'; give neither to use the session that azure/login left. ${READS_AS_EMPTY}`,
  },
  {
    name: "a tenant without a client",
    inputs: {
      ...BACKUP,
      "auth-type": "",
      "client-id": "",
      "tenant-id": "22222222-2222-2222-2222-222222222222",
    },
    reason: "invalid-input",
    message: `Input 'client-id' is empty or missing, and 'tenant-id' is given. What to do: A service principal needs 'client-id' and 'tenant-id'; give neither to use the session that azure/login left. ${READS_AS_EMPTY}`,
  },
  {
    name: "a secret without ids",
    inputs: { ...BACKUP, "auth-type": "", "client-secret": "s3cret" },
    reason: "invalid-input",
    message: `Input 'client-id' is empty or missing. What to do: A service principal needs 'client-id' and 'tenant-id'; give neither to use the session that azure/login left. ${READS_AS_EMPTY}`,
  },
  {
    name: "a service principal without ids",
    inputs: { ...BACKUP, "auth-type": "SERVICE_PRINCIPAL" },
    reason: "invalid-input",
    message: `Input 'client-id' is empty or missing. What to do: A service principal needs 'client-id' and 'tenant-id'; give neither to use the session that azure/login left. ${READS_AS_EMPTY}`,
  },
  {
    name: "a deletion without its confirmation",
    inputs: { ...DELETE, "confirm-delete": "" },
    reason: "invalid-input",
    message: `Input 'confirm-delete' is empty or missing. What to do: Repeat the item's name as Azure shows it; where soft delete is off, 'permanently' and the name. ${READS_AS_EMPTY}`,
  },
  {
    name: "a deletion whose dry run is an undefined input of the workflow",
    inputs: { ...DELETE, "dry-run": "" },
    reason: "invalid-input",
    message: `Input 'dry-run' is empty, and this operation deletes backup data. What to do: Write 'dry-run: true' to look first, or 'dry-run: false' to delete. ${READS_AS_EMPTY}`,
  },
  {
    name: "a commit status without a token",
    inputs: { ...BACKUP, "status-context": "backup", "github-token": "" },
    reason: "invalid-input",
    message: `Input 'github-token' is empty or missing, and 'status-context' is given (got 'backup'). What to do: Give it a token that may write statuses, or leave 'status-context' out. ${READS_AS_EMPTY}`,
  },
];
