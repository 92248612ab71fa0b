import { describe, expect, test } from "vitest";
import type { HostSignIn, SignInSettings } from "../../../../src/azure/identity/sign-in.ts";
import { explainSignIn, type FailedSignIn } from "../../../../src/azure/identity/sign-in-error.ts";
import { ActionError, SignInOutageError } from "../../../../src/errors.ts";

const OIDC: SignInSettings = {
  kind: "assertion",
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
const CERTIFICATE: SignInSettings = {
  kind: "client-certificate",
  tenantId: "tenant-1",
  clientId: "client-1",
  certificatePem: "s3cret-value",
};
const KINDS: readonly SignInSettings[] = [
  OIDC,
  SECRET,
  CERTIFICATE,
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

const HOST: HostSignIn = {
  assertions: "vouchers",
  session: "Run az login first",
  assertion: async () => "",
  adviceOnSubject: (subject) => (subject === "" ? "" : `The host knows ${subject}.`),
};
/** A sign-in that presented nothing. */
const NOTHING: FailedSignIn = { assertion: "", host: HOST };

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
      const error = explainSignIn(entraError(number), OIDC, { assertion: ASSERTION, host: HOST });

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
      const error = explainSignIn(entraError("700213"), OIDC, { assertion, host: HOST });

      expect(error.reason).toBe("sign-in-failed");
      expect(error.hint).toContain("federated credential");
    },
  );
});

describe("a subject that no federated credential names: what to look at first", () => {
  const hintFor = (number: string, sub: string) =>
    explainSignIn(entraError(number), OIDC, {
      assertion: `${part({ alg: "RS256" })}.${part({ ...CLAIMS, sub })}.c2lnbmF0dXJl`,
      host: HOST,
    }).hint;
  const presented = (sub: string) =>
    `The assertion has the subject '${sub}', issuer '${CLAIMS.iss}' and audience '${CLAIMS.aud}'. Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names. Entra's trace id is 1.`;

  test.each(["700213", "70021"])(
    "is what the host says of the subject, with AADSTS%s",
    (number) => {
      expect(hintFor(number, "main")).toBe(`The host knows main. ${presented("main")}`);
    },
  );

  test.each(["700213", "70021"])(
    "is the subject itself where the host has nothing to say of it, with AADSTS%s",
    (number) => {
      expect(hintFor(number, "")).toBe(presented(""));
    },
  );

  test.each([
    { number: "700211", first: "The application trusts no such issuer. " },
    { number: "700212", first: "No federated credential has this audience: check 'audience'. " },
    {
      number: "7002138",
      first: "A federated credential has this subject in a different letter case. ",
    },
    { number: "70025", first: "The application has no federated credential yet. " },
  ])("is what AADSTS$number says differs, whatever the subject", ({ number, first }) => {
    expect(hintFor(number, "main")).toBe(`${first}${presented("main")}`);
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
  { number: "90033", says: "Run the step again in a few minutes." },
  { number: "700016", says: "'client-id'" },
  { number: "700024", says: "clock" },
  { number: "7000215", says: "The client secret is wrong" },
  { number: "7000222", says: "expired" },
  { number: "90002", says: "'tenant-id'" },
])("AADSTS$number is explained by '$says'", ({ number, says }) => {
  const error = explainSignIn(entraError(number), SECRET, NOTHING);

  expect(error).toMatchObject({
    reason: "sign-in-failed",
    message: `Could not sign in: AADSTS${number}: Entra said no.`,
    service: { code: `AADSTS${number}` },
  });
  expect(error.hint).toContain(says);
});

test("AADSTS700027 is about the certificate where one was used, else about the assertion", () => {
  const hintFor = (settings: SignInSettings) =>
    explainSignIn(entraError("700027"), settings, NOTHING).hint;

  expect(hintFor(CERTIFICATE)).toContain("does not have this certificate, or it has expired");
  expect(hintFor(OIDC)).toContain("could not verify the signature of the assertion");
});

test("the number is found in the message too, however deep the cause is", () => {
  const inMessage = explainSignIn(new Error("x AADSTS7000222 y"), SECRET, NOTHING);
  const deep = new Error("a", { cause: new Error("b", { cause: entraError("90002") }) });

  expect(inMessage.service?.code).toBe("AADSTS7000222");
  expect(explainSignIn(deep, SECRET, NOTHING).service?.code).toBe("AADSTS90002");
});

describe("an error without a number", () => {
  test.each([
    { kind: "assertion", says: "federated credentials" },
    { kind: "client-secret", says: "'client-secret'" },
    { kind: "client-certificate", says: "with its private key" },
    { kind: "managed-identity", says: "managed identity" },
    { kind: "az-session", says: "az login" },
  ])("of $kind says what to check there", ({ kind, says }) => {
    const settings = KINDS.find((candidate) => candidate.kind === kind) ?? OIDC;

    const error = explainSignIn(new Error("no answer\nsecond line"), settings, NOTHING);

    expect(error.message).toBe("Could not sign in: no answer");
    expect(error.hint).toContain(says);
    expect(error.service?.code).toBe("");
  });

  test.each(["text", 7, null, undefined, { a: 1 }])("may be anything: %s", (thrown) => {
    expect(explainSignIn(thrown, OIDC, NOTHING).reason).toBe("sign-in-failed");
  });
});

test("without any id says that empty ones lead to the session of az", () => {
  const hint = (tenantId: string) =>
    explainSignIn(new Error("no az"), { kind: "az-session", tenantId }, NOTHING).hint;

  expect(hint("")).toBe(
    "Run az login first, or give 'client-id' and 'tenant-id' to sign in with vouchers. Both are empty or missing, and without them the step uses that session. A variable or secret that the repository or the job's 'environment:' does not define reads as empty, and so does the output of a step that did not run.",
  );
  expect(hint("tenant-1")).not.toContain("empty");
});

test("Entra's sentence is taken out of what MSAL wraps it in, and its trace id is told once", () => {
  const wrapped =
    "invalid_client: Error(s): 7000222 - Timestamp: 2026-01-05 10:00:00Z - Description: AADSTS7000222: The secret has expired. Trace ID: 0a-1 Correlation ID: 2 Timestamp: 2026-01-05 10:00:00Z - Correlation ID: 2 - Trace ID: 0a-1";

  const { message, hint } = explainSignIn(new Error(wrapped), SECRET, NOTHING);

  expect(message).toBe("Could not sign in: AADSTS7000222: The secret has expired.");
  expect(hint).toBe(
    "The client secret has expired. Make a new one, or sign in without a secret. Entra's trace id is 0a-1.",
  );
});

test("a session of the Azure CLI whose assertion is used up asks for ids, and no clock is blamed", () => {
  const session = { kind: "az-session", tenantId: "" } as const;

  const { hint } = explainSignIn(entraError("700024"), session, NOTHING);

  expect(hint).toContain("Give 'client-id' and 'tenant-id' to this step");
  expect(hint).not.toContain("clock");
});

test("our own error stays as it is, however deep it is wrapped", () => {
  const own = new ActionError("sign-in-failed", "The host gives no assertion.", {
    hint: "Ask.",
  });

  expect(explainSignIn(own, OIDC, NOTHING)).toBe(own);
  expect(explainSignIn(new Error("wrapped", { cause: own }), OIDC, NOTHING)).toBe(own);
});

test("a cause that leads back to itself ends the search", () => {
  const loop = new Error("round and round");
  loop.cause = loop;

  expect(explainSignIn(loop, OIDC, NOTHING).message).toBe("Could not sign in: round and round");
});

test("a secret is in no words about the sign-in", () => {
  const error = explainSignIn(entraError("7000215"), SECRET, NOTHING);

  expect(shown(error)).not.toContain("s3cret-value");
});

describe("a fault of whoever gives tokens", () => {
  const answered = (status: number) => ({ ...NOTHING, problem: { status, said: undefined } });

  test.each([500, 503, 429])("is an outage, not a wrong credential: HTTP %d", (status) => {
    const error = explainSignIn(new Error("network_error"), SECRET, answered(status));

    expect(error).toBeInstanceOf(SignInOutageError);
    expect(error).toMatchObject({ reason: "sign-in-failed", why: `HTTP ${status}` });
    expect(error.hint).toBe(
      "Microsoft Entra ID had a temporary fault, which says nothing about the credential. Run the step again in a few minutes.",
    );
  });

  test("is an outage too where Entra says so by its number", () => {
    expect(explainSignIn(entraError("90033"), OIDC, answered(400))).toMatchObject({
      name: "SignInOutageError",
      why: "AADSTS90033",
    });
  });

  test("may be one of the machine's own endpoint", () => {
    const { hint } = explainSignIn(
      new Error("x"),
      { kind: "managed-identity", clientId: "" },
      answered(500),
    );

    expect(hint).toContain("The machine's endpoint for managed identities had a temporary fault");
  });

  test("is none where Entra refuses", () => {
    expect(explainSignIn(entraError("7000215"), SECRET, answered(401))).not.toBeInstanceOf(
      SignInOutageError,
    );
  });
});
