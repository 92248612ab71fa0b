import { describe, expect, test } from "vitest";
import { WRITES } from "../../src/operations/operations.ts";
import { hanaInstance, sqlInstance, underInstance } from "../emulator/vault/sample-items.ts";
import { snapshotPolicy } from "../emulator/vault/sample-policies.ts";
import { itemId } from "../emulator/vault/state.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";

const VERIFY = { operation: "verify-backup", "max-recovery-point-age": "7d" };
const HANA = { group: "HanaDemo", machine: "hana-0" };
const SQL = { group: "SQLServerPMDemo", machine: "sqlserver-1" };

/** A vault that also protects a HANA instance, and a SQL instance with one of its databases. */
function given(): Scenario {
  const azure = scenario();
  azure.azure.addPolicy(snapshotPolicy("HanaSnapshots", "SAPHanaDBInstance", 5));
  azure.azure.addPolicy(snapshotPolicy("SqlSnapshots", "SQLInstance", 5));
  azure.azure.addItem({ ...hanaInstance("HXE", "HDB00", HANA), policy: "HanaSnapshots" });
  const instance = azure.azure.addItem({
    ...sqlInstance("MSSQLSERVER", SQL),
    policy: "SqlSnapshots",
  });
  Object.assign(azure.azure.item("payroll", "sqlserver-1"), underInstance(itemId(instance)));
  return azure;
}

describe("what stands beside databases and is none", () => {
  test("is listed as what it is", async () => {
    const result = await step(given(), {
      operation: "list-items",
      item: "hana-0/*\nsqlserver-1/*",
    });

    const listed = JSON.parse(result.output("items")) as { name: string; workload: string }[];
    expect(listed.map(({ name, workload }) => [name, workload])).toEqual(
      expect.arrayContaining([
        ["HDB00", "snapshot of a SAP HANA instance"],
        ["MSSQLSERVER", "snapshot of a SQL instance"],
        ["payroll", "database in the snapshot of its instance"],
        ["erp", "SAPHanaDatabase"],
        ["msDB", "SQLDataBase"],
      ]),
    );
  });

  test.each([...WRITES, "verify-backup"])("is refused by name: %s", async (operation) => {
    const inputs: Record<string, string> = {
      "change-policy": "policy",
      "resume-protection": "policy",
    };
    const policy = inputs[operation] === undefined ? {} : { policy: "ProdPolicy" };
    for (const item of ["hana-0/HDB00", "sqlserver-1/payroll"]) {
      const result = await step(given(), {
        operation,
        item,
        ...policy,
        ...(/^(verify|ensure)-backup$/.test(operation) ? { ...VERIFY, operation } : {}),
        ...(operation === "stop-protection-delete-data" ? { "confirm-delete": "payroll" } : {}),
      });

      expect(result.output("reason"), item).toBe("refused");
      expect(result.writes).toEqual([]);
      expect(result.host.errors[0]?.message).toMatch(/ is a .*snapshot of .*does not handle/);
      expect(result.output("next-step")).toContain("'workload-type");
    }
  });

  test("makes a pattern red, with both ways out", async () => {
    const result = await step(given(), { ...VERIFY, item: "hana-0/*" });

    expect(result.output("reason")).toBe("items-failed");
    expect(result.host.errors.slice(1).map(({ message }) => message)).toEqual([
      expect.stringContaining(
        "'HDB00' is a snapshot of a SAP HANA instance, of the type 'AzureVmWorkloadSAPHanaDBInstance', which this action does not handle.",
      ),
    ]);
  });

  test.each([
    { item: "hana-0/*", "workload-type": "SAPHanaDatabase" },
    { item: "hana-0/*\n!hana-0/HDB00" },
    { item: "sqlserver-1/*", "workload-type": "SQLDataBase" },
    { item: "sqlserver-1/*\n!MSSQLSERVER/MSSQLSERVER\n!sqlserver-1/payroll" },
  ])("is passed over by either of them: $item $workload-type", async (inputs) => {
    const result = await step(given(), { ...VERIFY, ...inputs });

    expect(result.output("gate"), result.output("error-message")).toBe("open");
  });
});
