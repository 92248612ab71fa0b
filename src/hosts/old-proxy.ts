import { type PipelinePolicy, proxyPolicy } from "@azure/core-rest-pipeline";

/** The way through HTTPS_PROXY and NO_PROXY for a Node whose own agent knows none. */
export function oldProxy(): PipelinePolicy {
  return proxyPolicy();
}
