import type { ServiceError } from "../errors.ts";
import { at, isRecord, text, texts, time } from "../json.ts";
import { clip } from "../text.ts";
import { type Workload, workloadOf } from "./workload.ts";

/** Native names of a protected item inside its vault, in the casing Azure gave them. */
export interface ItemAddress {
  readonly container: string;
  readonly name: string;
}

/** The states the plan distinguishes; the rows of the state table. */
export type ItemCondition = "protected" | "error" | "stopped" | "suspended" | "soft-deleted";

/** One protected item as Azure describes it. Empty text where Azure is silent. */
export interface ProtectedItem {
  readonly id: string;
  readonly address: ItemAddress;
  readonly friendlyName: string;
  /** The discriminator that a PUT has to repeat, such as `AzureVmWorkloadSQLDatabase`. */
  readonly itemType: string;
  /** Undefined for a type this action does not handle. */
  readonly workload: Workload | undefined;
  /** Resource id of the VM or storage account behind it. */
  readonly sourceId: string;
  /** `V1` or `V2` (enhanced) for VMs; "" otherwise. */
  readonly policyType: string;
  /** `Healthy`, `Unhealthy` or `IRPending` of a database; VMs and shares write the word of a job (recordings). */
  readonly lastBackupStatus: string;
  /** When that backup began, in milliseconds since 1970 (recordings); undefined where Azure tells none. */
  readonly lastBackupTime: number | undefined;
  /** What Azure says of a last backup that failed; undefined where it says nothing, or `Success`. */
  readonly lastBackupError: ServiceError | undefined;
  readonly protectionState: string;
  readonly policyId: string;
  /** `unreadable` where Azure shows in an unknown form whether it is soft-deleted; nothing acts on such an item. */
  readonly condition: ItemCondition | "unreadable";
  /** Milliseconds since 1970; when a soft-deleted item's data will be gone for good. */
  readonly purgeTime: number | undefined;
  readonly oldestRecoveryPoint: number | undefined;
  /** Undefined where Azure does not say, as in lists (recordings). */
  readonly recoveryPointCount: number | undefined;
  readonly lastRecoveryPoint: number | undefined;
  /**
   * What the parts of a path may say before the friendly name, outermost first. A database has
   * resource group, server and instance; one of an availability group or of HANA system replication
   * has the group in place of an instance; a VM its resource group; a file share resource group and
   * storage account.
   */
  readonly levels: readonly Level[];
}

/** One part of a path before the friendly name: what it stands for, and every name it goes by. */
export interface Level {
  readonly kind: "resource group" | "server" | "instance" | "storage account";
  readonly names: readonly string[];
}

/** Where an item is, such as `resource group/server/instance`; what the path to its name begins with. */
export function placeOf({ levels }: Pick<ProtectedItem, "levels">): string {
  return levels.flatMap(({ names: [name] }) => name ?? []).join("/");
}

const DAY_MS = 86_400_000;

// Names of databases can hold slashes, so a name is everything behind `protectedItems/`.
const ITEM_PATH = /^backupFabrics\/[^/]+\/protectionContainers\/([^/]+)\/protectedItems\/(.+)$/i;

/** Takes the part of an item's resource id that follows the vault apart; undefined if it is no item. */
export function parseItemPath(path: string): ItemAddress | undefined {
  const [, container, name] = ITEM_PATH.exec(path) ?? [];
  return container && name ? { container, name } : undefined;
}

/** The item's path below its vault, percent-encoded; the only place that does so. */
export function itemPath({ container, name }: ItemAddress): string {
  return `backupFabrics/Azure/protectionContainers/${encodeURIComponent(container)}/protectedItems/${encodeURIComponent(name)}`;
}

/** Equal as Azure compares names and ids: without case (recordings). */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Reads a protected item's resource. `address` is taken from its id, because the `containerName`
 * property lacks the prefix for some workloads (recordings).
 *
 * @returns undefined when the resource is not a protected item.
 */
export function readItem(resource: unknown): ProtectedItem | undefined {
  const id = text(at(resource, "id"));
  const address = parseItemPath(id.replace(/^.*?\/vaults\/[^/]+\//i, ""));
  const properties = at(resource, "properties");
  if (address === undefined || !isRecord(properties)) return undefined;

  const protectionState = text(at(properties, "protectionState"));
  const softDeleted = flag(at(properties, "isScheduledForDeferredDelete"));
  const itemType = text(at(properties, "protectedItemType"));
  const workload = workloadOf(itemType);
  const sourceId =
    text(at(properties, "sourceResourceId")) || text(at(properties, "virtualMachineId"));
  return {
    id,
    address,
    friendlyName: text(at(properties, "friendlyName")) || lastPart(address.name),
    itemType,
    workload,
    sourceId,
    policyType: text(at(properties, "policyType")),
    lastBackupStatus: text(at(properties, "lastBackupStatus")),
    lastBackupTime: time(at(properties, "lastBackupTime")),
    lastBackupError: lastBackupError(at(properties, "lastBackupErrorDetail")),
    protectionState,
    policyId: text(at(properties, "policyId")),
    condition: conditionOf(softDeleted, protectionState, properties),
    purgeTime: softDeleted === true ? purgeTime(properties) : undefined,
    oldestRecoveryPoint: time(at(properties, "extendedInfo", "oldestRecoveryPoint")),
    recoveryPointCount: count(at(properties, "extendedInfo", "recoveryPointCount")),
    lastRecoveryPoint: time(at(properties, "lastRecoveryPoint")),
    levels: levelsOf(workload, address, { properties, sourceId }),
  };
}

/** A flag as it is recorded, or left out; any other form, such as the text `true`, says nothing. */
function flag(value: unknown): boolean | "unreadable" {
  if (value === undefined || value === null) return false;
  return typeof value === "boolean" ? value : "unreadable";
}

/** `protectionState` of a soft-deleted item still reads `ProtectionStopped`, so it is asked last. */
function conditionOf(
  softDeleted: boolean | "unreadable",
  protectionState: string,
  properties: unknown,
): ProtectedItem["condition"] {
  if (softDeleted === "unreadable") return "unreadable";
  if (softDeleted) return "soft-deleted";
  switch (protectionState.toLowerCase()) {
    case "protected":
    case "irpending":
      return policyInconsistent(properties) ? "error" : "protected";
    case "protectionstopped":
      return "stopped";
    case "backupssuspended":
      return "suspended";
    // ProtectionError, ProtectionPaused, Invalid and words not seen yet: Azure decides, and the
    // state that was asked for is verified afterwards in any case.
    default:
      return "error";
  }
}

/** Azure writes the code `Success` where there is no error (recordings). */
function lastBackupError(detail: unknown): ServiceError | undefined {
  const code = text(at(detail, "code"));
  if (code === "" || sameName(code, "Success")) return undefined;
  const recommendations = texts(at(detail, "recommendations"));
  return { code: clip(code), message: clip(text(at(detail, "message"))), recommendations };
}

function count(value: unknown): number | undefined {
  return /^\d+$/.test(text(value)) ? Number(text(value)) : undefined;
}

/** A word or a flag that is not known counts as inconsistent, so that nothing is taken for done by it. */
function policyInconsistent(properties: unknown): boolean {
  const state = at(properties, "extendedInfo", "policyState") ?? "";
  const isConsistent = state === "" || sameName(text(state), "Consistent");
  return !isConsistent || flag(at(properties, "extendedInfo", "policyInconsistent")) !== false;
}

/**
 * `deferredDeleteTimeInUTC` is the moment of the DELETE, not of the purge (recordings). The number
 * of days goes by two names, the second one since the SDK renamed it (documents).
 */
function purgeTime(properties: unknown): number | undefined {
  const deletedAt = time(at(properties, "deferredDeleteTimeInUTC"));
  const days =
    Number(text(at(properties, "softDeleteRetentionPeriod"))) ||
    Number(text(at(properties, "softDeleteRetentionPeriodInDays")));
  return deletedAt === undefined || !days ? undefined : deletedAt + days * DAY_MS;
}

/** Containers that stand for a group of servers, whose name says nothing about a source (recordings, documents). */
const GROUP_CONTAINER = /^(SQLAGWorkLoadContainer|HanaHSRContainer);/i;

/**
 * Native names, from the recordings: the container of a standalone server is
 * `VMAppContainer;Compute;<rg>;<vm>`, of a VM `IaasVMContainer;iaasvmcontainerv2;<rg>;<vm>`, of a
 * file share `StorageContainer;storage;<rg>;<account>`; a database is `<type>;<instance, SID or
 * group>;<database>`. `serverName` is the host as the database server knows it, cut to 15 characters
 * or fully qualified, not the VM's name.
 */
function levelsOf(
  workload: Workload | undefined,
  address: ItemAddress,
  { properties, sourceId }: { properties: unknown; sourceId: string },
): readonly Level[] {
  const instance: Level = {
    kind: "instance",
    names: names(text(at(properties, "parentName")), part(address.name, 1)),
  };
  if (GROUP_CONTAINER.test(address.container)) return [instance];

  const [, group, source] = /\/resourceGroups\/([^/]+)\/.*\/([^/]+)$/i.exec(sourceId) ?? [];
  const groups: Level = {
    kind: "resource group",
    names: names(part(address.container, 2), group),
  };
  const sources = names(source, part(address.container, 3));
  switch (workload?.type) {
    case "VM":
      return [groups];
    case "AzureFileShare":
      return [groups, { kind: "storage account", names: sources }];
    default: {
      const serverName = text(at(properties, "serverName"));
      const servers = names(...sources, serverName, serverName.split(".")[0]);
      return [groups, { kind: "server", names: servers }, instance];
    }
  }
}

function part(nativeName: string, index: number): string {
  return nativeName.split(";")[index] ?? "";
}

function lastPart(nativeName: string): string {
  return nativeName.split(";").slice(2).join(";") || nativeName;
}

/** The distinct, non-empty names among `candidates`, compared without case. */
function names(...candidates: readonly (string | undefined)[]): readonly string[] {
  const given = candidates.filter((name): name is string => name !== undefined && name !== "");
  return given.filter((name, index) => given.findIndex((other) => sameName(other, name)) === index);
}
