import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { scoresOf, scoreTable } from "./score.ts";

/** Percent of its mutants that the tests of every file must tell. */
const LEAST = 90;
const REPORT = ".stryker/mutation.json";

const files = process.argv.slice(2);
const only = files.length === 0 ? [] : ["--mutate", files.join(",")];
const { status } = spawnSync(
  process.execPath,
  ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", ...only],
  { stdio: "inherit" },
);
if (status !== 0) process.exit(2); // it has said why

const scores = scoresOf(JSON.parse(readFileSync(REPORT, "utf8")));
console.log(scoreTable(scores, LEAST));
const low = scores.filter(({ percent }) => percent < LEAST);
console.log(`\n${scores.length} files, ${low.length} below ${LEAST} %.`);
process.exitCode = low.length === 0 && scores.length > 0 ? 0 : 1;
