import { isNoSuchName } from "../azure/backup/answers.ts";
import type { VaultReader } from "../azure/backup/client.ts";
import type { ItemAddress, ProtectedItem } from "../azure/backup/item.ts";
import { eachOnce, type ItemList } from "../azure/backup/item-list.ts";
import { nativeName } from "../azure/backup/native-name.ts";
import { listsOf, type Workload, workloadOfName } from "../azure/backup/workload.ts";
import { awaitAll, inParallel, throwFirst } from "../concurrency.ts";
import { type BadLine, refuseBadLines } from "./bad-lines.ts";
import { chooseItems, type Found, type Search } from "./choose-items.ts";
import { refMatches } from "./item-path.ts";
import { type AddressRef, addressesOf, type Selection } from "./item-ref.ts";
import { notFound } from "./line-errors.ts";

/** More addresses than this are looked up in lists. */
const MOST_READ = 10;

/** How many items to read at once if each is named by its address. */
const MOST_AT_ONCE = 10;

/**
 * The items that a selection names, each once. If all lines are addresses, each is read directly;
 * everything else is looked up in the lists of the workload, or of all workloads.
 *
 * @throws ActionError (`item-not-found`, `item-ambiguous`, `refused`) about every bad line, with its
 * near misses or candidates.
 */
export async function findItems(
  selection: Selection,
  search: Search,
  backup: VaultReader,
): Promise<Found> {
  const { workload, deletedToo } = search;
  const { vault } = backup;
  const { include, exclude } = selection;
  const areAll = include.every(({ kind }) => kind === "address") && exclude.length === 0;
  // `list-items` shows each item's shortest path, so it reads the lists even for an address.
  if (areAll && !deletedToo) return { ...(await atAddresses(selection, backup)), warnings: [] };
  return chooseItems(selection, { ...search, ...(await listAll(workload, backup)), vault });
}

/** The items at the addresses of a selection: many of them from lists, which are cheaper. */
async function atAddresses(
  selection: Selection,
  backup: VaultReader,
): Promise<Pick<Found, "items" | "listed">> {
  const refs = addressesOf(selection);
  const listed = refs.length > MOST_READ ? await listsAround(refs, backup) : [];
  const known = new Map(listed.map((item) => [keyOf(item.address), item]));
  // A list can be behind, so what it lacks is read.
  const unlisted = refs.filter(({ address }) => !known.has(keyOf(address)));
  const read = await readItems(unlisted, backup);
  for (const item of read) known.set(keyOf(item.address), item);
  const items = refs.flatMap(({ address }) => known.get(keyOf(address)) ?? []);
  return {
    items: eachOnce(items),
    listed: listed.length === 0 ? [] : eachOnce([...listed, ...read]),
  };
}

/** The items of all workloads to which these addresses belong; none if they cannot be listed. */
async function listsAround(
  refs: readonly AddressRef[],
  backup: VaultReader,
): Promise<readonly ProtectedItem[]> {
  const kinds = new Set(refs.map(({ address }) => workloadOfName(address.name)));
  const lists = await Promise.allSettled([...kinds].map((kind) => listAll(kind, backup)));
  return lists.flatMap((list) => (list.status === "fulfilled" ? list.value.items : []));
}

function keyOf({ container, name }: ItemAddress): string {
  return nativeName({ container, name }).toLowerCase();
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
  const [item] = await readItems([{ kind: "address", address, written }], backup);
  if (item === undefined) throw new Error("An item was read and is not there.");
  return item;
}

/**
 * The items at these addresses. The lists for near misses are read once for all that are missing.
 *
 * @throws ActionError (`item-not-found`) about every address without an item.
 */
async function readItems(
  refs: readonly AddressRef[],
  backup: VaultReader,
): Promise<readonly ProtectedItem[]> {
  const read = await inParallel(refs, MOST_AT_ONCE, async (ref) => {
    const [item] = await Promise.allSettled([itemAt(ref.address, backup)]);
    return { ref, item };
  });
  const errors: unknown[] = read.flatMap(({ item }) =>
    item.status === "rejected" ? [item.reason] : [],
  );
  const missing = read.flatMap(({ ref, item }) =>
    item.status === "fulfilled" && item.value === undefined ? [ref] : [],
  );
  try {
    refuseBadLines(await asNotFound(missing, backup));
  } catch (error) {
    errors.push(error);
  }
  throwFirst(errors);
  return read.flatMap(({ item }) => (item.status === "fulfilled" ? (item.value ?? []) : []));
}

async function itemAt(
  address: ItemAddress,
  backup: VaultReader,
): Promise<ProtectedItem | undefined> {
  try {
    return await backup.item(address);
  } catch (error) {
    if (isNoSuchName(error)) return undefined;
    throw error;
  }
}

/** The addresses without an item as errors, with near misses from the lists of their workloads. */
async function asNotFound(
  missing: readonly AddressRef[],
  backup: VaultReader,
): Promise<readonly BadLine[]> {
  const kinds = [...new Set(missing.map(({ address }) => workloadOfName(address.name)))];
  const lists = new Map(
    await awaitAll(
      ...kinds.map(
        async (kind) => [kind, await listAll(kind, backup).catch(() => undefined)] as const,
      ),
    ),
  );
  return missing.map((ref) => {
    // A list can be out of date and still show the item itself, which is no suggestion.
    const listed = lists
      .get(workloadOfName(ref.address.name))
      ?.items.filter((other) => !refMatches(ref, other));
    return notFound(ref, { listed, several: false, workload: undefined, vault: backup.vault });
  });
}
