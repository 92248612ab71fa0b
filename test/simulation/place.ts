import type { NewItem } from "../emulator/emulator.ts";
import type { SceneItem, SceneWorkload } from "./scene.ts";

/** Where everything lies. */
export const PLACE = {
  origin: "https://management.azure.com",
  subscription: "11111111-2222-4333-8444-555555555555",
  group: "BackupGroup",
  vault: "MainVault",
  guardTenant: "99999999-2222-4333-8444-555555555555",
} as const;

/** When every simulated step begins, by Azure's clock, milliseconds since 1970. */
export const START_MS = Date.UTC(2026, 2, 4, 9, 30);
/** A protection state that nobody knows, which an answer may show in place of the true one. */
export const NEW_STATE = "InAWordOfTomorrow";

/** The id of a job that a scene begins with. */
export function sceneJobId(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
}

/** The resource id of an item of a scene. */
export function sceneItemId(item: SceneItem): string {
  const { container, name } = namesOf(item);
  return `${vaultPath()}/backupFabrics/Azure/protectionContainers/${container}/protectedItems/${name}`;
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
  if (inGroup) return undefined;
  const groups: Readonly<Partial<Record<SceneWorkload, string>>> = {
    SQLDataBase: "SqlGroup",
    SAPHanaDatabase: "HanaGroup",
    AzureFileShare: "FileGroup",
  };
  return groups[workload];
}

function hostOf({ workload, host, inGroup, server }: SceneItem): string {
  if (inGroup) return `sales-ag${host}`;
  if (server !== undefined) return server;
  const names: Readonly<Record<SceneWorkload, string>> = {
    SQLDataBase: "sqlserver-",
    SAPHanaDatabase: "hana-",
    SAPAseDatabase: "ase-",
    VM: "VmGroup",
    AzureFileShare: "contosofiles",
  };
  return `${names[workload]}${host}`;
}

/** How an item is named on the wire. */
export function namesOf(
  item: SceneItem,
): Pick<NewItem, "container" | "name" | "serverName" | "parentName"> {
  const host = hostOf(item);
  const name = item.name.toLowerCase();
  switch (item.workload) {
    case "SQLDataBase":
      return item.inGroup
        ? {
            container: `SQLAGWorkLoadContainer;0a0b0c0d-0000-4000-8000-00000000000${item.host}`,
            name: `SQLDataBase;${host};${name}`,
            serverName: `${host}.contoso.com`,
            parentName: host,
          }
        : {
            container: `VMAppContainer;Compute;SqlGroup;${host}`,
            name: `SQLDataBase;mssqlserver;${name}`,
            serverName: `${host}.contoso.com`,
            parentName: "MSSQLSERVER",
          };
    case "SAPHanaDatabase":
      return {
        container: `VMAppContainer;Compute;HanaGroup;${host}`,
        name: `SAPHanaDatabase;hx${item.host};${name}`,
        serverName: `${host}-db`,
        parentName: `HX${item.host}`,
      };
    case "SAPAseDatabase":
      return {
        container: `VMAppContainer;Compute;AseGroup;${host}`,
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
