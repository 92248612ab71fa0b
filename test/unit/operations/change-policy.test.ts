import { describe, expect, test } from "vitest";
import { readItem } from "../../../src/azure/backup/item.ts";
import { type Policy, readPolicy } from "../../../src/azure/backup/policy.ts";
import { type ChangePolicy, changePolicy } from "../../../src/operations/change-policy.ts";
import type { Before, Plan } from "../../../src/operations/plan.ts";
import { plan, reachedBy, warningOnReached } from "../../../src/operations/wish.ts";
import { item, itemOf, vaultState } from "../azure/backup/read-builders.ts";
import { itemResource, POLICY_ID, VAULT_ID } from "../azure/backup/resource-builders.ts";

const SILVER_ID = `${VAULT_ID}/backupPolicies/Silver`;

const keeps = (count: number) => ({ retentionDuration: { count, durationType: "Days" } });

function policy(name: string, days: { full?: number; log?: number }, type = "SQLDataBase"): Policy {
  return readPolicy({
    id: `${VAULT_ID}/backupPolicies/${name}`,
    name,
    properties: {
      backupManagementType: "AzureWorkload",
      workLoadType: type,
      subProtectionPolicy: [
        ...(days.full === undefined
          ? []
          : [{ policyType: "Full", retentionPolicy: { dailySchedule: keeps(days.full) } }]),
        ...(days.log === undefined
          ? []
          : [{ policyType: "Log", retentionPolicy: keeps(days.log) }]),
      ],
    },
  });
}

const GOLD = policy("Gold", { full: 30, log: 15 });
const SILVER = policy("Silver", { full: 30, log: 15 });
const BRONZE = policy("Bronze", { full: 7 });
const wish: ChangePolicy = { kind: "change-policy", allowShorterRetention: false };
const lenient: ChangePolicy = { ...wish, allowShorterRetention: true };

const reached = (
  ...[wished, before, after]: [ChangePolicy, Before, ReturnType<typeof item> | undefined]
) => reachedBy(wished, before)?.(after);

const found = (parts: Partial<Before> = {}): Before => ({
  vault: vaultState(),
  item: item(),
  policy: SILVER,
  formerPolicy: GOLD,
  now: Date.UTC(2026, 0, 5, 10),
  isDated: true,
  ...parts,
});

function refusal(planned: Plan): Extract<Plan, { kind: "refuse" }> {
  if (planned.kind === "refuse") return planned;
  throw new Error(`Expected a refusal, got ${planned.kind}.`);
}

describe("a change that loses nothing", () => {
  test("puts type and policy, and nothing else", () => {
    const planned = plan(wish, found());

    expect(planned).toMatchObject({
      kind: "send",
      write: {
        method: "PUT",
        body: {
          properties: { protectedItemType: "AzureVmWorkloadSQLDatabase", policyId: SILVER_ID },
        },
      },
      doing: "change the policy of 'payroll' to 'Silver'",
      jobOperation: "ConfigureBackup",
      notes: [],
    });
    expect(planned).toHaveProperty("write.body.properties", {
      protectedItemType: "AzureVmWorkloadSQLDatabase",
      policyId: SILVER_ID,
    });
  });

  test("tells the retention of both policies for the report", () => {
    expect(plan(wish, found())).toHaveProperty("retention", [
      { kind: "full, daily", former: "30 days", next: "30 days", shorter: false },
      { kind: "log", former: "15 days", next: "15 days", shorter: false },
    ]);
  });

  test("goes ahead in an immutable vault as well", () => {
    const vault = vaultState({ immutability: "on" });

    expect(plan(wish, found({ vault })).kind).toBe("send");
  });
});

describe("a vault whose immutability is a word that nobody knows", () => {
  const vault = vaultState({ immutability: "unknown" });

  test.each([wish, lenient])(
    "takes no shorter policy, whatever the inputs say ($allowShorterRetention)",
    (either) => {
      const { why } = refusal(plan(either, found({ vault, policy: BRONZE })));

      expect(why).toContain("so it counts as immutable, and 'Bronze' has shorter retention");
    },
  );

  test("takes one that is as long", () => {
    expect(plan(wish, found({ vault })).kind).toBe("send");
  });
});

describe("a new policy that shows no retention", () => {
  const nothing = policy("Nothing", {});

  test("counts as shorter in every kind", () => {
    expect(refusal(plan(wish, found({ policy: nothing }))).why).toContain(
      "(full, daily 30 days -> none; log 15 days -> none)",
    );
  });
});

describe("the same policy", () => {
  test("is recognized in any case", () => {
    const database = item({ policyId: POLICY_ID.toUpperCase() });

    expect(plan(wish, found({ item: database, policy: GOLD }))).toEqual({
      kind: "nothing-to-do",
      why: "It already has the policy 'Gold'.",
    });
  });

  test("is sent again to an item with an error", () => {
    const database = item({ condition: "error" });

    const planned = plan(wish, found({ item: database, policy: GOLD }));

    expect(planned.kind).toBe("send");
    expect(planned).not.toHaveProperty("retention");
  });

  test("loses nothing, though it has two parts of one kind or shows nothing that is understood", () => {
    const twice: Policy = { ...GOLD, retention: [...BRONZE.retention, ...GOLD.retention] };
    for (const odd of [twice, { ...GOLD, retention: [] }]) {
      const before = found({
        item: item({ condition: "error" }),
        policy: odd,
        formerPolicy: odd,
        vault: vaultState({ immutability: "on" }),
      });

      expect(plan(wish, before).kind).toBe("send");
      expect(plan(wish, before)).not.toHaveProperty("guarded");
    }
  });
});

describe("a policy that keeps less", () => {
  test("is refused, old and new listed per kind", () => {
    const { why, hint, retention } = refusal(plan(wish, found({ policy: BRONZE })));

    expect(why).toBe(
      "Existing recovery points may be lost: 'Bronze' has shorter retention (full, daily 30 days -> 7 days; log 15 days -> none).",
    );
    expect(hint).toContain("'allow-shorter-retention: true'");
    expect(retention).toHaveLength(2);
  });

  test("is sent where the user accepts the loss, which is noted", () => {
    const planned = plan(lenient, found({ policy: BRONZE }));

    expect(planned).toMatchObject({
      kind: "send",
      warning:
        "Allowed by 'allow-shorter-retention': 'Bronze' has shorter retention (full, daily 30 days -> 7 days; log 15 days -> none).",
    });
  });

  test.each([wish, lenient])(
    "is refused in an immutable vault, whatever the inputs say ($allowShorterRetention)",
    (either) => {
      const vault = vaultState({ immutability: "on" });

      const { why } = refusal(plan(either, found({ vault, policy: BRONZE })));

      expect(why).toContain("The vault is immutable");
    },
  );
});

describe("a policy with a part that nobody can read", () => {
  const unread = (kind: string) => ({ kind, duration: undefined });
  const odd = { ...GOLD, name: "Odd", retention: [...GOLD.retention, unread("full, hourly")] };

  test.each([
    { what: "present", before: { formerPolicy: odd, policy: SILVER }, part: "full, hourly" },
    {
      what: "new",
      before: {
        policy: {
          ...SILVER,
          name: "Odd",
          retention: [...GOLD.retention.slice(0, 1), unread("log")],
        },
      },
      part: "log",
    },
  ])("is named, and so is the part: the $what one", ({ before, part }) => {
    const { why, hint } = refusal(plan(wish, found(before)));

    expect(why).toBe(
      `Existing recovery points may be lost: this action cannot read the retention '${part}' of 'Odd'.`,
    );
    expect(hint).toBe(
      "Azure applies a policy's retention to existing recovery points too. Compare the two policies in the vault, and set 'allow-shorter-retention: true' to accept what this action cannot read.",
    );
  });

  test("does no harm where the present policy keeps nothing of its kind", () => {
    expect(plan(wish, found({ policy: { ...odd, id: SILVER.id } })).kind).toBe("send");
  });

  test("stands beside what is shorter", () => {
    const { why, hint } = refusal(plan(wish, found({ formerPolicy: odd, policy: BRONZE })));

    expect(why).toContain(
      "(full, daily 30 days -> 7 days; log 15 days -> none), and this action cannot read the retention 'full, hourly' of 'Odd'.",
    );
    expect(hint).toContain("Name a policy that keeps them as long");
  });

  test("counts as shorter in an immutable vault", () => {
    const vault = vaultState({ immutability: "on" });

    const { hint } = refusal(plan(lenient, found({ vault, formerPolicy: odd, policy: BRONZE })));

    expect(hint).toContain("An immutable vault never allows shorter retention");
  });
});

describe("a former policy that cannot be compared", () => {
  const nameless = readPolicy({ id: POLICY_ID, name: "Gold", properties: {} });

  test.each([
    { what: "cannot be read", formerPolicy: undefined },
    { what: "shows no retention at all", formerPolicy: nameless },
    { what: "holds no retention", formerPolicy: { ...GOLD, retention: [] } },
  ])("because it $what is refused", ({ formerPolicy }) => {
    const { hint } = refusal(plan(wish, found({ formerPolicy })));

    expect(hint).toContain("'allow-shorter-retention: true'");
  });

  test("leaves the report nothing to show kind by kind", () => {
    expect(plan(wish, found({ formerPolicy: undefined }))).not.toHaveProperty("retention");
  });

  test.each([
    { what: "cannot be read", formerPolicy: undefined },
    { what: "shows no retention at all", formerPolicy: nameless },
  ])("because it $what is refused by an immutable vault in any case", ({ formerPolicy }) => {
    const vault = vaultState({ immutability: "on" });

    expect(plan(lenient, found({ formerPolicy, vault })).kind).toBe("refuse");
  });

  test("is accepted where the user accepts a loss", () => {
    expect(plan(lenient, found({ formerPolicy: undefined })).kind).toBe("send");
  });

  test("is no less a risk where the item in error names no policy at all", () => {
    const database = item({ condition: "error", policyId: "" });
    const before = found({ item: database, formerPolicy: undefined });

    expect(plan(wish, before).kind).toBe("refuse");
    expect(plan(lenient, before).kind).toBe("send");
  });
});

describe("a policy for something else", () => {
  test.each([
    { what: "SAP HANA", wrong: policy("Hana", { full: 99, log: 99 }, "SAPHanaDatabase") },
    {
      what: "VMs",
      wrong: readPolicy({
        id: "x",
        name: "VM",
        properties: { backupManagementType: "AzureIaasVM" },
      }),
    },
    { what: "nothing known", wrong: readPolicy({ id: "x", name: "odd", properties: {} }) },
  ])("such as $what is refused", ({ wrong }) => {
    const { why, hint } = refusal(plan(lenient, found({ policy: wrong })));

    expect(why).toContain(`The policy '${wrong.name}' is for`);
    expect(why).not.toContain(" / ,");
    expect(hint).toContain("AzureWorkload / SQLDataBase");
  });
});

describe("a change of policy is reached by an item that is", () => {
  const showing = (protectionState: string, policyId: string) => {
    const read = readItem(itemResource({ protectionState, policyId }));
    if (read === undefined) throw new Error("It is no item.");
    return read;
  };

  test.each([
    showing("Protected", SILVER_ID),
    showing("IRPending", SILVER_ID),
    showing("protected", SILVER_ID.toLowerCase()),
  ])("$protectionState by $policyId", (seen) => {
    expect(reached(wish, found(), seen)).toBe(true);
  });

  test.each([
    showing("Protected", POLICY_ID),
    showing("Protected", ""),
    showing("ProtectionStopped", SILVER_ID),
    showing("ProtectionError", SILVER_ID),
    showing("BackupsSuspended", SILVER_ID),
    showing("", SILVER_ID),
  ])("not $protectionState by '$policyId'", (seen) => {
    expect(reached(wish, found(), seen)).toBe(false);
  });

  test("not gone, and not soft-deleted", () => {
    const deleted = item({ policyId: SILVER_ID, condition: "soft-deleted" });

    expect(reached(wish, found(), undefined)).toBe(false);
    expect(reached(wish, found(), deleted)).toBe(false);
  });
});

describe("an item that was in error", () => {
  const broken = item({ condition: "error", protectionState: "ProtectionError" });
  const still = item({ ...broken, policyId: SILVER_ID });

  test("and still is has reached the policy that it names, with a warning", () => {
    const before = found({ item: broken });

    expect(reached(wish, before, still)).toBe(true);
    expect(warningOnReached(wish, before, still)).toBe(
      "'payroll' has the policy, but it was in error before and still is (protection state 'ProtectionError'). Azure may take no backup of it.",
    );
  });

  test("has not reached another policy with the one that it had", () => {
    expect(reached(wish, found({ item: broken }), broken)).toBe(false);
  });

  test("shows nothing by the policy that it had already, but for the write's own job", () => {
    const before = found({ item: still });

    expect(reached(wish, before, still)).toBe(false);
    expect(reachedBy(wish, before)?.(still, true)).toBe(true);
    expect(warningOnReached(wish, before, still)).toContain("still is");
  });

  test("has not reached the policy that it is still inconsistent with", () => {
    for (const protectionState of ["Protected", "IRPending", "protected"]) {
      const inconsistent = item({ ...still, protectionState });

      expect(reachedBy(wish, found({ item: inconsistent }))?.(inconsistent, true)).toBe(false);
    }
  });

  test("counts as inconsistent by no other word than those", () => {
    for (const protectionState of ["NotProtected", "ProtectedByNobody"]) {
      const odd = item({ ...still, protectionState });

      expect(reachedBy(wish, found({ item: odd }))?.(odd, true)).toBe(true);
    }
  });

  test.each(["stopped", "suspended", "soft-deleted"] as const)(
    "has not reached it where it is %s now",
    (condition) => {
      expect(reached(wish, found({ item: broken }), item({ ...still, condition }))).toBe(false);
    },
  );

  test("and is protected now is no cause for a warning", () => {
    const after = item({ policyId: SILVER_ID });

    expect(reached(wish, found({ item: broken }), after)).toBe(true);
    expect(warningOnReached(wish, found({ item: broken }), after)).toBeUndefined();
    expect(warningOnReached(wish, found({ item: broken }), undefined)).toBeUndefined();
  });
});

test("a plan without a policy is a defect of ours", () => {
  const { policy: _, ...without } = found();

  expect(() => changePolicy.plan(wish, without)).toThrow("was planned without");
});

test("nothing is warned of where nothing gets lost", () => {
  for (const wished of [wish, lenient]) expect(plan(wished, found())).not.toHaveProperty("warning");
});

describe("a resource guard", () => {
  test("is asked only where retention gets shorter", () => {
    expect(plan(lenient, found({ policy: BRONZE }))).toHaveProperty("guarded", "weaker-policy");
    expect(plan(lenient, found({ formerPolicy: undefined }))).toHaveProperty(
      "guarded",
      "weaker-policy",
    );
    expect(plan(wish, found())).not.toHaveProperty("guarded");
    expect(plan(lenient, found())).not.toHaveProperty("guarded");
  });
});

describe("a policy of a workload", () => {
  const all = {
    sql: policy("Sql", { full: 30 }),
    hana: policy("Hana", { full: 30 }, "SAPHanaDatabase"),
    ase: policy("Ase", { full: 30 }, "SAPAseDatabase"),
    vm: readPolicy({
      id: "vm",
      name: "Vm",
      properties: { backupManagementType: "AzureIaasVM", policyType: "V1" },
    }),
    /** As a policy of 2017 was recorded. */
    labelledVm: readPolicy({
      id: "labelled",
      name: "LabelledVm",
      properties: { backupManagementType: "AzureIaasVM", workloadType: "VM" },
    }),
    share: readPolicy({
      id: "share",
      name: "Share",
      properties: { backupManagementType: "AzureStorage", workLoadType: "AzureFileShare" },
    }),
    /** A database's policy that does not say of which. */
    untyped: readPolicy({
      id: "untyped",
      name: "Untyped",
      properties: { backupManagementType: "AzureWorkload" },
    }),
  };

  // SAP HANA takes a policy labelled for SQL (recorded in 2019).
  test.each([
    { type: "SQLDataBase", takes: ["sql", "untyped"] },
    { type: "SAPHanaDatabase", takes: ["sql", "hana", "untyped"] },
    { type: "SAPAseDatabase", takes: ["ase", "untyped"] },
    { type: "VM", takes: ["vm", "labelledVm"] },
    { type: "AzureFileShare", takes: ["share"] },
  ] as const)("is taken by a $type only if it is one of $takes", ({ type, takes }) => {
    const accepted = Object.entries(all).filter(([, candidate]) => {
      const target = itemOf(type, { policyType: "" });
      return plan(lenient, found({ item: target, policy: candidate })).kind === "send";
    });

    expect(accepted.map(([name]) => name)).toEqual([...takes]);
  });

  test("is compared without case", () => {
    const shouted = readPolicy({
      id: "x",
      name: "Loud",
      properties: { backupManagementType: "AZUREWORKLOAD", workLoadType: "sqldatabase" },
    });

    expect(plan(lenient, found({ policy: shouted })).kind).toBe("send");
  });

  test("that is wrong says what it is for, what the item is, and what to name", () => {
    const before = found({ item: itemOf("VM"), policy: all.sql });

    const { why, hint } = refusal(plan(wish, before));

    expect(why).toBe(
      "The policy 'Sql' is for AzureWorkload / SQLDataBase, and the item is a virtual machine.",
    );
    expect(hint).toBe("Name a policy for AzureIaasVM.");
  });

  test.each([
    { from: "V1", to: "V1", kind: "send" },
    { from: "V1", to: "V2", kind: "send" },
    { from: "V2", to: "V2", kind: "send" },
    { from: "V2", to: "V1", kind: "refuse" },
    { from: "v2", to: "v1", kind: "refuse" },
    // Standard policies name no type (recordings).
    { from: "V2", to: "", kind: "refuse" },
    { from: "", to: "", kind: "send" },
    { from: "", to: "V1", kind: "send" },
  ])("of a VM may change from '$from' to '$to': $kind", ({ from, to, kind }) => {
    const next = readPolicy({
      id: "x",
      name: "Next",
      properties: { backupManagementType: "AzureIaasVM", policyType: to },
    });
    const before = found({ item: itemOf("VM", { policyType: from }), policy: next });

    expect(plan(lenient, before).kind).toBe(kind);
  });

  test("of a VM is enhanced where the item's present policy says so", () => {
    const named = (policyType: string) =>
      readPolicy({
        id: policyType,
        name: `Policy${policyType}`,
        properties: { backupManagementType: "AzureIaasVM", policyType },
      });
    const before = found({
      item: itemOf("VM", { policyType: "" }),
      policy: named(""),
      formerPolicy: named("V2"),
    });

    expect(refusal(plan(lenient, before)).why).toBe(
      "The virtual machine has an enhanced policy (V2), and 'Policy' is a standard one.",
    );
  });

  describe("of a share whose backups go to the vault", () => {
    const share = (name: string, retention: object) =>
      readPolicy({
        id: name,
        name,
        properties: {
          backupManagementType: "AzureStorage",
          workLoadType: "AzureFileShare",
          ...retention,
        },
      });
    const snapshots = share("Snapshots", { retentionPolicy: { dailySchedule: keeps(30) } });
    const vaulted = share("Vaulted", {
      vaultRetentionPolicy: {
        snapshotRetentionInDays: 30,
        vaultRetention: { dailySchedule: keeps(90) },
      },
    });

    test("is not given up for snapshots, whatever the inputs say", () => {
      const before = found({
        item: itemOf("AzureFileShare"),
        policy: snapshots,
        formerPolicy: vaulted,
      });

      expect(plan(lenient, before)).toEqual({
        kind: "refuse",
        why: "The share's backups go to the vault, and 'Snapshots' keeps snapshots only.",
        hint: "Azure does not change back from the vault to snapshots. Name a policy with vault retention.",
      });
    });

    test("is taken up with a warning, in an immutable vault too", () => {
      const before = found({
        item: itemOf("AzureFileShare"),
        policy: vaulted,
        formerPolicy: snapshots,
        vault: vaultState({ immutability: "on" }),
      });

      expect(plan(wish, before)).toMatchObject({
        kind: "send",
        warning:
          "With 'Vaulted' the share's backups go to the vault, and Azure does not change that back.",
      });
    });
  });

  test("that backs up more rarely goes through a resource guard, and needs no other leave", () => {
    const every = (minutes: number) => ({
      ...SILVER,
      schedule: [{ kind: "log", longestGapMin: minutes }],
    });
    const at = (former: number, next: number) =>
      plan(wish, found({ policy: every(next), formerPolicy: every(former) }));

    expect(at(60, 120)).toMatchObject({ kind: "send", guarded: "weaker-policy" });
    expect(at(60, 60)).not.toHaveProperty("guarded");
    expect(at(120, 60)).not.toHaveProperty("guarded");
  });
});

describe("the body", () => {
  test.each([
    { type: "SAPHanaDatabase", itemType: "AzureVmWorkloadSAPHanaDatabase", source: false },
    { type: "SAPAseDatabase", itemType: "AzureVmWorkloadSAPAseDatabase", source: false },
    { type: "VM", itemType: "Microsoft.Compute/virtualMachines", source: true },
    { type: "AzureFileShare", itemType: "AzureFileShareProtectedItem", source: true },
  ] as const)(
    "of a $type carries its type, and its source: $source",
    ({ type, itemType, source }) => {
      const target = itemOf(type);
      const next: Policy = {
        ...SILVER,
        backupManagementType: target.workload?.backupManagementType ?? "",
        workloadType: target.workload?.policyTypes[0] ?? "",
        policyType: target.policyType,
      };

      expect(plan(wish, found({ item: target, policy: next }))).toHaveProperty(
        "write.body.properties",
        {
          protectedItemType: itemType,
          ...(source ? { sourceResourceId: target.sourceId } : {}),
          policyId: SILVER_ID,
        },
      );
    },
  );

  test("of a classic VM keeps its own type", () => {
    const target = itemOf("VM", { itemType: "Microsoft.ClassicCompute/virtualMachines" });
    const next: Policy = {
      ...SILVER,
      backupManagementType: "AzureIaasVM",
      workloadType: "",
      policyType: "V2",
    };

    expect(plan(wish, found({ item: target, policy: next }))).toHaveProperty(
      "write.body.properties.protectedItemType",
      "Microsoft.ClassicCompute/virtualMachines",
    );
  });
});

test("an item that has the policy but is not consistent with it has not reached it", () => {
  const after = item({ policyId: SILVER_ID, protectionState: "Protected", condition: "error" });

  expect(reached(wish, found(), after)).toBe(false);
});
