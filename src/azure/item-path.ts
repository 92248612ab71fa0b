import leven from "leven";
import { InputError } from "../errors.ts";
import { inert } from "../text.ts";
import { type ItemAddress, type ProtectedItem, parseItemPath, sameName } from "./item.ts";
import type { Level } from "./item-levels.ts";
import { nativeName, parseNativeName } from "./native-name.ts";
import { requireInsideVault, type VaultRef } from "./vault.ts";

/** What the user wrote: native names, or a path read from the right, in which `*` matches within a part. */
export type ItemRef =
  | { readonly kind: "address"; readonly address: ItemAddress; readonly written: string }
  | { readonly kind: "path"; readonly parts: readonly string[]; readonly written: string };

/** Which items are meant: those of the first list without those of the second. */
export interface Selection {
  readonly include: readonly ItemRef[];
  readonly exclude: readonly ItemRef[];
}

/**
 * Reads `item`, one reference a line; a `!` in front of a line makes it leave out what it matches.
 *
 * @throws InputError, also when nothing is left to include.
 */
export function parseSelection(written: string, vault: VaultRef): Selection {
  const lines = written
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const include = lines.filter((line) => !line.startsWith("!"));
  const exclude = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1).trim());
  if (include.length === 0) {
    throw new InputError(
      "item",
      "only takes items out",
      "Name what to take them from, such as '*'.",
    );
  }
  return {
    include: include.map((line) => parseItemRef(line, vault)),
    exclude: exclude.map((line) => parseItemRef(line, vault)),
  };
}

/** Whether a reference may match several items. */
export function isPattern(ref: ItemRef): boolean {
  return ref.kind === "path" && ref.parts.some((part) => part.includes("*"));
}

const FORMS =
  "Write the database's name, a path such as 'server/instance/database', or the resource id that 'az backup item list' prints.";

/**
 * Reads one line of `item`: a resource id, native names as `container;…/item;…`, or a path.
 *
 * @throws InputError for an id of something else, or an empty part.
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

  const address = parseNativeName(written);
  if (address !== undefined) return { kind: "address", address, written };

  const parts = written.split("/").map((part) => part.trim());
  if (parts.includes("")) {
    throw new InputError("item", `has an empty part (got '${written}')`, FORMS);
  }
  return { kind: "path", parts, written };
}

/** Whether a path names this item: its last part is the friendly name, the others narrow it down in order. */
export function pathMatches(parts: readonly string[], item: ProtectedItem): boolean {
  return readings(parts, item).length > 0;
}

/**
 * The ways in which a path names this item: for each, the kinds of level that its parts stand for,
 * as one text. None if it does not name the item.
 */
export function readings(parts: readonly string[], item: ProtectedItem): readonly string[] {
  const last = parts.at(-1);
  if (last === undefined || !globs(last, item.friendlyName)) return [];
  return inOrder(parts.slice(0, -1), item.levels).map((kinds) => kinds.join("/"));
}

/** Whether a reference may mean an item of which no more is known than its friendly name, "" if not even that. */
export function mayMean(ref: ItemRef, friendlyName: string): boolean {
  const last = ref.kind === "path" ? ref.parts.at(-1) : undefined;
  return last !== undefined && (friendlyName === "" || globs(last, friendlyName));
}

/** Whether a part of a path, in which `*` stands for any text, is this name; case does not count. */
function globs(part: string, name: string): boolean {
  if (!part.includes("*")) return sameName(part, name);
  const pattern = part.split("*").map((literal) => RegExp.escape(literal));
  return new RegExp(`^${pattern.join(".*")}$`, "is").test(name);
}

/** Whether a reference names this item. */
export function refMatches(ref: ItemRef, item: ProtectedItem): boolean {
  if (ref.kind === "path") return pathMatches(ref.parts, item);
  return (
    sameName(ref.address.container, item.address.container) &&
    sameName(ref.address.name, item.address.name)
  );
}

/**
 * Each part finds a level of its own, in the same order; levels may be left out. A cluster only tells
 * groups of one name apart: its name can be that of a server, whose databases are other ones.
 */
function inOrder(
  parts: readonly string[],
  levels: readonly Level[],
): readonly (readonly Level["kind"][])[] {
  const [first, ...others] = parts;
  if (first === undefined) return [[]];
  return levels.flatMap(({ kind, names }, index) =>
    names.some((name) => globs(first, name))
      ? inOrder(others, levels.slice(index + 1))
          .filter((rest) => kind !== "cluster" || rest.length > 0)
          .map((rest) => [kind, ...rest])
      : [],
  );
}

/**
 * The shortest path that names `item` alone among `items`; its native names where no path does
 * (two items that differ in nothing a path can say, or a name that holds a slash).
 */
export function shortestPath(item: ProtectedItem, items: readonly ProtectedItem[]): string {
  const alone = pathsOf(item).find(
    (parts) =>
      pathMatches(parts, item) && items.filter((other) => pathMatches(parts, other)).length === 1,
  );
  return alone?.join("/") ?? nativeName(item.address);
}

/** How people are told of an item: by the shortest path that names it alone among `listed`, or by all parts where no list was read. */
export function pathOf(item: ProtectedItem, listed: readonly ProtectedItem[]): string {
  if (listed.length > 0) return shortestPath(item, listed);
  return pathsOf(item).at(-1)?.join("/") ?? nativeName(item.address);
}

/** Every path that names the item, shortest first; none where a name holds what a path cannot. */
function pathsOf(item: ProtectedItem): readonly (readonly string[])[] {
  let choices: readonly (readonly string[])[] = [[]];
  for (const {
    names: [name],
  } of item.levels) {
    if (name !== undefined) choices = [...choices, ...choices.map((path) => [...path, name])];
  }
  return (
    choices
      .map((choice) => [...choice, item.friendlyName])
      // What the log would print otherwise than it is cannot be copied from there.
      .filter((parts) => !parts.some((part) => /[/*!;]|^\s|\s$/.test(part) || inert(part) !== part))
      .sort((a, b) => a.length - b.length)
  );
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
