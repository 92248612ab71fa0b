import { closeSync, mkdtempSync, openSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as core from "@actions/core";
import type { Runner } from "./runner.ts";

/** Made with the first report. */
let reportFolder: string | undefined;

/** So many characters are written at once. */
const BLOCK = 65_536;

/** Writes the parts one after the other; unlike `writeSync`, each call writes all that it is given. */
function writeParts(path: string, parts: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    let block = "";
    for (const part of parts) {
      block += part;
      if (block.length < BLOCK) continue;
      writeFileSync(file, block);
      block = "";
    }
    writeFileSync(file, block);
  } finally {
    closeSync(file);
  }
}

/** The runner that started this process, used through its own toolkit and the step's environment. */
export const actionsRunner: Runner = {
  input: (name) => core.getInput(name),
  env: (name) => process.env[name] ?? "",
  output: (name, value) => core.setOutput(name, value),
  mask: (secret) => {
    if (secret !== "") core.setSecret(secret);
  },
  log: (line) => core.info(line),
  debug: (line) => core.debug(line),
  group(title, lines) {
    core.startGroup(title);
    for (const line of lines) core.info(line);
    core.endGroup();
  },
  warning: (message) => core.warning(message),
  error: (message, title) => core.error(message, { title }),
  async summary(markdown) {
    if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(markdown).write();
  },
  writeReport(parts) {
    reportFolder ??= mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), "backup-gate-"));
    const path = join(reportFolder, "report.json");
    writeParts(`${path}.new`, parts);
    renameSync(`${path}.new`, path);
    return path;
  },
  oidcToken: (audience) => core.getIDToken(audience),
  async postStatus(status, token, signal) {
    // Most steps post no status, and GitHub's client takes time to load.
    const { postCommitStatus } = await import("./status-api.ts");
    await postCommitStatus(status, token, signal);
  },
  run: `${process.env.GITHUB_REPOSITORY ?? ""} run ${process.env.GITHUB_RUN_ID ?? ""}`,
  pass: () => {
    process.exitCode = 0;
  },
};
