import { type ItemState, itemId, type Service, vaultId } from "./state.ts";
import { dateTime, days, timeSpan, wholeSecond } from "./time.ts";
import { isDatabase, WORKLOADS } from "./workloads.ts";

/** `single`: GET of one item; `list`: shorter, without extended information (recording). */
type ItemView = "single" | "list";

/** An item as the service writes it (recording; fields in the order seen there). */
export function itemBody(service: Service, item: ItemState, view: ItemView): unknown {
  return {
    id: itemId(item),
    name: item.name,
    type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
    properties: {
      ...kindFields(item, view),
      ...commonFields(service, item, view),
      ...item.overrides,
    },
  };
}

function kindFields(item: ItemState, view: ItemView): Record<string, unknown> {
  if (isDatabase(item.workload)) return databaseFields(item, view);
  return item.workload === "VM" ? vmFields(item, view) : shareFields(item, view);
}

function databaseFields(item: ItemState, view: ItemView): Record<string, unknown> {
  const single = view === "single";
  return {
    ...(single && { kpisHealths: kpis(item) }),
    friendlyName: item.friendlyName,
    serverName: item.serverName,
    parentName: item.parentName,
    parentType: WORKLOADS[item.workload].parentType,
    ...(item.nodes && { nodesList: item.nodes }),
    protectionStatus: item.lastBackupStatus === "Unhealthy" ? "Unhealthy" : "Healthy",
    protectionState: item.protectionState,
    lastBackupStatus: item.lastBackupStatus,
    ...(item.lastBackupTime !== undefined && { lastBackupTime: dateTime(item.lastBackupTime) }),
    ...(item.lastBackupError && { lastBackupErrorDetail: item.lastBackupError }),
    ...(item.lastBackupStatus === "IRPending" && {
      lastBackupErrorDetail: { code: "Success", message: "" },
    }),
    protectedItemDataSourceId: sourceNumber(item),
    protectedItemHealthStatus: item.healthStatus ?? item.lastBackupStatus,
    ...(single && {
      extendedInfo: {
        ...oldest(item),
        recoveryPointCount: present(item).length,
        policyState: item.policyInconsistent ? "Inconsistent" : "Consistent",
        ...(item.recoveryModel && { recoveryModel: item.recoveryModel }),
      },
    }),
  };
}

function vmFields(item: ItemState, view: ItemView): Record<string, unknown> {
  return {
    kpisHealths: kpis(item),
    friendlyName: item.friendlyName,
    virtualMachineId: item.sourceResourceId,
    protectionStatus: "Healthy",
    protectionState: item.protectionState,
    healthStatus: item.healthStatus ?? "Passed",
    lastBackupStatus: item.lastBackupTime === undefined ? "" : item.lastBackupStatus,
    lastBackupTime:
      item.lastBackupTime === undefined ? "2001-01-01T00:00:00Z" : dateTime(item.lastBackupTime),
    protectedItemDataId: sourceNumber(item),
    policyType: item.policyType,
    ...(view === "single" && {
      extendedInfo: {
        ...oldest(item),
        recoveryPointCount: present(item).length,
        policyInconsistent: item.policyInconsistent,
      },
    }),
  };
}

function shareFields(item: ItemState, view: ItemView): Record<string, unknown> {
  return {
    friendlyName: item.friendlyName,
    protectionStatus: "Healthy",
    protectionState: item.protectionState,
    lastBackupStatus: item.lastBackupStatus,
    ...(item.lastBackupTime !== undefined && { lastBackupTime: dateTime(item.lastBackupTime) }),
    ...(view === "single" && {
      extendedInfo: {
        ...oldest(item),
        recoveryPointCount: present(item).length,
        policyState: item.policyInconsistent ? "Inconsistent" : "Consistent",
        resourceState: "Active",
      },
    }),
  };
}

function commonFields(service: Service, item: ItemState, view: ItemView): Record<string, unknown> {
  const { backupManagementType, protectedItemType } = WORKLOADS[item.workload];
  const newest = Math.max(...present(item).map((point) => point.time));
  // Lists tell it of VMs only (recording of shares and SAP ASE; other databases: assumed).
  const tellsNewest = present(item).length > 0 && (view === "single" || item.workload === "VM");
  return {
    protectedItemType,
    backupManagementType,
    workloadType: item.workload,
    // A VM's container is written without its type (recording); take it from the id instead.
    containerName:
      item.workload === "VM" ? item.container.replace(/^IaasVMContainer;/i, "") : item.container,
    sourceResourceId: item.sourceResourceId,
    ...policyFields(item),
    ...(tellsNewest && { lastRecoveryPoint: wholeSecond(newest) }),
    vaultId: `https://management.azure.com${vaultId(item.vault)}`,
    ...deletionFields(service, item),
    isArchiveEnabled: false,
    softDeleteRetentionPeriod:
      item.deletedAt === undefined ? 0 : item.vault.softDeleteRetentionDays,
  };
}

/** After a stop a VM shows an empty policy, every other kind none at all (recording). */
function policyFields(item: ItemState): Record<string, unknown> {
  if (item.workload === "VM") {
    const policyId = item.policyId ?? "";
    return { policyId, policyName: policyId.split("/").at(-1) };
  }
  return item.policyId === undefined ? {} : { policyId: item.policyId };
}

function deletionFields(service: Service, item: ItemState): Record<string, unknown> {
  if (item.deletedAt === undefined) return {};
  const purgeAt = item.deletedAt + days(item.vault.softDeleteRetentionDays);
  return {
    deferredDeleteTimeInUTC: dateTime(item.deletedAt),
    isScheduledForDeferredDelete: true,
    deferredDeleteTimeRemaining: timeSpan(Math.max(0, purgeAt - service.now())),
  };
}

/** The points that no shorter retention took away. */
function present({ recoveryPoints }: ItemState): ItemState["recoveryPoints"] {
  return recoveryPoints.filter(({ cutAt }) => cutAt === undefined);
}

function oldest(item: ItemState): Record<string, unknown> {
  const points = present(item);
  if (points.length === 0) return {};
  const first = Math.min(...points.map((point) => point.time));
  return { oldestRecoveryPoint: wholeSecond(first) };
}

function kpis(item: ItemState): Record<string, unknown> {
  if (item.lastBackupTime === undefined) return {};
  const healthy = item.lastBackupStatus !== "Unhealthy" && item.lastBackupStatus !== "Failed";
  const details = healthy
    ? { code: 0, title: "Success", message: "", recommendations: [] }
    : {
        code: 0,
        title: item.lastBackupError?.code ?? "",
        message: item.lastBackupError?.message ?? "",
        recommendations: [],
      };
  return {
    BackupOperationStatusKPI: {
      resourceHealthStatus: healthy ? "Healthy" : "TransientUnhealthy",
      resourceHealthDetails: [details],
    },
  };
}

function sourceNumber(item: ItemState): string {
  let sum = 70_368_744_177_664;
  for (const letter of itemId(item).toLowerCase()) sum += letter.charCodeAt(0) * 7919;
  return String(sum);
}
