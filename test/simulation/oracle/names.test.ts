import { describe, expect, test } from "vitest";
import { nativeNameOf, sceneItemId } from "../place.ts";
import type { SceneItem } from "../scene.ts";
import { isLasting, itemsNamed } from "./names.ts";
import { HEALTHY_DATABASE } from "./record-builder.ts";

const GROUP: SceneItem = { ...HEALTHY_DATABASE, inGroup: true, server: "sales" };
const ITEMS: readonly SceneItem[] = [
  HEALTHY_DATABASE,
  { ...HEALTHY_DATABASE, host: 1 },
  { ...GROUP, host: 2 },
  { ...GROUP, host: 3 },
  { ...HEALTHY_DATABASE, workload: "VM" },
  { ...HEALTHY_DATABASE, workload: "AzureFileShare", name: "a/b" },
  { ...HEALTHY_DATABASE, host: 4, name: "crm", underInstance: true },
];

function named(line: string, type = ""): readonly number[] {
  return itemsNamed(line, { items: ITEMS, inputs: { "workload-type": type } });
}

test.each([
  ["sqlserver-0/payroll", [0]],
  ["SQLSERVER-0/MSSQLSERVER/Payroll", [0]],
  ["SqlGroup/sqlserver-1.contoso.com/payroll", [1]],
  ["mssqlserver/sqlserver-0/payroll", []],
  ["sales/payroll", [2, 3]],
  ["cluster-3/sales/payroll", [3]],
  ["node-2/sales/payroll", [2]],
  // A cluster alone is no place of a database.
  ["cluster-3/payroll", []],
  ["VmGroup0/payroll", [4]],
  ["payroll", [0, 1, 2, 3, 4]],
  ["*", [0, 1, 2, 3, 4, 5, 6]],
  ["sqlserver-0/*", [0]],
  // A name's own slash is no part of a path.
  ["contosofiles0/a/b", []],
])("the path '%s' names %j", (line, indexes) => {
  expect(named(line)).toEqual(indexes);
});

describe("a kind of item", () => {
  test("keeps paths from others, and patterns from parts of instances too", () => {
    expect(named("payroll", "VM")).toEqual([4]);
    expect(named("*", "SQLDataBase")).toEqual([0, 1, 2, 3]);
    expect(named("crm", "SQLDataBase")).toEqual([6]);
  });
});

test.each(ITEMS.map((item, index) => [index, item] as const))(
  "an id and native names mean item %i alone, in any case",
  (index, item) => {
    for (const line of [sceneItemId(item), nativeNameOf(item)]) {
      expect(isLasting(line)).toBe(true);
      expect(named(line.toUpperCase())).toEqual([index]);
    }
  },
);

test("a path lasts no longer than what it names", () => {
  expect(isLasting("sqlserver-0/payroll")).toBe(false);
});
