import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProtectedItem } from "../../../../src/azure/backup/item.ts";
import { matchJob } from "../../../../src/azure/backup/job-match.ts";
import { item, itemOf, job } from "./read-builders.ts";
import { ITEM_ID, WORKLOAD_TYPES } from "./resource-builders.ts";

const named = (entityFriendlyName: string) => job({ entityFriendlyName });
/** The same item in another place. */
const elsewhere = (own: ProtectedItem, changes: Partial<ProtectedItem>): ProtectedItem => ({
  ...own,
  id: `${own.id}-elsewhere`,
  ...changes,
});
const onServer = (server: string, instance = "MSSQLSERVER"): ProtectedItem["levels"] => [
  { kind: "resource group", names: ["rg-sql"] },
  { kind: "server", names: [server] },
  { kind: "instance", names: [instance] },
];

describe("a database's job that names its item as", () => {
  test.each([
    { entityFriendlyName: "payroll" },
    { entityFriendlyName: "PAYROLL" },
    { entityFriendlyName: " payroll " },
    { entityFriendlyName: "payroll [sql-host]" },
    { entityFriendlyName: "payroll [SQL-HOST.contoso.com]" },
    { entityFriendlyName: "payroll [vm-1]" },
    { entityFriendlyName: "payroll [VM-1.internal.contoso.com]" },
    { entityFriendlyName: "payroll[sql-host]" },
    { entityFriendlyName: "payroll []" },
    { entityFriendlyName: "MSSQLSERVER/payroll" },
    { entityFriendlyName: "mssqlserver;payroll [sql-host]" },
    { entityFriendlyName: "mssqlserver/Payroll [sql-host.contoso.com]" },
  ])("'$entityFriendlyName' is surely its own where no other fits", ({ entityFriendlyName }) => {
    const ledger = elsewhere(item(), { friendlyName: "ledger" });

    expect(matchJob(named(entityFriendlyName), item(), [item(), ledger])).toBe("surely");
  });

  test.each([
    { entityFriendlyName: "ledger" },
    { entityFriendlyName: "payroll2" },
    { entityFriendlyName: "payroll [other-host]" },
    { entityFriendlyName: "payroll [sql-host2.contoso.com]" },
    { entityFriendlyName: "INST2/payroll" },
    { entityFriendlyName: "inst2;payroll [sql-host]" },
    { entityFriendlyName: "INST2/payroll [sql-host]" },
    { entityFriendlyName: "MSSQLSERVER/payroll [other-host]" },
    { entityFriendlyName: "MSSQLSERVER/ledger [sql-host]" },
    { entityFriendlyName: "rg-sql/payroll" },
    { entityFriendlyName: "vm-1/payroll" },
    { entityFriendlyName: "/payroll" },
  ])("'$entityFriendlyName' is another's", ({ entityFriendlyName }) => {
    for (const listed of [[], [item()]]) {
      expect(matchJob(named(entityFriendlyName), item(), listed)).toBe("no");
    }
  });

  test.each(["pay[roll", "pay[2026]", "pay [old] roll", "pay\nroll", "payroll ", "pay/roll [1"])(
    "whatever its database's name '%s' has in it is its own",
    (friendlyName) => {
      const odd = item({ friendlyName });

      for (const name of [friendlyName, `${friendlyName} [sql-host]`]) {
        expect(matchJob(named(name), odd, [odd])).toBe("surely");
      }
      expect(matchJob(named(`${friendlyName} [other-host]`), odd, [odd])).toBe("no");
    },
  );

  test.each([
    { name: "payroll [sql-server-prod]", why: "SQL cuts host names to 15 characters" },
    { name: "payroll [sql-server-prod-42.contoso.com]", why: "the name is whole" },
  ])("'$name' is that of a server with a long name: $why", ({ name }) => {
    const database = item({ levels: onServer("sql-server-prod-42") });

    expect(matchJob(named(name), database, [])).toBe("surely");
  });

  test("a whole name is that of a server whose own name SQL has cut", () => {
    const database = item({ levels: onServer("sql-server-prod") });

    expect(matchJob(named("payroll [sql-server-prod-42.contoso.com]"), database, [])).toBe(
      "surely",
    );
  });

  test("'MSSQLSERVER/payroll' may name the instance by any of its names", () => {
    const levels = [{ kind: "instance", names: ["ag-1", "MSSQLSERVER"] }] as const;

    expect(matchJob(named("MSSQLSERVER/payroll"), item({ levels }), [item({ levels })])).toBe(
      "surely",
    );
  });

  test("a whole name is another's though it begins alike: only what was cut is compared by its beginning", () => {
    const database = item({ levels: onServer("sql-server-prod-42") });

    for (const host of ["sql-server-prod-43.contoso.com", "sql-server-prod-43"]) {
      expect(matchJob(named(`payroll [${host}]`), database, [])).toBe("no");
    }
  });

  test("a host that differs before it is cut is another's", () => {
    const database = item({ levels: onServer("sql-server-prod") });

    expect(matchJob(named("payroll [sql-server-pro]"), database, [])).toBe("no");
    expect(matchJob(named("payroll [sql-server-test]"), database, [])).toBe("no");
  });

  test.each(["a/b", "payroll [archive]"])("'%s' may be the database of that name", (name) => {
    expect(matchJob(named(name), item({ friendlyName: name }), [])).not.toBe("no");
  });

  test("a node of an availability group says nothing against the group's database", () => {
    const database = item({ levels: [{ kind: "instance", names: ["ag-1"] }] });

    expect(matchJob(named("payroll [node-2]"), database, [])).toBe("surely");
    expect(matchJob(named("ag-1/payroll [node-2]"), database, [])).toBe("surely");
    expect(matchJob(named("ag-2/payroll"), database, [])).toBe("no");
  });
});

describe("a database's job whose name fits several", () => {
  const here = item();
  const there = elsewhere(here, { levels: onServer("vm-2", "INST2") });

  test("may be any one's while it names neither host nor instance", () => {
    for (const one of [here, there]) {
      expect(matchJob(named("payroll"), one, [here, there])).toBe("may");
    }
  });

  test.each([
    { name: "payroll [vm-1]", concerns: ["surely", "no"] },
    { name: "payroll [vm-2]", concerns: ["no", "surely"] },
    { name: "MSSQLSERVER/payroll", concerns: ["surely", "no"] },
    { name: "INST2/payroll", concerns: ["no", "surely"] },
  ])("belongs to the one whose place it names: $name", ({ name, concerns }) => {
    expect([here, there].map((one) => matchJob(named(name), one, [here, there]))).toEqual(concerns);
  });

  test("may be that of a deleted namesake as well", () => {
    const deleted = elsewhere(here, { condition: "soft-deleted" });

    expect(matchJob(named("payroll [vm-1]"), here, [here, deleted])).toBe("may");
  });

  test("is not in doubt because of the item itself, listed twice", () => {
    expect(matchJob(named("payroll"), here, [here, { ...here }])).toBe("surely");
  });
});

describe("where no list was read", () => {
  test.each([
    { name: "payroll", concern: "may" },
    { name: "MSSQLSERVER/payroll", concern: "may" },
    { name: "payroll []", concern: "may" },
    { name: "payroll [vm-1]", concern: "surely" },
    { name: "payroll [vm-1] ", concern: "surely" },
  ])("'$name' $concern concerns the item", ({ name, concern }) => {
    expect(matchJob(named(name), item(), [])).toBe(concern);
  });

  test("brackets within a database's own name are no place", () => {
    const odd = item({ friendlyName: "pay [vm-1] roll" });

    expect(matchJob(named("pay [vm-1] roll"), odd, [])).toBe("may");
  });

  test("a container is a place as well", () => {
    const vm = itemOf("VM");
    const backup = { entityFriendlyName: "web-01", backupManagementType: "AzureIaasVM" };

    expect(matchJob(job(backup), vm, [])).toBe("may");
    expect(
      matchJob(job({ ...backup, containerName: "iaasvmcontainerv2;rg-web;web-01" }), vm, []),
    ).toBe("surely");
  });
});

describe("a VM's job", () => {
  const vm = itemOf("VM");
  const vmJob = (containerName: string, entityFriendlyName = "web-01") =>
    job({ containerName, entityFriendlyName, backupManagementType: "AzureIaasVM" });

  test.each([
    "iaasvmcontainerv2;rg-web;web-01",
    "IaasVMContainerV2;RG-WEB;WEB-01",
    "IaasVMContainer;iaasvmcontainerv2;rg-web;web-01",
    "web-01",
  ])("in the container %s is its own", (container) => {
    expect(matchJob(vmJob(container), vm, [vm])).toBe("surely");
  });

  test.each(["iaasvmcontainerv2;rg-test;web-01", "iaasvmcontainerv2;rg-web;web-02", "web-02"])(
    "in the container %s is another's",
    (container) => {
      expect(matchJob(vmJob(container), vm, [vm])).toBe("no");
    },
  );

  test("of another name is another's, whatever its container", () => {
    expect(matchJob(vmJob("iaasvmcontainerv2;rg-web;web-01", "web-02"), vm, [vm])).toBe("no");
    expect(matchJob(vmJob("", "web-01 [host]"), vm, [vm])).toBe("no");
  });

  test("without a container may be that of a namesake in another group", () => {
    const twin = elsewhere(vm, {
      address: { ...vm.address, container: "IaasVMContainer;iaasvmcontainerv2;rg-test;web-01" },
    });

    expect(matchJob(vmJob(""), vm, [vm, twin])).toBe("may");
    expect(matchJob(vmJob("iaasvmcontainerv2;rg-web;web-01"), vm, [vm, twin])).toBe("surely");
    expect(matchJob(vmJob("iaasvmcontainerv2;rg-web;web-01"), twin, [vm, twin])).toBe("no");
  });
});

describe("a file share's job", () => {
  const share = itemOf("AzureFileShare");
  const shareJob = (containerName: string, entityFriendlyName = "documents") =>
    job({ containerName, entityFriendlyName, backupManagementType: "AzureStorage" });

  test("is told by share and storage account", () => {
    expect(matchJob(shareJob("contosofiles"), share, [share])).toBe("surely");
    expect(matchJob(shareJob("CONTOSOFILES"), share, [share])).toBe("surely");
    expect(matchJob(shareJob("otherfiles"), share, [share])).toBe("no");
    expect(matchJob(shareJob("contosofiles", "pictures"), share, [share])).toBe("no");
  });

  test("without an account may be that of a share of the same name", () => {
    const twin = elsewhere(share, {
      address: { ...share.address, container: "StorageContainer;storage;rg-files;otherfiles" },
    });

    expect(matchJob(shareJob(""), share, [share, twin])).toBe("may");
    expect(matchJob(shareJob("otherfiles"), share, [share, twin])).toBe("no");
  });
});

describe("a job of another workload", () => {
  test.each([
    { workloadType: "SQLDataBase", concern: "surely" },
    { workloadType: "sqldatabase", concern: "surely" },
    { workloadType: "", concern: "surely" },
    { workloadType: "Oracle", concern: "surely" },
    { workloadType: "SAPHanaDatabase", concern: "no" },
  ])("that calls itself '$workloadType'", ({ workloadType, concern }) => {
    const own = job({ workloadType, entityFriendlyName: "payroll" });

    expect(matchJob(own, item({ friendlyName: "payroll" }), [item()])).toBe(concern);
  });

  test.each(WORKLOAD_TYPES)("is never one of a %s, alike as its name may be", (type) => {
    const own = itemOf(type);
    const management = own.workload?.backupManagementType ?? "";
    for (const other of ["AzureWorkload", "AzureIaasVM", "AzureStorage", "MAB"]) {
      const namesake = job({ entityFriendlyName: own.friendlyName, backupManagementType: other });

      expect(matchJob(namesake, own, [own])).toBe(other === management ? "surely" : "no");
    }
  });

  test("which does not say so is judged by its name", () => {
    const silent = job({ entityFriendlyName: "payroll", backupManagementType: "" });

    expect(matchJob(silent, item(), [item()])).toBe("surely");
  });
});

describe("a job that names no item", () => {
  const nameless = (containerName: string) => job({ entityFriendlyName: "", containerName });

  test("may be anybody's", () => {
    const other = elsewhere(item(), { friendlyName: "ledger" });

    expect(matchJob(nameless(""), item(), [item(), other])).toBe("may");
    expect(matchJob(nameless(""), item(), [])).toBe("may");
  });

  test("is told by its container where it has one", () => {
    expect(matchJob(nameless("VMAppContainer;Compute;rg-sql;vm-1"), item(), [])).toBe("surely");
    expect(matchJob(nameless("VMAppContainer;Compute;rg-sql;vm-2"), item(), [])).toBe("no");
  });
});

test("a job surely concerns one item of a vault at most", () => {
  const name = fc.constantFrom("a", "b");
  const place = fc.record({ server: name, instance: name, database: name });
  const jobNames = fc
    .tuple(name, name, name)
    .chain(([instance, database, host]) =>
      fc.constantFrom(
        database,
        `${database} [${host}]`,
        `${instance}/${database}`,
        `${instance}/${database} [${host}]`,
        "",
      ),
    );
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), jobNames, (places, entity) => {
      const items = places.map(({ server, instance, database }, index) =>
        item({
          id: `${ITEM_ID}${index}`,
          friendlyName: database,
          levels: onServer(server, instance),
        }),
      );

      const concerns = items.map((one) => matchJob(named(entity), one, items));

      expect(concerns.filter((concern) => concern === "surely").length).toBeLessThanOrEqual(1);
      if (concerns.includes("surely")) expect(concerns).not.toContain("may");
    }),
  );
});
