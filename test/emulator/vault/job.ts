import type { OperationKind } from "./durations.ts";
import type { ItemState, JobState, RecoveryPointState, Service } from "./state.ts";
import { dayFirst } from "./time.ts";
import { isDatabase, isInstance } from "./workloads.ts";

/** What a job is begun with; times are epoch milliseconds. */
interface JobStart {
  readonly item: ItemState;
  readonly operation: OperationKind;
  /** Full, Log and so on; makes the operation read "Backup (Full)". */
  readonly backupType?: string;
  readonly propertyBag?: Record<string, string>;
  readonly startedAt: number;
  readonly visibleFrom?: number;
  /** Of the point that is moved to the archive. */
  readonly recoveryPointTime?: number;
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
    propertyBag: { ...propertiesOf(start), ...start.propertyBag },
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
 * The name a job shows. It is no key: a backup or a move adds the host in brackets, HANA shows its
 * system database in capitals there, SAP ASE its SID before a semicolon, and none tells instances of
 * SQL Server on one host apart (recording).
 */
function entityName(item: ItemState, operation: OperationKind): string {
  const namesHost = ["Backup", "Restore", "MoveRecoveryPoint"].includes(operation);
  if (!isDatabase(item.workload) || !namesHost) return item.friendlyName;
  return `${nameOnHost(item)} [${item.serverName ?? ""}]`;
}

function nameOnHost({ workload, name, friendlyName }: ItemState): string {
  if (workload === "SAPAseDatabase") return name.split(";").slice(1).join(";");
  return workload === "SAPHanaDatabase" && /^systemdb$/i.test(friendlyName)
    ? "SYSTEMDB"
    : friendlyName;
}

/** Leaves a recovery point in the archive alone (recording). */
export function moveToArchive(point: RecoveryPointState): void {
  point.tiers = [{ type: "ArchivedRP", status: "Valid" }];
}

/** Only backups and restores have tasks (recording). */
function tasksOf(item: ItemState, operation: OperationKind): JobState["tasks"] {
  const names = { Backup: backupTasks(item), Restore: ["Transfer data from vault"] }[
    operation as string
  ];
  return (names ?? []).map((taskId, index) => ({
    taskId,
    status: index === 0 ? "InProgress" : "NotStarted",
  }));
}

const TAKE_SNAPSHOT = "Take Snapshot";

/** Those of instances are assumed. */
function backupTasks({ workload, hasVaultTier }: ItemState): string[] {
  const hasSnapshot = !isDatabase(workload) || isInstance(workload);
  const goesToVault = workload === "VM" || hasVaultTier || !hasSnapshot;
  return [
    ...(hasSnapshot ? [TAKE_SNAPSHOT] : []),
    ...(goesToVault ? ["Transfer data to vault"] : []),
  ];
}

/** How long the snapshot of a VM takes before its data moves to the vault: the median of 19 recordings. */
const SNAPSHOT_MS = 461_000;
/** That of a share: as long as its backup where that is all there is (recording). */
const SHARE_SNAPSHOT_MS = 3_000;

/** The tasks as they stand at `now`, in epoch milliseconds. */
export function tasksAt(job: JobState, now: number): JobState["tasks"] {
  const [snapshot, transfer] = job.tasks;
  const lasts = job.workload === "VM" ? SNAPSHOT_MS : SHARE_SNAPSHOT_MS;
  const isOver = now - job.startedAt >= lasts;
  const isSnapshot = snapshot?.taskId === TAKE_SNAPSHOT && snapshot.status === "InProgress";
  if (!isOver || !isSnapshot || transfer === undefined) return job.tasks;
  return [
    { ...snapshot, status: "Completed" },
    { ...transfer, status: "InProgress" },
  ];
}

function propertiesOf({ item, operation, recoveryPointTime }: JobStart): Record<string, string> {
  const moved = recoveryPointTime !== undefined && {
    "Recovery Point Time": dayFirst(recoveryPointTime),
  };
  if (item.workload === "VM") return { "VM Name": item.friendlyName, ...moved };
  if (item.workload !== "AzureFileShare") return { ...moved };
  const account = item.container.split(";").at(-1) ?? "";
  return {
    "File Share Name": item.friendlyName,
    // A backup does not name it (recording).
    ...(operation !== "Backup" && { "Storage Account Name": account }),
  };
}
