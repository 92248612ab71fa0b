import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** One request that reached the emulator; times as those of `performance.now()`. */
interface Traffic {
  readonly path: string;
  readonly at: number;
  answeredAt: number;
}

let traffic: Traffic[] = [];
let connections = 0;
const underWay = new WeakMap<IncomingMessage, Traffic>();

subscribe("net.server.socket", () => {
  connections++;
});
subscribe("http.server.request.start", (message) => {
  const { request } = message as { readonly request: IncomingMessage };
  const at = performance.now();
  const one = { path: request.url ?? "", at, answeredAt: at };
  underWay.set(request, one);
  traffic.push(one);
});
subscribe("http.server.response.finish", (message) => {
  const { request } = message as { readonly request: IncomingMessage };
  const one = underWay.get(request);
  if (one !== undefined) one.answeredAt = performance.now();
});

/** What has reached the emulators of this process since `forgetTraffic`. */
export function trafficSoFar(): {
  readonly traffic: readonly Traffic[];
  readonly connections: number;
} {
  return { traffic, connections };
}

/** Starts to count anew. */
export function forgetTraffic(): void {
  traffic = [];
  connections = 0;
}

/**
 * The whole seconds in which nothing was under way between two requests: the program waited on
 * purpose. What is left of such a gap is work.
 */
export function pausesIn(traffic: readonly Omit<Traffic, "path">[]): number {
  let seconds = 0;
  let busyUntil = Number.POSITIVE_INFINITY;
  for (const { at, answeredAt } of traffic) {
    seconds += Math.floor(Math.max(at - busyUntil, 0) / 1_000);
    busyUntil =
      busyUntil === Number.POSITIVE_INFINITY ? answeredAt : Math.max(busyUntil, answeredAt);
  }
  return seconds * 1_000;
}
