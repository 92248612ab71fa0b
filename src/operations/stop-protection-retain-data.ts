import type { WriteOperation } from "./descriptor.ts";
import { decideByPlan, itemBody, nothingToDo, refuse } from "./plan.ts";

/** The user's wish to stop an item's backups and keep its recovery points for ever. */
interface StopProtectionRetainData {
  readonly kind: "stop-protection-retain-data";
}

/** Stop protection and retain data forever: a PUT without a policy. */
export const stopProtectionRetainData: WriteOperation<StopProtectionRetainData> = {
  kind: "write",
  azureName: "Stop protection and retain data forever",
  method: "PUT",
  lastsLike: "stop",
  inputs: ["resource-guard-tenant-id"],

  readWish: () => ({ kind: "stop-protection-retain-data" }),

  column: {
    protected: decideByPlan(),
    error: decideByPlan(),
    stopped: nothingToDo("Its protection is already stopped and its data retained."),
    suspended: decideByPlan(),
    "soft-deleted": refuse(
      "Its backup data is scheduled for deletion, so there is nothing to retain.",
      "Use 'undelete': that leaves it stopped with its data retained.",
    ),
  },

  plan: (_wish, { item }) => ({
    kind: "send",
    // The service clears the policy only if the request has an empty policyId (E28).
    write: itemBody(item, { protectionState: "ProtectionStopped", policyId: "" }),
    doing: `stop the protection of '${item.friendlyName}' and retain its data`,
    jobOperation: "DisableBackup",
    guarded: "stop-retain",
    notes: ["Every recovery point is kept, and billed, until someone deletes it."],
  }),

  reached: (_wish, _before, after) => after?.condition === "stopped",
};
