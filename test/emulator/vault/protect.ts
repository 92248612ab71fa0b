import {
  type EmulatorResponse,
  invalidInput,
  objectOf,
  onlyFields,
  Refusal,
  same,
} from "../server/wire.ts";
import { bodyOf, type Call } from "./call.ts";
import { SUSPEND_VM_SECONDS } from "./durations.ts";
import { checkGuardRequest } from "./guard-api.ts";
import { itemOf, policyOf } from "./items-api.ts";
import { accept, refuseIfJobRuns, refuseIfLocked } from "./operations.ts";
import { isEnhanced, lossBy, usablePolicy } from "./policy-change.ts";
import { keepsInVault } from "./retention.ts";
import { cutPoints } from "./soft-delete.ts";
import type { ItemState } from "./state.ts";
import { WORKLOADS } from "./workloads.ts";

const RESOURCE_FIELDS = ["properties", "location", "tags", "eTag"];
const PROPERTY_FIELDS = [
  "protectedItemType",
  "backupManagementType",
  "workloadType",
  "sourceResourceId",
  "policyId",
  "protectionState",
  "isRehydrate",
  "resourceGuardOperationRequests",
];
/** Fields of a GET that a client may send back, as az did in 2019; they change nothing (recording). */
const ECHOED_FIELDS = [
  "containerName",
  "friendlyName",
  "serverName",
  "parentName",
  "parentType",
  "protectionStatus",
  "lastBackupStatus",
  "lastBackupErrorDetail",
  "protectedItemDataSourceId",
  "protectedItemHealthStatus",
  "extendedInfo",
  "extendedProperties",
];

/** PUT of an item: policy change, resume, stop, suspend or undelete, told apart by its body. */
export function putItem(call: Call): EmulatorResponse {
  const body = bodyOf(call);
  const item = itemOf(call);
  onlyFields(body, RESOURCE_FIELDS, "the item");
  const properties = objectOf(body.properties, "properties");
  onlyFields(properties, [...PROPERTY_FIELDS, ...ECHOED_FIELDS], "properties");
  checkIdentity(item, properties);
  refuseIfLocked(item);

  const { isRehydrate, policyId, protectionState } = properties;
  if (isRehydrate === true) return undelete(call, item, properties);
  if (item.deletedAt !== undefined) {
    throw new Refusal(
      400,
      "UserErrorOperationNotAllowedOnSoftDeletedItem",
      "The backup item is in soft deleted state. Undelete it before any other operation.",
    );
  }
  const ends = protectionState === "ProtectionStopped" || protectionState === "BackupsSuspended";
  if (typeof policyId === "string" && policyId !== "" && !ends) {
    return configure(call, item, properties);
  }
  if (policyId !== undefined && policyId !== "") {
    throw invalidInput("policyId must be empty where protection ends");
  }
  if (protectionState === "ProtectionStopped") return stop(call, item, properties);
  if (protectionState === "BackupsSuspended") return suspend(call, item, properties);
  throw invalidInput("neither a policy nor a protection state to change to");
}

function checkIdentity(item: ItemState, properties: Record<string, unknown>): void {
  const traits = WORKLOADS[item.workload];
  const { protectedItemType, otherItemType } = traits;
  const isOther = otherItemType && same(String(properties.protectedItemType), otherItemType);
  const fixed: Array<[string, string, boolean]> = [
    ["protectedItemType", isOther ? otherItemType : protectedItemType, true],
    ["backupManagementType", traits.backupManagementType, false],
    ["workloadType", item.workload, false],
    ["sourceResourceId", item.sourceResourceId, traits.sourceRequired],
  ];
  for (const [field, actual, required] of fixed) {
    const given = properties[field];
    if (given === undefined && !required) continue;
    if (typeof given !== "string" || !same(given, actual)) {
      throw new Refusal(
        400,
        "BMSUserErrorInvalidConfigureProtectionRequest",
        `The configure protection request is not valid: ${field} must be '${actual}'.`,
      );
    }
  }
}

/** Policy change of a live item, or resume of a stopped or suspended one: one and the same call. */
function configure(
  call: Call,
  item: ItemState,
  properties: Record<string, unknown>,
): EmulatorResponse {
  const policy = usablePolicy(call, item, String(properties.policyId));
  const loss = lossBy(policy, policyOf(call, item.policyId));
  if (loss === "points" && isImmutable(item)) throw deniedOnImmutable();
  if (loss !== "none") {
    checkGuardRequest(call, "protectedItems/write", properties.resourceGuardOperationRequests);
  }
  refuseIfJobRuns(item);

  const hasPoints = item.recoveryPoints.some(({ cutAt }) => cutAt === undefined);
  return accept(call, {
    item,
    kind: "ConfigureBackup",
    result: "item",
    level: "item",
    propertyBag: { "Policy Name": policy.name },
    apply: ({ endedAt }) => {
      item.policyId = String(properties.policyId);
      item.policyInconsistent = false;
      item.hasVaultTier ||= keepsInVault(policy);
      if (item.policyType !== undefined) item.policyType = isEnhanced(policy) ? "V2" : "V1";
      // After a stop it waits for its next backup, whatever it has (recording: share); after a suspension
      // it goes on as if nothing had been (recording: VM).
      if (item.protectionState === "ProtectionStopped") item.protectionState = "IRPending";
      if (["BackupsSuspended", "ProtectionError"].includes(item.protectionState)) {
        item.protectionState = hasPoints ? "Protected" : "IRPending";
      }
      cutPoints(call.service, item, policy, endedAt ?? call.service.now());
    },
  });
}

function stop(call: Call, item: ItemState, properties: Record<string, unknown>): EmulatorResponse {
  checkGuardRequest(
    call,
    "protectedItems/write#stopProtectionWithRetainData",
    properties.resourceGuardOperationRequests,
  );
  refuseIfJobRuns(item);
  return accept(call, {
    item,
    kind: "DisableBackup",
    result: "item",
    level: "item",
    ...(item.workload === "VM" && { propertyBag: { "Policy Name": "" } }),
    apply: () => {
      item.protectionState = "ProtectionStopped";
      item.policyId = undefined;
    },
  });
}

/** Keeps the policy, and its job names none (recording: VM); other vaults refuse it (document: an issue). */
function suspend(
  call: Call,
  item: ItemState,
  properties: Record<string, unknown>,
): EmulatorResponse {
  if (!isImmutable(item)) throw deniedOnImmutable();
  checkGuardRequest(
    call,
    "protectedItems/write#suspendBackupsWithRetainData",
    properties.resourceGuardOperationRequests,
  );
  refuseIfJobRuns(item);
  return accept(call, {
    item,
    kind: "DisableBackup",
    result: "item",
    level: "item",
    ...(item.workload === "VM" && {
      propertyBag: { "Policy Name": "" },
      operationSeconds: SUSPEND_VM_SECONDS,
    }),
    apply: () => {
      item.protectionState = "BackupsSuspended";
    },
  });
}

function undelete(
  call: Call,
  item: ItemState,
  properties: Record<string, unknown>,
): EmulatorResponse {
  const { policyId, protectionState } = properties;
  if (policyId !== undefined && policyId !== "")
    throw invalidInput("an undelete takes no policyId");
  if (protectionState !== undefined && protectionState !== "ProtectionStopped") {
    throw invalidInput("an undelete leads to ProtectionStopped");
  }
  if (item.deletedAt === undefined) {
    throw new Refusal(
      400,
      "UserErrorItemNotInSoftDeletedState",
      "The backup item is not in soft deleted state.",
    );
  }
  return accept(call, {
    item,
    kind: "Undelete",
    result: "item",
    level: "item",
    ...(item.workload === "VM" && { propertyBag: { "Undelete flag": "True" } }),
    apply: () => {
      item.deletedAt = undefined;
      item.protectionState = "ProtectionStopped";
      for (const point of item.recoveryPoints) point.softDeleted = point.cutAt !== undefined;
    },
  });
}

/** Whether the vault's immutability is in force, locked or not (document). */
export function isImmutable({ vault }: ItemState): boolean {
  return vault.immutability === "Unlocked" || vault.immutability === "Locked";
}

function deniedOnImmutable(): Refusal {
  return new Refusal(
    400,
    "UserErrorOperationDeniedOnImmutableItem",
    "The vault and the backup item are in immutable state where destructive operations are not supported.",
  );
}
