import type { Scenario } from "../../support/scenario.ts";
import { type Mistake, STOP, VERIFY } from "./mistake.ts";

/** Names of things that are not there, are elsewhere, or are something else. */
export const MISNAMED: readonly Mistake[] = [
  {
    name: "the right item in the wrong vault",
    inputs: {
      ...STOP,
      item: "sqlserver-1/payroll",
      vault: "SpareVault",
      "resource-group": "SpareBackups",
    },
    reason: "item-not-found",
    message:
      "The vault 'SpareVault' protects no item 'sqlserver-1/payroll'. What to do: It protects no item at all. Check 'item' and 'vault'.",
  },
  {
    name: "a database on another server",
    inputs: { ...STOP, item: "sqlserver-1/crm" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-1/crm'. What to do: 'crm' is on the server 'sqlserver-0': write 'sqlserver-0/crm'.",
  },
  {
    name: "a database on several other servers",
    inputs: { ...STOP, item: "hana-0/payroll" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'hana-0/payroll'. What to do: 'payroll' is at another place: write 'sqlserver-0/MSSQLSERVER/payroll', 'REPORTING/payroll' or 'sqlserver-1/payroll'.",
  },
  {
    name: "a database of an availability group by its server",
    inputs: { ...STOP, item: "sqlserver-0/orders" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-0/orders'. What to do: 'orders' is in the availability group 'sales-ag': write 'sales-ag/orders'.",
  },
  {
    name: "a share in another account",
    inputs: { ...STOP, item: "fabrikamfiles/documents" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'fabrikamfiles/documents'. What to do: 'documents' is in the storage account 'contosofiles': write 'contosofiles/documents'.",
  },
  {
    name: "a VM in another group",
    inputs: { ...STOP, item: "ABDemo/web-01" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'ABDemo/web-01'. What to do: 'web-01' is in the resource group 'WebDemo': write 'WebDemo/web-01'.",
  },
  {
    name: "a database and its server the wrong way round",
    inputs: { ...STOP, item: "crm/sqlserver-0" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'crm/sqlserver-0'. What to do: A path goes from the outside in, the item last: write 'sqlserver-0/crm'.",
  },
  {
    name: "an instance before its server",
    inputs: { ...STOP, item: "REPORTING/sqlserver-0/payroll" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'REPORTING/sqlserver-0/payroll'. What to do: A path goes from the outside in, the item last: write 'sqlserver-0/REPORTING/payroll'.",
  },
  {
    name: "a server alone, for a write",
    inputs: { ...STOP, item: "sqlserver-1" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-1'. What to do: 'sqlserver-1' is a server: name one of its items, such as 'sqlserver-1/msDB' or 'sqlserver-1/payroll'.",
  },
  {
    name: "a server alone, for a question",
    inputs: { ...VERIFY, item: "sqlserver-1" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-1'. What to do: 'sqlserver-1' is a server: write 'sqlserver-1/*' for all of its items, or name one, such as 'sqlserver-1/msDB' or 'sqlserver-1/payroll'.",
  },
  {
    name: "a group and a server, for a question",
    inputs: { ...VERIFY, item: "SQLServerPMDemo/sqlserver-0" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'SQLServerPMDemo/sqlserver-0'. What to do: 'sqlserver-0' is a server: write 'SQLServerPMDemo/sqlserver-0/*' for all of its items, or name one, such as 'sqlserver-0/msDB' or 'sqlserver-0/MSSQLSERVER/payroll'.",
  },
  {
    name: "a resource group alone",
    inputs: { ...VERIFY, item: "WebDemo" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'WebDemo'. What to do: 'WebDemo' is a resource group: write 'WebDemo/*' for all of its items, or name one, such as 'WebDemo/web-01' or 'WebDemo/web-02'.",
  },
  {
    name: "a storage account alone",
    inputs: { ...STOP, item: "contosofiles" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'contosofiles'. What to do: 'contosofiles' is a storage account: name one of its items, such as 'contosofiles/documents' or 'contosofiles/scans'.",
  },
  {
    name: "an availability group alone",
    inputs: { ...STOP, item: "sales-ag" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sales-ag'. What to do: 'sales-ag' is an availability group: name one of its items, such as 'sales-ag/orders'.",
  },
  {
    name: "an instance alone",
    inputs: { ...VERIFY, item: "REPORTING" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'REPORTING'. What to do: 'REPORTING' is an instance: write 'REPORTING/*' for all of its items, or name one, such as 'REPORTING/payroll'.",
  },
  {
    name: "a SID alone",
    inputs: { ...VERIFY, item: "HXE" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'HXE'. What to do: 'HXE' is a SID: write 'HXE/*' for all of its items, or name one, such as 'hana-0/systemdb' or 'hana-0/erp'.",
  },
  {
    name: "a policy as item",
    inputs: { ...STOP, item: "HourlyLogPolicy" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'HourlyLogPolicy'. What to do: 'HourlyLogPolicy' is a policy: name an item that it protects, such as 'sqlserver-0/msDB' or 'sqlserver-0/MSSQLSERVER/payroll'.",
  },
  {
    name: "a pattern on a server with a typo",
    inputs: { ...VERIFY, item: "sqlservr-0/*" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlservr-0/*'. What to do: No item is at 'sqlservr-0'. Did you mean 'sqlserver-0' or 'sqlserver-1'?",
  },
  {
    name: "a pattern on an unknown server",
    inputs: { ...VERIFY, item: "oracle/*" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'oracle/*'. What to do: No item is at 'oracle'. Items are at 'sqlserver-0', 'sqlserver-1', 'sales-ag', 'hana-0', 'ase-0' and 3 more.",
  },
  {
    name: "a pattern that nothing fits",
    inputs: { ...VERIFY, item: "sqlserver-0/invt*" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-0/invt*'. What to do: At 'sqlserver-0' there are 'msDB', 'payroll', 'inventory', 'crm', 'billing' and 1 more.",
  },
  {
    name: "a name with a typo",
    inputs: { ...STOP, item: "sqlserver-0/inventry" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-0/inventry'. What to do: Did you mean 'sqlserver-0/inventory'?",
  },
  {
    name: "a name that nothing is like",
    inputs: { ...STOP, item: "sqlserver-0/warehouse" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'sqlserver-0/warehouse'. What to do: At 'sqlserver-0' there are 'msDB', 'payroll', 'inventory', 'crm', 'billing' and 1 more.",
  },
  {
    name: "a name among the wrong workload",
    inputs: { ...STOP, item: "web-01", "workload-type": "SAPASE" },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no SAP ASE database 'web-01'. What to do: The one SAP ASE database found there has no similar name. Check 'item', 'workload-type' and 'vault'.",
  },
  {
    name: "a native name on the wrong server",
    inputs: {
      ...STOP,
      item: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;crm",
    },
    reason: "item-not-found",
    message:
      "The vault 'SQLServer2012' protects no item 'VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;crm'. What to do: 'crm' is on the server 'sqlserver-0': write 'sqlserver-0/crm'.",
  },
  {
    name: "a database on two servers",
    inputs: { ...STOP, item: "msDB" },
    reason: "item-ambiguous",
    message:
      "'msDB' names 2 items. What to do: Write the one you mean: 'sqlserver-0/msDB', 'sqlserver-1/msDB'.",
  },
  {
    name: "a database in two instances of a server",
    inputs: { ...STOP, item: "sqlserver-0/payroll" },
    reason: "item-ambiguous",
    message:
      "'sqlserver-0/payroll' names 2 items. What to do: Write the one you mean: 'sqlserver-0/MSSQLSERVER/payroll', 'REPORTING/payroll'.",
  },
  {
    name: "two databases that differ in case alone",
    inputs: { ...STOP, item: "sqlserver-1/crm" },
    world: withTwins,
    reason: "item-ambiguous",
    message:
      "'sqlserver-1/crm' names 2 items. What to do: Write the one you mean: 'VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;crm', 'VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;crm;2'.",
  },
];

/** A case-sensitive server has both; Azure tells them apart by native names of its own. */
function withTwins({ azure }: Scenario): void {
  for (const [friendlyName, name] of [
    ["Crm", "crm"],
    ["crm", "crm;2"],
  ] as const) {
    azure.addItem({
      workload: "SQLDataBase",
      container: "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1",
      name: `SQLDataBase;mssqlserver;${name}`,
      friendlyName,
      parentName: "MSSQLSERVER",
      policy: "HourlyLogPolicy",
    });
  }
}
