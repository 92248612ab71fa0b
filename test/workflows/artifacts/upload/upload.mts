import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const { ARTIFACTS = "", INPUT_NAME = "", INPUT_PATH = "" } = process.env;
const whatIfNone = process.env["INPUT_IF-NO-FILES-FOUND"];

/** What is wrong with the artifact; undefined: it is there now. */
function upload(): string | undefined {
  if (!/^[^":<>|*?\r\n\\/]+$/.test(INPUT_NAME))
    return `An artifact cannot be called '${INPUT_NAME}'.`;
  const files = existsSync(INPUT_PATH) ? readdirSync(INPUT_PATH) : [];
  if (files.length === 0) return whatIfNone === "error" ? "No file was found." : undefined;
  const target = join(ARTIFACTS, INPUT_NAME);
  if (existsSync(target)) return `There is an artifact called '${INPUT_NAME}'.`;
  cpSync(INPUT_PATH, target, { recursive: true });
  return undefined;
}

const problem = upload();
if (problem !== undefined) {
  console.log(`::error::${problem}`);
  process.exitCode = 1;
}
