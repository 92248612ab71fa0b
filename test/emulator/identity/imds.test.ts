import { describe, expect, test } from "vitest";
import { Emulator, IDENTITY } from "../emulator.ts";
import { TestClient } from "../test-client.ts";
import { startImds } from "./imds-server.ts";
import { parseJwt } from "./jwt.ts";

const ASKED =
  "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com";
const HEADERS = { metadata: "true", authorization: "" };

describe("the instance metadata service", () => {
  test("gives the token of the first managed identity, in strings", async () => {
    const client = new TestClient();
    const { value } = await client.send("GET", ASKED, { headers: HEADERS });

    expect(value).toEqual({
      access_token: expect.any(String),
      client_id: IDENTITY.clientId,
      expires_in: "3599",
      expires_on: String(client.now / 1000 + 3599),
      ext_expires_in: "3599",
      not_before: String(client.now / 1000),
      resource: "https://management.azure.com",
      token_type: "Bearer",
    });
  });

  test("gives the token of the user-assigned identity that is named", async () => {
    const client = new TestClient();
    const mine = client.emulator.entra.addIdentity({ clientId: "mine", managed: true });
    const by = async (query: string) => {
      const { value } = await client.send("GET", `${ASKED}&${query}`, { headers: HEADERS });
      return parseJwt(value.access_token)?.claims.appid;
    };

    expect(await by("client_id=mine")).toBe("mine");
    expect(await by(`object_id=${mine.objectId}`)).toBe("mine");
  });

  test.each([
    {
      fault: "an identity nobody assigned",
      url: `${ASKED}&client_id=x`,
      says: "Identity not found",
    },
    { fault: "an application", url: `${ASKED}&client_id=app`, says: "Identity not found" },
    { fault: "no resource", url: ASKED.replace(/&.*/, ""), says: "resource" },
    { fault: "an unknown version", url: ASKED.replace("2018", "1999"), says: "api-version" },
    { fault: "a forwarded request", url: ASKED, headers: { "x-forwarded-for": "10.0.0.1" } },
    { fault: "no Metadata header", url: ASKED, headers: { metadata: "" }, says: "metadata header" },
  ])("refuses $fault", async ({ url, headers = {}, says = "" }) => {
    const client = new TestClient();
    client.emulator.entra.addIdentity({ clientId: "app", clientSecret: "x" });
    const reply = await client.send("GET", url, { headers: { ...HEADERS, ...headers } });

    expect(reply.status).toBe(400);
    expect(reply.value).toEqual({
      error: "invalid_request",
      error_description: expect.stringContaining(says),
    });
  });

  test("takes the slash that MSAL for Node puts at the end of its path", async () => {
    const url = ASKED.replace("token?", "token/?");

    expect((await new TestClient().send("GET", url, { headers: HEADERS })).status).toBe(200);
  });

  test("answers over plain HTTP on loopback, and nothing but itself", async () => {
    await using imds = await startImds(new Emulator());
    const get = (path: string) =>
      fetch(`${imds.url}${path}`, { headers: { metadata: "true" } }).then(({ status }) => status);

    expect(imds.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await get(ASKED)).toBe(200);
    expect(await get("/subscriptions?api-version=2022-12-01")).toBe(404);
  });
});
