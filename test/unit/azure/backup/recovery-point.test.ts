import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRecoveryPoints } from "../../../../src/azure/backup/recovery-point.ts";

const TAKEN = "2026-01-05T09:00:00Z";
const TAKEN_MS = Date.UTC(2026, 0, 5, 9);

type State = readonly [type: unknown, status: unknown];

const tiers = (...states: readonly State[]) => ({
  recoveryPointTierDetails: states.map(([type, status]) => ({ type, status })),
});
const VAULT_TIER = tiers(["HardenedRP", "Valid"]);
const read = (properties: object) =>
  readRecoveryPoints({
    name: "point-1",
    properties: { recoveryPointTime: TAKEN, ...VAULT_TIER, ...properties },
  });
const kept = (recoveryPointProperties: unknown) => ({ recoveryPointProperties });

describe("a recovery point", () => {
  test("of a database is read whole", () => {
    const points = readRecoveryPoints({
      id: "/subscriptions/s/x/recoveryPoints/123",
      name: "123",
      properties: {
        objectType: "AzureWorkloadSQLRecoveryPoint",
        recoveryPointTimeInUTC: TAKEN,
        type: "CopyOnlyFull",
        recoveryPointTierDetails: [{ type: "HardenedRP", status: "Valid" }],
        recoveryPointProperties: {
          expiryTime: "2026-02-04T09:00:00.0000000Z",
          ruleName: "Weekly",
          isSoftDeleted: false,
        },
      },
    });

    expect(points).toEqual([
      {
        id: "123",
        time: TAKEN_MS,
        type: "CopyOnlyFull",
        tier: "HardenedRP",
        flaw: "",
        archivedOnly: false,
        expiryTime: Date.UTC(2026, 1, 4, 9),
      },
    ]);
  });

  test("of a VM is read by its own names", () => {
    const points = readRecoveryPoints({
      name: "456",
      properties: {
        objectType: "IaasVMRecoveryPoint",
        recoveryPointTime: TAKEN,
        recoveryPointType: "AppConsistent",
        ...tiers(["InstantRP", "Valid"], ["HardenedRP", "Valid"]),
      },
    });

    expect(points).toEqual([
      {
        id: "456",
        time: TAKEN_MS,
        type: "AppConsistent",
        tier: "InstantRP, HardenedRP",
        flaw: "",
        archivedOnly: false,
        expiryTime: undefined,
      },
    ]);
  });

  test("prefers what a database says of its time and type", () => {
    const [point] = read({
      recoveryPointTimeInUTC: "2026-01-05T08:00:00Z",
      type: "Full",
      recoveryPointType: "Other",
    });

    expect(point).toMatchObject({ time: Date.UTC(2026, 0, 5, 8), type: "Full" });
  });

  test.each([
    undefined,
    null,
    "",
    "yesterday",
    "01/05/2026 9:00:00 AM",
    1_767_603_600,
    "0001-01-01T00:00:00",
    "2001-01-01T00:00:00Z",
  ])("without a time cannot be restored from: %s", (recoveryPointTime) => {
    expect(read({ recoveryPointTime })).toMatchObject([
      { time: 0, flaw: "without a time that this action can read" },
    ]);
  });
});

describe("whether a recovery point is usable", () => {
  test.each<{ what: string; usable: boolean; properties: object }>([
    { what: "in a valid tier", usable: true, properties: {} },
    {
      what: "in a valid tier, in other case",
      usable: true,
      properties: tiers(["hardenedrp", "VALID"]),
    },
    { what: "rehydrated", usable: true, properties: tiers(["ArchivedRP", "Rehydrated"]) },
    { what: "in the archive", usable: true, properties: tiers(["ArchivedRP", "Valid"]) },
    {
      what: "in one valid tier of two",
      usable: true,
      properties: tiers(["InstantRP", "Deleted"], ["HardenedRP", "Valid"]),
    },
    { what: "in a snapshot, by numbers", usable: true, properties: tiers([1, 1]) },
    { what: "in the vault, by numbers", usable: true, properties: tiers([2, 1]) },
    { what: "rehydrated, by numbers", usable: true, properties: tiers([3, 4]) },
    { what: "disabled, by numbers", usable: false, properties: tiers([2, 2]) },
    { what: "deleted, by numbers", usable: false, properties: tiers([2, 3]) },
    {
      what: "of numbers nobody knows",
      usable: false,
      properties: tiers([9, 1], [2, 9], [0, 1], [2, 0], [2, -1], [2, 1.5]),
    },
    { what: "of numbers as text", usable: false, properties: tiers(["2", "1"]) },
    { what: "in a deleted tier", usable: false, properties: tiers(["HardenedRP", "Deleted"]) },
    { what: "in a disabled tier", usable: false, properties: tiers(["HardenedRP", "Disabled"]) },
    {
      what: "in a state nobody knows",
      usable: false,
      properties: tiers(["HardenedRP", "Validating"]),
    },
    {
      what: "in a tier nobody knows",
      usable: false,
      properties: tiers(["GlacierRP", "Valid"], ["Invalid", "Valid"]),
    },
    {
      what: "in a tier without a state",
      usable: false,
      properties: tiers(["HardenedRP", ""], ["HardenedRP", undefined]),
    },
    {
      what: "in a tier whose state is a flag",
      usable: false,
      properties: tiers(["HardenedRP", true]),
    },
    { what: "in no tier", usable: false, properties: { recoveryPointTierDetails: [] } },
    {
      what: "with no word on tiers",
      usable: false,
      properties: { recoveryPointTierDetails: undefined },
    },
    { what: "with no properties, as points just made", usable: true, properties: kept(undefined) },
    { what: "with null for properties", usable: true, properties: kept(null) },
    { what: "not soft-deleted", usable: true, properties: kept({ isSoftDeleted: false }) },
    { what: "with null for the flag", usable: true, properties: kept({ isSoftDeleted: null }) },
    { what: "soft-deleted", usable: false, properties: kept({ isSoftDeleted: true }) },
    { what: "soft-deleted in text", usable: false, properties: kept({ isSoftDeleted: "true" }) },
    {
      what: "not soft-deleted in text",
      usable: false,
      properties: kept({ isSoftDeleted: "false" }),
    },
    { what: "soft-deleted by number", usable: false, properties: kept({ isSoftDeleted: 1 }) },
    { what: "with a text for properties", usable: false, properties: kept("none") },
    { what: "without an expiry", usable: true, properties: kept({ expiryTime: null }) },
    {
      what: "with an expiry that is not set",
      usable: true,
      properties: kept({ expiryTime: "0001-01-01T00:00:00" }),
    },
    {
      what: "past its expiry",
      usable: true,
      properties: kept({ expiryTime: "2020-01-01T00:00:00Z" }),
    },
    {
      what: "with an expiry that cannot be read",
      usable: false,
      properties: kept({ expiryTime: "soon" }),
    },
    {
      what: "with a number for an expiry",
      usable: false,
      properties: kept({ expiryTime: 1_767_603_600 }),
    },
  ])("$what: $usable", ({ usable, properties }) => {
    expect(read(properties).map(({ flaw }) => flaw === "")).toEqual([usable]);
  });

  test.each([
    {
      properties: tiers(["ColdRP", "Valid"]),
      flaw: "in a tier that this action does not know ('ColdRP Valid')",
    },
    {
      properties: tiers(["InstantRP", "Deleted"], ["HardenedRP", "Validating"]),
      flaw: "in a tier that this action does not know ('HardenedRP Validating')",
    },
    {
      properties: tiers(["InstantRP", "Deleted"], ["HardenedRP", "Disabled"]),
      flaw: "in no tier that holds its data any more ('InstantRP Deleted', 'HardenedRP Disabled')",
    },
    { properties: tiers(), flaw: "in no tier that Azure names" },
    { properties: kept({ isSoftDeleted: true }), flaw: "soft-deleted" },
    {
      properties: kept({ isSoftDeleted: "true" }),
      flaw: "soft-deleted or expired in a form that this action does not know",
    },
  ])("is said to be $flaw", ({ properties, flaw }) => {
    expect(read(properties)).toMatchObject([{ flaw }]);
  });

  test.each([
    { states: [["ArchivedRP", "Valid"]], archivedOnly: true },
    { states: [[3, 1]], archivedOnly: true },
    { states: [["ArchivedRP", "Rehydrated"]], archivedOnly: false },
    {
      states: [
        ["HardenedRP", "Valid"],
        ["ArchivedRP", "Valid"],
      ],
      archivedOnly: false,
    },
    {
      states: [
        ["HardenedRP", "Deleted"],
        ["ArchivedRP", "Valid"],
      ],
      archivedOnly: true,
    },
    { states: [["HardenedRP", "Deleted"]], archivedOnly: false },
  ] as const)("in the archive only with $states: $archivedOnly", ({ states, archivedOnly }) => {
    expect(read(tiers(...states))).toMatchObject([{ archivedOnly }]);
  });

  test("shows only tiers that hold data, in words", () => {
    expect(read(tiers(["InstantRP", "Deleted"], [2, 1]))[0]?.tier).toBe("HardenedRP");
    expect(read(tiers(["InstantRP", "Deleted"]))[0]?.tier).toBe("");
  });
});

describe("a chain of logs", () => {
  const ranges = (...list: readonly object[]) =>
    readRecoveryPoints({
      name: "DefaultRangeRecoveryPoint",
      properties: { type: "Log", timeRanges: list },
    });
  const range = { startTime: TAKEN, endTime: TAKEN };

  test("is one point for each range, which can restore to its end", () => {
    const log = {
      id: "DefaultRangeRecoveryPoint",
      type: "Log",
      tier: "",
      flaw: "",
      archivedOnly: false,
      expiryTime: undefined,
    };

    expect(
      ranges(
        { startTime: "2026-01-01T00:00:00Z", endTime: "2026-01-02T00:00:00Z" },
        { startTime: "2026-01-04T00:00:00Z", endTime: "2026-01-05T09:30:00Z" },
      ),
    ).toEqual([
      { ...log, rangeStart: Date.UTC(2026, 0, 1), time: Date.UTC(2026, 0, 2) },
      { ...log, rangeStart: Date.UTC(2026, 0, 4), time: Date.UTC(2026, 0, 5, 9, 30) },
    ]);
  });

  test("is called a log, whatever Azure calls it", () => {
    const [point] = readRecoveryPoints({ properties: { type: "Invalid", timeRanges: [range] } });

    expect(point?.type).toBe("Log");
  });

  test.each([
    { what: "without a start", range: { endTime: TAKEN } },
    { what: "without an end", range: { startTime: TAKEN } },
    { what: "whose end is not set", range: { startTime: TAKEN, endTime: "0001-01-01T00:00:00" } },
    {
      what: "that ends before it starts",
      range: { startTime: TAKEN, endTime: "2026-01-05T08:59:59Z" },
    },
    { what: "that is nothing", range: {} },
  ])("cannot be restored to by a range $what", ({ range: bad }) => {
    const [unread, ...others] = ranges(bad, range);

    expect(unread).toMatchObject({ time: 0, flaw: "without a time that this action can read" });
    expect(unread).not.toHaveProperty("rangeStart");
    expect(others).toMatchObject([{ flaw: "", time: TAKEN_MS }]);
  });

  test("that holds no range says nothing, as of a database in simple recovery", () => {
    expect(ranges()).toEqual([]);
  });

  test.each([
    { what: "without a tier", properties: {}, usable: true },
    { what: "of no tiers", properties: { recoveryPointTierDetails: [] }, usable: true },
    { what: "in a valid tier", properties: VAULT_TIER, usable: true },
    { what: "in a deleted tier", properties: tiers(["HardenedRP", "Deleted"]), usable: false },
    { what: "that is soft-deleted", properties: kept({ isSoftDeleted: true }), usable: false },
  ])("$what is usable: $usable", ({ properties, usable }) => {
    const points = readRecoveryPoints({ properties: { timeRanges: [range], ...properties } });

    expect(points.map(({ flaw }) => flaw === "")).toEqual([usable]);
  });
});

test("anything else is no point, and nothing throws", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (any, properties) => {
      expect(readRecoveryPoints(any)).toEqual([]);
      readRecoveryPoints({ name: any, properties });
      readRecoveryPoints({
        properties: {
          recoveryPointTime: TAKEN,
          recoveryPointTierDetails: properties,
          recoveryPointProperties: any,
          timeRanges: properties,
        },
      });
    }),
  );
});
