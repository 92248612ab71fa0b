import { describe, expect, test } from "vitest";
import { isSignedBy, parseJwt } from "../identity/jwt.ts";
import { TestClient } from "../test-client.ts";

const AUDIENCE = "api://AzureADTokenExchange";

function ask(
  client: TestClient,
  { token = client.emulator.github.requestToken, audience = AUDIENCE },
) {
  const url = `${client.emulator.github.requestUrl}&audience=${encodeURIComponent(audience)}`;
  return client.send("GET", url, { headers: { authorization: `bearer ${token}` } });
}

describe("the OIDC endpoint of a workflow job", () => {
  test("gives an assertion with the claims of the job and the audience asked for", async () => {
    const client = new TestClient({ origin: "https://emulator.test" });
    const { status, value } = await ask(client, {});
    const claims = parseJwt(value.value)?.claims;

    expect(status).toBe(200);
    expect(Object.keys(value)).toEqual(["value"]);
    expect(claims).toMatchObject({
      iss: "https://emulator.test/token.actions.githubusercontent.com",
      sub: "repo:contoso/payroll:ref:refs/heads/main",
      aud: AUDIENCE,
      repository: "contoso/payroll",
      repository_owner: "contoso",
      ref: "refs/heads/main",
      run_id: "4711",
      event_name: "push",
    });
  });

  test("gives each assertion five minutes and an id of its own", async () => {
    const client = new TestClient();
    const first = parseJwt((await ask(client, {})).value.value)?.claims;
    const second = parseJwt((await ask(client, {})).value.value)?.claims;

    expect(first?.iat).toBe(client.now / 1000);
    expect(first?.exp).toBe(client.now / 1000 + 300);
    expect(Number(first?.nbf)).toBeLessThan(client.now / 1000);
    expect(first?.jti).not.toBe(second?.jti);
  });

  test("names the owner as audience where none is asked for", async () => {
    const client = new TestClient();
    const { github } = client.emulator;
    const { value } = await client.send("GET", github.requestUrl, {
      headers: { authorization: `Bearer ${github.requestToken}` },
    });

    expect(parseJwt(value.value)?.claims.aud).toBe("https://github.com/contoso");
  });

  test("lets a test say who the job is", async () => {
    const client = new TestClient();
    client.emulator.github.claims.sub = "repo:contoso/payroll:environment:production";

    expect(parseJwt((await ask(client, {})).value.value)?.claims.sub).toBe(
      "repo:contoso/payroll:environment:production",
    );
  });

  test.each([
    { fault: "a wrong token", authorization: "bearer wrong" },
    { fault: "no token", authorization: "" },
    { fault: "its token as another kind", authorization: "Basic TOKEN" },
  ])("refuses a request with $fault, and counts it", async ({ authorization }) => {
    const client = new TestClient();
    const { requestToken } = client.emulator.github;
    const headers = { authorization: authorization.replace("TOKEN", requestToken) };
    const reply = await client.send("GET", client.emulator.github.requestUrl, { headers });

    expect(reply.status).toBe(401);
    expect(reply.value).not.toHaveProperty("value");
    expect(client.emulator.github.requests).toBe(1);
  });

  test("counts every assertion", async () => {
    const client = new TestClient();
    await ask(client, {});
    await ask(client, {});

    expect(client.emulator.github.requests).toBe(2);
  });
});

test("whoever reads the issuer's configuration can prove an assertion", async () => {
  const client = new TestClient();
  const { issuer } = client.emulator.github;
  const { value: assertion } = (await ask(client, {})).value;
  const configuration = await client.get(`${issuer}/.well-known/openid-configuration?`);
  const keys = await client.get(`${configuration.value.jwks_uri}?`);
  const jwt = parseJwt(assertion);

  expect(configuration.value.issuer).toBe(jwt?.claims.iss);
  expect(jwt && isSignedBy(keys.value, jwt)).toBe(true);
});
