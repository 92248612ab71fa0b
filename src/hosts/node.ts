import { setMaxListeners } from "node:events";
import type { HttpClient } from "@azure/core-rest-pipeline";
import { RunCancelledError } from "../errors.ts";

/**
 * The client of this process, which uses the proxy that the environment names, or none. It loads with
 * the first request, since wrong inputs need none.
 */
export function nodeHttpClient(proxy: "proxy" | "direct" = "proxy"): HttpClient {
  let client: Promise<HttpClient> | undefined;
  return {
    async sendRequest(request) {
      client ??= import("./http-client.ts").then(({ directClient, proxiedClient }) =>
        proxy === "direct" ? directClient() : proxiedClient(),
      );
      return (await client).sendRequest(request);
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
