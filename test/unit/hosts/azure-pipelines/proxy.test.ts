import { describe, expect, test } from "vitest";
import { agentProxy } from "../../../../src/hosts/azure-pipelines/proxy.ts";
import { takeVariables } from "../../../../src/hosts/azure-pipelines/variables.ts";

const proxyOf = (env: Record<string, string>, secrets: Record<string, string> = {}) =>
  agentProxy(env, takeVariables({ ...secrets }));

describe("the agent's proxy", () => {
  test("is used with its name and password, which are secret in both forms", () => {
    const { env, secrets } = proxyOf(
      { AGENT_PROXYURL: "http://proxy.test:8080", AGENT_PROXYUSERNAME: "svc" },
      { SECRET_AGENT_PROXYPASSWORD: "p@ss/word" },
    );

    expect(env.HTTPS_PROXY).toBe("http://svc:p%40ss%2Fword@proxy.test:8080/");
    expect(secrets).toEqual(["p@ss/word", "p%40ss%2Fword"]);
  });

  test("leaves the environment as it is where there is none", () => {
    const env = { HTTPS_PROXY: "http://other.test" };

    expect(proxyOf(env).env).toBe(env);
    expect(proxyOf({ AGENT_PROXYURL: "no url" }).isBypassed("https://a.test")).toBe(false);
  });

  test("is gone past by what the list's expressions match", () => {
    const { isBypassed } = proxyOf({
      AGENT_PROXYURL: "http://proxy.test",
      AGENT_PROXYBYPASSLIST: String.raw`["\\.internal\\.test", "(", "", 7]`,
    });

    expect(isBypassed("https://Vault.Internal.Test/x")).toBe(true);
    expect(isBypassed("https://management.azure.com")).toBe(false);
  });

  test.each(["", "{", "{}", "null"])("has no list in '%s'", (list) => {
    const env = { AGENT_PROXYURL: "http://proxy.test", AGENT_PROXYBYPASSLIST: list };

    expect(proxyOf(env).isBypassed("https://a.test")).toBe(false);
  });
});
