import { describe, expect, test } from "vitest";
import { randomBy } from "../../support/random.ts";
import { figuresOf, lateInWords, looksInWords } from "./figures.ts";
import { follow } from "./follow.ts";
import { jobKind, operationKind } from "./kinds.ts";
import { waitOf } from "./others.ts";
import { waitBeside } from "./quota-waits.ts";
import { partOf, type RecordedEnd } from "./recorded-ends.ts";
import { bestBeat, onBeat } from "./table-search.ts";

const JOB: RecordedEnd = {
  id: "7",
  kind: "SQL backup",
  part: "tuning",
  length: 122,
  jobType: "AzureWorkloadJob",
  doing: "Backup (Full)",
  snapshot: { told: undefined, seen: undefined },
  looks: undefined,
};
const CHANGE: RecordedEnd = {
  ...{ ...JOB, kind: "VM policy, stop, undelete", length: 11.1 },
  operation: { lro: "policy", workload: "VM" },
};
const VM: RecordedEnd = {
  ...{ ...JOB, kind: "VM backup", length: 2_475, jobType: "AzureIaaSVMJob", doing: "Backup" },
  snapshot: { told: 460.7, seen: 480 },
};

test.each([
  { folder: "slices", year: 2021, part: "tuning" },
  { folder: "slices-2021-2025", year: 2021, part: "checking" },
  { folder: "mua", year: 2022, part: "tuning" },
  { folder: "modern", year: 2025, part: "checking" },
])("a recording of $year in $folder is in the $part part", ({ folder, year, part }) => {
  expect(partOf(folder, year)).toBe(part);
});

test("a job type that ends in V2 is the same kind", () => {
  expect(jobKind("AzureIaaSVMJobV2", "Backup", "")).toBe("VM backup");
  expect(jobKind("AzureWorkloadJobV2", "Backup (Full)", "SAPHanaDatabase")).toBe("SAP HANA backup");
});

test("a deletion of a VM is a kind of its own, and a backup's operation is none", () => {
  expect(operationKind("stop-delete", "vm")?.kind).toBe("VM delete");
  expect(operationKind("backup", "vm")).toBeUndefined();
});

describe("the action's own loop", () => {
  test.each([
    { what: "a job", end: JOB },
    { what: "an operation", end: CHANGE },
    { what: "a VM's backup, whose snapshot tells its end", end: VM },
  ])("sees the end of $what within four seconds, never before it", async ({ end }) => {
    for (let seed = 0; seed < 20; seed++) {
      const { seen } = await follow(end, randomBy(seed));

      expect(seen).toBeGreaterThanOrEqual(end.length);
      expect(seen - end.length).toBeLessThanOrEqual(4);
    }
  });

  test("waits the same for the same seed", async () => {
    expect(await follow(VM, randomBy(3))).toEqual(await follow(VM, randomBy(3)));
  });
});

test("az looks at once and every 5.6 s; the SDK does not wait for jobs", () => {
  expect(waitOf("az", CHANGE, randomBy(1))).toMatchObject({ looks: 3, seen: 11.2 });
  expect(waitOf("the SDK", JOB, randomBy(1))).toBeUndefined();
});

test("two waits beside each other share one quota, and each sees its end", async () => {
  const { waits, throttled } = await waitBeside([VM, VM], 1);

  expect(throttled).toBe(0);
  expect(waits.map(({ seen }) => seen > VM.length)).toEqual([true, true]);
});

test("figures are the median, the 90th and the largest", () => {
  const waits = Array.from({ length: 10 }, (_, index) => ({
    end: { ...JOB, length: 100 },
    looks: index,
    seen: 101 + index,
  }));

  expect(lateInWords(figuresOf(waits, 1))).toBe("5.0 / 9.0 / 10");
  expect(looksInWords(figuresOf(waits, 1))).toBe("4 / 9");
});

test("a beat is found in ends that keep one", () => {
  const ends = [122.3, 183.2, 244, 305.4].map((length) => ({ ...JOB, length }));
  const beat = bestBeat(ends);

  expect(beat.every).toBeCloseTo(61, 0);
  expect(onBeat(ends, beat)).toBe(4);
  expect(onBeat([{ ...JOB, length: 150 }], beat)).toBe(0);
});
