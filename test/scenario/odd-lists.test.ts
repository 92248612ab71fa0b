import { describe, expect, test } from "vitest";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import { VAULT_ID } from "../support/subjects.ts";

const EVER = Number.POSITIVE_INFINITY;
const LIST = /backupProtectedItems$/;

/** A live database of an availability group, with the name of the one that is soft-deleted. */
function addTwin({ azure }: Scenario): void {
  const { container, serverName, sourceResourceId } = azure.item("orders");
  azure.addItem({
    workload: "SQLDataBase",
    container,
    name: "SQLDataBase;sales-ag;archive2019",
    friendlyName: "archive2019",
    serverName,
    parentName: "sales-ag",
    sourceResourceId,
    policy: "HourlyLogPolicy",
  });
}

/** The list of databases as the emulator gives it, changed. */
function listedAs(
  azure: Scenario,
  change: (value: readonly Record<string, unknown>[]) => readonly unknown[],
): void {
  const all = azure.azure.vault().items.map((item) => ({
    id: `${VAULT_ID}/backupFabrics/Azure/protectionContainers/${item.container}/protectedItems/${item.name}`,
    properties: {
      friendlyName: item.friendlyName,
      protectionState: item.protectionState,
      protectedItemType: "AzureVmWorkloadSQLDatabase",
      policyId: item.policyId,
    },
  }));
  const databases = all.filter(({ id }) => /SQLDataBase/i.test(id));
  const body = JSON.stringify({ value: change(databases) });
  azure.azure.fault({ path: LIST, times: EVER, answer: { status: 200, body } });
}

const SQL = { "workload-type": "SQLDataBase" };

describe("a soft-deleted item with a live namesake", () => {
  test("is what an undelete means", async () => {
    const azure = scenario();
    addTwin(azure);

    const result = await step(azure, { operation: "undelete", item: "archive2019" });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("item-id")).toContain("sqlserver-0");
    expect(azure.azure.item("archive2019", "sqlserver-0").deletedAt).toBeUndefined();
  });

  test("does not stop its namesake when a deletion runs again by a part that both have", async () => {
    const azure = scenario();
    addTwin(azure);
    azure.azure.item("archive2019", "sales-ag").parentName = "mssqlserver";

    const result = await step(azure, {
      operation: "stop-protection-delete-data",
      item: "mssqlserver/archive2019",
      "confirm-delete": "archive2019",
    });

    expect(result.output("reason")).toBe("item-ambiguous");
    expect(result.writes).toEqual([]);
  });
});

describe("a deletion flag in an unknown form", () => {
  test.each([
    { operation: "stop-protection-retain-data" },
    { operation: "backup-now" },
    { operation: "undelete" },
    { operation: "change-policy", policy: "ProdPolicy" },
    { operation: "stop-protection-delete-data", "confirm-delete": "payroll" },
    { operation: "verify-backup", "max-recovery-point-age": "365d" },
  ])("makes $operation refuse the item", async (inputs) => {
    const azure = scenario();
    azure.azure.item("payroll", "sqlserver-1").overrides = { isScheduledForDeferredDelete: "true" };

    const result = await step(azure, { ...inputs, item: "sqlserver-1/payroll" });

    expect(result.output("gate")).toBe("closed");
    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
  });

  test("is no proof that a deletion has worked", async () => {
    const azure = scenario();
    const overrides = { isScheduledForDeferredDelete: "true" };
    const item = azure.azure.item("msDB", "sqlserver-0");
    const later = azure.clock.sleep(1_000, new AbortController().signal).then(() => {
      item.overrides = overrides;
    });

    const result = await step(azure, {
      operation: "stop-protection-delete-data",
      item: "sqlserver-0/msDB",
      "confirm-delete": "msDB",
    });
    await later;

    expect(result.output("reason")).toBe("state-not-reached");
  });
});

describe("a list", () => {
  test("that shows an item twice shows one item", async () => {
    const azure = scenario();
    listedAs(azure, (value) => [...value, ...value]);

    const result = await step(azure, {
      operation: "stop-protection-retain-data",
      item: "sqlserver-1/payroll",
      ...SQL,
    });

    expect(result.output("reason")).toBe("completed");
  });

  test("with an item whose id cannot be read says so, and leaves its namesake alone", async () => {
    const azure = scenario();
    listedAs(azure, (value) => [
      ...value,
      { id: "garbled", properties: { friendlyName: "payroll" } },
    ]);

    const stop = { operation: "stop-protection-retain-data", ...SQL };
    const refused = await step(azure, { ...stop, item: "sqlserver-1/payroll" });
    const other = await step(azure, { ...stop, item: "sqlserver-0/msDB" });

    expect(refused.output("reason")).toBe("refused");
    expect(refused.writes).toEqual([]);
    expect(refused.host.lines.join("\n")).toContain("lists 1 item whose id cannot be read");
    expect(other.output("reason")).toBe("completed");
  });
});
