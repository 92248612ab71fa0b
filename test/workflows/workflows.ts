import { parseArgs } from "node:util";
import { Report, type Row } from "../interop/table.ts";
import { hasAct } from "./act.ts";
import { BACKUP_CASES } from "./backup-cases.ts";
import { problemsOf, type WorkflowCase } from "./case.ts";
import { CLOSED_CASES } from "./closed-cases.ts";
import { LEGS_CASES } from "./legs-cases.ts";
import { OUTPUT_CASES } from "./output-cases.ts";
import { OWN_CASES } from "./own-cases.ts";
import { PARTED_CASES } from "./parted-cases.ts";
import { TELLING_CASES } from "./telling-cases.ts";
import { tryRows } from "./try-rows.ts";
import { WINDOW_CASES } from "./window-cases.ts";

const CASES: readonly WorkflowCase[] = [
  ...BACKUP_CASES,
  ...CLOSED_CASES,
  ...LEGS_CASES,
  ...WINDOW_CASES,
  ...OUTPUT_CASES,
  ...OWN_CASES,
  ...PARTED_CASES,
  ...TELLING_CASES,
];

/** Runs that go on at the same time; most of a run is waiting. */
const AT_ONCE = 3;

const OPTIONS = {
  /** Runs only the cases whose file or expectation has this in it. */
  only: { type: "string", default: "" },
  /** Runs the cases that take minutes, and no others. */
  large: { type: "boolean", default: false },
  /** Prints the log of each run, and not only where something is wrong. */
  log: { type: "boolean", default: false },
} as const;

/** Runs the workflows, each case on a stage of its own. */
async function main(): Promise<boolean> {
  const { only, large, log } = parseArgs({ options: OPTIONS }).values;
  const cases = CASES.filter(
    (one) => `${one.file} ${one.expected}`.includes(only) && (one.large ?? false) === large,
  );
  if (!hasAct()) {
    console.error("No 'act' on the PATH; .ci/workflows installs it.");
    return false;
  }
  const rows = new Map<WorkflowCase, Row>();
  const queue = [...cases];
  const work = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      rows.set(one, await play(one, log));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  const report = new Report(["workflow", "exit code", "expected"]);
  for (const one of cases) {
    const row = rows.get(one);
    if (row !== undefined) report.add(row);
  }
  const tried = large ? [] : await tryRows(only);
  for (const row of tried) report.add(row);
  if (cases.length + tried.length === 0) {
    console.error(`There is no case with '${only}'.`);
    return false;
  }
  console.log(`\n${report}`);
  return report.good;
}

async function play(one: WorkflowCase, log: boolean): Promise<Row> {
  const { problems, run } = await problemsOf(one);
  const ok = problems.length === 0;
  if (log || !ok) console.log(`${"=".repeat(100)}\n${one.file}: ${one.expected}\n${run.log}`);
  return {
    action: one.file,
    ended: String(run.exitCode),
    state: one.expected,
    ok,
    problem: [one.expected, ...problems].join("\n"),
  };
}

process.exitCode = (await main()) ? 0 : 1;
