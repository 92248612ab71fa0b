import { addLongPolicies, bringInto } from "../../support/subjects.ts";
import type { Situation } from "../situation.ts";

const PAYROLL = "sqlserver-1/payroll";
const JOB = "44444444-4444-4444-4444-444444444444";
const STOP = { operation: "stop-protection-retain-data", item: PAYROLL };
const BACKUP = { operation: "backup-now", item: PAYROLL };
const VERIFY = { operation: "verify-backup", item: PAYROLL, "max-recovery-point-age": "24h" };
const ENSURE = { ...VERIFY, operation: "ensure-backup" };

/** Every operation, as it ends well, or closed as the user asked. */
export const OPERATIONS: readonly Situation[] = [
  { name: "a backup", inputs: BACKUP, reason: "completed" },
  {
    name: "a backup that nobody waits for",
    inputs: { ...BACKUP, wait: "false" },
    reason: "job-running",
  },
  {
    name: "a backup of a machine, kept for a year",
    inputs: { ...BACKUP, item: "web-02", "retain-until": "1y" },
    reason: "completed",
  },
  { name: "a stop", inputs: STOP, reason: "completed" },
  {
    name: "a stop of what is stopped",
    inputs: { ...STOP, item: "inventory" },
    reason: "already-in-state",
  },
  { name: "the dry run of a stop", inputs: { ...STOP, "dry-run": "true" }, reason: "dry-run" },
  {
    name: "suspended backups",
    inputs: { operation: "suspend-backups", item: PAYROLL },
    reason: "refused",
  },
  {
    name: "a change of policy",
    inputs: { operation: "change-policy", item: PAYROLL, policy: "ProdPolicy" },
    reason: "completed",
  },
  {
    name: "resumed protection",
    inputs: { operation: "resume-protection", item: PAYROLL, policy: "ProdPolicy" },
    world: ({ azure, clock }) =>
      bringInto(azure.item("payroll", "sqlserver-1"), "ProtectionStopped", clock.now()),
    reason: "completed",
  },
  {
    name: "a resumed share with a longer policy",
    inputs: {
      operation: "resume-protection",
      item: "contosofiles/documents",
      policy: "LongSharePolicy",
    },
    world({ azure, clock }) {
      addLongPolicies(azure);
      bringInto(azure.item("documents", "contosofiles"), "ProtectionStopped", clock.now());
    },
    reason: "completed",
  },
  {
    name: "a deletion that is confirmed",
    inputs: {
      operation: "stop-protection-delete-data",
      item: PAYROLL,
      "confirm-delete": "payroll",
    },
    reason: "completed",
  },
  {
    name: "a deletion under multi-user authorization",
    inputs: {
      operation: "stop-protection-delete-data",
      item: PAYROLL,
      "confirm-delete": "payroll",
    },
    world: ({ azure }) => {
      azure.vault().mua = true;
    },
    reason: "completed",
  },
  {
    name: "an undeleted database",
    inputs: { operation: "undelete", item: PAYROLL },
    world: ({ azure, clock }) =>
      bringInto(azure.item("payroll", "sqlserver-1"), "SoftDeleted", clock.now()),
    reason: "completed",
  },
  { name: "a fresh recovery point", inputs: VERIFY, reason: "recovery-point-fresh" },
  {
    name: "a recovery point that is too old",
    inputs: { ...VERIFY, "max-recovery-point-age": "1m" },
    reason: "recovery-point-too-old",
  },
  { name: "no recovery point", inputs: { ...VERIFY, item: "crm" }, reason: "no-recovery-point" },
  {
    name: "a last backup that failed",
    inputs: { ...VERIFY, item: "billing" },
    reason: "last-backup-failed",
  },
  {
    name: "a backup that is fresh enough to ensure",
    inputs: ENSURE,
    reason: "recovery-point-fresh",
  },
  {
    name: "a backup that has to be taken to ensure",
    inputs: { ...ENSURE, item: "erp", "max-recovery-point-age": "1h" },
    world: ({ azure }) => {
      azure.item("erp").logRanges = [];
    },
    reason: "completed",
  },
  {
    name: "the dry run of one",
    inputs: { ...ENSURE, item: "crm", "dry-run": "true" },
    reason: "dry-run",
  },
  { name: "a list", inputs: { operation: "list-items", item: "*" }, reason: "listed" },
  {
    name: "a list of legs",
    inputs: { operation: "list-items", item: "sqlserver-*/*", "matrix-chunks": "3" },
    reason: "listed",
  },
  {
    name: "an empty list",
    inputs: { operation: "list-items", item: "nothing-*", "allow-empty": "true" },
    reason: "listed",
  },
  {
    name: "a wait for somebody's job",
    inputs: { operation: "wait-for-job", "job-id": JOB },
    world: ({ azure }) => {
      azure.addJob({ item: azure.item("orders"), id: JOB, endsInSeconds: 600 });
    },
    reason: "completed",
  },
  {
    name: "a wait for a job that has ended with warnings, which is allowed",
    inputs: {
      operation: "wait-for-job",
      "job-id": JOB,
      "allowed-job-statuses": "Completed, CompletedWithWarnings",
    },
    world: ({ azure }) => {
      azure.addJob({ item: azure.item("orders"), id: JOB, status: "CompletedWithWarnings" });
    },
    reason: "completed-with-warnings",
  },
  {
    name: "a job that is cancelled as asked",
    inputs: { operation: "cancel-job", "job-id": JOB },
    world: ({ azure }) => {
      azure.addJob({ item: azure.item("orders"), id: JOB });
    },
    reason: "cancelled-as-asked",
  },
  {
    name: "a job that ended before it was cancelled",
    inputs: { operation: "cancel-job", "job-id": "7ddead57-bcb9-4269-ac31-6a1b57588700" },
    reason: "job-already-ended",
  },
];
