import type { WriteOperation } from "./descriptor.ts";
import { column, decideByPlan, itemBody, nothingToDo } from "./plan.ts";

/** The user's wish to undo a deletion while soft delete still keeps the data. */
interface Undelete {
  readonly kind: "undelete";
}

/** Undelete: the PUT of a stop with `isRehydrate` (E31). */
export const undelete: WriteOperation<Undelete> = {
  kind: "write",
  azureName: "Undelete",
  method: "PUT",
  lastsLike: "undelete",
  inputs: [],
  alsoCalled: ["protectionundelete"],

  readWish: () => ({ kind: "undelete" }),

  prefers: "soft-deleted",

  column: column(nothingToDo("It is not scheduled for deletion."), {
    "soft-deleted": decideByPlan(),
  }),

  plan: (_wish, { item }) => ({
    kind: "send",
    write: itemBody(item, {
      protectionState: "ProtectionStopped",
      policyId: "",
      isRehydrate: true,
    }),
    doing: `undelete '${item.friendlyName}'`,
    jobOperation: "Undelete",
    notes: ["It will be stopped with its data retained; 'resume-protection' backs it up again."],
  }),

  reached: (_wish, _before, after) => after?.condition === "stopped",
};
