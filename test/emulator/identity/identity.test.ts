import { describe, expect, test } from "vitest";
import { IDENTITY } from "../emulator.ts";
import { TestClient } from "../test-client.ts";

const MSI = "/msi/token?api-version=2019-08-01&resource=https://management.azure.com";
const HEADER = { "x-identity-header": IDENTITY.identityHeader, authorization: "" };
const FORM = {
  grant_type: "client_credentials",
  client_id: IDENTITY.clientId,
  client_secret: IDENTITY.clientSecret,
  scope: "https://management.azure.com/.default openid",
};

function post(client: TestClient, form: Record<string, string>, tenant = IDENTITY.tenantId) {
  return client.send("POST", `/${tenant}/oauth2/v2.0/token`, {
    body: new URLSearchParams(form).toString(),
    headers: { authorization: "", "content-type": "application/x-www-form-urlencoded" },
  });
}

async function honoured(client: TestClient, token: string) {
  return (
    await client.send("GET", client.path(), { headers: { authorization: `Bearer ${token}` } })
  ).status;
}

describe("the managed identity endpoint", () => {
  test("gives a token that ARM honours until it runs out", async () => {
    const client = new TestClient();
    const { value } = await client.send("GET", MSI, { headers: HEADER });

    expect(value).toMatchObject({ resource: "https://management.azure.com", token_type: "Bearer" });
    expect(Number(value.expires_on)).toBe(Math.floor(client.now / 1000) + 3599);
    expect(await honoured(client, value.access_token)).toBe(200);
    client.pass(3599);
    expect(await honoured(client, value.access_token)).toBe(401);
  });

  test.each([
    { fault: "without its header", url: MSI, headers: { authorization: "" }, status: 401 },
    { fault: "for another identity", url: `${MSI}&client_id=x`, headers: HEADER, status: 400 },
    {
      fault: "without a resource",
      url: "/msi/token?api-version=2019-08-01",
      headers: HEADER,
      status: 400,
    },
    {
      fault: "of another version",
      url: MSI.replace("2019-08", "2017-09"),
      headers: HEADER,
      status: 400,
    },
  ])("refuses a request $fault", async ({ url, headers, status }) => {
    expect((await new TestClient().send("GET", url, { headers })).status).toBe(status);
  });
});

describe("the authority", () => {
  test("tells where its token endpoint is", async () => {
    const client = new TestClient({ origin: "https://login.test" });
    const url = `/${IDENTITY.tenantId}/v2.0/.well-known/openid-configuration`;
    const { value } = await client.send("GET", url, { headers: { authorization: "" } });

    expect(value.token_endpoint).toBe(`https://login.test/${IDENTITY.tenantId}/oauth2/v2.0/token`);
    expect(value.issuer).toBe(`https://login.test/${IDENTITY.tenantId}/v2.0`);
  });

  test("gives a token for the right secret", async () => {
    const client = new TestClient();
    const { value } = await post(client, FORM);

    expect(value).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
    expect(await honoured(client, value.access_token)).toBe(200);
  });

  test.each([
    { fault: "secret", form: { ...FORM, client_secret: "x" }, status: 401, code: 7000215 },
    { fault: "client", form: { ...FORM, client_id: "x" }, status: 400, code: 700016 },
    { fault: "scope", form: { ...FORM, scope: "openid" }, status: 400, code: 1002012 },
    { fault: "grant", form: { ...FORM, grant_type: "password" }, status: 400, code: 70003 },
  ])("refuses the wrong $fault", async ({ form, status, code }) => {
    const reply = await post(new TestClient(), form);

    expect(reply.status).toBe(status);
    expect(reply.value.error_codes).toEqual([code]);
    expect(reply.value.error_description).toContain(`AADSTS${code}`);
  });

  test("does not know other tenants", async () => {
    expect((await post(new TestClient(), FORM, "contoso")).value.error_codes).toEqual([90002]);
  });
});
