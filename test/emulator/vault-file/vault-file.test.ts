import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Emulator } from "../emulator.ts";
import { retentionDays } from "../vault/retention.ts";
import { stock } from "./stock.ts";
import { readVaultFile } from "./vault-file.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const HOUR = 3_600_000;

function emulated(text: string) {
  const file = readVaultFile(text, "vault.yml");
  return new Emulator({ now: () => NOW, fill: (service) => stock(service, file) });
}

function failure(text: string): string {
  try {
    readVaultFile(text, "vault.yml");
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("a vault by fields", () => {
  test("the example says what it shows", () => {
    const azure = emulated(
      readFileSync(join(import.meta.dirname, "../../../docs/vault.yml"), "utf8"),
    );

    const vault = azure.vault("SQLServer2012");
    expect(vault.items.map(({ container, name }) => `${container}/${name}`)).toEqual([
      "VMAppContainer;Compute;Servers;sqlserver-0/SQLDataBase;mssqlserver;crm",
      "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;payroll",
      "VMAppContainer;Compute;Servers;sqlserver-1/SQLDataBase;mssqlserver;msdb",
      "VMAppContainer;Compute;Servers;sqlserver-0/SQLDataBase;reporting;archive",
      "VMAppContainer;Compute;Servers;sqlserver-0/SQLDataBase;mssqlserver;billing",
      "IaasVMContainer;iaasvmcontainerv2;WebDemo;web-01/VM;iaasvmcontainerv2;WebDemo;web-01",
      expect.stringMatching(
        /^StorageContainer;Storage;Files;contosofiles\/AzureFileShare;[\da-f]{32}$/,
      ),
      "SQLAGWorkLoadContainer;6c4f9a52-0b1d-4e83-9f27-d1e5a3b8c704/SQLDataBase;sales-ag;orders",
    ]);
    const payroll = azure.item("payroll");
    expect(payroll).toMatchObject({ protectionState: "Protected", recoveryModel: "FULL" });
    expect(payroll.policyId).toMatch(/\/backupPolicies\/HourlyLogPolicy$/);
    expect(payroll.lastBackupTime).toBe(NOW - 6 * HOUR);
    expect(payroll.logRanges[0]?.to).toBe(NOW - HOUR / 2);
    expect(azure.item("msDB").lastBackupTime).toBe(NOW - 72 * HOUR);
    expect(azure.item("archive")).toMatchObject({
      deletedAt: NOW - 72 * HOUR,
      policyId: undefined,
    });
    expect(azure.item("billing").lastBackupStatus).toBe("Unhealthy");
    expect(azure.item("web-01").policyId).toMatch(/\/backupPolicies\/NightlyPolicy$/);
    expect(azure.item("documents").policyId).toMatch(/\/backupPolicies\/DailySharePolicy$/);
    const prod = vault.policies.find(({ name }) => name === "ProdPolicy");
    expect(Object.fromEntries(prod ? retentionDays(prod) : [])).toEqual({
      "Full dailySchedule": 90,
      "Full weeklySchedule": 364,
      "Full monthlySchedule": 1800,
      "Full yearlySchedule": 3650,
      Log: 35,
    });
  });

  test("its resource id names group and subscription too", () => {
    const id =
      "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-backup/providers/Microsoft.RecoveryServices/vaults/ProdVault";

    expect(emulated(`vault: ${id}`).vault()).toMatchObject({
      name: "ProdVault",
      resourceGroup: "rg-backup",
      subscriptionId: "aaaaaaaa-0000-4000-8000-000000000001",
      softDeleteState: "Enabled",
    });
  });

  test.each([
    ["ProtectionStopped", { policyId: undefined }],
    ["BackupsSuspended", { policyId: expect.stringContaining("HourlyLogPolicy") }],
    ["ProtectionError", { policyId: expect.stringContaining("HourlyLogPolicy") }],
    ["IRPending", { lastBackupTime: undefined }],
  ])("an item may be %s", (state, rest) => {
    const azure = emulated(`items: [{item: sqlserver-0/crm, state: ${state.toLowerCase()}}]`);

    expect(azure.item("crm")).toMatchObject({ protectionState: state, ...rest });
  });

  test.each([
    ["crm", "SQLDataBase", { serverName: "server-0", parentName: "MSSQLSERVER" }],
    [
      "sql1.corp.local/crm",
      "SQLDataBase",
      { serverName: "sql1.corp.local", parentName: "MSSQLSERVER" },
    ],
    ["hana-0/HXE/erp", "SAPHanaDatabase", { serverName: "hana-0", parentName: "HXE" }],
    ["ase-0/tpcc", "SAPAseDatabase", { serverName: "ase-0", parentName: "ASE" }],
    ["hana-0/HXE/HDB00", "SAPHanaDBInstance", { serverName: "hana-0", parentName: "HXE" }],
    ["sql1/REPORTING", "SQLInstance", { serverName: "sql1", name: "SQLInstance;reporting" }],
    ["web-01", "VM", { container: "IaasVMContainer;iaasvmcontainerv2;Servers;web-01" }],
    ["scans", "AzureFileShare", { container: "StorageContainer;Storage;Files;storage0" }],
  ])("the path '%s' of workload %s leaves parts out", (item, workload, due) => {
    const azure = emulated(`items: [{item: ${item}, workload: ${workload}}]`);

    expect(azure.vault().items).toMatchObject([{ friendlyName: item.split("/").at(-1), ...due }]);
  });
});

const LISTED = [
  {
    item: "VMAppContainer;Compute;HanaDemo;hana-0/SAPHanaDatabase;hxe;erp",
    path: "hanahost/HXE/erp",
    name: "ERP",
    workload: "SAPHanaDatabase",
    state: "Protected",
  },
  {
    item: "StorageContainer;Storage;FilesDemo;contosofiles/AzureFileShare;0a1b2c",
    path: "contosofiles/documents",
    name: "documents",
    workload: "AzureFileShare",
    state: "SoftDeleted",
  },
];

describe("the output 'items' of 'list-items'", () => {
  const json = JSON.stringify(LISTED);

  test.each([
    ["by itself", json],
    ["laid out", JSON.stringify(LISTED, null, 2)],
    [
      "in a log with its times",
      `2026-06-01T12:00:00.1Z Run list\n2026-06-01T12:00:01.2Z   ITEMS: ${json}\n2026-06-01T12:00:02Z done [{"item": 1}]`,
    ],
    ["as an assignment", `ITEMS='${json}'`],
    ["as the items of a description", `vault: SQLServer2012\nitems: ${json}`],
  ])("%s is a vault with these items under the same names", (_, text) => {
    const { items } = emulated(text).vault("SQLServer2012");

    expect(items.map(({ container, name }) => `${container}/${name}`)).toEqual(
      LISTED.map(({ item }) => item),
    );
    expect(items).toMatchObject([
      {
        friendlyName: "ERP",
        serverName: "hanahost",
        parentName: "HXE",
        protectionState: "Protected",
      },
      { friendlyName: "documents", deletedAt: NOW - 72 * HOUR },
    ]);
  });

  test("without native names, as older versions give it, is known by its paths", () => {
    const listed = ["crm", "REPORTING/payroll", "sqlserver-1/MSSQLSERVER/payroll"].map((item) => ({
      item,
      name: item.split("/").at(-1),
      workload: "SQLDataBase",
      state: "Protected",
    }));

    const { items } = emulated(JSON.stringify(listed)).vault();
    expect(
      items.map(({ serverName, parentName, friendlyName }) => [
        serverName,
        parentName,
        friendlyName,
      ]),
    ).toEqual([
      ["server-0", "MSSQLSERVER", "crm"],
      ["REPORTING", "MSSQLSERVER", "payroll"],
      ["sqlserver-1", "MSSQLSERVER", "payroll"],
    ]);
  });

  test("may hold what a line cannot, with percent signs", () => {
    const item = "VMAppContainer;Compute;g;sql1/SQLDataBase;mssqlserver;50%25 off";

    expect(emulated(JSON.stringify([{ item }])).vault().items).toMatchObject([
      { name: "SQLDataBase;mssqlserver;50% off", friendlyName: "50% off" },
    ]);
  });

  test("in legs of several items gives each of them", () => {
    const leg = {
      item: LISTED.map(({ item }) => item).join("\n"),
      names: ["ERP", "documents"],
      leg: 1,
      legs: 1,
    };

    const { items } = emulated(JSON.stringify([leg])).vault();
    expect(items.map(({ friendlyName }) => friendlyName)).toEqual(["ERP", "documents"]);
  });
});

describe("one line says what is wrong, where, and what is allowed", () => {
  const VM = "IaasVMContainer;iaasvmcontainerv2;rg;web/VM;iaasvmcontainerv2;rg;web";

  test.each([
    [
      "vault: a\n  b: c",
      "vault.yml:1: This is no YAML: Nested mappings are not allowed in compact mappings.",
    ],
    [
      "",
      "vault.yml:1: A vault is written as fields: vault, resource-group, subscription-id, soft-delete, immutability, policies and items. The output 'items' of 'list-items' will do, too.",
    ],
    [
      "vault: a\nitem: b",
      "vault.yml:2: the vault has no field 'item', only vault, resource-group, subscription-id, soft-delete, immutability, policies and items.",
    ],
    [
      "\nvault: /subscriptions/a",
      "vault.yml:2: 'vault' of the vault is neither a name nor the resource id of a Recovery Services vault.",
    ],
    [
      "subscription-id: prod",
      "vault.yml:1: 'subscription-id' of the vault has no GUID for the subscription.",
    ],
    [
      "soft-delete: yes",
      "vault.yml:1: 'soft-delete' of the vault is 'yes', not Enabled, Disabled or AlwaysON.",
    ],
    ["items: payroll", "vault.yml:1: 'items' is no list."],
    [
      "items:\n- a/b\n- [c]",
      "vault.yml:3: An item is a path, or fields: item, path, name, names, leg, legs, workload, state, policy, newest-recovery-point, newest-log, last-backup and next-backup.",
    ],
    ["items:\n- state: Protected", "vault.yml:2: 'item' of an item is missing."],
    [
      "items:\n- item: a/b/c/d/e",
      "vault.yml:2: 'item' of an item is 'a/b/c/d/e'; of workload 'SQLDataBase' write 'resource group/server/instance/database'.",
    ],
    [
      "items:\n- a//b",
      "vault.yml:2: 'item' of an item is 'a//b'; of workload 'SQLDataBase' write 'resource group/server/instance/database'.",
    ],
    [
      "items:\n- /subscriptions/x",
      "vault.yml:2: 'item' of an item is '/subscriptions/x', which is no resource id of a protected item.",
    ],
    [
      "items:\n- item: a;b/Folder;c",
      "vault.yml:2: 'item' of an item is 'a;b/Folder;c', whose kind 'Folder' the emulator does not have.",
    ],
    [
      "items:\n- item: a;b/SQLDataBase;c;d",
      "vault.yml:2: 'item' of an item is 'a;b/SQLDataBase;c;d', which is no native name of workload 'SQLDataBase'.",
    ],
    [
      `items:\n- item: ${VM}\n  workload: SQLDataBase`,
      "vault.yml:2: 'item' of an item is of workload 'VM', not 'SQLDataBase'.",
    ],
    [
      "items:\n- item: a/b\n  workload: SQL",
      "vault.yml:3: 'workload' of an item is 'SQL', not SQLDataBase, SAPHanaDatabase, SAPAseDatabase, SAPHanaDBInstance, SQLInstance, VM or AzureFileShare.",
    ],
    [
      "items:\n- item: a/b\n  state: Stopped",
      "vault.yml:3: 'state' of an item is 'Stopped', not Protected, IRPending, ProtectionError, ProtectionStopped, BackupsSuspended, SoftDeleted, ProtectionPaused or Invalid.",
    ],
    [
      "items:\n- item: a/b\n  last-backup: Cancelled",
      "vault.yml:3: 'last-backup' of an item is 'Cancelled', not Completed or Failed.",
    ],
    [
      "items:\n- item: a/b\n  next-backup: fails",
      "vault.yml:3: 'next-backup' of an item is 'fails', not Completed, CompletedWithWarnings or Failed.",
    ],
    [
      "items:\n- item: a/b\n  policy: Gold",
      "vault.yml:3: 'policy' of an item is 'Gold'; for workload 'SQLDataBase' the vault has HourlyLogPolicy, ProdPolicy, DevPolicy and WeeklyFullPolicy.",
    ],
    [
      "items:\n- item: a/b\n  newest-recovery-point: 6 hours",
      "vault.yml:3: 'newest-recovery-point' of an item is '6 hours'; write such as '90m', '6h', '30d' or 'none'.",
    ],
    [
      "items:\n- item: a/b\n  workload: VM\n  newest-log: 1h",
      "vault.yml:4: 'newest-log' of an item is for databases, and this is of workload 'VM'.",
    ],
    ["items:\n- a/b\n- A/MSSQLSERVER/B", "vault.yml:3: 'item' of an item names 'B' a second time."],
    ["policies:\n- workload: VM", "vault.yml:2: 'name' of a policy is missing."],
    [
      "policies:\n- Gold",
      "vault.yml:2: A policy is written as fields: name, workload, retention and log-retention.",
    ],
    [
      "policies:\n- name: Gold\n  retention: 30",
      "vault.yml:3: 'retention' of a policy is '30'; write such as '30d' or '90d, 52w, 60mo, 10y'.",
    ],
    [
      "policies:\n- name: Gold\n  log-retention: 2w",
      "vault.yml:3: 'log-retention' of a policy is in days: '15d'.",
    ],
  ])("%j", (text, message) => {
    expect(failure(text)).toBe(message);
  });
});
