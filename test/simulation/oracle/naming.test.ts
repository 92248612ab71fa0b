import { expect, test } from "vitest";
import { itemId } from "../../emulator/state.ts";
import type { Scene } from "../scene.ts";
import { DATABASE, type Made, made } from "./made.ts";
import { everyItemListed, everyItemOnce, itemIsMeant } from "./naming.ts";
import { HOLDS, type Property } from "./property.ts";

function breach(property: Property, run: Made): string | undefined {
  return property.judge(made(run)).breach;
}

test("everyItemOnce is broken by an item that is missing, and by one that is there twice", () => {
  const scene: Partial<Scene> = {
    operation: "verify-backup",
    items: [DATABASE, { ...DATABASE, host: 1 }, { ...DATABASE, host: 2 }],
    inputs: { item: "*" },
  };
  const ids = made({ scene }).items.map((item) => itemId(item));
  const listing = (which: readonly number[]): Made => ({
    scene,
    outputs: {
      report: JSON.stringify({ items: which.map((index) => ({ "item-id": ids[index] })) }),
    },
  });

  expect(breach(everyItemOnce, listing([0, 1]))).toContain("not in the report");
  expect(breach(everyItemOnce, listing([0, 1, 1]))).toContain("twice");
  expect(everyItemOnce.judge(made(listing([0, 1, 2])))).toEqual(HOLDS);
});

test("everyItemListed is broken by a list that lacks an item of the vault", () => {
  const scene: Partial<Scene> = {
    operation: "list-items",
    items: [DATABASE, { ...DATABASE, host: 1 }],
    inputs: { item: "*" },
  };
  const listing = (names: readonly string[]) => ({
    scene,
    outputs: { items: JSON.stringify(names.map((name) => ({ name }))) },
  });

  expect(breach(everyItemListed, listing(["payroll"]))).toContain("1 items");
  expect(everyItemListed.judge(made(listing(["payroll", "payroll"])))).toEqual(HOLDS);
});

test("itemIsMeant is broken by an item that the line does not name", () => {
  const scene = { items: [DATABASE, { ...DATABASE, host: 1 }] };
  const [own, other] = made({ scene }).items.map((item) => itemId(item));

  expect(breach(itemIsMeant, { scene, outputs: { "item-id": other ?? "" } })).toBeDefined();
  expect(itemIsMeant.judge(made({ scene, outputs: { "item-id": own ?? "" } }))).toEqual(HOLDS);
});
