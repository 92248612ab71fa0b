import { tasksAt } from "./job.ts";
import { type JobState, type Service, vaultId } from "./state.ts";
import { dateTime, isoDuration } from "./time.ts";
import { isDatabase, WORKLOADS } from "./workloads.ts";

/** Where words became numbers: versions before this one write `actionsInfo` as `[1]`. */
const NAMED_ACTIONS_SINCE = "2024-01-01";

const ENDED = ["Completed", "CompletedWithWarnings", "Failed", "Cancelled"];

/** Whether a job has come to an end that the contract knows (document). */
export function hasEnded(job: JobState): boolean {
  return ENDED.includes(job.status);
}

/**
 * A job as the service writes it (recording); listed jobs lack `extendedInfo`. `actionsInfo` stays
 * on jobs that have ended and is not on those of shares, so it does not tell what can be cancelled.
 */
export function jobBody(
  service: Service,
  job: JobState,
  view: "single" | "list",
  apiVersion: string,
): unknown {
  const hasActions =
    job.workload !== "AzureFileShare" &&
    (job.operation === "Backup" || job.operation === "Restore");
  const named = apiVersion >= NAMED_ACTIONS_SINCE;
  return {
    id: `${vaultId(job.vault)}/backupJobs/${job.id}`,
    name: job.id,
    type: "Microsoft.RecoveryServices/vaults/backupJobs",
    properties: {
      jobType: `${WORKLOADS[job.workload].jobType}${job.vault.jobTypesV2 ? "V2" : ""}`,
      ...(hasActions && { actionsInfo: named ? ["Cancellable"] : [1] }),
      ...kindFields(job),
      duration: isoDuration((job.endedAt ?? service.now()) - job.startedAt),
      ...(job.errors && { errorDetails: job.errors }),
      ...(view === "single" && { extendedInfo: extendedInfo(service, job, named) }),
      ...(job.workload !== "VM" && { isUserTriggered: isDatabase(job.workload) }),
      entityFriendlyName: job.entityFriendlyName,
      backupManagementType: WORKLOADS[job.workload].backupManagementType,
      // Backups and restores of databases name their type once they have ended, of SAP ASE at once (recording).
      operation:
        hasEnded(job) || job.workload === "SAPAseDatabase" ? job.displayOperation : job.operation,
      status: job.status,
      startTime: dateTime(job.startedAt),
      ...(job.endedAt !== undefined && { endTime: dateTime(job.endedAt) }),
      activityId: job.activityId,
      ...(view === "list" ? withoutExtendedInfo(job.overrides) : job.overrides),
    },
  };
}

function kindFields(job: JobState): Record<string, unknown> {
  if (isDatabase(job.workload)) return { workloadType: job.workload };
  const container = job.item?.container ?? "";
  return job.workload === "VM"
    ? {
        containerName: container.replace(/^IaasVMContainer;/i, ""),
        virtualMachineVersion: "Compute",
      }
    : {
        storageAccountName: container.split(";").at(-1),
        storageAccountVersion: job.operation === "Backup" ? "MicrosoftStorage" : "Storage",
      };
}

function extendedInfo(service: Service, job: JobState, named: boolean): Record<string, unknown> {
  return {
    tasksList: tasksAt(job, service.now()).map(({ taskId, status }) => ({
      taskId,
      ...(job.workload === "VM" && { duration: "PT0S" }),
      ...(job.workload !== "VM" && named && { taskType: "Normal" }),
      status,
    })),
    propertyBag: job.propertyBag,
  };
}

function withoutExtendedInfo(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "extendedInfo"));
}
