import { Agent } from "node:https";
import {
  createDefaultHttpClient,
  type HttpClient,
  type PipelinePolicy,
  type PipelineRequest,
} from "@azure/core-rest-pipeline";

/**
 * Whether an agent of this version of Node uses HTTPS_PROXY and NO_PROXY when it is asked to. Older
 * ones ignore the wish without a word, and connect directly.
 */
function hasProxyAgent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
}

/** Keeps connections open for the next request, and uses no proxy. */
export function directClient(): HttpClient {
  return withAgent(new Agent({ keepAlive: true }));
}

/**
 * Keeps connections open for the next request and uses HTTPS_PROXY and NO_PROXY: by Node's own
 * agent without a new tunnel each time, and on older versions by the client's proxy, which knows no
 * `*` in NO_PROXY.
 */
export function proxiedClient(version = process.versions.node): HttpClient {
  if (hasProxyAgent(version))
    return withAgent(new Agent({ keepAlive: true, proxyEnv: process.env }));
  const agent = new Agent({ keepAlive: true });
  const client = createDefaultHttpClient();
  let proxy: Promise<PipelinePolicy> | undefined;
  return {
    async sendRequest(request) {
      if (!isSecure(request)) return client.sendRequest(request);
      // It takes time to load, and most machines have a newer Node.
      proxy ??= import("./old-proxy.ts").then(({ oldProxy }) => oldProxy());
      return (await proxy).sendRequest(request, (ready) => {
        ready.agent ??= agent;
        return client.sendRequest(ready);
      });
    },
  };
}

/** Replaces any agent: the identity library chooses one by the environment. */
function withAgent(agent: Agent): HttpClient {
  const client = createDefaultHttpClient();
  return {
    sendRequest(request) {
      if (isSecure(request)) request.agent = agent;
      return client.sendRequest(request);
    },
  };
}

/** The endpoint of managed identities on a VM is plain http, which such an agent cannot use. */
function isSecure({ url }: PipelineRequest): boolean {
  return url.startsWith("https:");
}
