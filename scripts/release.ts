import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { notesOf } from "./changelog.ts";
import { gitHub } from "./github.ts";
import { obstacles, publish } from "./release-steps.ts";

// Uses no package, because the job with write permission runs this without `npm ci`.
const { positionals } = parseArgs({ allowPositionals: true });
const read = (file: string) => readFileSync(join(import.meta.dirname, "..", file), "utf8");

const { version } = JSON.parse(read("package.json")) as { readonly version: string };
const release = {
  version,
  commit: variable("GITHUB_SHA"),
  ref: variable("GITHUB_REF"),
  notes: notesOf(read("CHANGELOG.md"), version),
};
const github = gitHub(
  variable("GITHUB_API_URL"),
  variable("GITHUB_REPOSITORY"),
  variable("GITHUB_TOKEN"),
);

switch (positionals[0]) {
  case "check": {
    const found = await obstacles(github, release);
    for (const obstacle of found) console.log(`::error::${obstacle}`);
    if (found.length > 0) process.exitCode = 1;
    else console.log(`Nothing is in the way of v${version}.`);
    break;
  }
  case "publish":
    for (const step of await publish(github, release)) console.log(step);
    break;
  default:
    throw new Error("Say 'check' or 'publish'.");
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The variable ${name} is not set.`);
  return value;
}
