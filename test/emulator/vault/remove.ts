import { type EmulatorResponse, empty, Refusal } from "../server/wire.ts";
import type { Call } from "./call.ts";
import { checkUnlocked } from "./guard-api.ts";
import { findItem } from "./items-api.ts";
import { accept, refuseIfJobRuns, refuseIfLocked } from "./operations.ts";
import { isImmutable } from "./protect.ts";
import { isSoftDeleteOn } from "./soft-delete.ts";
import type { ItemState, Service } from "./state.ts";
import { days } from "./time.ts";

/**
 * DELETE of an item: stop protection and delete backup data. An item that is not there gives 204 at
 * once, as if it had been deleted (document: a public issue). An immutable vault accepts
 * and lets the operation fail over HTTP 200 (document).
 */
export function deleteItem(call: Call): EmulatorResponse {
  if (call.request.body) throw new Refusal(400, "InvalidRequestContent", "A DELETE takes no body.");
  const item = findItem(call);
  if (!item) return empty(204);
  refuseIfLocked(item);
  checkUnlocked(call, item);
  if (item.deletedAt !== undefined) {
    throw new Refusal(
      400,
      "UserErrorOperationNotAllowedOnSoftDeletedItem",
      "The backup item is already in soft deleted state.",
    );
  }
  refuseIfJobRuns(item);

  const { service } = call;
  const askedAt = service.now();
  return accept(call, {
    item,
    kind: "DeleteBackupData",
    result: "nothing",
    level: "vault",
    ...(item.workload === "VM" && {
      propertyBag: { "Number of Recovery Points": String(item.recoveryPoints.length) },
    }),
    ...(isImmutable(item) && {
      operationError: {
        code: "UserErrorDeleteBackupItemOnImmutableItem",
        message: "Deletion of backup data is not allowed for an immutable backup item.",
      },
    }),
    apply: () => {
      if (isSoftDeleteOn(item.vault)) softDelete(service, item, askedAt);
      else purge(item);
    },
  });
}

/** Marks an item deleted as of `at` (epoch ms), which is when the DELETE came in (recording). */
export function softDelete(service: Service, item: ItemState, at: number): void {
  item.deletedAt = at;
  item.protectionState = "ProtectionStopped";
  item.policyId = undefined;
  item.unlockedUntil = undefined;
  for (const point of item.recoveryPoints) point.softDeleted = true;
  service.schedule.at(at + days(item.vault.softDeleteRetentionDays), () => {
    if (item.deletedAt === at) purge(item);
  });
}

function purge(item: ItemState): void {
  const { items } = item.vault;
  const index = items.indexOf(item);
  if (index >= 0) items.splice(index, 1);
}
