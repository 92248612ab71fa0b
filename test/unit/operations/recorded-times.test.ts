import { describe, expect, test } from "vitest";
import type { WorkloadType } from "../../../src/azure/backup/workload.ts";
import { type NameOf, OPERATIONS_BY_NAME } from "../../../src/operations/operations.ts";
import { JOB_TIMES, jobTime, lroTime } from "../../../src/operations/recorded-times.ts";
import { type PollTiming, pauseMs, type RecordedDuration } from "../../../src/time/schedule.ts";

const SECOND = 1_000;

/**
 * Seconds that operations stayed in progress, from the recordings: the durations that most had, the
 * soonest that was no stray, and the end of the shortest quarter.
 */
const RECORDED: readonly {
  readonly kind: NameOf<"write">;
  readonly workload: WorkloadType;
  readonly seconds: readonly number[];
  readonly soonest: number;
  readonly quarter: number;
}[] = [
  {
    kind: "change-policy",
    workload: "SQLDataBase",
    seconds: [71, 74, 74, 75],
    soonest: 71,
    quarter: 74,
  },
  {
    kind: "resume-protection",
    workload: "SQLDataBase",
    seconds: [71, 74, 74, 75],
    soonest: 71,
    quarter: 74,
  },
  {
    kind: "stop-protection-retain-data",
    workload: "SQLDataBase",
    seconds: [32, 32, 33, 33, 33],
    soonest: 32,
    quarter: 32,
  },
  {
    kind: "suspend-backups",
    workload: "SQLDataBase",
    seconds: [32, 32, 33, 33, 33],
    soonest: 32,
    quarter: 32,
  },
  {
    kind: "stop-protection-delete-data",
    workload: "SQLDataBase",
    seconds: [32, 33, 34, 40, 94],
    soonest: 32,
    quarter: 33,
  },
  { kind: "backup-now", workload: "SQLDataBase", seconds: [1, 2], soonest: 1, quarter: 1 },
  {
    kind: "change-policy",
    workload: "SAPHanaDatabase",
    seconds: [67, 74, 75, 114],
    soonest: 67,
    quarter: 74,
  },
  {
    kind: "stop-protection-retain-data",
    workload: "SAPHanaDatabase",
    seconds: [32, 33, 36, 37],
    soonest: 32,
    quarter: 33,
  },
  {
    kind: "stop-protection-delete-data",
    workload: "SAPHanaDatabase",
    seconds: [32, 33, 38],
    soonest: 32,
    quarter: 32,
  },
  {
    kind: "backup-now",
    workload: "SAPHanaDatabase",
    seconds: [1, 2, 6, 12],
    soonest: 1,
    quarter: 2,
  },
  { kind: "change-policy", workload: "VM", seconds: [11, 12, 13, 336], soonest: 11, quarter: 12 },
  { kind: "resume-protection", workload: "VM", seconds: [12, 12, 13], soonest: 11, quarter: 12 },
  {
    kind: "stop-protection-retain-data",
    workload: "VM",
    seconds: [10, 11, 12, 14],
    soonest: 10,
    quarter: 11,
  },
  {
    kind: "stop-protection-delete-data",
    workload: "VM",
    seconds: [12, 112, 134, 649],
    soonest: 12,
    quarter: 112,
  },
  { kind: "undelete", workload: "VM", seconds: [11, 12, 13], soonest: 11, quarter: 12 },
  { kind: "backup-now", workload: "VM", seconds: [1, 2, 649], soonest: 1, quarter: 1 },
  {
    kind: "change-policy",
    workload: "AzureFileShare",
    seconds: [33, 41, 44],
    soonest: 33,
    quarter: 41,
  },
  {
    kind: "resume-protection",
    workload: "AzureFileShare",
    seconds: [43],
    soonest: 33,
    quarter: 43,
  },
  {
    kind: "stop-protection-retain-data",
    workload: "AzureFileShare",
    seconds: [21, 22, 23],
    soonest: 21,
    quarter: 22,
  },
  {
    kind: "stop-protection-delete-data",
    workload: "AzureFileShare",
    seconds: [20, 22, 23, 342],
    soonest: 20,
    quarter: 22,
  },
  { kind: "undelete", workload: "AzureFileShare", seconds: [22], soonest: 21, quarter: 22 },
  { kind: "backup-now", workload: "AzureFileShare", seconds: [1, 2], soonest: 1, quarter: 1 },
];

const typicalOf = (name: NameOf<"write">, workload: WorkloadType | undefined): RecordedDuration =>
  lroTime(OPERATIONS_BY_NAME[name].lastsLike, workload);

/** Seconds within which the shortest quarter of the recorded jobs had ended. */
const RECORDED_JOBS = [
  { kind: "AzureWorkloadJob Backup", quarter: 122 },
  { kind: "AzureWorkloadJob Restore", quarter: 182 },
  { kind: "AzureWorkloadJob RestoreWithRehydrate", quarter: 12_095 },
  { kind: "AzureIaaSVMJob Backup", quarter: 2471 },
  { kind: "AzureIaaSVMJob Restore", quarter: 184 },
  { kind: "AzureStorageJob Backup", quarter: 2.5 },
  { kind: "AzureStorageJob Restore", quarter: 44 },
];

/** The moments at which something that was accepted at 0 is looked at, up to `untilMs`. */
function looks(untilMs: number, moment: Omit<PollTiming, "elapsedMs">): readonly number[] {
  const times: number[] = [];
  for (let at = 0; at < untilMs; ) {
    at += pauseMs({ elapsedMs: at, ...moment });
    times.push(at);
  }
  return times;
}

describe("the first look at an operation", () => {
  test.each(RECORDED)("$kind of $workload comes by the shortest quarter", (row) => {
    const { kind: name, workload, quarter } = row;
    const pause = pauseMs({ elapsedMs: 0, recorded: typicalOf(name, workload) });

    expect(pause).toBeLessThanOrEqual(quarter * SECOND);
  });

  test.each(RECORDED)(
    "$kind of $workload wastes no request before any ever ended",
    ({ kind: name, workload, soonest }) => {
      const pause = pauseMs({ elapsedMs: 0, recorded: typicalOf(name, workload) });

      expect(pause).toBeGreaterThanOrEqual(0.95 * soonest * SECOND);
    },
  );

  test.each(RECORDED_JOBS)("$kind comes by the shortest quarter", ({ kind: name, quarter }) => {
    const [type = "", operation = ""] = name.split(" ");
    const recorded = jobTime(type, operation);
    const pause = pauseMs({ elapsedMs: 0, recorded });

    expect(recorded).toBeDefined();
    expect(jobTime(`${type}V2`, `${operation} (Full)`)).toBe(recorded);
    expect(pause).toBeLessThanOrEqual(quarter * SECOND);
  });

  test.each(RECORDED_JOBS)("$kind leaves it a minute, or most of its time", (row) => {
    const pause = pauseMs({ elapsedMs: 0, recorded: JOB_TIMES[row.kind] });

    expect(pause).toBeGreaterThanOrEqual(Math.min(0.8 * row.quarter, 60) * SECOND);
  });

  test.each([
    { operation: "change-policy", workload: "SAPAseDatabase" },
    { operation: "undelete", workload: "SQLDataBase" },
    { operation: "undelete", workload: "SAPHanaDatabase" },
    { operation: "change-policy", workload: undefined },
  ] as const)(
    "$operation of $workload, never recorded, comes as soon as any was ever over",
    (row) => {
      const recorded = typicalOf(row.operation, row.workload);

      expect(looks(21 * SECOND, { recorded })).toEqual(
        [10, 12, 14, 16, 18, 20, 22].map((s) => s * SECOND),
      );
    },
  );
});

test.each(
  RECORDED.flatMap(({ kind: name, workload, seconds }) =>
    seconds.map((taken) => ({ name, workload, taken })),
  ),
)(
  "$name of $workload that takes $taken s is seen to end within a tenth of that",
  ({ name, workload, taken }) => {
    const seen = looks(taken * SECOND, { recorded: typicalOf(name, workload) }).at(-1) ?? 0;

    expect(seen - taken * SECOND).toBeLessThanOrEqual(Math.max(2 * SECOND, (taken * SECOND) / 10));
  },
);
