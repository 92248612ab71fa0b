import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { notesOf, unreleasedNotes } from "./changelog.ts";
import { gitHub } from "./github.ts";
import { publishPackage } from "./npm-release.ts";
import { obstacles, publish } from "./release-steps.ts";

// Uses no package, because the jobs with write permission run this without `npm ci`.
const { positionals } = parseArgs({ allowPositionals: true });
const [command, folder = ""] = positionals;
const read = (file: string) => readFileSync(join(import.meta.dirname, "..", file), "utf8");
const { version } = JSON.parse(read("package.json")) as { readonly version: string };
/** What `.ci/packages` has made. */
const file = (extension: string) => `azure-backup-gate-${version}.${extension}`;
const content = (name: string) => new Uint8Array(readFileSync(join(folder, name)));

switch (command) {
  case "check": {
    const found = [...(await obstacles(client(), release()))];
    if (unreleasedNotes(read("CHANGELOG.md")) !== "") {
      found.push("CHANGELOG.md has notes under 'Unreleased': a version has to take them.");
    }
    for (const obstacle of found) console.log(`::error::${obstacle}`);
    if (found.length > 0) process.exitCode = 1;
    else console.log(`Nothing is in the way of v${version}.`);
    break;
  }
  case "publish-command": {
    const tarball = {
      version,
      file: `./${join(folder, file("tgz"))}`,
      content: content(file("tgz")),
    };
    const registry = process.env.NPM_REGISTRY ?? "https://registry.npmjs.org";
    const npm = (args: readonly string[]) => void execFileSync("npm", args, { stdio: "inherit" });
    console.log(await publishPackage(tarball, registry, npm));
    break;
  }
  case "publish": {
    const names = [file("tgz"), file("vsix")];
    const assets = names.map((name) => ({ name, content: content(name) }));
    for (const step of await publish(client(), release(), assets)) console.log(step);
    break;
  }
  default:
    throw new Error("Say 'check', 'publish-command FOLDER' or 'publish FOLDER'.");
}

function client() {
  return gitHub(
    variable("GITHUB_API_URL"),
    variable("GITHUB_REPOSITORY"),
    variable("GITHUB_TOKEN"),
  );
}

function release() {
  const [commit, ref] = [variable("GITHUB_SHA"), variable("GITHUB_REF")];
  return { version, commit, ref, notes: notesOf(read("CHANGELOG.md"), version) };
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The variable ${name} is not set.`);
  return value;
}
