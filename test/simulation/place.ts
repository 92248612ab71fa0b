import type { NewItem } from "../emulator/emulator.ts";
import type { Workload } from "../emulator/vault/workloads.ts";
import type { SceneItem } from "./scene.ts";

/** Where everything lies. */
export const PLACE = {
  origin: "https://management.azure.com",
  subscription: "11111111-2222-4333-8444-555555555555",
  group: "BackupGroup",
  vault: "MainVault",
  guardTenant: "99999999-2222-4333-8444-555555555555",
} as const;

/** When every simulated step begins, by Azure's clock, milliseconds since 1970; not every month has such a day. */
export const START_MS = Date.UTC(2026, 0, 30, 9, 30);
/** A protection state that nobody knows, which an answer may show in place of the true one. */
export const NEW_STATE = "InAWordOfTomorrow";

/** The id of a job that a scene begins with. */
export function sceneJobId(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
}

/** The resource id of an item of a scene. */
export function sceneItemId(item: SceneItem): string {
  const { container, name } = wireNames(item);
  return `${vaultPath()}/backupFabrics/Azure/protectionContainers/${container}/protectedItems/${name}`;
}

/** The native name of an item, as a line of an input holds it. */
export function nativeNameOf(item: SceneItem): string {
  const { container, name } = wireNames(item);
  return `${container}/${name}`.replaceAll("%", "%25");
}

const WIRE_NAMES = new WeakMap<SceneItem, Names>();

/** The same as `namesOf`, made once: every request is compared with them. */
function wireNames(item: SceneItem): Names {
  const names = WIRE_NAMES.get(item) ?? namesOf(item);
  WIRE_NAMES.set(item, names);
  return names;
}

/** The resource id of the vault. */
export function vaultPath(): string {
  return `/subscriptions/${PLACE.subscription}/resourceGroups/${PLACE.group}/providers/Microsoft.RecoveryServices/vaults/${PLACE.vault}`;
}

/** The parts of a path that name an item for people: its host, and itself. */
export function pathOf(item: SceneItem): readonly [host: string, name: string] {
  return [hostOf(item), item.name];
}

/** The resource group of what holds an item, which does not name its host; undefined where a path cannot say it. */
export function groupOf({ workload, inGroup }: SceneItem): string | undefined {
  return inGroup ? undefined : GROUPS[workload];
}

/** The cluster of an availability group, by which two of one name differ; undefined of anything else. */
export function clusterOf({ inGroup, host }: SceneItem): string | undefined {
  return inGroup ? `cluster-${host}` : undefined;
}

const GROUPS: Readonly<Partial<Record<Workload, string>>> = {
  SQLDataBase: "SqlGroup",
  SQLInstance: "SqlGroup",
  SAPHanaDatabase: "HanaGroup",
  SAPHanaDBInstance: "HanaGroup",
  AzureFileShare: "FileGroup",
};

const HOSTS: Readonly<Record<Workload, string>> = {
  SQLDataBase: "sqlserver-",
  SQLInstance: "sqlserver-",
  SAPHanaDatabase: "hana-",
  SAPHanaDBInstance: "hana-",
  SAPAseDatabase: "ase-",
  VM: "VmGroup",
  AzureFileShare: "contosofiles",
};

function hostOf({ workload, host, inGroup, server }: SceneItem): string {
  return server ?? `${inGroup ? "sales-ag" : HOSTS[workload]}${host}`;
}

type Names = Pick<NewItem, "container" | "name" | "serverName" | "parentName" | "nodes">;

/** How an item is named on the wire. */
export function namesOf(item: SceneItem): Names {
  const host = hostOf(item);
  const name = item.name.toLowerCase();
  const machine = `VMAppContainer;Compute;${GROUPS[item.workload] ?? "AseGroup"};${host}`;
  switch (item.workload) {
    case "SQLDataBase":
      return item.inGroup
        ? groupNames(item)
        : {
            container: machine,
            name: `SQLDataBase;mssqlserver;${name}`,
            serverName: `${host}.contoso.com`,
            parentName: "MSSQLSERVER",
          };
    case "SQLInstance":
      return {
        container: machine,
        name: `SQLInstance;${name}`,
        serverName: `${host}.contoso.com`,
        parentName: item.name,
      };
    case "SAPHanaDatabase":
    case "SAPHanaDBInstance":
      return {
        container: machine,
        name: `${item.workload};hx${item.host};${name}`,
        serverName: `${host}-db`,
        parentName: `HX${item.host}`,
      };
    case "SAPAseDatabase":
      return {
        container: machine,
        name: `SAPAseDatabase;as${item.host};${name}`,
        serverName: `${host}-db`,
        parentName: `AS${item.host}`,
      };
    case "VM":
      return {
        container: `IaasVMContainer;iaasvmcontainerv2;${host};${item.name}`,
        name: `VM;iaasvmcontainerv2;${host};${item.name}`,
      };
    case "AzureFileShare":
      return {
        container: `StorageContainer;Storage;FileGroup;${host}`,
        name: `AzureFileShare;${hashOf(`${host}/${name}`)}`,
      };
  }
}

/** A database of an availability group: its server is the cluster, and its nodes are listed (document). */
function groupNames(item: SceneItem): Names {
  const group = hostOf(item);
  const node = `node-${item.host}`;
  const sourceResourceId = `/subscriptions/${PLACE.subscription}/resourceGroups/SqlGroup/providers/Microsoft.Compute/virtualMachines/${node}`;
  return {
    container: `SQLAGWorkLoadContainer;0a0b0c0d-0000-4000-8000-00000000000${item.host}`,
    name: `SQLDataBase;${group};${item.name.toLowerCase()}`,
    serverName: `${clusterOf(item)}.contoso.com`,
    parentName: group,
    nodes: [{ nodeName: node, sourceResourceId }],
  };
}

/** 64 digits that tell nothing, as a share's name on the wire. */
function hashOf(text: string): string {
  let state = 7;
  let digits = "";
  while (digits.length < 64) {
    for (const letter of text) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0;
    digits += state.toString(16).padStart(8, "0");
  }
  return digits.slice(0, 64);
}
