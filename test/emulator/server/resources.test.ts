import { describe, expect, test } from "vitest";
import { statusAndCode, TestClient } from "../test-client.ts";

const NO_TOKEN = { headers: { authorization: "" } };
const VERSION = "?api-version=2022-12-01";
const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";

const namesOf = (list: Array<{ name: string }>) => list.map(({ name }) => name);

describe("the metadata of the cloud", () => {
  const ask = (version: string) =>
    new TestClient({ origin: "https://arm.test" }).send(
      "GET",
      `/metadata/endpoints?api-version=${version}`,
      NO_TOKEN,
    );

  test("is there for everybody, as one object", async () => {
    const { status, value } = await ask("2022-09-01");

    expect(status).toBe(200);
    expect(value).toMatchObject({
      resourceManager: "https://arm.test",
      authentication: {
        loginEndpoint: "https://arm.test/adfs",
        audiences: ["https://management.core.windows.net/", "https://arm.test"],
      },
    });
    expect(value.suffixes.storage).toBe("core.windows.net");
  });

  test("was a list of clouds, and other names before that", async () => {
    expect((await ask("2019-05-01")).value).toEqual([(await ask("2022-09-01")).value]);
    expect((await ask("2015-01-01")).value).toMatchObject({
      portalEndpoint: "https://arm.test/portal",
      authentication: { loginEndpoint: "https://arm.test/adfs" },
    });
  });

  test("has no other versions", async () => {
    expect(statusAndCode(await ask("2022-09-02"))).toBe("400 InvalidApiVersionParameter");
  });
});

describe("subscriptions and tenants", () => {
  test("are listed as far as the token's tenant goes", async () => {
    const client = new TestClient();
    const tenantId = "55555555-5555-5555-5555-555555555555";
    client.emulator.addSubscription({ subscriptionId: "abroad", tenantId });
    const token = client.emulator.entra.issue().token;
    const ask = async (path: string, authorization: string) =>
      (await client.send("GET", `${path}${VERSION}`, { headers: { authorization } })).value;

    const own = await ask("/subscriptions", `Bearer ${token}`);
    expect(own.value).toHaveLength(1);
    expect(own.value[0]).toMatchObject({ id: SUBSCRIPTION, state: "Enabled" });
    expect((await ask("/tenants", `Bearer ${token}`)).value).toHaveLength(1);
    expect((await ask("/subscriptions", "Bearer test-token")).count.value).toBe(2);
    expect((await ask("/tenants", "Bearer test-token")).value[1].tenantId).toBe(tenantId);
  });

  test("can be read one by one", async () => {
    const client = new TestClient();

    expect((await client.get(`${SUBSCRIPTION}${VERSION}`)).value.displayName).toBe("Contoso");
    expect(statusAndCode(await client.get(`/subscriptions/nope${VERSION}`))).toBe(
      "404 SubscriptionNotFound",
    );
  });

  test.each([
    { fault: "without a token", path: `/subscriptions${VERSION}`, options: NO_TOKEN, says: "401" },
    { fault: "without a version", path: "/subscriptions?", says: "400 MissingApiVersion" },
    { fault: "of another version", path: "/tenants?api-version=2022-12-02", says: "400 NoReg" },
  ])("are refused $fault", async ({ path, options, says }) => {
    expect(statusAndCode(await new TestClient().send("GET", path, options))).toContain(says);
  });

  test("cannot be written", async () => {
    const reply = await new TestClient().send("PUT", `${SUBSCRIPTION}${VERSION}`, { body: {} });

    expect(statusAndCode(reply)).toBe("405 MethodNotAllowed");
  });
});

describe("resource groups and vaults", () => {
  test("of a subscription are listed, each group once", async () => {
    const client = new TestClient();
    client.emulator.addVault({ name: "Second", resourceGroup: "SQLServerSelfHost" });
    const groups = await client.get(`${SUBSCRIPTION}/resourcegroups${VERSION}`);

    expect(namesOf(groups.value.value)).toEqual(["SQLServerSelfHost", "SpareBackups"]);
  });

  test("a group is found in any letter case, another one is not", async () => {
    const client = new TestClient();
    const get = (name: string) => client.get(`${SUBSCRIPTION}/resourceGroups/${name}${VERSION}`);

    expect((await get("sparebackups")).value.name).toBe("SpareBackups");
    expect(statusAndCode(await get("nope"))).toBe("404 ResourceGroupNotFound");
  });

  test("vaults are listed by subscription and by group", async () => {
    const client = new TestClient();
    const list = async (under: string) =>
      namesOf((await client.get(`${SUBSCRIPTION}${under}`)).value.value);

    expect(await list("/providers/Microsoft.RecoveryServices/vaults")).toEqual([
      "SQLServer2012",
      "SpareVault",
    ]);
    expect(
      await list("/resourceGroups/SpareBackups/providers/Microsoft.RecoveryServices/vaults"),
    ).toEqual(["SpareVault"]);
  });
});
