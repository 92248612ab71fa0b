import { guidOf } from "../server/ids.ts";
import { type NewItem, SUBSCRIPTION } from "./additions.ts";
import type { TierState } from "./state.ts";
import type { Workload } from "./workloads.ts";

/** The VM that databases run in; names as a person writes them. */
interface Machine {
  readonly group: string;
  readonly machine: string;
}

/** A database of SAP ASE: its SID in capitals, in small letters in its name (recording). */
export function aseDatabase(
  sid: string,
  database: string,
  { group, machine }: Machine,
): NewItem & { workload: "SAPAseDatabase" } {
  return {
    workload: "SAPAseDatabase",
    container: `VMAppContainer;compute;${group};${machine}`,
    name: `SAPAseDatabase;${sid.toLowerCase()};${database.toLowerCase()}`,
    friendlyName: database,
    serverName: machine,
    parentName: sid.toUpperCase(),
  };
}

/**
 * An instance of SAP HANA that is snapshotted as a whole, beside its databases. The discriminator is
 * the contract's; name, friendly name and parent are assumed.
 */
export function hanaInstance(
  sid: string,
  instance: string,
  { group, machine }: Machine,
): NewItem & { workload: "SAPHanaDBInstance" } {
  return {
    workload: "SAPHanaDBInstance",
    container: `VMAppContainer;Compute;${group};${machine}`,
    name: `SAPHanaDBInstance;${sid.toLowerCase()};${instance.toLowerCase()}`,
    friendlyName: instance,
    serverName: machine,
    parentName: sid.toUpperCase(),
  };
}

/**
 * An instance of SQL Server that is snapshotted as a whole (preview). The discriminator is the
 * contract's, the name that of the protectable item; the rest is assumed.
 */
export function sqlInstance(
  instance: string,
  { group, machine }: Machine,
): NewItem & { workload: "SQLInstance" } {
  return {
    workload: "SQLInstance",
    container: `VMAppContainer;Compute;${group};${machine}`,
    name: `SQLInstance;${instance.toLowerCase()}`,
    friendlyName: instance,
    serverName: `${machine}.contoso.com`,
    parentName: instance,
  };
}

/** What a database says that is protected as part of such an instance, by the instance's ARM id (document). */
export function underInstance(instanceId: string): Pick<NewItem, "overrides"> {
  return {
    overrides: { protectionLevel: "DatabaseUnderInstance", parentProtectedItem: instanceId },
  };
}

/** An availability group: groups of one name differ by cluster, nodes and the GUID of the container. */
interface Group {
  readonly group: string;
  readonly cluster: string;
  /** The VMs, in one resource group. */
  readonly nodes: readonly string[];
  readonly resourceGroup: string;
}

/**
 * A database of an availability group: `parentName` is the group, `serverName` the cluster, and the
 * nodes are listed (document). The container's GUID follows from group and cluster.
 */
export function groupDatabase(
  database: string,
  { group, cluster, nodes, resourceGroup }: Group,
): NewItem & { workload: "SQLDataBase" } {
  const machine = (node: string) =>
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/virtualMachines/${node}`;
  return {
    workload: "SQLDataBase",
    container: `SQLAGWorkLoadContainer;${guidOf(`${group}@${cluster}`)}`,
    name: `SQLDataBase;${group.toLowerCase()};${database.toLowerCase()}`,
    friendlyName: database,
    serverName: cluster,
    parentName: group,
    sourceResourceId: machine(nodes[0] ?? ""),
    nodes: nodes.map((node) => ({ nodeName: node, sourceResourceId: machine(node) })),
  };
}

/** A file share: its item's container is written with a small `storage` (156 of 160 recordings). */
export function fileShare(
  share: string,
  account: string,
  group: string,
): NewItem & { workload: "AzureFileShare" } {
  const hash = `${guidOf(`${account}/${share}`)}${guidOf(`${share}@${account}`)}`;
  return {
    workload: "AzureFileShare",
    container: `StorageContainer;storage;${group};${account}`,
    name: `AzureFileShare;${hash.replaceAll("-", "")}`,
    friendlyName: share,
    sourceResourceId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.storage/storageAccounts/${account}`,
  };
}

/**
 * What an item says whose VM cannot be reached since its last backup, at `lastBackupTime` (epoch ms):
 * that backup went well, and so it still reads (recording).
 */
export function unreachable(
  lastBackupTime: number,
): Pick<NewItem, "healthStatus" | "lastBackupStatus" | "lastBackupTime"> {
  return { healthStatus: "NotReachable", lastBackupStatus: "Healthy", lastBackupTime };
}

/**
 * The tiers of a point in the archive, brought back until `rehydratedUntil` (epoch ms) or not: of a
 * database that tier alone (recording); a VM also shows the tiers that it has left (assumed).
 */
export function archivedTiers(workload: Workload, rehydratedUntil?: number): TierState[] {
  const archive: TierState =
    rehydratedUntil === undefined
      ? { type: "ArchivedRP", status: "Valid" }
      : { type: "ArchivedRP", status: "Rehydrated", rehydratedUntil };
  if (workload !== "VM") return [archive];
  const left = (["InstantRP", "HardenedRP"] as const).map((type) => ({ type, status: "Deleted" }));
  return [...left, archive];
}
