import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { documents } from "./documents.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

for (const [name, freshen] of Object.entries(documents())) {
  const path = join(root, name);
  const document = existsSync(path) ? readFileSync(path, "utf8") : "";
  const fresh = freshen(document);
  if (fresh === document) {
    console.log(`${name} is up to date.`);
  } else if (values.check) {
    console.error(`${name} is stale: run 'npm run docs' and commit it.`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fresh);
    console.log(`${name} has been brought up to date.`);
  }
}
