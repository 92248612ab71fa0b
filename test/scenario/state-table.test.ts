import { describe, expect, test } from "vitest";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import {
  bringInto,
  itemOf,
  type StartState,
  type Subject,
  subjectOf,
} from "../support/subjects.ts";

/** What a cell of the table says, by the reason that it comes to. */
const GO = "completed";
const NOTHING = "already-in-state";
const REFUSE = "refused";

/** What is asked for: one column of the table, or one of its cases. */
type Column = keyof typeof COLUMNS;

const COLUMNS = {
  "change-policy to another": ({ item, longPolicy: policy }: Subject) => ({
    operation: "change-policy",
    item,
    policy,
  }),
  "change-policy to the same": ({ item, policy }: Subject) => ({
    operation: "change-policy",
    item,
    policy,
  }),
  "stop-protection-retain-data": ({ item }: Subject) => ({
    operation: "stop-protection-retain-data",
    item,
  }),
  "stop-protection-delete-data": DELETE,
  "stop-protection-delete-data, immutable": DELETE,
  "suspend-backups": SUSPEND,
  "suspend-backups, immutable": SUSPEND,
  "resume-protection with the same": ({ item, policy }: Subject) => ({
    operation: "resume-protection",
    item,
    policy,
  }),
  "resume-protection with another": ({ item, longPolicy: policy }: Subject) => ({
    operation: "resume-protection",
    item,
    policy,
  }),
  undelete: ({ item }: Subject) => ({ operation: "undelete", item }),
  "backup-now": ({ item }: Subject) => ({ operation: "backup-now", item }),
};

function DELETE({ item, friendlyName }: Subject) {
  return { operation: "stop-protection-delete-data", item, "confirm-delete": friendlyName };
}

function SUSPEND({ item }: Subject) {
  return { operation: "suspend-backups", item };
}

/** A live item that is backed up, or would be if all were well. */
const LIVE: Readonly<Record<Column, string>> = {
  "change-policy to another": GO,
  "change-policy to the same": NOTHING,
  "stop-protection-retain-data": GO,
  "stop-protection-delete-data": GO,
  "stop-protection-delete-data, immutable": REFUSE,
  "suspend-backups": REFUSE,
  "suspend-backups, immutable": GO,
  "resume-protection with the same": NOTHING,
  "resume-protection with another": REFUSE,
  undelete: NOTHING,
  "backup-now": GO,
};

const ILL: Readonly<Record<Column, string>> = {
  ...LIVE,
  "change-policy to the same": GO,
  "resume-protection with the same": GO,
  "resume-protection with another": GO,
};

/** The table of the design, section 2, written out anew. */
const TABLE: Readonly<Record<StartState, Readonly<Record<Column, string>>>> = {
  Protected: LIVE,
  IRPending: LIVE,
  ProtectionError: ILL,
  PolicyInconsistent: ILL,
  ProtectionStopped: {
    "change-policy to another": REFUSE,
    "change-policy to the same": REFUSE,
    "stop-protection-retain-data": NOTHING,
    "stop-protection-delete-data": GO,
    "stop-protection-delete-data, immutable": REFUSE,
    "suspend-backups": REFUSE,
    "suspend-backups, immutable": REFUSE,
    "resume-protection with the same": GO,
    "resume-protection with another": GO,
    undelete: NOTHING,
    "backup-now": REFUSE,
  },
  BackupsSuspended: {
    "change-policy to another": REFUSE,
    "change-policy to the same": REFUSE,
    "stop-protection-retain-data": GO,
    "stop-protection-delete-data": GO,
    "stop-protection-delete-data, immutable": REFUSE,
    "suspend-backups": NOTHING,
    "suspend-backups, immutable": NOTHING,
    "resume-protection with the same": GO,
    "resume-protection with another": GO,
    undelete: NOTHING,
    "backup-now": REFUSE,
  },
  SoftDeleted: {
    "change-policy to another": REFUSE,
    "change-policy to the same": REFUSE,
    "stop-protection-retain-data": REFUSE,
    "stop-protection-delete-data": NOTHING,
    "stop-protection-delete-data, immutable": NOTHING,
    "suspend-backups": REFUSE,
    "suspend-backups, immutable": REFUSE,
    "resume-protection with the same": REFUSE,
    "resume-protection with another": REFUSE,
    undelete: GO,
    "backup-now": REFUSE,
  },
};

/** Where a cell refuses, the sentence that says how to go on names this. */
const WAYS_OUT: Readonly<Partial<Record<StartState, Partial<Record<Column, string>>>>> = {
  Protected: {
    "resume-protection with another": "change-policy",
    "suspend-backups": "stop-protection-retain-data",
    "stop-protection-delete-data, immutable": "stop-protection-retain-data",
  },
  ProtectionStopped: {
    "change-policy to another": "resume-protection",
    "backup-now": "resume-protection",
  },
  BackupsSuspended: {
    "change-policy to another": "resume-protection",
    "backup-now": "resume-protection",
  },
  SoftDeleted: {
    "change-policy to another": "undelete",
    "stop-protection-retain-data": "undelete",
    "suspend-backups, immutable": "undelete",
    "resume-protection with another": "undelete",
    "backup-now": "undelete",
  },
};

const columns = Object.keys(COLUMNS) as Column[];
const cells = (Object.keys(TABLE) as StartState[]).flatMap((state) =>
  columns.map((column) => ({ state, column, reason: TABLE[state][column] })),
);

function given(subject: Subject, column: Column, state: StartState): Scenario {
  const azure = scenario();
  if (column.endsWith(", immutable")) azure.azure.vault().immutability = "Unlocked";
  bringInto(itemOf(azure.azure, subject), state, azure.clock.now());
  return azure;
}

describe.each(["SQLDataBase", "VM-V1", "AzureFileShare"].map(subjectOf))("$name", (subject) => {
  test.each(cells)("$column on an item in $state: $reason", async ({ column, state, reason }) => {
    const azure = given(subject, column, state);

    const result = await step(azure, COLUMNS[column](subject));

    expect(result.output("reason"), result.host.errors[0]?.message).toBe(reason);
    expect(result.gate).toBe(reason === REFUSE ? "closed" : "open");
    expect(result.writes).toHaveLength(reason === GO ? 1 : 0);
    expect(result.output("changed")).toBe(String(reason === GO));
    const wayOut = WAYS_OUT[state]?.[column];
    if (wayOut !== undefined) expect(result.host.errors[0]?.message).toContain(`'${wayOut}'`);
  });

  test.each(columns)("%s of an item that is not there: item-not-found", async (column) => {
    const azure = scenario();
    const missing = { ...subject, item: subject.item.replace(/[^/;]+$/, "nothing-of-that-name") };

    const result = await step(azure, COLUMNS[column](missing));

    expect(result.output("reason")).toBe("item-not-found");
    expect(result.writes).toEqual([]);
  });

  test("an item that is already scheduled for deletion shows when it will be purged", async () => {
    const azure = given(subject, "stop-protection-delete-data", "SoftDeleted");

    const result = await step(azure, DELETE(subject));

    expect(result.output("purge-time")).toBe("2026-01-16T10:00:00Z");
  });
});
