import { describe, expect, test } from "vitest";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import { parseItemRef } from "../../../src/naming/item-ref.ts";
import { suggestItem } from "../../../src/naming/suggestions.ts";
import { item, itemOf } from "../azure/backup/read-builders.ts";
import { VAULT } from "../azure/backup/resource-builders.ts";

const database = (server: string, friendlyName: string, instance = "MSSQLSERVER") =>
  item({
    address: {
      container: `VMAppContainer;Compute;rg-sql;${server}`,
      name: `SQLDataBase;${instance};${friendlyName}`,
    },
    friendlyName,
    levels: [
      { kind: "resource group", names: ["rg-sql"] },
      { kind: "server", names: [server, `${server}.contoso.com`] },
      { kind: "instance", names: [instance] },
    ],
  });
const group = item({
  address: { container: "SQLAGWorkLoadContainer;1", name: "SQLDataBase;sales-ag;orders" },
  friendlyName: "orders",
  levels: [{ kind: "instance", names: ["sales-ag"] }],
});
const CRM = database("vm-0", "crm");
const HOST_ID =
  "/subscriptions/s/resourceGroups/rg-sql/providers/Microsoft.Compute/virtualMachines/vm-1";
const ALL: readonly ProtectedItem[] = [
  CRM,
  database("vm-0", "payroll"),
  database("vm-0", "payroll", "REPORTING"),
  { ...database("vm-1", "payroll"), sourceId: HOST_ID },
  group,
  itemOf("VM"),
  itemOf("AzureFileShare"),
  itemOf("SAPHanaDatabase"),
];

const hint = (written: string, { several = false, listed = ALL } = {}) =>
  suggestItem(parseItemRef(written, VAULT), { listed, several });

describe("what the user may have meant", () => {
  test.each([
    {
      what: "the same name on another server",
      written: "vm-1/crm",
      says: "'crm' is on the server 'vm-0': write 'vm-0/crm'.",
    },
    {
      what: "the same name on several",
      written: "vm-9/payroll",
      says: "'payroll' is at another place: write 'vm-0/MSSQLSERVER/payroll', 'REPORTING/payroll' or 'vm-1/payroll'.",
    },
    {
      what: "the same name in an availability group",
      written: "vm-0/orders",
      says: "'orders' is in the availability group 'sales-ag': write 'sales-ag/orders'.",
    },
    {
      what: "the same name in another resource group",
      written: "rg-sql/web-01",
      says: "'web-01' is in the resource group 'rg-web': write 'rg-web/web-01'.",
    },
    {
      what: "a native name, those in its container first",
      written: "VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;x;payroll",
      says: "'payroll' is at another place: write 'vm-1/payroll', 'vm-0/MSSQLSERVER/payroll' or 'REPORTING/payroll'.",
    },
    {
      what: "the container alone, as az prints it",
      written: "VMAppContainer;Compute;rg-sql;VM-1",
      says: "A native name is 'container/item', and this is one half of it: write 'VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;MSSQLSERVER;payroll'.",
    },
    {
      what: "the item's native name alone",
      written: "sqldatabase;reporting;payroll",
      says: "A native name is 'container/item', and this is one half of it: write 'VMAppContainer;Compute;rg-sql;vm-0/SQLDataBase;REPORTING;payroll'.",
    },
    {
      what: "a VM of which only databases are backed up",
      written: HOST_ID,
      says: "The VM is not backed up as a whole, but databases in it are: name one, such as 'vm-1/payroll'.",
    },
    {
      what: "a share that a protected storage account does not have",
      written: `${itemOf("AzureFileShare").sourceId}/fileServices/default/shares/nothing`,
      says: "In that storage account it protects 'contosofiles/documents'.",
    },
    {
      what: "a comma for a slash",
      written: "vm-1, payroll",
      says: "The parts of a path are separated by '/': write 'vm-1/payroll'.",
    },
    {
      what: "a database as SQL names it",
      written: "vm-0.MSSQLSERVER.payroll",
      says: "The parts of a path are separated by '/': write 'vm-0/MSSQLSERVER/payroll'.",
    },
    {
      what: "a pattern that fits elsewhere",
      written: "vm-1/cr*",
      says: "'cr*' is at another place: write 'vm-0/crm'.",
    },
    {
      what: "parts in another order",
      written: "crm/mssqlserver/vm-0",
      says: "A path goes from the outside in, the item last: write 'vm-0/mssqlserver/crm'.",
    },
    {
      what: "parts that Windows separates",
      written: "vm-0\\REPORTING/payroll",
      says: "The parts of a path are separated by '/': write 'vm-0/REPORTING/payroll'.",
    },
    {
      what: "two in a line",
      written: "vm-0/crm, sales-ag/orders",
      says: "One item a line, without commas, dashes, quotes or comments. Write 'vm-0/crm' and 'sales-ag/orders'.",
    },
    {
      what: "a comment behind it",
      written: "vm-0/crm # the CRM",
      says: "One item a line, without commas, dashes, quotes or comments. Write 'vm-0/crm'.",
    },
    {
      what: "a dash before it",
      written: "-crm",
      says: "One item a line, without commas, dashes, quotes or comments. Write 'crm'.",
    },
    {
      what: "quotes that end nowhere, about nothing that is there",
      written: "'warehouse",
      says: "One item a line, without commas, dashes, quotes or comments.",
    },
    {
      what: "a variable",
      written: "$env:SERVER/crm",
      says: expect.stringContaining("'$env:SERVER' is a variable that nothing has replaced."),
    },
    {
      what: "a server",
      written: "vm-0",
      says: "'vm-0' is a server: name one of its items, such as 'vm-0/crm' or 'vm-0/MSSQLSERVER/payroll'.",
    },
    {
      what: "a group and a server",
      written: "rg-sql/vm-1",
      says: "'vm-1' is a server: name one of its items, such as 'vm-1/payroll'.",
    },
    {
      what: "an availability group",
      written: "SALES-AG",
      says: "'SALES-AG' is an availability group: name one of its items, such as 'sales-ag/orders'.",
    },
    {
      what: "a SID",
      written: "hxe",
      says: expect.stringContaining("'hxe' is a SID: name one of its items"),
    },
    {
      what: "an instance",
      written: "reporting",
      says: "'reporting' is an instance: name one of its items, such as 'REPORTING/payroll'.",
    },
    {
      what: "a policy",
      written: "gold",
      says: expect.stringContaining("'gold' is a policy: name an item that it protects, such as"),
    },
    {
      what: "a place that is spelled alike",
      written: "vm-O/*",
      says: "No item is at 'vm-O'. Did you mean 'vm-0' or 'vm-1'?",
    },
    {
      what: "a place that is not there",
      written: "oracle/*",
      says: expect.stringContaining(
        "No item is at 'oracle'. Items are at 'vm-0', 'vm-1', 'sales-ag'",
      ),
    },
    {
      what: "a name that is spelled alike, the same place first",
      written: "vm-1/payrol",
      says: "Did you mean 'vm-1/payroll', 'vm-0/MSSQLSERVER/payroll' or 'REPORTING/payroll'?",
    },
    {
      what: "a name that nothing is like, at a place that is there",
      written: "vm-0/warehouse",
      says: "At 'vm-0' there are 'crm' and 'payroll'.",
    },
    {
      what: "a pattern that fits nothing, at a place with one item",
      written: "sales-ag/warehouse*",
      says: "At 'sales-ag' there is 'orders'.",
    },
    { what: "a name that nothing is like", written: "warehouse", says: undefined },
    { what: "a star alone", written: "*", says: undefined },
  ])("is told of $what", ({ written, says }) => {
    expect(hint(written)).toEqual(says);
  });

  test("is all of a place, where a step may name several", () => {
    expect(hint("vm-1", { several: true })).toBe(
      "'vm-1' is a server: write 'vm-1/*' for all of its items, or name one, such as 'vm-1/payroll'.",
    );
  });

  test("is nothing in an empty vault", () => {
    for (const written of ["crm", "vm-0/crm", "vm-0/*"]) {
      expect(hint(written, { listed: [] })).toBeUndefined();
    }
  });

  test("is five candidates at most, and says how many more there are", () => {
    const many = Array.from({ length: 8 }, (_, index) => database(`vm-${index}`, "payroll"));

    expect(hint("vm-9/payroll", { listed: many })).toBe(
      "'payroll' is at another place: write 'vm-0/payroll', 'vm-1/payroll', 'vm-2/payroll', 'vm-3/payroll', 'vm-4/payroll' or 3 more.",
    );
  });
});
