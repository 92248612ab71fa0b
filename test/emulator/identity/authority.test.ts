import { describe, expect, test } from "vitest";
import { IDENTITY } from "../emulator.ts";
import { type Reply, TestClient } from "../test-client.ts";
import { isSignedBy, parseJwt } from "./jwt.ts";

const { tenantId, clientId, clientSecret } = IDENTITY;
const FORM = {
  grant_type: "client_credentials",
  client_id: clientId,
  client_secret: clientSecret,
  scope: "https://management.azure.com/.default",
};

function signIn(
  client: TestClient,
  form: Record<string, string> = FORM,
  path = "",
): Promise<Reply> {
  return client.send("POST", path || `/${tenantId}/oauth2/v2.0/token`, {
    body: new URLSearchParams(form).toString(),
    headers: {
      authorization: "",
      "content-type": "application/x-www-form-urlencoded",
      "client-request-id": "c0ffee00-0000-4000-8000-000000000000",
    },
  });
}

describe("the authority", () => {
  test.each([
    { form: "Entra's", path: `/${tenantId}/v2.0`, token: `/${tenantId}/oauth2/v2.0/token` },
    { form: "AD FS's", path: "/adfs", token: "/adfs/oauth2/token/" },
  ])("can be signed in at as its configuration says, in $form form", async ({ path, token }) => {
    const client = new TestClient({ origin: "https://login.test" });
    const { value } = await client.get(`${path}/.well-known/openid-configuration?`);
    const reply = await signIn(client, FORM, new URL(value.token_endpoint).pathname);
    const jwt = parseJwt(reply.value.access_token);
    const keys = await client.get(`${value.jwks_uri}?`);

    expect(value.token_endpoint).toBe(`https://login.test${token}`);
    expect(value.authorization_endpoint).toMatch(/^https:\/\/login\.test\//);
    expect(jwt && isSignedBy(keys.value, jwt)).toBe(true);
    expect(jwt?.claims).toMatchObject({
      aud: "https://management.azure.com",
      iss: `https://sts.windows.net/${tenantId}/`,
      tid: tenantId,
      appid: clientId,
      oid: client.emulator.entra.identity().objectId,
      exp: client.now / 1000 + 3599,
    });
  });

  test("keeps the slash at the end of a resource in the audience", async () => {
    const scope = "https://management.core.windows.net//.default";
    const { value } = await signIn(new TestClient(), { ...FORM, scope });

    expect(parseJwt(value.access_token)?.claims.aud).toBe("https://management.core.windows.net/");
  });

  test("tells MSAL that it is an authority, and of a stranger that it is none", async () => {
    const client = new TestClient({ origin: "https://localhost:8443" });
    const ask = (authority: string) =>
      client.get(
        `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(authority)}`,
      );
    const known = await ask(`https://localhost:8443/${tenantId}/oauth2/v2.0/authorize`);
    const stranger = await ask(`https://evil.test/${tenantId}/oauth2/v2.0/authorize`);

    expect(known.value.tenant_discovery_endpoint).toBe(
      `https://localhost:8443/${tenantId}/v2.0/.well-known/openid-configuration`,
    );
    expect(known.value.metadata[0].aliases).toEqual(["localhost:8443"]);
    expect(stranger).toMatchObject({ status: 400, value: { error: "invalid_instance" } });
  });

  test("has a configuration for whoever does not name a tenant", async () => {
    const client = new TestClient();
    const url = "/organizations/v2.0/.well-known/openid-configuration?";

    expect((await client.get(url)).value.issuer).toBe(`${client.emulator.origin}/{tenantid}/v2.0`);
  });
});

describe("a refused sign-in", () => {
  test.each([
    { fault: "wrong secret", form: { client_secret: "x" }, status: 401, code: 7000215 },
    { fault: "unknown application", form: { client_id: "x" }, status: 400, code: 700016 },
    { fault: "another grant", form: { grant_type: "password" }, status: 400, code: 70003 },
    { fault: "no resource", form: { scope: "openid" }, status: 400, code: 1002012 },
  ])("for $fault has Entra's code and shape", async ({ form, status, code }) => {
    const client = new TestClient();
    const reply = await signIn(client, { ...FORM, ...form });

    expect(reply.status).toBe(status);
    expect(reply.value).toEqual({
      error: expect.stringMatching(/^[a-z_]+$/),
      error_description: expect.stringMatching(
        new RegExp(
          `^AADSTS${code}: .+ Trace ID: \\S+ Correlation ID: \\S+ Timestamp: 2026-06-01 10:00:00Z$`,
        ),
      ),
      error_codes: [code],
      timestamp: "2026-06-01 10:00:00Z",
      trace_id: expect.stringMatching(/^[\da-f-]{36}$/),
      correlation_id: "c0ffee00-0000-4000-8000-000000000000",
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    });
  });

  test("for an expired secret comes when the secret has run out", async () => {
    const client = new TestClient();
    client.emulator.entra.identity().secretExpiresAt = client.now + 60_000;
    expect((await signIn(client)).status).toBe(200);
    client.pass(60);

    expect((await signIn(client)).value.error_codes).toEqual([7000222]);
  });

  test("for no credential at all says which are due", async () => {
    const { client_secret: _, ...form } = FORM;

    expect((await signIn(new TestClient(), form)).value.error_codes).toEqual([7000218]);
  });

  test.each(["/oauth2/v2.0/token", "/v2.0/.well-known/openid-configuration"])(
    "for an unknown tenant comes at %s",
    async (path) => {
      const tenant = "99999999-9999-9999-9999-999999999999";
      const reply = await signIn(new TestClient(), FORM, `/${tenant}${path}`);

      expect(reply).toMatchObject({ status: 400, value: { error_codes: [90002] } });
      expect(reply.value.error_description).toContain(tenant);
    },
  );
});

describe("another identity", () => {
  test("signs in with its own secret, in its own tenant", async () => {
    const client = new TestClient();
    const other = client.emulator.entra.addIdentity({
      tenantId: "55555555-5555-5555-5555-555555555555",
      clientId: "66666666-6666-6666-6666-666666666666",
      clientSecret: "other",
    });
    const form = { ...FORM, client_id: other.clientId, client_secret: "other" };
    const { value } = await signIn(client, form, `/${other.tenantId}/oauth2/v2.0/token`);

    expect(parseJwt(value.access_token)?.claims).toMatchObject({
      tid: other.tenantId,
      appid: other.clientId,
    });
    expect((await signIn(client, form)).value.error_codes).toEqual([700016]);
  });
});
