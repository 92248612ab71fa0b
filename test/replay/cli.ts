import { parseArgs } from "node:util";
import { runOnGitHub } from "../support/run-on-github.ts";
import { replay } from "./replay.ts";

const { values, positionals } = parseArgs({
  options: { altered: { type: "boolean", default: false } },
  allowPositionals: true,
});

if (positionals.length === 0) {
  console.error("Usage: npm run replay -- [--altered] DIR…");
  process.exitCode = 2;
} else {
  process.exitCode = await replay({
    folders: positionals,
    run: runOnGitHub,
    altered: values.altered,
    print: (line) => console.log(line),
  });
}
