import { describe, expect, test } from "vitest";
import { statusAndCode, TestClient } from "../test-client.ts";

const client = new TestClient();

describe("a request is refused", () => {
  test.each([
    { fault: "no token", headers: { authorization: "" }, says: "401 AuthenticationFailed" },
    {
      fault: "an unknown token",
      headers: { authorization: "Bearer x" },
      says: "401 InvalidAuthenticationToken",
    },
  ])("with $fault, before anything else is looked at", async ({ headers, says }) => {
    const reply = await client.send("GET", "/nowhere", { headers });

    expect(statusAndCode(reply)).toBe(says);
    expect(reply.headers["www-authenticate"]).toMatch(/^Bearer authorization_uri=/);
  });

  test("with a token that has run out", async () => {
    const own = new TestClient();
    own.emulator.acceptToken("short", { expiresAt: own.now + 1000 });
    const headers = { authorization: "Bearer short" };

    expect((await own.send("GET", own.path(), { headers })).status).toBe(200);
    own.pass(1);
    expect(statusAndCode(await own.send("GET", own.path(), { headers }))).toBe(
      "401 ExpiredAuthenticationToken",
    );
  });

  test.each([
    { fault: "no API version", query: "?", says: "400 MissingApiVersionParameter" },
    {
      fault: "an API version nobody released",
      query: "?api-version=2025-02-02",
      says: "400 NoRegisteredProviderFound",
    },
    {
      fault: "a word for an API version",
      query: "?api-version=latest",
      says: "400 InvalidApiVersionParameter",
    },
    {
      fault: "a query parameter twice",
      query: "?api-version=2025-02-01&$filter=status%20eq%20'Failed'&$filter=x",
      says: "400 BMSUserErrorInvalidInput",
    },
    {
      fault: "a query parameter nobody knows",
      query: "?api-version=2025-02-01&filter=x",
      says: "400 BMSUserErrorInvalidInput",
    },
  ])("with $fault", async ({ query, says }) => {
    expect(statusAndCode(await client.get(`${client.path("/backupJobs")}${query}`))).toBe(says);
  });

  test.each([
    {
      fault: "subscription",
      from: /subscriptions\/[^/]+/,
      to: "subscriptions/99999999-0000-0000-0000-000000000000",
      code: "SubscriptionNotFound",
    },
    {
      fault: "resource group",
      from: /resourceGroups\/[^/]+/,
      to: "resourceGroups/nope",
      code: "ResourceGroupNotFound",
    },
    { fault: "vault", from: /vaults\/[^/]+/, to: "vaults/nope", code: "ResourceNotFound" },
    { fault: "resource type", from: /$/, to: "/backupNothings", code: "InvalidResourceType" },
    {
      fault: "provider",
      from: /Microsoft\.RecoveryServices/,
      to: "Microsoft.Nothing",
      code: "InvalidResourceType",
    },
  ])("for a $fault that does not exist, by the gateway", async ({ from, to, code }) => {
    const reply = await client.get(client.path().replace(from, to));

    expect(statusAndCode(reply)).toBe(`404 ${code}`);
    expect(reply.headers["x-ms-failure-cause"]).toBe("gateway");
  });

  test("with a verb the resource does not take", async () => {
    const reply = await client.send("PUT", client.path("/backupJobs"), { body: {} });

    expect(statusAndCode(reply)).toBe("405 MethodNotAllowed");
  });

  test.each([
    { fault: "that is not JSON", body: "{", headers: {}, says: "400 InvalidRequestContent" },
    {
      fault: "of another media type",
      body: "{}",
      headers: { "content-type": "text/plain" },
      says: "415 UnsupportedMediaType",
    },
  ])("with a body $fault", async ({ body, headers, says }) => {
    const path = client.itemPath(client.emulator.item("crm"));

    expect(statusAndCode(await client.send("PUT", path, { body, headers }))).toBe(says);
  });
});

describe("a request is accepted", () => {
  test.each(["2016-12-01", "2019-05-13", "2025-02-01", "2026-07-01"])(
    "with API version %s",
    async (version) => {
      expect(
        (await client.get(`${client.path("/backupJobs")}?api-version=${version}`)).status,
      ).toBe(200);
    },
  );

  test("with a slash at the end, as az asks for the policy of an item that has none", async () => {
    const list = await client.get(client.path("/backupPolicies/"));

    expect(list.value.value.length).toBe(client.emulator.vault().policies.length);
  });

  test("in any letter case, with semicolons raw or encoded", async () => {
    const path = client.itemPath(client.emulator.item("crm"));

    expect((await client.get(path.toUpperCase())).status).toBe(200);
    expect((await client.get(path.replaceAll("%3B", ";"))).status).toBe(200);
  });
});

test("every answer carries ids, a date and the client's own id", async () => {
  const headers = { "x-ms-client-request-id": "mine" };
  const good = await client.send("GET", client.path(), { headers });
  const bad = await client.send("GET", "/nowhere", { headers });

  for (const reply of [good, bad]) {
    expect(reply.headers["x-ms-client-request-id"]).toBe("mine");
    expect(reply.headers["x-ms-correlation-request-id"]).toBe(reply.headers["x-ms-request-id"]);
    expect(reply.headers.date).toBe("Mon, 01 Jun 2026 10:00:00 GMT");
  }
  expect(good.headers["x-ms-request-id"]).not.toBe(bad.headers["x-ms-request-id"]);
});

test("the log keeps every request in order, without its token", async () => {
  const own = new TestClient();
  await own.get(`${own.path("/backupJobs")}?api-version=2025-02-01&$filter=status%20eq%20'Failed'`);
  await own.send("GET", "/nowhere", { headers: { authorization: "" } });

  const [first, second] = own.emulator.requests;
  expect(first).toMatchObject({
    at: own.now,
    method: "GET",
    path: own.path("/backupJobs"),
    query: { "api-version": "2025-02-01", $filter: "status eq 'Failed'" },
    status: 200,
  });
  expect(first?.headers.authorization).toBe("present");
  expect(second?.headers.authorization).toBe("absent");
  expect(JSON.stringify(own.emulator.requests)).not.toContain("test-token");
});

test("a vault shows its security settings, and none that were never made", async () => {
  const own = new TestClient();
  const settings = async () => (await own.get(own.path())).value.properties.securitySettings;

  expect(await settings()).toEqual({
    softDeleteSettings: {
      softDeleteState: "Enabled",
      softDeleteRetentionPeriodInDays: 14,
      enhancedSecurityState: "Enabled",
    },
    multiUserAuthorization: "Disabled",
  });
  own.emulator.vault().immutability = "Locked";
  own.emulator.vault().softDeleteState = undefined;
  own.emulator.vault().mua = true;
  expect(await settings()).toEqual({
    immutabilitySettings: { state: "Locked" },
    multiUserAuthorization: "Enabled",
  });
});
