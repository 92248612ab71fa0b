import { readFile } from "node:fs/promises";
import { createDefaultHttpClient, type HttpClient } from "@azure/core-rest-pipeline";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { tokenSource } from "../../src/azure/identity/credential.ts";
import { Emulator, MSI_PATH } from "../emulator/emulator.ts";
import { bundleAlone } from "../support/bundle.ts";
import { appService } from "../support/by-identity.ts";
import { inProcess } from "../support/in-process.ts";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import { VAULT_ID } from "../support/subjects.ts";
import { azWithToken, claim, fakeAz, IDS, LOOK, onStage, SECRET } from "./steps.ts";

// Each cloud as Microsoft documents it, against fakes at its own addresses: nothing leaves the process.
const CLOUDS = [
  {
    environment: "",
    arm: "https://management.azure.com",
    authority: "https://login.microsoftonline.com",
    audience: "api://AzureADTokenExchange",
    portal: "https://portal.azure.com",
  },
  {
    environment: "azurecloud",
    arm: "https://management.azure.com",
    authority: "https://login.microsoftonline.com",
    audience: "api://AzureADTokenExchange",
    portal: "https://portal.azure.com",
  },
  {
    environment: "AzureUSGovernment",
    arm: "https://management.usgovcloudapi.net",
    authority: "https://login.microsoftonline.us",
    audience: "api://AzureADTokenExchangeUSGov",
    portal: "https://portal.azure.us",
  },
  {
    environment: "azurechinacloud",
    arm: "https://management.chinacloudapi.cn",
    // The documents and `azure/login` say login.chinacloudapi.cn; MSAL goes to its newer name.
    authority: "https://login.partner.microsoftonline.cn",
    audience: "api://AzureADTokenExchangeChina",
    portal: "https://portal.azure.cn",
  },
] as const;

const bundle = bundleAlone();
const OVERRIDE = "https://authority.contoso.test";

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

interface Fakes {
  readonly scene: Scenario;
  /** Microsoft Entra ID, at one address only. */
  readonly entra: Emulator;
  /** Audiences that GitHub was asked for. */
  readonly audiences: readonly string[];
  run(
    inputs: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
  ): Promise<Result>;
}

/** ARM at one address, the authority at another, and nothing anywhere else. */
function cloud({ arm, authority }: { arm: string; authority: string }): Fakes {
  const entra = new Emulator({ origin: authority });
  nock(authority).persist().get(/.*/).reply(answerOf(entra));
  nock(authority).persist().post(/.*/).reply(answerOf(entra));
  const scene = scenario({ origin: arm, now: Date.now });
  const audiences: string[] = [];
  return {
    scene,
    entra,
    audiences,
    run: (inputs, env = {}) =>
      step(scene, inputs, {
        env: { ACTIONS_ID_TOKEN_REQUEST_URL: "https://github.test", ...env },
        oidcToken: async (audience) => {
          audiences.push(audience);
          return entra.github.assertion(audience);
        },
        world: { http: routed(scene), signIn: tokenSource },
      }),
  };
}

/** ARM in this process; anything else over the network, where nock stands and refuses all but one. */
function routed({ azure, clock }: Scenario): HttpClient {
  const [arm, network] = [inProcess(azure, clock), createDefaultHttpClient()];
  return {
    sendRequest: (request) =>
      (request.url.startsWith(`${azure.origin}/`) ? arm : network).sendRequest(request),
  };
}

function answerOf(entra: Emulator) {
  return async (request: Request) => {
    const body = await request.text();
    const answer = await entra.handle({
      method: request.method,
      url: request.url,
      headers: {},
      ...(body !== "" && { body }),
    });
    if (!("response" in answer)) throw new Error(`No response: ${answer.kind}`);
    const { status, body: text, headers } = answer.response;
    return [status, text, headers] as const;
  };
}

/** What the authority was asked for a token with. */
function form({ requests }: Emulator): URLSearchParams {
  return new URLSearchParams(requests.find(({ method }) => method === "POST")?.body);
}

const NO_AUTH_TYPE = { "auth-type": "" };

describe.each(CLOUDS)("in the cloud '$environment'", (expected) => {
  const { environment, arm, authority, audience, portal } = expected;

  test("a client secret signs in at the cloud's authority for its ARM, which alone gets the token", async () => {
    const { entra, scene, run } = cloud(expected);

    const result = await run({ ...LOOK, ...NO_AUTH_TYPE, ...SECRET, environment });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("already-in-state");
    expect(form(entra).get("scope")).toContain(`${arm}/.default`);
    expect(entra.requests.every(({ path }) => path.startsWith(`/${SECRET["tenant-id"]}/`))).toBe(
      true,
    );
    expect(scene.azure.origin).toBe(arm);
    expect(scene.azure.requests.length).toBeGreaterThan(0);
    expect(result.output("job-url")).toBe(`${portal}/#@/resource${VAULT_ID}/backupJobs`);
  });

  test("GitHub is asked for an assertion with the cloud's audience", async () => {
    const { entra, audiences, run } = cloud(expected);
    const [credential] = entra.entra.identity().federatedCredentials;
    if (credential) credential.audience = audience;

    const result = await run({ ...LOOK, ...NO_AUTH_TYPE, ...IDS, environment });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("already-in-state");
    expect(audiences).toEqual([audience]);
    expect(claim(form(entra).get("client_assertion") ?? "", "aud")).toBe(audience);
  });

  test("'audience' is the user's where it is given", async () => {
    const { entra, audiences, run } = cloud(expected);
    const [credential] = entra.entra.identity().federatedCredentials;
    if (credential) credential.audience = "api://mine";

    const result = await run({
      ...LOOK,
      ...NO_AUTH_TYPE,
      ...IDS,
      environment,
      audience: "api://mine",
    });

    expect(result.output("reason")).toBe("already-in-state");
    expect(audiences).toEqual(["api://mine"]);
  });

  test("AZURE_AUTHORITY_HOST and 'resource-manager-url' move it, and the scope stays the cloud's", async () => {
    const { entra, run } = cloud({ arm: "https://arm.contoso.test", authority: OVERRIDE });

    const result = await run(
      {
        ...LOOK,
        ...NO_AUTH_TYPE,
        ...SECRET,
        environment,
        "resource-manager-url": "https://arm.contoso.test",
      },
      { AZURE_AUTHORITY_HOST: `${OVERRIDE}/` },
    );

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("already-in-state");
    expect(form(entra).get("scope")).toContain(`${arm}/.default`);
    expect(authority).not.toBe(OVERRIDE);
  });
});

describe.each(CLOUDS)("through the bundle, in the cloud '$environment'", ({ environment, arm }) => {
  test("a managed identity is asked for a token of the cloud's ARM", () =>
    onStage(bundle, async ({ azure, step: run }) => {
      const result = await run(
        { ...LOOK, "auth-type": "IDENTITY", environment },
        appService(azure),
      );

      expect(result.outputs.get("reason")).toBe("already-in-state");
      const asked = azure.requests.find(({ path }) => path === MSI_PATH);
      expect(asked?.query.resource).toBe(arm);
    }));

  test.skipIf(process.platform === "win32")("az is asked for a token of the cloud's ARM", () =>
    onStage(bundle, async ({ azure, step: run }) => {
      const { calls, env } = await fakeAz(bundle, azWithToken(azure.entra.issue().token));

      const result = await run({ ...LOOK, environment }, env);

      expect(result.outputs.get("reason")).toBe("already-in-state");
      expect(await readFile(calls, "utf8")).toContain(`--resource ${arm}\n`);
    }),
  );
});

test("an unknown cloud is refused before any request, and the known ones are named", async () => {
  const { scene, entra, run } = cloud(CLOUDS[0]);

  const result = await run({ ...LOOK, ...NO_AUTH_TYPE, ...SECRET, environment: "azurestack" });

  expect(result.output("reason")).toBe("invalid-input");
  expect(result.host.errors[0]?.message).toContain("azurechinacloud");
  expect([scene.azure.requests.length, entra.requests.length]).toEqual([0, 0]);
});
