import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { Level } from "../azure/backup/item-levels.ts";
import { nativeName } from "../azure/backup/native-name.ts";
import { isPlain } from "../text.ts";
import { type ItemRef, isReadAsPath, refName } from "./item-ref.ts";

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
  return placesOf(parts.slice(0, -1), item.levels).map((kinds) => kinds.join("/"));
}

/** Whether a reference may mean an item of which no more is known than its friendly name, "" if not even that. */
export function mayMean(ref: ItemRef, friendlyName: string): boolean {
  return ref.kind !== "address" && (friendlyName === "" || globs(refName(ref), friendlyName));
}

/** Whether a part of a path, in which `*` stands for any text, is this name; case does not count. */
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
    // The databases of a machine show its id as their source too.
    if (item.workload?.type !== workload.type || !sameName(item.sourceId, id)) return false;
    return workload.isItsSource || sameName(item.friendlyName, name);
  }
  return (
    sameName(ref.address.container, item.address.container) &&
    sameName(ref.address.name, item.address.name)
  );
}

/**
 * The ways in which parts of a path stand for levels: each part finds one of its own, in the same
 * order; levels may be left out. A cluster only tells groups of one name apart: its name can be that of
 * a server, whose databases are other ones.
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
 * What an item is on or in, as a deletion has to name it: the server, of SAP its SID as well, else the
 * storage account, the availability group, or the resource group of a VM; none where nothing is known.
 */
export function hostKinds({ levels, workload }: ProtectedItem): readonly Level["kind"][] {
  const host = levels.find(({ kind }) => kind === "server" || kind === "storage account");
  if (host === undefined) return levels.slice(-1).map(({ kind }) => kind);
  return workload?.isHostedByInstance ? [host.kind, "instance"] : [host.kind];
}

/** Whether a path says on or in what an item is. */
export function namesHost(parts: readonly string[], item: ProtectedItem): boolean {
  const kinds: readonly string[] = hostKinds(item);
  return readings(parts, item).some((reading) =>
    reading.split("/").some((kind) => kinds.includes(kind)),
  );
}

/**
 * The shortest path that names `item` alone among `items`, with its host where that is asked for; its
 * native names where no path does (two items that differ in nothing a path can say, or a name that
 * holds a slash).
 */
export function shortestPath(
  item: ProtectedItem,
  items: readonly ProtectedItem[],
  { withHost = false } = {},
): string {
  const alone = pathsOf(item).find(
    (parts) =>
      pathMatches(parts, item) &&
      (!withHost || namesHost(parts, item)) &&
      items.filter((other) => pathMatches(parts, other)).length === 1,
  );
  return alone?.join("/") ?? nativeName(item.address);
}

/** How people are told of an item: by the shortest path that names it alone among `listed`, or by all parts where no list was read. */
export function pathOf(item: ProtectedItem, listed: readonly ProtectedItem[]): string {
  if (listed.length > 0) return shortestPath(item, listed);
  return pathsOf(item).at(-1)?.join("/") ?? nativeName(item.address);
}

/** Every path that names the item, shortest first; none where a name holds what a path cannot. */
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
      // What the log would print otherwise than it is cannot be copied from there.
      .filter((parts) => !parts.some((part) => /[/*!;]|^\s|\s$/.test(part) || !isPlain(part)))
      .filter(isReadAsPath)
      .sort((a, b) => a.length - b.length)
  );
}
