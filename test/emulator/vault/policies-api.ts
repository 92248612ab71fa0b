import { type EmulatorResponse, json, Refusal, same } from "../server/wire.ts";
import { type Call, page, param, query } from "./call.ts";
import { parseFilter } from "./filter.ts";
import { type PolicyState, policyId } from "./state.ts";
import { WORKLOADS } from "./workloads.ts";

const FILTER_KEYS = ["backupManagementType", "fabricName", "workloadType"];

/** Lists the policies of a vault. */
export function listPolicies(call: Call): EmulatorResponse {
  const wanted = parseFilter(query(call.url, "$filter"), FILTER_KEYS);
  const all = call.vault.policies.filter(({ workload }) => {
    const actual: Record<string, string> = {
      backupManagementType: WORKLOADS[workload].backupManagementType,
      fabricName: "Azure",
      workloadType: workload,
    };
    return [...wanted].every(([key, value]) => same(actual[key], value));
  });
  return page(call, all, (policy) => policyBody(call, policy));
}

/** GET of one policy; the 404's code is not in any recording. */
export function getPolicy(call: Call): EmulatorResponse {
  const name = param(call, "policy");
  const policy = call.vault.policies.find((one) => same(one.name, name));
  if (!policy) {
    throw new Refusal(
      404,
      "BMSUserErrorPolicyNotFound",
      `The policy '${name}' does not exist in this vault.`,
    );
  }
  return json(policyBody(call, policy));
}

function policyBody({ vault }: Call, policy: PolicyState): unknown {
  const id = policyId(vault, policy.name);
  return {
    id,
    name: policy.name,
    type: "Microsoft.RecoveryServices/vaults/backupPolicies",
    properties: {
      ...policy.properties,
      protectedItemsCount: vault.items.filter((item) => same(item.policyId, id)).length,
    },
  };
}
