import { describe, expect, test } from "vitest";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import { addLongPolicies, bringInto, itemOf, policyIdOf, SUBJECTS } from "../support/subjects.ts";

const DAY_MS = 86_400_000;
const LENIENT = { "allow-shorter-retention": "true" };

/** Every workload on its long policy, in a state in which it still names it. */
const NAMING = SUBJECTS.flatMap((subject) =>
  (["BackupsSuspended", "ProtectionError", "PolicyInconsistent"] as const).map((state) => ({
    ...subject,
    state,
    subject,
  })),
);

function given({ subject, state }: Pick<(typeof NAMING)[number], "subject" | "state">): Scenario {
  const azure = scenario();
  addLongPolicies(azure.azure);
  const item = itemOf(azure.azure, subject);
  bringInto(item, state, azure.clock.now());
  item.policyId = policyIdOf(subject.longPolicy);
  return azure;
}

describe("resume-protection of an item that still names a policy", () => {
  test.each(NAMING)("of longer retention is refused: $name in $state", async (row) => {
    const azure = given(row);
    const { item, policy } = row;

    const result = await step(azure, { operation: "resume-protection", item, policy });

    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
    expect(result.host.errors[0]?.message).toMatch(/may be lost: '.*' has shorter retention \(/);
  });

  test.each(NAMING)(
    "of longer retention goes ahead as the user says: $name in $state",
    async (row) => {
      const azure = given(row);
      const { item, policy } = row;

      const result = await step(azure, {
        operation: "resume-protection",
        item,
        policy,
        ...LENIENT,
      });

      expect(result.writes).toHaveLength(1);
      expect(result.host.warnings[0]).toContain("Allowed by 'allow-shorter-retention'");
    },
  );

  test("is refused by an immutable vault, whatever the inputs say", async () => {
    const azure = scenario();
    const [sql] = SUBJECTS;
    if (sql === undefined) throw new Error("There is no subject.");
    azure.azure.vault().immutability = "Unlocked";
    bringInto(itemOf(azure.azure, sql), "BackupsSuspended", azure.clock.now());
    const { item } = sql;

    const result = await step(azure, {
      operation: "resume-protection",
      item,
      policy: "DevPolicy",
      ...LENIENT,
    });

    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
  });
});

describe("resume-protection of a stopped item", () => {
  const RESUME = { operation: "resume-protection", item: "inventory", policy: "ProdPolicy" };
  const tenYears = 10 * 365 * DAY_MS;

  test("whose oldest recovery point outlived the new policy is refused", async () => {
    const azure = scenario();
    const [oldest] = azure.azure.item("inventory").recoveryPoints;
    if (oldest === undefined) throw new Error("The item has no recovery point.");
    oldest.time = azure.clock.now() - tenYears - DAY_MS;

    const refused = await step(azure, RESUME);
    const accepted = await step(azure, { ...RESUME, ...LENIENT });

    expect(refused.output("reason")).toBe("refused");
    expect(refused.writes).toEqual([]);
    expect(accepted.writes).toHaveLength(1);
    expect(accepted.host.warnings[0]).toContain("Allowed by 'allow-shorter-retention'");
  });

  test("whose oldest recovery point Azure does not tell is refused", async () => {
    const azure = scenario();
    azure.azure.item("inventory").overrides = { extendedInfo: { recoveryPointCount: 2 } };

    const result = await step(azure, RESUME);

    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
  });

  test("that has no recovery point goes ahead without a warning", async () => {
    const azure = scenario();
    azure.azure.item("inventory").recoveryPoints = [];

    const result = await step(azure, { ...RESUME, policy: "DevPolicy" });

    expect(result.output("reason")).toBe("completed");
    expect(result.host.warnings).toEqual([]);
  });
});
