import type { BackupClient } from "../azure/backup.ts";
import { type ItemAddress, type ProtectedItem, SQL_DATABASES } from "../azure/item.ts";
import { type ItemRef, nearMisses, pathMatches, shortestPath } from "../azure/item-path.ts";
import { ActionError } from "../errors.ts";

/** How many candidates an error lists; a vault can hold hundreds. */
const LISTED = 20;

/**
 * The item at an address.
 *
 * @throws ActionError (`item-not-found`), listing near misses.
 */
export async function findByAddress(
  address: ItemAddress,
  backup: BackupClient,
): Promise<ProtectedItem> {
  const item = await backup.item(address);
  if (item !== undefined) return item;
  const items = await backup.listItems(SQL_DATABASES).catch(() => []);
  throw notFound(
    `${address.container}/${address.name}`,
    [address.name.split(";").at(-1) ?? ""],
    items,
    backup,
  );
}

/**
 * The one item that a path names. Live items are preferred to soft-deleted ones.
 *
 * @throws ActionError (`item-not-found`, `item-ambiguous`), listing near misses or candidates.
 */
export async function findByPath(
  { parts, written }: Extract<ItemRef, { kind: "path" }>,
  backup: BackupClient,
): Promise<ProtectedItem> {
  const items = await backup.listItems(SQL_DATABASES);
  const matches = items.filter((item) => pathMatches(parts, item));
  const live = matches.filter(({ condition }) => condition !== "soft-deleted");
  const [only, ...others] = live.length > 0 ? live : matches;
  if (only === undefined) throw notFound(written, parts, items, backup);
  if (others.length > 0) throw ambiguous(written, [only, ...others], items);
  return only;
}

function notFound(
  written: string,
  parts: readonly string[],
  items: readonly ProtectedItem[],
  backup: BackupClient,
): ActionError {
  const near = nearMisses(parts, items).map((item) => `'${shortestPath(item, items)}'`);
  return new ActionError(
    "item-not-found",
    `The vault '${backup.vault.name}' protects no SQL database '${written}'.`,
    {
      hint:
        near.length > 0
          ? `Did you mean ${near.join(" or ")}?`
          : `It protects ${items.length} SQL databases, none with a similar name. Check 'item' and 'vault'.`,
    },
  );
}

function ambiguous(
  written: string,
  matches: readonly ProtectedItem[],
  items: readonly ProtectedItem[],
): ActionError {
  const paths = matches.slice(0, LISTED).map((item) => `'${shortestPath(item, items)}'`);
  const more = matches.length > LISTED ? ` and ${matches.length - LISTED} more` : "";
  return new ActionError("item-ambiguous", `'${written}' names ${matches.length} items.`, {
    hint: `Write the one you mean: ${paths.join(", ")}${more}.`,
  });
}
