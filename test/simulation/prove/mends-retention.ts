import { type Mend, mendsOf } from "./mend.ts";

/** Rules on policies, and on what they keep. */
export const RETAINING: readonly Mend[] = [
  ...mendsOf("operations/policy-rules.ts", [
    [
      "an immutable vault takes shorter retention",
      "2",
      'if (loss !== undefined && vault.immutability !== "off") {',
      "if (false as boolean) {",
    ],
    [
      "shorter retention needs no leave",
      "2",
      "if (loss !== undefined && !wish.allowShorterRetention) {",
      "if (false as boolean) {",
    ],
    [
      "a policy is reached by any other",
      "2",
      "if (after === undefined || !sameName(after.policyId, policy.id)) return false;",
      "if (after === undefined) return false;",
    ],
    [
      "an item that goes into error has reached its policy",
      "2",
      'if (item.condition !== "error" || after.condition !== "error") return false;',
      "if (item.policyId !== after.policyId) return true;",
    ],
  ]),
  ...mendsOf("operations/retention-rules.ts", [
    [
      "a policy that backs up more rarely is not guarded",
      "9",
      "const guarded = lost.length > 0 || isRarer(policy.schedule, formerPolicy.schedule);",
      "const guarded = lost.length > 0;",
    ],
    [
      "a present policy that cannot be read loses nothing",
      "2",
      "return { loss, isUnread: true, changes: [], guarded: true };",
      "return { changes: [], guarded: false };",
    ],
    [
      "a suspended item's policy is not compared",
      "2",
      'if (before.item.condition !== "stopped") return comparePolicies(before, policy);',
      'if (before.item.condition === "suspended") return { changes: [], guarded: false };\n  if (before.item.condition !== "stopped") return comparePolicies(before, policy);',
    ],
    [
      "the policy of an item in error is not compared",
      "2",
      'if (before.item.condition !== "stopped") return comparePolicies(before, policy);',
      'if (before.item.condition === "error") return { changes: [], guarded: false };\n  if (before.item.condition !== "stopped") return comparePolicies(before, policy);',
    ],
    [
      "a stopped item's oldest point is not compared",
      "2",
      "const byAge = compareOldest(before, policy);",
      "const byAge: Comparison = { changes: [], guarded: false };",
    ],
    [
      "an oldest point that cannot be read is kept by any policy",
      "2",
      "return { ...unguarded, loss };",
      "return unguarded;",
    ],
  ]),
  ...mendsOf("operations/policy-rules.ts", [
    [
      "an enhanced policy is told by the item only",
      "2",
      "const isEnhanced = [item, formerPolicy].some(",
      "const isEnhanced = [item].some(",
    ],
    [
      "an enhanced policy is told by the present policy only",
      "2",
      "const isEnhanced = [item, formerPolicy].some(",
      "const isEnhanced = [formerPolicy].some(",
    ],
    [
      "a policy that names no type is as good as an enhanced one",
      "2",
      'if (workload.hasEnhancedPolicies && isEnhanced && !sameName(policy.policyType, "V2")) {',
      'if (workload.hasEnhancedPolicies && isEnhanced && sameName(policy.policyType, "V1")) {',
    ],
    [
      "a share goes back from the vault to snapshots",
      "2",
      "if (formerPolicy?.isVaulted && !policy.isVaulted) {",
      "if (false as boolean) {",
    ],
  ]),
  ...mendsOf("operations/suspend-backups.ts", [
    ["a suspension is not guarded", "9", 'guarded: "suspend",', ""],
  ]),
  ...mendsOf("azure/backup/policy.ts", [
    [
      "a share's snapshots are another kind where the vault has copies",
      "2",
      'workload?.plainRetention ?? "backups"',
      'workload === undefined ? "backups" : "backups"',
    ],
    [
      "what a share keeps in the vault does not count",
      "2",
      '...readRetention("vault", at(policy, "vaultRetention")),',
      "",
    ],
    [
      "the present policy counts with its shortest part",
      "2",
      "before.every((old) => after.every((fresh) => lasts(fresh.duration, old.duration)));",
      "before.some((old) => after.every((fresh) => lasts(fresh.duration, old.duration)));",
    ],
    [
      "the new policy counts with its longest part",
      "2",
      "before.every((old) => after.every((fresh) => lasts(fresh.duration, old.duration)));",
      "before.every((old) => after.some((fresh) => lasts(fresh.duration, old.duration)));",
    ],
    [
      "an unknown duration is long enough",
      "2",
      "if (next === undefined || former === undefined) return false;",
      "if (next === undefined || former === undefined) return true;",
    ],
    [
      "a retention that is missing is no loss",
      "2",
      "shorter: !keepsAll,",
      "shorter: after.length > 0 && !keepsAll,",
    ],
  ]),
];
