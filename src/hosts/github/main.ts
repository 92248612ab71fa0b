import "./red-until-published.ts";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Agent } from "node:https";
import { promisify } from "node:util";
import { createDefaultHttpClient, type HttpClient } from "@azure/core-rest-pipeline";
import { tokenSource } from "../../azure/identity/credential.ts";
import { ActionError, WorkflowCancelledError } from "../../errors.ts";
import type { World } from "../../host.ts";
import { run } from "../../run/run.ts";
import { READS_AS_EMPTY } from "../../text.ts";
import { systemClock } from "../../time/clock.ts";
import { githubHost } from "./runner.ts";

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
      hint: `Run azure/login before this step, or set 'subscription-id', which is empty or missing. ${READS_AS_EMPTY}`,
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

await run(githubHost, world);
// A sign-in that never answers, or an `az` that hangs, must not keep a finished step alive.
setTimeout(() => process.exit(), 1_000).unref();
