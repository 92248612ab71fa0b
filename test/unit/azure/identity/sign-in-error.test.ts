import { describe, expect, test } from "vitest";
import type { SignInSettings } from "../../../../src/azure/identity/sign-in.ts";
import { describeSignIn } from "../../../../src/azure/identity/sign-in.ts";
import { explainSignIn } from "../../../../src/azure/identity/sign-in-error.ts";
import { ActionError } from "../../../../src/errors.ts";

const OIDC: SignInSettings = {
  kind: "github-oidc",
  tenantId: "tenant-1",
  clientId: "client-1",
  audience: "api://AzureADTokenExchange",
};
const SECRET: SignInSettings = {
  kind: "client-secret",
  tenantId: "tenant-1",
  clientId: "client-1",
  clientSecret: "s3cret-value",
};
const KINDS: readonly SignInSettings[] = [
  OIDC,
  SECRET,
  { kind: "managed-identity", clientId: "" },
  { kind: "az-session", tenantId: "" },
];

const CLAIMS = {
  sub: "repo:contoso/payroll:environment:prod",
  iss: "https://token.actions.githubusercontent.com",
  aud: "api://AzureADTokenExchange",
};
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const ASSERTION = `${part({ alg: "RS256" })}.${part(CLAIMS)}.c2lnbmF0dXJl`;

/** An error as `@azure/identity` throws it: the number is in the cause. */
function entraError(number: string): Error {
  const message = `AADSTS${number}: Entra said no. Trace ID: 1\r\nCorrelation ID: 2`;
  return new Error(message, {
    cause: Object.assign(new Error("invalid_client"), { errorNo: number }),
  });
}

/** Everything a reader could see of an error. */
function shown({ message, hint, service }: ActionError): string {
  return JSON.stringify({ message, hint, service });
}

describe("a subject that no federated credential names", () => {
  test.each(["700213", "700211", "70021"])(
    "AADSTS%s says subject, issuer and audience, and never the token",
    (number) => {
      const error = explainSignIn(entraError(number), OIDC, ASSERTION);

      expect(error.reason).toBe("sign-in-failed");
      expect(error.service?.code).toBe(`AADSTS${number}`);
      expect(error.hint).toContain(`subject '${CLAIMS.sub}'`);
      expect(error.hint).toContain(`issuer '${CLAIMS.iss}'`);
      expect(error.hint).toContain(`audience '${CLAIMS.aud}'`);
      for (const piece of ASSERTION.split(".")) expect(shown(error)).not.toContain(piece);
    },
  );

  test.each(["", "no-token", "a.b.c", `a.${part("text")}.c`, `a.${part(null)}.c`])(
    "is explained even when the assertion cannot be read: '%s'",
    (assertion) => {
      const error = explainSignIn(entraError("700213"), OIDC, assertion);

      expect(error.reason).toBe("sign-in-failed");
      expect(error.hint).toContain("federated credential");
    },
  );
});

describe("a subject that no federated credential names: what to look at first", () => {
  const REPO = "repo:contoso/payroll";
  const noEnvironment = (of: string) =>
    `The job names no 'environment:', so its subject is that of ${of}. If the federated credential is for an environment, name that environment in the job. `;
  const hintFor = (number: string, sub: string) =>
    explainSignIn(
      entraError(number),
      OIDC,
      `${part({ alg: "RS256" })}.${part({ ...CLAIMS, sub })}.c2lnbmF0dXJl`,
    ).hint;
  const presented = (sub: string) =>
    `GitHub presented the subject '${sub}', issuer '${CLAIMS.iss}' and audience '${CLAIMS.aud}'. Add a federated credential with exactly these to the application, or run from the branch, environment or pull request that it names. Entra's trace id is 1.`;

  test.each([
    { sub: `${REPO}:ref:refs/heads/main`, first: noEnvironment("a branch") },
    { sub: `${REPO}:ref:refs/tags/v1:2`, first: noEnvironment("a tag") },
    { sub: `${REPO}:pull_request`, first: noEnvironment("a pull request") },
    {
      sub: `${REPO}:environment:prod`,
      first:
        "The job runs in the environment 'prod', and no federated credential is for that one. ",
    },
    { sub: `${REPO}:job_workflow_ref:contoso/x/.github/workflows/a.yml@main`, first: "" },
    { sub: "", first: "" },
  ])("with '$sub'", ({ sub, first }) => {
    expect(hintFor("700213", sub)).toBe(`${first}${presented(sub)}`);
    expect(hintFor("70021", sub)).toBe(`${first}${presented(sub)}`);
  });

  test.each([
    { number: "700211", first: "The application trusts no such issuer. " },
    { number: "700212", first: "No federated credential has this audience: check 'audience'. " },
    {
      number: "7002138",
      first: "A federated credential has this subject in other letter case. ",
    },
    { number: "70025", first: "The application has no federated credential yet. " },
  ])("is what AADSTS$number says differs, whatever the subject", ({ number, first }) => {
    const sub = `${REPO}:ref:refs/heads/main`;

    expect(hintFor(number, sub)).toBe(`${first}${presented(sub)}`);
  });
});

test.each([
  { number: "53003", says: "A conditional access policy blocks this identity" },
  { number: "7000112", says: "The application is disabled." },
  { number: "7000229", says: "The application has no service principal in this tenant." },
  { number: "500011", says: "'environment' and 'resource-manager-url'" },
  { number: "900382", says: "different clouds" },
  { number: "900432", says: "different clouds" },
  { number: "700027", says: "could not verify the signature of the assertion" },
  { number: "50013", says: "could not verify the signature of the assertion" },
  { number: "90033", says: "Run the step again in some minutes." },
  { number: "700016", says: "'client-id'" },
  { number: "700024", says: "clock" },
  { number: "7000215", says: "The client secret is wrong" },
  { number: "7000222", says: "expired" },
  { number: "90002", says: "'tenant-id'" },
])("AADSTS$number is explained by '$says'", ({ number, says }) => {
  const error = explainSignIn(entraError(number), SECRET, "");

  expect(error).toMatchObject({
    reason: "sign-in-failed",
    message: `Could not sign in: AADSTS${number}: Entra said no.`,
    service: { code: `AADSTS${number}` },
  });
  expect(error.hint).toContain(says);
});

test("the number is found in the message too, however deep the cause is", () => {
  const inMessage = explainSignIn(new Error("x AADSTS7000222 y"), SECRET, "");
  const deep = new Error("a", { cause: new Error("b", { cause: entraError("90002") }) });

  expect(inMessage.service?.code).toBe("AADSTS7000222");
  expect(explainSignIn(deep, SECRET, "").service?.code).toBe("AADSTS90002");
});

describe("an error without a number", () => {
  test.each([
    { kind: "github-oidc", says: "federated credentials" },
    { kind: "client-secret", says: "'client-secret'" },
    { kind: "managed-identity", says: "managed identity" },
    { kind: "az-session", says: "azure/login" },
  ])("of $kind says what to check there", ({ kind, says }) => {
    const settings = KINDS.find((candidate) => candidate.kind === kind) ?? OIDC;

    const error = explainSignIn(new Error("no answer\nsecond line"), settings, "");

    expect(error.message).toBe("Could not sign in: no answer");
    expect(error.hint).toContain(says);
    expect(error.service?.code).toBe("");
  });

  test.each(["text", 7, null, undefined, { a: 1 }])("may be anything: %s", (thrown) => {
    expect(explainSignIn(thrown, OIDC, "").reason).toBe("sign-in-failed");
  });
});

test("without any id says that empty ones lead to the session of az", () => {
  const hint = (tenantId: string) =>
    explainSignIn(new Error("no az"), { kind: "az-session", tenantId }, "").hint;

  expect(hint("")).toBe(
    "Run azure/login before this step, or give 'client-id' and 'tenant-id' to sign in with GitHub OIDC. Both are empty or missing, and without them the step uses that session. A variable or secret that the repository or the job's 'environment:' does not define reads as empty, and so does the output of a step that did not run.",
  );
  expect(hint("tenant-1")).not.toContain("empty");
});

test("Entra's sentence is taken out of what MSAL wraps it in, and its trace id is told once", () => {
  const wrapped =
    "invalid_client: Error(s): 7000222 - Timestamp: 2026-01-05 10:00:00Z - Description: AADSTS7000222: The secret has expired. Trace ID: 0a-1 Correlation ID: 2 Timestamp: 2026-01-05 10:00:00Z - Correlation ID: 2 - Trace ID: 0a-1";

  const { message, hint } = explainSignIn(new Error(wrapped), SECRET, "");

  expect(message).toBe("Could not sign in: AADSTS7000222: The secret has expired.");
  expect(hint).toBe(
    "The client secret has expired. Make a new one, or change to GitHub OIDC. Entra's trace id is 0a-1.",
  );
});

test("a session of azure/login whose assertion is used up asks for ids, and no clock is blamed", () => {
  const session = { kind: "az-session", tenantId: "" } as const;

  const { hint } = explainSignIn(entraError("700024"), session, "");

  expect(hint).toContain("Give 'client-id' and 'tenant-id' to this step");
  expect(hint).not.toContain("clock");
});

test("our own error stays as it is, however deep it is wrapped", () => {
  const own = new ActionError("sign-in-failed", "GitHub offers this job no OIDC token.", {
    hint: "Add 'permissions: id-token: write'.",
  });

  expect(explainSignIn(own, OIDC, "")).toBe(own);
  expect(explainSignIn(new Error("wrapped", { cause: own }), OIDC, "")).toBe(own);
});

test("a cause that leads back to itself ends the search", () => {
  const loop = new Error("round and round");
  loop.cause = loop;

  expect(explainSignIn(loop, OIDC, "").message).toBe("Could not sign in: round and round");
});

test("a secret is in no words about the sign-in", () => {
  expect(shown(explainSignIn(entraError("7000215"), SECRET, ""))).not.toContain("s3cret-value");
  expect(KINDS.map(describeSignIn)).toEqual([
    "with GitHub OIDC",
    "with the client secret of a service principal",
    "with the runner's managed identity",
    "with the session of the Azure CLI",
  ]);
  expect(describeSignIn({ kind: "managed-identity", clientId: "client-1" })).toBe(
    "with the runner's user-assigned managed identity",
  );
});
