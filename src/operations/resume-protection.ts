import { sameName } from "../azure/item.ts";
import { durationInWords, type Policy } from "../azure/policy.ts";
import { isoTime } from "../json.ts";
import { type Before, go, type ItemOperation, itemBody, type Plan, refuse } from "./plan.ts";
import { isProtectedBy, refuseWrongPolicy, requirePolicy } from "./policy-rules.ts";

/** The user's wish to back a stopped or suspended item up again. */
export interface ResumeProtection {
  readonly kind: "resume-protection";
}

/** Resume protection: the same PUT as for a change of policy, on a stopped item. */
export const resumeProtection: ItemOperation<ResumeProtection> = {
  azureName: "Resume protection",

  column: {
    protected: go("same policy: nothing to do; other: refuse, use change-policy"),
    error: go(),
    stopped: go(),
    suspended: go(),
    "soft-deleted": refuse(
      "Its backup data is scheduled for deletion.",
      "Use 'undelete' first; it leaves the item stopped, ready to resume.",
      "refuse, undelete first",
    ),
  },

  plan(_wish, before) {
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
    return refuseWrongPolicy(policy, item) ?? planResumption(before, policy);
  },

  reached: (_wish, before, after) => isProtectedBy(requirePolicy(before), after),
};

/** A stopped item no longer names its former policy, so its retention cannot be compared. */
function planResumption({ item }: Before, policy: Policy): Plan {
  const kept = policy.retention.map(({ kind, duration }) =>
    duration === undefined ? `${kind} not readable` : `${kind} ${durationInWords(duration)}`,
  );
  const oldest = isoTime(item.oldestRecoveryPoint) || "not known";
  return {
    kind: "send",
    write: itemBody(item, { policyId: policy.id }),
    doing: `resume the protection of '${item.friendlyName}' with '${policy.name}'`,
    jobOperation: "ConfigureBackup",
    notes: [],
    warning: `Existing recovery points will expire by the new policy. The oldest is from ${oldest}; '${policy.name}' keeps: ${kept.join("; ") || "not known"}.`,
  };
}
