import { describe, expect, test } from "vitest";
import { Emulator } from "../emulator.ts";
import { statusAndCode, TestClient } from "../test-client.ts";
import { parseJwt, SigningKey } from "./jwt.ts";

function withToken(client: TestClient, token: string, path = client.path()) {
  return client.send("GET", path, { headers: { authorization: `Bearer ${token}` } });
}

describe("ARM", () => {
  test.each([
    "https://management.azure.com",
    "https://management.azure.com/",
    "https://management.core.windows.net/",
    "https://management.usgovcloudapi.net",
    "https://management.core.chinacloudapi.cn/",
    "https://localhost",
  ])("takes a token for %s", async (audience) => {
    const client = new TestClient();
    const { token } = client.emulator.entra.issue({ audience });

    expect((await withToken(client, token)).status).toBe(200);
  });

  test("refuses a token for somebody else", async () => {
    const client = new TestClient();
    const { token } = client.emulator.entra.issue({ audience: "https://graph.microsoft.com" });
    const reply = await withToken(client, token);

    expect(statusAndCode(reply)).toBe("401 InvalidAuthenticationTokenAudience");
    expect(reply.value.error.message).toContain("https://graph.microsoft.com");
  });

  test("refuses a token of a tenant that the subscription does not belong to", async () => {
    const client = new TestClient();
    const tenantId = "55555555-5555-5555-5555-555555555555";
    const subscriptionId = "77777777-0000-0000-0000-000000000000";
    const { entra } = client.emulator;
    const identity = entra.addIdentity({ tenantId, clientId: "guest" });
    client.emulator.addSubscription({ subscriptionId, tenantId });
    client.emulator.addVault({ name: "Abroad", subscriptionId });
    const { token } = entra.issue({ identity });
    const abroad = client
      .path()
      .replace(/subscriptions\/[^/]+/, `subscriptions/${subscriptionId}`)
      .replace("SQLServerSelfHost", "Abroad")
      .replace("SQLServer2012", "Abroad");
    const reply = await withToken(client, token);

    expect((await withToken(client, token, abroad)).status).toBe(200);
    expect(statusAndCode(reply)).toBe("401 InvalidAuthenticationTokenTenant");
    expect(reply.headers["www-authenticate"]).toContain("11111111-1111-1111-1111-111111111111");
  });

  test.each([
    { fault: "is no JWT", forge: () => "a.b.c" },
    { fault: "was signed elsewhere", forge: (claims: Claims) => new SigningKey().sign(claims) },
  ])("refuses a token that $fault", async ({ forge }) => {
    const client = new TestClient();
    const { token } = client.emulator.entra.issue();
    const claims = parseJwt(token)?.claims ?? {};

    expect(statusAndCode(await withToken(client, forge(claims)))).toBe(
      "401 InvalidAuthenticationToken",
    );
  });

  test("says where to sign in when it refuses", async () => {
    const client = new TestClient({ origin: "https://emulator.test" });
    const reply = await withToken(client, "x");

    expect(reply.headers["www-authenticate"]).toBe(
      'Bearer authorization_uri="https://emulator.test/11111111-1111-1111-1111-111111111111", error="invalid_token", error_description="The access token is invalid."',
    );
  });
});

type Claims = Record<string, unknown>;

describe("a token", () => {
  test("lives by the virtual clock: three hours take three of them", async () => {
    const client = new TestClient({ tokenLifetimeSeconds: 3600 });
    let issued = 0;
    let { token } = client.emulator.entra.issue();
    for (let minute = 0; minute < 180; minute++) {
      if (statusAndCode(await withToken(client, token)) === "401 ExpiredAuthenticationToken") {
        ({ token } = client.emulator.entra.issue());
        issued++;
      }
      client.pass(60);
    }

    expect(issued).toBe(2);
  });

  test("says when it ran out", async () => {
    const client = new TestClient();
    const { token } = client.emulator.entra.issue({ lifetimeSeconds: 60 });
    client.pass(60);
    const { value } = await withToken(client, token);

    expect(value.error.message).toContain("'2026-06-01T10:01:00.000Z'");
  });

  test("can be made short at any time, in seconds of the emulated world", () => {
    const emulator = new Emulator({ timeScale: 60 });
    expect(emulator.entra.issue().lifetimeSeconds).toBe(3599);
    emulator.entra.tokenLifetimeSeconds = 3600;
    const { issuedAt, expiresAt, lifetimeSeconds } = emulator.entra.issue();

    expect(lifetimeSeconds).toBe(60);
    expect(expiresAt - issuedAt).toBe(60_000);
  });

  test("that was accepted by hand belongs to no tenant and needs no signature", async () => {
    const client = new TestClient();
    client.emulator.acceptToken("by-hand", { expiresAt: client.now + 1000 });

    expect((await withToken(client, "by-hand")).status).toBe(200);
    client.pass(1);
    expect(statusAndCode(await withToken(client, "by-hand"))).toBe(
      "401 ExpiredAuthenticationToken",
    );
  });
});
