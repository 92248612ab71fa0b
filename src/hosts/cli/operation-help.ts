import type { OperationName } from "../../operations/operations.ts";

/** What the help says of an operation. */
interface OperationHelp {
  /** One sentence. */
  readonly summary: string;
  /** What follows `azure-backup-gate` and the name of the operation. */
  readonly examples: readonly string[];
}

/** The vault of all examples. */
const VAULT = "--vault SQLServer2012 --resource-group SQLServerSelfHost";
const PAYROLL = `${VAULT} --item sqlserver-1/payroll`;

/** The help of each operation; the examples run as they stand on the emulator's own vault. */
export const OPERATION_HELP = {
  "change-policy": {
    summary: "Gives an item another backup policy.",
    examples: [`${PAYROLL} --policy ProdPolicy --dry-run`],
  },
  "stop-protection-retain-data": {
    summary: "Stops the backups of an item and keeps its backup data.",
    examples: [`${PAYROLL} --yes`],
  },
  "stop-protection-delete-data": {
    summary: "Stops the backups of an item and deletes its backup data.",
    examples: [`${PAYROLL} --confirm-delete payroll --dry-run`],
  },
  "suspend-backups": {
    summary: "Suspends the backups of an item in an immutable vault.",
    examples: [`${PAYROLL} --dry-run`],
  },
  "resume-protection": {
    summary: "Starts the backups of a stopped or suspended item again.",
    examples: [`${VAULT} --item inventory --policy ProdPolicy --dry-run`],
  },
  undelete: {
    summary: "Takes back a deletion while the data is soft-deleted.",
    examples: [`${PAYROLL} --dry-run`],
  },
  "ensure-backup": {
    summary: "Backs an item up unless it has a recovery point that is new enough.",
    examples: [`${PAYROLL} --max-recovery-point-age 24h`],
  },
  "backup-now": {
    summary: "Takes a backup and waits for its end.",
    examples: [PAYROLL, `${PAYROLL} --wait=false`],
  },
  "wait-for-job": {
    summary: "Waits for the end of a job that something else started.",
    examples: [`${VAULT} --job-id 6b8a9c1e-0d5f-4f6e-9a53-0f3f5d1c2b7a`],
  },
  "cancel-job": {
    summary: "Asks Azure to cancel a backup or restore job, and waits for its end.",
    examples: [`${VAULT} --job-id 6b8a9c1e-0d5f-4f6e-9a53-0f3f5d1c2b7a --dry-run`],
  },
  "verify-backup": {
    summary: "Asks whether an item has a recovery point that is new enough. Writes nothing.",
    examples: [
      `${PAYROLL} --max-recovery-point-age 24h`,
      `${VAULT} --item 'sqlserver-0/*' --item '!sqlserver-0/crm' --max-recovery-point-age 7d --json`,
    ],
  },
  "list-items": {
    summary: "Lists what the vault protects. Writes nothing.",
    examples: [`${VAULT} --item '*'`, `${VAULT} --item 'sqlserver-0/*' --json`],
  },
} as const satisfies Record<OperationName, OperationHelp>;

/** What the help of the whole command says after the list of operations. */
export const GENERAL_HELP = `
Standard output has the verdict and the facts, standard error the progress.

Exit codes:
  0    the gate is open
  1    the gate is closed: do not go on
  2    the command line or an input is wrong, or Node is too old; nothing was sent
  3    the gate is closed, as you asked (--dry-run, --wait=false, or "no")
  130  stopped by Ctrl-C (SIGINT); 143 by SIGTERM; 129 by SIGHUP, a terminal that closes

Signing in, in this order:
  --auth-type                 decides, if you give it
  AZURE_CLIENT_ID, AZURE_TENANT_ID and
    AZURE_CLIENT_SECRET       a service principal with a secret, or
    AZURE_FEDERATED_TOKEN_FILE  with the token in this file, read anew each time
  otherwise                   the session of the Azure CLI ('az login')
A set that is incomplete is an error; nothing falls back to another identity.

Other variables:
  AZURE_SUBSCRIPTION_ID       the subscription, unless the vault's id or an option names it
  HTTPS_PROXY, NO_PROXY       the proxy
  NO_COLOR                    no colours
  AZURE_BACKUP_GATE_RESOURCE_MANAGER_URL, AZURE_BACKUP_GATE_AUTHORITY
                              another Azure Resource Manager and another authority,
                              such as those of an emulator; https only

Examples:
  azure-backup-gate list-items ${VAULT} --item '*'
  azure-backup-gate verify-backup ${PAYROLL} --max-recovery-point-age 24h

'azure-backup-gate OPERATION --help' shows the options of an operation.`;
