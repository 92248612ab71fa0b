import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultTimeoutMs,
  JOB_TIMES,
  jobTime,
  type Moment,
  operationTime,
  pauseMs,
  type Typical,
} from "../../../src/time/schedule.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Seconds that operations stayed in progress, from the recordings: the durations that most had, the
 * soonest that was no stray, and the end of the shortest quarter.
 */
const RECORDED = [
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
const typicalOf = (operation: string, workload: string): Typical =>
  operationTime(operation, workload);
const CHANGE = typicalOf("change-policy", "SQLDataBase");

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

const KINDS = [
  ...RECORDED.map(({ kind: name, workload }) => typicalOf(name, workload)),
  ...Object.values(JOB_TIMES),
  undefined,
];

const elapsed = fc.integer({ min: 0, max: 6 * HOUR });
const kind = fc.constantFrom(...KINDS);

/** The moments at which something that was accepted at 0 is looked at, up to `untilMs`. */
function looks(untilMs: number, moment: Omit<Moment, "elapsedMs">): readonly number[] {
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
    const pause = pauseMs({ elapsedMs: 0, typical: typicalOf(name, workload) });

    expect(pause).toBeLessThanOrEqual(quarter * SECOND);
  });

  test.each(RECORDED)(
    "$kind of $workload wastes no request before any ever ended",
    ({ kind: name, workload, soonest }) => {
      const pause = pauseMs({ elapsedMs: 0, typical: typicalOf(name, workload) });

      expect(pause).toBeGreaterThanOrEqual(0.95 * soonest * SECOND);
    },
  );

  test.each(RECORDED_JOBS)("$kind comes by the shortest quarter", ({ kind: name, quarter }) => {
    const [type = "", operation = ""] = name.split(" ");
    const typical = jobTime(type, operation);
    const pause = pauseMs({ elapsedMs: 0, typical });

    expect(typical).toBeDefined();
    expect(jobTime(`${type}V2`, `${operation} (Full)`)).toBe(typical);
    expect(pause).toBeLessThanOrEqual(quarter * SECOND);
  });

  test.each(RECORDED_JOBS)("$kind leaves it a minute, or most of its time", (row) => {
    const pause = pauseMs({ elapsedMs: 0, typical: JOB_TIMES[row.kind] });

    expect(pause).toBeGreaterThanOrEqual(Math.min(0.8 * row.quarter, 60) * SECOND);
  });

  test.each([
    { operation: "change-policy", workload: "SAPAseDatabase" },
    { operation: "undelete", workload: "SQLDataBase" },
    { operation: "undelete", workload: "SAPHanaDatabase" },
    { operation: "change-policy", workload: undefined },
    { operation: "something-new", workload: "VM" },
  ])("$operation of $workload, never recorded, comes as soon as any was ever over", (row) => {
    const typical = operationTime(row.operation, row.workload);

    expect(looks(21 * SECOND, { typical })).toEqual(
      [10, 12, 14, 16, 18, 20, 22].map((s) => s * SECOND),
    );
  });

  test("of a kind that was never recorded comes after two seconds", () => {
    expect(pauseMs({ elapsedMs: 0 })).toBe(2 * SECOND);
  });

  test("falls on the same moment however often it is asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 * SECOND }), (elapsedMs) => {
        const pause = pauseMs({ elapsedMs, typical: CHANGE });

        expect(elapsedMs + pause).toBe(71 * SECOND);
      }),
    );
  });
});

describe("every later look", () => {
  test("comes within a tenth of the time elapsed, two seconds at least", () => {
    fc.assert(
      fc.property(elapsed, kind, (elapsedMs, typical) => {
        fc.pre(elapsedMs >= (typical?.firstSeconds ?? 0) * SECOND);

        const pause = pauseMs({ elapsedMs, typical });

        expect(pause).toBeLessThanOrEqual(Math.max(2 * SECOND, Math.ceil(elapsedMs / 10)));
        expect(pause).toBeGreaterThanOrEqual(2 * SECOND);
      }),
    );
  });

  test("is two seconds after the last while most of that kind end", () => {
    const times = looks(42 * SECOND, {
      typical: typicalOf("stop-protection-delete-data", "SQLDataBase"),
    });

    expect(times).toEqual([32, 34, 36, 38, 40, 44].map((seconds) => seconds * SECOND));
  });

  test("spares the quota once it takes long", () => {
    expect(pauseMs({ elapsedMs: HOUR, typical: CHANGE })).toBe(6 * MINUTE);
  });
});

test.each(
  RECORDED.flatMap(({ kind: name, workload, seconds }) =>
    seconds.map((taken) => ({ name, workload, taken })),
  ),
)(
  "$name of $workload that takes $taken s is seen to end within a tenth of that",
  ({ name, workload, taken }) => {
    const seen = looks(taken * SECOND, { typical: typicalOf(name, workload) }).at(-1) ?? 0;

    expect(seen - taken * SECOND).toBeLessThanOrEqual(Math.max(2 * SECOND, (taken * SECOND) / 10));
  },
);

describe("Retry-After", () => {
  test.each([
    { says: 7 * SECOND, pause: 7 * SECOND, how: "is obeyed" },
    { says: 1 * SECOND, pause: 1 * SECOND, how: "is obeyed" },
    { says: 120 * SECOND, pause: 120 * SECOND, how: "is obeyed" },
    { says: 0, pause: 1 * SECOND, how: "never makes us hammer" },
    { says: 10, pause: 1 * SECOND, how: "never makes us hammer" },
    { says: HOUR, pause: 120 * SECOND, how: "never makes us doze off" },
  ])("of $says ms $how", ({ says, pause }) => {
    const typical = CHANGE;

    expect(pauseMs({ elapsedMs: 0, typical, retryAfterMs: says })).toBe(pause);
    expect(pauseMs({ elapsedMs: HOUR, typical, retryAfterMs: says })).toBe(pause);
  });
});

describe("the quota", () => {
  test.each([
    { remaining: undefined, pause: 10 * SECOND },
    { remaining: 150, pause: 10 * SECOND },
    { remaining: 25, pause: 10 * SECOND },
  ])("of $remaining requests leaves the pause as it is", ({ remaining, pause }) => {
    expect(pauseMs({ elapsedMs: 100 * SECOND, remaining })).toBe(pause);
  });

  test.each([24, 20, 10, 5, 2, 1])("of %i requests stretches the pause", (remaining) => {
    expect(pauseMs({ elapsedMs: 100 * SECOND, remaining })).toBeGreaterThan(10 * SECOND);
  });

  test.each([0, -1, -50])("of %i requests makes us wait for a minute", (remaining) => {
    expect(pauseMs({ elapsedMs: 0, remaining })).toBe(MINUTE);
  });

  test("used up never shortens a pause that is longer anyway", () => {
    expect(pauseMs({ elapsedMs: HOUR, remaining: 0 })).toBe(6 * MINUTE);
  });

  test("never shortens the pause that there would be without it", () => {
    fc.assert(
      fc.property(elapsed, kind, fc.integer({ min: -5, max: 300 }), (elapsedMs, typical, left) => {
        const pause = pauseMs({ elapsedMs, typical, remaining: left });

        expect(pause).toBeGreaterThanOrEqual(pauseMs({ elapsedMs, typical }));
      }),
    );
  });

  test("that is smaller never means a shorter pause", () => {
    fc.assert(
      fc.property(elapsed, fc.integer({ min: 0, max: 30 }), (elapsedMs, remaining) => {
        const more = pauseMs({ elapsedMs, remaining: remaining + 1 });
        const less = pauseMs({ elapsedMs, remaining });

        expect(less).toBeGreaterThanOrEqual(more);
      }),
    );
  });

  test("that is low never means more patience than one that is used up", () => {
    fc.assert(
      fc.property(
        elapsed,
        kind,
        fc.integer({ min: 1, max: 24 }),
        (elapsedMs, typical, remaining) => {
          const low = pauseMs({ elapsedMs, typical, remaining });

          expect(low).toBeLessThanOrEqual(pauseMs({ elapsedMs, typical, remaining: 0 }));
        },
      ),
    );
  });

  test("stretches what Retry-After asks for", () => {
    const moment = { elapsedMs: 0, retryAfterMs: 10 * SECOND };

    expect(pauseMs({ ...moment, remaining: 5 })).toBeGreaterThan(10 * SECOND);
  });
});

describe("whatever is told", () => {
  test("no pause is longer than an hour", () => {
    const anything = fc.double({ min: 0, max: 1e18, noNaN: true });
    const maybe = fc.option(anything, { nil: undefined });
    fc.assert(
      fc.property(anything, maybe, fc.integer(), (elapsedMs, retryAfterMs, remaining) => {
        const pause = pauseMs({ elapsedMs, retryAfterMs, remaining, typical: CHANGE });

        expect(pause).toBeLessThanOrEqual(HOUR);
        expect(pause).toBeGreaterThanOrEqual(SECOND);
      }),
    );
  });

  test("a start in the future, by a clock that is ahead, puts no look off", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: -1 }), kind, (elapsedMs, typical) => {
        expect(pauseMs({ elapsedMs, typical })).toBe(pauseMs({ elapsedMs: 0, typical }));
      }),
    );
  });
});

describe("a fixed pause", () => {
  test("takes the place of the schedule", () => {
    const typical = CHANGE;

    expect(looks(20 * SECOND, { typical, fixedMs: 5 * SECOND })).toEqual(
      [5, 10, 15, 20].map((seconds) => seconds * SECOND),
    );
    expect(pauseMs({ elapsedMs: HOUR, typical, fixedMs: 5 * SECOND })).toBe(5 * SECOND);
  });

  test("gives way to a longer Retry-After, and only to that", () => {
    const fixed = { elapsedMs: 0, fixedMs: 5 * SECOND };

    expect(pauseMs({ ...fixed, retryAfterMs: 30 * SECOND })).toBe(30 * SECOND);
    expect(pauseMs({ ...fixed, retryAfterMs: 2 * SECOND })).toBe(5 * SECOND);
    expect(pauseMs({ ...fixed, retryAfterMs: HOUR })).toBe(120 * SECOND);
    expect(pauseMs({ elapsedMs: 0, fixedMs: HOUR, retryAfterMs: SECOND })).toBe(HOUR);
  });

  test("is stretched by the quota all the same", () => {
    expect(pauseMs({ elapsedMs: 0, fixedMs: 5 * SECOND, remaining: 5 })).toBeGreaterThan(
      5 * SECOND,
    );
    expect(pauseMs({ elapsedMs: 0, fixedMs: 5 * SECOND, remaining: 0 })).toBe(MINUTE);
  });
});

test.each([
  { operation: "change-policy", jobType: undefined, minutes: 30 },
  { operation: "stop-protection-retain-data", jobType: "AzureWorkloadJob", minutes: 30 },
  { operation: "stop-protection-delete-data", jobType: "AzureIaaSVMJob", minutes: 30 },
  { operation: "wait-for-job", jobType: "AzureWorkloadJob", minutes: 120 },
  { operation: "wait-for-job", jobType: "AzureStorageJob", minutes: 300 },
  { operation: "wait-for-job", jobType: "AzureIaaSVMJob", minutes: 300 },
  { operation: "wait-for-job", jobType: "AzureIaaSVMJobV2", minutes: 300 },
  { operation: "wait-for-job", jobType: "AzureWorkloadJobV2", minutes: 120 },
  { operation: "wait-for-job", jobType: "SomethingNew", minutes: 300 },
  { operation: "wait-for-job", jobType: undefined, minutes: 300 },
  { operation: "backup-now", jobType: "AzureWorkloadJob", minutes: 120 },
  { operation: "backup-now", jobType: "AzureStorageJob", minutes: 300 },
  { operation: "backup-now", jobType: "AzureIaaSVMJob", minutes: 300 },
  { operation: "backup-now", jobType: undefined, minutes: 300 },
  { operation: "cancel-job", jobType: "AzureIaaSVMJob", minutes: 30 },
  { operation: "verify-backup", jobType: undefined, minutes: 30 },
  { operation: "list-items", jobType: undefined, minutes: 30 },
  { operation: "undelete", jobType: "AzureIaaSVMJob", minutes: 30 },
])("$operation of $jobType has $minutes minutes by default", ({ operation, jobType, minutes }) => {
  expect(defaultTimeoutMs(operation, jobType)).toBe(minutes * MINUTE);
});

test("a step that waits for a VM's backup or restore first has five hours", () => {
  expect(defaultTimeoutMs("change-policy", undefined, true)).toBe(300 * MINUTE);
});
