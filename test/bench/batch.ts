import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { azLoop } from "./az-loop.ts";
import type { BatchEnd, BatchPlan } from "./batch-row.ts";
import { azTable, endsTable, missedTargets, type Row, requestsTable } from "./batch-tables.ts";
import { numbersIn, wordIn } from "./options.ts";
import { type BenchWorkload, SUBJECTS, subjectNamed, WORKLOADS } from "./subjects.ts";
import { tableOf } from "./table.ts";

/** Of these 290 of 300 items are fresh, so only that many make a row. */
const FIXED_ITEMS: Readonly<Record<string, number>> = { "ensure-backup-mostly-fresh": 300 };

/** Benches steps about many items and prints tables: what they cost, and loops of az beside them. */
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
  print(rows, markdown);
}

const NOTE =
  "Times are virtual but for CPU and real time. The floor is the longer of two: the items themselves, max-parallel at once, and the least reads needed by the reads of an hour.";

function print(rows: readonly Row[], markdown: boolean): void {
  const show = (title: string, table: readonly (readonly string[])[]) => {
    console.log(`${markdown ? "### " : ""}${title}\n\n${tableOf(table, { markdown })}\n`);
  };
  show("Time, memory and CPU", endsTable(rows));
  console.log(`${NOTE}\n`);
  show("Requests an item", requestsTable(rows));
  show("Beside loops of az", azTable(rows));
  const missed = missedTargets(rows);
  console.log(missed.length === 0 ? "No target is missed." : `Missed:\n- ${missed.join("\n- ")}`);
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
