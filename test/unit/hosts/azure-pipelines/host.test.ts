import type { HttpClient } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { pipelinesHost } from "../../../../src/hosts/azure-pipelines/host.ts";
import { FakeAgent, type FakeAgentSettings } from "../../../support/fake-agent.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";
import { NEVER_CANCELLED } from "../../time/pace-builder.ts";

const NO_NETWORK: HttpClient = {
  sendRequest: () => Promise.reject(new Error("No network here.")),
};

function hostWith(settings: FakeAgentSettings) {
  const agent = new FakeAgent(settings);
  const world = { clock: new VirtualClock(0), http: NO_NETWORK, signal: NEVER_CANCELLED };
  return { agent, host: pipelinesHost(agent, world) };
}

const AZURE = { "azure-subscription": "id-1" };

describe("Azure Pipelines as a host", () => {
  test("takes the subscription from the connection, and else from the environment", () => {
    const env = { AZURE_SUBSCRIPTION_ID: "of the environment", OTHER: "x" };
    const both = hostWith({
      inputs: AZURE,
      env: { ...env, "ENDPOINT_DATA_ID-1_SUBSCRIPTIONID": "own" },
    });
    const one = hostWith({ inputs: AZURE, env });

    expect(both.host.env("AZURE_SUBSCRIPTION_ID")).toBe("own");
    expect(one.host.env("AZURE_SUBSCRIPTION_ID")).toBe("of the environment");
    expect(both.host.env("OTHER")).toBe("x");
  });

  test("takes the cloud from the connection, unless the step names one", () => {
    const env = { "ENDPOINT_DATA_ID-1_ENVIRONMENT": "AzureUSGovernment" };
    const cloud = (inputs: Record<string, string>, more = env) =>
      hostWith({ inputs: { ...AZURE, ...inputs }, env: more }).host.input("environment");

    expect(cloud({})).toBe("azureusgovernment");
    expect(cloud({ environment: "azurechinacloud" })).toBe("azurechinacloud");
    expect(hostWith({ inputs: AZURE }).host.input("environment")).toBe("azurecloud");
  });

  test("masks the connection's secrets first of all, line by line", () => {
    const pem =
      "-----BEGIN PRIVATE KEY-----\r\nline one\r\nline two\r\n-----END PRIVATE KEY-----\r\n";
    const { agent } = hostWith({
      inputs: AZURE,
      env: { "ENDPOINT_AUTH_PARAMETER_ID-1_SERVICEPRINCIPALCERTIFICATE": pem },
    });

    expect(agent.lines).toEqual(["##vso[task.setsecret]line one", "##vso[task.setsecret]line two"]);
  });

  test("names the run, its limit, and what fits into an output", () => {
    const { host } = hostWith({
      env: { SYSTEM_TEAMPROJECT: "payroll", BUILD_BUILDID: "7" },
    });

    expect(host.run.name).toBe("Azure Pipelines payroll build 7");
    expect(host.run.limit?.minutes).toBe(360);
    expect(host.run.fitsOutput(["x".repeat(29_990)])).toBe(true);
    expect(host.run.fitsOutput(["x".repeat(30_000)])).toBe(false);
  });
});
