import type { OperationKind } from "./durations.ts";
import type { ItemState, JobState, Service } from "./state.ts";
import { isDatabase } from "./workloads.ts";

/** What a job is begun with; times are epoch milliseconds. */
export interface JobStart {
  readonly item: ItemState;
  readonly operation: OperationKind;
  /** Full, Log and so on; makes the operation read "Backup (Full)". */
  readonly backupType?: string;
  readonly propertyBag?: Record<string, string>;
  readonly startedAt: number;
  readonly visibleFrom?: number;
  readonly id?: string;
}

/** Begins a job that runs until `endJob`. */
export function beginJob(service: Service, start: JobStart): JobState {
  const { item, operation, startedAt } = start;
  const job: JobState = {
    vault: item.vault,
    id: start.id ?? service.newId(),
    item,
    workload: item.workload,
    operation,
    displayOperation: displayOperation(start),
    entityFriendlyName: entityName(item, operation),
    status: "InProgress",
    startedAt,
    endedAt: undefined,
    visibleFrom: start.visibleFrom ?? startedAt,
    errors: undefined,
    tasks: tasksOf(item, operation),
    propertyBag: { ...propertiesOf(item), ...start.propertyBag },
    activityId: service.newId(),
    overrides: {},
  };
  item.vault.jobs.unshift(job);
  return job;
}

/** Ends a job, and its tasks with it: the last task carries the failure (document). */
export function endJob(job: JobState, status: string, endedAt: number): void {
  job.status = status;
  job.endedAt = endedAt;
  const word =
    status === "Completed" ? "Completed" : status === "Cancelled" ? "Cancelled" : "Failed";
  job.tasks = job.tasks.map(({ taskId }, index) => ({
    taskId,
    status: index === job.tasks.length - 1 ? word : "Completed",
  }));
}

/** Restores and backups of databases name their type in brackets when they end (recording). */
function displayOperation({ operation, backupType }: JobStart): string {
  return backupType ? `${operation} (${backupType})` : operation;
}

/**
 * The name a job shows. It is no key: a backup adds the host in brackets, HANA shows its system
 * database in capitals there, and neither tells instances of one host apart (recording).
 */
function entityName(item: ItemState, operation: OperationKind): string {
  if (!isDatabase(item.workload)) return item.friendlyName;
  if (operation !== "Backup" && operation !== "Restore") return item.friendlyName;
  const name =
    item.workload === "SAPHanaDatabase" && /^systemdb$/i.test(item.friendlyName)
      ? "SYSTEMDB"
      : item.friendlyName;
  return `${name} [${item.serverName ?? ""}]`;
}

/** Only backups and restores have tasks (recording). */
function tasksOf(item: ItemState, operation: OperationKind): JobState["tasks"] {
  const names = {
    Backup: isDatabase(item.workload)
      ? ["Transfer data to vault"]
      : item.workload === "VM"
        ? ["Take Snapshot", "Transfer data to vault"]
        : ["Take Snapshot"],
    Restore: ["Transfer data from vault"],
  }[operation as string];
  return (names ?? []).map((taskId, index) => ({
    taskId,
    status: index === 0 ? "InProgress" : "NotStarted",
  }));
}

/** How long the snapshot of a VM takes before its data moves to the vault: the median of 19 recordings. */
const SNAPSHOT_MS = 461_000;

/** The tasks as they stand at `now`, in epoch milliseconds. */
export function tasksAt(job: JobState, now: number): JobState["tasks"] {
  const [snapshot, transfer] = job.tasks;
  const isOver = now - job.startedAt >= SNAPSHOT_MS;
  if (!isOver || snapshot?.status !== "InProgress" || transfer === undefined) return job.tasks;
  return [
    { ...snapshot, status: "Completed" },
    { ...transfer, status: "InProgress" },
  ];
}

function propertiesOf(item: ItemState): Record<string, string> {
  if (item.workload === "VM") return { "VM Name": item.friendlyName };
  if (item.workload !== "AzureFileShare") return {};
  const account = item.container.split(";").at(-1) ?? "";
  return { "File Share Name": item.friendlyName, "Storage Account Name": account };
}
