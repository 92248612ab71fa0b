import { isNoSuchName } from "../azure/backup/answers.ts";
import type { VaultReader } from "../azure/backup/client.ts";
import type { ItemAddress, ProtectedItem } from "../azure/backup/item.ts";
import { eachOnce, type ItemList } from "../azure/backup/item-list.ts";
import { nativeName } from "../azure/backup/native-name.ts";
import { listsOf, type Workload, workloadOfName } from "../azure/backup/workload.ts";
import { awaitAll, inParallel } from "../concurrency.ts";
import { ActionError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { mayMean, readings, refMatches, shortestPath } from "./item-path.ts";
import { type ItemRef, isPattern, type Selection } from "./item-ref.ts";
import { suggestItem } from "./suggestions.ts";

/** Which of two items with the same name is meant, if one is soft-deleted. */
export type Preference = "live" | "soft-deleted" | "neither";

/**
 * The items that a selection names, and all items of the lists they were found in; empty if no list
 * was read.
 */
export interface Found {
  readonly items: readonly ProtectedItem[];
  readonly listed: readonly ProtectedItem[];
  /** Warnings about lines with `!` that leave nothing out. */
  readonly warnings: readonly string[];
}

/** How many candidates an error lists; a vault can hold hundreds. */
const LISTED = 20;

/** How many items to read at once if each is named by its address. */
const MOST_AT_ONCE = 10;

/** Where to look, and whether it is fine to find nothing. */
export interface Search {
  readonly workload: Workload | undefined;
  readonly allowEmpty: boolean;
  /** Whether a pattern also means soft-deleted items if it matches live ones. */
  readonly deletedToo: boolean;
  readonly prefers: Preference;
  /** Whether `item` may name several items. */
  readonly several: boolean;
}

/**
 * The items that a selection names. A single address is read directly; everything else is looked up
 * in the lists of the workload, or of all workloads.
 *
 * @throws ActionError (`item-not-found`, `item-ambiguous`) that lists near misses or candidates.
 */
export async function findItems(
  selection: Selection,
  search: Search,
  backup: VaultReader,
): Promise<Found> {
  const { workload, allowEmpty, deletedToo, several } = search;
  const named = selection.include.filter((ref) => ref.kind === "address");
  const areAll = named.length === selection.include.length && selection.exclude.length === 0;
  // `list-items` shows each item's shortest path, so it reads the lists even for an address.
  if (areAll && !deletedToo) {
    const read = await inParallel(named, MOST_AT_ONCE, ({ address, written }) =>
      findByAddress(address, backup, written),
    );
    return { items: eachOnce(read), listed: [], warnings: [] };
  }
  const { items: listed, unreadable } = await listAll(workload, backup);
  const chosen = new Set(
    selection.include.flatMap((ref) => {
      if (unreadable.some((name) => mayMean(ref, name))) throw unreadableMatch(ref);
      const matches = resolve(ref, listed, search);
      if (matches.length === 0 && !allowEmpty) {
        throw notFound(ref, { listed, several, workload, backup });
      }
      return matches;
    }),
  );
  const items = [...chosen].filter(
    (item) => !selection.exclude.some((ref) => refMatches(ref, item)),
  );
  const warnings = selection.exclude
    .filter((ref) => ![...chosen].some((item) => refMatches(ref, item)))
    .map((ref) => takesNothingOut(ref, [...chosen]));
  if (items.length === 0 && !allowEmpty) {
    throw new ActionError("item-not-found", "The lines with '!' leave out every match.", {
      hint: `Remove a line with '!' from ${nameInput("item")}, or name more items.`,
    });
  }
  return { items, listed, warnings };
}

/**
 * A warning about a line that leaves nothing out, because a mistyped name would keep an unwanted
 * item.
 */
function takesNothingOut(ref: ItemRef, chosen: readonly ProtectedItem[]): string {
  const meant = suggestItem(ref, { listed: chosen, several: true });
  return `The line '!${ref.written}' leaves nothing out. ${meant ?? `Check ${nameInput("item")}.`}`;
}

/** Every item of a workload, or of all workloads, from lists read in parallel. */
async function listAll(workload: Workload | undefined, backup: VaultReader): Promise<ItemList> {
  const lists = await awaitAll(...listsOf(workload).map((type) => backup.listItems(type)));
  // A server may ignore the filter. Items that this action does not handle stay, so that an error
  // can name them.
  const isOther = (item: ProtectedItem) =>
    workload !== undefined && item.workload !== undefined && item.workload !== workload;
  return {
    items: eachOnce(lists.flatMap(({ items }) => items)).filter((item) => !isOther(item)),
    unreadable: lists.flatMap(({ unreadable }) => unreadable),
  };
}

/** The items among which the jobs of one are matched; a job may name no more than the database. */
export async function neighbours(
  { item, listed }: { readonly item: ProtectedItem; readonly listed: readonly ProtectedItem[] },
  backup: VaultReader,
): Promise<readonly ProtectedItem[]> {
  // A step that was given a resource id has not read any list.
  return listed.length > 0 ? listed : (await listAll(item.workload, backup)).items;
}

/**
 * The item at an address; errors call it `written`.
 *
 * @throws ActionError (`item-not-found`) that lists near misses.
 */
export async function findByAddress(
  address: ItemAddress,
  backup: VaultReader,
  written = nativeName(address),
): Promise<ProtectedItem> {
  const item = await backup.item(address).catch((error: unknown) => {
    if (isNoSuchName(error)) return undefined;
    throw error;
  });
  if (item !== undefined) return item;
  const lists = await listAll(workloadOfName(address.name), backup).catch(() => undefined);
  const ref = { kind: "address", address, written } as const;
  // A list can be out of date and still show the item itself, which is no suggestion.
  const listed = lists?.items.filter((other) => !refMatches(ref, other));
  throw notFound(ref, { listed, several: false, workload: undefined, backup });
}

/** The items that a reference means; only a pattern may match several after the preference is applied. */
function resolve(
  ref: ItemRef,
  listed: readonly ProtectedItem[],
  { workload, deletedToo, prefers }: Search,
): readonly ProtectedItem[] {
  const isLeftOut = (item: ProtectedItem) =>
    workload !== undefined && item.workload === undefined && isPattern(ref);
  const matches = listed.filter((item) => refMatches(ref, item) && !isLeftOut(item));
  const preferred = preferredOf(matches, prefers);
  if (isPattern(ref)) {
    if (ref.kind === "path" && hasTwoMeanings(ref.parts, matches)) {
      throw ambiguous(ref.written, matches, { listed, withHost: false });
    }
    return deletedToo ? matches : preferred;
  }
  // A deletion requires a host in the path, so suggest no path without one.
  const suggested = { listed, withHost: prefers === "neither" };
  if (preferred.length > 1) throw ambiguous(ref.written, preferred, suggested);
  return preferred;
}

/**
 * The preferred items. If it is unreadable whether an item is soft-deleted, it may be either, so it
 * stays.
 */
function preferredOf(
  matches: readonly ProtectedItem[],
  prefers: Preference,
): readonly ProtectedItem[] {
  if (prefers === "neither") return matches;
  const preferred = matches.filter(
    ({ condition }) =>
      condition === "unreadable" || (condition === "soft-deleted") === (prefers === "soft-deleted"),
  );
  return preferred.length > 0 ? preferred : matches;
}

function unreadableMatch({ written }: ItemRef): ActionError {
  return new ActionError(
    "refused",
    `'${written}' may also mean an item that the vault lists without a readable id.`,
    { hint: "Name the item by its resource id, which 'az backup item list' prints." },
  );
}

/**
 * Whether a part is a resource group for one match and a server for another, which is hardly
 * intended.
 */
function hasTwoMeanings(parts: readonly string[], matches: readonly ProtectedItem[]): boolean {
  const [first, ...others] = matches.map((item) => new Set(readings(parts, item)));
  if (first === undefined) return false;
  return ![...first].some((reading) => others.every((set) => set.has(reading)));
}

/** Where the search looked; `listed` is undefined if no list could be read. */
interface Miss {
  readonly listed: readonly ProtectedItem[] | undefined;
  readonly several: boolean;
  readonly workload: Workload | undefined;
  readonly backup: VaultReader;
}

function notFound(ref: ItemRef, { listed, several, workload, backup }: Miss): ActionError {
  const what = workload?.words ?? "item";
  return new ActionError(
    "item-not-found",
    `The vault '${backup.vault.name}' protects no ${what} '${ref.written}'.`,
    {
      hint: (listed && suggestItem(ref, { listed, several })) ?? nothingAlike(listed?.length, what),
    },
  );
}

function nothingAlike(count: number | undefined, what: string): string {
  const inputs = `${nameInput("item")}${what === "item" ? "" : `, ${nameInput("workload-type")}`} and ${nameInput("vault")}`;
  if (count === undefined) return `Check ${inputs}.`;
  if (count === 0) return `It protects no ${what} at all. Check ${inputs}.`;
  if (count === 1) return `The one ${what} found there has no similar name. Check ${inputs}.`;
  return `None of the ${count} ${what}s found there has a similar name. Check ${inputs}.`;
}

function ambiguous(
  written: string,
  matches: readonly ProtectedItem[],
  { listed, withHost }: { listed: readonly ProtectedItem[]; withHost: boolean },
): ActionError {
  const paths = matches
    .slice(0, LISTED)
    .map((item) => `'${shortestPath(item, listed, { withHost })}'`);
  const more = matches.length > LISTED ? ` and ${matches.length - LISTED} more` : "";
  return new ActionError("item-ambiguous", `'${written}' names ${matches.length} items.`, {
    hint: `Write the one you mean: ${paths.join(", ")}${more}.`,
  });
}
