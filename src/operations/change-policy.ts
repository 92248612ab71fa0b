import { sameName } from "../azure/item.ts";
import { compareRetention, type Policy, type RetentionChange } from "../azure/policy.ts";
import { type Before, go, type ItemOperation, itemBody, type Plan, refuse } from "./plan.ts";
import { isProtectedBy, refuseWrongPolicy, requirePolicy } from "./policy-rules.ts";

/** The user's wish to protect an item by another policy. */
export interface ChangePolicy {
  readonly kind: "change-policy";
  readonly allowShorterRetention: boolean;
}

const RESUME = "Use 'resume-protection', which takes a policy as well.";

/** Modify policy: a PUT with the new policy's id. */
export const changePolicy: ItemOperation<ChangePolicy> = {
  azureName: "Modify policy",

  column: {
    protected: go("same policy: nothing to do; else go"),
    error: go("go, also for the same policy"),
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
    return refuseWrongPolicy(policy, item) ?? planChange(wish, before, policy);
  },

  reached: (_wish, before, after) => isProtectedBy(requirePolicy(before), after),
};

function planChange(
  wish: ChangePolicy,
  { vault, item, formerPolicy }: Before,
  policy: Policy,
): Plan {
  const retention = formerPolicy === undefined ? [] : compareRetention(formerPolicy, policy);
  const shorter = retention.filter((change) => change.shorter);
  // A policy that shows no retention at all has been read from something not understood.
  const unknown = formerPolicy === undefined || formerPolicy.retention.length === 0;

  if (vault.immutable && (shorter.length > 0 || unknown)) {
    return {
      kind: "refuse",
      why: unknown ? UNKNOWN_FORMER : `The vault is immutable and ${inWords(policy, shorter)}.`,
      hint: "An immutable vault never allows shorter retention. Name a policy that keeps every kind of recovery point at least as long.",
      retention,
    };
  }
  if (!wish.allowShorterRetention && (shorter.length > 0 || unknown)) {
    return {
      kind: "refuse",
      why: unknown
        ? UNKNOWN_FORMER
        : `Existing recovery points would be lost: ${inWords(policy, shorter)}.`,
      hint: "Azure applies a policy's retention to existing recovery points too. Name a policy that keeps them as long, or set 'allow-shorter-retention: true' to accept the loss.",
      retention,
    };
  }
  return {
    kind: "send",
    write: itemBody(item, { policyId: policy.id }),
    doing: `change the policy of '${item.friendlyName}' to '${policy.name}'`,
    jobOperation: "ConfigureBackup",
    ...(shorter.length > 0 ? { guarded: "shorter-retention" } : {}),
    notes: [],
    ...(shorter.length > 0
      ? { warning: `Allowed by 'allow-shorter-retention': ${inWords(policy, shorter)}.` }
      : {}),
    retention,
  };
}

const UNKNOWN_FORMER =
  "The retention of the item's present policy cannot be read, so it cannot be compared.";

function inWords(policy: Policy, shorter: readonly RetentionChange[]): string {
  const kinds = shorter.map(({ kind, former, next }) => `${kind} ${former} -> ${next}`);
  return `'${policy.name}' has shorter retention (${kinds.join("; ")})`;
}
