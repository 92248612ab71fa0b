import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as core from "@actions/core";
import { context } from "@actions/github";
import { createDefaultHttpClient, type HttpClient } from "@azure/core-rest-pipeline";
import { tokenSource } from "./azure/credential.ts";
import { ActionError, WorkflowCancelledError } from "./errors.ts";
import type { Host, World } from "./host.ts";
import { run } from "./main.ts";
import { systemClock } from "./time/clock.ts";

const host: Host = {
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
  async writeReport(json) {
    const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), "backup-gate-"));
    const path = join(folder, "report.json");
    await writeFile(path, json);
    return path;
  },
  oidcToken: (audience) => core.getIDToken(audience),
  run: `${process.env.GITHUB_REPOSITORY ?? ""} run ${context.runId}`,
  fail: () => {
    process.exitCode = 1;
  },
};

/** Connections are kept for the next request; `proxyEnv` honours HTTPS_PROXY and NO_PROXY without a new tunnel each time. */
function httpClient(): HttpClient {
  const agent = new Agent({ keepAlive: true, proxyEnv: process.env });
  const client = createDefaultHttpClient();
  return {
    sendRequest(request) {
      // The endpoint of managed identities on a VM is plain http, which the agent does not speak.
      if (request.url.startsWith("https:")) request.agent = agent;
      return client.sendRequest(request);
    },
  };
}

/** The runner sends SIGINT, then SIGTERM; on Windows SIGBREAK. */
function cancelSignal(): AbortSignal {
  const cancelled = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGBREAK"] as const) {
    process.on(name, () => cancelled.abort(new WorkflowCancelledError(name)));
  }
  return cancelled.signal;
}

/** `az` is a batch file on Windows, which only a shell can start; no text of a user is in the command. */
async function sessionSubscription(signal: AbortSignal): Promise<string> {
  try {
    const args = ["account", "show", "--query", "id", "--output", "tsv"];
    const { stdout } = await promisify(execFile)("az", args, {
      shell: process.platform === "win32",
      timeout: 60_000,
      signal,
    });
    return stdout.trim();
  } catch (cause) {
    signal.throwIfAborted();
    throw new ActionError("sign-in-failed", "The Azure CLI has no session with a subscription.", {
      hint: "Run azure/login before this step, or set 'subscription-id'.",
      cause,
    });
  }
}

const world: World = {
  clock: systemClock,
  http: httpClient(),
  signal: cancelSignal(),
  signIn: tokenSource,
  sessionSubscription,
  uuid: randomUUID,
};

await run(host, world);
// A sign-in that never answers, or an `az` that hangs, must not keep a finished step alive.
setTimeout(() => process.exit(), 1_000).unref();
