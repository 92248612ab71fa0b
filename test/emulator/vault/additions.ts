import { IDENTITY } from "../identity/entra.ts";
import { same } from "../server/wire.ts";
import type { OperationKind } from "./durations.ts";
import { REQUESTS } from "./guard-api.ts";
import { beginJob, endJob, moveToArchive } from "./job.ts";
import { keepsInVault } from "./retention.ts";
import {
  type ItemState,
  type JobError,
  type JobState,
  type PolicyState,
  policyId,
  type RecoveryPointState,
  type Service,
  type SubscriptionState,
  type VaultState,
} from "./state.ts";
import type { Workload } from "./workloads.ts";

/** A vault to add; soft delete is on and nothing else is, unless said so. */
export type NewVault = Pick<VaultState, "name"> &
  Partial<Omit<VaultState, "name" | "items" | "policies" | "jobs" | "operations">>;

/** An item to add; `policy` is a policy's name in the same vault. */
export interface NewItem
  extends Partial<Omit<ItemState, "vault" | "workload" | "container" | "name" | "friendlyName">> {
  workload: Workload;
  container: string;
  name: string;
  friendlyName: string;
  policy?: string;
}

/** A policy to add, its properties as on the wire. */
export interface NewPolicy {
  name: string;
  workload: Workload;
  properties: Record<string, unknown>;
}

/** A job to add; without an end it runs for ever. */
export interface NewJob {
  item: ItemState;
  operation?: OperationKind;
  backupType?: string;
  id?: string;
  /** Epoch milliseconds; now by default. */
  startedAt?: number;
  status?: string;
  /** For a running job: it is Completed after this many seconds. */
  endsInSeconds?: number;
  /** For an ended job, epoch milliseconds; now by default. */
  endedAt?: number;
  errors?: JobError[];
  /** Id of the recovery point that a MoveRecoveryPoint is about: it is in the archive once that has ended well. */
  recoveryPoint?: string;
  overrides?: Record<string, unknown>;
}

/** The subscription that every vault is in by default. */
export const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

/** A subscription to add; in the first tenant unless said so. */
export type NewSubscription = Pick<SubscriptionState, "subscriptionId"> &
  Partial<SubscriptionState>;

/** Adds a subscription to the service. */
export function addSubscriptionTo(service: Service, added: NewSubscription): SubscriptionState {
  const subscription = { tenantId: IDENTITY.tenantId, displayName: "Contoso", ...added };
  service.subscriptions.push(subscription);
  return subscription;
}

/** Adds a vault to the service, and its subscription where that is not there yet. */
export function addVaultTo(service: Service, vault: NewVault): VaultState {
  const guardGroup = `/subscriptions/${SUBSCRIPTION}/resourceGroups/SecurityTeam`;
  const added: VaultState = {
    subscriptionId: SUBSCRIPTION,
    resourceGroup: vault.name,
    location: "westcentralus",
    softDeleteState: "Enabled",
    softDeleteRetentionDays: 14,
    softDeleteEnforced: false,
    immutability: undefined,
    mua: false,
    guard: {
      resourceId: `${guardGroup}/providers/Microsoft.DataProtection/resourceGuards/backup-guard`,
      tenantId: undefined,
      operations: Object.keys(REQUESTS),
    },
    ...vault,
    items: [],
    policies: [],
    jobs: [],
    operations: [],
  };
  service.vaults.push(added);
  const { subscriptionId } = added;
  if (!service.subscriptions.some((one) => same(one.subscriptionId, subscriptionId))) {
    addSubscriptionTo(service, { subscriptionId });
  }
  return added;
}

/** Adds an item to a vault: protected and healthy, with the recovery points given. */
export function addItemTo(vault: VaultState, { policy, ...item }: NewItem): ItemState {
  // Copies: the same list may be given to several items, and each goes its own way.
  const points: RecoveryPointState[] = structuredClone(item.recoveryPoints ?? []);
  const logRanges = structuredClone(item.logRanges ?? []);
  const newest = points.length > 0 ? Math.max(...points.map((point) => point.time)) : undefined;
  const healthy =
    item.workload === "VM" || item.workload === "AzureFileShare" ? "Completed" : "Healthy";
  const added: ItemState = {
    vault,
    sourceResourceId: sourceOf(vault, item.container),
    serverName: undefined,
    parentName: undefined,
    nodes: undefined,
    protectionState: newest === undefined ? "IRPending" : "Protected",
    policyId: policy === undefined ? undefined : policyId(vault, policy),
    deletedAt: undefined,
    unlockedUntil: undefined,
    lastBackupTime: newest,
    lastBackupStatus: newest === undefined ? "IRPending" : healthy,
    lastBackupError: undefined,
    healthStatus: undefined,
    recoveryModel: undefined,
    policyType: item.workload === "VM" ? "V1" : undefined,
    policyInconsistent: false,
    hasVaultTier: vault.policies.some((one) => one.name === policy && keepsInVault(one)),
    overrides: {},
    ...item,
    logRanges,
    recoveryPoints: points,
  };
  vault.items.push(added);
  return added;
}

/** Adds a policy to a vault. */
export function addPolicyTo(vault: VaultState, policy: NewPolicy): PolicyState {
  vault.policies.push(policy);
  return policy;
}

/** Adds a job of an item. */
export function addJobTo(service: Service, job: NewJob): JobState {
  const { item, operation = "Backup", backupType, id, status = "InProgress" } = job;
  const startedAt = job.startedAt ?? service.now();
  const typed = backupType ?? (item.serverName && operation === "Backup" ? "Full" : undefined);
  const point = item.recoveryPoints.find((one) => one.id === job.recoveryPoint);
  if (job.recoveryPoint !== undefined && point === undefined) {
    throw new Error(`The item has no recovery point '${job.recoveryPoint}'.`);
  }
  const added = beginJob(service, {
    item,
    operation,
    startedAt,
    ...(point && { recoveryPointTime: point.time }),
    ...(typed && { backupType: typed }),
    ...(id && { id }),
  });
  Object.assign(added.overrides, job.overrides);
  if (status !== "InProgress") {
    endJob(added, status, job.endedAt ?? service.now());
    added.errors = job.errors;
  } else if (job.endsInSeconds !== undefined) {
    const endsAt = service.now() + job.endsInSeconds * 1000;
    service.schedule.at(endsAt, () => {
      if (added.status !== "InProgress") return;
      endJob(added, "Completed", endsAt);
      if (point) moveToArchive(point);
    });
  }
  return added;
}

/** The VM or storage account behind a container, as its name tells it. */
function sourceOf(vault: VaultState, container: string): string {
  const [type = "", , group = "", name = ""] = container.split(";");
  const provider = /^storage/i.test(type)
    ? "Microsoft.Storage/storageAccounts"
    : "Microsoft.Compute/virtualMachines";
  return `/subscriptions/${vault.subscriptionId}/resourceGroups/${group}/providers/${provider}/${name}`;
}
