import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BACKUP_TYPES,
  type BackupType,
  type WorkloadType,
} from "../../../src/azure/backup/workload.ts";
import type { BackupNow } from "../../../src/operations/backup-now.ts";
import type { Before, Plan } from "../../../src/operations/plan.ts";
import { plan, reachedBy } from "../../../src/operations/wish.ts";
import type { RetainUntil } from "../../../src/values/durations.ts";
import { item, itemOf, vaultState } from "../azure/backup/read-builders.ts";
import { WORKLOAD_TYPES } from "../azure/backup/resource-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10, 11, 12);
const DAY_MS = 86_400_000;
const FOLLOW_POLICY: readonly BackupType[] = ["Differential", "Log", "Incremental"];

const wish = (parts: Partial<BackupNow> = {}): BackupNow => ({
  kind: "backup-now",
  backupType: undefined,
  retainUntil: undefined,
  enableCompression: false,
  ...parts,
});
const found = (type: WorkloadType): Before => ({
  vault: vaultState(),
  item: itemOf(type),
  now: NOW,
  isDated: true,
});
const planned = (type: WorkloadType, parts: Partial<BackupNow> = {}) =>
  plan(wish(parts), found(type));

interface Body {
  readonly recoveryPointExpiryTimeInUTC?: string;
}

function sent(found: Plan): Extract<Plan, { kind: "send" }> {
  if (found.kind === "send") return found;
  throw new Error(`Expected a write, got ${found.kind}.`);
}
const bodyOf = (type: WorkloadType, parts: Partial<BackupNow> = {}) =>
  (sent(planned(type, parts)).write.body as { properties: Body }).properties;
const expiryOf = (type: WorkloadType, parts: Partial<BackupNow> = {}) =>
  bodyOf(type, parts).recoveryPointExpiryTimeInUTC;

describe("the body, with nothing but defaults,", () => {
  const IN_30_DAYS = "2026-02-04T10:11:12Z";
  const IN_45_DAYS = "2026-02-19T10:11:12Z";
  const database = { objectType: "AzureWorkloadBackupRequest", enableCompression: false };

  test.each([
    {
      type: "SQLDataBase",
      body: { ...database, backupType: "CopyOnlyFull", recoveryPointExpiryTimeInUTC: IN_30_DAYS },
    },
    {
      type: "SAPHanaDatabase",
      body: { ...database, backupType: "Full", recoveryPointExpiryTimeInUTC: IN_45_DAYS },
    },
    {
      type: "SAPAseDatabase",
      body: { ...database, backupType: "Full", recoveryPointExpiryTimeInUTC: IN_45_DAYS },
    },
    {
      type: "VM",
      body: {
        objectType: "IaasVMBackupRequest",
        recoveryPointExpiryTimeInUTC: "2026-02-05T00:00:00Z",
      },
    },
    {
      type: "AzureFileShare",
      body: { objectType: "AzureFileShareBackupRequest", recoveryPointExpiryTimeInUTC: IN_30_DAYS },
    },
  ] as const)("of a $type", ({ type, body }) => {
    expect(sent(planned(type)).write).toEqual({ method: "POST", body: { properties: body } });
  });

  test("is told apart by its job, and asks no guard", () => {
    for (const type of WORKLOAD_TYPES) {
      expect(planned(type)).toMatchObject({ kind: "send", jobOperation: "Backup" });
      expect(planned(type)).not.toHaveProperty("guarded");
    }
  });
});

describe("a backup type", () => {
  /** Documents: what each kind of database can back up on demand. */
  const ALLOWED: Readonly<Record<WorkloadType, readonly BackupType[]>> = {
    SQLDataBase: ["Full", "Differential", "Log", "CopyOnlyFull"],
    SAPHanaDatabase: ["Full", "Differential", "Incremental"],
    SAPAseDatabase: ["Full", "Differential", "Log"],
    VM: [],
    AzureFileShare: [],
  };

  test.each(
    WORKLOAD_TYPES.flatMap((type) =>
      BACKUP_TYPES.map((backupType) => ({
        type,
        backupType,
        kind: ALLOWED[type].includes(backupType) ? "send" : "refuse",
      })),
    ),
  )("$backupType of a $type: $kind", ({ type, backupType, kind }) => {
    const found = planned(type, { backupType });

    expect(found.kind).toBe(kind);
    if (found.kind === "send") expect(bodyOf(type, { backupType })).toMatchObject({ backupType });
    if (found.kind === "refuse") expect(found.why).toContain(`'${backupType}'`);
  });

  test.each([
    { type: "SQLDataBase", hint: "Use one of: CopyOnlyFull, Full, Differential, Log." },
    { type: "SAPHanaDatabase", hint: "Use one of: Full, Differential, Incremental." },
    { type: "VM", hint: "Leave 'backup-type' out." },
  ] as const)("that is wrong for a $type says what is right", ({ type, hint }) => {
    const backupType = type === "SQLDataBase" ? "Incremental" : "CopyOnlyFull";

    expect(planned(type, { backupType })).toMatchObject({ kind: "refuse", hint });
  });
});

describe("the retention", () => {
  const at = (time: number): RetainUntil => ({ kind: "at", time });
  const lasting = (days: number): RetainUntil => ({ kind: "for", days, months: 0 });

  test.each([
    { type: "SQLDataBase", backupType: "Full", days: 45 },
    { type: "SQLDataBase", backupType: "CopyOnlyFull", days: 30 },
    { type: "SAPHanaDatabase", backupType: "Full", days: 45 },
    { type: "SAPAseDatabase", backupType: "Full", days: 45 },
    { type: "AzureFileShare", backupType: undefined, days: 30 },
  ] as const)("of a $backupType of a $type is $days days by default", (row) => {
    const { type, backupType, days } = row;

    expect(expiryOf(type, { backupType })).toBe(
      `${new Date(NOW + days * DAY_MS).toISOString().slice(0, 19)}Z`,
    );
  });

  test.each(WORKLOAD_TYPES)("of a %s is as the user says, from the request or to a day", (type) => {
    const isVm = type === "VM";
    expect(expiryOf(type, { retainUntil: lasting(60) })).toBe(
      isVm ? "2026-03-07T00:00:00Z" : "2026-03-06T10:11:12Z",
    );
    expect(expiryOf(type, { retainUntil: at(Date.UTC(2027, 0, 31, 23, 59, 59)) })).toBe(
      isVm ? "2027-02-01T00:00:00Z" : "2027-01-31T23:59:59Z",
    );
  });

  test.each([
    { from: "2026-01-31T10:11:12Z", months: 1, until: "2026-02-28T10:11:12Z" },
    { from: "2028-01-31T10:11:12Z", months: 1, until: "2028-02-29T10:11:12Z" },
    { from: "2028-02-29T23:59:59Z", months: 12, until: "2029-02-28T23:59:59Z" },
    { from: "2026-08-31T00:00:00Z", months: 6, until: "2027-02-28T00:00:00Z" },
    { from: "2026-12-15T10:11:12Z", months: 13, until: "2028-01-15T10:11:12Z" },
  ])("counts $months months from $from on the calendar", ({ from, months, until }) => {
    const before = { ...found("AzureFileShare"), now: Date.parse(from) };
    const retainUntil: RetainUntil = { kind: "for", days: 0, months };

    expect(sent(plan(wish({ retainUntil }), before)).write.body).toMatchObject({
      properties: { recoveryPointExpiryTimeInUTC: until },
    });
  });

  test("of a SQL Full below 45 days goes out with a warning, and nothing else does", () => {
    const warned = (type: WorkloadType, backupType: BackupType | undefined, days: number) =>
      sent(planned(type, { backupType, retainUntil: lasting(days) })).warning;

    expect(warned("SQLDataBase", "Full", 44)).toContain("less than 45 days");
    expect(warned("SQLDataBase", "Full", 45)).toBeUndefined();
    expect(warned("SQLDataBase", "CopyOnlyFull", 10)).toBeUndefined();
    expect(warned("SAPHanaDatabase", "Full", 10)).toBeUndefined();
    expect(warned("VM", undefined, 10)).toBeUndefined();
    expect(sent(planned("SQLDataBase", { backupType: "Full" })).warning).toBeUndefined();
  });

  test("of a VM ends at a midnight, never sooner than asked for", () => {
    const midnight = Date.UTC(2027, 0, 31);

    expect(expiryOf("VM", { retainUntil: at(midnight) })).toBe("2027-01-31T00:00:00Z");
    expect(expiryOf("VM", { retainUntil: at(midnight + 1) })).toBe("2027-02-01T00:00:00Z");
  });

  test.each(FOLLOW_POLICY)("of a %s follows the policy alone", (backupType) => {
    const type = backupType === "Incremental" ? "SAPHanaDatabase" : "SQLDataBase";

    expect(bodyOf(type, { backupType })).toEqual({
      objectType: "AzureWorkloadBackupRequest",
      backupType,
      enableCompression: false,
    });
    expect(sent(planned(type, { backupType })).notes).toEqual([
      `The ${backupType} backup will be kept as long as the policy says.`,
    ]);
  });

  test("is said before the backup starts", () => {
    expect(sent(planned("SQLDataBase")).notes).toEqual([
      "The CopyOnlyFull backup will be kept until 2026-02-04T10:11:12Z.",
    ]);
    expect(sent(planned("VM")).notes).toEqual([
      "The backup will be kept until 2026-02-05T00:00:00Z.",
    ]);
  });

  test("is always a whole second in UTC, as Azure takes it", () => {
    fc.assert(
      fc.property(fc.nat(365), fc.nat(1_000), (days, months) => {
        expect(expiryOf("VM", { retainUntil: { kind: "for", days, months } })).toMatch(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
        );
      }),
    );
  });

  test("is nobody's but these types' to leave to the policy", () => {
    expect([...FOLLOW_POLICY].sort()).toEqual(["Differential", "Incremental", "Log"]);
  });
});

describe("compression", () => {
  test.each(["SQLDataBase", "SAPHanaDatabase", "SAPAseDatabase"] as const)(
    "is asked for of a %s",
    (type) => {
      expect(bodyOf(type, { enableCompression: true })).toMatchObject({ enableCompression: true });
    },
  );

  test.each([
    { type: "VM", is: "virtual machine" },
    { type: "AzureFileShare", is: "file share" },
  ] as const)("is refused of a $type", ({ type, is }) => {
    expect(planned(type, { enableCompression: true })).toEqual({
      kind: "refuse",
      why: `'enable-compression' is for databases, but the item is a ${is}.`,
      hint: "Leave 'enable-compression' out.",
    });
  });

  test.each(["VM", "AzureFileShare"] as const)("is not even named to a %s", (type) => {
    expect(bodyOf(type)).not.toHaveProperty("enableCompression");
    expect(bodyOf(type)).not.toHaveProperty("backupType");
  });
});

test("the job alone is the answer", () => {
  expect(reachedBy(wish(), found("SQLDataBase"))).toBeUndefined();
});

test("an unknown workload is a defect of ours here: it was refused long before", () => {
  const unknown = { ...found("SQLDataBase"), item: item({ workload: undefined }) };

  expect(() => plan(wish(), unknown)).toThrow("unknown workload");
});

test("what is done is said by type and name", () => {
  expect(sent(planned("SQLDataBase", { backupType: "Log" })).doing).toBe("back up 'payroll' (Log)");
  expect(sent(planned("AzureFileShare")).doing).toBe("back up 'documents'");
});
