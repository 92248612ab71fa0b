import { expect, test } from "vitest";
import { shortName } from "../../../src/report/short-name.ts";
import { ITEM_ID, SUBSCRIPTION, VAULT_ID } from "../azure/backup/resource-builders.ts";

const PAGE = `https://portal.azure.com/#@contoso.onmicrosoft.com/resource${VAULT_ID}/overview`;
const ITEM = "VMAppContainer;Compute;rg-sql;vm-1/SQLDataBase;mssqlserver;payroll";

test.each([
  { written: "vault-1", name: "vault-1" },
  { written: " sqlserver-1/payroll ", name: "sqlserver-1/payroll" },
  { written: "! sqlserver-1/payroll", name: "!sqlserver-1/payroll" },
  { written: "", name: "" },
  { written: "!", name: "" },
])("a name stays as it is, without the blanks around it: '$written'", ({ written, name }) => {
  expect(shortName(written)).toBe(name);
});

test.each([
  { written: VAULT_ID, name: "vault-1" },
  { written: `${VAULT_ID}/`, name: "vault-1" },
  { written: `!${VAULT_ID}`, name: "!vault-1" },
  { written: `${VAULT_ID}/backupJobs/job-7`, name: "job-7" },
  { written: ITEM_ID, name: ITEM },
  { written: `! ${ITEM_ID}`, name: `!${ITEM}` },
  { written: PAGE, name: "vault-1" },
  { written: `! ${PAGE}`, name: "!vault-1" },
  { written: encodeURIComponent(VAULT_ID), name: "vault-1" },
  {
    written: `https://portal.azure.com/#view/id/${encodeURIComponent(VAULT_ID)}/x`,
    name: "vault-1",
  },
  { written: `https://management.azure.com${ITEM_ID}`, name: ITEM },
  { written: encodeURIComponent(encodeURIComponent(VAULT_ID)), name: "" },
  { written: "https://portal.azure.com/#home", name: "" },
])("an id in any form says what it is the id of: $written", ({ written, name }) => {
  expect(shortName(written)).toBe(name);
});

test.each([
  `/subscriptions/${SUBSCRIPTION}`,
  `! /subscriptions/${SUBSCRIPTION}/`,
  ITEM_ID.slice(1),
  `https://management.azure.com${ITEM_ID}`,
])("no subscription is shown, not even of an id that is wrong: %s", (written) => {
  expect(shortName(written)).not.toContain(SUBSCRIPTION);
});
