import { writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Emulator, IDENTITY } from "../emulator/emulator.ts";
import { makeCertificates } from "../emulator/server/certificate.ts";
import { type Server, startServer } from "../emulator/server/server.ts";
import { bundleAlone } from "../support/bundle.ts";
import { byIdentity } from "../support/by-identity.ts";
import { claimVersion } from "../support/pinned-nodes.ts";
import { runStep } from "../support/runner.ts";
import { VAULT_INPUTS } from "../support/scenario.ts";

const bundle = bundleAlone();

const { "auth-type": _, ...names } = VAULT_INPUTS;
const STOP = { ...names, operation: "stop-protection-retain-data", item: "sqlserver-1/payroll" };

async function withAzure(work: (azure: Emulator, server: Server) => Promise<void>) {
  const azure = new Emulator({ timeScale: 600 });
  await using server = await startServer(azure);
  await work(azure, server);
}

/** A stop on the emulator by a managed identity, with `inputs` besides. */
function stopByIdentity(server: Server, inputs: Readonly<Record<string, string>> = {}) {
  const step = byIdentity(server);
  return { ...step, bundle: bundle.path, inputs: { ...step.inputs, ...STOP, ...inputs } };
}

/** A stop on the emulator by a client secret, the right one unless `inputs` say another. */
function bySecret(server: Server, inputs: Readonly<Record<string, string>> = {}) {
  return {
    bundle: bundle.path,
    inputs: {
      ...STOP,
      "client-id": IDENTITY.clientId,
      "tenant-id": IDENTITY.tenantId,
      "client-secret": IDENTITY.clientSecret,
      "resource-manager-url": server.url,
      ...inputs,
    },
    env: { NODE_EXTRA_CA_CERTS: server.caFile, AZURE_AUTHORITY_HOST: server.url },
  };
}

describe("the bundle, started as the runner starts it", () => {
  test("stops a database and opens the gate with exit code 0", () =>
    withAzure(async (azure, server) => {
      const result = await runStep(stopByIdentity(server, { "poll-interval-seconds": "0.1" }));

      expect(result.stderr).toBe("");
      expect(result.outputs.get("reason")).toBe("completed");
      expect(result.exitCode).toBe(0);
      expect(result.summary).toContain("## Backup gate open: completed");
      expect(azure.item("payroll", "sqlserver-1").protectionState).toBe("ProtectionStopped");
    }));

  test("sends who asks in the user agent, and never the token to the log", () =>
    withAzure(async (azure, server) => {
      const request = stopByIdentity(server, { item: "inventory" });
      const result = await runStep({
        ...request,
        env: { ...request.env, RUNNER_DEBUG: "1" },
      });

      expect(result.outputs.get("reason")).toBe("already-in-state");
      const agents = azure.requests.map(({ headers }) => headers["user-agent"]);
      expect(agents.at(-1)).toMatch(/^azure-backup-gate\/\S+ \(contoso\/payroll run 4711\)$/);
      expect(result.stdout.replace(/^::add-mask::.*$/gm, "")).not.toMatch(/eyJ|Bearer/);
    }));

  test("says in one line what is needed where the runner's Node is too old, and is red", async () => {
    const result = await runStep({
      bundle: bundle.path,
      inputs: {},
      env: claimVersion("18.20.8"),
    });

    expect(result.exitCode).toBe(1);
    expect(result.stdout).toBe(
      "::error title=Backup gate closed::This action needs Node 20 or later, and the runner runs it on 18.20.8. Update the runner.\n",
    );
    expect(result.stderr).toBe("");
  });

  test("is red with exit code 1 without any input, and says which is missing", async () => {
    const result = await runStep({ bundle: bundle.path, inputs: {} });

    expect(result.exitCode).toBe(1);
    expect(result.outputs.get("gate")).toBe("closed");
    expect(result.outputs.get("reason")).toBe("invalid-input");
    expect(result.stdout).toContain(
      "::error title=Backup gate closed%3A invalid-input::Input 'operation' is empty or missing",
    );
  });

  test("writes the whole report to the file that 'report-path' names", () =>
    withAzure(async (_azure, server) => {
      const result = await runStep(stopByIdentity(server, { item: "inventory" }));

      const report = JSON.parse(result.outputs.get("report") ?? "");
      expect(report).toMatchObject({ version: 1, truncated: false });
      expect(report.items[0]["item-name"]).toBe("inventory");
      expect(result.outputs.get("report-path")).toMatch(/report\.json$/);
    }));
});

describe("signing in", () => {
  test("with a client secret, at the authority", () =>
    withAzure(async (_azure, server) => {
      const result = await runStep(bySecret(server, { item: "inventory" }));

      expect(result.outputs.get("reason")).toBe("already-in-state");
      expect(result.stdout).toContain("::add-mask::emulator-secret");
      expect(result.stdout.replace(/^::add-mask::.*$/gm, "")).not.toContain("emulator-secret");
    }));

  test("with a wrong client secret says what Entra said and what to check", () =>
    withAzure(async (_azure, server) => {
      const result = await runStep(bySecret(server, { "client-secret": "wrong" }));

      expect(result.outputs.get("reason")).toBe("sign-in-failed");
      expect(result.outputs.get("error-code")).toBe("AADSTS7000215");
      expect(result.exitCode).toBe(1);
    }));

  // A shell script stands in for `az`, which Windows could not start.
  test.skipIf(process.platform === "win32")("with the session of the Azure CLI", () =>
    withAzure(async (azure, server) => {
      azure.acceptToken("token-of-az");
      const answer = {
        accessToken: "token-of-az",
        expires_on: Math.floor(Date.now() / 1_000) + 3_600,
      };
      await writeFile(join(bundle.folder, "az"), `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`, {
        mode: 0o755,
      });

      const result = await runStep({
        bundle: bundle.path,
        inputs: { ...STOP, item: "inventory", "resource-manager-url": server.url },
        env: { NODE_EXTRA_CA_CERTS: server.caFile, PATH: `${bundle.folder}:${process.env.PATH}` },
      });

      expect(result.outputs.get("reason")).toBe("already-in-state");
      expect(result.stdout).toContain("with the session of the Azure CLI");
    }),
  );

  test("without a session of the Azure CLI says to run azure/login", async () => {
    const result = await runStep({ bundle: bundle.path, inputs: STOP, env: { PATH: "/nowhere" } });

    expect(result.outputs.get("reason")).toBe("sign-in-failed");
    expect(result.stdout).toContain("azure/login");
  });

  test("with GitHub OIDC where the job may not ask for a token says which permission to add", async () => {
    const result = await runStep({
      bundle: bundle.path,
      inputs: { ...STOP, "client-id": IDENTITY.clientId, "tenant-id": IDENTITY.tenantId },
    });

    expect(result.outputs.get("reason")).toBe("sign-in-failed");
    expect(result.stdout).toContain("id-token: write");
  });
});

test("a redirect to another host is not followed, and no token reaches it", async () => {
  const { certificatePem, keyPem } = await makeCertificates();
  const reached: string[] = [];
  const evil = createServer({ cert: certificatePem, key: keyPem }, (request, response) => {
    reached.push(request.headers.authorization ?? "without a token");
    response.end("{}");
  });
  await new Promise<void>((resolve) => evil.listen(0, "127.0.0.1", resolve));
  const location = `https://localhost:${(evil.address() as AddressInfo).port}/`;
  try {
    await withAzure(async (azure, server) => {
      azure.fault({ path: /backupProtectedItems/, answer: { status: 307, headers: { location } } });
      const result = await runStep(stopByIdentity(server));

      expect(result.outputs.get("reason")).toBe("request-refused");
      expect(reached).toEqual([]);
    });
  } finally {
    evil.close();
  }
});

test.skipIf(process.platform === "win32")(
  "a sign-in that never answers does not keep a cancelled step alive",
  () =>
    withAzure(async (azure, server) => {
      azure.fault({ path: /oauth2/, times: 9, answer: "hang" });
      const result = await runStep({
        ...bySecret(server),
        onStart: (started) => {
          const asked = () => azure.requests.some(({ path }) => path.includes("oauth2"));
          const watch = setInterval(() => {
            if (!asked()) return;
            clearInterval(watch);
            started.kill("SIGTERM");
          }, 20);
        },
      });

      expect(result.outputs.get("reason")).toBe("workflow-cancelled");
      expect(result.exitCode).toBe(1);
    }),
);

// Only Windows sends SIGBREAK, so here the process gives it to itself.
test.skipIf(process.platform === "win32")("SIGBREAK ends the step as the other signals do", () =>
  withAzure(async (azure, server) => {
    azure.script({ operationSeconds: 1_000_000 });
    const request = stopByIdentity(server);
    const relay = `process.on("SIGUSR2", () => process.emit("SIGBREAK"))`;
    let child: { kill(signal: NodeJS.Signals): boolean } | undefined;
    const result = await runStep({
      ...request,
      env: {
        ...request.env,
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(relay)}`,
      },
      onStart: (started) => {
        child = started;
      },
      onOutput: (stdout) => {
        if (!stdout.includes("Azure accepted the request")) return;
        child?.kill("SIGUSR2");
        child = undefined;
      },
    });

    expect(result.stdout).toContain("The workflow was cancelled (SIGBREAK).");
    expect(result.outputs.get("reason")).toBe("workflow-cancelled");
    expect(result.summary).toContain("workflow-cancelled");
    expect(result.exitCode).toBe(1);
  }),
);

test.skipIf(process.platform === "win32")(
  "SIGINT and SIGTERM end the step with outputs and summary, and exit code 1",
  () =>
    withAzure(async (azure, server) => {
      azure.script({ operationSeconds: 1_000_000 });
      let sent = false;
      let child: { kill(signal: NodeJS.Signals): boolean } | undefined;
      const result = await runStep({
        ...stopByIdentity(server),
        onStart: (started) => {
          child = started;
        },
        onOutput: (stdout) => {
          if (sent || !stdout.includes("Azure accepted the request")) return;
          sent = true;
          child?.kill("SIGINT");
          child?.kill("SIGTERM");
        },
      });

      expect(result.exitCode).toBe(1);
      expect(result.outputs.get("reason")).toBe("workflow-cancelled");
      expect(result.outputs.get("operation-id")).not.toBe("");
      expect(result.summary).toContain("workflow-cancelled");
    }),
);

test("a wait that never ends, with nothing left to keep Node alive, is red", () =>
  withAzure(async (azure, server) => {
    azure.script({ operationSeconds: 1_000_000 });
    const request = stopByIdentity(server);
    const forget = `import promises from "node:timers/promises";
      import { syncBuiltinESMExports } from "node:module";
      promises.setTimeout = () => new Promise(() => {});
      syncBuiltinESMExports();`;
    const result = await runStep({
      ...request,
      env: {
        ...request.env,
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(forget)}`,
      },
    });

    expect(result.stdout).toContain("Azure accepted the request");
    expect(result.outputs.has("gate")).toBe(false);
    expect(result.exitCode).toBe(1);
  }));
