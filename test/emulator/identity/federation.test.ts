import { describe, expect, test } from "vitest";
import { IDENTITY } from "../emulator.ts";
import { type Body, TestClient } from "../test-client.ts";
import { SigningKey } from "./jwt.ts";

const AUDIENCE = "api://AzureADTokenExchange";
const SUBJECT = "repo:contoso/payroll:ref:refs/heads/main";

/** Presents an assertion, GitHub's own with `claims` changed unless one is given. */
async function present(
  client: TestClient,
  { claims = {}, assertion = client.emulator.github.assertion(AUDIENCE, claims) } = {} as {
    claims?: Record<string, unknown>;
    assertion?: string;
  },
): Promise<{ status: number; value: Body }> {
  return client.send("POST", `/${IDENTITY.tenantId}/oauth2/v2.0/token`, {
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: IDENTITY.clientId,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
      scope: "https://management.azure.com/.default",
    }).toString(),
    headers: { authorization: "", "content-type": "application/x-www-form-urlencoded" },
  });
}

describe("a federated assertion", () => {
  test("buys a token that ARM honours", async () => {
    const client = new TestClient();
    const { status, value } = await present(client);
    const headers = { authorization: `Bearer ${value.access_token}` };

    expect(status).toBe(200);
    expect((await client.send("GET", client.path(), { headers })).status).toBe(200);
  });

  test.each([
    { fault: "issuer", claims: { iss: "https://elsewhere.test" }, code: 700211 },
    { fault: "subject", claims: { sub: "repo:contoso/payroll:pull_request" }, code: 700213 },
    { fault: "audience", claims: { aud: "api://other" }, code: 700212 },
  ])("of a foreign $fault is refused by that claim", async ({ claims, code }) => {
    const { status, value } = await present(new TestClient(), { claims });

    expect(status).toBe(401);
    expect(value).toMatchObject({ error: "invalid_client", error_codes: [code] });
    expect(value.error_description).toContain(`AADSTS${code}: `);
    expect(value.error_description).toContain(Object.values(claims)[0]);
  });

  test("whose subject differs in case only has a code of its own", async () => {
    const { value } = await present(new TestClient(), {
      claims: { sub: SUBJECT.replace("contoso", "Contoso") },
    });

    expect(value.error_codes).toEqual([7002138]);
  });

  test("was refused by one code for every claim until 2023", async () => {
    const client = new TestClient();
    client.emulator.entra.legacyFederationErrors = true;
    const { status, value } = await present(client, { claims: { aud: "api://other" } });

    expect(status).toBe(400);
    expect(value).toMatchObject({ error: "invalid_request", error_codes: [70021] });
    expect(value.error_description).toContain(SUBJECT);
  });

  test("is refused where no federated credential is configured", async () => {
    const client = new TestClient();
    client.emulator.entra.identity().federatedCredentials = [];

    expect((await present(client)).value.error_codes).toEqual([70025]);
  });

  test("may match any of several credentials, but one of them as a whole", async () => {
    const client = new TestClient();
    const production = "repo:contoso/payroll:environment:production";
    client.emulator.entra.identity().federatedCredentials.push({
      subject: production,
      audience: "api://production",
    });
    const both = (sub: string, aud: string) => present(client, { claims: { sub, aud } });

    expect((await both(production, "api://production")).status).toBe(200);
    expect((await both(production, AUDIENCE)).value.error_codes).toEqual([700212]);
  });

  test("lives five minutes and not a second longer", async () => {
    const client = new TestClient();
    const assertion = client.emulator.github.assertion(AUDIENCE);
    client.pass(299);
    expect((await present(client, { assertion })).status).toBe(200);
    client.pass(1);
    const { status, value } = await present(client, { assertion });

    expect(status).toBe(401);
    expect(value.error_codes).toEqual([700024]);
    expect(value.error_description).toContain("2026-06-01T10:05:00.000Z");
  });

  test("is not taken before its time", async () => {
    const client = new TestClient();
    const claims = { nbf: client.now / 1000 + 1 };

    expect((await present(client, { claims })).value.error_codes).toEqual([700024]);
  });

  test("without an expiry is not taken at all", async () => {
    const { value } = await present(new TestClient(), { claims: { exp: undefined } });

    expect(value.error_codes).toEqual([700024]);
  });

  test.each([
    { fault: "signed by somebody else", sign: (own: SigningKey) => own.sign.bind(own) },
    {
      fault: "signed by nobody",
      sign: (own: SigningKey) => (claims: Record<string, unknown>) =>
        own.sign(claims, { alg: "none" }).replace(/[^.]+$/, ""),
    },
  ])("that is $fault is refused, however well it reads", async ({ sign }) => {
    const client = new TestClient();
    const { issuer } = client.emulator.github;
    const exp = client.now / 1000 + 60;
    const assertion = sign(new SigningKey())({ iss: issuer, sub: SUBJECT, aud: AUDIENCE, exp });

    expect((await present(client, { assertion })).value.error_codes).toEqual([700027]);
  });

  test("that is no JWT is refused", async () => {
    const { value } = await present(new TestClient(), { assertion: "assertion" });

    expect(value.error_codes).toEqual([50027]);
  });

  test("of an issuer that is trusted, yet has no keys here, is refused", async () => {
    const client = new TestClient();
    const issuer = "https://gitlab.test";
    client.emulator.entra.identity().federatedCredentials.push({
      issuer,
      subject: SUBJECT,
      audience: AUDIENCE,
    });

    expect((await present(client, { claims: { iss: issuer } })).value.error_codes).toEqual([
      700027,
    ]);
  });
});
