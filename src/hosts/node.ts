import { Agent } from "node:https";
import { createDefaultHttpClient, type HttpClient } from "@azure/core-rest-pipeline";
import { RunCancelledError } from "../errors.ts";

/**
 * Keeps connections open for the next request; `proxyEnv` uses HTTPS_PROXY and NO_PROXY without a
 * new tunnel each time.
 */
export function nodeHttpClient(): HttpClient {
  const agent = new Agent({ keepAlive: true, proxyEnv: process.env });
  const client = createDefaultHttpClient();
  return {
    sendRequest(request) {
      // The endpoint of managed identities on a VM is plain http, which the agent cannot use.
      if (request.url.startsWith("https:")) request.agent = agent;
      return client.sendRequest(request);
    },
  };
}

/** Aborts when the process is told to end; `whatIsCancelled` begins the sentence that says so. */
export function cancelSignal(whatIsCancelled: string): AbortSignal {
  const cancelled = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGBREAK"] as const) {
    process.on(name, () =>
      cancelled.abort(new RunCancelledError(`${whatIsCancelled} was cancelled (${name}).`)),
    );
  }
  return cancelled.signal;
}
