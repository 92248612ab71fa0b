import type { ItemState } from "../../emulator/emulator.ts";
import type { Page } from "../../emulator/vault/book.ts";
import { WORKLOAD_NAMES } from "../../emulator/vault/workloads.ts";
import { output, type RunRecord } from "../record.ts";
import { itemById } from "./meant.ts";
import { itemByNativeName, itemIdOf, itemsNamed, itemsNamedAt } from "./names.ts";
import { broken, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { linesOf, pagesUntil, selectedAt, surelySelected } from "./selection.ts";
import { isBeside } from "./state-table.ts";
import { ignoredItems, isSpoilt, isWrite, reportItems } from "./truth.ts";

/** Each item that the step is about is in the report once, and no other one is. */
export const everyItemOnce: Property = {
  name: "everyItemOnce",
  judge(record) {
    const { scene } = record;
    const isAboutItems = isWrite(record) || scene.operation === "verify-backup";
    if (!isAboutItems || record.gate === "") return NOT_AT_STAKE;
    const judged = reportItems(record).map((entry) => String(entry["item-id"] ?? "").toLowerCase());
    const ignored = ignoredItems(record).flatMap((entry) => {
      const item = itemByNativeName(record, String(entry.item ?? ""));
      return item === undefined ? [] : [itemIdOf(item).toLowerCase()];
    });
    const ids = [...judged, ...ignored].filter(Boolean);
    const meant = surelySelected(record);
    // Who could not find out what was meant tells of no item.
    if (ids.length === 0 || (ids.length < 2 && meant.length < 2)) return NOT_AT_STAKE;
    if (new Set(ids).size < ids.length) return broken("an item is in the report twice");
    const missing = meant.find((item) => !ids.includes(itemIdOf(item).toLowerCase()));
    if (missing !== undefined && !isSpoilt(record))
      return broken(`${missing.friendlyName} is not in the report`);
    const possible = pagesUntil(record, record.endedAt).flatMap((page) => [
      ...(selectedAt(record, page) ?? []),
    ]);
    const astray = ids.find((id) => !possible.some((item) => itemIdOf(item).toLowerCase() === id));
    return unless(astray && !isSpoilt(record) ? `${astray} was not asked for` : undefined);
  },
};

/** A list has as many items as the lines matched, by what a list that is behind can show. */
export const everyItemListed: Property = {
  name: "everyItemListed",
  judge(record) {
    const { scene, book, startedAt, endedAt } = record;
    const listed = output(record, "items");
    if (scene.operation !== "list-items" || listed === "") return NOT_AT_STAKE;
    if (isSpoilt(record)) return NOT_AT_STAKE;
    const pages = book.between(startedAt - scene.staleListMs - 1, endedAt);
    const counts = pages.map((page) => matchedAt(record, page).size);
    const told = JSON.parse(listed) as Listed[];
    if (!counts.includes(told.length))
      return broken(`${told.length} items, and not ${counts.join(" or ")}`);
    const wrong = told.find((one) => !pages.some((page) => isListedAt(record, one, page)));
    return unless(wrong && `the book has no ${JSON.stringify(wrong)}`);
  },
};

/** One element of the output of a list. */
type Listed = Readonly<Record<"item" | "path" | "name" | "workload" | "state" | "health", string>>;

/** Whether an element is what the book has of one item that was matched then, and its path names no other. */
function isListedAt(record: RunRecord, one: Listed, page: Page): boolean {
  const item = itemByNativeName(record, one.item);
  const facts = item && page.items.get(item);
  if (item === undefined || facts === undefined || !matchedAt(record, page).has(item)) return false;
  const state = facts.deletedAt === undefined ? facts.protectionState : "SoftDeleted";
  return (
    one.name === facts.friendlyName &&
    one.state === state &&
    isKindOf(one.workload, facts) &&
    (one.health ?? facts.lastBackupStatus) === (facts.healthStatus ?? facts.lastBackupStatus) &&
    namesAlone(record, { path: one.path, item, page })
  );
}

/** An item beside databases is told for what it is, which is no kind that can be backed up here. */
function isKindOf(told: string, facts: Readonly<ItemState>): boolean {
  const isPlain = WORKLOAD_NAMES.some((name) => name === told);
  return isBeside(facts) ? told !== "" && !isPlain : told === facts.workload;
}

/** Whether a path, or a native name in its place, means this item and no other at a moment. */
function namesAlone(
  record: RunRecord,
  { path, item, page }: { path: string; item: ItemState; page: Page },
): boolean {
  // It is told apart from what was listed, which may be items of one kind.
  const { scene, items } = record;
  const ofAll = { items, scene: { ...scene, inputs: { ...scene.inputs, "workload-type": "" } } };
  return [ofAll, record].some((among) => {
    const [only, ...others] = itemsNamedAt(among, path, page);
    return only === item && others.length === 0;
  });
}

/** Native name, path and kind that are told are those of the item whose id is told, of several each. */
export const itemNamed: Property = {
  name: "itemNamed",
  judge(record) {
    const told = [(name: string) => output(record, name)];
    const entries = reportItems(record).map((entry) => (name: string) => String(entry[name] ?? ""));
    const named = [...told, ...entries].filter((of) => of("item-id") !== "" || of("item") !== "");
    if (named.length === 0) return NOT_AT_STAKE;
    return unless(named.map((of) => misnomer(record, of)).find((wrong) => wrong !== undefined));
  },
};

/** What is told of an item and is not its own; undefined where all is. */
function misnomer(record: RunRecord, of: (name: string) => string): string | undefined {
  const { book, startedAt, endedAt, scene } = record;
  const [id, native, path] = [of("item-id"), of("item"), of("item-path")];
  const item = itemById(record, id);
  if (item === undefined || itemByNativeName(record, native) !== item)
    return `'${native}' is told, and the id '${id}'`;
  if (isSpoilt(record)) return undefined;
  const pages = book.between(startedAt - scene.staleItemMs - scene.staleListMs - 1, endedAt);
  const isCalled = pages.some(({ items }) => items.get(item)?.friendlyName === of("item-name"));
  if (!isCalled) return `'${of("item-name")}' is not ${id}`;
  if (!isKindOf(of("workload-type"), item)) return `'${of("workload-type")}' is no kind of ${id}`;
  const isAlone = pages.some((page) => namesAlone(record, { path, item, page }));
  return isAlone ? undefined : `'${path}' does not name ${id} alone`;
}

/** What the lines match at one moment: a pattern everything, another line live items rather than deleted ones. */
function matchedAt(record: RunRecord, page: Page): ReadonlySet<ItemState> {
  const lines = (record.scene.inputs.item ?? "").split("\n");
  const matched = lines.flatMap((line) => {
    const there = itemsNamedAt(record, line, page);
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
    const named = linesOf(scene).include.flatMap((line) => itemsNamed(line, scene));
    const meant = named.some((index) => record.items[index] === itemById(record, id));
    return unless(meant ? undefined : `${id} was not asked for`);
  },
};
