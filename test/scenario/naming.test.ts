import { describe, expect, test } from "vitest";
import { scenario, step } from "../support/scenario.ts";

const STOP = { operation: "stop-protection-retain-data" };
const GROUP =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012";

describe("names exactly one item", () => {
  test.each([
    { item: "orders", what: "the database alone, where no other has that name" },
    { item: "sales-ag/orders", what: "availability group and database" },
    { item: "sqlserver-1/payroll", what: "server and database" },
    { item: "SQLSERVER-1/PAYROLL", what: "any case" },
    {
      item: "sqlserver-1.contoso.com / payroll",
      what: "the server as Azure shows it, with blanks",
    },
    { item: "sqlserver-0/reporting/payroll", what: "server, instance and database" },
    { item: "reporting/payroll", what: "instance and database" },
    { item: "SQLServerPMDemo/sqlserver-1/MSSQLSERVER/payroll", what: "every part" },
    { item: "SQLServerPMDemo/REPORTING/payroll", what: "parts left out in the middle" },
    {
      item: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;payroll",
      what: "native names",
    },
    {
      item: `${GROUP}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll`,
      what: "the resource id",
    },
  ])("$what: $item", async ({ item }) => {
    const result = await step(scenario(), { ...STOP, item });

    expect(result.output("reason")).toBe("completed");
  });
});

describe("several matches are a failure that lists every candidate by the path that names it alone", () => {
  test.each([
    { item: "msDB", candidates: ["'sqlserver-0/msDB'", "'sqlserver-1/msDB'"] },
    {
      item: "sqlserver-0/payroll",
      candidates: ["'sqlserver-0/MSSQLSERVER/payroll'", "'REPORTING/payroll'"],
    },
  ])("$item", async ({ item, candidates }) => {
    const azure = scenario();

    const result = await step(azure, { ...STOP, item });

    expect(result.output("reason")).toBe("item-ambiguous");
    for (const candidate of candidates) {
      expect(result.host.errors[0]?.message).toContain(candidate);
      const again = await step(azure, { ...STOP, item: candidate.replaceAll("'", "") });
      expect(again.output("reason")).toBe("completed");
    }
  });

  test("also where a name is a resource group of one item and a server of another", async () => {
    const azure = scenario();
    const sql = {
      workload: "SQLDataBase",
      friendlyName: "ledger",
      parentName: "MSSQLSERVER",
    } as const;
    const item = "SQLDataBase;mssqlserver;ledger";
    azure.azure.addItem({ ...sql, container: "VMAppContainer;Compute;finance;vm-1", name: item });
    azure.azure.addItem({ ...sql, container: "VMAppContainer;Compute;other;finance", name: item });

    const result = await step(azure, { ...STOP, item: "finance/ledger" });

    expect(result.output("reason")).toBe("item-ambiguous");
  });
});

describe("no match is a failure, never a skip", () => {
  test("that lists near misses", async () => {
    const result = await step(scenario(), { ...STOP, item: "sqlserver-0/inventry" });

    expect(result.output("reason")).toBe("item-not-found");
    expect(result.host.errors[0]?.message).toContain("'sqlserver-0/inventory'");
  });

  test("of an item's resource id, too", async () => {
    const result = await step(scenario(), {
      ...STOP,
      item: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-9/SQLDataBase;mssqlserver;payroll",
    });

    expect(result.output("reason")).toBe("item-not-found");
    expect(result.host.errors[0]?.message).toContain("sqlserver-1/payroll");
  });

  test("where the server is right and the instance is not", async () => {
    const result = await step(scenario(), { ...STOP, item: "sqlserver-1/REPORTING/payroll" });

    expect(result.output("reason")).toBe("item-not-found");
  });

  test("of a policy, which lists the policies there are", async () => {
    const result = await step(scenario(), {
      operation: "change-policy",
      item: "orders",
      policy: "ProdPolicies",
    });

    expect(result.output("reason")).toBe("policy-not-found");
    expect(result.host.errors[0]?.message).toContain("'ProdPolicy'");
  });
});

test("a live item is preferred to a soft-deleted one of the same name", async () => {
  const azure = scenario();
  const deleted = azure.azure.item("archive2019");
  azure.azure.addItem({
    workload: "SQLDataBase",
    container: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1",
    name: "SQLDataBase;mssqlserver;archive2019",
    friendlyName: deleted.friendlyName,
    policy: "HourlyLogPolicy",
  });

  const result = await step(azure, { ...STOP, item: "archive2019" });

  expect(result.output("reason")).toBe("completed");
  expect(result.output("item-id")).toContain("sqlserver-1");
});

test("an item that Azure returns from another vault is never touched", async () => {
  const azure = scenario();
  azure.azure.fault({
    path: /backupProtectedItems$/,
    answer: {
      status: 200,
      body: JSON.stringify({
        value: [
          {
            id: `${GROUP.replace("SQLServer2012", "Elsewhere")}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;g;vm/protectedItems/SQLDataBase;mssqlserver;orders`,
            properties: { friendlyName: "orders", protectionState: "Protected" },
          },
        ],
      }),
    },
  });

  const result = await step(azure, { ...STOP, item: "orders" });

  expect(result.output("gate")).toBe("closed");
  expect(result.requests.filter((request) => !request.startsWith("GET"))).toEqual([]);
});

test("an item of a type that the action does not know is refused before any write", async () => {
  const azure = scenario();
  azure.azure.item("orders").overrides = { protectedItemType: "AzureVmWorkloadSQLInstance" };

  const result = await step(azure, { ...STOP, item: "orders" });

  expect(result.output("reason")).toBe("refused");
  expect(result.requests.filter((request) => !request.startsWith("GET"))).toEqual([]);
});

describe("items of other workloads are named", () => {
  test.each([
    { item: "web-01", what: "a virtual machine alone" },
    { item: "webdemo/WEB-01", what: "resource group and virtual machine" },
    { item: "documents", what: "a file share alone" },
    { item: "contosofiles/documents", what: "storage account and share" },
    { item: "FilesDemo/contosofiles/documents", what: "resource group, storage account and share" },
    { item: "hxe/erp", what: "the SID of SAP HANA and a database" },
    { item: "hana-0/erp", what: "a server of SAP HANA by its virtual machine" },
    { item: "hanahost/HXE/erp", what: "a server of SAP HANA by its own name" },
    { item: "ase/tpcc", what: "a database of SAP ASE" },
    {
      item: "IaasVMContainer;iaasvmcontainerv2;WebDemo;web-01/VM;iaasvmcontainerv2;WebDemo;web-01",
      what: "native names of a virtual machine",
    },
  ])("$what: $item", async ({ item }) => {
    const result = await step(scenario(), { ...STOP, item });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
  });

  test("'workload-type' narrows down a name that several workloads share", async () => {
    const azure = scenario();
    azure.azure.addItem({
      workload: "SQLDataBase",
      container: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0",
      name: "SQLDataBase;mssqlserver;web-01",
      friendlyName: "web-01",
      policy: "HourlyLogPolicy",
    });

    const alone = await step(azure, { ...STOP, item: "web-01" });
    const narrowed = await step(azure, { ...STOP, item: "web-01", "workload-type": "VM" });
    const wrong = await step(azure, { ...STOP, item: "web-02", "workload-type": "SQLDataBase" });

    expect(alone.output("reason")).toBe("item-ambiguous");
    expect(narrowed.output("reason")).toBe("completed");
    expect(narrowed.output("item-id")).toContain("IaasVMContainer");
    expect(wrong.output("reason")).toBe("item-not-found");
  });
});
