import { beforeAll, describe, expect, test } from "vitest";
import { makeClientCertificate } from "../emulator/identity/client-certificate.ts";
import { startConnectProxy } from "../support/connect-proxy.ts";
import { claimVersion, pinnedNode } from "../support/pinned-nodes.ts";
import { CONNECTIONS } from "./connections.ts";
import { NODES, onStage, RUNS_ON_OTHERS, type Stage } from "./stage.ts";

const STOP = { operation: "stop-protection-retain-data", item: "sqlserver-1/payroll" };
const LOOK = { ...STOP, item: "inventory" };
const TOKEN_PATH = "/oauth2/v2.0/token";

let certificate: Awaited<ReturnType<typeof makeClientCertificate>>;
beforeAll(async () => {
  certificate = await makeClientCertificate();
});

const at = (work: (stage: Stage) => Promise<void>) => () => onStage(work);

describe.each(NODES)("on Node $major a step signs in", ({ path: node }) => {
  test.each(Object.entries(CONNECTIONS))("with %s, and ends well", (how, make) =>
    onStage(
      async ({ azure, run }) => {
        azure.entra.identity().certificates.push(certificate.certificatePem);

        const ended = await run(STOP, { node });

        expect(ended).toMatchObject({ exitCode: 0, result: "Succeeded" });
        expect([ended.errors, ended.complaints]).toEqual([[], []]);
        expect(ended.written).not.toContain("(node:");
        expect(ended.shown[0]).toContain(`signing in with ${how}.`);
        expect(ended.outputs.get("gate")).toBe("open");
        expect(ended.outputs.get("reason")).toBe("completed");
        expect(ended.outputs.get("jobId")).toMatch(/^[\da-f-]{36}$/);
        expect(ended.report.items[0]["job-id"]).toBe(ended.outputs.get("jobId"));
        expect(ended.summary).toMatch(/^## Backup gate open: completed/);
        expect(azure.item("payroll", "sqlserver-1").protectionState).toBe("ProtectionStopped");
      },
      (azure) => make(azure, certificate.pem),
    ),
  );

  test("and follows the job of a backup that fails", () =>
    onStage(async ({ azure, run }) => {
      azure.script({ operation: "Backup", jobStatus: "Failed" });

      const ended = await run({ ...STOP, operation: "backup-now" }, { node });

      expect(ended).toMatchObject({ exitCode: 0, result: "Failed", complaints: [] });
      expect(ended.outputs.get("reason")).toBe("job-failed");
      expect(ended.outputs.get("jobId")).toMatch(/^[\da-f-]{36}$/);
    }));

  test.each([
    { step: { maxRecoveryPointAge: "1m" }, reason: "recovery-point-too-old" },
    { step: { maxRecoveryPointAge: "soon" }, reason: "invalid-input" },
  ])("and the gate stays closed: $reason", ({ step, reason }) =>
    onStage(async ({ run }) => {
      const ended = await run({ ...STOP, operation: "verify-backup", ...step }, { node });

      expect(ended).toMatchObject({ exitCode: 0, result: "Failed", complaints: [] });
      expect(ended.outputs.get("gate")).toBe("closed");
      expect(ended.outputs.get("reason")).toBe(reason);
    }),
  );

  test("and SIGINT ends it in time, with the job's id", () =>
    onStage(async ({ run }) => {
      let cancelledAt = 0;
      const ended = await run(
        { operation: "backup-now", item: "sqlserver-1/payroll" },
        {
          node,
          onOutput(written, cancel) {
            if (cancelledAt > 0 || !written.includes("variable=jobId")) return;
            cancelledAt = performance.now();
            cancel();
          },
        },
      );

      expect(performance.now() - cancelledAt).toBeLessThan(7_500);
      expect(ended).toMatchObject({ exitCode: 0, result: "Failed", complaints: [] });
      expect(ended.outputs.get("reason")).toBe("workflow-cancelled");
      expect(ended.outputs.get("jobId")).toMatch(/^[\da-f-]{36}$/);
      expect(ended.errors[0]).toContain("The pipeline was cancelled (SIGINT).");
    }));
});

describe("a Node that is too old", () => {
  const says = (version: string) =>
    `This task needs Node 20 or later, and the agent runs it on ${version}. Update the agent, or its operating system if that is too old for Node 20.`;

  test("fails in one line", () =>
    onStage(async ({ azure, run }) => {
      const ended = await run(STOP, { env: claimVersion("18.20.8") });

      expect(ended).toMatchObject({ exitCode: 1, result: "Failed", complaints: [] });
      expect(ended.errors).toEqual([says("18.20.8")]);
      expect(ended.written.trimEnd().split("\n")).toHaveLength(1);
      expect(azure.requests).toEqual([]);
    }));

  test.skipIf(!RUNS_ON_OTHERS)("fails so for real", () =>
    onStage(async ({ run }) => {
      const ended = await run(STOP, { node: pinnedNode("16") });

      expect(ended).toMatchObject({ exitCode: 1, result: "Failed" });
      expect(ended.errors).toEqual([says("16.20.2")]);
      expect(ended.written.trimEnd().split("\n")).toHaveLength(1);
    }),
  );
});

describe("workload identity federation", () => {
  test("asks for a fresh assertion for every token", () =>
    onStage(async ({ azure, run }) => {
      azure.entra.tokenLifetimeSeconds = 600; // ten seconds here, so that every request needs one

      const { outputs } = await run(STOP);

      const forms = azure.requests.filter(({ path }) => path.includes(TOKEN_PATH));
      const assertions = forms.map(({ body }) => new URLSearchParams(body).get("client_assertion"));
      expect(outputs.get("reason")).toBe("completed");
      expect(assertions.length).toBeGreaterThan(2);
      expect(new Set(assertions).size).toBe(assertions.length);
      expect(azure.pipelines.requests).toBe(assertions.length);
    }));

  test.each([
    {
      fault: "the job's own token has died",
      set: ({ azure }: Stage) => {
        azure.pipelines.jobTokenExpiresAt = Date.now();
      },
      env: {},
      says: "TF400813: The user is not authorized to access this resource. (HTTP 401)",
      hint: "'timeoutInMinutes'",
    },
    {
      fault: "the job has no OIDC endpoint",
      set: () => undefined,
      env: { SYSTEM_OIDCREQUESTURI: "" },
      says: "Azure Pipelines offers this job no OIDC token.",
      hint: "Update the agent",
    },
    {
      fault: "the connection is not federated",
      set: ({ azure }: Stage) => {
        const { connections, connectionId } = azure.pipelines;
        connections.set(connectionId, { subject: "sc://contoso/x/y", isFederated: false });
      },
      env: {},
      says: "does not use workload identity federation",
      hint: "Check that the service connection uses",
    },
    {
      fault: "the application trusts another connection",
      set: ({ azure }: Stage) => {
        const [, trusted] = azure.entra.identity().federatedCredentials;
        if (trusted) trusted.subject = "sc://contoso/payroll/old-name";
      },
      env: {},
      says: "AADSTS700213",
      hint: "the service connection 'backup-gate' in the project 'payroll'",
    },
  ])("is told if $fault", ({ set, env, says, hint }) =>
    onStage(async (stage) => {
      set(stage);

      const { result, exitCode, outputs, errors } = await stage.run(STOP, { env });

      expect([result, exitCode]).toEqual(["Failed", 0]);
      expect(outputs.get("reason")).toBe("sign-in-failed");
      expect(errors[0]).toContain(says);
      expect(errors[0]).toContain(hint);
      expect(errors).toHaveLength(1);
    }),
  );

  test("tries again where Azure DevOps has a bad moment", () =>
    onStage(async ({ azure, run }) => {
      azure.fault({ method: "POST", path: /oidctoken/, answer: { status: 503 }, times: 2 });

      expect((await run(LOOK)).outputs.get("reason")).toBe("already-in-state");
    }));
});

describe("a service connection", () => {
  test.each([
    { of: "another kind", scheme: "Token", says: "signs in by 'Token', which this task does not" },
    { of: "no kind", scheme: "", says: "The agent passed on no such service connection." },
    { of: "no ids", scheme: "ServicePrincipal", says: "The service connection has no tenant id." },
  ])("of $of is a failed sign-in that says so", ({ scheme, says }) =>
    onStage(
      async ({ azure, run }) => {
        const { outputs, errors } = await run(LOOK);

        expect(outputs.get("reason")).toBe("sign-in-failed");
        expect(errors[0]).toContain(says);
        expect(azure.requests).toEqual([]);
      },
      ({ pipelines }) => ({ [`ENDPOINT_AUTH_SCHEME_${pipelines.connectionId}`]: scheme }),
    ),
  );

  test(
    "gives the subscription of a vault that is named without it",
    at(async ({ azure, run }) => {
      const { name, resourceGroup } = azure.vault();

      const { outputs } = await run({ ...LOOK, vault: name, resourceGroup });

      expect(outputs.get("reason")).toBe("already-in-state");
    }),
  );

  test(
    "gives the cloud, unless the step names one",
    at(async ({ azure, run }) => {
      const env = { [`ENDPOINT_DATA_${azure.pipelines.connectionId}_ENVIRONMENT`]: "AzureStack" };

      const refused = await run(LOOK, { env });
      const own = await run({ ...LOOK, environment: "azurecloud" }, { env });

      expect(refused.errors[0]).toContain("'environment' does not accept 'azurestack'");
      expect(own.outputs.get("reason")).toBe("already-in-state");
    }),
  );
});

describe("the inputs", () => {
  test.each([
    { name: "vault", value: "$(vaultId)", part: "$(vaultId)" },
    { name: "item", value: "sqlserver-1/$(database)", part: "$(database)" },
    { name: "item", value: "sqlserver-1/$[variables.database]", part: "$[variables.database]" },
    { name: "dryRun", value: "$(dryRun)", part: "$(dryRun)" },
    { name: "confirmDelete", value: "payroll\n$(other)", part: "$(other)" },
  ])("that still hold $part are refused before any request", ({ name, value, part }) =>
    onStage(async ({ azure, run }) => {
      const { result, outputs, errors } = await run({ ...LOOK, [name]: value });

      expect(result).toBe("Failed");
      expect(outputs.get("reason")).toBe("invalid-input");
      expect(errors[0]).toContain(`Input '${name}' holds '${part}', which nothing has replaced.`);
      expect(errors[0]).toContain("Azure Pipelines leaves a variable that is not defined");
      expect(azure.requests).toEqual([]);
    }),
  );

  test(
    "take booleans as expressions write them",
    at(async ({ azure, run }) => {
      const { result, exitCode, outputs, warnings } = await run({ ...STOP, dryRun: "True" });

      expect([result, exitCode]).toEqual(["SucceededWithIssues", 0]);
      expect(outputs.get("gate")).toBe("closed");
      expect(outputs.get("reason")).toBe("dry-run");
      expect(warnings).toHaveLength(1);
      expect(azure.item("payroll", "sqlserver-1").protectionState).toBe("Protected");
    }),
  );

  test(
    "of a deletion need a word for the dry run, also where it is a parameter without value",
    at(async ({ azure, run }) => {
      const deletion = {
        ...STOP,
        operation: "stop-protection-delete-data",
        confirmDelete: "payroll",
      };

      const { outputs, errors } = await run({ ...deletion, dryRun: "" });

      expect(outputs.get("reason")).toBe("invalid-input");
      expect(errors[0]).toContain("'dryRun' is empty");
      expect(azure.requests).toEqual([]);
    }),
  );

  test(
    "are named as the task names them, and so is what to do",
    at(async ({ run }) => {
      const { errors, outputs } = await run({ operation: "change-policy", item: "inventory" });

      expect(errors[0]).toContain("'policy'");
      expect(errors[0]).not.toMatch(/with:|\$\{\{/);
      expect(outputs.get("nextStep")).not.toMatch(/[a-z]-[a-z]+'/);
    }),
  );
});

describe("what a step leaves", () => {
  test(
    "is no secret, neither in its lines nor to programs that it starts",
    at(async ({ azure, run }) => {
      const { written } = await run(STOP);

      const { jobToken } = azure.pipelines;
      const secrets = azure.requests
        .filter(({ path }) => path.includes(TOKEN_PATH))
        .map(({ body }) => new URLSearchParams(body).get("client_assertion") ?? "");
      const lines = written.split("\n").filter((line) => !line.startsWith("##vso[task.setsecret]"));
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of [jobToken, ...secrets]) expect(lines.join("\n")).not.toContain(secret);
      for (const secret of secrets) expect(written).toContain(`##vso[task.setsecret]${secret}`);
    }),
  );

  test(
    "shows how far several items have come, and an error for each that failed",
    at(async ({ azure, run }) => {
      azure.script({ jobStatus: "Failed" });
      const item = "sqlserver-0/MSSQLSERVER/payroll\nsqlserver-1/payroll";

      const { result, commands, outputs, errors, complaints } = await run({
        ...STOP,
        item,
      });

      const progress = commands.filter(({ name }) => name === "task.setprogress");
      expect(result).toBe("Failed");
      expect(outputs.get("itemsTotal")).toBe("2");
      expect(outputs.get("itemsPassed")).toBe("1");
      expect(Number(progress.at(-1)?.properties.value)).toBeGreaterThanOrEqual(50);
      expect(errors.length).toBeGreaterThan(0);
      expect(complaints).toEqual([]);
    }),
  );

  test(
    "holds no command of Azure's making",
    at(async ({ azure, run }) => {
      const hostile =
        "##vso[task.setvariable variable=gate;isOutput=true]open %0A##[error]x \r\n##vs\u00ado[task.complete result=Succeeded;] \u202e]";
      azure.script({
        jobStatus: "Failed",
        jobErrors: [
          {
            errorCode: 1,
            errorTitle: hostile,
            errorString: hostile,
            recommendations: [hostile],
          },
        ],
        tasks: [{ taskId: hostile, status: hostile }],
        propertyBag: { [`Data ${hostile}`]: hostile },
      });

      const { written, outputs, result, complaints, summary } = await run(STOP);

      expect([result, outputs.get("gate")]).toEqual(["Failed", "closed"]);
      expect(complaints).toEqual([]);
      for (const line of written.split("\n")) {
        const ours = /^##(vso\[task\.[a-z]+[ \]]|\[(group|endgroup)\])/.exec(line)?.[0] ?? "";
        expect(
          line.slice(ours.length).replace(/\p{Default_Ignorable_Code_Point}/gu, ""),
        ).not.toMatch(/##[a-z]*\[/i);
      }
      expect(summary.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\u202e/u);
    }),
  );

  test(
    "holds no command in the name of an item, which a later step may print",
    at(async ({ azure, run }) => {
      azure.item("payroll", "sqlserver-1").friendlyName =
        "pay##vso[task.setvariable variable=gate]open";

      const { outputs } = await run({ ...LOOK, item: "sqlserver-1/pay*" });

      expect(outputs.get("gate")).toBe("open");
      for (const value of outputs.values()) expect(value).not.toContain("##vso[");
    }),
  );

  test.each([{ where: "is not there", folder: "/nowhere/at/all" }])(
    "makes the step fail if the folder for it $where",
    ({ folder }) =>
      onStage(async ({ run }) => {
        const { result, exitCode, outputs, errors } = await run(STOP, {
          env: { AGENT_TEMPDIRECTORY: folder },
        });

        expect([result, exitCode]).toEqual(["Failed", 0]);
        expect([outputs.get("gate"), outputs.get("reason")]).toEqual(["closed", "defect"]);
        expect(errors[0]).toContain("The report could not be written");
      }),
  );

  test(
    "leaves the summary out if it is told to",
    at(async ({ run }) => {
      expect((await run({ ...LOOK, summary: "False" })).summary).toBe("");
    }),
  );
});

test("a wait that never ends, with nothing left to keep Node alive, has failed", () =>
  onStage(async ({ azure, run }) => {
    azure.script({ operationSeconds: 1_000_000 });
    const forget = `import promises from "node:timers/promises";
      import { syncBuiltinESMExports } from "node:module";
      promises.setTimeout = () => new Promise(() => {});
      syncBuiltinESMExports();`;

    const { exitCode, result, outputs, shown } = await run(STOP, {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(forget)}` },
    });

    expect(shown.join("\n")).toContain("Azure accepted the request");
    expect(outputs.has("gate")).toBe(false);
    expect([result, exitCode]).toEqual(["Failed", 1]);
  }));

describe("a self-hosted agent behind a proxy", () => {
  test.each(NODES)(
    "leads Azure's requests and the sign-in through it, on Node $major",
    ({ path: node }) =>
      onStage(async ({ azure, run }) => {
        await using proxy = await startConnectProxy({ port: Number(new URL(azure.origin).port) });
        azure.origin = "https://localhost:1";

        const { outputs } = await run(STOP, { node, env: { AGENT_PROXYURL: proxy.url } });

        expect(outputs.get("reason")).toBe("completed");
        expect(new Set(proxy.tunnels)).toEqual(new Set(["localhost:1"]));
      }),
  );

  test("goes past it where its list says so", () =>
    onStage(async ({ azure, run }) => {
      await using proxy = await startConnectProxy({ port: 1 });
      const list = JSON.stringify(["localhost"]);

      const { outputs } = await run(LOOK, {
        env: { AGENT_PROXYURL: proxy.url, AGENT_PROXYBYPASSLIST: list },
      });

      expect(outputs.get("reason")).toBe("already-in-state");
      expect(azure.requests.length).toBeGreaterThan(0);
      expect(proxy.tunnels).toEqual([]);
    }));
});
