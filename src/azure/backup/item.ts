import type { ServiceError } from "../../errors.ts";
import { at, isRecord, text, texts, time } from "../../json.ts";
import { clip } from "../../text.ts";
import { DAY_MS } from "../../time/units.ts";
import { type Level, levelsOf } from "./item-levels.ts";
import { type Workload, workloadOf } from "./workload.ts";

/** Native names of a protected item inside its vault, in Azure's casing. */
export interface ItemAddress {
  readonly container: string;
  readonly name: string;
}

/** The states that a plan distinguishes; the rows of the state table. */
export type ItemCondition = "protected" | "error" | "stopped" | "suspended" | "soft-deleted";

/** One protected item as Azure describes it. Texts are empty if Azure does not give them. */
export interface ProtectedItem {
  readonly id: string;
  readonly address: ItemAddress;
  readonly friendlyName: string;
  /** The discriminator that a PUT has to repeat, such as `AzureVmWorkloadSQLDatabase`. */
  readonly itemType: string;
  /** Undefined for a kind of item that this action does not handle. */
  readonly workload: Workload | undefined;
  /** What an item is that this action does not handle, in words; "" if its type is unknown. */
  readonly unhandled: string;
  /** Resource id of the VM or storage account behind it. */
  readonly sourceId: string;
  /** `V1` or `V2` (enhanced) for VMs; "" otherwise. */
  readonly policyType: string;
  /** `Healthy`, `Unhealthy` or `IRPending` for a database; VMs and shares report a job's status (E10). */
  readonly lastBackupStatus: string;
  /** When that backup began, in milliseconds since 1970 (E12); undefined if Azure does not say. */
  readonly lastBackupTime: number | undefined;
  /** Azure's error for a last backup that failed; undefined if there is none, or `Success`. */
  readonly lastBackupError: ServiceError | undefined;
  readonly protectionState: string;
  readonly policyId: string;
  /**
   * `unreadable` if Azure shows in an unknown form whether the item is soft-deleted; nothing acts
   * on such an item.
   */
  readonly condition: ItemCondition | "unreadable";
  /** When a soft-deleted item's data will be gone for good, in milliseconds since 1970. */
  readonly purgeTime: number | undefined;
  readonly oldestRecoveryPoint: number | undefined;
  /** Undefined if Azure does not say, as in lists (E7). */
  readonly recoveryPointCount: number | undefined;
  /** `Simple`, `Full` or `BulkLogged` for a SQL database (E15); "" if Azure does not say, as in lists. */
  readonly recoveryModel: string;
  /** The result of Azure's own check, such as `Healthy`, `NotReachable` or, for a VM, `Passed` (E13). */
  readonly health: string;
  readonly lastRecoveryPoint: number | undefined;
  /**
   * What the parts of a path may be before the friendly name, outermost first. A database has
   * resource group, server and instance; one in an availability group or HANA system replication
   * has cluster and group. A VM has its resource group, a file share has resource group and storage
   * account.
   */
  readonly levels: readonly Level[];
}

// Names of databases can contain slashes, so everything after `protectedItems/` is the name.
const ITEM_PATH = /^backupFabrics\/[^/]+\/protectionContainers\/([^/]+)\/protectedItems\/(.+)$/is;

/** Reads the part of an item's resource id that follows the vault; undefined if it is not an item. */
export function parseItemPath(path: string): ItemAddress | undefined {
  const [, container, name] = ITEM_PATH.exec(path) ?? [];
  return container && name ? { container, name } : undefined;
}

/** The item's path below its vault, percent-encoded; nothing else encodes it. */
export function itemPath({ container, name }: ItemAddress): string {
  return `backupFabrics/Azure/protectionContainers/${encodeURIComponent(container)}/protectedItems/${encodeURIComponent(name)}`;
}

/** The workload of an item in a few words; for an item that is not handled, what it is or its type. */
export function workloadName({
  workload,
  unhandled,
  itemType,
}: Pick<ProtectedItem, "workload" | "unhandled" | "itemType">): string {
  return (workload?.type ?? unhandled) || itemType;
}

/** The name of a resource in its id, such as a policy's: the last segment; "" for an empty id. */
export function nameInId(id: string): string {
  return id.split("/").at(-1) ?? "";
}

/** Whether two names or ids are equal the way Azure compares them: without case (E1). */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Reads a protected item's resource. `address` comes from its id, because the `containerName`
 * property lacks the prefix for some workloads (E5).
 *
 * @returns undefined if the resource is not a protected item.
 */
export function readItem(resource: unknown): ProtectedItem | undefined {
  const id = text(at(resource, "id"));
  const address = parseItemPath(id.replace(/^.*?\/vaults\/[^/]+\//i, ""));
  const properties = at(resource, "properties");
  if (address === undefined || !isRecord(properties)) return undefined;

  const protectionState = text(at(properties, "protectionState"));
  const softDeleted = flag(at(properties, "isScheduledForDeferredDelete"));
  const itemType = text(at(properties, "protectedItemType"));
  const unhandled = unhandledKind(itemType, properties);
  const workload = unhandled === "" ? workloadOf(itemType) : undefined;
  const sourceId =
    text(at(properties, "sourceResourceId")) || text(at(properties, "virtualMachineId"));
  return {
    id,
    address,
    friendlyName: text(at(properties, "friendlyName")) || lastPart(address.name),
    itemType,
    workload,
    unhandled,
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
    recoveryModel: text(at(properties, "extendedInfo", "recoveryModel")),
    health:
      text(at(properties, "protectedItemHealthStatus")) || text(at(properties, "healthStatus")),
    lastRecoveryPoint: time(at(properties, "lastRecoveryPoint")),
    levels: levelsOf(properties, { workload, ...address, sourceId }),
  };
}

/** Items that lists show next to databases but that are not databases (E19). */
const INSTANCES: Readonly<Record<string, string>> = {
  azurevmworkloadsaphanadbinstance: "snapshot of a SAP HANA instance",
  azurevmworkloadsqlinstance: "snapshot of a SQL instance",
};

/**
 * What an unhandled item is. A database that belongs to a protected instance has no backups of its
 * own (E20).
 */
function unhandledKind(itemType: string, properties: unknown): string {
  const level = text(at(properties, "protectionLevel"));
  const isPart = text(at(properties, "parentProtectedItem")) !== "" || /instance/i.test(level);
  const instance = INSTANCES[itemType.toLowerCase()];
  return instance ?? (isPart ? "database in the snapshot of its instance" : "");
}

/** A boolean, or false if it is left out; any other form, such as the text `true`, is unreadable. */
function flag(value: unknown): boolean | "unreadable" {
  if (value === undefined || value === null) return false;
  return typeof value === "boolean" ? value : "unreadable";
}

/**
 * The item's state. A soft-deleted item's `protectionState` still reads `ProtectionStopped` (E8,
 * E16), so it is checked last.
 */
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
    // ProtectionError, ProtectionPaused, Invalid and unknown words: Azure decides, and the
    // requested state is verified afterwards anyway.
    default:
      return "error";
  }
}

/** Azure writes the code `Success` if there is no error (E14). */
function lastBackupError(detail: unknown): ServiceError | undefined {
  const code = text(at(detail, "code"));
  if (code === "" || sameName(code, "Success")) return undefined;
  const recommendations = texts(at(detail, "recommendations"));
  return { code: clip(code), message: clip(text(at(detail, "message"))), recommendations };
}

function count(value: unknown): number | undefined {
  return /^\d+$/.test(text(value)) ? Number(text(value)) : undefined;
}

/**
 * Whether the item is inconsistent with its policy. An unknown word or flag counts as inconsistent
 * (E9), so that the policy never counts as applied because of it.
 */
function policyInconsistent(properties: unknown): boolean {
  const state = at(properties, "extendedInfo", "policyState") ?? "";
  const isConsistent = state === "" || sameName(text(state), "Consistent");
  return !isConsistent || flag(at(properties, "extendedInfo", "policyInconsistent")) !== false;
}

/**
 * When the data is purged. `deferredDeleteTimeInUTC` is the time of the DELETE, not of the purge
 * (E17). The number of days has two names, the second one since the SDK renamed it (E18).
 */
function purgeTime(properties: unknown): number | undefined {
  const deletedAt = time(at(properties, "deferredDeleteTimeInUTC"));
  const days =
    Number(text(at(properties, "softDeleteRetentionPeriod"))) ||
    Number(text(at(properties, "softDeleteRetentionPeriodInDays")));
  return deletedAt === undefined || !days ? undefined : deletedAt + days * DAY_MS;
}

function lastPart(nativeName: string): string {
  return nativeName.split(";").slice(2).join(";") || nativeName;
}
