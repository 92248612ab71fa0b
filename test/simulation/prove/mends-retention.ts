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
  ...mendsOf("azure/policy.ts", [
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
