import type { Schedule } from "../server/schedule.ts";
import type { Throttle } from "../server/throttle.ts";
import type { OperationKind } from "./durations.ts";
import type { ScriptBook } from "./script.ts";
import type { Workload } from "./workloads.ts";

/** A Recovery Services vault; tests may change its settings at any time. */
export interface VaultState {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  location: string;
  /** Undefined: the vault does not say, as before the setting existed. */
  softDeleteState: "Enabled" | "Disabled" | "AlwaysON" | undefined;
  softDeleteRetentionDays: number;
  /** Whether soft delete is in force whatever the setting reads, as of all vaults since November 2025 (document). */
  softDeleteEnforced: boolean;
  /** Undefined: never set, so the vault's settings do not mention it (recording). */
  immutability: "Disabled" | "Unlocked" | "Locked" | undefined;
  /** Whether a resource guard watches the vault (multi-user authorization). */
  mua: boolean;
  guard: GuardState;
  /** Whether the vault writes tiers of recovery points as numbers, as some did until 2022 (recording). */
  numbersTiers?: boolean;
  /** Whether its job types end in V2, as those of some vaults do (recording). */
  jobTypesV2?: boolean;
  readonly items: ItemState[];
  readonly policies: PolicyState[];
  readonly jobs: JobState[];
  readonly operations: OperationState[];
}

/** The resource guard of a vault; it matters only while `mua` is true. */
interface GuardState {
  resourceId: string;
  /** Tenant of the guard if it is another one: writes then need an auxiliary token. */
  tenantId: string | undefined;
  /** Guarded operations without their prefix: `protectedItems/delete` and so on. */
  operations: string[];
}

/** A protected item; times are epoch milliseconds. */
export interface ItemState {
  readonly vault: VaultState;
  readonly workload: Workload;
  readonly container: string;
  readonly name: string;
  friendlyName: string;
  sourceResourceId: string;
  serverName: string | undefined;
  /** SQL instance, availability group or SAP system id. */
  parentName: string | undefined;
  /** Nodes of an availability group. */
  nodes: Array<{ nodeName: string; sourceResourceId: string }> | undefined;
  protectionState: string;
  policyId: string | undefined;
  /** When a DELETE put the item into soft delete; undefined when it is alive. */
  deletedAt: number | undefined;
  /** Until when a resource guard lets the item be deleted. */
  unlockedUntil: number | undefined;
  lastBackupTime: number | undefined;
  lastBackupStatus: string;
  lastBackupError: { code: string; message: string; recommendations?: string[] } | undefined;
  /** A word of its own for the item's health, such as NotReachable; undefined: as its last backup went. */
  healthStatus: string | undefined;
  recoveryModel: "FULL" | "SIMPLE" | undefined;
  policyType: "V1" | "V2" | undefined;
  policyInconsistent: boolean;
  /** Whether a share's backups go to the vault too: once they do, they always will (document). */
  hasVaultTier: boolean;
  recoveryPoints: RecoveryPointState[];
  /** Ranges that log backups cover. */
  logRanges: Array<{ from: number; to: number }>;
  /** Fields laid over the properties on the wire, last of all. */
  overrides: Record<string, unknown>;
}

/** A recovery point; times are epoch milliseconds. */
export interface RecoveryPointState {
  readonly id: string;
  time: number;
  /** Full, Differential, Incremental, CopyOnlyFull; VM: CrashConsistent and so on; share: FileSystemConsistent. */
  type: string;
  expiresAt: number | undefined;
  /** When its snapshot expires; undefined where it has none, or one that stays as long as itself. */
  snapshotExpiresAt?: number;
  /** Before this it is not listed; undefined where it always is. */
  listedFrom?: number;
  /** Such as Daily or On-Demand. */
  ruleName?: string;
  softDeleted: boolean;
  /** When a shorter retention took it away; undefined: it is there, or was deleted with its item. */
  cutAt?: number;
  tiers: TierState[];
}

/** One tier that a recovery point is in, or was. */
export interface TierState {
  type: "InstantRP" | "HardenedRP" | "ArchivedRP";
  status: string;
  /** Of a Rehydrated one: until when it can be restored from, epoch milliseconds (recording). */
  rehydratedUntil?: number;
}

/** A backup policy, held as it is on the wire. */
export interface PolicyState {
  readonly name: string;
  readonly workload: Workload;
  properties: Record<string, unknown>;
}

/** One entry of a job's `errorDetails`. */
export interface JobError {
  errorCode?: number | string;
  errorTitle?: string;
  errorString?: string;
  recommendations?: string[];
}

/** A backup job; times are epoch milliseconds. */
export interface JobState {
  readonly vault: VaultState;
  readonly id: string;
  /** Undefined for jobs of something no longer in the vault. */
  readonly item: ItemState | undefined;
  readonly workload: Workload;
  /** The word of the `operation` filter. */
  readonly operation: OperationKind;
  /** The text of the `operation` field, such as "Backup (Full)". */
  displayOperation: string;
  entityFriendlyName: string;
  status: string;
  startedAt: number;
  endedAt: number | undefined;
  /** Before this the job cannot be read: it is not there at once. */
  visibleFrom: number;
  errors: JobError[] | undefined;
  tasks: Array<{ taskId: string; status: string }>;
  propertyBag: Record<string, string>;
  activityId: string;
  /** Fields laid over the properties on the wire, last of all. */
  overrides: Record<string, unknown>;
}

/** A long-running operation; times are epoch milliseconds. */
export interface OperationState {
  readonly id: string;
  readonly kind: OperationKind | "CancelJob";
  readonly item: ItemState | undefined;
  /** What its `operationResults` end with: the item (PUT) or nothing. */
  readonly result: "item" | "nothing";
  status: string;
  readonly startedAt: number;
  jobId: string | undefined;
  error: { code: string; message: string } | undefined;
}

/** A subscription, and the tenant whose tokens it takes. */
export interface SubscriptionState {
  readonly subscriptionId: string;
  readonly tenantId: string;
  displayName: string;
}

/** Everything the emulator holds; handed to every handler. */
export interface Service {
  readonly subscriptions: SubscriptionState[];
  readonly vaults: VaultState[];
  readonly schedule: Schedule;
  readonly scripts: ScriptBook;
  readonly throttle: Throttle;
  readonly pageSize: number;
  /** Epoch milliseconds of the emulated world. */
  now(): number;
  /** Seconds of the emulated world as the client's own clock measures them. */
  clientSeconds(seconds: number): number;
  newId(): string;
  origin(): string;
  /** Whether ARM would honour a token, in that tenant if one is named. */
  isTokenValid(token: string, tenantId?: string): boolean;
}

/** The ARM id of a vault. */
export function vaultId(vault: VaultState): string {
  return `/subscriptions/${vault.subscriptionId}/resourceGroups/${vault.resourceGroup}/providers/Microsoft.RecoveryServices/vaults/${vault.name}`;
}

/** The ARM id of an item; it holds raw semicolons (recording). */
export function itemId(item: ItemState): string {
  return `${vaultId(item.vault)}/backupFabrics/Azure/protectionContainers/${item.container}/protectedItems/${item.name}`;
}

/** The ARM id of a policy of a vault. */
export function policyId(vault: VaultState, name: string): string {
  return `${vaultId(vault)}/backupPolicies/${name}`;
}
