import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { Policy } from "../azure/backup/policy.ts";
import type { VaultState } from "../azure/backup/vault.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { type Before, itemBody, type Plan } from "./plan.ts";
import { comparePoints } from "./retention-rules.ts";

/** What a user accepts when a write sets a policy. */
export interface SetsPolicy {
  readonly allowShorterRetention: boolean;
}

/** The policy that the user named, which `look` has read for every operation that takes one. */
export function requirePolicy({ policy }: Before): Policy {
  if (policy === undefined)
    throw new Error("An operation that needs a policy was planned without.");
  return policy;
}

/**
 * Whether the policy protects the item, with the first backup pending at most, and the item is
 * consistent with it. An item that was in error or in an unknown state before may still be.
 */
export function isProtectedBy(
  policy: Policy,
  before: Before,
  after: ProtectedItem | undefined,
  afterOwnJob: boolean,
): boolean {
  if (after === undefined || !sameName(after.policyId, policy.id)) return false;
  return after.condition === "protected" || staysInError(before, after, afterOwnJob);
}

/** The warning on an item that has the policy but is still in error, as it was before. */
export function warnOfError(before: Before, after: ProtectedItem | undefined): string | undefined {
  if (after === undefined || !staysInError(before, after, true)) return undefined;
  return `'${after.friendlyName}' has the policy, but it was in error before and still is (protection state '${after.protectionState}'). Azure may take no backup of it.`;
}

/**
 * Whether an item that was in error before still is. If its policy is now another one, the write
 * has worked. If it is the same, only the end of the write's own job shows that, and only for an
 * item that is consistent with it.
 */
function staysInError({ item }: Before, after: ProtectedItem, afterOwnJob: boolean): boolean {
  if (item.condition !== "error" || after.condition !== "error") return false;
  if (!sameName(item.policyId, after.policyId)) return true;
  const isInconsistent = ["Protected", "IRPending"].some((state) =>
    sameName(state, after.protectionState),
  );
  return afterOwnJob && !isInconsistent;
}

/**
 * The write that sets a policy, or a refusal if the policy cannot fit or recovery points may be
 * lost. The same rule serves every operation that sets a policy; `doing` completes "Could not …".
 */
export function planPolicy(wish: SetsPolicy, before: Before, doing: string): Plan {
  const policy = requirePolicy(before);
  const { item, vault } = before;
  const wrong = refuseWrongPolicy(policy, before);
  if (wrong !== undefined) return wrong;

  const { loss, isUnread = false, note, changes, guarded } = comparePoints(before, policy);
  const retention = changes.length > 0 ? { retention: changes } : {};
  if (loss !== undefined && vault.immutability !== "off") {
    return {
      kind: "refuse",
      why: `${immutableInWords(vault)}, and ${loss}.`,
      hint: `An immutable vault never allows shorter retention${isUnread ? ", and what cannot be read counts as shorter" : ""}. Name a policy that keeps every kind of recovery point at least as long.`,
      ...retention,
    };
  }
  if (loss !== undefined && !wish.allowShorterRetention) {
    return {
      kind: "refuse",
      why: `Existing recovery points may be lost: ${loss}.`,
      hint: `Azure applies a policy's retention to existing recovery points too. ${isUnread ? COMPARE : KEEP}`,
      ...retention,
    };
  }
  const warning =
    loss === undefined ? note : `Allowed by ${nameInput("allow-shorter-retention")}: ${loss}.`;
  return {
    kind: "send",
    write: itemBody(item, { policyId: policy.id }),
    doing,
    jobOperation: "ConfigureBackup",
    ...(guarded ? { guarded: "weaker-policy" } : {}),
    notes: [],
    ...(warning === undefined ? {} : { warning }),
    ...retention,
  };
}

const KEEP = `Name a policy that keeps them as long, or set ${nameInput("allow-shorter-retention", "true")} to accept the loss.`;
const COMPARE = `Compare the two policies in the vault, and set ${nameInput("allow-shorter-retention", "true")} to accept what this action cannot read.`;

/** Begins a refusal because the vault is immutable, or may be (E35). */
export function immutableInWords({ immutability }: VaultState): string {
  return immutability === "on"
    ? "The vault is immutable"
    : "The vault's immutability is in a state that this action does not know, so it counts as immutable";
}

/**
 * Refuses a policy that cannot fit the item. A policy never changes its management type or
 * workload. A VM cannot go back from an enhanced policy to a standard one, nor a share from backups
 * in the vault to snapshots only (E93, E94).
 */
export function refuseWrongPolicy(
  policy: Policy,
  { item, formerPolicy }: Pick<Before, "item" | "formerPolicy">,
): Plan | undefined {
  const { workload } = item;
  if (workload === undefined) return undefined;
  const fits =
    sameName(policy.backupManagementType, workload.backupManagementType) &&
    (policy.workloadType === "" ||
      workload.policyTypes.some((type) => sameName(type, policy.workloadType)));
  if (!fits) {
    const type = [policy.backupManagementType, policy.workloadType].filter(Boolean).join(" / ");
    return {
      kind: "refuse",
      why: `The policy '${policy.name}' is for ${type || "an unknown type"}, and the item is a ${workload.words}.`,
      hint: `Name a policy for ${workload.backupManagementType}${workload.isDatabase ? ` / ${workload.type}` : ""}.`,
    };
  }
  const isEnhanced = [item, formerPolicy].some((one) => sameName(one?.policyType ?? "", "V2"));
  // Standard policies name no type (E92), so any policy that is not enhanced is standard.
  if (workload.hasEnhancedPolicies && isEnhanced && !sameName(policy.policyType, "V2")) {
    return {
      kind: "refuse",
      why: `The virtual machine has an enhanced policy (V2), and '${policy.name}' is a standard one.`,
      hint: "Azure does not change back from enhanced to standard. Name an enhanced policy.",
    };
  }
  if (formerPolicy?.isVaulted && !policy.isVaulted) {
    return {
      kind: "refuse",
      why: `The share's backups go to the vault, and '${policy.name}' keeps snapshots only.`,
      hint: "Azure does not change back from the vault to snapshots. Name a policy with vault retention.",
    };
  }
  return undefined;
}
