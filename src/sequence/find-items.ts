import type { BackupClient } from "../azure/backup.ts";
import { isNoSuchName } from "../azure/backup-answers.ts";
import type { ItemAddress, ProtectedItem } from "../azure/item.ts";
import {
  type ItemRef,
  isPattern,
  nearMisses,
  readings,
  refMatches,
  type Selection,
  shortestPath,
} from "../azure/item-path.ts";
import { listsOf, type Workload, workloadOfName } from "../azure/workload.ts";
import { ActionError } from "../errors.ts";

/** The items a selection names, and those of the lists they were found in; none where no list was read. */
export interface Found {
  readonly items: readonly ProtectedItem[];
  readonly listed: readonly ProtectedItem[];
}

/** How many candidates an error lists; a vault can hold hundreds. */
const LISTED = 20;

/** Where to look, and whether finding nothing is an answer too. */
export interface Search {
  readonly workload: Workload | undefined;
  readonly allowEmpty: boolean;
  /** Whether a pattern also means soft-deleted items where it matches live ones. */
  readonly deletedToo: boolean;
}

/**
 * The items that a selection names. A single address is read as it is; everything else is looked up
 * in the lists of the workload, or of all workloads.
 *
 * @throws ActionError (`item-not-found`, `item-ambiguous`), listing near misses or candidates.
 */
export async function findItems(
  selection: Selection,
  { workload, allowEmpty, deletedToo }: Search,
  backup: BackupClient,
): Promise<Found> {
  const [only, ...others] = selection.include;
  const isAlone = others.length === 0 && selection.exclude.length === 0;
  // A list has to tell each item's shortest path, so it reads the lists even for an address.
  if (only?.kind === "address" && isAlone && !deletedToo) {
    return { items: [await findByAddress(only.address, backup)], listed: [] };
  }
  const listed = await listAll(workload, backup);
  const chosen = new Set(
    selection.include.flatMap((ref) => {
      const matches = resolve(ref, listed, deletedToo);
      if (matches.length === 0 && !allowEmpty) throw notFound(ref, { listed, backup });
      return matches;
    }),
  );
  const items = [...chosen].filter(
    (item) => !selection.exclude.some((ref) => refMatches(ref, item)),
  );
  if (items.length === 0 && !allowEmpty) {
    throw new ActionError("item-not-found", "The lines with '!' take every match out again.", {
      hint: "Check 'item'.",
    });
  }
  return { items, listed };
}

/** Every item of a workload, or of all workloads, in parallel lists. */
async function listAll(
  workload: Workload | undefined,
  backup: BackupClient,
): Promise<readonly ProtectedItem[]> {
  const lists = await Promise.all(listsOf(workload).map((type) => backup.listItems(type)));
  return lists.flat();
}

/**
 * The item at an address.
 *
 * @throws ActionError (`item-not-found`), listing near misses.
 */
export async function findByAddress(
  address: ItemAddress,
  backup: BackupClient,
): Promise<ProtectedItem> {
  const item = await backup.item(address).catch((error: unknown) => {
    if (isNoSuchName(error)) return undefined;
    throw error;
  });
  if (item !== undefined) return item;
  const listed = await listAll(workloadOfName(address.name), backup).catch(() => []);
  const written = `${address.container}/${address.name}`;
  throw notFound({ kind: "address", address, written }, { listed, backup });
}

/** Live items are preferred to soft-deleted ones of the same reference; only a pattern may match several. */
function resolve(
  ref: ItemRef,
  listed: readonly ProtectedItem[],
  deletedToo: boolean,
): readonly ProtectedItem[] {
  const matches = listed.filter((item) => refMatches(ref, item));
  const live = matches.filter(({ condition }) => condition !== "soft-deleted");
  if (isPattern(ref)) {
    if (ref.kind === "path" && hasTwoMeanings(ref.parts, matches)) {
      throw ambiguous(ref.written, matches, listed);
    }
    return live.length > 0 && !deletedToo ? live : matches;
  }
  const preferred = live.length > 0 ? live : matches;
  if (preferred.length > 1) throw ambiguous(ref.written, preferred, listed);
  return preferred;
}

/** A part that is a resource group of one match and a server of another can hardly be meant both ways. */
function hasTwoMeanings(parts: readonly string[], matches: readonly ProtectedItem[]): boolean {
  const [first, ...others] = matches.map((item) => new Set(readings(parts, item)));
  if (first === undefined) return false;
  return ![...first].some((reading) => others.every((set) => set.has(reading)));
}

function notFound(
  ref: ItemRef,
  { listed, backup }: { listed: readonly ProtectedItem[]; backup: BackupClient },
): ActionError {
  const parts = ref.kind === "path" ? ref.parts : [ref.address.name.split(";").at(-1) ?? ""];
  const near = nearMisses(parts, listed).map((item) => `'${shortestPath(item, listed)}'`);
  return new ActionError(
    "item-not-found",
    `The vault '${backup.vault.name}' protects no item '${ref.written}'.`,
    {
      hint:
        near.length > 0
          ? `Did you mean ${near.join(" or ")}?`
          : `None of the ${listed.length} items found there has a similar name. Check 'item', 'workload-type' and 'vault'.`,
    },
  );
}

function ambiguous(
  written: string,
  matches: readonly ProtectedItem[],
  listed: readonly ProtectedItem[],
): ActionError {
  const paths = matches.slice(0, LISTED).map((item) => `'${shortestPath(item, listed)}'`);
  const more = matches.length > LISTED ? ` and ${matches.length - LISTED} more` : "";
  return new ActionError("item-ambiguous", `'${written}' names ${matches.length} items.`, {
    hint: `Write the one you mean: ${paths.join(", ")}${more}.`,
  });
}
