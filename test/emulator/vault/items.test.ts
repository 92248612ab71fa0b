import { describe, expect, test } from "vitest";
import { type Body, statusAndCode, TestClient } from "../test-client.ts";
import { fileShare } from "./sample-items.ts";

const SQL = "backupManagementType eq 'AzureWorkLoad' and itemType eq 'SQLDataBase'";

const names = (value: Body): string[] =>
  value.value.map((one: Body) => one.properties.friendlyName);

describe("the list of items", () => {
  test("filters by type without regard to case, and holds soft-deleted items", async () => {
    const client = new TestClient();
    const { value } = await client.list("/backupProtectedItems", SQL);

    expect(names(value)).toEqual([
      "msDB",
      "payroll",
      "payroll",
      "inventory",
      "crm",
      "billing",
      "msDB",
      "payroll",
      "orders",
      "archive2019",
    ]);
    expect(value.value.at(-1).properties).toMatchObject({
      protectionState: "ProtectionStopped",
      isScheduledForDeferredDelete: true,
      deferredDeleteTimeRemaining: "11.00:00:00.0000000",
    });
  });

  test("leaves out what only a single read of a database gives", async () => {
    const client = new TestClient();
    const { value } = await client.list("/backupProtectedItems", SQL);
    const single = await client.read(client.emulator.item("crm"));

    expect(Object.keys(single)).toEqual(expect.arrayContaining(["kpisHealths", "extendedInfo"]));
    for (const listed of value.value) {
      expect(listed.properties).not.toHaveProperty("extendedInfo");
      expect(listed.properties).not.toHaveProperty("kpisHealths");
    }
  });

  test("comes in pages whose absolute links lead to the end", async () => {
    const client = new TestClient({ pageSize: 4, origin: "https://arm.test" });
    const seen: string[] = [];
    let reply = await client.list("/backupProtectedItems", SQL);
    for (let pages = 1; ; pages += 1) {
      seen.push(...names(reply.value));
      if (!reply.value.nextLink) {
        expect(pages).toBe(3);
        break;
      }
      expect(reply.value.nextLink).toMatch(/^https:\/\/arm\.test\/.*\$filter=.*\$skipToken=/);
      reply = await client.get(reply.value.nextLink);
    }

    expect(seen).toHaveLength(10);
  });

  test("has 200 items on a page", async () => {
    const client = new TestClient({ seeded: false });
    const vault = client.emulator.addVault({ name: "BigVault" });
    for (let index = 0; index < 450; index++) {
      client.emulator.addItem(fileShare(`share-${index}`, "contosofiles", "FileGroup"), vault);
    }
    const sizes: number[] = [];
    let url: string | undefined = client.path("/backupProtectedItems");
    while (url !== undefined) {
      const { value } = await client.get(url);
      sizes.push(value.value.length);
      url = value.nextLink;
    }

    expect(sizes).toEqual([200, 200, 50]);
  });

  test("ends without a link where the last page is full", async () => {
    const client = new TestClient({ pageSize: 10 });

    expect((await client.list("/backupProtectedItems", SQL)).value).not.toHaveProperty("nextLink");
  });

  test.each([
    { fault: "a key it does not know", filter: "name eq 'x'" },
    { fault: "another operator", filter: "itemType ne 'VM'" },
    { fault: "a key given twice", filter: "itemType eq 'VM' and itemType eq 'VM'" },
    { fault: "an unquoted value", filter: "itemType eq VM" },
    { fault: "or", filter: "itemType eq 'VM' or itemType eq 'SQLDataBase'" },
    { fault: "an end that is missing", filter: "itemType eq 'VM' and" },
    {
      fault: "a management type that does not exist",
      filter: "backupManagementType eq 'AzureSql'",
    },
  ])("refuses a filter with $fault", async ({ filter }) => {
    const client = new TestClient();

    expect(statusAndCode(await client.list("/backupProtectedItems", filter))).toBe(
      "400 BMSUserErrorInvalidInput",
    );
  });

  test("reads a doubled quote in a filter as one", async () => {
    const client = new TestClient();
    client.emulator.item("crm").friendlyName = "o'brien";

    expect(
      names((await client.list("/backupProtectedItems", "friendlyName eq 'o''brien'")).value),
    ).toEqual(["o'brien"]);
  });
});

describe("a single item", () => {
  const client = new TestClient();

  test("that does not exist is not found", async () => {
    const path = client.itemPath(client.emulator.item("crm")).replace(/crm$/, "nope");

    expect(statusAndCode(await client.get(path))).toBe("404 BMSUserErrorDataSourceObjectNotFound");
  });

  test.each([
    {
      part: "container",
      from: /VMAppContainer%3B/,
      code: "BMSUserErrorContainerNameIncorrectFormat",
    },
    { part: "item", from: /SQLDataBase%3B/, code: "BMSUserErrorProtectedItemNameIncorrectFormat" },
  ])("is refused when the name of its $part has the wrong form", async ({ from, code }) => {
    const path = client.itemPath(client.emulator.item("crm")).replace(from, "");

    expect(statusAndCode(await client.get(path))).toBe(`400 ${code}`);
  });

  test("takes the one filter that official clients send", async () => {
    const path = client.itemPath(client.emulator.item("crm"));
    const query = `api-version=2025-02-01&$filter=${encodeURIComponent("expand eq 'extendedinfo'")}`;

    expect((await client.get(`${path}?${query}`)).status).toBe(200);
  });

  test("is told apart by its container where names are equal", async () => {
    for (const server of ["sqlserver-0", "sqlserver-1"]) {
      const { serverName } = await client.read(client.emulator.item("msDB", server));
      expect(serverName).toBe(`${server}.contoso.com`);
    }
  });

  test("names its newest recovery point; of listed ones only VMs do", async () => {
    const list = async (type: string) =>
      (await client.list("/backupProtectedItems", `itemType eq '${type}'`)).value.value[0];

    for (const name of ["documents", "erp", "web-01"]) {
      expect(await client.read(client.emulator.item(name))).toHaveProperty("lastRecoveryPoint");
    }
    expect((await list("VM")).properties).toHaveProperty("lastRecoveryPoint");
    for (const type of ["AzureFileShare", "SQLDataBase", "SAPHanaDatabase"]) {
      expect((await list(type)).properties).not.toHaveProperty("lastRecoveryPoint");
    }
  });

  test("of an availability group names its nodes", async () => {
    const orders = await client.read(client.emulator.item("orders"));

    expect(orders).toMatchObject({ parentName: "sales-ag", friendlyName: "orders" });
    expect(orders.nodesList.map(({ nodeName }: { nodeName: string }) => nodeName)).toEqual([
      "sqlserver-0.contoso.com",
      "sqlserver-1.contoso.com",
    ]);
  });

  test("that is a VM shows its container without its type, as no other kind does", async () => {
    const vm = await client.read(client.emulator.item("web-01"));
    const share = await client.read(client.emulator.item("documents"));

    expect(vm.containerName).toBe("iaasvmcontainerv2;WebDemo;web-01");
    expect(share.containerName).toBe("StorageContainer;Storage;FilesDemo;contosofiles");
  });
});

describe("policies", () => {
  const client = new TestClient();

  test("are listed by workload", async () => {
    const { value } = await client.list("/backupPolicies", "backupManagementType eq 'AzureIaasVM'");

    expect(value.value.map((one: Body) => one.name)).toEqual([
      "DefaultPolicy",
      "VmLongPolicy",
      "EnhancedPolicy",
    ]);
  });

  test("tell their retention and how many items they protect", async () => {
    const { value } = await client.get(client.path("/backupPolicies/hourlylogpolicy"));

    expect(value.properties).toMatchObject({ workLoadType: "SQLDataBase", protectedItemsCount: 8 });
    expect(value.properties.subProtectionPolicy.map((one: Body) => one.policyType)).toEqual([
      "Full",
      "Log",
    ]);
  });

  test("that do not exist are not found", async () => {
    expect((await client.get(client.path("/backupPolicies/Nope"))).status).toBe(404);
  });
});

test("an item is found as long as it is in the vault, and again once it is back", async () => {
  const client = new TestClient();
  const item = client.emulator.item("crm");
  const { items } = client.emulator.vault();
  const status = async () => (await client.get(client.itemPath(item))).status;

  expect(await status()).toBe(200);
  items.splice(items.indexOf(item), 1);
  expect(await status()).toBe(404);
  items.push(item);
  expect(await status()).toBe(200);
});
