import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareRetention,
  durationInWords,
  longestRetentionDays,
  type Policy,
  readPolicy,
} from "../../../../src/azure/backup/policy.ts";
import { POLICY_ID } from "./resource-builders.ts";

const keeps = (count: number, durationType: string) => ({
  retentionDuration: { count, durationType },
});
const simple = (policyType: string, count: number, durationType = "Days") => ({
  policyType,
  retentionPolicy: { retentionPolicyType: "SimpleRetentionPolicy", ...keeps(count, durationType) },
});
const longTerm = (policyType: string, schedules: Record<string, unknown>) => ({
  policyType,
  retentionPolicy: { retentionPolicyType: "LongTermRetentionPolicy", ...schedules },
});

function policy(...subProtectionPolicy: readonly object[]): Policy {
  return readPolicy({
    id: POLICY_ID,
    name: "Gold",
    properties: {
      backupManagementType: "AzureWorkload",
      workLoadType: "SQLDataBase",
      subProtectionPolicy,
    },
  });
}

/** The kinds of recovery points that a change would, or might, lose. */
function lost(former: Policy, next: Policy): readonly string[] {
  return compareRetention(former, next)
    .filter(({ shorter }) => shorter)
    .map(({ kind }) => kind);
}

describe("readPolicy", () => {
  test("reads every kind of retention of a database's policy", () => {
    const read = policy(
      longTerm("Full", {
        dailySchedule: keeps(30, "Days"),
        weeklySchedule: keeps(12, "Weeks"),
        monthlySchedule: keeps(60, "Months"),
        yearlySchedule: keeps(10, "Years"),
      }),
      simple("Differential", 30),
      simple("Log", 15),
    );

    expect(read).toEqual({
      id: POLICY_ID,
      name: "Gold",
      backupManagementType: "AzureWorkload",
      workloadType: "SQLDataBase",
      policyType: "",
      retention: [
        { kind: "full, daily", duration: { count: 30, unit: "Days" } },
        { kind: "full, weekly", duration: { count: 12, unit: "Weeks" } },
        { kind: "full, monthly", duration: { count: 60, unit: "Months" } },
        { kind: "full, yearly", duration: { count: 10, unit: "Years" } },
        { kind: "differential", duration: { count: 30, unit: "Days" } },
        { kind: "log", duration: { count: 15, unit: "Days" } },
      ],
      schedule: [],
      isVaulted: false,
    });
  });

  test("knows the workload by either spelling", () => {
    expect(readPolicy({ properties: { workloadType: "AzureFileShare" } }).workloadType).toBe(
      "AzureFileShare",
    );
  });

  test.each([
    { what: "another unit", retentionPolicy: keeps(2, "Hours") },
    { what: "half a day", retentionPolicy: keeps(1.5, "Days") },
    { what: "no number", retentionPolicy: keeps(Number.NaN, "Days") },
    { what: "no duration", retentionPolicy: { retentionDuration: null } },
    { what: "another form", retentionPolicy: { retentionPolicyType: "SomethingNew" } },
    { what: "text", retentionPolicy: "thirty days" },
  ])("keeps a kind with $what as one of unknown duration", ({ retentionPolicy }) => {
    expect(policy({ policyType: "Log", retentionPolicy }).retention).toEqual([
      { kind: "log", duration: undefined },
    ]);
  });

  test("keeps a schedule without a duration as well", () => {
    const read = policy(longTerm("Full", { dailySchedule: {}, weeklySchedule: keeps(4, "Weeks") }));

    expect(read.retention).toEqual([
      { kind: "full, daily", duration: undefined },
      { kind: "full, weekly", duration: { count: 4, unit: "Weeks" } },
    ]);
  });

  test.each([
    { what: "says nothing of its backups", properties: {}, more: [] },
    {
      what: "tells of snapshots only",
      properties: { instantRpRetentionRangeInDays: 5 },
      more: [{ kind: "instant restore", duration: { count: 5, unit: "Days" } }],
    },
  ])("may keep backups for any time where it $what", ({ properties, more }) => {
    expect(readPolicy({ properties }).retention).toEqual([
      { kind: "backups", duration: undefined },
      ...more,
    ]);
  });

  test("keeps what it cannot read beside what it can", () => {
    const part = {
      policyType: "Full",
      retentionPolicy: {},
      snapshotBackupAdditionalDetails: { instantRpRetentionRangeInDays: 5 },
    };
    const share = { retentionPolicy: {}, vaultRetentionPolicy: { days: 30 } };

    expect(policy(part).retention).toEqual([
      { kind: "full", duration: undefined },
      { kind: "instant restore", duration: { count: 5, unit: "Days" } },
    ]);
    expect(readPolicy({ properties: share }).retention).toEqual([
      { kind: "backups", duration: undefined },
      { kind: "vault", duration: undefined },
    ]);
  });

  test("never throws, whatever a policy looks like", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (any, retentionPolicy) => {
        readPolicy(any);
        policy({ policyType: any, retentionPolicy });
        compareRetention(policy({ policyType: "Log", retentionPolicy }), readPolicy(any));
      }),
    );
  });
});

describe("retention that is surely as long", () => {
  test.each([
    { former: [30, "Days"], next: [30, "Days"] },
    { former: [30, "Days"], next: [31, "Days"] },
    { former: [30, "Days"], next: [5, "Weeks"] },
    { former: [4, "Weeks"], next: [28, "Days"] },
    { former: [12, "Months"], next: [1, "Years"] },
    { former: [1, "Years"], next: [12, "Months"] },
    { former: [28, "Days"], next: [1, "Months"] },
    { former: [365, "Days"], next: [1, "Years"] },
    { former: [1, "Years"], next: [366, "Days"] },
    { former: [1, "Months"], next: [31, "Days"] },
    { former: [7, "Days"], next: [10, "Years"] },
  ] as const)("$next after $former loses nothing", ({ former: [a, unitA], next: [b, unitB] }) => {
    expect(lost(policy(simple("Log", a, unitA)), policy(simple("Log", b, unitB)))).toEqual([]);
  });
});

describe("retention that is shorter, or may be", () => {
  test.each([
    { former: [30, "Days"], next: [29, "Days"] },
    { former: [5, "Weeks"], next: [34, "Days"] },
    { former: [29, "Days"], next: [1, "Months"] },
    { former: [1, "Months"], next: [30, "Days"] },
    { former: [1, "Months"], next: [4, "Weeks"] },
    { former: [366, "Days"], next: [1, "Years"] },
    { former: [1, "Years"], next: [365, "Days"] },
    { former: [2, "Years"], next: [23, "Months"] },
    { former: [1, "Hours"], next: [99, "Years"] },
    { former: [1, "Days"], next: [99, "Hours"] },
  ] as const)("$next after $former loses points", ({ former: [a, unitA], next: [b, unitB] }) => {
    expect(lost(policy(simple("Log", a, unitA)), policy(simple("Log", b, unitB)))).toEqual(["log"]);
  });

  test("is never taken for longer, whatever the calendar", () => {
    const unit = fc.constantFrom("Days", "Weeks", "Months", "Years");
    const duration = fc.tuple(fc.integer({ min: 1, max: 400 }), unit);
    const longest = { Days: 1, Weeks: 7, Months: 31, Years: 366 };
    const shortest = { Days: 1, Weeks: 7, Months: 28, Years: 365 };
    fc.assert(
      fc.property(duration, duration, ([a, unitA], [b, unitB]) => {
        const surelyShorter =
          b * longest[unitB as keyof typeof longest] < a * shortest[unitA as keyof typeof shortest];
        fc.pre(surelyShorter);

        expect(lost(policy(simple("Log", a, unitA)), policy(simple("Log", b, unitB)))).toEqual([
          "log",
        ]);
      }),
    );
  });
});

describe("compareRetention", () => {
  test("says old and new per kind, in words", () => {
    const former = policy(simple("Differential", 30), simple("Log", 15));
    const next = policy(
      simple("Log", 1, "Weeks"),
      longTerm("Full", { dailySchedule: keeps(30, "Days") }),
    );

    expect(compareRetention(former, next)).toEqual([
      { kind: "differential", former: "30 days", next: "none", shorter: true },
      { kind: "log", former: "15 days", next: "1 week", shorter: true },
      { kind: "full, daily", former: "none", next: "30 days", shorter: false },
    ]);
  });

  test("says that a number of days cannot be read", () => {
    const odd = readPolicy({ properties: { instantRpRetentionRangeInDays: "some" } });

    expect(compareRetention(odd, odd)).toContainEqual({
      kind: "instant restore",
      former: "not readable",
      next: "not readable",
      shorter: true,
    });
  });

  test("says what cannot be read, and counts it as lost", () => {
    const former = policy({ policyType: "Log", retentionPolicy: {} });

    expect(compareRetention(former, policy(simple("Log", 99)))).toEqual([
      { kind: "log", former: "not readable", next: "99 days", shorter: true },
    ]);
  });

  test("counts a schedule that goes missing as lost", () => {
    const former = policy(
      longTerm("Full", { dailySchedule: keeps(30, "Days"), yearlySchedule: keeps(10, "Years") }),
    );
    const next = policy(longTerm("Full", { dailySchedule: keeps(90, "Days") }));

    expect(lost(former, next)).toEqual(["full, yearly"]);
  });

  test("compares the longest where a kind comes twice", () => {
    const former = policy(simple("Log", 5), simple("Log", 10));

    expect(lost(former, policy(simple("Log", 7)))).toEqual(["log"]);
    expect(lost(former, policy(simple("Log", 10)))).toEqual([]);
    expect(compareRetention(former, policy(simple("Log", 10)))[0]?.former).toBe(
      "5 days and 10 days",
    );
  });

  test("counts the shortest of the new policy where a kind comes twice", () => {
    const twice = (...counts: readonly number[]) => policy(...counts.map((n) => simple("Log", n)));

    expect(lost(twice(30, 30), twice(90, 7))).toEqual(["log"]);
    expect(lost(twice(30, 30), twice(90, 30))).toEqual([]);
    expect(lost(twice(90, 7), twice(30, 30))).toEqual(["log"]);
    expect(lost(twice(7), policy(simple("Log", 90), { policyType: "Log" }))).toEqual(["log"]);
  });

  test("counts a schedule nobody knows as lost, present or new, beside one that is known", () => {
    const daily = { dailySchedule: keeps(30, "Days") };
    const hourly = { ...daily, hourlySchedule: keeps(10, "Days") };

    expect(
      compareRetention(policy(longTerm("Full", hourly)), policy(longTerm("Full", hourly))),
    ).toEqual([
      { kind: "full, daily", former: "30 days", next: "30 days", shorter: false },
      { kind: "full, hourly", former: "not readable", next: "not readable", shorter: true },
    ]);
    expect(lost(policy(longTerm("Full", daily)), policy(longTerm("Full", hourly)))).toEqual([]);
  });

  test.each([
    { what: "a part that is no object", properties: { subProtectionPolicy: ["Full"] } },
    { what: "parts that are no list", properties: { subProtectionPolicy: { policyType: "Log" } } },
    { what: "snapshots of no number", properties: { instantRpRetentionRangeInDays: "some" } },
    { what: "a tier that is not known", properties: { vaultRetentionPolicy: { days: 30 } } },
    { what: "a simple retention of text", properties: { retentionPolicy: { days: "30" } } },
  ])("counts $what as lost, though the rest is the same", ({ properties }) => {
    const rest = { retentionPolicy: { dailySchedule: keeps(30, "Days") } };
    const odd = readPolicy({ properties: { ...rest, ...properties } });

    expect(lost(odd, odd)).toHaveLength(1);
  });

  test("is never weaker than any of the parts", () => {
    const counts = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(counts, counts, (former, next) => {
        const made = (all: readonly number[]) => policy(...all.map((n) => simple("Log", n)));

        expect(lost(made(former), made(next)).length > 0).toBe(
          Math.min(...next) < Math.max(...former),
        );
      }),
    );
  });

  test("takes kinds without case", () => {
    expect(lost(policy(simple("LOG", 5)), policy(simple("Log", 5)))).toEqual([]);
  });

  test("finds nothing lost between a policy and itself", () => {
    const same = policy(simple("Log", 15), longTerm("Full", { dailySchedule: keeps(30, "Days") }));

    expect(lost(same, same)).toEqual([]);
  });
});

/** A policy as its resource looks, without the parts of a database's. */
const whole = (properties: object): Policy =>
  readPolicy({ id: POLICY_ID, name: "Gold", properties });
const kept = (read: Policy) =>
  read.retention.map(({ kind, duration }) =>
    duration === undefined ? `${kind}: ?` : `${kind}: ${durationInWords(duration)}`,
  );

describe("a VM's policy", () => {
  const vm = (properties: object = {}) =>
    whole({
      backupManagementType: "AzureIaasVM",
      policyType: "V2",
      instantRpRetentionRangeInDays: 2,
      schedulePolicy: { schedulePolicyType: "SimpleSchedulePolicyV2" },
      retentionPolicy: {
        retentionPolicyType: "LongTermRetentionPolicy",
        dailySchedule: { retentionTimes: ["2026-01-01T02:00:00Z"], ...keeps(30, "Days") },
        weeklySchedule: keeps(12, "Weeks"),
        monthlySchedule: null,
      },
      ...properties,
    });

  test("is read with its type, its schedules and instant restore", () => {
    const read = vm();

    expect(read).toMatchObject({
      backupManagementType: "AzureIaasVM",
      workloadType: "",
      policyType: "V2",
    });
    expect(kept(read)).toEqual([
      "backups, daily: 30 days",
      "backups, weekly: 12 weeks",
      "instant restore: 2 days",
    ]);
  });

  test("that keeps snapshots for a shorter time is shorter", () => {
    expect(lost(vm(), vm({ instantRpRetentionRangeInDays: 1 }))).toEqual(["instant restore"]);
    expect(lost(vm(), vm({ instantRpRetentionRangeInDays: undefined }))).toEqual([
      "instant restore",
    ]);
    expect(lost(vm(), vm({ instantRpRetentionRangeInDays: "2" }))).toEqual([]);
  });

  test("that loses a schedule is shorter", () => {
    const retentionPolicy = { dailySchedule: keeps(60, "Days") };

    expect(lost(vm(), vm({ retentionPolicy }))).toEqual(["backups, weekly"]);
  });

  test.each([null, "", undefined])(
    "shows no instant restore in %j",
    (instantRpRetentionRangeInDays) => {
      expect(kept(vm({ instantRpRetentionRangeInDays }))).not.toContainEqual(
        expect.stringContaining("instant restore"),
      );
    },
  );

  test("without any retention that is understood loses what there was", () => {
    expect(lost(vm(), whole({ backupManagementType: "AzureIaasVM" }))).toEqual([
      "backups, daily",
      "backups, weekly",
      "instant restore",
    ]);
    expect(kept(vm({ retentionPolicy: { retentionPolicyType: "New" } }))).toContain("backups: ?");
  });
});

describe("a file share's policy", () => {
  test("may be one retention", () => {
    const read = whole({
      backupManagementType: "AzureStorage",
      workLoadType: "AzureFileShare",
      retentionPolicy: { dailySchedule: keeps(30, "Days"), yearlySchedule: keeps(1, "Years") },
    });

    expect(kept(read)).toEqual(["snapshots, daily: 30 days", "snapshots, yearly: 1 year"]);
    expect(read.workloadType).toBe("AzureFileShare");
  });

  test("may keep snapshots and vaulted backups apart", () => {
    const vaulted = (snapshotRetentionInDays: number, months: number) =>
      whole({
        backupManagementType: "AzureStorage",
        vaultRetentionPolicy: {
          snapshotRetentionInDays,
          vaultRetention: {
            retentionPolicyType: "LongTermRetentionPolicy",
            dailySchedule: keeps(30, "Days"),
            monthlySchedule: keeps(months, "Months"),
          },
        },
      });

    expect(kept(vaulted(5, 12))).toEqual([
      "vault, daily: 30 days",
      "vault, monthly: 12 months",
      "snapshots, daily: 5 days",
    ]);
    expect(vaulted(5, 12).isVaulted).toBe(true);
    expect(lost(vaulted(5, 12), vaulted(4, 12))).toEqual(["snapshots, daily"]);
    expect(lost(vaulted(5, 12), vaulted(5, 11))).toEqual(["vault, monthly"]);
    expect(lost(vaulted(5, 12), vaulted(6, 13))).toEqual([]);
  });

  describe("that goes from snapshots to the vault and back", () => {
    const snapshots = (schedules: object) =>
      whole({ backupManagementType: "AzureStorage", retentionPolicy: schedules });
    const vaulted = whole({
      backupManagementType: "AzureStorage",
      vaultRetentionPolicy: {
        snapshotRetentionInDays: 30,
        vaultRetention: { dailySchedule: keeps(90, "Days") },
      },
    });

    test("loses nothing where the snapshots are kept as long", () => {
      expect(lost(snapshots({ dailySchedule: keeps(30, "Days") }), vaulted)).toEqual([]);
      expect(lost(snapshots({ dailySchedule: keeps(31, "Days") }), vaulted)).toEqual([
        "snapshots, daily",
      ]);
    });

    test("may lose what was kept by the week, which stays in no snapshot", () => {
      const weekly = { dailySchedule: keeps(30, "Days"), weeklySchedule: keeps(12, "Weeks") };

      expect(lost(snapshots(weekly), vaulted)).toEqual(["snapshots, weekly"]);
    });

    test("gives up what the vault has", () => {
      const next = snapshots({ dailySchedule: keeps(99, "Days") });

      expect(lost(vaulted, next)).toEqual(["vault, daily"]);
    });
  });
});

describe("a HANA policy", () => {
  const snapshotFull = (days: unknown) => ({
    policyType: "SnapshotFull",
    schedulePolicy: {},
    snapshotBackupAdditionalDetails: {
      instantRpRetentionRangeInDays: days,
      instantRPDetails: "rg-snapshots",
    },
  });
  const hana = (...parts: readonly object[]) =>
    whole({
      backupManagementType: "AzureWorkload",
      workLoadType: "SAPHanaDatabase",
      subProtectionPolicy: parts,
    });

  test("has a part for each type of backup", () => {
    const read = hana(
      longTerm("Full", { weeklySchedule: keeps(104, "Weeks") }),
      simple("Incremental", 180),
      simple("Differential", 1, "Months"),
      simple("Log", 15),
    );

    expect(kept(read)).toEqual([
      "full, weekly: 104 weeks",
      "incremental: 180 days",
      "differential: 1 month",
      "log: 15 days",
    ]);
    expect(read.workloadType).toBe("SAPHanaDatabase");
  });

  test("may keep instant snapshots, which have no retention beside their days", () => {
    expect(kept(hana(snapshotFull(2)))).toEqual(["instant restore: 2 days"]);
    expect(lost(hana(snapshotFull(2)), hana(snapshotFull(1)))).toEqual(["instant restore"]);
    expect(lost(hana(snapshotFull(2)), hana(simple("Log", 99)))).toEqual(["instant restore"]);
  });

  test("whose part shows neither retention nor snapshots is not understood", () => {
    const former = hana({ policyType: "Log" });

    expect(kept(former)).toEqual(["log: ?"]);
    expect(lost(former, hana(simple("Log", 99)))).toEqual(["log"]);
  });

  test("whose snapshots show no days is not understood either", () => {
    // From documents: without a number of days nobody knows how long the snapshots last.
    expect(lost(hana(snapshotFull(undefined)), hana(simple("Log", 15)))).not.toEqual([]);
  });
});

describe("the longest retention of a policy", () => {
  test.each([
    { parts: [simple("Log", 15), simple("Differential", 40)], days: 40 },
    { parts: [simple("Log", 15), simple("Differential", 3, "Weeks")], days: 21 },
    {
      parts: [simple("Log", 400), longTerm("Full", { y: 1, yearlySchedule: keeps(1, "Years") })],
      days: 400,
    },
    { parts: [simple("Log", 1, "Months")], days: 28 },
    { parts: [simple("Log", 2, "Years")], days: 730 },
    { parts: [simple("Log", 15), simple("Full", 1, "Hours")], days: 15 },
    { parts: [simple("Full", 1, "Hours")], days: undefined },
    { parts: [], days: undefined },
  ])("is $days days, whatever the calendar", ({ parts, days }) => {
    expect(longestRetentionDays(policy(...parts))).toBe(days);
  });
});

describe("a duration in words", () => {
  test.each([
    { duration: { count: 1, unit: "Days" }, words: "1 day" },
    { duration: { count: 1, unit: "Weeks" }, words: "1 week" },
    { duration: { count: 1, unit: "Months" }, words: "1 month" },
    { duration: { count: 1, unit: "Years" }, words: "1 year" },
    { duration: { count: 0, unit: "Days" }, words: "0 days" },
    { duration: { count: 2, unit: "Days" }, words: "2 days" },
    { duration: { count: 11, unit: "Years" }, words: "11 years" },
  ] as const)("is $words", ({ duration, words }) => {
    expect(durationInWords(duration)).toBe(words);
  });
});

test("units are read in any case, others not at all", () => {
  expect(kept(policy(simple("Log", 15, "DAYS")))).toEqual(["log: 15 days"]);
  expect(kept(policy(simple("Log", 15, "Day")))).toEqual(["log: ?"]);
  expect(kept(policy(simple("Log", 15, "Invalid")))).toEqual(["log: ?"]);
});

test("a longer policy loses nothing of a shorter one, whatever its kinds", () => {
  const days = fc.integer({ min: 1, max: 400 });
  const schedules = fc.uniqueArray(fc.constantFrom("daily", "weekly", "monthly", "yearly"), {
    minLength: 1,
  });
  fc.assert(
    fc.property(schedules, days, fc.integer({ min: 0, max: 30 }), (names, count, more) => {
      const made = (length: number) =>
        whole({
          retentionPolicy: Object.fromEntries(
            names.map((name) => [`${name}Schedule`, keeps(length, "Days")]),
          ),
        });

      expect(lost(made(count), made(count + more))).toEqual([]);
      expect(lost(made(count + more + 1), made(count))).toHaveLength(names.length);
    }),
  );
});
