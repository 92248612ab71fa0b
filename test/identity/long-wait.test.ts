import { Agent } from "node:https";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createDefaultHttpClient, type HttpClient } from "@azure/core-rest-pipeline";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { tokenSource } from "../../src/azure/identity/credential.ts";
import { Emulator, MSI_PATH } from "../emulator/emulator.ts";
import { startServer } from "../emulator/server/server.ts";
import { appService } from "../support/by-identity.ts";
import { FakeRunner } from "../support/fake-runner.ts";
import type { RunWorld } from "../support/run-on-github.ts";
import { runOnGitHub } from "../support/run-on-github.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { claim, IDS, LOOK, SECRET, TOKEN_PATH } from "./steps.ts";

// Three hours pass on a clock that moves only when the action sleeps; everything else is real:
// sockets, TLS, the library that signs in, tokens of an hour, assertions of five minutes.

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const TRUSTED = getCACertificates("default");

/** The library that signs in reads `Date`, which therefore follows the virtual clock. */
class ClockWithDate extends VirtualClock {
  override async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await super.sleep(ms, signal);
    vi.setSystemTime(this.now());
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  setDefaultCACertificates(TRUSTED);
});

interface Wait {
  readonly azure: Emulator;
  readonly clock: VirtualClock;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A backup whose job takes three hours, looked at every minute. */
async function waitThreeHours({ azure, clock, inputs = IDS }: Wait) {
  await using server = await startServer(azure);
  setDefaultCACertificates([...TRUSTED, server.caPem]);
  for (const [name, value] of Object.entries(appService(azure))) vi.stubEnv(name, value);
  azure.script({ operation: "Backup", jobSeconds: (3 * HOUR_MS) / 1_000 });
  azure.quota = 449;

  const startedAt = clock.now();
  const host = new FakeRunner({
    inputs: {
      ...LOOK,
      item: "sqlserver-1/payroll",
      operation: "backup-now",
      "timeout-minutes": "240",
      "poll-interval-seconds": "60",
      "resource-manager-url": server.url,
      ...inputs,
    },
    env: {
      AZURE_AUTHORITY_HOST: server.url,
      ACTIONS_ID_TOKEN_REQUEST_URL: azure.github.requestUrl,
    },
    oidcToken: (audience) => askGitHub(azure, audience),
  });
  const agent = new Agent({ keepAlive: true });
  const world: RunWorld = {
    clock,
    http: overSockets(agent),
    signal: new AbortController().signal,
    signIn: tokenSource,
    sessionSubscription: async () => "",
    uuid: () => "request",
    random: () => 0,
  };
  try {
    const gate = await runOnGitHub(host, world);
    const elapsedMs = clock.now() - startedAt;
    return { gate, host, elapsedMs, output: (name: string) => host.outputs.get(name) ?? "" };
  } finally {
    agent.destroy();
  }
}

function overSockets(agent: Agent): HttpClient {
  const client = createDefaultHttpClient();
  return {
    sendRequest(request) {
      request.agent = agent;
      return client.sendRequest(request);
    },
  };
}

async function askGitHub({ github }: Emulator, audience: string): Promise<string> {
  const url = `${github.requestUrl}&audience=${encodeURIComponent(audience)}`;
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${github.requestToken}` },
  });
  return ((await response.json()) as { value: string }).value;
}

function world() {
  // A whole second, because the library rounds and the minutes below are counted.
  const clock = new ClockWithDate(Math.ceil(Date.now() / 1_000) * 1_000);
  vi.setSystemTime(clock.now());
  return { clock, azure: new Emulator({ now: () => clock.now(), tokenLifetimeSeconds: 3_600 }) };
}

const DOWN = {
  status: 400,
  body: JSON.stringify({
    error: "temporarily_unavailable",
    error_description: "AADSTS90033: A transient error has occurred. Please try again.",
    error_codes: [90033],
  }),
};

/** The assertions that were posted, in order. */
function posted({ requests }: Emulator): readonly string[] {
  return requests
    .filter(({ path }) => path.includes(TOKEN_PATH))
    .map(({ body }) => new URLSearchParams(body).get("client_assertion") ?? "");
}

/** When tokens were asked for, in minutes since the first time. */
function minutes({ requests }: Emulator, path: string): readonly number[] {
  const times = requests.filter((one) => one.path.includes(path)).map(({ at }) => at);
  return times.map((time) => Math.round((time - (times[0] ?? 0)) / MINUTE_MS));
}

function refusals({ requests }: Emulator): number {
  return requests.filter(({ status }) => status === 401).length;
}

describe("a wait of three hours", () => {
  test("with GitHub OIDC presents a fresh assertion for every token, and Azure never refuses one", async () => {
    const { azure, clock } = world();

    const { gate, elapsedMs, output } = await waitThreeHours({ azure, clock });

    expect([gate, output("reason")]).toEqual(["open", "completed"]);
    expect(elapsedMs).toBeGreaterThanOrEqual(3 * HOUR_MS);
    expect(minutes(azure, TOKEN_PATH)).toEqual([0, 55, 110, 165]);
    expect(azure.github.requests).toBe(4);
    expect(new Set(posted(azure).map((one) => claim(one, "jti"))).size).toBe(4);
    expect(refusals(azure)).toBe(0);
  });

  test("with a client secret asks for a new token before each one ends", async () => {
    const { azure, clock } = world();

    const { output } = await waitThreeHours({ azure, clock, inputs: SECRET });

    expect(output("reason")).toBe("completed");
    expect(minutes(azure, TOKEN_PATH)).toEqual([0, 55, 110, 165]);
    expect(refusals(azure)).toBe(0);
  });

  test("with a managed identity asks for a new token before each one ends", async () => {
    const { azure, clock } = world();

    const { output } = await waitThreeHours({
      azure,
      clock,
      inputs: { "auth-type": "IDENTITY" },
    });

    expect(output("reason")).toBe("completed");
    expect(minutes(azure, MSI_PATH)).toHaveLength(4);
    expect(refusals(azure)).toBe(0);
  });

  test("in which Azure refuses a token half way signs in once more and goes on", async () => {
    const { azure, clock } = world();
    azure.fault({ path: "/backupJobs/", skip: 80, answer: { status: 401 } });

    const { output } = await waitThreeHours({ azure, clock });

    expect(output("reason")).toBe("completed");
    expect(refusals(azure)).toBe(1);
    expect(minutes(azure, TOKEN_PATH)).toEqual([0, 55, 81, 136]);
    expect(azure.github.requests).toBe(4);
  });

  test("goes on with the token in hand while sign-in fails for some minutes", async () => {
    const { azure, clock } = world();
    azure.fault({ path: TOKEN_PATH, skip: 1, times: 3, answer: DOWN });

    const { output } = await waitThreeHours({ azure, clock });

    expect(output("reason")).toBe("completed");
    expect(minutes(azure, TOKEN_PATH)).toEqual([0, 55, 56, 57, 58, 113, 168]);
    expect(new Set(posted(azure)).size).toBe(7);
    expect(refusals(azure)).toBe(0);
  });

  test("goes on with the token in hand while GitHub gives no assertion for some minutes", async () => {
    const { azure, clock } = world();
    azure.fault({ path: "/actions/idtoken/", skip: 1, times: 3, answer: { status: 500 } });

    const { output } = await waitThreeHours({ azure, clock });

    expect(output("reason")).toBe("completed");
    expect(minutes(azure, TOKEN_PATH)).toEqual([0, 58, 113, 168]);
    expect(refusals(azure)).toBe(0);
  });

  test("ends with the token in hand when sign-in stays broken, and says which job goes on", async () => {
    const { azure, clock } = world();
    azure.fault({ path: TOKEN_PATH, skip: 1, times: Infinity, answer: DOWN });

    const { gate, host, elapsedMs, output } = await waitThreeHours({ azure, clock });

    expect([gate, output("reason")]).toEqual(["closed", "sign-in-failed"]);
    expect(elapsedMs).toBeGreaterThan(58 * MINUTE_MS);
    expect(elapsedMs).toBeLessThan(66 * MINUTE_MS);
    expect(output("error-code")).toBe("AADSTS90033");
    expect(output("job-id")).not.toBe("");
    expect(output("job-status")).toBe("InProgress");
    expect(refusals(azure)).toBe(0);
    expect(host.summaryMarkdown).toContain(output("job-id"));
  });

  test("masks every token and assertion of it", async () => {
    const { azure, clock } = world();
    const issue = vi.spyOn(azure.entra.tokens, "issue");

    const { host } = await waitThreeHours({ azure, clock });

    const secrets = issue.mock.results.map(({ value }) => value.token);
    expect(secrets).toHaveLength(4);
    expect(host.masked).toEqual(expect.arrayContaining([...secrets, ...posted(azure)]));
  });
});
