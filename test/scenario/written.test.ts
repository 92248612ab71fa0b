import { describe, expect, test } from "vitest";
import { scenario, step } from "../support/scenario.ts";
import { VAULT_ID } from "../support/subjects.ts";

const VERIFY = { operation: "verify-backup", "max-recovery-point-age": "24h" };
const PAYROLL = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll`;
const MACHINE =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/WebDemo/providers/Microsoft.Compute/virtualMachines/web-01";
const SHARE =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/FilesDemo/providers/Microsoft.Storage/storageAccounts/contosofiles/fileServices/default/shares/documents";
const portal = (id: string) => `https://portal.azure.com/#@contoso.com/resource${id}/overview`;

describe("an item is taken for what it is", () => {
  test.each([
    { how: "an id", item: PAYROLL, id: "payroll" },
    { how: "an id with blanks around it", item: `  ${PAYROLL} `, id: "payroll" },
    { how: "an id without its first slash", item: PAYROLL.slice(1), id: "payroll" },
    { how: "an id in capitals", item: PAYROLL.toUpperCase(), id: "payroll" },
    { how: "an id that is percent-encoded", item: encodeURIComponent(PAYROLL), id: "payroll" },
    { how: "an id whose parts are", item: PAYROLL.replaceAll(";", "%3B"), id: "payroll" },
    { how: "native names that are", item: encodeURIComponent(nativeOf(PAYROLL)), id: "payroll" },
    { how: "its page in the portal", item: portal(PAYROLL), id: "payroll" },
    { how: "a VM's own id", item: MACHINE, id: "web-01" },
    { how: "a VM's page in the portal", item: portal(MACHINE), id: "web-01" },
    { how: "a VM's id with a slash at its end", item: `${MACHINE}/`, id: "web-01" },
    { how: "a share's own id", item: SHARE, id: "documents" },
  ])("$how", async ({ item, id }) => {
    const result = await step(scenario(), { ...VERIFY, item });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("recovery-point-fresh");
    expect(result.output("item-name")).toBe(id);
  });

  test("a VM's id is not that of a database in it", async () => {
    const server = MACHINE.replace("WebDemo", "SQLServerPMDemo").replace("web-01", "sqlserver-1");

    const result = await step(scenario(), { ...VERIFY, item: server });

    expect(result.output("reason")).toBe("item-not-found");
  });

  test("a deletion takes a share's own id, which names its host too", async () => {
    const result = await step(scenario(), {
      operation: "stop-protection-delete-data",
      item: SHARE,
      "confirm-delete": "documents",
      "dry-run": "true",
    });

    expect(result.output("reason")).toBe("dry-run");
  });

  test("a percent sign in a database's name is part of it", async () => {
    const azure = scenario();
    const item = "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;a%62";
    const [container = "", name = ""] = item.split("/");
    for (const friendlyName of ["a%62", "ab"]) {
      azure.azure.addItem({
        workload: "SQLDataBase",
        container,
        name: name.replace("a%62", friendlyName),
        friendlyName,
        policy: "HourlyLogPolicy",
      });
    }

    for (const written of [item, "a%62"]) {
      const result = await step(azure, { operation: "undelete", item: written });
      expect(result.output("item-name")).toBe("a%62");
    }
  });
});

describe("a vault is taken for what it is", () => {
  test.each([
    { how: "its id", vault: VAULT_ID },
    { how: "its id with a slash at its end", vault: `${VAULT_ID}/` },
    { how: "its id without the first slash", vault: VAULT_ID.slice(1) },
    { how: "its page in the portal", vault: portal(VAULT_ID) },
    { how: "its jobs in the portal", vault: portal(VAULT_ID).replace("overview", "backupJobs") },
    { how: "its id that is percent-encoded", vault: encodeURIComponent(VAULT_ID) },
  ])("$how", async ({ vault }) => {
    const place = { vault, "resource-group": "", "subscription-id": "" };

    const result = await step(scenario(), { ...VERIFY, ...place, item: "sqlserver-1/payroll" });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("recovery-point-fresh");
    expect(result.host.summaryMarkdown).toContain("SQLServer2012");
  });
});

describe("a word of another tool that can mean one thing only is taken", () => {
  test.each([
    { word: "MSSQL", item: "sqlserver-1/payroll" },
    { word: "SAPHANA", item: "hana-0/erp" },
    { word: "AzureIaasVM", item: "web-01" },
    { word: "AzureVM", item: "web-01" },
    { word: "AzureFiles", item: "documents" },
  ])("'workload-type: $word'", async ({ word, item }) => {
    const result = await step(scenario(), { ...VERIFY, item, "workload-type": word });

    expect(result.output("reason"), result.host.errors[0]?.message).toBe("recovery-point-fresh");
  });
});

describe("a step that goes on says before anything is sent", () => {
  test.each([
    { minutes: "360", warnings: 0 },
    { minutes: "361", warnings: 1 },
    { minutes: "7200", warnings: 1 },
  ])("how long 'timeout-minutes: $minutes' is: $warnings", async ({ minutes, warnings }) => {
    const inputs = { ...VERIFY, item: "sqlserver-1/payroll", "timeout-minutes": minutes };

    const result = await step(scenario(), inputs);

    expect(result.output("gate")).toBe("open");
    expect(result.host.warnings).toHaveLength(warnings);
    if (minutes === "7200") {
      expect(result.host.warnings).toEqual([
        "'timeout-minutes: 7200' is 5 d, and GitHub ends a job on its own runners after six hours. It counts minutes, where 'az' counts seconds.",
      ]);
    }
  });

  test("that a SQL Full is kept for less than Microsoft documents", async () => {
    const inputs = { operation: "backup-now", "backup-type": "Full", "retain-until": "6w" };

    const result = await step(scenario(), { ...inputs, item: "sqlserver-1/payroll" });

    expect(result.output("reason")).toBe("completed");
    expect(result.host.warnings).toEqual([
      "'retain-until' keeps the Full backup for less than 45 days, the least that Microsoft documents for SQL. Azure may refuse it.",
    ]);
  });

  test.each([
    { operation: "verify-backup", "max-recovery-point-age": "24h" },
    { operation: "list-items" },
  ])("that a line with '!' takes nothing out of $operation", async (operation) => {
    const inputs = { ...operation, item: "sqlserver-1/*\n!sqlserver-1/payrol" };

    const result = await step(scenario(), inputs);

    expect(result.output("gate")).toBe("open");
    expect(result.host.warnings).toEqual([
      "The line '!sqlserver-1/payrol' leaves nothing out. Did you mean 'sqlserver-1/payroll'?",
    ]);
  });
});

/** `container/item` of an item's id. */
function nativeOf(id: string): string {
  return id.replace(/^.*protectionContainers\//, "").replace("/protectedItems/", "/");
}
