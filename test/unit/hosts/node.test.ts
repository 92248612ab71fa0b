import { createPipelineRequest, type HttpClient } from "@azure/core-rest-pipeline";
import { afterEach, describe, expect, test, vi } from "vitest";
import { RunCancelledError } from "../../../src/errors.ts";
import { proxiedClient } from "../../../src/hosts/http-client.ts";
import { cancelSignal, nodeHttpClient } from "../../../src/hosts/node.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** The agent of a request, which is given up before it is sent. */
async function agentOf(url: string, http: HttpClient) {
  const request = createPipelineRequest({ url, abortSignal: AbortSignal.abort() });
  await expect(http.sendRequest(request)).rejects.toHaveProperty("name", "AbortError");
  return request.agent;
}

describe("the signal of a cancelled run", () => {
  /** What the process would do at each of its signals. */
  function setUp() {
    const handlers = new Map<string | symbol, () => void>();
    vi.spyOn(process, "on").mockImplementation((name, handler) => {
      handlers.set(name, () => handler());
      return process;
    });
    return { signal: cancelSignal("The run"), handlers };
  }

  test("does not abort by itself", () => {
    expect(setUp().signal.aborted).toBe(false);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"])(
    "aborts at %s, and says what ended",
    (name) => {
      const { signal, handlers } = setUp();

      handlers.get(name)?.();

      expect(signal.reason).toBeInstanceOf(RunCancelledError);
      expect(signal.reason).toMatchObject({
        reason: "workflow-cancelled",
        message: `The run was cancelled (${name}).`,
      });
    },
  );

  test("keeps its first reason", () => {
    const { signal, handlers } = setUp();

    handlers.get("SIGINT")?.();
    handlers.get("SIGTERM")?.();

    expect(signal.reason).toHaveProperty("message", "The run was cancelled (SIGINT).");
  });
});

describe("the connection of a request", () => {
  const http = nodeHttpClient();

  test("is kept for the next one", async () => {
    const agent = await agentOf("https://management.azure.com/a", http);

    expect(agent).toHaveProperty("keepAlive", true);
    expect(await agentOf("https://login.microsoftonline.com/b", http)).toBe(agent);
  });

  test("is a plain one to the endpoint of managed identities", async () => {
    expect(await agentOf("http://169.254.169.254/metadata", http)).toBeUndefined();
  });
});

describe("the proxy", () => {
  test("is not used by a client that goes past it", async () => {
    const agent = await agentOf("https://management.azure.com/a", nodeHttpClient("direct"));

    expect(agent).toHaveProperty("keepAlive", true);
    expect(agent).not.toHaveProperty("options.proxyEnv");
  });

  test.each(["20.20.2", "22.20.0", "23.11.1", "24.4.1"])(
    "is the client's own on Node %s, whose agent would connect directly",
    async (version) => {
      vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:9");
      const agent = await agentOf("https://management.azure.com/a", proxiedClient(version));

      expect(agent).toHaveProperty("proxy.href", "http://127.0.0.1:9/");
    },
  );

  test.each(["22.21.0", "22.23.5", "24.5.0", "24.21.0", "26.0.0"])(
    "is that of Node %s, whose agent keeps the tunnel",
    async (version) => {
      expect(
        await agentOf("https://management.azure.com/a", proxiedClient(version)),
      ).toHaveProperty("options.proxyEnv");
    },
  );

  test("that the environment does not name leaves an older Node its agent", async () => {
    const agent = await agentOf("https://management.azure.com/a", proxiedClient("20.20.2"));

    expect(agent).toHaveProperty("keepAlive", true);
  });
});
