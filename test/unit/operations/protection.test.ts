import { describe, expect, test } from "vitest";
import type { ItemCondition, ProtectedItem } from "../../../src/azure/backup/item.ts";
import { type Policy, readPolicy } from "../../../src/azure/backup/policy.ts";
import type { VaultState } from "../../../src/azure/backup/vault.ts";
import type { WorkloadType } from "../../../src/azure/backup/workload.ts";
import type { Before } from "../../../src/operations/plan.ts";
import {
  isProtectedBy,
  refuseWrongPolicy,
  requirePolicy,
} from "../../../src/operations/policy-rules.ts";
import { plan, type WriteWish, warningOnReached } from "../../../src/operations/wish.ts";
import { item, itemOf, vaultState } from "../azure/backup/read-builders.ts";
import { POLICY_ID, VAULT_ID, WORKLOAD_TYPES } from "../azure/backup/resource-builders.ts";

const SILVER_ID = `${VAULT_ID}/backupPolicies/Silver`;

function policy(type: WorkloadType, retention: object = {}, changes: Partial<Policy> = {}): Policy {
  const { workload, policyType } = itemOf(type);
  return {
    ...readPolicy({
      id: SILVER_ID,
      name: "Silver",
      properties: {
        backupManagementType: workload?.backupManagementType,
        workLoadType: workload?.policyTypes[0],
        policyType,
        retentionPolicy: retention,
      },
    }),
    ...changes,
  };
}

const found = (type: WorkloadType, parts: Partial<Before> = {}): Before => ({
  vault: vaultState(),
  item: itemOf(type, { condition: "stopped", protectionState: "ProtectionStopped", policyId: "" }),
  policy: policy(type),
  now: Date.UTC(2026, 0, 5, 10),
  isDated: true,
  ...parts,
});

/** What every PUT on an item of each workload carries. */
const IDENTITY: Readonly<Record<WorkloadType, object>> = {
  SQLDataBase: { protectedItemType: "AzureVmWorkloadSQLDatabase" },
  SAPHanaDatabase: { protectedItemType: "AzureVmWorkloadSAPHanaDatabase" },
  SAPAseDatabase: { protectedItemType: "AzureVmWorkloadSAPAseDatabase" },
  VM: {
    protectedItemType: "Microsoft.Compute/virtualMachines",
    sourceResourceId:
      "/subscriptions/s/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/web-01",
  },
  AzureFileShare: {
    protectedItemType: "AzureFileShareProtectedItem",
    sourceResourceId:
      "/subscriptions/s/resourceGroups/rg-files/providers/Microsoft.Storage/storageAccounts/contosofiles",
  },
};

describe("suspend-backups", () => {
  const wish: WriteWish = { kind: "suspend-backups" };
  const suspend = (type: WorkloadType, immutability: VaultState["immutability"] = "on") =>
    plan(wish, { ...found(type), item: itemOf(type), vault: vaultState({ immutability }) });

  test.each(WORKLOAD_TYPES)("of a %s puts the state, and leaves the policy alone", (type) => {
    const planned = suspend(type);

    expect(planned).toMatchObject({
      kind: "send",
      doing: `suspend the backups of '${itemOf(type).friendlyName}'`,
      jobOperation: "DisableBackup",
      notes: [expect.stringContaining("keeps the newest one")],
    });
    expect(planned).toHaveProperty("write", {
      method: "PUT",
      body: {
        properties: { ...IDENTITY[type], protectionState: "BackupsSuspended" },
      },
    });
  });

  test("has to be let through by a resource guard that covers it (documents)", () => {
    expect(suspend("SQLDataBase")).toHaveProperty("guarded", "suspend");
  });

  test.each(["off", "unknown"] as const)(
    "is refused where immutability is %s, before Azure does so with a message that claims the opposite",
    (immutability) => {
      expect(suspend("SQLDataBase", immutability)).toMatchObject({
        kind: "refuse",
        why: expect.stringContaining("only an immutable vault"),
        hint: expect.stringContaining("'stop-protection-retain-data'"),
      });
    },
  );
});

describe("undelete", () => {
  const wish: WriteWish = { kind: "undelete" };
  const deleted = (type: WorkloadType) =>
    itemOf(type, { condition: "soft-deleted", protectionState: "ProtectionStopped", policyId: "" });

  test.each(WORKLOAD_TYPES)("of a %s puts a stop with isRehydrate, as recorded", (type) => {
    const planned = plan(wish, found(type, { item: deleted(type) }));

    expect(planned).toMatchObject({
      kind: "send",
      doing: `undelete '${itemOf(type).friendlyName}'`,
      jobOperation: "Undelete",
      notes: [expect.stringContaining("'resume-protection'")],
    });
    expect(planned).toHaveProperty("write", {
      method: "PUT",
      body: {
        properties: {
          ...IDENTITY[type],
          protectionState: "ProtectionStopped",
          policyId: "",
          isRehydrate: true,
        },
      },
    });
    expect(planned).not.toHaveProperty("guarded");
  });

  test("leaves nothing to be desired once it is reached", () => {
    const before = found("VM", { item: deleted("VM") });

    expect(warningOnReached(wish, before, itemOf("VM"))).toBeUndefined();
  });

  test("goes ahead in an immutable vault", () => {
    const vault = vaultState({ immutability: "on" });

    expect(plan(wish, found("VM", { item: deleted("VM"), vault })).kind).toBe("send");
  });
});

describe("resume-protection", () => {
  const wish: WriteWish = { kind: "resume-protection", allowShorterRetention: false };
  const lenient: WriteWish = { ...wish, allowShorterRetention: true };
  const daily = (count: number, durationType = "Days") => ({
    dailySchedule: { retentionDuration: { count, durationType } },
  });

  test.each(WORKLOAD_TYPES)("of a %s puts the policy, and nothing else", (type) => {
    const planned = plan(lenient, found(type));

    expect(planned).toMatchObject({
      kind: "send",
      doing: `resume the protection of '${itemOf(type).friendlyName}' with 'Silver'`,
      jobOperation: "ConfigureBackup",
    });
    expect(planned).toHaveProperty("write", {
      method: "PUT",
      body: { properties: { ...IDENTITY[type], policyId: SILVER_ID } },
    });
    expect(planned).not.toHaveProperty("guarded");
  });

  describe("of a stopped item, which names no policy any more,", () => {
    const OLDEST = Date.UTC(2025, 11, 27, 10);
    const stopped = (changes: Partial<ProtectedItem> = {}, retention: object = daily(9)) =>
      found("SQLDataBase", {
        item: item({ condition: "stopped", policyId: "", oldestRecoveryPoint: OLDEST, ...changes }),
        policy: policy("SQLDataBase", retention),
      });

    test("warns with the oldest recovery point and the new retention", () => {
      expect(plan(wish, stopped())).toMatchObject({
        kind: "send",
        warning:
          "Recovery points will expire by the new policy: the oldest recovery point is of 2025-12-27T10:00:00Z, and 'Silver' keeps backups, daily 9 days.",
      });
    });

    test.each([
      { what: "is older than the new policy keeps any", before: stopped({}, daily(8)) },
      { what: "is older by a second", before: stopped({ oldestRecoveryPoint: OLDEST - 1_000 }) },
      { what: "cannot be read", before: stopped({ oldestRecoveryPoint: undefined }) },
      {
        what: "cannot be read, though it is said to have some",
        before: stopped({ oldestRecoveryPoint: undefined, recoveryPointCount: 3 }),
      },
      {
        what: "cannot be read, though it is said to have none beside its last one",
        before: stopped({
          oldestRecoveryPoint: undefined,
          recoveryPointCount: 0,
          lastRecoveryPoint: OLDEST,
        }),
      },
      { what: "is of next year", before: stopped({ oldestRecoveryPoint: Date.UTC(2027, 0, 1) }) },
      { what: "meets a policy of unknown retention", before: stopped({}, daily(99, "Hours")) },
      { what: "is of a time that no answer dates", before: { ...stopped(), isDated: false } },
      { what: "meets a policy without any", before: stopped({}, { retentionPolicyType: "New" }) },
    ])("is refused where its oldest recovery point $what", ({ before }) => {
      const immutable = { ...before, vault: vaultState({ immutability: "on" }) };

      expect(plan(wish, before)).toMatchObject({
        kind: "refuse",
        why: expect.stringMatching(/^Existing recovery points may be lost: the .*oldest/),
        hint: expect.stringContaining("'allow-shorter-retention: true'"),
      });
      expect(plan(lenient, before)).toMatchObject({
        kind: "send",
        warning: expect.stringMatching(/^Allowed by 'allow-shorter-retention': the .*oldest/),
      });
      expect(plan(lenient, immutable)).toMatchObject({
        kind: "refuse",
        why: expect.stringMatching(/^The vault is immutable, and the .*oldest/),
      });
    });

    test.each([
      { what: "an hour old", oldestRecoveryPoint: Date.UTC(2026, 0, 5, 9) },
      { what: "of an hour from now", oldestRecoveryPoint: Date.UTC(2026, 0, 5, 11) },
      { what: "of a day from now", oldestRecoveryPoint: Date.UTC(2026, 0, 6, 10) },
    ])("may have an oldest recovery point that is $what, by its clock", (changes) => {
      expect(plan(wish, stopped(changes)).kind).toBe("send");
    });

    test("is refused where its oldest recovery point is a second more than a day from now", () => {
      const oldestRecoveryPoint = Date.UTC(2026, 0, 6, 10) + 1_000;

      expect(plan(wish, stopped({ oldestRecoveryPoint })).kind).toBe("refuse");
    });

    test("is refused for an old point, whatever it is said to hold", () => {
      const before = stopped({ recoveryPointCount: 0 }, daily(8));

      expect(plan(wish, before)).toMatchObject({
        kind: "refuse",
        why: expect.stringContaining("the oldest recovery point is of 2025-12-27"),
      });
      expect(plan(wish, before)).not.toHaveProperty("retention");
    });

    test("is refused for its old points first, should it name a policy all the same", () => {
      const gold = { ...policy("SQLDataBase", daily(30)), id: POLICY_ID, name: "Gold" };
      const before = { ...stopped({ policyId: POLICY_ID }, daily(8)), formerPolicy: gold };

      expect(plan(wish, before)).toMatchObject({
        kind: "refuse",
        why: expect.stringContaining("the oldest recovery point is of"),
      });
      expect(plan(wish, before)).not.toHaveProperty("retention");
    });

    test("goes by the longest retention of all kinds", () => {
      const yearly = {
        ...daily(7),
        yearlySchedule: { retentionDuration: { count: 1, durationType: "Years" } },
      };

      expect(plan(wish, stopped({}, yearly)).kind).toBe("send");
    });

    test("is compared by the two policies as well, should it name one all the same", () => {
      const gold = { ...policy("SQLDataBase", daily(30)), id: POLICY_ID, name: "Gold" };
      const before = { ...stopped({ policyId: POLICY_ID }, daily(29)), formerPolicy: gold };

      expect(plan(wish, before)).toMatchObject({
        kind: "refuse",
        why: expect.stringContaining("(backups, daily 30 days -> 29 days)"),
      });
      expect(plan(wish, stopped({ policyId: SILVER_ID }))).toHaveProperty(
        "warning",
        expect.stringContaining("the oldest recovery point is of"),
      );
    });

    test("has nothing to lose where Azure says that it has no recovery points", () => {
      const none = { oldestRecoveryPoint: undefined, recoveryPointCount: 0 };

      expect(plan(wish, stopped(none, daily(1))).kind).toBe("send");
      expect(plan(wish, stopped(none, daily(1)))).not.toHaveProperty("warning");
    });
  });

  describe("of an item that still names a policy", () => {
    const GOLD = { ...policy("SQLDataBase", daily(30)), id: POLICY_ID, name: "Gold" };
    const named = (condition: ItemCondition, days: number, parts: Partial<Before> = {}) =>
      found("SQLDataBase", {
        item: item({ condition }),
        policy: policy("SQLDataBase", daily(days)),
        formerPolicy: GOLD,
        ...parts,
      });

    test.each(["suspended", "error"] as const)(
      "compares it with the new one where it is %s",
      (condition) => {
        expect(plan(wish, named(condition, 29))).toMatchObject({
          kind: "refuse",
          why: "Existing recovery points may be lost: 'Silver' has shorter retention (backups, daily 30 days -> 29 days).",
          retention: [{ kind: "backups, daily", shorter: true }],
        });
        expect(plan(wish, named(condition, 30))).toMatchObject({ kind: "send" });
        expect(plan(wish, named(condition, 30))).not.toHaveProperty("warning");
      },
    );

    test.each(["suspended", "error"] as const)(
      "asks the resource guard where it is %s and gets a shorter one",
      (condition) => {
        expect(plan(lenient, named(condition, 29))).toMatchObject({
          kind: "send",
          guarded: "weaker-policy",
          warning: expect.stringContaining("Allowed by 'allow-shorter-retention'"),
        });
        expect(plan(lenient, named(condition, 30))).not.toHaveProperty("guarded");
      },
    );

    test.each(["suspended", "error"] as const)(
      "is refused by an immutable vault where it is %s and gets a shorter one",
      (condition) => {
        const vault = vaultState({ immutability: "on" });

        expect(plan(lenient, named(condition, 29, { vault }))).toMatchObject({
          kind: "refuse",
          why: expect.stringContaining("The vault is immutable, and 'Silver' has shorter"),
        });
        expect(plan(wish, named(condition, 30, { vault })).kind).toBe("send");
      },
    );

    test("is refused where that policy cannot be read", () => {
      expect(plan(wish, named("suspended", 99, { formerPolicy: undefined }))).toMatchObject({
        kind: "refuse",
        why: expect.stringContaining("the item's present policy 'Gold' cannot be read"),
      });
    });

    test("goes ahead with that very policy", () => {
      const same = named("suspended", 1, { policy: GOLD, formerPolicy: GOLD });

      expect(plan(wish, same).kind).toBe("send");
    });
  });

  test.each(["error", "stopped", "suspended"] as const)(
    "takes no policy of another workload for an item that is %s",
    (condition) => {
      const wrong = found("SQLDataBase", {
        item: item({ condition }),
        policy: policy("AzureFileShare"),
      });

      expect(plan(wish, wrong)).toMatchObject({
        kind: "refuse",
        why: "The policy 'Silver' is for AzureStorage / AzureFileShare, and the item is a SQL database.",
        hint: "Name a policy for AzureWorkload / SQLDataBase.",
      });
    },
  );

  test("warns of an item that was in error and still is, as a change of policy does", () => {
    const broken = item({ condition: "error", protectionState: "ProtectionError" });
    const after = { ...broken, policyId: SILVER_ID };

    expect(warningOnReached(wish, found("SQLDataBase", { item: broken }), after)).toContain(
      "it was in error before and still is",
    );
  });

  test("does not take a VM back from an enhanced policy to a standard one", () => {
    const standard = policy("VM", {}, { policyType: "" });

    expect(plan(lenient, found("VM", { policy: standard }))).toMatchObject({
      kind: "refuse",
      why: "The virtual machine has an enhanced policy (V2), and 'Silver' is a standard one.",
    });
  });

  test("compares policies without case", () => {
    const same = item({ policyId: SILVER_ID.toUpperCase() });

    expect(plan(wish, found("SQLDataBase", { item: same }))).toEqual({
      kind: "nothing-to-do",
      why: "It is already protected by 'Silver'.",
    });
  });
});

describe("the rules of policies", () => {
  test("need the policy that was asked for", () => {
    const { policy: _, ...without } = found("SQLDataBase");

    expect(() => requirePolicy(without)).toThrow("without");
    expect(() => plan({ kind: "resume-protection", allowShorterRetention: true }, without)).toThrow(
      "without",
    );
  });

  test("leave a workload nobody knows to Azure", () => {
    const unknown = { item: item({ workload: undefined }), formerPolicy: undefined };

    expect(refuseWrongPolicy(policy("VM"), unknown)).toBeUndefined();
  });

  test.each([
    { condition: "protected", policyId: SILVER_ID, protects: true },
    { condition: "protected", policyId: SILVER_ID.toLowerCase(), protects: true },
    { condition: "protected", policyId: `${SILVER_ID}2`, protects: false },
    { condition: "protected", policyId: "", protects: false },
    { condition: "error", policyId: SILVER_ID, protects: false },
    { condition: "stopped", policyId: SILVER_ID, protects: false },
    { condition: "suspended", policyId: SILVER_ID, protects: false },
    { condition: "soft-deleted", policyId: SILVER_ID, protects: false },
  ] as const)("an item that is $condition by '$policyId' is protected: $protects", (row) => {
    const after = item({ condition: row.condition, policyId: row.policyId });

    expect(isProtectedBy(policy("SQLDataBase"), found("SQLDataBase"), after, true)).toBe(
      row.protects,
    );
  });

  test("an item that is gone is protected by nothing", () => {
    expect(isProtectedBy(policy("SQLDataBase"), found("SQLDataBase"), undefined, true)).toBe(false);
  });
});
