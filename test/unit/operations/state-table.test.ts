import { describe, expect, test } from "vitest";
import { type ItemCondition, readItem } from "../../../src/azure/backup/item.ts";
import { type Policy, readPolicy } from "../../../src/azure/backup/policy.ts";
import type { WorkloadType } from "../../../src/azure/backup/workload.ts";
import { OPERATIONS_BY_NAME, WRITES } from "../../../src/operations/operations.ts";
import type { Before } from "../../../src/operations/plan.ts";
import { plan, preferenceOf, reachedBy, type WriteWish } from "../../../src/operations/wish.ts";
import { vaultState } from "../azure/backup/read-builders.ts";
import {
  ITEM_RESOURCES,
  POLICY_ID,
  VAULT_ID,
  WORKLOAD_TYPES,
} from "../azure/backup/resource-builders.ts";

/** The table of the design, section 2, written out a second time: one answer for each case of a column. */
const GO = "send";
const NOTHING = "nothing-to-do";
const REFUSE = "refuse";
type Answer = typeof GO | typeof NOTHING | typeof REFUSE;

type Case =
  | WriteWish["kind"]
  | "change-policy, the same"
  | "resume-protection, another"
  | "stop-protection-delete-data, immutable"
  | "suspend-backups, immutable"
  | "stop-protection-retain-data, immutable"
  | "resume-protection, immutable";

const PROTECTED: Readonly<Record<Case, Answer>> = {
  "change-policy": GO,
  "change-policy, the same": NOTHING,
  "stop-protection-retain-data": GO,
  "stop-protection-retain-data, immutable": GO,
  "stop-protection-delete-data": GO,
  "stop-protection-delete-data, immutable": REFUSE,
  "suspend-backups": REFUSE,
  "suspend-backups, immutable": GO,
  "resume-protection": NOTHING,
  "resume-protection, immutable": NOTHING,
  "resume-protection, another": REFUSE,
  undelete: NOTHING,
  "backup-now": GO,
  "ensure-backup": GO,
};
const ERROR: typeof PROTECTED = {
  ...PROTECTED,
  "change-policy, the same": GO,
  "resume-protection": GO,
  "resume-protection, immutable": GO,
  "resume-protection, another": GO,
};
const STOPPED: typeof PROTECTED = {
  "change-policy": REFUSE,
  "change-policy, the same": REFUSE,
  "stop-protection-retain-data": NOTHING,
  "stop-protection-retain-data, immutable": NOTHING,
  "stop-protection-delete-data": GO,
  "stop-protection-delete-data, immutable": REFUSE,
  "suspend-backups": REFUSE,
  "suspend-backups, immutable": REFUSE,
  "resume-protection": GO,
  "resume-protection, immutable": GO,
  "resume-protection, another": GO,
  undelete: NOTHING,
  "backup-now": REFUSE,
  "ensure-backup": REFUSE,
};
const SUSPENDED: typeof PROTECTED = {
  ...STOPPED,
  "stop-protection-retain-data": GO,
  "stop-protection-retain-data, immutable": GO,
  "suspend-backups": NOTHING,
  "suspend-backups, immutable": NOTHING,
};
const SOFT_DELETED: typeof PROTECTED = {
  "change-policy": REFUSE,
  "change-policy, the same": REFUSE,
  "stop-protection-retain-data": REFUSE,
  "stop-protection-retain-data, immutable": REFUSE,
  "stop-protection-delete-data": NOTHING,
  "stop-protection-delete-data, immutable": NOTHING,
  "suspend-backups": REFUSE,
  "suspend-backups, immutable": REFUSE,
  "resume-protection": REFUSE,
  "resume-protection, immutable": REFUSE,
  "resume-protection, another": REFUSE,
  undelete: GO,
  "backup-now": REFUSE,
  "ensure-backup": REFUSE,
};

/** Each row, by what Azure would say of such an item. */
const ROWS: readonly {
  readonly item: string;
  readonly condition: ItemCondition;
  readonly properties: object;
  readonly answers: typeof PROTECTED;
}[] = [
  { item: "protected", condition: "protected", properties: {}, answers: PROTECTED },
  {
    item: "waiting for its first backup",
    condition: "protected",
    properties: { protectionState: "IRPending" },
    answers: PROTECTED,
  },
  {
    item: "in a protection error",
    condition: "error",
    properties: { protectionState: "ProtectionError" },
    answers: ERROR,
  },
  {
    item: "paused",
    condition: "error",
    properties: { protectionState: "ProtectionPaused" },
    answers: ERROR,
  },
  {
    item: "inconsistent with its policy",
    condition: "error",
    properties: { extendedInfo: { policyState: "Inconsistent" } },
    answers: ERROR,
  },
  {
    item: "stopped",
    condition: "stopped",
    properties: { protectionState: "ProtectionStopped", policyId: "" },
    answers: STOPPED,
  },
  {
    item: "stopped, its policy not named at all",
    condition: "stopped",
    properties: { protectionState: "ProtectionStopped", policyId: undefined },
    answers: STOPPED,
  },
  {
    item: "suspended",
    condition: "suspended",
    properties: { protectionState: "BackupsSuspended" },
    answers: SUSPENDED,
  },
  {
    item: "soft-deleted",
    condition: "soft-deleted",
    properties: {
      protectionState: "ProtectionStopped",
      policyId: "",
      isScheduledForDeferredDelete: true,
    },
    answers: SOFT_DELETED,
  },
];

function policy(type: WorkloadType, name: string): Policy {
  const { backupManagementType, workloadType } = ITEM_RESOURCES[type].properties;
  const retentionDuration = { count: 15, durationType: "Days" };
  return readPolicy({
    id: `${VAULT_ID}/backupPolicies/${name}`,
    name,
    properties: {
      backupManagementType,
      ...(type === "VM" ? { policyType: "V2" } : { workLoadType: workloadType }),
      retentionPolicy: { dailySchedule: { retentionDuration } },
    },
  });
}

const NO_OPTIONS = { backupType: undefined, retainUntil: undefined, enableCompression: false };

function wishOf(name: Case, friendlyName: string): WriteWish {
  const kind = name.split(",")[0] as WriteWish["kind"];
  switch (kind) {
    case "change-policy":
    case "resume-protection":
      return { kind, allowShorterRetention: false };
    case "stop-protection-delete-data":
      return { kind, confirmDelete: friendlyName };
    case "backup-now":
      return { kind, ...NO_OPTIONS };
    case "ensure-backup":
      return { kind, ...NO_OPTIONS, maxAgeMs: 3_600_000, types: "any", allowWarnings: false };
    default:
      return { kind };
  }
}

/** What is known before the decision, in one case on one item. */
function found(type: WorkloadType, properties: object, name: Case): Before {
  const { id, properties: healthy } = ITEM_RESOURCES[type];
  const extendedInfo = { oldestRecoveryPoint: "2026-01-01T10:00:00Z", recoveryPointCount: 4 };
  const item = readItem({ id, properties: { ...healthy, extendedInfo, ...properties } });
  if (item === undefined) throw new Error("It is no item.");
  // Changing means another policy, resuming the one that there was, unless the case says otherwise.
  const another = name === "change-policy" || name === "resume-protection, another";
  return {
    vault: vaultState({ immutability: name.endsWith("immutable") ? "on" : "off" }),
    item,
    policy: policy(type, another ? "Silver" : "Gold"),
    formerPolicy: policy(type, "Gold"),
    now: Date.UTC(2026, 0, 5, 10),
    isDated: true,
  };
}

const CASES = Object.keys(PROTECTED) as Case[];
const CELLS = ROWS.flatMap((row) =>
  CASES.map((name) => ({ row, item: row.item, name, answer: row.answers[name] })),
);

test.each(ROWS)("an item that is $item is $condition", ({ properties, condition }) => {
  for (const type of WORKLOAD_TYPES) {
    expect(found(type, properties, "undelete").item.condition).toBe(condition);
  }
});

describe.each(WORKLOAD_TYPES)("of a %s", (type) => {
  test.each(CELLS)("$name on an item that is $item: $answer", ({ row, name, answer }) => {
    const before = found(type, row.properties, name);

    const planned = plan(wishOf(name, before.item.friendlyName), before);

    expect(planned.kind).toBe(answer);
    if (planned.kind === "send") {
      expect(planned.doing).toContain(`'${before.item.friendlyName}'`);
      for (const note of planned.notes) expect(note).toMatch(/^\p{Lu}.*\.$/u);
      return;
    }
    expect(planned.why).toMatch(/^['\p{Lu}].*\.$/u);
    if (planned.kind === "refuse") expect(planned.hint).toMatch(/^\p{Lu}.*\.$/u);
  });
});

test.each(CASES)(
  "%s refuses an item that may be soft-deleted or not, whatever else it says",
  (name) => {
    for (const { properties } of ROWS) {
      const before = found(
        "SQLDataBase",
        { ...properties, isScheduledForDeferredDelete: "true" },
        name,
      );
      const wish = wishOf(name, before.item.friendlyName);

      expect(plan(wish, before)).toMatchObject({ kind: "refuse", hint: expect.any(String) });
      expect(reachedBy(wish, before)?.(before.item) ?? false).toBe(false);
    }
  },
);

test("of two items of one name an undelete means the deleted one, and a deletion neither", () => {
  const preferences = WRITES.map((kind) => [kind, preferenceOf(kind)]);

  expect(Object.fromEntries(preferences)).toEqual({
    "change-policy": "live",
    "stop-protection-retain-data": "live",
    "stop-protection-delete-data": "neither",
    "suspend-backups": "live",
    "resume-protection": "live",
    undelete: "soft-deleted",
    "backup-now": "live",
    "ensure-backup": "live",
  });
});

describe("the way out of a refusal", () => {
  test.each([
    { name: "change-policy", item: "stopped", way: "resume-protection" },
    { name: "change-policy", item: "suspended", way: "resume-protection" },
    { name: "change-policy", item: "soft-deleted", way: "undelete" },
    { name: "stop-protection-retain-data", item: "soft-deleted", way: "undelete" },
    { name: "suspend-backups", item: "protected", way: "stop-protection-retain-data" },
    { name: "suspend-backups", item: "soft-deleted", way: "undelete" },
    { name: "resume-protection, another", item: "protected", way: "change-policy" },
    { name: "resume-protection", item: "soft-deleted", way: "undelete" },
    { name: "backup-now", item: "stopped", way: "resume-protection" },
    { name: "backup-now", item: "suspended", way: "resume-protection" },
    { name: "backup-now", item: "soft-deleted", way: "undelete" },
  ] as const)("of $name on an item that is $item is $way", ({ name, item, way }) => {
    const row = ROWS.find((candidate) => candidate.item === item);
    const before = found("SQLDataBase", row?.properties ?? {}, name);

    expect(plan(wishOf(name, "payroll"), before)).toMatchObject({
      kind: "refuse",
      hint: expect.stringContaining(`'${way}'`),
    });
  });
});

describe("what the README shows of the table", () => {
  test.each(WRITES)("of %s says what the code does", (kind) => {
    const operation = OPERATIONS_BY_NAME[kind];
    expect(operation.azureName).not.toBe("");
    for (const [condition, { kind: cell, text }] of Object.entries(operation.column)) {
      const answers = CELLS.filter(
        ({ row, name }) => row.condition === condition && name.split(",")[0] === kind,
      ).map(({ answer }) => answer);
      const words = { [GO]: "go", [NOTHING]: "nothing to do", [REFUSE]: "refuse" };
      // The one cell of which the design states no exception is left to the operation itself.
      const whole = kind === "stop-protection-delete-data" && text === "go";
      for (const answer of new Set(answers)) {
        if (!whole) expect(text).toContain(words[answer]);
      }
      if (cell !== "go") expect(new Set(answers).size).toBe(1);
    }
  });
});

describe("an operation is reached", () => {
  const REACHED: Readonly<Record<WriteWish["kind"], readonly string[] | "by its job alone">> = {
    "change-policy": ["protected", "waiting for its first backup"],
    "resume-protection": ["protected", "waiting for its first backup"],
    "stop-protection-retain-data": ["stopped", "stopped, its policy not named at all"],
    "stop-protection-delete-data": ["soft-deleted", "gone after its own job"],
    "suspend-backups": ["suspended"],
    undelete: ["stopped", "stopped, its policy not named at all"],
    "backup-now": "by its job alone",
    "ensure-backup": "by its job alone",
  };

  test.each(Object.entries(REACHED) as [WriteWish["kind"], (typeof REACHED)["undelete"]][])(
    "%s by an item that is %s",
    (kind, states) => {
      const before = found("SQLDataBase", {}, "resume-protection");
      const has = reachedBy(wishOf(kind, "payroll"), before);
      const seen = [
        ...ROWS.filter(({ properties }) => has?.(found("SQLDataBase", properties, kind).item)).map(
          ({ item }) => item,
        ),
        ...(has?.(undefined) ? ["gone"] : []),
        ...(has?.(undefined, true) ? ["gone after its own job"] : []),
      ];

      expect(has === undefined ? "by its job alone" : seen).toEqual(states);
    },
  );

  test.each(["change-policy", "resume-protection"] as const)(
    "%s only by an item with that very policy",
    (kind) => {
      const before = found("SQLDataBase", {}, "change-policy");
      const has = reachedBy(wishOf(kind, "payroll"), before);

      for (const { policyId, answer } of [
        { policyId: `${VAULT_ID}/backupPolicies/Silver`, answer: true },
        { policyId: `${VAULT_ID}/BACKUPPOLICIES/SILVER`, answer: true },
        { policyId: POLICY_ID, answer: false },
        { policyId: "", answer: false },
      ]) {
        expect(has?.(found("SQLDataBase", { policyId }, kind).item)).toBe(answer);
      }
    },
  );
});

test("every operation that writes to an item is in the table", () => {
  expect([...new Set(CASES.map((name) => name.split(",")[0]))].sort()).toEqual([...WRITES].sort());
});
