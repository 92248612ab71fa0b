import { describe, expect, test } from "vitest";
import type { WorkloadType } from "../../../src/azure/backup/workload.ts";
import { type NameOf, OPERATIONS_BY_NAME } from "../../../src/operations/operations.ts";
import { jobTimes, lroTimes } from "../../../src/operations/recorded-times.ts";
import { nextLook, type RecordedTimes } from "../../../src/time/schedule.ts";

const SECOND = 1_000;

/**
 * Seconds that operations stayed in progress, from the recordings: the durations that most had, as
 * a client saw them, and the end of the shortest quarter.
 */
const RECORDED: readonly {
  readonly kind: NameOf<"write">;
  readonly workload: WorkloadType;
  readonly seconds: readonly number[];
  readonly quarter: number;
}[] = [
  {
    kind: "change-policy",
    workload: "SQLDataBase",
    seconds: [71, 74, 74, 75],
    quarter: 74,
  },
  {
    kind: "resume-protection",
    workload: "SQLDataBase",
    seconds: [71, 74, 74, 75],
    quarter: 74,
  },
  {
    kind: "stop-protection-retain-data",
    workload: "SQLDataBase",
    seconds: [32, 32, 33, 33, 33],
    quarter: 32,
  },
  {
    kind: "suspend-backups",
    workload: "SQLDataBase",
    seconds: [32, 32, 33, 33, 33],
    quarter: 32,
  },
  {
    kind: "stop-protection-delete-data",
    workload: "SQLDataBase",
    seconds: [32, 33, 34, 40, 94],
    quarter: 33,
  },
  { kind: "backup-now", workload: "SQLDataBase", seconds: [1, 2], quarter: 1 },
  {
    kind: "change-policy",
    workload: "SAPHanaDatabase",
    seconds: [67, 74, 75, 114],
    quarter: 74,
  },
  {
    kind: "stop-protection-retain-data",
    workload: "SAPHanaDatabase",
    seconds: [32, 33, 36, 37],
    quarter: 33,
  },
  {
    kind: "stop-protection-delete-data",
    workload: "SAPHanaDatabase",
    seconds: [32, 33, 38],
    quarter: 32,
  },
  {
    kind: "backup-now",
    workload: "SAPHanaDatabase",
    seconds: [1, 2, 6, 12],
    quarter: 2,
  },
  { kind: "change-policy", workload: "VM", seconds: [11, 12, 13, 336], quarter: 12 },
  { kind: "resume-protection", workload: "VM", seconds: [12, 12, 13], quarter: 12 },
  {
    kind: "stop-protection-retain-data",
    workload: "VM",
    seconds: [10, 11, 12, 14],
    quarter: 11,
  },
  {
    kind: "stop-protection-delete-data",
    workload: "VM",
    seconds: [12, 112, 134, 649],
    quarter: 112,
  },
  { kind: "undelete", workload: "VM", seconds: [11, 12, 13], quarter: 12 },
  { kind: "backup-now", workload: "VM", seconds: [1, 2, 649], quarter: 1 },
  {
    kind: "change-policy",
    workload: "AzureFileShare",
    seconds: [33, 41, 44],
    quarter: 41,
  },
  {
    kind: "resume-protection",
    workload: "AzureFileShare",
    seconds: [43],
    quarter: 43,
  },
  {
    kind: "stop-protection-retain-data",
    workload: "AzureFileShare",
    seconds: [21, 22, 23],
    quarter: 22,
  },
  {
    kind: "stop-protection-delete-data",
    workload: "AzureFileShare",
    seconds: [20, 22, 23, 342],
    quarter: 22,
  },
  { kind: "undelete", workload: "AzureFileShare", seconds: [22], quarter: 22 },
  { kind: "backup-now", workload: "AzureFileShare", seconds: [1, 2], quarter: 1 },
];

const typicalOf = (
  name: NameOf<"write">,
  workload: WorkloadType | undefined,
): RecordedTimes | undefined => lroTimes(OPERATIONS_BY_NAME[name].lastsLike, workload);

/** A running job, by its type and operation. */
const job = (kind: string, tasks: readonly Task[] = []) => {
  const [jobType = "", operation = ""] = kind.split(" ");
  return { jobType, operation, startTime: START, tasks };
};

interface Task {
  readonly name: string;
  readonly status: string;
  readonly endTime?: number;
}

const START = Date.UTC(2026, 0, 5, 10);
const VM_BACKUP = "AzureIaaSVMJob Backup";

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

/**
 * True lengths in seconds, by the start and end that the job itself gives: the shortest, the
 * quartiles and the longest that were no strays.
 */
const RECORDED_LENGTHS: readonly {
  readonly what: string;
  readonly recorded: RecordedTimes | undefined;
  readonly lengths: readonly number[];
}[] = [
  {
    what: "a database's policy change",
    recorded: lroTimes("policy", "SQLDataBase"),
    lengths: [72.6, 72.8, 73.4, 73.5, 73.8, 74.4, 75.1],
  },
  {
    what: "a database's stop",
    recorded: lroTimes("stop", "SAPHanaDatabase"),
    lengths: [31.3, 32.1, 32.2, 32.8],
  },
  {
    what: "a database's deletion",
    recorded: lroTimes("delete", "SQLDataBase"),
    lengths: [31.7, 32.1, 32.2, 32.8, 33.9],
  },
  {
    what: "a VM's policy change",
    recorded: lroTimes("policy", "VM"),
    lengths: [10.9, 11.1, 11.9],
  },
  { what: "a VM's stop", recorded: lroTimes("stop", "VM"), lengths: [11, 11.2, 11.4, 12] },
  { what: "a VM's undelete", recorded: lroTimes("undelete", "VM"), lengths: [10.8, 11.3, 11.9] },
  {
    what: "a VM's deletion",
    recorded: lroTimes("delete", "VM"),
    lengths: [11.2, 102, 111.3, 111.6, 112.1],
  },
  {
    what: "a share's policy change",
    recorded: lroTimes("policy", "AzureFileShare"),
    lengths: [32.2, 32.9, 41, 41.2, 41.4, 42.4],
  },
  {
    what: "a share's stop",
    recorded: lroTimes("stop", "AzureFileShare"),
    lengths: [20.7, 20.9, 21.1, 21.4, 22.9],
  },
  {
    what: "a share's undelete",
    recorded: lroTimes("undelete", "AzureFileShare"),
    lengths: [21.4],
  },
  {
    what: "a SQL backup",
    recorded: jobTimes(job("AzureWorkloadJob Backup"), 0),
    lengths: [121.3, 121.7, 122.3, 124.4, 183.4],
  },
  {
    what: "a SAP HANA backup",
    recorded: jobTimes(job("AzureWorkloadJob Backup"), 0),
    lengths: [183.3, 243.7, 243.8, 244.4, 305.1],
  },
  {
    what: "a database's restore",
    recorded: jobTimes(job("AzureWorkloadJob Restore"), 0),
    lengths: [181.4, 182.2, 182.7, 272.3, 363.7, 364.8],
  },
  {
    what: "a VM's backup",
    recorded: jobTimes(job(VM_BACKUP), 0),
    lengths: [1272.3, 2472.3, 2475, 3671.7],
  },
  {
    what: "a share's backup",
    recorded: jobTimes(job("AzureStorageJob Backup"), 0),
    lengths: [1.6, 2.5, 2.8, 3.8],
  },
];

/** When work that ends at `endMs` is seen to have ended, if it is looked at from its start on. */
function seenAt(endMs: number, recorded: RecordedTimes | undefined): number {
  let at = 0;
  while (at < endMs) at += nextLook({ elapsedMs: at, recorded });
  return at;
}

describe("looks at an operation", () => {
  test.each(RECORDED)("$kind of $workload begin within five seconds", (row) => {
    const pause = nextLook({ elapsedMs: 0, recorded: typicalOf(row.kind, row.workload) });

    expect(pause).toBeLessThanOrEqual(5 * SECOND);
  });

  test.each(RECORDED)("$kind of $workload are close by the shortest quarter", (row) => {
    const { kind: name, workload, quarter } = row;

    expect(typicalOf(name, workload)?.quarter).toBeLessThanOrEqual(quarter);
  });

  test.each([
    { operation: "change-policy", workload: "SAPAseDatabase" },
    { operation: "backup-now", workload: "SAPAseDatabase" },
    { operation: "undelete", workload: "SAPAseDatabase" },
    { operation: "change-policy", workload: undefined },
  ] as const)("$operation of $workload, never recorded, expect no end", (row) => {
    expect(typicalOf(row.operation, row.workload)).toBeUndefined();
  });
});

describe("looks at a job", () => {
  test.each(RECORDED_JOBS)("$kind are close by the shortest quarter", ({ kind, quarter }) => {
    const recorded = jobTimes(job(kind), 0);

    expect(recorded?.quarter).toBeLessThanOrEqual(quarter);
    expect(nextLook({ elapsedMs: 0, recorded })).toBeLessThanOrEqual(5 * SECOND);
  });

  test.each(RECORDED_JOBS)("$kind are the same for newer types and more words", ({ kind }) => {
    const { jobType, operation, ...rest } = job(kind);
    const newer = { ...rest, jobType: `${jobType}V2`, operation: `${operation} (Full)` };

    expect(jobTimes(newer, 0)).toBe(jobTimes(job(kind), 0));
  });

  test("of an operation that ends with its job expect no end", () => {
    expect(jobTimes(job("AzureWorkloadJob ConfigureBackup"), 0)).toBeUndefined();
    expect(jobTimes(job(""), 0)).toBeUndefined();
  });
});

describe("a VM's backup keeps its beat from", () => {
  const snapshot = (status: string, endSeconds?: number): Task => ({
    name: "Take Snapshot",
    status,
    ...(endSeconds === undefined ? {} : { endTime: START + endSeconds * SECOND }),
  });
  const from = (elapsedSeconds: number, ...tasks: Task[]) =>
    jobTimes(job(VM_BACKUP, tasks), elapsedSeconds * SECOND)?.from;

  test.each([461, 90, 900])("its snapshot's end, where the job tells it: %d s", (end) => {
    const transfer = { name: "Transfer data to vault", status: "InProgress" };

    expect(from(1_000, snapshot("Completed", end), transfer)).toBe(end);
    expect(from(1_000, transfer, { ...snapshot("Completed", end), name: "take snapshot" })).toBe(
      end,
    );
  });

  test("458 s, where the job has ended its snapshot and does not tell when", () => {
    expect(from(1_000, snapshot("Completed"))).toBe(458);
  });

  test("458 s, where the job shows no tasks or does not tell when it began", () => {
    expect(from(1_000)).toBe(458);
    const unknown = { ...job(VM_BACKUP, [snapshot("Completed", 300)]), startTime: undefined };
    expect(jobTimes(unknown, 0)?.from).toBe(458);
  });

  test("458 s at the soonest, while the snapshot is being taken", () => {
    expect(from(100, snapshot("InProgress"))).toBe(458);
    expect(from(700, snapshot("InProgress"))).toBe(700);
  });

  test.each([0, 1, 3, 6])("then, so that its end is seen within two seconds: round %d", (round) => {
    const end = (461 + 214 + 600.3 * round) * SECOND;
    const recorded = jobTimes(job(VM_BACKUP, [snapshot("Completed", 461)]), 500 * SECOND);

    expect(seenAt(end, recorded) - end).toBeLessThanOrEqual(2 * SECOND);
  });
});

test.each(
  RECORDED_LENGTHS.flatMap(({ what, recorded, lengths }) =>
    lengths.map((taken) => ({ what, recorded, taken })),
  ),
)("$what that takes $taken s is seen to end within three seconds", ({ recorded, taken }) => {
  const end = taken * SECOND;

  expect(seenAt(end, recorded) - end).toBeLessThanOrEqual(3 * SECOND);
});

test.each(
  RECORDED.flatMap(({ kind: name, workload, seconds }) =>
    seconds.map((taken) => ({ name, workload, taken })),
  ),
)(
  "$name of $workload that takes $taken s is seen to end within five seconds, or 0.3 of the time",
  ({ name, workload, taken }) => {
    const end = taken * SECOND;
    const seen = seenAt(end, typicalOf(name, workload));

    expect(seen - end).toBeLessThanOrEqual(Math.max(5 * SECOND, 0.3 * seen));
  },
);

test.each(RECORDED_JOBS)("$kind that ends with its quarter is seen within a minute", (row) => {
  const end = row.quarter * SECOND;
  const seen = seenAt(end, jobTimes(job(row.kind), 0));

  expect(seen - end).toBeLessThanOrEqual(Math.max(5 * SECOND, Math.min(0.3 * seen, 60 * SECOND)));
});
