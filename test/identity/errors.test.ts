import { describe, expect, test, vi } from "vitest";
import { type Emulator, MSI_PATH } from "../emulator/emulator.ts";
import { bundleAlone } from "../support/bundle.ts";
import { appService } from "../support/by-identity.ts";
import { asShown, type StepResult } from "../support/runner.ts";
import {
  ARM_PATH,
  azWithToken,
  fakeAz,
  IDS,
  LOOK,
  oidc,
  onStage,
  SECRET,
  type Stage,
  TOKEN_PATH,
  VAULT,
  watchBearers,
} from "./steps.ts";

const bundle = bundleAlone();
const at = (work: (stage: Stage) => Promise<void>) => () => onStage(bundle, work);
/** A step that asks ARM for one thing only. */
const ONE_READ = {
  ...VAULT,
  operation: "wait-for-job",
  "job-id": "7ddead57-bcb9-4269-ac31-6a1b57588700",
};
const NOBODY = "44444444-4444-4444-4444-444444444444";
const EXCHANGE = "api://AzureADTokenExchange";
const MAIN = "repo:contoso/payroll:ref:refs/heads/main";
const BRANCH = "repo:contoso/payroll:ref:refs/heads/feature";

/** The message of the step's error, which is also in its outputs and its summary. */
function failure({ exitCode, outputs, stdout, summary }: StepResult): string {
  expect(outputs.get("reason")).toBe("sign-in-failed");
  expect(exitCode).toBe(1);
  expect(summary).toContain("## Backup gate closed: sign-in-failed");
  const line = asShown(stdout)
    .split("\n")
    .find((one) => one.startsWith("Error: "));
  return line ?? "";
}

describe("GitHub OIDC", () => {
  test("without 'id-token: write' names the permission, and who has to grant it as well", () =>
    onStage(bundle, async ({ step, count }) => {
      const result = await step({ ...LOOK, ...IDS });

      expect(failure(result)).toContain(
        "GitHub offers this job no OIDC token. What to do: Add 'permissions: id-token: write' to the job. In a reusable workflow the caller's job has to grant it as well.",
      );
      expect(count("")).toBe(0);
    }));

  test(
    "that GitHub refuses says so, and never prints the request token",
    at(async ({ azure, step }) => {
      const env = {
        ...oidc(azure),
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token-of-another-job",
      };

      const result = await step({ ...LOOK, ...IDS }, { ...env, RUNNER_DEBUG: "1" });

      expect(failure(result)).toMatch(/GitHub/);
      expect(result.stdout + result.written).not.toContain("request-token-of-another-job");
    }),
  );

  test.each<{
    code: string;
    what: string;
    arrange: (azure: Emulator) => void;
    audience?: string;
    subject?: string;
  }>([
    {
      code: "700213",
      what: "subject",
      subject: BRANCH,
      arrange: ({ github }) => {
        github.claims = { ...github.claims, sub: BRANCH };
      },
    },
    {
      code: "7002138",
      what: "case of the subject",
      subject: MAIN.replace("contoso", "Contoso"),
      arrange: ({ github }) => {
        github.claims = { ...github.claims, sub: MAIN.replace("contoso", "Contoso") };
      },
    },
    {
      code: "700211",
      what: "issuer",
      arrange: ({ entra }) => {
        const issuer = "https://token.actions.githubusercontent.com/contoso";
        const credential = { issuer, subject: MAIN, audience: EXCHANGE };
        entra.identity().federatedCredentials = [credential];
      },
    },
    { code: "700212", what: "audience", audience: "api://mine", arrange: () => {} },
    {
      code: "70021",
      what: "anything, as before 2023",
      subject: BRANCH,
      arrange: ({ entra, github }) => {
        entra.legacyFederationErrors = true;
        github.claims = { ...github.claims, sub: BRANCH };
      },
    },
  ])(
    "with a mismatch of the $what ($code) shows what GitHub presented and what to add",
    ({ code, arrange, audience = "", subject = MAIN }) =>
      onStage(bundle, async ({ azure, step, count }) => {
        arrange(azure);
        const assertions = vi.spyOn(azure.github, "assertion");

        const result = await step(
          { ...LOOK, ...IDS, audience },
          { ...oidc(azure), RUNNER_DEBUG: "1" },
        );

        const said = failure(result);
        expect(result.outputs.get("error-code")).toBe(`AADSTS${code}`);
        expect.soft(said).toContain(`the subject '${subject}'`);
        expect.soft(said).toContain(`issuer '${azure.github.issuer}'`);
        expect.soft(said).toContain(`audience '${audience || EXCHANGE}'`);
        expect.soft(said).toContain("Add a federated credential with exactly these");
        if (["700213", "70021"].includes(code)) {
          expect.soft(said).toContain("What to do: The job names no 'environment:'");
        }
        expect(count(ARM_PATH)).toBe(0);
        const presented = assertions.mock.results.map(({ value }) => String(value));
        expect(presented).toHaveLength(1);
        const printed = result.stdout.replace(/^::add-mask::.*$/gm, "") + result.written;
        for (const token of presented) expect(printed).not.toContain(token);
        expect(printed).not.toContain("eyJ");
      }),
  );

  test(
    "with an application that trusts nobody yet (70025) shows what to add",
    at(async ({ azure, step }) => {
      azure.entra.identity().federatedCredentials = [];

      const result = await step({ ...LOOK, ...IDS }, oidc(azure));

      expect(failure(result)).toContain(`the subject '${MAIN}'`);
      expect(result.outputs.get("error-code")).toBe("AADSTS70025");
    }),
  );

  test(
    "with an expired assertion (700024) points at the machine's clock",
    at(async ({ azure, step }) => {
      const give = azure.github.assertion.bind(azure.github);
      vi.spyOn(azure.github, "assertion").mockImplementation((audience) =>
        give(audience, { exp: 1 }),
      );

      const result = await step({ ...LOOK, ...IDS }, oidc(azure));

      expect(failure(result)).toContain("Check the clock of this machine.");
      expect(result.outputs.get("error-code")).toBe("AADSTS700024");
    }),
  );
});

describe("a client secret", () => {
  test.each<{
    what: string;
    code: string;
    says: string;
    inputs?: Readonly<Record<string, string>>;
    arrange?: (azure: Emulator) => void;
  }>([
    {
      what: "that is wrong",
      code: "7000215",
      says: "The client secret is wrong. Use the secret's value, not its id.",
      inputs: { "client-secret": "wrong-secret" },
    },
    {
      what: "that has expired",
      code: "7000222",
      says: "The client secret has expired. Make a new one, or sign in without a secret.",
      arrange: ({ entra }) => {
        entra.identity().secretExpiresAt = 1;
      },
    },
    {
      what: "of an application that the tenant does not have",
      code: "700016",
      says: "Check 'client-id' and 'tenant-id'.",
      inputs: { "client-id": NOBODY },
    },
    {
      what: "in a tenant that does not exist",
      code: "90002",
      says: "There is no such tenant. Check 'tenant-id' and 'environment'.",
      inputs: { "tenant-id": NOBODY },
    },
  ])("$what ($code) says what to check", ({ code, says, inputs, arrange }) =>
    onStage(bundle, async ({ azure, step, count }) => {
      arrange?.(azure);

      const result = await step({ ...LOOK, ...SECRET, ...inputs });

      expect(failure(result)).toContain(says);
      expect(result.outputs.get("error-code")).toBe(`AADSTS${code}`);
      expect(count(ARM_PATH)).toBe(0);
    }),
  );
});

describe("a managed identity", () => {
  test(
    "that the runner does not have says to check 'client-id'",
    at(async ({ azure, step, count }) => {
      const result = await step(
        { ...LOOK, "auth-type": "IDENTITY", "client-id": NOBODY },
        appService(azure),
      );

      expect(failure(result)).toContain(
        "Check that this machine has a managed identity, and 'client-id' if it has several.",
      );
      expect(count(ARM_PATH)).toBe(0);
    }),
  );
});

describe.skipIf(process.platform === "win32")("the session of the Azure CLI", () => {
  test(
    "where az is not installed says to run azure/login",
    at(async ({ step, count }) => {
      const result = await step(LOOK, { PATH: "/nowhere" });

      expect(failure(result)).toMatch(/Azure CLI could not be found.* Run azure\/login before/);
      expect(count("")).toBe(0);
    }),
  );

  test(
    "where az is not logged in says to run azure/login",
    at(async ({ step, count }) => {
      const script = `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`;
      const { env } = await fakeAz(bundle, script);

      const result = await step(LOOK, env);

      expect(failure(result)).toMatch(/az login.* Run azure\/login before this step/);
      expect(count("")).toBe(0);
    }),
  );

  test(
    "where az is not logged in and has to tell the subscription says the same",
    at(async ({ step }) => {
      const { env } = await fakeAz(bundle, "exit 1");
      const { "subscription-id": _, ...inputs } = LOOK;

      const result = await step(
        { ...inputs, operation: "list-items", "poll-interval-seconds": "" },
        env,
      );

      expect(failure(result)).toContain(
        "The Azure CLI has no session with a subscription. What to do: Run azure/login before this step, or set 'subscription-id'",
      );
    }),
  );

  test(
    "of another tenant is refused by Azure after one fresh token, and 'tenant-id' is named",
    at(async ({ azure, step, count }) => {
      const identity = azure.entra.addIdentity({ clientId: "guest", tenantId: NOBODY });
      const { token } = azure.entra.issue({ identity });
      const { env } = await fakeAz(bundle, azWithToken(token));

      const result = await step(ONE_READ, env);

      expect(failure(result)).toContain("The access token is from the issuer");
      expect(failure(result)).toContain("Check 'tenant-id'");
      expect(result.outputs.get("error-code")).toBe("InvalidAuthenticationTokenTenant");
      expect(count(ARM_PATH)).toBe(2);
    }),
  );
});

describe("a token that Azure refuses", () => {
  const GRAPH = "https://graph.microsoft.com";
  const EXPIRED = "issued-long-ago";
  /** Has every sign-in end in a token that ARM does not take. */
  function spoil({ entra }: Emulator, code: string): void {
    const other = entra.addIdentity({ clientId: "guest", tenantId: NOBODY });
    const { tokens } = entra;
    const issue = tokens.issue.bind(tokens);
    tokens.accept(EXPIRED, 1);
    vi.spyOn(tokens, "issue").mockImplementation((owner, audience) => {
      if (code.endsWith("Audience")) return issue(owner, GRAPH);
      if (code.endsWith("Tenant")) return issue(other, audience);
      return { ...issue(owner, audience), token: EXPIRED };
    });
  }

  const modes = [
    { mode: "a client secret", inputs: SECRET, path: TOKEN_PATH, assertions: 0 },
    { mode: "GitHub OIDC", inputs: IDS, path: TOKEN_PATH, assertions: 2 },
    {
      mode: "a managed identity",
      inputs: { "auth-type": "IDENTITY" },
      path: MSI_PATH,
      assertions: 0,
    },
  ] as const;
  test.each([
    { why: "its audience is another", code: "InvalidAuthenticationTokenAudience", by: modes[0] },
    { why: "its tenant is another", code: "InvalidAuthenticationTokenTenant", by: modes[0] },
    { why: "it has expired", code: "ExpiredAuthenticationToken", by: modes[0] },
    { why: "its audience is another", code: "InvalidAuthenticationTokenAudience", by: modes[1] },
    { why: "its audience is another", code: "InvalidAuthenticationTokenAudience", by: modes[2] },
  ])(
    "because $why ends the step after exactly one fresh token, with $by.mode",
    ({ code, by: { inputs, path, assertions } }) =>
      onStage(bundle, async ({ azure, step, count }) => {
        spoil(azure, code);

        const result = await step(
          { ...ONE_READ, ...inputs },
          { ...oidc(azure), ...appService(azure) },
        );

        expect(failure(result)).toContain("Azure accepted neither the token nor a fresh one.");
        expect(result.outputs.get("error-code")).toBe(code);
        expect(count(ARM_PATH)).toBe(2);
        expect(count(path)).toBe(2);
        expect(azure.github.requests).toBe(assertions);
      }),
  );

  test(
    "by several requests at once is tried once more for each of them",
    at(async ({ azure, step, count }) => {
      spoil(azure, "InvalidAuthenticationTokenAudience");

      failure(await step({ ...LOOK, ...IDS }, oidc(azure)));

      const asked = azure.requests.filter(({ path }) => path.startsWith(ARM_PATH));
      const tries = Object.groupBy(asked, ({ path, query }) => path + JSON.stringify(query));
      expect(count(ARM_PATH)).toBeGreaterThan(2);
      for (const same of Object.values(tries)) expect(same?.length).toBeLessThanOrEqual(2);
    }),
  );

  test.each(modes)("once is forgotten after the fresh one, with $mode", ({ inputs, path }) =>
    onStage(bundle, async ({ azure, step, count }) => {
      const bearers = watchBearers(azure);
      azure.fault({ path: ARM_PATH, answer: { status: 401 } });

      const result = await step(
        { ...ONE_READ, ...inputs },
        { ...oidc(azure), ...appService(azure) },
      );

      expect(result.outputs.get("reason")).toBe("completed");
      expect(count(path)).toBe(2);
      expect(bearers).toHaveLength(1); // a fault answers before ARM looks at the token
    }),
  );
});
