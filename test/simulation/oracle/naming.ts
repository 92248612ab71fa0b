import type { Page } from "../../emulator/book.ts";
import type { ItemState } from "../../emulator/emulator.ts";
import { output, type RunRecord } from "../record.ts";
import { itemIdOf, itemsNamed } from "./names.ts";
import { broken, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { factsBefore, itemById, reportItems } from "./truth.ts";

/** Each of several items is in the report once. */
export const everyItemOnce: Property = {
  name: "everyItemOnce",
  judge(record) {
    const { scene } = record;
    if (scene.operation !== "verify-backup" || record.gate === "") return NOT_AT_STAKE;
    const ids = reportItems(record).map((entry) => String(entry["item-id"] ?? "").toLowerCase());
    if (ids.length < 2) return NOT_AT_STAKE;
    if (new Set(ids).size < ids.length) return broken("an item is in the report twice");
    const lines = (scene.inputs.item ?? "").split("\n");
    const live = (index: number) => {
      const item = record.items[index];
      if (item === undefined) return false;
      const pages = record.book.between(record.startedAt, record.endedAt);
      const all = [
        ...factsBefore(record, item, record.startedAt),
        ...pages.map(({ items }) => items.get(item)),
      ];
      return all.every((facts) => facts !== undefined && facts.deletedAt === undefined);
    };
    const meant = [...new Set(lines.flatMap((line) => itemsNamed(line, scene.items)))].filter(live);
    const missing = meant.find((index) => {
      const item = record.items[index];
      return item !== undefined && !ids.includes(itemIdOf(item).toLowerCase());
    });
    return unless(missing === undefined ? undefined : `item ${missing} is not in the report`);
  },
};

/** A list has as many items as the lines matched, by what a list that is behind can show. */
export const everyItemListed: Property = {
  name: "everyItemListed",
  judge(record) {
    const { scene, book, startedAt, endedAt, requests } = record;
    const listed = output(record, "items");
    if (scene.operation !== "list-items" || listed === "") return NOT_AT_STAKE;
    if (requests.some(({ mishap }) => /altered|about|body/.test(mishap))) return NOT_AT_STAKE;
    const counts = book
      .between(startedAt - scene.staleListMs - 1, endedAt)
      .map((page) => matchedAt(record, page).size);
    const told = (JSON.parse(listed) as unknown[]).length;
    return unless(
      counts.includes(told) ? undefined : `${told} items, and not ${counts.join(" or ")}`,
    );
  },
};

/** What the lines match at one moment: a pattern everything, another line live items rather than deleted ones. */
function matchedAt({ scene, items }: RunRecord, page: Page): ReadonlySet<ItemState> {
  const lines = (scene.inputs.item ?? "").split("\n");
  const matched = lines.flatMap((line) => {
    const named = itemsNamed(line, scene.items).flatMap((index) => items[index] ?? []);
    const there = named.filter((item) => page.items.has(item));
    const live = there.filter((item) => page.items.get(item)?.deletedAt === undefined);
    return line.includes("*") || live.length === 0 ? there : live;
  });
  return new Set(matched);
}

/** The item told is one of those that were meant. */
export const itemIsMeant: Property = {
  name: "itemIsMeant",
  judge(record) {
    const id = output(record, "item-id");
    if (id === "") return NOT_AT_STAKE;
    const { scene } = record;
    const lines = (scene.inputs.item ?? "").split("\n");
    const named = lines.flatMap((line) => itemsNamed(line, scene.items));
    const meant = named.some((index) => record.items[index] === itemById(record, id));
    return unless(meant ? undefined : `${id} was not asked for`);
  },
};
