import leven from "leven";
import { InputError } from "../errors.ts";
import { type ItemAddress, type ProtectedItem, parseItemPath, sameName } from "./item.ts";
import { requireInsideVault, type VaultRef } from "./vault.ts";

/** What the user wrote: native names, or a path read from the right. */
export type ItemRef =
  | { readonly kind: "address"; readonly address: ItemAddress; readonly written: string }
  | { readonly kind: "path"; readonly parts: readonly string[]; readonly written: string };

const FORMS =
  "Write the database's name, a path such as 'server/instance/database', or the resource id that 'az backup item list' prints.";

/**
 * Reads one line of `item`: a resource id, native names as `container;…/item;…`, or a path.
 *
 * @throws InputError for an id of something else, an empty part, or a pattern.
 */
export function parseItemRef(written: string, vault: VaultRef): ItemRef {
  if (written.startsWith("/")) {
    const address = parseItemPath(requireInsideVault("item", written, vault));
    if (address !== undefined) return { kind: "address", address, written };
    throw new InputError(
      "item",
      `is not the resource id of a protected item (got '${written}')`,
      FORMS,
    );
  }

  const slash = written.indexOf("/");
  const [container, name] = [written.slice(0, slash), written.slice(slash + 1)];
  if (slash > 0 && container.includes(";") && name.includes(";")) {
    return { kind: "address", address: { container, name }, written };
  }

  const parts = written.split("/").map((part) => part.trim());
  if (parts.includes("")) {
    throw new InputError("item", `has an empty part (got '${written}')`, FORMS);
  }
  if (written.startsWith("!") || parts.some((part) => part.includes("*"))) {
    throw new InputError(
      "item",
      `holds a pattern (got '${written}')`,
      "This version takes one item a step, without '*' and '!'.",
    );
  }
  return { kind: "path", parts, written };
}

/** Whether a path names this item: its last part is the friendly name, the others narrow it down in order. */
export function pathMatches(parts: readonly string[], item: ProtectedItem): boolean {
  const narrowing = parts.slice(0, -1);
  const last = parts.at(-1);
  return last !== undefined && sameName(last, item.friendlyName) && inOrder(narrowing, item.levels);
}

/** Each part finds a level of its own, in the same order; levels may be left out. */
function inOrder(parts: readonly string[], levels: readonly (readonly string[])[]): boolean {
  const [first, ...others] = parts;
  if (first === undefined) return true;
  return levels.some(
    (names, index) =>
      names.some((name) => sameName(name, first)) && inOrder(others, levels.slice(index + 1)),
  );
}

/**
 * The shortest path that names `item` alone among `items`; its native names where no path does
 * (two items that differ in nothing a path can say, or a name that holds a slash).
 */
export function shortestPath(item: ProtectedItem, items: readonly ProtectedItem[]): string {
  const alone = pathsOf(item).find(
    (parts) => items.filter((other) => pathMatches(parts, other)).length === 1,
  );
  return alone?.join("/") ?? `${item.address.container}/${item.address.name}`;
}

/** Every path that names the item, shortest first; none where a name holds a slash or a pattern. */
function pathsOf(item: ProtectedItem): readonly (readonly string[])[] {
  let choices: readonly (readonly string[])[] = [[]];
  for (const [name] of item.levels) {
    if (name !== undefined) choices = [...choices, ...choices.map((path) => [...path, name])];
  }
  return choices
    .map((choice) => [...choice, item.friendlyName])
    .filter((parts) => !parts.some((part) => /[/*!;]/.test(part)))
    .sort((a, b) => a.length - b.length);
}

/** How many near misses an error lists. */
const NEAR_MISSES = 5;

/** The items whose friendly name is closest to the path's last part, nearest first. */
export function nearMisses(
  parts: readonly string[],
  items: readonly ProtectedItem[],
): readonly ProtectedItem[] {
  const wanted = parts.at(-1)?.toLowerCase() ?? "";
  return items
    .map((item) => ({ item, distance: distance(wanted, item.friendlyName.toLowerCase()) }))
    .filter(({ item, distance: far }) => far <= Math.max(2, item.friendlyName.length / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAR_MISSES)
    .map(({ item }) => item);
}

/** Edit distance; a name that contains the other counts as one step away. */
function distance(a: string, b: string): number {
  const contained = a.length > 2 && a !== b && (b.includes(a) || a.includes(b));
  return contained ? 1 : leven(a, b);
}
