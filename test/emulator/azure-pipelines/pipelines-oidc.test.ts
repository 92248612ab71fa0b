import { describe, expect, test } from "vitest";
import { IDENTITY } from "../emulator.ts";
import { isSignedBy, parseJwt, SigningKey } from "../identity/jwt.ts";
import { type Reply, TestClient } from "../test-client.ts";

interface Asked {
  readonly token?: string;
  readonly connection?: string;
  readonly version?: string;
  readonly suppress?: boolean;
  readonly method?: string;
}

function ask(client: TestClient, asked: Asked = {}): Promise<Reply> {
  const { pipelines } = client.emulator;
  const { token = pipelines.jobToken, connection = pipelines.connectionId } = asked;
  const { version = "7.1", suppress = true, method = "POST" } = asked;
  const url = `${pipelines.requestUri}?api-version=${version}&serviceConnectionId=${connection}`;
  return client.send(method, url, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(suppress && { "x-tfs-fedauthredirect": "Suppress" }),
    },
  });
}

function present(client: TestClient, assertion: string): Promise<Reply> {
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

describe("the OIDC endpoint of a pipeline's job", () => {
  test("gives an assertion of the service connection that lives ten minutes", async () => {
    const client = new TestClient({ origin: "https://emulator.test" });
    const { status, value } = await ask(client);
    const claims = parseJwt(value.oidcToken)?.claims;

    expect(status).toBe(200);
    expect(Object.keys(value)).toEqual(["oidcToken"]);
    expect(claims).toMatchObject({
      iss: client.emulator.pipelines.issuer,
      sub: "sc://contoso/payroll/backup-gate",
      aud: "api://AzureADTokenExchange",
      exp: client.now / 1000 + 600,
    });
  });

  test.each([
    { fault: "a wrong token", asked: { token: "wrong" }, status: 401, says: "not authorized" },
    { fault: "another version", asked: { version: "6.0" }, status: 400, says: "6.0" },
    { fault: "an unknown connection", asked: { connection: "x" }, status: 404, says: "'x'" },
    { fault: "another method", asked: { method: "GET" }, status: 405, says: "GET" },
  ])("refuses a request with $fault, says why, and counts it", async ({ asked, status, says }) => {
    const client = new TestClient();
    const reply = await ask(client, asked);

    expect(reply.status).toBe(status);
    expect(reply.value.message).toContain(says);
    expect(client.emulator.pipelines.requests).toBe(1);
  });

  test("refuses a connection that signs in by a secret", async () => {
    const client = new TestClient();
    const { pipelines } = client.emulator;
    pipelines.connections.set("secret", { subject: "sc://contoso/x/y", isFederated: false });

    expect(await ask(client, { connection: "secret" })).toMatchObject({ status: 400 });
  });

  test("takes the job's token until it dies", async () => {
    const client = new TestClient();
    client.emulator.pipelines.jobTokenExpiresAt = client.now + 60_000;
    expect((await ask(client)).status).toBe(200);
    client.pass(60);

    expect((await ask(client)).status).toBe(401);
  });

  test("sends whoever does not say otherwise to a page, as it does browsers", async () => {
    const client = new TestClient();
    const { pipelines } = client.emulator;
    const answer = await client.emulator.handle({
      method: "POST",
      url: `${pipelines.requestUri}?api-version=7.1`,
      headers: {},
    });

    expect(answer).toMatchObject({ response: { status: 302 } });
  });
});

describe("an assertion of a service connection", () => {
  test("buys a token that ARM honours", async () => {
    const client = new TestClient();
    const { oidcToken } = (await ask(client)).value;
    const { value } = await present(client, oidcToken);
    const headers = { authorization: `Bearer ${value.access_token}` };

    expect((await client.send("GET", client.path(), { headers })).status).toBe(200);
  });

  test("can be proven by whoever reads the issuer's configuration", async () => {
    const client = new TestClient();
    const { oidcToken } = (await ask(client)).value;
    const { issuer } = client.emulator.pipelines;
    const configuration = await client.get(`${issuer}/.well-known/openid-configuration?`);
    const keys = await client.get(`${configuration.value.jwks_uri}?`);
    const jwt = parseJwt(oidcToken);

    expect(configuration.value.issuer).toBe(jwt?.claims.iss);
    expect(jwt && isSignedBy(keys.value, jwt)).toBe(true);
  });

  test("is worth nothing ten minutes later", async () => {
    const client = new TestClient();
    const assertion = client.emulator.pipelines.assertion();
    client.pass(599);
    expect((await present(client, assertion)).status).toBe(200);
    client.pass(1);

    expect((await present(client, assertion)).value.error_codes).toEqual([700024]);
  });

  test.each([
    { fault: "subject", claims: { sub: "sc://contoso/payroll/other" }, code: 700213 },
    { fault: "audience", claims: { aud: "api://other" }, code: 700212 },
  ])("of a foreign $fault is refused by that claim", async ({ claims, code }) => {
    const client = new TestClient();
    const { value } = await present(client, client.emulator.pipelines.assertion(claims));

    expect(value.error_codes).toEqual([code]);
  });

  test("is not taken with the signature of another provider", async () => {
    const client = new TestClient();
    const { pipelines, github } = client.emulator;
    const { subject: sub, audience } = pipelines.credential();
    const forged = github.assertion(audience, { iss: pipelines.issuer, sub });
    const exp = client.now / 1000 + 60;
    const foreign = new SigningKey().sign({ iss: pipelines.issuer, sub, aud: audience, exp });

    expect((await present(client, forged)).value.error_codes).toEqual([700027]);
    expect((await present(client, foreign)).value.error_codes).toEqual([700027]);
  });
});
