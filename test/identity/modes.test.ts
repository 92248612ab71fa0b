import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { IDENTITY, IMDS_PATH, MSI_PATH } from "../emulator/emulator.ts";
import { startImds } from "../emulator/identity/imds-server.ts";
import { bundleAlone } from "../support/bundle.ts";
import { appService } from "../support/by-identity.ts";
import {
  azWithToken,
  claim,
  fakeAz,
  IDS,
  LOOK,
  oidc,
  onStage,
  SECRET,
  STOP,
  type Stage,
  TOKEN_PATH,
  watchBearers,
} from "./steps.ts";

const bundle = bundleAlone();
const at = (work: (stage: Stage) => Promise<void>) => () => onStage(bundle, work);
const MINE = "33333333-3333-3333-3333-333333333333";

describe("a whole step, signed in", () => {
  test(
    "with a client secret",
    at(async ({ azure, step, count }) => {
      const bearers = watchBearers(azure);

      const { outputs, stdout } = await step({ ...STOP, ...SECRET }, oidc(azure));

      expect(outputs.get("reason")).toBe("completed");
      expect(stdout).toContain("signing in with the client secret of a service principal.");
      expect(azure.github.requests).toBe(0);
      expect(count(TOKEN_PATH)).toBe(1);
      expect(claim(bearers[0], "appid")).toBe(IDENTITY.clientId);
    }),
  );

  test(
    "with GitHub OIDC, by one assertion and one token",
    at(async ({ azure, step, count }) => {
      const { outputs, stdout } = await step({ ...STOP, ...IDS }, oidc(azure));

      expect(outputs.get("reason")).toBe("completed");
      expect(stdout).toContain("signing in with GitHub OIDC.");
      expect(azure.github.requests).toBe(1);
      expect(count(TOKEN_PATH)).toBe(1);
      const form = azure.requests.find(({ path }) => path.includes(TOKEN_PATH))?.body;
      expect(form).toContain("client_assertion=");
      expect(form).not.toContain("client_secret");
    }),
  );

  test(
    "with the managed identity of App Service",
    at(async ({ azure, step, count }) => {
      const { outputs, stdout } = await step(
        { ...STOP, "auth-type": "IDENTITY" },
        appService(azure),
      );

      expect(outputs.get("reason")).toBe("completed");
      expect(stdout).toContain("signing in with the machine's managed identity.");
      expect([count(MSI_PATH), count(TOKEN_PATH)]).toEqual([1, 0]);
    }),
  );

  test(
    "with the managed identity of a virtual machine",
    at(async ({ azure, step, count }) => {
      await using imds = await startImds(azure);

      const { outputs, stdout } = await step(
        { ...STOP, "auth-type": "IDENTITY" },
        { AZURE_POD_IDENTITY_AUTHORITY_HOST: imds.url },
      );

      expect(outputs.get("reason")).toBe("completed");
      expect(stdout).toContain("signing in with the machine's managed identity.");
      expect(count(IMDS_PATH)).toBeGreaterThan(0);
      expect([count(MSI_PATH), count(TOKEN_PATH)]).toEqual([0, 0]);
    }),
  );

  test.each(["App Service", "a virtual machine"])(
    "with a user-assigned managed identity of %s, by its client id",
    (where) =>
      onStage(bundle, async ({ azure, step }) => {
        await using imds = await startImds(azure);
        azure.entra.addIdentity({ clientId: MINE, managed: true });
        const bearers = watchBearers(azure);
        const env =
          where === "App Service"
            ? appService(azure)
            : { AZURE_POD_IDENTITY_AUTHORITY_HOST: imds.url };

        const { outputs, stdout } = await step(
          { ...LOOK, "auth-type": "IDENTITY", "client-id": MINE },
          env,
        );

        expect(outputs.get("reason")).toBe("already-in-state");
        expect(stdout).toContain("signing in with the machine's user-assigned managed identity.");
        expect(new Set(bearers.map((token) => claim(token, "appid")))).toEqual(new Set([MINE]));
      }),
  );
});

// A shell script stands in for `az`, which Windows could not start.
describe.skipIf(process.platform === "win32")("the session of the Azure CLI", () => {
  test(
    "is used where no identity is given, although GitHub offers a token",
    at(async ({ azure, step, count }) => {
      const { token } = azure.entra.issue();
      const bearers = watchBearers(azure);
      const { calls, env } = await fakeAz(bundle, azWithToken(token));

      const { outputs, stdout } = await step(STOP, { ...env, ...oidc(azure) });

      expect(outputs.get("reason")).toBe("completed");
      expect(stdout).toContain("signing in with the session of the Azure CLI.");
      expect(new Set(bearers)).toEqual(new Set([token]));
      expect(await readFile(calls, "utf8")).toBe(
        "account get-access-token --output json --resource https://management.azure.com\n",
      );
      expect([azure.github.requests, count(TOKEN_PATH)]).toEqual([0, 0]);
    }),
  );

  test(
    "tells a read which subscription is meant",
    at(async ({ azure, step }) => {
      const { calls, env } = await fakeAz(bundle, azWithToken(azure.entra.issue().token));

      const { outputs } = await step(
        {
          operation: "list-items",
          vault: STOP.vault,
          "resource-group": STOP["resource-group"],
          item: "*/payroll",
        },
        env,
      );

      expect(outputs.get("reason")).toBe("listed");
      expect(await readFile(calls, "utf8")).toContain("account show --query id --output tsv\n");
    }),
  );

  test(
    "is asked for a token of the tenant that is given",
    at(async ({ azure, step }) => {
      const { calls, env } = await fakeAz(bundle, azWithToken(azure.entra.issue().token));

      const { outputs } = await step(
        { ...LOOK, "auth-type": "SESSION", "tenant-id": IDENTITY.tenantId },
        env,
      );

      expect(outputs.get("reason")).toBe("already-in-state");
      expect(await readFile(calls, "utf8")).toContain(`--tenant ${IDENTITY.tenantId}`);
    }),
  );
});

describe("'auth-type' decides", () => {
  test(
    "SERVICE_PRINCIPAL: with GitHub OIDC where no secret is given, on a runner that has an identity",
    at(async ({ azure, step, count }) => {
      const { outputs, stdout } = await step(
        { ...LOOK, ...IDS, "auth-type": "service_principal" },
        { ...oidc(azure), ...appService(azure) },
      );

      expect(outputs.get("reason")).toBe("already-in-state");
      expect(stdout).toContain("signing in with GitHub OIDC.");
      expect(count(MSI_PATH)).toBe(0);
    }),
  );

  test(
    "IDENTITY: although a client id is there and GitHub offers a token",
    at(async ({ azure, step }) => {
      const { outputs, stdout } = await step(
        { ...LOOK, "auth-type": "IDENTITY", "client-id": IDENTITY.clientId },
        { ...oidc(azure), ...appService(azure) },
      );

      expect(outputs.get("reason")).toBe("already-in-state");
      expect(stdout).toContain("signing in with the machine's user-assigned managed identity.");
      expect(azure.github.requests).toBe(0);
    }),
  );

  test.skipIf(process.platform === "win32")(
    "SESSION: although a tenant id is there and GitHub offers a token",
    at(async ({ azure, step }) => {
      const { env } = await fakeAz(bundle, azWithToken(azure.entra.issue().token));

      const { outputs, stdout } = await step(
        { ...LOOK, "auth-type": "SESSION", "tenant-id": IDENTITY.tenantId },
        { ...env, ...oidc(azure), ...appService(azure) },
      );

      expect(outputs.get("reason")).toBe("already-in-state");
      expect(stdout).toContain("signing in with the session of the Azure CLI.");
    }),
  );

  test(
    "and variables of other tools in the environment do not",
    at(async ({ azure, step }) => {
      const bearers = watchBearers(azure);

      await step(
        { ...LOOK, "auth-type": "IDENTITY" },
        {
          ...appService(azure),
          AZURE_CLIENT_ID: MINE,
          AZURE_TENANT_ID: MINE,
          AZURE_CLIENT_SECRET: "of another tool",
        },
      );

      expect(claim(bearers[0], "appid")).toBe(IDENTITY.clientId);
    }),
  );
});
