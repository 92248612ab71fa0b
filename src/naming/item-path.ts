import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { Level } from "../azure/backup/item-levels.ts";
import { nativeName } from "../azure/backup/native-name.ts";
import { isPlain } from "../text.ts";
import { type ItemRef, isReadAsPath, refName } from "./item-ref.ts";

/**
 * Whether a path names this item: its last part is the friendly name, the others narrow it down in
 * order.
 */
export function pathMatches(parts: readonly string[], item: ProtectedItem): boolean {
  return readings(parts, item).length > 0;
}

/**
 * The ways in which a path names this item: for each, the kinds of level that its parts match, as
 * one text. Empty if it does not name the item.
 */
export function readings(parts: readonly string[], item: ProtectedItem): readonly string[] {
  const last = parts.at(-1);
  if (last === undefined || !globs(last, item.friendlyName)) return [];
  return placesOf(parts.slice(0, -1), item.levels).map((kinds) => kinds.join("/"));
}

/**
 * Whether a reference may mean an item of which only the friendly name is known, or not even that
 * ("").
 */
export function mayMean(ref: ItemRef, friendlyName: string): boolean {
  return ref.kind !== "address" && (friendlyName === "" || globs(refName(ref), friendlyName));
}

/** Whether a part of a path matches this name; `*` matches any text, and case does not count. */
function globs(part: string, name: string): boolean {
  if (!part.includes("*")) return sameName(part, name);
  const pattern = part.split("*").map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`, "is").test(name);
}

/** Whether a reference names this item. */
export function refMatches(ref: ItemRef, item: ProtectedItem): boolean {
  if (ref.kind === "path") return pathMatches(ref.parts, item);
  if (ref.kind === "source") {
    const { workload, id, name } = ref.source;
    // The databases of a VM have its id as their source too.
    if (item.workload?.type !== workload.type || !sameName(item.sourceId, id)) return false;
    return workload.isItsSource || sameName(item.friendlyName, name);
  }
  return (
    sameName(ref.address.container, item.address.container) &&
    sameName(ref.address.name, item.address.name)
  );
}

/**
 * The ways in which parts of a path match levels, in order; levels may be left out. A cluster only
 * distinguishes groups of the same name, because its name can also be that of a server with other
 * databases.
 */
export function placesOf(
  parts: readonly string[],
  levels: readonly Level[],
): readonly (readonly Level["kind"][])[] {
  const [first, ...others] = parts;
  if (first === undefined) return [[]];
  return levels.flatMap(({ kind, names }, index) =>
    names.some((name) => globs(first, name))
      ? placesOf(others, levels.slice(index + 1))
          .filter((rest) => kind !== "cluster" || rest.length > 0)
          .map((rest) => [kind, ...rest])
      : [],
  );
}

/**
 * The kinds of level that a deletion must name: the server (for SAP also the SID), or else the
 * storage account, the availability group or the resource group of a VM; empty if nothing is known.
 */
export function hostKinds({ levels, workload }: ProtectedItem): readonly Level["kind"][] {
  const host = levels.find(({ kind }) => kind === "server" || kind === "storage account");
  if (host === undefined) return levels.slice(-1).map(({ kind }) => kind);
  return workload?.isHostedByInstance ? [host.kind, "instance"] : [host.kind];
}

/** Whether a path names the item's host. */
function namesHost(parts: readonly string[], item: ProtectedItem): boolean {
  const kinds: readonly string[] = hostKinds(item);
  return readings(parts, item).some((reading) =>
    reading.split("/").some((kind) => kinds.includes(kind)),
  );
}

/**
 * The first of the lines that mean an item without naming its host; undefined if all of them do. If
 * no line means the item as it is now, none may be trusted, so all of them count.
 */
export function lineWithoutHost(
  lines: readonly ItemRef[],
  item: ProtectedItem,
): ItemRef | undefined {
  const meaning = lines.filter((ref) => refMatches(ref, item));
  return (meaning.length > 0 ? meaning : lines).find(
    (ref) => ref.kind === "path" && !namesHost(ref.parts, item),
  );
}

/**
 * The shortest path that names only `item` among `items`, with its host if required. Its native
 * name if no path does: two items may have the same levels and name, or a name may contain a slash.
 */
export function shortestPath(
  item: ProtectedItem,
  items: readonly ProtectedItem[],
  { withHost = false } = {},
): string {
  const alone = pathsOf(item).find(
    (parts) =>
      pathMatches(parts, item) && (!withHost || namesHost(parts, item)) && matchesOne(parts, items),
  );
  return alone?.join("/") ?? nativeName(item.address);
}

/** Whether a path, which has no `*`, matches exactly one of these items. */
function matchesOne(parts: readonly string[], items: readonly ProtectedItem[]): boolean {
  const named = namesakes(items).get(parts.at(-1)?.toLowerCase() ?? "") ?? [];
  return named.filter((item) => pathMatches(parts, item)).length === 1;
}

/** The items of lists by their friendly names in lower case: all items of a list are named by it. */
const NAMESAKES = new WeakMap<readonly ProtectedItem[], Map<string, ProtectedItem[]>>();

function namesakes(items: readonly ProtectedItem[]): Map<string, ProtectedItem[]> {
  let byName = NAMESAKES.get(items);
  if (byName !== undefined) return byName;
  byName = new Map();
  for (const item of items) {
    const name = item.friendlyName.toLowerCase();
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [item]);
    else same.push(item);
  }
  NAMESAKES.set(items, byName);
  return byName;
}

/**
 * An item's name for people: the shortest path that names its host, and only this item among
 * `listed`; the full path if no list was read.
 */
export function pathOf(item: ProtectedItem, listed: readonly ProtectedItem[]): string {
  if (listed.length > 0) return shortestPath(item, listed, { withHost: true });
  return pathsOf(item).at(-1)?.join("/") ?? nativeName(item.address);
}

/** Every path that names the item, shortest first; none if a name contains what a path cannot. */
export function pathsOf(item: ProtectedItem): readonly (readonly string[])[] {
  let choices: readonly (readonly string[])[] = [[]];
  for (const {
    names: [name],
  } of item.levels) {
    if (name !== undefined) choices = [...choices, ...choices.map((path) => [...path, name])];
  }
  return (
    choices
      .map((choice) => [...choice, item.friendlyName])
      // A name that the log has to change cannot be copied from there.
      .filter((parts) => !parts.some((part) => /[/*!;]|^\s|\s$/.test(part) || !isPlain(part)))
      .filter(isReadAsPath)
      .sort((a, b) => a.length - b.length)
  );
}
