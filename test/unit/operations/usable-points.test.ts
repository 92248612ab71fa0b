import { describe, expect, test } from "vitest";
import type { RecoveryPoint } from "../../../src/azure/backup/recovery-point.ts";
import {
  isInFuture,
  RECOVERY_POINT_TYPES,
  usablePoints,
} from "../../../src/operations/usable-points.ts";
import { item, itemOf, point } from "../azure/backup/read-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const HOUR = 3_600_000;
const MINUTE = 60_000;
const ago = (hours: number) => NOW - hours * HOUR;

/** A point from a number of hours ago, named by its type and age. */
const made = (type: string, hours: number, changes: Partial<RecoveryPoint> = {}) =>
  point({ id: `${type}-${hours}`, type, time: ago(hours), ...changes });
const full = (hours: number, changes?: Partial<RecoveryPoint>) => made("Full", hours, changes);
const copy = (hours: number) => made("CopyOnlyFull", hours);
const diff = (hours: number, changes?: Partial<RecoveryPoint>) =>
  made("Differential", hours, changes);
/** A chain of logs from `from` hours ago to `to` hours ago. */
const logs = (from: number, to: number, changes: Partial<RecoveryPoint> = {}) =>
  point({
    id: `Log-${to}`,
    type: "Log",
    tier: "",
    time: ago(to),
    rangeStart: ago(from),
    ...changes,
  });

const ofDatabase = (...points: readonly RecoveryPoint[]) =>
  usablePoints("any", { item: item(), points, now: NOW }).map(({ id }) => id);

describe("of a database there count", () => {
  const gone = { flaw: "soft-deleted" };
  test.each<{ what: string; points: readonly RecoveryPoint[]; count: readonly string[] }>([
    {
      what: "fulls of every kind",
      points: ["Full", "CopyOnlyFull", "SnapshotFull", "SnapshotCopyOnlyFull", "full"].map((type) =>
        made(type, 1),
      ),
      count: ["Full-1", "CopyOnlyFull-1", "SnapshotFull-1", "SnapshotCopyOnlyFull-1", "full-1"],
    },
    {
      what: "no points of types nobody knows",
      points: [full(9), made("Log", 1), made("Synthetic", 1), made("", 1)],
      count: ["Full-9"],
    },
    {
      what: "differentials on a full",
      points: [full(9), diff(5), made("Incremental", 4)],
      count: ["Full-9", "Differential-5", "Incremental-4"],
    },
    {
      what: "no differential without a full",
      points: [diff(5), made("Incremental", 4)],
      count: [],
    },
    { what: "no differential older than the full", points: [full(4), diff(5)], count: ["Full-4"] },
    {
      what: "no differential of the very moment of the full",
      points: [full(5), diff(5)],
      count: ["Full-5"],
    },
    { what: "no differential whose full is gone", points: [full(9, gone), diff(5)], count: [] },
    {
      what: "no differential on a copy-only full",
      points: [copy(9), diff(5)],
      count: ["CopyOnlyFull-9"],
    },
    {
      what: "logs with the full they begin at",
      points: [full(20), logs(20, 1)],
      count: ["Full-20", "Log-1"],
    },
    {
      what: "logs with a full within them",
      points: [full(10), logs(20, 1)],
      count: ["Full-10", "Log-1"],
    },
    {
      what: "logs with a full at their very end",
      points: [full(1), logs(20, 1)],
      count: ["Full-1", "Log-1"],
    },
    {
      what: "logs with a snapshot full",
      points: [made("SnapshotFull", 20), logs(20, 1)],
      count: ["SnapshotFull-20", "Log-1"],
    },
    { what: "no logs without a full", points: [logs(20, 1)], count: [] },
    {
      what: "no logs that end before their full",
      points: [full(1), logs(20, 2)],
      count: ["Full-1"],
    },
    {
      what: "no logs with a copy-only full alone",
      points: [copy(10), logs(20, 1)],
      count: ["CopyOnlyFull-10"],
    },
    { what: "no logs with a full that is gone", points: [full(10, gone), logs(20, 1)], count: [] },
    {
      what: "no logs that are gone themselves",
      points: [full(10), logs(20, 1, gone)],
      count: ["Full-10"],
    },
    {
      what: "the oldest range with its full before it, cut by the retention of logs",
      points: [full(168), logs(160, 1)],
      count: ["Full-168", "Log-1"],
    },
    {
      what: "no later range with its full before a gap",
      points: [full(168), logs(160, 100), logs(90, 1)],
      count: ["Full-168"],
    },
    {
      what: "a later range with a full after the gap",
      points: [full(168), full(80), logs(160, 100), logs(90, 1)],
      count: ["Full-168", "Full-80", "Log-1"],
    },
    {
      what: "a later range with a differential after the gap",
      points: [full(168), diff(80), logs(160, 100), logs(90, 1)],
      count: ["Full-168", "Differential-80", "Log-1"],
    },
    {
      what: "no later range with a differential whose full is gone",
      points: [full(168, gone), diff(80), logs(160, 100), logs(90, 1)],
      count: [],
    },
    {
      what: "no later range where the oldest is gone, but listed",
      points: [full(168), logs(160, 100, gone), logs(90, 1)],
      count: ["Full-168"],
    },
    {
      what: "the end of logs that are newer than the last differential",
      points: [full(168), diff(20), logs(167, 0.2)],
      count: ["Full-168", "Differential-20", "Log-0.2"],
    },
  ])("$what", ({ points, count }) => {
    expect(ofDatabase(...points).toSorted()).toEqual(count.toSorted());
    expect(ofDatabase(...points.toReversed()).toSorted()).toEqual(count.toSorted());
  });

  test.each([
    { ms: MINUTE, counts: true },
    { ms: MINUTE + 1, counts: false },
  ])("a later range whose full is $ms ms before it: $counts", ({ ms, counts }) => {
    const before = full(90, { time: ago(90) - ms });
    const count = ofDatabase(full(168), before, logs(160, 100), logs(90, 1));

    expect(count.includes("Log-1")).toBe(counts);
  });

  test("those of the type asked for", () => {
    const points = [full(20), copy(10), diff(5), logs(20, 1)];
    const count = RECOVERY_POINT_TYPES.map((types) =>
      usablePoints(types, { item: item(), points, now: NOW }).map(({ id }) => id),
    );

    expect(count).toEqual([
      ["Full-20", "CopyOnlyFull-10", "Differential-5", "Log-1"],
      ["Full-20", "CopyOnlyFull-10"],
      ["Log-1"],
    ]);
  });
});

describe("of a VM or share there count", () => {
  test.each(["VM", "AzureFileShare"] as const)("points of a %s of any type and tier", (type) => {
    const points = [
      made("AppConsistent", 1, { tier: "InstantRP" }),
      made("CrashConsistent", 2, { tier: "HardenedRP" }),
      made("", 3, { tier: "ArchivedRP" }),
      made("FileSystemConsistent", 4, { flaw: "soft-deleted" }),
    ];

    expect(usablePoints("any", { item: itemOf(type), points, now: NOW })).toHaveLength(3);
  });

  test.each(["VM", "AzureFileShare"] as const)("no logs of a %s", (type) => {
    const points = [logs(9, 1)];

    expect(usablePoints("any", { item: itemOf(type), points, now: NOW })).toEqual([]);
  });

  test.each([
    { type: "VM", tier: "InstantRP", expiry: ago(0), counts: false },
    { type: "VM", tier: "InstantRP", expiry: ago(0) + 1, counts: true },
    { type: "VM", tier: "InstantRP", expiry: undefined, counts: true },
    { type: "VM", tier: "HardenedRP", expiry: ago(4_080), counts: true },
    { type: "VM", tier: "InstantRP, HardenedRP", expiry: ago(5), counts: true },
    { type: "AzureFileShare", tier: "InstantRP", expiry: ago(5), counts: true },
  ] as const)("a point of a $type in $tier that expires $expiry: $counts", (row) => {
    const points = [made("AppConsistent", 4_800, { tier: row.tier, expiryTime: row.expiry })];
    const count = usablePoints("any", { item: itemOf(row.type), points, now: NOW });

    expect(count.length > 0).toBe(row.counts);
  });
});

test.each([
  { ms: 10 * MINUTE, future: false },
  { ms: 10 * MINUTE + 1, future: true },
])("a point $ms ms ahead is in the future: $future", ({ ms, future }) => {
  const ahead = full(0, { time: NOW + ms });

  expect(isInFuture(ahead, NOW)).toBe(future);
  expect(ofDatabase(ahead).length > 0).toBe(!future);
  expect(ofDatabase(full(9), logs(9, 0, { time: NOW + ms })).includes("Log-0")).toBe(!future);
});
