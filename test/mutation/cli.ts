import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { LAYERS, type Layer, TESTS_VARIABLE } from "./layers.ts";
import { type MutationReport, type Score, scoresOf, scoreTable } from "./score.ts";

/** Percent of its mutants that the tests of every file must tell. */
const LEAST = 90;
const STRYKER = "node_modules/@stryker-mutator/core/bin/stryker.js";
const REPORT = ".stryker/mutation.json";

const asked = process.argv.slice(2);
const scores = LAYERS.flatMap((layer) => scoresIn(layer));
console.log(scoreTable(scores, LEAST));
const low = scores.filter(({ percent }) => percent < LEAST);
console.log(`\n${scores.length} files, ${low.length} below ${LEAST} %.`);
process.exitCode = low.length === 0 && scores.length >= Math.max(asked.length, 1) ? 0 : 1;

function scoresIn({ name, files, tests }: Layer): readonly Score[] {
  const all = globSync([...files]);
  const chosen = asked.length === 0 ? all : asked.filter((file) => all.includes(file));
  if (chosen.length === 0) return [];
  const former = `.stryker/${name}.json`;
  if (existsSync(former)) forgetSurvivors(former);
  const of = ["--mutate", chosen.join(","), "--incrementalFile", former];
  const { status } = spawnSync(process.execPath, [STRYKER, "run", ...of], {
    stdio: "inherit",
    env: { ...process.env, [TESTS_VARIABLE]: tests.join(";") },
  });
  if (status !== 0) process.exit(2); // it has said why
  const report: MutationReport = JSON.parse(readFileSync(REPORT, "utf8"));
  const own = Object.entries(report.files).filter(([file]) => chosen.includes(file));
  return scoresOf({ files: Object.fromEntries(own) });
}

/** StrykerJS does not see what a changed helper, or a new test of what runs while modules load, may tell. */
function forgetSurvivors(former: string): void {
  const report: MutationReport = JSON.parse(readFileSync(former, "utf8"));
  const files = Object.entries(report.files).map(([file, result]) => {
    const mutants = result.mutants.filter(({ status }) => status !== "Survived");
    return [file, { ...result, mutants }] as const;
  });
  writeFileSync(former, JSON.stringify({ ...report, files: Object.fromEntries(files) }));
}
