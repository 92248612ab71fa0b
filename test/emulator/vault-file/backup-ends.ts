import { addJobTo } from "../vault/additions.ts";
import type { ItemState, JobError, Service } from "../vault/state.ts";
import { hours } from "../vault/time.ts";
import { isDatabase, type Workload } from "../vault/workloads.ts";

const NO_EXTENSION = {
  errorTitle: "WorkloadExtensionNotReachable",
  errorString: "Azure Backup cannot reach its extension in the VM.",
};

/** Why a backup of each workload fails: codes of Azure that its users often meet (document). */
const ERRORS: Readonly<Record<Workload, JobError & { errorTitle: string; errorString: string }>> = {
  SQLDataBase: {
    errorTitle: "UserErrorOpeningSQLConnection",
    errorString: "Azure Backup is not able to connect to the SQL instance.",
  },
  SAPHanaDatabase: {
    errorTitle: "UserErrorInsufficientPrivilegeOfDatabaseUser",
    errorString: "The database user of Azure Backup lacks a privilege.",
  },
  SAPAseDatabase: NO_EXTENSION,
  SAPHanaDBInstance: NO_EXTENSION,
  SQLInstance: NO_EXTENSION,
  VM: {
    errorTitle: "GuestAgentSnapshotTaskStatusError",
    errorString: "Could not communicate with the VM agent for snapshot status.",
  },
  AzureFileShare: {
    errorTitle: "UserErrorStorageAccountIsLocked",
    errorString: "A lock on the storage account forbids the backup.",
  },
};

/** Makes the last backup of an item one that failed: within the last hour, after its newest point. */
export function failLastBackup(service: Service, item: ItemState): void {
  const now = service.now();
  const agoMs = Math.min(hours(1), (now - (item.lastBackupTime ?? 0)) / 2);
  const error = ERRORS[item.workload];
  item.lastBackupTime = now - agoMs;
  item.lastBackupStatus = isDatabase(item.workload) ? "Unhealthy" : "Failed";
  item.lastBackupError = { code: error.errorTitle, message: error.errorString };
  addJobTo(service, {
    item,
    status: "Failed",
    startedAt: now - agoMs,
    endedAt: now - agoMs / 2,
    errors: [error],
  });
}

/** A VM's agent fails at the snapshot, so nothing is left to transfer. */
const FAILED_AT_SNAPSHOT = {
  jobSeconds: 300,
  tasks: [
    { taskId: "Take Snapshot", status: "Failed" },
    { taskId: "Transfer data to vault", status: "NotStarted" },
  ],
};

/** Lets the next backup of an item end in that status; those after it go well. */
export function scriptNextBackup(service: Service, item: ItemState, jobStatus: string): void {
  if (jobStatus === "Completed") return;
  service.scripts.add({
    item,
    operation: "Backup",
    jobStatus,
    ...(jobStatus === "Failed" && { jobErrors: [ERRORS[item.workload]] }),
    ...(jobStatus === "Failed" && item.workload === "VM" && FAILED_AT_SNAPSHOT),
  });
}
