import type { Emulator } from "../emulator/emulator.ts";
import type { AzStep } from "./az-steps.ts";
import { hasPolicy } from "./az-writes.ts";

const SQL = "--backup-management-type AzureWorkload --workload-type MSSQL";
const BILLING = `@ -c sqlserver-0 -i billing ${SQL}`;
const CRM = `@ -c sqlserver-0 -i crm ${SQL}`;
const WEB = "@ -c web-02 -i web-02 --backup-management-type AzureIaasVM";
const SUSPEND = "--yes --retain-recovery-points-as-per-policy true";

const billing = (azure: Emulator) => azure.item("billing");
const crm = (azure: Emulator) => azure.item("crm");
const web = (azure: Emulator) => azure.item("web-02");

/** What a vault refuses, what a guard wants, and what az makes of failures. */
export const RULE_STEPS: readonly AzStep[] = [
  {
    command: `backup protection disable ${BILLING} ${SUSPEND}`,
    exit: 1,
    state: "refused: the vault is not immutable",
    holds: ({ stderr, azure }) =>
      stderr.includes("UserErrorOperationDeniedOnImmutableItem") &&
      billing(azure).protectionState === "ProtectionError",
  },
  {
    command: `backup protection disable ${BILLING} ${SUSPEND}`,
    before: (azure) => {
      azure.vault().immutability = "Unlocked";
    },
    state: "immutable vault: BackupsSuspended",
    holds: ({ azure }) => billing(azure).protectionState === "BackupsSuspended",
  },
  {
    command: `backup protection resume ${BILLING} -p HourlyLogPolicy`,
    state: "immutable vault: resumed, protected at once",
    holds: ({ azure }) => billing(azure).protectionState === "Protected",
  },
  {
    command: `backup protection disable ${WEB} ${SUSPEND}`,
    state: "immutable vault: BackupsSuspended",
    holds: ({ azure }) => web(azure).protectionState === "BackupsSuspended",
  },
  {
    command: `backup item set-policy @ -c sqlserver-0 -n crm ${SQL} -p DevPolicy`,
    exit: 1,
    state: "immutable vault: shorter retention refused",
    holds: ({ azure }) => hasPolicy(crm(azure), "HourlyLogPolicy"),
  },
  {
    command: `backup protection disable ${CRM} --yes --delete-backup-data true`,
    state: "the operation Failed over 200: not deleted, az content",
    holds: ({ json, azure }) =>
      json.error.code === "UserErrorDeleteBackupItemOnImmutableItem" &&
      crm(azure).deletedAt === undefined,
  },
  {
    command: `backup protection disable ${CRM} --yes`,
    before: (azure) => {
      azure.vault().immutability = undefined;
      azure.script({ operation: "DisableBackup", jobStatus: "Failed" });
    },
    state: "the job Failed: still protected, az content",
    holds: ({ json, azure }) =>
      json.properties.status === "Failed" && crm(azure).protectionState === "IRPending",
  },
  {
    command: `backup protection disable ${CRM} --yes`,
    before: (azure) => {
      azure.addJob({ item: crm(azure) });
    },
    exit: 1,
    state: "a job runs: conflict",
    holds: ({ stderr, azure }) =>
      stderr.includes("BMSUserErrorConflictingProtectionOperation") &&
      crm(azure).protectionState === "IRPending",
  },
  {
    command: `backup item set-policy @ -c sqlserver-1 -n msDB ${SQL} -p DevPolicy`,
    before: (azure) => {
      azure.vault().mua = true;
    },
    state: "guarded: az brings the guard's request",
    holds: ({ azure }) =>
      hasPolicy(azure.item("msDB", "sqlserver-1"), "DevPolicy") &&
      sentGuardRequest(azure, "updateProtectedItemRequests"),
  },
  {
    command: `backup protection disable @ -c sqlserver-1 -i msDB ${SQL} --yes`,
    state: "guarded: az brings the guard's request",
    holds: ({ azure }) =>
      azure.item("msDB", "sqlserver-1").protectionState === "ProtectionStopped" &&
      sentGuardRequest(azure, "stopProtectionWithRetainDataRequests"),
  },
  {
    command: `backup protection disable @ -c sqlserver-1 -i msDB ${SQL} --yes --delete-backup-data true`,
    state: "guarded: az unlocks, then deletes",
    holds: ({ azure }) =>
      azure.item("msDB", "sqlserver-1").deletedAt !== undefined &&
      azure.requests.some(({ path }) => path.endsWith("/unlockDelete")),
  },
];

/** Whether the last PUT named the guard's request of that kind. */
function sentGuardRequest({ requests }: Emulator, kind: string): boolean {
  return requests.findLast(({ method }) => method === "PUT")?.body?.includes(kind) === true;
}
