import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fill } from "./markdown.ts";
import { parseAction, readmeParts } from "./readme-tables.ts";
import { troubleshootingParts } from "./troubleshooting-tables.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

const action = parseAction(readFileSync(join(root, "action.yml"), "utf8"));
const documents = {
  "README.md": readmeParts(action),
  "TROUBLESHOOTING.md": troubleshootingParts(),
};

for (const [name, parts] of Object.entries(documents)) {
  const path = join(root, name);
  const document = readFileSync(path, "utf8");
  const fresh = fill(document, parts);
  if (fresh === document) {
    console.log(`${name} is up to date.`);
  } else if (values.check) {
    console.error(`${name} is stale: run 'npm run docs' and commit it.`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, fresh);
    console.log(`${name} has been brought up to date.`);
  }
}
