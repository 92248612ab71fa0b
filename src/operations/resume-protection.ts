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

/** The user's wish to back up a stopped or suspended item again. */
interface ResumeProtection extends SetsPolicy {
  readonly kind: "resume-protection";
}

/** Resume protection: the same PUT as a change of policy, on a stopped item. */
export const resumeProtection: WriteOperation<ResumeProtection> = {
  kind: "write",
  azureName: "Resume protection",
  method: "PUT",
  lastsLike: "policy",
  inputs: ["policy", "allow-shorter-retention", "resource-guard-tenant-id"],
  alsoCalled: ["resume", "protectionresume"],

  readWish: (get) => ({
    kind: "resume-protection",
    allowShorterRetention: flag(get, "allow-shorter-retention"),
  }),

  column: {
    protected: decideByPlan("same policy: nothing to do; other: refuse, use change-policy"),
    error: decideByPlan("same policy: go; other: as change-policy"),
    stopped: decideByPlan(),
    suspended: decideByPlan(),
    "soft-deleted": refuse(
      "Its backup data is scheduled for deletion.",
      "Use 'undelete' first; it leaves the item stopped, ready to resume.",
      "refuse, undelete first",
    ),
  },

  plan(wish, before) {
    const policy = requirePolicy(before);
    const { item } = before;
    if (item.condition === "protected") {
      return sameName(item.policyId, policy.id)
        ? { kind: "nothing-to-do", why: `It is already protected by '${policy.name}'.` }
        : {
            kind: "refuse",
            why: "It is already protected, by another policy.",
            hint: "Use 'change-policy', which compares the retention of the two policies.",
          };
    }
    const doing = `resume the protection of '${item.friendlyName}' with '${policy.name}'`;
    return planPolicy(wish, before, doing);
  },

  reached: (_wish, before, after, afterOwnJob) =>
    isProtectedBy(requirePolicy(before), before, after, afterOwnJob),

  warningOnReached: (_wish, before, after) => warnOfError(before, after),
};
