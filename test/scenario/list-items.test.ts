import { describe, expect, test } from "vitest";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import { bringInto, VAULT_ID } from "../support/subjects.ts";
import { transcript } from "../support/transcript.ts";

interface Listed {
  readonly item: string;
  readonly path: string;
  readonly name: string;
  readonly workload: string;
  readonly state: string;
}

interface Chunk {
  readonly item: string;
  readonly names: readonly string[];
}

function list(azure: Scenario, item: string, inputs: Record<string, string> = {}) {
  return step(azure, { operation: "list-items", item, ...inputs });
}

function itemsOf(result: Result): readonly Listed[] {
  expect(result.output("reason"), result.host.errors[0]?.message).toBe("listed");
  expect(result.gate).toBe("open");
  expect(result.writes).toEqual([]);
  return JSON.parse(result.output("items"));
}

async function paths(item: string, inputs: Record<string, string> = {}, azure = scenario()) {
  return itemsOf(await list(azure, item, inputs)).map((one) => one.path);
}

const ALL = 18;

describe("what is listed", () => {
  test("'*' lists everything the vault protects, soft-deleted items too", async () => {
    const result = await list(scenario(), "*");

    const items = itemsOf(result);
    expect(items).toHaveLength(ALL);
    expect(items).toContainEqual({
      item: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0/SQLDataBase;mssqlserver;archive2019",
      path: "sqlserver-0/archive2019",
      name: "archive2019",
      workload: "SQLDataBase",
      state: "SoftDeleted",
    });
    expect(items).toContainEqual({
      item: expect.stringMatching(
        /^StorageContainer;Storage;FilesDemo;contosofiles\/AzureFileShare;/,
      ),
      path: "contosofiles/documents",
      name: "documents",
      workload: "AzureFileShare",
      state: "Protected",
    });
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/list-items.txt");
  });

  test.each([
    { what: "a server", item: "sqlserver-1/*", found: ["sqlserver-1/msDB", "sqlserver-1/payroll"] },
    { what: "an instance", item: "reporting/*", found: ["sqlserver-0/REPORTING/payroll"] },
    { what: "an availability group", item: "SALES-AG/*", found: ["sales-ag/orders"] },
    {
      what: "a storage account",
      item: "contosofiles/*",
      found: ["contosofiles/documents", "contosofiles/scans"],
    },
    {
      what: "a resource group of machines",
      item: "webdemo/*",
      found: ["WebDemo/web-01", "WebDemo/web-02"],
    },
    { what: "part of a name", item: "web-*", found: ["WebDemo/web-01", "WebDemo/web-02"] },
    {
      what: "the middle of a name",
      item: "*ayrol*",
      found: [
        "sqlserver-0/MSSQLSERVER/payroll",
        "sqlserver-0/REPORTING/payroll",
        "sqlserver-1/payroll",
      ],
    },
    {
      what: "one database of every server",
      item: "sqlserver-*/msdb",
      found: ["sqlserver-0/msDB", "sqlserver-1/msDB"],
    },
    { what: "one name without a pattern", item: "orders", found: ["sales-ag/orders"] },
  ])("$what: $item", async ({ item, found }) => {
    expect(await paths(item)).toEqual(found);
  });

  test("several lines list what any of them names, each once", async () => {
    expect(await paths("web-01\n\n  WebDemo/web-*  \r\nscans\n")).toEqual([
      "contosofiles/scans",
      "WebDemo/web-01",
      "WebDemo/web-02",
    ]);
  });

  test("a line with '!' takes matches out again, wherever it stands", async () => {
    const found = await paths("!*/crm\nsqlserver-0/*\n! REPORTING/*\n!bill*");

    expect(found).toEqual([
      "sqlserver-0/archive2019",
      "sqlserver-0/inventory",
      "sqlserver-0/msDB",
      "sqlserver-0/MSSQLSERVER/payroll",
    ]);
  });

  test("'workload-type' lists that workload alone, in one list", async () => {
    const result = await list(scenario(), "*", { "workload-type": "vm" });

    expect(itemsOf(result).map(({ workload }) => workload)).toEqual(["VM", "VM", "VM"]);
    expect(result.requests.filter((one) => one.includes("backupProtectedItems"))).toEqual([
      "GET /backupProtectedItems?backupManagementType eq 'AzureIaasVM' and itemType eq 'VM' 200",
    ]);
  });

  test("every page of a long list is read", async () => {
    expect(await paths("*", {}, scenario({ pageSize: 3 }))).toHaveLength(ALL);
  });

  test("states are those of Azure, but for soft-deleted items, which have no word there", async () => {
    const azure = scenario();
    bringInto(azure.azure.item("web-01"), "BackupsSuspended", azure.clock.now());
    bringInto(azure.azure.item("scans"), "SoftDeleted", azure.clock.now());

    const items = itemsOf(await list(azure, "web-01\nscans\ninventory\nsqlserver-0/crm"));

    expect(items.map(({ path, state }) => [path, state])).toEqual([
      ["contosofiles/scans", "SoftDeleted"],
      ["sqlserver-0/crm", "IRPending"],
      ["sqlserver-0/inventory", "ProtectionStopped"],
      ["WebDemo/web-01", "BackupsSuspended"],
    ]);
  });
});

describe("no match", () => {
  test.each(["nothing*", "sqlserver-9/*", "ledger"])("of '%s' is an error", async (item) => {
    const result = await list(scenario(), item);

    expect(result.output("reason")).toBe("item-not-found");
    expect(result.output("items")).toBe("");
  });

  test("is an error too where every match is taken out again", async () => {
    const result = await list(scenario(), "web-*\n!WebDemo/*");

    expect(result.output("reason")).toBe("item-not-found");
  });

  test.each([
    "nothing*",
    "ledger",
    "web-*\n!WebDemo/*",
    `${VAULT_ID}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;WebDemo;web-09/protectedItems/VM;iaasvmcontainerv2;WebDemo;web-09`,
  ])("is an empty list where 'allow-empty' says so: %s", async (item) => {
    expect(await paths(item, { "allow-empty": "true" })).toEqual([]);
  });

  test("of one line does not empty the others where 'allow-empty' says so", async () => {
    expect(await paths("ledger\nweb-*", { "allow-empty": "true" })).toEqual([
      "WebDemo/web-01",
      "WebDemo/web-02",
    ]);
  });
});

test("a list that no output of GitHub can hold is refused, and not cut", async () => {
  const azure = scenario();
  for (let index = 0; index < 200; index++) {
    const friendlyName = `${index}-${"x".repeat(3_000)}`;
    azure.azure.addItem({
      workload: "SQLDataBase",
      container: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0",
      name: `SQLDataBase;mssqlserver;${friendlyName}`,
      friendlyName,
    });
  }

  const result = await list(azure, "*");

  expect(result.output("reason")).toBe("refused");
  expect(result.output("items")).toBe("");
  expect(result.host.errors[0]?.message).toContain("Narrow 'item'");
});

describe("two meanings", () => {
  function twoMeanings(): Scenario {
    const azure = scenario();
    const sql = { workload: "SQLDataBase", parentName: "MSSQLSERVER" } as const;
    azure.azure.addItem({
      ...sql,
      friendlyName: "ledger",
      container: "VMAppContainer;Compute;finance;vm-1",
      name: "SQLDataBase;mssqlserver;ledger",
    });
    azure.azure.addItem({
      ...sql,
      friendlyName: "wages",
      container: "VMAppContainer;Compute;other;finance",
      name: "SQLDataBase;mssqlserver;wages",
    });
    return azure;
  }

  test("of a part, here a resource group and there a server, are ambiguous with '*' too", async () => {
    const result = await list(twoMeanings(), "finance/*");

    expect(result.output("reason")).toBe("item-ambiguous");
    expect(result.host.errors[0]?.message).toContain("'ledger'");
    expect(result.host.errors[0]?.message).toContain("'wages'");
  });

  test("are none where another part decides", async () => {
    expect(await paths("finance/vm-1/*", {}, twoMeanings())).toEqual(["vm-1/ledger"]);
    expect(await paths("other/finance/*", {}, twoMeanings())).toEqual(["finance/wages"]);
  });

  test("of a name without a pattern are listed by the paths that tell them apart", async () => {
    const result = await list(scenario(), "msDB");

    expect(result.output("reason")).toBe("item-ambiguous");
    expect(result.host.errors[0]?.message).toContain("'sqlserver-0/msDB', 'sqlserver-1/msDB'");
  });
});

describe("each 'item' is the native name, each 'path' the shortest that names the item alone", () => {
  test("and both work again as the input 'item'", async () => {
    const azure = scenario();

    for (const one of itemsOf(await list(azure, "*"))) {
      expect(itemsOf(await list(azure, one.item)), one.item).toEqual([one]);
      expect(itemsOf(await list(azure, one.path)), one.path).toEqual([one]);
    }
  });

  test("also of items whose names no path can write", async () => {
    const azure = scenario();
    for (const friendlyName of [
      "a/b",
      "star*",
      "!bang",
      "semi;colon",
      "100 %",
      "a%41",
      "two\nlines",
    ]) {
      azure.azure.addItem({
        workload: "SQLDataBase",
        container: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0",
        name: `SQLDataBase;mssqlserver;${friendlyName}`,
        friendlyName,
        serverName: "sqlserver-0.contoso.com",
        parentName: "MSSQLSERVER",
      });
    }

    const items = itemsOf(await list(azure, "sqlserver-0/MSSQLSERVER/*"));
    for (const one of items) {
      const again = itemsOf(await list(azure, one.item));
      expect(
        again.map(({ name }) => name),
        one.item,
      ).toEqual([one.name]);
    }
    expect(items.map(({ name }) => name)).toContain("star*");
  });

  test("also where a resource id was given", async () => {
    const azure = scenario();
    const id = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;msdb`;

    const [listed] = await paths(id, {}, azure);
    const again = await list(azure, listed ?? "");

    expect(again.output("reason"), `'${listed}': ${again.host.errors[0]?.message}`).toBe("listed");
  });

  test("and no output for other jobs holds an id that GitHub may have masked", async () => {
    const azure = scenario();

    for (const chunks of ["1", "4"]) {
      const result = await list(azure, "*", { "matrix-chunks": chunks });
      for (const name of ["items", "gate", "reason", "job-id"]) {
        expect(result.output(name), name).not.toContain(azure.azure.vault().subscriptionId);
        expect(result.output(name), name).not.toContain("/subscriptions/");
      }
    }
  });
});

describe("'matrix-chunks'", () => {
  test("groups the items evenly, and each group is an 'item' for a step of its own", async () => {
    const azure = scenario();
    const everything = itemsOf(await list(azure, "sqlserver-*/*\n!crm")).map(({ item }) => item);

    const result = await list(azure, "sqlserver-*/*\n!crm", { "matrix-chunks": "3" });
    const chunks = JSON.parse(result.output("items")) as readonly Chunk[];

    expect(chunks.map(({ names }) => names.length)).toEqual([2, 3, 3]);
    expect(chunks.flatMap(({ item }) => item.split("\n"))).toEqual(everything);
    for (const { item, names } of chunks) {
      const verified = await step(azure, {
        operation: "verify-backup",
        item,
        "max-recovery-point-age": "7d",
      });
      expect(verified.output("items-total"), verified.host.errors[0]?.message).toBe(
        String(names.length),
      );
    }
  });

  test("makes no more groups than there are items", async () => {
    const result = await list(scenario(), "web-*", { "matrix-chunks": "256" });

    expect(JSON.parse(result.output("items"))).toEqual([
      { item: expect.stringMatching(/;web-01$/), names: ["web-01"], leg: 1, legs: 2 },
      { item: expect.stringMatching(/;web-02$/), names: ["web-02"], leg: 2, legs: 2 },
    ]);
  });

  test("makes none of nothing", async () => {
    const result = await list(scenario(), "x*", { "matrix-chunks": "4", "allow-empty": "true" });

    expect(result.output("items")).toBe("[]");
  });
});
