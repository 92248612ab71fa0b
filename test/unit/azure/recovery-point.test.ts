import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRecoveryPoints } from "../../../src/azure/recovery-point.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const TAKEN = "2026-01-05T09:00:00Z";
const TAKEN_MS = Date.UTC(2026, 0, 5, 9);

const read = (properties: object) =>
  readRecoveryPoints(
    { name: "point-1", properties: { recoveryPointTime: TAKEN, ...properties } },
    NOW,
  );
const tiers = (...states: readonly (readonly [type: string, status: string])[]) => ({
  recoveryPointTierDetails: states.map(([type, status]) => ({ type, status })),
});

describe("a recovery point", () => {
  test("of a database is read whole", () => {
    const points = readRecoveryPoints(
      {
        id: "/subscriptions/s/x/recoveryPoints/123",
        name: "123",
        properties: {
          objectType: "AzureWorkloadSQLRecoveryPoint",
          recoveryPointTimeInUTC: TAKEN,
          type: "CopyOnlyFull",
          recoveryPointTierDetails: [{ type: "HardenedRP", status: "Valid" }],
          recoveryPointProperties: { expiryTime: "2026-02-04T09:00:00Z", isSoftDeleted: false },
        },
      },
      NOW,
    );

    expect(points).toEqual([
      { id: "123", time: TAKEN_MS, type: "CopyOnlyFull", tier: "HardenedRP", usable: true },
    ]);
  });

  test("of a VM is read by its own names", () => {
    const points = readRecoveryPoints(
      {
        name: "456",
        properties: {
          objectType: "IaasVMRecoveryPoint",
          recoveryPointTime: TAKEN,
          recoveryPointType: "AppConsistent",
          ...tiers(["InstantRP", "Valid"], ["HardenedRP", "Valid"]),
        },
      },
      NOW,
    );

    expect(points).toEqual([
      {
        id: "456",
        time: TAKEN_MS,
        type: "AppConsistent",
        tier: "InstantRP, HardenedRP",
        usable: true,
      },
    ]);
  });

  test("of a file share needs no tier", () => {
    expect(read({ recoveryPointType: "FileSystemConsistent" })).toEqual([
      { id: "point-1", time: TAKEN_MS, type: "FileSystemConsistent", tier: "", usable: true },
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

  test.each([undefined, null, "", "yesterday", "0001-01-01T00:00:00", "2001-01-01T00:00:00Z"])(
    "without a time is none: %s",
    (recoveryPointTime) => {
      expect(read({ recoveryPointTime })).toEqual([]);
    },
  );
});

describe("a recovery point is usable", () => {
  test.each([
    { what: "with no tiers told", properties: {} },
    { what: "in a valid tier", properties: tiers(["InstantRP", "Valid"]) },
    { what: "in a valid tier in other case", properties: tiers(["InstantRP", "VALID"]) },
    { what: "that was rehydrated", properties: tiers(["ArchivedRP", "Rehydrated"]) },
    {
      what: "in one valid tier of several",
      properties: tiers(["InstantRP", "Deleted"], ["HardenedRP", "Valid"]),
    },
    { what: "without an expiry", properties: { recoveryPointProperties: { expiryTime: null } } },
    {
      what: "that never expires",
      properties: { recoveryPointProperties: { expiryTime: "0001-01-01T00:00:00" } },
    },
    {
      what: "that expires in a second",
      properties: { recoveryPointProperties: { expiryTime: "2026-01-05T10:00:01Z" } },
    },
    {
      what: "that is not soft-deleted",
      properties: { recoveryPointProperties: { isSoftDeleted: false } },
    },
  ])("$what", ({ properties }) => {
    expect(read(properties)).toMatchObject([{ usable: true }]);
  });
});

describe("a recovery point is not usable", () => {
  test.each([
    {
      what: "once it is soft-deleted",
      properties: { recoveryPointProperties: { isSoftDeleted: true } },
    },
    {
      what: "once it has expired",
      properties: { recoveryPointProperties: { expiryTime: "2026-01-05T09:59:59Z" } },
    },
    {
      what: "at the moment of its expiry",
      properties: { recoveryPointProperties: { expiryTime: "2026-01-05T10:00:00Z" } },
    },
    { what: "in a deleted tier", properties: tiers(["HardenedRP", "Deleted"]) },
    { what: "in a disabled tier", properties: tiers(["HardenedRP", "Disabled"]) },
    { what: "in an archive", properties: tiers(["ArchivedRP", "Invalid"]) },
    { what: "in a state nobody knows", properties: tiers(["HardenedRP", "Validating"]) },
    { what: "in a tier without a state", properties: tiers(["HardenedRP", ""]) },
    {
      what: "in a valid tier when it is soft-deleted",
      properties: {
        ...tiers(["HardenedRP", "Valid"]),
        recoveryPointProperties: { isSoftDeleted: true },
      },
    },
  ])("$what", ({ properties }) => {
    expect(read(properties)).toMatchObject([{ usable: false }]);
  });

  test("shows only tiers that hold data", () => {
    const [point] = read(tiers(["InstantRP", "Deleted"], ["HardenedRP", "Valid"]));

    expect(point?.tier).toBe("HardenedRP");
    expect(read(tiers(["InstantRP", "Deleted"]))[0]?.tier).toBe("");
  });
});

describe("a chain of logs", () => {
  const ranges = (...list: readonly object[]) =>
    readRecoveryPoints(
      { name: "DefaultRangeRecoveryPoint", properties: { type: "Log", timeRanges: list } },
      NOW,
    );

  test("is one point for each range, which can restore to its end", () => {
    expect(
      ranges(
        { startTime: "2026-01-01T00:00:00Z", endTime: "2026-01-02T00:00:00Z" },
        { startTime: "2026-01-04T00:00:00Z", endTime: "2026-01-05T09:30:00Z" },
      ),
    ).toEqual([
      {
        id: "DefaultRangeRecoveryPoint",
        type: "Log",
        tier: "",
        usable: true,
        rangeStart: Date.UTC(2026, 0, 1),
        time: Date.UTC(2026, 0, 2),
      },
      {
        id: "DefaultRangeRecoveryPoint",
        type: "Log",
        tier: "",
        usable: true,
        rangeStart: Date.UTC(2026, 0, 4),
        time: Date.UTC(2026, 0, 5, 9, 30),
      },
    ]);
  });

  test("is called a log, whatever Azure calls it", () => {
    const [point] = readRecoveryPoints(
      { properties: { type: "Invalid", timeRanges: [{ startTime: TAKEN, endTime: TAKEN }] } },
      NOW,
    );

    expect(point?.type).toBe("Log");
  });

  test.each([
    { what: "without a start", range: { endTime: TAKEN } },
    { what: "without an end", range: { startTime: TAKEN } },
    { what: "whose end is not set", range: { startTime: TAKEN, endTime: "0001-01-01T00:00:00" } },
    { what: "that is nothing", range: {} },
  ])("leaves a range out $what", ({ range }) => {
    expect(ranges(range)).toEqual([]);
    expect(ranges(range, { startTime: TAKEN, endTime: TAKEN })).toHaveLength(1);
  });

  test("that holds no range says nothing", () => {
    expect(ranges()).toEqual([]);
  });

  test("that has been soft-deleted is not usable", () => {
    const [point] = read({
      timeRanges: [{ startTime: TAKEN, endTime: TAKEN }],
      recoveryPointProperties: { isSoftDeleted: true },
    });

    expect(point?.usable).toBe(false);
  });
});

test("anything else is no point, and nothing throws", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (any, properties) => {
      expect(readRecoveryPoints(any, NOW)).toEqual([]);
      readRecoveryPoints({ name: any, properties }, NOW);
      readRecoveryPoints(
        {
          properties: {
            recoveryPointTime: TAKEN,
            recoveryPointTierDetails: properties,
            recoveryPointProperties: any,
            timeRanges: properties,
          },
        },
        NOW,
      );
    }),
  );
});
