import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
} from "@azure/core-rest-pipeline";
import { VirtualClock } from "../support/virtual-clock.ts";
import { recordingOf } from "./recording.ts";
import { ReplayServer } from "./server.ts";
import type { Slice } from "./slice.ts";
import { ITEM, START_MS } from "./slice-builders.ts";

const ORIGIN = "https://management.azure.com";
/** The write of a stop, as the synthetic slices hold it. */
export const STOP = { policyId: "", protectionState: "ProtectionStopped" };

/** A replay server of one slice, and short ways to ask it. */
export function serve(recorded: Slice, token = "t") {
  const clock = new VirtualClock(START_MS);
  const server = new ReplayServer(recordingOf(recorded), {
    clock,
    token: "t",
    onTooMany: () => {},
  });
  async function ask(method: HttpMethods, url: string, properties?: object, whole?: string) {
    const body = whole ?? (properties && JSON.stringify({ properties }));
    const request = createPipelineRequest({
      method,
      url: url.startsWith("https:") ? url : ORIGIN + url,
      headers: createHttpHeaders({ authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { body }),
    });
    const { status, headers, bodyAsText } = await server.sendRequest(request);
    return { status, header: (name: string) => headers.get(name), body: bodyAsText ?? "" };
  }
  const stop = () => ask("PUT", ITEM, STOP);
  const filled = () => Object.fromEntries(server.service.filled);
  return { clock, server, ask, stop, filled };
}
