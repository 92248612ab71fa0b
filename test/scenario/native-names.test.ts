import { describe, expect, test } from "vitest";
import { WRITES } from "../../src/operations/operations.ts";
import type { ItemState, NewItem } from "../emulator/emulator.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import { bringInto } from "../support/subjects.ts";

/** What each operation needs besides `item`. */
const INPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...Object.fromEntries(WRITES.map((operation) => [operation, {}])),
  "change-policy": { policy: "ProdPolicy" },
  "resume-protection": { policy: "ProdPolicy" },
  "stop-protection-delete-data": { "confirm-delete": "crm" },
  "ensure-backup": { "max-recovery-point-age": "7d" },
  "verify-backup": { "max-recovery-point-age": "7d" },
};
const OPERATIONS = Object.keys(INPUTS);

/** A database of the name on a server. */
function database(machine: string, friendlyName: string): NewItem {
  return {
    workload: "SQLDataBase",
    container: `VMAppContainer;Compute;SQLServerPMDemo;${machine}`,
    name: `SQLDataBase;mssqlserver;${friendlyName}`,
    friendlyName,
    serverName: `${machine}.contoso.com`,
    parentName: "MSSQLSERVER",
    policy: "HourlyLogPolicy",
  };
}

function remove(item: ItemState): void {
  const { items } = item.vault;
  items.splice(items.indexOf(item), 1);
}

/** What happens to crm between its listing and the step that uses it. */
interface Change {
  readonly what: string;
  readonly change: (azure: Scenario, crm: ItemState) => void;
}

const RENAMED: Change = {
  what: "renamed, while another instance has one of that name",
  change(azure, crm) {
    remove(crm);
    azure.azure.addItem(database("sqlserver-0", "crm-old"));
    azure.azure.addItem({
      ...database("sqlserver-0", "crm"),
      name: "SQLDataBase;reporting;crm",
      parentName: "REPORTING",
    });
  },
};

const CHANGES: readonly Change[] = [
  {
    what: "moved to another server",
    change(azure, crm) {
      remove(crm);
      azure.azure.addItem(database("sqlserver-1", "crm"));
    },
  },
  {
    what: "deleted, while another server has one of that name",
    change(azure, crm) {
      azure.azure.addItem(database("sqlserver-1", "crm"));
      remove(crm);
    },
  },
  RENAMED,
];

async function listed(azure: Scenario, path: string) {
  const result = await step(azure, { operation: "list-items", item: path });
  const [only] = JSON.parse(result.output("items")) as { item: string; path: string }[];
  if (only === undefined) throw new Error(`'${path}' lists nothing.`);
  return only;
}

describe.each(CHANGES)("an item that was listed, and was then $what,", ({ change }) => {
  test.each(OPERATIONS)(
    "is not found by its native name, and no other is: %s",
    async (operation) => {
      const azure = scenario();
      const { item } = await listed(azure, "sqlserver-0/crm");
      change(azure, azure.azure.item("crm", "sqlserver-0"));

      const result = await step(azure, { operation, item, ...INPUTS[operation] });

      expect(result.output("reason"), result.output("error-message")).toBe("item-not-found");
      expect(result.writes).toEqual([]);
    },
  );
});

test("a path may name another item later, which is why it is not handed on", async () => {
  const azure = scenario();
  const { path } = await listed(azure, "sqlserver-0/crm");
  RENAMED.change(azure, azure.azure.item("crm", "sqlserver-0"));

  const result = await step(azure, { operation: "backup-now", item: path });

  expect(path).toBe("sqlserver-0/crm");
  expect(result.output("reason")).toBe("completed");
});

describe("an item that was listed and is soft-deleted since, beside a live one of its name,", () => {
  test.each(OPERATIONS)(
    "is itself by its native name, and never the live one: %s",
    async (operation) => {
      const azure = scenario();
      const { item } = await listed(azure, "sqlserver-0/crm");
      const crm = azure.azure.item("crm", "sqlserver-0");
      bringInto(crm, "SoftDeleted", azure.clock.now());
      azure.azure.addItem(database("sqlserver-1", "crm"));

      const result = await step(azure, { operation, item, ...INPUTS[operation] });

      for (const { path } of result.writes) expect(path).toContain(";sqlserver-0/");
      expect(result.output("item-id")).toContain(";sqlserver-0/");
      expect(result.output("item")).toBe(item);
    },
  );
});

test("a VM that is gone is not the share of its name in a storage account of its group", async () => {
  const azure = scenario();
  const { item, path } = await listed(azure, "webdemo/web-02");
  remove(azure.azure.item("web-02"));
  azure.azure.addItem({
    workload: "AzureFileShare",
    container: "StorageContainer;Storage;WebDemo;webfiles",
    name: "AzureFileShare;0123456789abcdef",
    friendlyName: "web-02",
    policy: "DailySharePolicy",
  });
  const STOP = { operation: "stop-protection-retain-data" };

  expect((await step(azure, { ...STOP, item })).output("reason")).toBe("item-not-found");
  expect((await step(azure, { ...STOP, item: path })).output("item-name")).toBe("web-02");
  expect((await step(azure, { ...STOP, item: path })).output("workload-type")).toBe(
    "AzureFileShare",
  );
});

describe("a native name", () => {
  test("costs one read of the item and no list", async () => {
    const azure = scenario();
    const { item } = await listed(azure, "sqlserver-1/payroll");

    const result = await step(azure, {
      operation: "verify-backup",
      item,
      "max-recovery-point-age": "7d",
    });

    expect(result.output("gate")).toBe("open");
    expect(result.requests.filter((request) => request.includes("backupProtectedItems"))).toEqual(
      [],
    );
  });

  test("of each of several lines is read by itself, without a list", async () => {
    const azure = scenario();
    const lines = await Promise.all(
      ["sqlserver-1/payroll", "sqlserver-1/msDB"].map((path) => listed(azure, path)),
    );

    const result = await step(azure, {
      operation: "verify-backup",
      item: lines.map(({ item }) => item).join("\n"),
      "max-recovery-point-age": "7d",
    });

    expect(result.output("items-total")).toBe("2");
    expect(result.output("gate"), result.output("error-message")).toBe("open");
    expect(result.requests.filter((request) => request.includes("backupProtectedItems"))).toEqual(
      [],
    );
  });

  test("is the output 'item' of each operation, and names the item again", async () => {
    for (const operation of OPERATIONS) {
      const azure = scenario();
      const inputs = { operation, ...INPUTS[operation], "confirm-delete": "" };
      if (operation === "stop-protection-delete-data") inputs["confirm-delete"] = "crm";

      const result = await step(azure, { ...inputs, item: "sqlserver-0/crm" });
      const again = await step(azure, {
        operation: "verify-backup",
        item: result.output("item"),
        "max-recovery-point-age": "7d",
      });

      expect(again.output("item-id"), operation).toBe(result.output("item-id"));
    }
  });
});

describe("a deletion that could mean two items", () => {
  test.each(["sqlserver-0/archive2019", "INST2/archive2019"])(
    "is told paths that it takes: %s",
    async (item) => {
      const azure = scenario();
      azure.azure.addItem({
        ...database("sqlserver-0", "archive2019"),
        name: "SQLDataBase;inst2;archive2019",
        parentName: "INST2",
      });
      const inputs = {
        operation: "stop-protection-delete-data",
        "confirm-delete": "archive2019",
        "dry-run": "true",
      };

      const told = await step(azure, { ...inputs, item });
      const paths = [...told.output("next-step").matchAll(/'([^']+\/[^']+)'/g)];
      expect(paths.length).toBeGreaterThan(0);

      for (const [, path = ""] of paths) {
        const { reason } = Object.fromEntries(
          (await step(azure, { ...inputs, item: path })).host.outputs,
        );
        expect(["dry-run", "already-in-state"], path).toContain(reason);
      }
    },
  );

  test("may name the SID of SAP HANA as its host", async () => {
    const result = await step(scenario(), {
      operation: "stop-protection-delete-data",
      item: "HXE/erp",
      "confirm-delete": "erp",
      "dry-run": "true",
    });

    expect(result.output("reason"), result.output("error-message")).toBe("dry-run");
  });
});
