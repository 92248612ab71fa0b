import { expect, test } from "vitest";
import { floorOf } from "./floor.ts";
import { subjectNamed } from "./subjects.ts";

const STOP = subjectNamed("stop-protection-retain-data");

const TODAY = { workload: "SQLDataBase", quota: 249, maxParallel: 10 } as const;

test("few items take as long as they do, ten at once", () => {
  expect(floorOf(STOP, { ...TODAY, items: 7 })).toEqual({ ms: 33_000, by: undefined });
  expect(floorOf(STOP, { ...TODAY, items: 100 })).toEqual({ ms: 330_000, by: undefined });
});

test("many items take as long as the quota of an hour lets their reads", () => {
  expect(floorOf(STOP, { ...TODAY, items: 1_000 })).toEqual({
    ms: 4 * 3_600_000,
    by: "protectedItems",
  });
});

test("the action of which an item needs most sets the floor", () => {
  const floor = floorOf(subjectNamed("backup-now"), { ...TODAY, items: 1_000 });

  expect(floor).toEqual({ ms: 8 * 3_600_000, by: "recoveryPoints" });
});

test("items that are fresh wait for nothing", () => {
  const floor = floorOf(subjectNamed("ensure-backup-mostly-fresh"), {
    ...TODAY,
    quota: 449,
    items: 300,
  });

  expect(floor).toEqual({ ms: 182_000, by: undefined });
});
