import { BACKUP, LIST, type Mistake, WAIT } from "./mistake.ts";

/** Words of az, PowerShell, the portal and other actions. */
export const WORDS: readonly Mistake[] = [
  {
    name: "the command 'backup'",
    inputs: { operation: "backup", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message: "Input 'operation' does not accept 'backup'. What to do: Did you mean 'backup-now'?",
  },
  {
    name: "az's 'protection backup-now'",
    inputs: { operation: "protection backup-now", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'protection backup-now'. What to do: Did you mean 'backup-now'?",
  },
  {
    name: "a restore",
    inputs: { operation: "restore", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'restore'. What to do: This action does not restore; 'wait-for-job' follows a restore that is running.",
  },
  {
    name: "az's 'restore restore-disks'",
    inputs: { operation: "restore disks", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'restore disks'. What to do: This action does not restore; 'wait-for-job' follows a restore that is running.",
  },
  {
    name: "an operation with underscores",
    inputs: { operation: "backup_now", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'backup_now'. What to do: Did you mean 'backup-now'?",
  },
  {
    name: "a check",
    inputs: { operation: "verify", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'verify'. What to do: Did you mean 'verify-backup'?",
  },
  {
    name: "a stop that does not say of what",
    inputs: { operation: "stop", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'stop'. What to do: Did you mean 'stop-protection-retain-data', which keeps the backup data, or 'stop-protection-delete-data', which deletes it?",
  },
  {
    name: "az's 'protection disable'",
    inputs: { operation: "protection disable", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'protection disable'. What to do: Did you mean 'stop-protection-retain-data', which keeps the backup data, or 'stop-protection-delete-data', which deletes it?",
  },
  {
    name: "az's 'protection enable-for-vm'",
    inputs: { operation: "protection enable-for-vm", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'protection enable-for-vm'. What to do: This action does not enable protection; 'resume-protection' starts it again on an item whose backups were stopped.",
  },
  {
    name: "az's 'item set-policy'",
    inputs: { operation: "item set-policy", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'item set-policy'. What to do: Did you mean 'change-policy'?",
  },
  {
    name: "az's 'job wait'",
    inputs: { operation: "job wait", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'job wait'. What to do: Did you mean 'wait-for-job'?",
  },
  {
    name: "a deletion by a short word",
    inputs: { operation: "delete", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'delete'. What to do: Did you mean 'stop-protection-delete-data'?",
  },
  {
    name: "an operation with a typo",
    inputs: { operation: "chnage-policy", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'chnage-policy'. What to do: Did you mean 'change-policy'?",
  },
  {
    name: "two operations",
    inputs: { operation: "backup-now, verify-backup", item: "sqlserver-1/payroll" },
    reason: "invalid-input",
    message:
      "Input 'operation' does not accept 'backup-now, verify-backup'. What to do: Use one of: change-policy, stop-protection-retain-data, stop-protection-delete-data, suspend-backups, resume-protection, undelete, ensure-backup, backup-now, wait-for-job, cancel-job, verify-backup, list-items.",
  },
  {
    name: "a workload that is a product",
    inputs: { ...LIST, item: "*", "workload-type": "SQL" },
    reason: "invalid-input",
    message: "Input 'workload-type' does not accept 'SQL'. What to do: Did you mean 'SQLDataBase'?",
  },
  {
    name: "a management type that holds several workloads",
    inputs: { ...LIST, item: "*", "workload-type": "AzureWorkload" },
    reason: "invalid-input",
    message:
      "Input 'workload-type' does not accept 'AzureWorkload'. What to do: It means databases of every kind; leave 'workload-type' out for all of them.",
  },
  {
    name: "Azure SQL, which is another service",
    inputs: { ...LIST, item: "*", "workload-type": "AzureSQLDatabase" },
    reason: "invalid-input",
    message:
      "Input 'workload-type' does not accept 'AzureSQLDatabase'. What to do: This action handles SQL databases in Azure VMs, which are 'SQLDataBase'.",
  },
  {
    name: "a sign-in by the name of another tool",
    inputs: { ...BACKUP, "auth-type": "MSI" },
    reason: "invalid-input",
    message: "Input 'auth-type' does not accept 'MSI'. What to do: Did you mean 'IDENTITY'?",
  },
  {
    name: "a sign-in by azure/login's idea of a session",
    inputs: { ...BACKUP, "auth-type": "cli" },
    reason: "invalid-input",
    message: "Input 'auth-type' does not accept 'cli'. What to do: Did you mean 'SESSION'?",
  },
  {
    name: "OIDC with a secret",
    inputs: {
      ...BACKUP,
      "auth-type": "OIDC",
      "client-id": "11111111-1111-1111-1111-111111111111",
      "tenant-id": "22222222-2222-2222-2222-222222222222",
      "client-secret": "s3cret",
    },
    reason: "invalid-input",
    message:
      "Input 'client-secret' is not used with 'auth-type: OIDC'. What to do: Leave 'client-secret' out, or change 'auth-type'.",
  },
  {
    name: "a cloud by another name",
    inputs: { ...BACKUP, environment: "AzureGovernment" },
    reason: "invalid-input",
    message:
      "Input 'environment' does not accept 'AzureGovernment'. What to do: Did you mean 'azureusgovernment'?",
  },
  {
    name: "a backup type by a short word",
    inputs: { ...BACKUP, "backup-type": "copy-only" },
    reason: "invalid-input",
    message:
      "Input 'backup-type' does not accept 'copy-only'. What to do: Did you mean 'CopyOnlyFull'?",
  },
  {
    name: "a backup type with a typo",
    inputs: { ...BACKUP, "backup-type": "Ful" },
    reason: "invalid-input",
    message: "Input 'backup-type' does not accept 'Ful'. What to do: Did you mean 'Full'?",
  },
  {
    name: "a boolean 'yes'",
    inputs: { ...BACKUP, "dry-run": "yes" },
    reason: "invalid-input",
    message: "Input 'dry-run' does not accept 'yes'. What to do: Use 'true' or 'false'.",
  },
  {
    name: "a boolean 'on'",
    inputs: { ...BACKUP, "enable-compression": "on" },
    reason: "invalid-input",
    message: "Input 'enable-compression' does not accept 'on'. What to do: Use 'true' or 'false'.",
  },
  {
    name: "a boolean '1'",
    inputs: { ...BACKUP, wait: "1" },
    reason: "invalid-input",
    message: "Input 'wait' does not accept '1'. What to do: Use 'true' or 'false'.",
  },
  {
    name: "a status that never opens the gate",
    inputs: { ...BACKUP, "allowed-job-statuses": "Completed, Failed" },
    reason: "invalid-input",
    message:
      "Input 'allowed-job-statuses' does not accept 'Failed'. What to do: Use 'Completed', or 'Completed, CompletedWithWarnings'.",
  },
  {
    name: "an input of another operation",
    inputs: { ...BACKUP, policy: "ProdPolicy" },
    reason: "invalid-input",
    message:
      "Input 'policy' is not used by the operation 'backup-now' (got 'ProdPolicy'). What to do: Leave it out; it belongs to change-policy, resume-protection.",
  },
  {
    name: "a name of az for an input's value",
    inputs: { ...BACKUP, "on-conflict": "ignore" },
    reason: "invalid-input",
    message: "Input 'on-conflict' does not accept 'ignore'. What to do: Use one of: wait, fail.",
  },
  {
    name: "a shell's variable",
    inputs: { ...BACKUP, "resource-group": "$BACKUP_GROUP" },
    reason: "invalid-input",
    message: `Input 'resource-group' is a variable that nothing has replaced (got '$BACKUP_GROUP'). What to do: Write it as an expression, such as '\${{ vars.NAME }}' or '\${{ env.NAME }}'.`,
  },
  {
    name: "PowerShell's variable",
    inputs: { ...BACKUP, vault: "$env:VAULT" },
    reason: "invalid-input",
    message: `Input 'vault' is a variable that nothing has replaced (got '$env:VAULT'). What to do: Write it as an expression, such as '\${{ vars.NAME }}' or '\${{ env.NAME }}'.`,
  },
  {
    name: "a template of another CI system",
    inputs: { ...BACKUP, vault: "$(vaultName)" },
    reason: "invalid-input",
    message: `Input 'vault' is a variable that nothing has replaced (got '$(vaultName)'). What to do: Write it as an expression, such as '\${{ vars.NAME }}' or '\${{ env.NAME }}'.`,
  },
  {
    name: "quotes that az printed",
    inputs: { ...WAIT, "job-id": '"c22eca5d-0c1c-48a0-a40d-69bef708d92a"' },
    reason: "invalid-input",
    message:
      "Input 'job-id' is in quotes (got '\"c22eca5d-0c1c-48a0-a40d-69bef708d92a\"'). What to do: Leave the quotes out. 'az' prints none with '--output tsv', 'jq' none with '--raw-output'.",
  },
];
