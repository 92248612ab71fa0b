import { parseArgs } from "node:util";
import { Report } from "../interop/table.ts";
import { hasAct } from "./act.ts";
import { BACKUP_CASES } from "./backup-cases.ts";
import { problemsOf, type WorkflowCase } from "./case.ts";

const CASES: readonly WorkflowCase[] = [...BACKUP_CASES];

/** Runs every case whose file or expectation contains the word given on the command line. */
async function main(): Promise<boolean> {
  if (!hasAct()) {
    console.error("No 'act' on the PATH: 'go install github.com/nektos/act@v0.2.89' builds one.");
    return false;
  }
  const { values } = parseArgs({ options: { only: { type: "string", default: "" }, log: { type: "boolean" } } });
  const report = new Report(["workflow", "act's exit code", "expected"]);
  for (const one of CASES.filter(({ file, expected }) => `${file} ${expected}`.includes(values.only))) {
    const { problems, run } = await problemsOf(one);
    if (values.log || problems.length > 0) console.log(run.log);
    report.add({
      action: one.file,
      ended: String(run.exitCode),
      state: one.expected,
      ok: problems.length === 0,
      problem: `${one.expected}\n${problems.join("\n")}`,
    });
  }
  console.log(`\n${report}`);
  return report.good;
}

process.exitCode = (await main()) ? 0 : 1;
