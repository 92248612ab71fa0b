import { type ProtectedItem, sameName } from "../azure/item.ts";
import type { Policy } from "../azure/policy.ts";
import type { Before, Plan } from "./plan.ts";

/** The policy the user named, which `look` has read for every operation that takes one. */
export function requirePolicy({ policy }: Before): Policy {
  if (policy === undefined)
    throw new Error("An operation that needs a policy was planned without.");
  return policy;
}

/** Whether the item is protected by the policy, its first backup pending at most, and consistent with it. */
export function isProtectedBy(policy: Policy, after: ProtectedItem | undefined): boolean {
  return after?.condition === "protected" && sameName(after.policyId, policy.id);
}

/**
 * Refuses a policy that cannot fit the item: a policy never changes its management type or workload
 * (documents), and a VM with an enhanced policy cannot go back to a standard one (not verified).
 */
export function refuseWrongPolicy(policy: Policy, item: ProtectedItem): Plan | undefined {
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
  if (sameName(item.policyType, "V2") && sameName(policy.policyType, "V1")) {
    return {
      kind: "refuse",
      why: `The virtual machine has an enhanced policy (V2), and '${policy.name}' is a standard one (V1).`,
      hint: "Azure does not change back from enhanced to standard. Name an enhanced policy.",
    };
  }
  return undefined;
}
