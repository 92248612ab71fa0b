import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const { ARTIFACTS = "", INPUT_PATTERN = "*", INPUT_PATH = "" } = process.env;

const [start = "", end = ""] = INPUT_PATTERN.split("*");
const all = existsSync(ARTIFACTS) ? readdirSync(ARTIFACTS) : [];
const found = all.filter((name) => name.startsWith(start) && name.endsWith(end));
// One artifact never gets a folder of its own, and none is no error.
const isFlat = process.env["INPUT_MERGE-MULTIPLE"] === "true" || found.length === 1;
for (const name of found) {
  cpSync(join(ARTIFACTS, name), isFlat ? INPUT_PATH : join(INPUT_PATH, name), { recursive: true });
}
console.log(`${found.length} artifacts: ${found.join(", ")}`);
