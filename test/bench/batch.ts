import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { type AzEnd, azLoop } from "./az-loop.ts";
import type { BatchEnd, BatchPlan } from "./batch-row.ts";
import { floorOf } from "./floor.ts";
import { numbersIn, wordIn } from "./options.ts";
import { type BenchWorkload, SUBJECTS, subjectNamed, WORKLOADS } from "./subjects.ts";
import { perItem, tableOf, timeInWords } from "./table.ts";

/** Of these 290 of 300 items are fresh, so only that many make a row. */
const FIXED_ITEMS: Readonly<Record<string, number>> = { "ensure-backup-mostly-fresh": 300 };

/** One row and the loops of az beside it. */
interface Row {
  readonly plan: BatchPlan;
  readonly end: BatchEnd;
  readonly az: AzEnd;
  readonly azByTen: AzEnd;
}

/** Benches steps about many items and prints two tables: the steps, and loops of az beside them. */
export async function benchBatch(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      items: { type: "string", default: "1,10,100,1000" },
      operation: { type: "string", default: Object.keys(SUBJECTS).join(",") },
      quota: { type: "string", default: "149,249" },
      workload: { type: "string", default: "SQLDataBase" },
      "max-parallel": { type: "string", default: "10" },
      by: { type: "string", default: "pattern" },
      markdown: { type: "boolean", default: false },
    },
  });
  const { markdown } = values;
  const plans = plansOf({
    subjects: values.operation.split(","),
    items: numbersIn("items", values.items),
    quotas: numbersIn("quota", values.quota),
    workload: wordIn("workload", values.workload, WORKLOADS),
    maxParallel: numbersIn("max-parallel", values["max-parallel"])[0] ?? 10,
    by: wordIn("by", values.by, ["pattern", "lines"]),
  });
  const rows: Row[] = [];
  for (const plan of plans) {
    const end = await runRow(plan);
    const { gate, reason, message, realMs } = end;
    const problem = gate === "open" ? "" : `: ${message}`;
    const seconds = (realMs / 1_000).toFixed(1);
    console.error(
      `${plan.subject}, ${plan.items} items, quota ${plan.quota}: ${reason} in ${seconds} s of real time${problem}`,
    );
    rows.push({ plan, end, az: await azLoop(plan, 1), azByTen: await azLoop(plan, 10) });
  }
  console.log(tableOf([HEAD, ...rows.map(cellsOf)], { markdown }));
  console.log(`\n${NOTE}\n`);
  console.log(tableOf([AZ_HEAD, ...rows.map(azCellsOf)], { markdown }));
}

interface Choice {
  readonly subjects: readonly string[];
  readonly items: readonly number[];
  readonly quotas: readonly number[];
  readonly workload: BenchWorkload;
  readonly maxParallel: number;
  readonly by: "pattern" | "lines";
}

function plansOf({ subjects, items, quotas, by, ...others }: Choice): readonly BatchPlan[] {
  return subjects.flatMap((subject) => {
    const fixed = FIXED_ITEMS[subject];
    const isDeletion = subjectNamed(subject).kind === "DeleteBackupData";
    return quotas.flatMap((quota) =>
      (fixed === undefined ? items : [fixed]).map((count) => ({
        ...{ subject, quota, items: count, by: isDeletion ? ("lines" as const) : by },
        ...others,
      })),
    );
  });
}

/** Each row runs in a process of its own, so that none disturbs another. */
async function runRow(plan: BatchPlan): Promise<BatchEnd> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "batch-row.ts"), JSON.stringify(plan)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  return JSON.parse(await text(child.stdout)) as BatchEnd;
}

const HEAD = [
  ...["operation", "items", "quota", "ends", "passed", "wall", "floor", "times", "writes"],
  ...["item", "operation", "jobs", "points", "lists", "all", "429s", "peak", "CPU an item", "real"],
];

const NOTE =
  "Times are virtual but for CPU and the last column. From 'writes' to 'all': requests an item; 'lists' are those of items. The floor is the longest item, or the least reads needed by the quota of an hour.";

function cellsOf({ plan, end }: Row): readonly string[] {
  const { subject, items, quota } = plan;
  const floor = floorOf(subjectNamed(subject), plan);
  const count = (isMeant: (kind: string) => boolean) =>
    perItem(
      Object.entries(end.requests)
        .filter(([kind]) => isMeant(kind))
        .reduce((sum, [, requests]) => sum + requests, 0),
      items,
    );
  return [
    ...[subject, String(items), String(quota), end.reason, String(end.passed)],
    ...[timeInWords(end.wallMs), timeInWords(floor.ms)],
    floor.ms === 0 ? "-" : (end.wallMs / floor.ms).toFixed(2),
    count((kind) => !kind.startsWith("GET ")),
    count((kind) => kind === "GET protectedItems"),
    count((kind) => /^GET (operationsStatus|backupOperations)$/.test(kind)),
    count((kind) => kind === "GET backupJobs"),
    count((kind) => kind === "GET recoveryPoints"),
    count((kind) => kind === "GET backupProtectedItems"),
    count(() => true),
    String(end.throttled),
    `${Math.round(end.peakBytes / 1_048_576)} MB`,
    `${(end.cpuMs / items).toFixed(1)} ms`,
    `${(end.realMs / 1_000).toFixed(1)} s`,
  ];
}

const AZ_HEAD = [
  ...["operation", "items", "quota", "one step", "requests an item", "429s"],
  ...["az, one by one", "requests an item", "429s", "gave up"],
  ...["az, ten at once", "requests an item", "429s", "gave up"],
];

function azCellsOf({ plan, end, az, azByTen }: Row): readonly string[] {
  const all = Object.values(end.requests).reduce((sum, count) => sum + count, 0);
  const loop = ({ wallMs, requests, throttled, failed }: AzEnd) => [
    ...[timeInWords(wallMs), perItem(requests, plan.items), String(throttled), String(failed)],
  ];
  return [
    ...[plan.subject, String(plan.items), String(plan.quota)],
    ...[timeInWords(end.wallMs), perItem(all, plan.items), String(end.throttled)],
    ...loop(az),
    ...loop(azByTen),
  ];
}
