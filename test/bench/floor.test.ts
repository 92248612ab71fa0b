import { expect, test } from "vitest";
import { floorOf } from "./floor.ts";
import { subjectNamed } from "./subjects.ts";

const STOP = subjectNamed("stop-protection-retain-data");

test("few items take as long as the longest of them", () => {
  expect(floorOf(STOP, { workload: "SQLDataBase", items: 100, quota: 249 })).toEqual({
    ms: 33_000,
    by: undefined,
  });
});

test("many items take as long as the quota of an hour lets their reads", () => {
  expect(floorOf(STOP, { workload: "SQLDataBase", items: 1_000, quota: 249 })).toEqual({
    ms: 4 * 3_600_000,
    by: "protectedItems",
  });
});

test("the action of which an item needs most sets the floor", () => {
  const floor = floorOf(subjectNamed("backup-now"), {
    workload: "VM",
    items: 1_000,
    quota: 249,
  });

  expect(floor).toEqual({ ms: 8 * 3_600_000, by: "recoveryPoints" });
});
