import { describe, expect, test } from "vitest";
import { type Policy, readPolicy } from "../../../src/azure/policy.ts";
import type { WorkloadType } from "../../../src/azure/workload.ts";
import { plan, type WriteWish } from "../../../src/operations/operation.ts";
import type { Before } from "../../../src/operations/plan.ts";
import {
  isProtectedBy,
  refuseWrongPolicy,
  requirePolicy,
} from "../../../src/operations/policy-rules.ts";
import { item, itemOf, TYPES, VAULT_ID, vaultState } from "../made.ts";

const SILVER_ID = `${VAULT_ID}/backupPolicies/Silver`;

function policy(type: WorkloadType, retention: object = {}, changes: Partial<Policy> = {}): Policy {
  const { workload } = itemOf(type);
  return {
    ...readPolicy({
      id: SILVER_ID,
      name: "Silver",
      properties: {
        backupManagementType: workload?.backupManagementType,
        workLoadType: workload?.policyTypes[0],
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
  const suspend = (type: WorkloadType, immutable = true) =>
    plan(wish, { ...found(type), item: itemOf(type), vault: vaultState({ immutable }) });

  test.each(TYPES)("of a %s puts the state, and leaves the policy alone", (type) => {
    const planned = suspend(type);

    expect(planned).toMatchObject({
      kind: "send",
      doing: `suspend the backups of '${itemOf(type).friendlyName}'`,
      jobOperation: "DisableBackup",
    });
    expect(planned).toHaveProperty("write", {
      method: "PUT",
      body: {
        properties: { ...IDENTITY[type], protectionState: "BackupsSuspended" },
      },
    });
  });

  test("is not what a resource guard lets through (documents)", () => {
    expect(suspend("SQLDataBase")).not.toHaveProperty("guarded");
  });

  test("is refused before Azure does so with a message that claims the opposite", () => {
    expect(suspend("SQLDataBase", false)).toMatchObject({
      kind: "refuse",
      why: expect.stringContaining("only an immutable vault"),
      hint: expect.stringContaining("'stop-protection-retain-data'"),
    });
  });
});

describe("undelete", () => {
  const wish: WriteWish = { kind: "undelete" };
  const deleted = (type: WorkloadType) =>
    itemOf(type, { condition: "soft-deleted", protectionState: "ProtectionStopped", policyId: "" });

  test.each(TYPES)("of a %s puts a stop with isRehydrate, as recorded", (type) => {
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

  test("goes ahead in an immutable vault", () => {
    const vault = vaultState({ immutable: true });

    expect(plan(wish, found("VM", { item: deleted("VM"), vault })).kind).toBe("send");
  });
});

describe("resume-protection", () => {
  const wish: WriteWish = { kind: "resume-protection" };
  const DAILY = { dailySchedule: { retentionDuration: { count: 1, durationType: "Weeks" } } };

  test.each(TYPES)("of a %s puts the policy, and nothing else", (type) => {
    const planned = plan(wish, found(type));

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

  test("warns with the oldest recovery point and the new retention", () => {
    const stopped = item({
      condition: "stopped",
      oldestRecoveryPoint: Date.UTC(2025, 0, 2, 3, 4, 5),
    });

    expect(
      plan(wish, found("SQLDataBase", { item: stopped, policy: policy("SQLDataBase", DAILY) })),
    ).toHaveProperty(
      "warning",
      "Existing recovery points will expire by the new policy. The oldest is from 2025-01-02T03:04:05Z; 'Silver' keeps: backups, daily 1 week.",
    );
  });

  test.each([
    { what: "retention", retention: undefined, says: "keeps: not known." },
    { what: "readable retention", retention: {}, says: "keeps: backups not readable." },
  ])("says so where the policy shows no $what", ({ retention, says }) => {
    const shown = policy("SQLDataBase", retention ?? {}, retention ? {} : { retention: [] });

    expect(plan(wish, found("SQLDataBase", { policy: shown }))).toHaveProperty(
      "warning",
      expect.stringContaining(`The oldest is from not known; 'Silver' ${says}`),
    );
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

  test("does not take a VM back from an enhanced policy to a standard one", () => {
    const standard = policy("VM", {}, { policyType: "V1" });

    expect(plan(wish, found("VM", { policy: standard }))).toMatchObject({
      kind: "refuse",
      why: "The virtual machine has an enhanced policy (V2), and 'Silver' is a standard one (V1).",
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
    expect(() => plan({ kind: "resume-protection" }, without)).toThrow("without");
  });

  test("leave a workload nobody knows to Azure", () => {
    expect(refuseWrongPolicy(policy("VM"), item({ workload: undefined }))).toBeUndefined();
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

    expect(isProtectedBy(policy("SQLDataBase"), after)).toBe(row.protects);
  });

  test("an item that is gone is protected by nothing", () => {
    expect(isProtectedBy(policy("SQLDataBase"), undefined)).toBe(false);
  });
});
