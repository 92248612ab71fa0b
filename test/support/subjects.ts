import type { Emulator, ItemState } from "../emulator/emulator.ts";
import type { Workload } from "../emulator/vault/workloads.ts";

/** One kind of item that the action handles, with what the emulator's seed knows of it. */
export interface Subject {
  /** As in the names of the transcripts. */
  readonly name: string;
  readonly workload: Workload;
  /** What a user writes into `item`; it names host and item, as a deletion wants it. */
  readonly item: string;
  /** The item's own name, which confirms a deletion. */
  readonly friendlyName: string;
  /** The policy it has, and one that keeps everything longer. */
  readonly policy: string;
  readonly longPolicy: string;
  /** What every PUT on it carries (recordings; SAP ASE: documents). */
  readonly identity: Readonly<Record<string, string>>;
}

/** The vault of the seed, as the start of a resource id. */
export const VAULT_ID =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012";
const SOURCES =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/FilesDemo/providers";

/** Every workload once, virtual machines by both types of policy; SAP ASE by its resource id. */
export const SUBJECTS: readonly Subject[] = [
  {
    name: "SQLDataBase",
    workload: "SQLDataBase",
    item: "sqlserver-1/payroll",
    friendlyName: "payroll",
    policy: "HourlyLogPolicy",
    longPolicy: "ProdPolicy",
    identity: { protectedItemType: "AzureVmWorkloadSQLDatabase" },
  },
  {
    name: "SAPHanaDatabase",
    workload: "SAPHanaDatabase",
    item: "hana-0/HXE/erp",
    friendlyName: "erp",
    policy: "HanaPolicy",
    longPolicy: "HanaLongPolicy",
    identity: { protectedItemType: "AzureVmWorkloadSAPHanaDatabase" },
  },
  {
    name: "SAPAseDatabase",
    workload: "SAPAseDatabase",
    item: `${VAULT_ID}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;AseDemo;ase-0/protectedItems/SAPAseDatabase;ase;tpcc`,
    friendlyName: "tpcc",
    policy: "AsePolicy",
    longPolicy: "AseLongPolicy",
    identity: { protectedItemType: "AzureVmWorkloadSAPAseDatabase" },
  },
  virtualMachine("VM-V1", "ABDemo", "uttestvmub1", ["DefaultPolicy", "VmLongPolicy"]),
  virtualMachine("VM-V2", "WebDemo", "web-02", ["EnhancedPolicy", "EnhancedLongPolicy"]),
  {
    name: "AzureFileShare",
    workload: "AzureFileShare",
    item: "contosofiles/documents",
    friendlyName: "documents",
    policy: "DailySharePolicy",
    longPolicy: "LongSharePolicy",
    identity: {
      protectedItemType: "AzureFileShareProtectedItem",
      sourceResourceId: `${SOURCES}/Microsoft.Storage/storageAccounts/contosofiles`,
    },
  },
];

function virtualMachine(
  name: string,
  group: string,
  machine: string,
  [policy, longPolicy]: [string, string],
): Subject {
  const source = `${SOURCES.replace("FilesDemo", group)}/Microsoft.Compute/virtualMachines/${machine}`;
  return {
    name,
    workload: "VM",
    item: `${group}/${machine}`,
    friendlyName: machine,
    policy,
    longPolicy,
    identity: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: source,
    },
  };
}

/** The subject of a name. */
export function subjectOf(name: string): Subject {
  const subject = SUBJECTS.find((one) => one.name === name);
  if (subject === undefined) throw new Error(`There is no subject '${name}'.`);
  return subject;
}

/** The item of a subject, as the emulator holds it. */
export function itemOf(azure: Emulator, { friendlyName, item }: Subject): ItemState {
  if (item.startsWith("/")) return azure.item(item);
  const host = item.split("/")[0] ?? "";
  return azure.vault().items.filter((one) => one.friendlyName === friendlyName).length === 1
    ? azure.item(friendlyName)
    : azure.item(friendlyName, host);
}

/** Adds the longer policies that the seed lacks. */
export function addLongPolicies(azure: Emulator): void {
  for (const [name, former] of [
    ["AseLongPolicy", "AsePolicy"],
    ["EnhancedLongPolicy", "EnhancedPolicy"],
  ] as const) {
    const model = azure.vault().policies.find((policy) => policy.name === former);
    if (model === undefined) throw new Error(`The seed has no policy '${former}'.`);
    const longer = JSON.stringify(model.properties).replaceAll('"count":30', '"count":60');
    azure.addPolicy({ ...model, name, properties: JSON.parse(longer) });
  }
}

/** The policy id that a policy's name stands for. */
export function policyIdOf(name: string): string {
  return `${VAULT_ID}/backupPolicies/${name}`;
}

const DAY_MS = 86_400_000;

/** States that an item can be in before a step; the rows of the state table. */
export type StartState =
  | "Protected"
  | "IRPending"
  | "ProtectionError"
  | "PolicyInconsistent"
  | "ProtectionStopped"
  | "BackupsSuspended"
  | "SoftDeleted";

/** Brings an item into a state, as if Azure had done so; `now` is in milliseconds since 1970. */
export function bringInto(item: ItemState, state: StartState, now: number): void {
  switch (state) {
    case "Protected":
      return;
    case "IRPending":
      Object.assign(item, {
        protectionState: state,
        recoveryPoints: [],
        lastBackupTime: undefined,
        lastBackupStatus: "IRPending",
      });
      return;
    case "ProtectionError":
    case "BackupsSuspended":
      item.protectionState = state;
      return;
    case "PolicyInconsistent":
      item.policyInconsistent = true;
      return;
    case "ProtectionStopped":
      item.protectionState = state;
      item.policyId = undefined;
      return;
    case "SoftDeleted":
      item.protectionState = "ProtectionStopped";
      item.policyId = undefined;
      item.deletedAt = now - 3 * DAY_MS;
      for (const point of item.recoveryPoints) point.softDeleted = true;
  }
}
