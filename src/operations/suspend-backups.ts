import type { WriteOperation } from "./descriptor.ts";
import { type Before, decideByPlan, itemBody, nothingToDo, type Plan, refuse } from "./plan.ts";

/** The user's wish to stop an item's backups and let its recovery points expire by its policy. */
interface SuspendBackups {
  readonly kind: "suspend-backups";
}

const IMMUTABLE_ONLY = "immutable vault: go; else refuse";

/**
 * Stop protection and retain as per policy: a PUT with the state `BackupsSuspended`. Only immutable
 * vaults accept it. Others refuse with a message that claims the opposite (E33), so this action
 * refuses first. The body has no policy, and the item keeps its own (E32, E34).
 */
export const suspendBackups: WriteOperation<SuspendBackups> = {
  kind: "write",
  azureName: "Stop protection and retain as per policy",
  method: "PUT",
  lastsLike: "stop",
  inputs: ["resource-guard-tenant-id"],
  alsoCalled: ["suspend"],

  readWish: () => ({ kind: "suspend-backups" }),

  column: {
    protected: decideByPlan(IMMUTABLE_ONLY),
    error: decideByPlan(IMMUTABLE_ONLY),
    stopped: refuse(
      "Its protection is stopped, so there are no backups to suspend.",
      "Its data is retained for ever; if it should expire by a policy, use 'resume-protection' first.",
    ),
    suspended: nothingToDo("Its backups are already suspended."),
    "soft-deleted": refuse(
      "Its backup data is scheduled for deletion.",
      "Use 'undelete', then 'resume-protection'.",
    ),
  },

  plan: (_wish, before) => planSuspension(before),

  reached: (_wish, _before, after) => after?.condition === "suspended",
};

function planSuspension({ vault, item }: Before): Plan {
  if (vault.immutability !== "on") {
    return {
      kind: "refuse",
      why: "The vault is not immutable, or its immutability cannot be read, and only an immutable vault can suspend backups.",
      hint: "Use 'stop-protection-retain-data' to keep the data for ever.",
    };
  }
  return {
    kind: "send",
    write: itemBody(item, { protectionState: "BackupsSuspended" }),
    doing: `suspend the backups of '${item.friendlyName}'`,
    jobOperation: "DisableBackup",
    guarded: "suspend",
    notes: ["Recovery points expire by the present policy; Azure always keeps the newest one."],
  };
}
