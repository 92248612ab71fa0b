import { describe, expect, test } from "vitest";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import { needsOfQuestion, needsOfWrite, tellNeeds } from "../../../src/sequence/needs.ts";
import type { WriteTask } from "../../../src/sequence/task.ts";
import { itemOf } from "../azure/backup/read-builders.ts";
import { fakeTools } from "./step-builders.ts";

const STOP = { kind: "stop-protection-retain-data" } as const;
const MINUTE_MS = 60_000;

function taskOf(wish: object, changes: Partial<WriteTask> = {}): WriteTask {
  const task = { wish, maxParallel: 10, failFast: false, dryRun: false, ...changes };
  return task as unknown as WriteTask;
}

function many(count: number, one = itemOf("SQLDataBase")): readonly ProtectedItem[] {
  return Array.from({ length: count }, () => one);
}

describe("what a write needs", () => {
  test("of a change is 1.4 looks at each operation, rounded up", () => {
    expect(needsOfWrite(taskOf(STOP), many(12))).toMatchObject({ reads: 17, each: 2, atOnce: 10 });
  });

  test("of a change is each item before and after where a failure has to show at once", () => {
    const task = taskOf(STOP, { failFast: true });

    expect(needsOfWrite(task, many(12))).toMatchObject({ reads: 24, each: 2 });
  });

  test("of a backup is three looks at its points", () => {
    const backup = taskOf({ kind: "backup-now" });

    expect(needsOfWrite(backup, many(12))).toMatchObject({ reads: 36, each: 3 });
  });

  test("of a backup that is asked for first is mostly the question", () => {
    const ensure = taskOf({ kind: "ensure-backup" });

    expect(needsOfWrite(ensure, many(12))).toMatchObject({ reads: 17 });
  });

  test("of a dry run is one look at each item, and no time", () => {
    const dry = taskOf({ kind: "backup-now" }, { dryRun: true });

    expect(needsOfWrite(dry, many(12))).toEqual({ reads: 12, each: 1, atOnce: 10, lastsMs: 0 });
  });

  test.each([
    { count: 10, lastsMs: 0 },
    { count: 11, lastsMs: 31_600 },
    { count: 31, lastsMs: 94_800 },
  ])("is the time of all batches after the first: $count items", ({ count, lastsMs }) => {
    expect(needsOfWrite(taskOf(STOP), many(count)).lastsMs).toBeCloseTo(lastsMs);
  });

  test("is the time of those that last longest", () => {
    const mixed = [...many(10), ...many(1, itemOf("VM"))];

    expect(needsOfWrite(taskOf(STOP), mixed).lastsMs).toBeCloseTo(31_600);
    expect(needsOfWrite(taskOf({ kind: "backup-now" }), mixed).lastsMs).toBeCloseTo(3_071_300);
  });

  test("is no time where none is recorded", () => {
    const unknown = { ...itemOf("SQLDataBase"), workload: undefined };

    expect(needsOfWrite(taskOf(STOP), many(30, unknown)).lastsMs).toBe(0);
    expect(needsOfWrite(taskOf({ kind: "backup-now" }), many(30, unknown)).lastsMs).toBe(0);
  });
});

describe("what a question needs", () => {
  test("is one look at each item", () => {
    expect(needsOfQuestion(many(7), 5)).toEqual({ reads: 7, each: 1, atOnce: 5, lastsMs: 0 });
  });
});

/** Tells a step that it has so many reads to make, in a quota of so many an hour. */
function tell(reads: number, hourly: number, { each = 1, atOnce = 10, lastsMs = 0 } = {}) {
  const { tools, warned } = fakeTools();
  const requests = { ...tools.requests, hourly: () => hourly };
  tellNeeds({ reads, each, atOnce, lastsMs }, { ...tools, requests });
  return { warned, extraMs: tools.known().extraMs };
}

describe("a step", () => {
  test("that the quota does not slow down is told nothing, and has its time", () => {
    // 25 reads are left to others, and eleven to what is in flight and the next.
    expect(tell(114, 150, { lastsMs: 5_000 })).toEqual({ warned: [], extraMs: 5_000 });
  });

  test("that needs more than an hour's reads is told how long it takes, and has that time", () => {
    const { warned, extraMs } = tell(115, 150);

    expect(extraMs).toBe(65 * MINUTE_MS);
    expect(warned).toEqual([
      "This step needs about 115 reads of one kind, and Azure allows 150 of a kind in an hour, so it takes about 1 h 5 min.",
    ]);
  });

  test("waits once more for each hour's reads", () => {
    expect(tell(229, 150).extraMs).toBe(130 * MINUTE_MS);
    expect(tell(228, 150).extraMs).toBe(65 * MINUTE_MS);
  });

  test("leaves more reads to items in flight that may still need several", () => {
    expect(tell(103, 150, { each: 2 }).extraMs).toBe(0);
    expect(tell(104, 150, { each: 2 }).extraMs).toBe(65 * MINUTE_MS);
  });

  test("uses half of an hour's reads, however many items are in flight", () => {
    expect(tell(75, 150, { atOnce: 100 }).extraMs).toBe(0);
    expect(tell(76, 150, { atOnce: 100 }).extraMs).toBe(65 * MINUTE_MS);
  });

  test("takes as long as the longer of the two: the quota's time or Azure's own", () => {
    const { warned, extraMs } = tell(115, 150, { lastsMs: 120 * MINUTE_MS });

    expect(extraMs).toBe(120 * MINUTE_MS);
    expect(warned[0]).toContain("about 2 h.");
  });
});
