import { describe, expect, test } from "vitest";
import { itemId } from "../../emulator/vault/state.ts";
import { nativeNameOf, pathOf } from "../place.ts";
import type { Scene } from "../scene.ts";
import { everyItemListed, everyItemOnce, itemIsMeant, itemNamed } from "./naming.ts";
import { HOLDS, type Property } from "./property.ts";
import { buildRecord, HEALTHY_DATABASE, type RecordParts } from "./record-builder.ts";

function breach(property: Property, run: RecordParts): string | undefined {
  return property.judge(buildRecord(run)).breach;
}

test("everyItemOnce is broken by an item that is missing, and by one that is there twice", () => {
  const scene: Partial<Scene> = {
    operation: "verify-backup",
    items: [HEALTHY_DATABASE, { ...HEALTHY_DATABASE, host: 1 }, { ...HEALTHY_DATABASE, host: 2 }],
    inputs: { item: "*" },
  };
  const ids = buildRecord({ scene }).items.map((item) => itemId(item));
  const listing = (which: readonly number[]): RecordParts => ({
    scene,
    outputs: {
      report: JSON.stringify({ items: which.map((index) => ({ "item-id": ids[index] })) }),
    },
  });

  expect(breach(everyItemOnce, listing([0, 1]))).toContain("not in the report");
  expect(breach(everyItemOnce, listing([0, 1, 1]))).toContain("twice");
  expect(everyItemOnce.judge(buildRecord(listing([0, 1, 2])))).toEqual(HOLDS);
});

describe("everyItemListed", () => {
  const items = [HEALTHY_DATABASE, { ...HEALTHY_DATABASE, host: 1 }];
  const scene: Partial<Scene> = { operation: "list-items", items, inputs: { item: "*" } };
  const listed = items.map((item) => ({
    item: nativeNameOf(item),
    path: pathOf(item).join("/"),
    name: item.name,
    workload: item.workload,
    state: "Protected",
  }));
  const listing = (told: readonly object[]) => ({
    scene,
    outputs: { items: JSON.stringify(told) },
  });

  test("holds of a list that has each item as the book has it", () => {
    expect(everyItemListed.judge(buildRecord(listing(listed)))).toEqual(HOLDS);
  });

  test("is broken by a list that lacks an item of the vault", () => {
    expect(breach(everyItemListed, listing(listed.slice(1)))).toContain("1 items");
  });

  test.each([
    ["a native name", { item: "VMAppContainer;x/SQLDataBase;y;payroll" }],
    ["a path that another one has as well", { path: "payroll" }],
    ["a state", { state: "ProtectionStopped" }],
    ["a kind", { workload: "snapshot of a SQL instance" }],
    ["a check", { health: "NotReachable" }],
  ])("is broken by %s that is not the item's", (_, wrong) => {
    const told = listed.map((one, index) => (index === 0 ? { ...one, ...wrong } : one));

    expect(breach(everyItemListed, listing(told))).toContain("the book has no");
  });

  test("wants what stands beside databases told for what it is", () => {
    const beside: Partial<Scene> = {
      ...scene,
      items: [{ ...HEALTHY_DATABASE, underInstance: true }],
    };
    const told = (workload: string) => ({
      scene: beside,
      outputs: { items: JSON.stringify([{ ...listed[0], workload }]) },
    });

    expect(breach(everyItemListed, told("SQLDataBase"))).toContain("the book has no");
    expect(everyItemListed.judge(buildRecord(told("part of an instance")))).toEqual(HOLDS);
  });
});

describe("itemNamed", () => {
  const items = [
    { ...HEALTHY_DATABASE, name: "50% off" },
    { ...HEALTHY_DATABASE, host: 1, name: "50% off" },
  ];
  const [own, other] = buildRecord({ scene: { items } }).items.map((item) => itemId(item));
  const told = {
    "item-id": own ?? "",
    item: "VMAppContainer;Compute;SqlGroup;sqlserver-0/SQLDataBase;mssqlserver;50%25 off",
    "item-name": "50% off",
    "item-path": "sqlserver-0/50% off",
    "workload-type": "SQLDataBase",
  };

  test("holds where all that is told is of one item", () => {
    expect(itemNamed.judge(buildRecord({ scene: { items }, outputs: told }))).toEqual(HOLDS);
  });

  test.each([
    ["id", { "item-id": other ?? "" }],
    ["native name", { item: told.item.replace("%25", "%") }],
    ["name", { "item-name": "payroll" }],
    ["path", { "item-path": "50% off" }],
    ["kind", { "workload-type": "VM" }],
  ])("is broken by the %s of something else", (_, wrong) => {
    expect(breach(itemNamed, { scene: { items }, outputs: { ...told, ...wrong } })).toBeDefined();
  });
});

test("itemIsMeant is broken by an item that the line does not name", () => {
  const scene = { items: [HEALTHY_DATABASE, { ...HEALTHY_DATABASE, host: 1 }] };
  const [own, other] = buildRecord({ scene }).items.map((item) => itemId(item));

  expect(breach(itemIsMeant, { scene, outputs: { "item-id": other ?? "" } })).toBeDefined();
  expect(itemIsMeant.judge(buildRecord({ scene, outputs: { "item-id": own ?? "" } }))).toEqual(
    HOLDS,
  );
});
