import { addJobTo, type NewJob } from "./additions.ts";
import type { ItemState, Service, VaultState } from "./state.ts";
import { hours } from "./time.ts";

/** The example jobs of the two articles, with their ids, times and words (document). */
export function addArticleJobs(service: Service, vault: VaultState): void {
  addJobTo(service, failedJob(vault));
  addJobTo(service, completedJob(vault));
}

/** A database's backup that met another operation. */
function failedJob(vault: VaultState): NewJob {
  return {
    item: itemNamed(vault, "msDB"),
    id: "c22eca5d-0c1c-48a0-a40d-69bef708d92a",
    status: "Failed",
    startedAt: Date.parse("2018-05-28T11:43:21.651Z"),
    endedAt: Date.parse("2018-05-28T11:46:35.295Z"),
    errors: [
      {
        errorCode: 510008,
        errorString:
          "Operation cancelled as a conflicting operation was already running on the same database.",
        errorTitle: "OperationCancelledBecauseConflictingOperationRunningUserError",
        recommendations: ["Please try again after sometime."],
      },
    ],
    overrides: {
      duration: "00:03:13.6439467",
      actionsInfo: [1],
      entityFriendlyName: "MSSQLSERVER/msDB [sqlserver-0.contoso.com]",
      extendedInfo: {
        tasksList: [{ taskId: "Transfer data to vault", status: "Failed" }],
        propertyBag: { "Data Transferred (in MB)": "0" },
      },
      startTime: "2018-05-28T11:43:21.6516182Z",
      endTime: "2018-05-28T11:46:35.2955649Z",
      activityId: "6b033cf6-f875-4c03-8985-9add07ec2845",
    },
  };
}

/** A VM's backup that went well. */
function completedJob(vault: VaultState): NewJob {
  return {
    item: itemNamed(vault, "uttestvmub1"),
    id: "7ddead57-bcb9-4269-ac31-6a1b57588700",
    status: "Completed",
    startedAt: Date.parse("2018-05-21T08:35:40.948Z"),
    endedAt: Date.parse("2018-05-21T08:56:04.038Z"),
    overrides: {
      duration: "00:20:23.0896697",
      actionsInfo: [1],
      extendedInfo: {
        tasksList: [
          { taskId: "Take Snapshot", duration: "00:00:00", status: "Completed" },
          { taskId: "Transfer data to vault", duration: "00:00:00", status: "Completed" },
        ],
        propertyBag: { "VM Name": "uttestvmub1", "Backup Size": "2332 MB" },
      },
      startTime: "2018-05-21T08:35:40.9488967Z",
      endTime: "2018-05-21T08:56:04.0385664Z",
      activityId: "7df8e874-1d66-4f81-8e91-da2fe054811d",
    },
  };
}

/** Last night's backup of every VM and share that has one. */
export function addNightlyJobs(service: Service, vault: VaultState): void {
  for (const item of vault.items) {
    if (item.workload !== "VM" && item.workload !== "AzureFileShare") continue;
    if (item.lastBackupTime === undefined) continue;
    const endedAt = item.lastBackupTime + hours(item.workload === "VM" ? 0.85 : 0.001);
    addJobTo(service, { item, status: "Completed", startedAt: item.lastBackupTime, endedAt });
  }
}

function itemNamed(vault: VaultState, friendlyName: string): ItemState {
  const item = vault.items.find((one) => one.friendlyName === friendlyName);
  if (!item) throw new Error(`The seed has no item '${friendlyName}'.`);
  return item;
}
