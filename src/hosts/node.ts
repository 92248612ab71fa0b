import { setMaxListeners } from "node:events";
import { Agent } from "node:https";
import { createDefaultHttpClient, type HttpClient, proxyPolicy } from "@azure/core-rest-pipeline";
import { RunCancelledError } from "../errors.ts";

/**
 * Whether an agent of this version of Node uses HTTPS_PROXY and NO_PROXY when it is asked to. Older
 * ones ignore the wish without a word, and connect directly.
 */
function hasProxyAgent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
}

/**
 * Keeps connections open for the next request and uses HTTPS_PROXY and NO_PROXY: by Node's own
 * agent without a new tunnel each time, and on older versions by the client's proxy, which knows no
 * `*` in NO_PROXY.
 */
export function nodeHttpClient(version = process.versions.node): HttpClient {
  const agent = new Agent({ keepAlive: true, proxyEnv: process.env });
  const client = createDefaultHttpClient();
  const proxy = hasProxyAgent(version) ? undefined : proxyPolicy();
  return {
    sendRequest(request) {
      // The endpoint of managed identities on a VM is plain http, which the agent cannot use.
      if (!request.url.startsWith("https:")) return client.sendRequest(request);
      if (proxy === undefined) {
        request.agent = agent;
        return client.sendRequest(request);
      }
      return proxy.sendRequest(request, (ready) => {
        ready.agent ??= agent;
        return client.sendRequest(ready);
      });
    },
  };
}

/**
 * Aborts when the process is told to end; `whatIsCancelled` begins the sentence that says so.
 * `heard` is called at each signal, before the first aborts.
 */
export function cancelSignal(
  whatIsCancelled: string,
  heard: (name: NodeJS.Signals) => void = () => {},
): AbortSignal {
  const cancelled = new AbortController();
  // Every request under way listens to it. Node 20 takes more than ten for a leak, and says so.
  setMaxListeners(0, cancelled.signal);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const) {
    process.on(name, () => {
      heard(name);
      cancelled.abort(new RunCancelledError(`${whatIsCancelled} was cancelled (${name}).`));
    });
  }
  return cancelled.signal;
}
