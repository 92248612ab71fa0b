import leven from "leven";
import { type Level, type ProtectedItem, sameName } from "./item.ts";
import { pathMatches, pathsOf, placesOf, shortestPath } from "./item-path.ts";
import { type ItemRef, nameOf, ONE_A_LINE } from "./item-ref.ts";

/** What was looked through when a reference matched nothing. */
export interface Searched {
  readonly listed: readonly ProtectedItem[];
  /** Whether the step may name several items. */
  readonly several: boolean;
}

/** How many candidates a message lists. */
const MOST = 5;

/**
 * What the user may have meant by a reference that matches no item, the surest guess first;
 * undefined where nothing is like it.
 */
export function guess(ref: ItemRef, searched: Searched): string | undefined {
  const { listed } = searched;
  return (
    asSeveral(ref, listed) ??
    withOtherSlashes(ref, listed) ??
    asPlace(ref, searched) ??
    asPolicy(ref, listed) ??
    inOtherOrder(ref, listed) ??
    elsewhere(ref, listed) ??
    atUnknownPlace(ref, listed) ??
    alike(ref, listed) ??
    (/[,"'`#]|^-/.test(ref.written) ? ONE_A_LINE : undefined)
  );
}

/** Items that stand in one line, or that quotes, dashes and comments hide. */
function asSeveral({ written }: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  const plain = written.split(",").map((piece) =>
    piece
      .replace(/\s#.*$/, "")
      .replace(/^[-\s"'`[]+|[\s"'`\]]+$/g, "")
      .trim(),
  );
  const found = plain.filter((path) => matching(path.split("/"), listed).length > 0);
  return found.length === 0 || found[0] === written
    ? undefined
    : `${ONE_A_LINE} Write ${found.map((path) => `'${path}'`).join(" and ")}.`;
}

/** Windows names an instance `server\instance`. */
function withOtherSlashes(
  { written }: ItemRef,
  listed: readonly ProtectedItem[],
): string | undefined {
  const path = written.replace(/\s*(\\|>|:)+\s*/g, "/");
  if (path === written || matching(path.split("/"), listed).length === 0) return undefined;
  return `The parts of a path are separated by '/': write '${path}'.`;
}

/** A server, a group or an account where an item was expected. */
function asPlace(ref: ItemRef, { listed, several }: Searched): string | undefined {
  if (ref.kind !== "path" || ref.parts.some((part) => part.includes("*"))) return undefined;
  const inside = listed.filter(({ levels }) => placesOf(ref.parts, levels).length > 0);
  const [first] = inside;
  const kind = first && placesOf(ref.parts, first.levels)[0]?.at(-1);
  if (first === undefined || kind === undefined) return undefined;
  const place = `'${nameOf(ref)}' is ${nounOf(kind, first)}`;
  const examples = either(inside.map((item) => pathWithHost(item, listed)));
  return several
    ? `${place}: write '${ref.written}/*' for all of its items, or name one, such as ${examples}.`
    : `${place}: name one of its items, such as ${examples}.`;
}

/** With its article. An availability group takes the place of an instance, and so does a SID. */
function nounOf(kind: Level["kind"], { address, workload }: ProtectedItem): string {
  if (kind !== "instance") return `a ${kind}`;
  if (/^SQLAGWorkLoadContainer;/i.test(address.container)) return "an availability group";
  return workload?.type === "SAPHanaDatabase" ? "a SID" : "an instance";
}

function asPolicy(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  const name = nameOf(ref);
  const under = listed.filter(({ policyId }) => sameName(policyId.split("/").at(-1) ?? "", name));
  return name === "" || under.length === 0
    ? undefined
    : `'${name}' is a policy: name an item, such as ${either(under.map((item) => shortestPath(item, listed)))}.`;
}

function inOtherOrder(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  if (ref.kind !== "path" || ref.parts.length > MOST) return undefined;
  const orders = permutations(ref.parts);
  const found = orders.find((parts) => matching(parts, listed).length > 0);
  return found && `A path goes from the outside in, the item last: write '${found.join("/")}'.`;
}

function permutations(parts: readonly string[]): readonly (readonly string[])[] {
  if (parts.length < 2) return [parts];
  return parts.flatMap((part, index) =>
    permutations(parts.toSpliced(index, 1)).map((rest) => [part, ...rest]),
  );
}

/** An item of that very name at another place. */
function elsewhere(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  const name = nameOf(ref);
  if (/^\**$/.test(name)) return undefined;
  const found = matching([name], listed);
  const [only, ...others] = found;
  if (only === undefined) return undefined;
  const paths = either(found.map((item) => pathWithHost(item, listed)));
  const host = hostOf(only);
  return others.length > 0 || host === undefined || name.includes("*")
    ? `'${name}' is at another place: write ${paths}.`
    : `'${name}' is in the ${nounOf(host.kind, only).replace(/^an? /, "")} '${host.names[0]}': write ${paths}.`;
}

/** A part before the last that is the name of nothing here. */
function atUnknownPlace(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  if (ref.kind !== "path") return undefined;
  const levels = listed.flatMap((item) => item.levels);
  const unknown = ref.parts
    .slice(0, -1)
    .find((part) => levels.every((level) => placesOf([part], [level]).length === 0));
  if (unknown === undefined) return undefined;
  const names = [...new Set(levels.flatMap(({ names: [name] }) => name ?? []))];
  const near = nearest(unknown, names, (name) => name);
  return `Nothing is protected in or on '${unknown}'. ${
    near.length > 0 ? `Did you mean ${either(near)}?` : `There are ${either(hostsOf(listed))}.`
  }`;
}

function hostsOf(listed: readonly ProtectedItem[]): readonly string[] {
  return [...new Set(listed.flatMap((item) => hostOf(item)?.names[0] ?? []))];
}

function alike(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  const near = nearMisses(nameOf(ref), listed).map((item) => shortestPath(item, listed));
  return near.length === 0 ? undefined : `Did you mean ${either(near)}?`;
}

/** The items whose friendly name is closest to a name, nearest first. */
export function nearMisses(
  name: string,
  items: readonly ProtectedItem[],
): readonly ProtectedItem[] {
  return nearest(name.replaceAll("*", ""), items, ({ friendlyName }) => friendlyName);
}

function nearest<T>(wanted: string, all: readonly T[], name: (one: T) => string): readonly T[] {
  return all
    .map((one) => ({ one, name: name(one), far: distance(wanted, name(one)) }))
    .filter((candidate) => candidate.far <= Math.max(2, candidate.name.length / 2))
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ one }) => one);
}

/** Edit distance without case; a name that contains the other counts as one step away. */
function distance(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  const contained = a.length > 2 && a !== b && (b.includes(a) || a.includes(b));
  return contained ? 1 : leven(a, b);
}

function matching(
  parts: readonly string[],
  listed: readonly ProtectedItem[],
): readonly ProtectedItem[] {
  return listed.filter((item) => pathMatches(parts, item));
}

/** The server of a database, or else the innermost place of an item. */
function hostOf({ levels }: ProtectedItem): Level | undefined {
  return levels.find(({ kind }) => kind === "server") ?? levels.at(-1);
}

/** The shortest path that says where the item is, too; it names the item alone as the shortest one does. */
function pathWithHost(item: ProtectedItem, listed: readonly ProtectedItem[]): string {
  const shortest = shortestPath(item, listed);
  if (shortest.includes("/")) return shortest;
  const host = hostOf(item)?.names[0];
  return (
    pathsOf(item)
      .find(([first], _, all) => all.length > 1 && first === host)
      ?.join("/") ?? shortest
  );
}

/** Names in quotes, as many as a message has room for. */
function either(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map((name) => `'${name}'`);
  const last = shown.pop() ?? "";
  const more = names.length > MOST ? `, and ${names.length - MOST} more` : "";
  return (shown.length === 0 ? last : `${shown.join(", ")} or ${last}`) + more;
}
