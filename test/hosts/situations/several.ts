import type { Situation } from "../situation.ts";

const THREE = "sqlserver-1/payroll\nerp\nweb-02";
const STOP = { operation: "stop-protection-retain-data", item: THREE };
const BACKUP = { operation: "backup-now", item: THREE };
const VERIFY = { operation: "verify-backup", item: THREE, "max-recovery-point-age": "24h" };

/** Several items, and signals that end the work on one or on several. */
export const SEVERAL: readonly Situation[] = [
  { name: "three backups", inputs: BACKUP, reason: "completed" },
  {
    name: "three backups that nobody waits for",
    inputs: { ...BACKUP, wait: "false" },
    reason: "job-running",
  },
  {
    name: "three backups, one after the other",
    inputs: { ...BACKUP, "max-parallel": "1" },
    reason: "completed",
  },
  { name: "the dry run of three stops", inputs: { ...STOP, "dry-run": "true" }, reason: "dry-run" },
  { name: "three verifications", inputs: VERIFY, reason: "recovery-point-fresh" },
  {
    name: "verifications that fail for different reasons",
    inputs: { ...VERIFY, item: "crm\nbilling" },
    reason: "items-failed",
  },
  {
    name: "a server where what is stopped is not judged",
    inputs: { ...VERIFY, item: "sqlserver-0/*", "ignore-stopped": "true" },
    reason: "items-failed",
  },
  {
    name: "several of which one is not there",
    inputs: { ...STOP, item: "erp\nnobody" },
    reason: "item-not-found",
  },
  {
    name: "more items than are allowed",
    inputs: { ...STOP, item: "sqlserver-0/*", "max-items": "3" },
    reason: "refused",
  },
  {
    name: "three backups of which one fails",
    inputs: BACKUP,
    world: ({ azure }) => azure.script({ item: "erp", jobStatus: "Failed" }),
    reason: "items-failed",
  },
  {
    name: "nothing new after the first failure",
    inputs: { ...BACKUP, "max-parallel": "1", "fail-fast": "true" },
    world: ({ azure }) => azure.script({ item: "payroll", jobStatus: "Failed" }),
    reason: "items-failed",
  },
  {
    name: "a backup that is told to end",
    inputs: { ...BACKUP, item: "orders" },
    cancel: { after: 20, by: "SIGTERM" },
    reason: "workflow-cancelled",
  },
  {
    name: "a backup that is told to end, and takes its job along",
    inputs: { ...BACKUP, item: "orders", "on-cancel": "cancel-job" },
    cancel: { after: 90, by: "SIGINT" },
    reason: "workflow-cancelled",
  },
  {
    name: "a stop that is told to end before anything is written",
    inputs: { ...STOP, item: "orders" },
    cancel: { after: 0, by: "SIGINT" },
    reason: "workflow-cancelled",
  },
  {
    name: "three backups that are told to end",
    inputs: BACKUP,
    cancel: { after: 30, by: "SIGINT" },
    reason: "workflow-cancelled",
  },
];
