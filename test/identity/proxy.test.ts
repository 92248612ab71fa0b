import { describe, expect, test } from "vitest";
import { bundleAlone } from "../support/bundle.ts";
import { appService } from "../support/by-identity.ts";
import { type ConnectProxy, startConnectProxy } from "../support/connect-proxy.ts";
import { asShown } from "../support/runner.ts";
import {
  ARM_PATH,
  azWithToken,
  fakeAz,
  IDS,
  LOOK,
  oidc,
  onStage,
  SECRET,
  STOP,
  type Stage,
  TOKEN_PATH,
} from "./steps.ts";

const bundle = bundleAlone();

/** Runs `work` with a proxy whose every tunnel ends at the emulator. */
function behindProxy(work: (stage: Stage, proxy: ConnectProxy) => Promise<void>) {
  return () =>
    onStage(bundle, async (stage) => {
      await using proxy = await startConnectProxy({ port: stage.server.port });
      await work(stage, proxy);
    });
}

/** Gives the emulator an address at which nothing listens, so that only the proxy leads to it. */
function hide({ azure }: Stage): string {
  azure.origin = "https://localhost:1";
  return "localhost:1";
}

describe("HTTPS_PROXY", () => {
  test.each(["HTTPS_PROXY", "https_proxy"])(
    "as %s takes sign-in and Azure's own requests through the proxy and nowhere else",
    (name) =>
      behindProxy(async (stage, proxy) => {
        const address = hide(stage);

        const { outputs } = await stage.step({ ...STOP, ...SECRET }, { [name]: proxy.url });

        expect(outputs.get("reason")).toBe("completed");
        expect(stage.count(TOKEN_PATH)).toBe(1);
        expect(stage.count(ARM_PATH)).toBeGreaterThan(3);
        expect(new Set(proxy.tunnels)).toEqual(new Set([address]));
      })(),
  );

  test(
    "opens fewer tunnels than there are requests, because connections are kept",
    behindProxy(async (stage, proxy) => {
      hide(stage);
      stage.azure.script({ operation: "Backup", jobSeconds: 900 });

      const { outputs } = await stage.step(
        { ...STOP, ...SECRET, operation: "backup-now" },
        { HTTPS_PROXY: proxy.url },
      );

      expect(outputs.get("reason")).toBe("completed");
      expect(stage.count(ARM_PATH)).toBeGreaterThan(5);
      expect(proxy.tunnels.length).toBeLessThan(stage.count(ARM_PATH));
    }),
  );

  test(
    "is used for the managed identity endpoint of App Service too",
    behindProxy(async (stage, proxy) => {
      hide(stage);

      const { outputs } = await stage.step(
        { ...LOOK, "auth-type": "IDENTITY" },
        { HTTPS_PROXY: proxy.url, ...appService(stage.azure) },
      );

      expect(outputs.get("reason")).toBe("already-in-state");
    }),
  );

  test.skipIf(process.platform === "win32")(
    "that is not there ends the step red, and nothing goes round it",
    behindProxy(async ({ azure, step, count }) => {
      const { env } = await fakeAz(bundle, azWithToken(azure.entra.issue().token));

      const { exitCode, outputs } = await step(
        { ...LOOK, "timeout-minutes": "0.01" },
        { ...env, HTTPS_PROXY: "http://127.0.0.1:1" },
      );

      expect(exitCode).toBe(1);
      expect(outputs.get("reason")).toBe("timed-out");
      expect(count("")).toBe(0);
    }),
  );
});

describe("NO_PROXY", () => {
  test.each([
    { entry: "localhost", host: "localhost", what: "the host's name" },
    { entry: "example.com,localhost", host: "localhost", what: "one of several names" },
    { entry: ".0.0.1", host: "127.0.0.1", what: "what the host's name ends in" },
    { entry: "*", host: "localhost", what: "everything" },
  ])("that names $what ($entry) takes no request through the proxy", ({ entry, host }) =>
    behindProxy(async (stage, proxy) => {
      stage.azure.origin = `https://${host}:${stage.server.port}`;

      const { outputs } = await stage.step(
        { ...LOOK, ...SECRET },
        { HTTPS_PROXY: proxy.url, NO_PROXY: entry },
      );

      expect(outputs.get("reason")).toBe("already-in-state");
      expect(proxy.tunnels).toEqual([]);
    })(),
  );

  test.each(["example.com", ".host", "local"])(
    "that names another host (%s) changes nothing",
    (entry) =>
      behindProxy(async (stage, proxy) => {
        hide(stage);

        const { outputs } = await stage.step(
          { ...LOOK, ...SECRET },
          { HTTPS_PROXY: proxy.url, NO_PROXY: entry },
        );

        expect(outputs.get("reason")).toBe("already-in-state");
        expect(proxy.tunnels.length).toBeGreaterThan(0);
      })(),
  );
});

describe("a certificate authority of the company's own", () => {
  test(
    "is trusted through NODE_EXTRA_CA_CERTS, behind a proxy as well",
    behindProxy(async (stage, proxy) => {
      const { outputs } = await stage.step({ ...LOOK, ...SECRET }, { HTTPS_PROXY: proxy.url });

      expect(outputs.get("reason")).toBe("already-in-state");
    }),
  );

  const modes = [
    { mode: "a client secret", inputs: SECRET },
    { mode: "GitHub OIDC", inputs: IDS },
    { mode: "a managed identity", inputs: { "auth-type": "IDENTITY" } },
    ...(process.platform === "win32" ? [] : [{ mode: "the session of the Azure CLI", inputs: {} }]),
  ];
  test.each(modes)(
    "is not trusted without it, and the error names the variable, with $mode",
    ({ inputs }) =>
      onStage(bundle, async ({ azure, step, count }) => {
        const az = await fakeAz(bundle, azWithToken(azure.entra.issue().token));

        const { exitCode, outputs, stdout } = await step(
          { ...LOOK, ...inputs },
          { ...az.env, ...oidc(azure), ...appService(azure), NODE_EXTRA_CA_CERTS: "" },
        );

        expect(exitCode).toBe(1);
        expect(count("")).toBe(0);
        expect(outputs.get("gate")).toBe("closed");
        expect(asShown(stdout)).toContain("NODE_EXTRA_CA_CERTS");
      }),
  );
});
