import { sameName } from "../azure/backup/item.ts";
import { flag } from "../values/input-values.ts";
import type { WriteOperation } from "./descriptor.ts";
import { decideByPlan, refuse } from "./plan.ts";
import {
  isProtectedBy,
  planPolicy,
  requirePolicy,
  type SetsPolicy,
  warnOfError,
} from "./policy-rules.ts";

/** The user's wish to protect an item with another policy. */
export interface ChangePolicy extends SetsPolicy {
  readonly kind: "change-policy";
}

const RESUME = "Use 'resume-protection', which takes a policy as well.";

/** Modify policy: a PUT with the new policy's id. */
export const changePolicy: WriteOperation<ChangePolicy> = {
  kind: "write",
  azureName: "Modify policy",
  method: "PUT",
  lastsLike: "policy",
  inputs: ["policy", "allow-shorter-retention", "resource-guard-tenant-id"],
  alsoCalled: ["setpolicy", "itemsetpolicy", "modifypolicy"],

  readWish: (get) => ({
    kind: "change-policy",
    allowShorterRetention: flag(get, "allow-shorter-retention"),
  }),

  column: {
    protected: decideByPlan("same policy: nothing to do; else go"),
    error: decideByPlan("go, also for the same policy"),
    stopped: refuse(
      "Its protection is stopped, so it has no policy to change.",
      RESUME,
      "refuse, use resume-protection",
    ),
    suspended: refuse(
      "Its backups are suspended, so it has no policy to change.",
      RESUME,
      "refuse, use resume-protection",
    ),
    "soft-deleted": refuse(
      "Its backup data is scheduled for deletion.",
      "Use 'undelete', then 'resume-protection'.",
      "refuse, undelete first",
    ),
  },

  plan(wish, before) {
    const policy = requirePolicy(before);
    const { item } = before;
    if (item.condition === "protected" && sameName(item.policyId, policy.id)) {
      return { kind: "nothing-to-do", why: `It already has the policy '${policy.name}'.` };
    }
    return planPolicy(
      wish,
      before,
      `change the policy of '${item.friendlyName}' to '${policy.name}'`,
    );
  },

  reached: (_wish, before, after, afterOwnJob) =>
    isProtectedBy(requirePolicy(before), before, after, afterOwnJob),

  warningOnReached: (_wish, before, after) => warnOfError(before, after),
};
