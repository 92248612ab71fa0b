import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fill, generated, parseAction } from "./readme-tables.ts";

const root = join(import.meta.dirname, "..");
const path = join(root, "README.md");
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

const readme = readFileSync(path, "utf8");
const fresh = fill(readme, generated(parseAction(readFileSync(join(root, "action.yml"), "utf8"))));

if (fresh === readme) {
  console.log("README.md is up to date.");
} else if (values.check) {
  console.error("README.md is stale: run 'npm run docs' and commit it.");
  process.exitCode = 1;
} else {
  writeFileSync(path, fresh);
  console.log("README.md has been brought up to date.");
}
