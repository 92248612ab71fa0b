import { Refusal } from "../server/wire.ts";
import { backsUpMoreRarely } from "./backup-gap.ts";
import type { Call } from "./call.ts";
import { policyOf } from "./items-api.ts";
import { keepsInVault, shortened } from "./retention.ts";
import type { ItemState, PolicyState } from "./state.ts";

/** What a policy takes from an item: points that the former one keeps, backups in time, or nothing. */
export function lossBy(
  policy: PolicyState,
  former: PolicyState | undefined,
): "points" | "backups" | "none" {
  if (former === undefined || former === policy) return "none";
  if (shortened(former, policy).length > 0) return "points";
  return backsUpMoreRarely(former, policy) ? "backups" : "none";
}

/** Whether a policy of VMs is an enhanced one; standard ones need not say what they are (recording). */
export function isEnhanced({ properties }: PolicyState): boolean {
  return properties.policyType === "V2";
}

/** The policy of an id, if it can protect the item; else Azure's refusal. */
export function usablePolicy(call: Call, item: ItemState, id: string): PolicyState {
  const policy = policyOf(call, id);
  if (!policy) {
    throw new Refusal(
      400,
      "BMSUserErrorInvalidPolicyInput",
      `The policy '${id}' does not exist in this vault.`,
    );
  }
  // V1 to V2 is offered by the service, the way back is not (document).
  const present = policyOf(call, item.policyId);
  const hasEnhanced = item.policyType === "V2" || (present !== undefined && isEnhanced(present));
  const backwards = hasEnhanced && !isEnhanced(policy);
  if (policy.workload !== item.workload || backwards) {
    throw new Refusal(
      400,
      "BMSUserErrorInvalidPolicyForGivenProvider",
      `The policy '${policy.name}' cannot protect an item of this type.`,
    );
  }
  // What goes to the vault goes on doing so (document; the code is assumed).
  if (item.hasVaultTier && !keepsInVault(policy)) {
    throw new Refusal(
      400,
      "BMSUserErrorVaultTierCannotBeRemoved",
      `The policy '${policy.name}' keeps snapshots only, and the backups of this share go to the vault.`,
    );
  }
  return policy;
}
