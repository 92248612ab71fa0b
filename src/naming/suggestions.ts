import { nameInId, type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { Level } from "../azure/backup/item-levels.ts";
import { nativeName } from "../azure/backup/native-name.ts";
import { isVariable, USE_EXPRESSION } from "../text.ts";
import { pathMatches, pathsOf, placesOf, shortestPath } from "./item-path.ts";
import { type ItemRef, ONE_A_LINE, refName } from "./item-ref.ts";
import { nearest } from "./near-names.ts";

/** What was searched when a reference matched nothing. */
interface SearchedItems {
  readonly listed: readonly ProtectedItem[];
  /** Whether the step may name several items. */
  readonly several: boolean;
}

/** How many candidates a message lists, and how many examples of a form. */
const MOST = 5;
const EXAMPLES = 2;

/**
 * What the user may have meant by a reference that matches no item, the most certain guess first;
 * undefined if nothing is similar.
 */
export function suggestItem(ref: ItemRef, searched: SearchedItems): string | undefined {
  const listed = nearestFirst(ref, searched.listed);
  return (
    withVariable(ref) ??
    withOtherSlashes(ref, listed) ??
    asSeveral(ref, listed) ??
    asHalf(ref, listed) ??
    asMachine(ref, listed) ??
    asPlace(ref, searched) ??
    asPolicy(ref, listed) ??
    inOtherOrder(ref, listed) ??
    elsewhere(ref, listed) ??
    atUnknownPlace(ref, listed) ??
    similarNames(ref, listed) ??
    othersThere(ref, listed) ??
    (/[,"'`#]|^-/.test(ref.written) ? ONE_A_LINE : undefined)
  );
}

/** The items sorted so that those at the place in the reference come first. */
function nearestFirst(ref: ItemRef, listed: readonly ProtectedItem[]): readonly ProtectedItem[] {
  const isThere = ({ address, levels }: ProtectedItem): boolean => {
    if (ref.kind === "address") return sameName(address.container, ref.address.container);
    return ref.kind === "path" && placesOf(ref.parts.slice(0, -1), levels).length > 0;
  };
  return [...listed.filter(isThere), ...listed.filter((item) => !isThere(item))];
}

function withVariable(ref: ItemRef): string | undefined {
  const variable = ref.kind === "path" ? ref.parts.find(isVariable) : undefined;
  return variable && `'${variable}' is a variable that nothing has replaced. ${USE_EXPRESSION}`;
}

/** Several items on one line, or items hidden by quotes, dashes and comments. */
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

/** A path with other separators, such as `server\instance` or `server.instance.database`. */
function withOtherSlashes(
  { written }: ItemRef,
  listed: readonly ProtectedItem[],
): string | undefined {
  const path = written.replace(/\s*[\\>:;,.]+\s*/g, "/");
  if (path === written || matching(path.split("/"), listed).length === 0) return undefined;
  return `The parts of a path are separated by '/': write '${path}'.`;
}

/** Half of a native name: az has separate options for container and item, and prints the name of each. */
function asHalf({ written }: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  const whole = listed.filter(
    ({ address }) => sameName(address.container, written) || sameName(address.name, written),
  );
  if (!written.includes(";") || whole.length === 0) return undefined;
  const names = either(whole.map(({ address }) => nativeName(address)));
  return `A native name is 'container/item', and this is one half of it: write ${names}.`;
}

/** A VM that is not backed up itself although databases in it are. */
function asMachine(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  if (ref.kind !== "source") return undefined;
  const inside = listed.filter(({ sourceId }) => sameName(sourceId, ref.source.id));
  if (inside.length === 0) return undefined;
  const examples = either(inside.slice(0, EXAMPLES).map((item) => pathWithHost(item, listed)));
  return ref.source.workload.isItsSource
    ? `The VM is not backed up as a whole, but databases in it are: name one, such as ${examples}.`
    : `In that storage account it protects ${examples}.`;
}

/** A server, a group or an account instead of an item. */
function asPlace(ref: ItemRef, { listed, several }: SearchedItems): string | undefined {
  if (ref.kind !== "path" || ref.parts.some((part) => part.includes("*"))) return undefined;
  const inside = listed.filter(({ levels }) => placesOf(ref.parts, levels).length > 0);
  const [first] = inside;
  const kind = first && placesOf(ref.parts, first.levels)[0]?.at(-1);
  if (first === undefined || kind === undefined) return undefined;
  const place = `'${refName(ref)}' is ${nounOf(kind, first)}`;
  const examples = either(inside.slice(0, EXAMPLES).map((item) => pathWithHost(item, listed)));
  return several
    ? `${place}: write '${ref.written}/*' for all of its items, or name one, such as ${examples}.`
    : `${place}: name one of its items, such as ${examples}.`;
}

/** The name of a level, with its article. For an instance it may be the availability group or the SID. */
function nounOf(kind: Level["kind"], { address, workload }: ProtectedItem): string {
  if (kind !== "instance") return `a ${kind}`;
  if (/^SQLAGWorkLoadContainer;/i.test(address.container)) return "an availability group";
  return workload?.instance ?? "an instance";
}

function asPolicy(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  const name = refName(ref);
  const under = listed.filter(({ policyId }) => sameName(nameInId(policyId), name));
  if (name === "" || under.length === 0) return undefined;
  const examples = under.slice(0, EXAMPLES).map((item) => pathWithHost(item, listed));
  return `'${name}' is a policy: name an item that it protects, such as ${either(examples)}.`;
}

function inOtherOrder(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  if (ref.kind !== "path" || ref.parts.length < 2 || ref.parts.length > MOST) return undefined;
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

/** An item with the same name at another place. */
function elsewhere(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  const name = refName(ref);
  if (/^\**$/.test(name)) return undefined;
  const found = matching([name], listed);
  const [only, ...others] = found;
  if (only === undefined) return undefined;
  const paths = either(found.map((item) => pathWithHost(item, listed)));
  const host = hostOf(only);
  if (others.length > 0 || host === undefined || name.includes("*")) {
    return `'${name}' is at another place: write ${paths}.`;
  }
  const kind = nounOf(host.kind, only).replace(/^an? /, "");
  const where = `${kind === "server" ? "on" : "in"} the ${kind} '${host.names[0]}'`;
  return `'${name}' is ${where}: write ${paths}.`;
}

/** A place that does not exist in this vault. */
function atUnknownPlace(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  if (ref.kind !== "path") return undefined;
  const levels = listed.flatMap((item) => item.levels);
  const unknown = ref.parts
    .slice(0, -1)
    .find((part) => levels.every((level) => placesOf([part], [level]).length === 0));
  if (unknown === undefined) return undefined;
  const names = [...new Set(levels.flatMap(({ names: [name] }) => name ?? []))];
  const near = nearest(unknown, names, { nameOf: (name) => name, share: 1 / 4, most: MOST });
  const hosts = [...new Set(listed.flatMap((item) => hostOf(item)?.names[0] ?? []))];
  const meant = near.length > 0 ? `Did you mean ${either(near)}?` : `Items are at ${all(hosts)}.`;
  return hosts.length === 0 ? undefined : `No item is at '${unknown}'. ${meant}`;
}

/** Other items at the same place, if the place exists. */
function othersThere(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  if (ref.kind !== "path" || ref.parts.length < 2) return undefined;
  const place = ref.parts.slice(0, -1);
  const there = listed.filter(({ levels }) => placesOf(place, levels).length > 0);
  const names = [...new Set(there.map(({ friendlyName }) => friendlyName))];
  return names.length === 0
    ? undefined
    : `At '${place.join("/")}' there ${names.length === 1 ? "is" : "are"} ${all(names)}.`;
}

function similarNames(ref: ItemRef, listed: readonly ProtectedItem[]): string | undefined {
  const near = nearMisses(refName(ref), listed).map((item) => pathWithHost(item, listed));
  return near.length === 0 ? undefined : `Did you mean ${either(near)}?`;
}

/** The items whose friendly name is closest to a name, nearest first. */
export function nearMisses(
  name: string,
  items: readonly ProtectedItem[],
): readonly ProtectedItem[] {
  return nearest(name.replaceAll("*", ""), items, {
    nameOf: ({ friendlyName }) => friendlyName,
    share: 1 / 2,
    most: MOST,
  });
}

/** The hint for a policy that does not exist; undefined if the vault has no policies. */
export function suggestPolicy(name: string, names: readonly string[]): string | undefined {
  const near = nearest(name, names, { nameOf: (one) => one, share: 1 / 4, most: MOST });
  if (near.length > 0) return `Did you mean ${either(near)}?`;
  return names.length === 0 ? undefined : `It has ${all(names)}.`;
}

function matching(
  parts: readonly string[],
  listed: readonly ProtectedItem[],
): readonly ProtectedItem[] {
  return listed.filter((item) => pathMatches(parts, item));
}

/** The server of a database, or the innermost level of any other item. */
function hostOf({ levels }: ProtectedItem): Level | undefined {
  return levels.find(({ kind }) => kind === "server") ?? levels.at(-1);
}

/** The shortest path that also names the host; like the shortest path, it names only this item. */
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

/** Names in quotes, as many as fit into a message. */
function either(names: readonly string[]): string {
  return joined(names, "or");
}

function all(names: readonly string[]): string {
  return joined(names, "and");
}

function joined(names: readonly string[], word: "and" | "or"): string {
  const shown = names.slice(0, MOST).map((name) => `'${name}'`);
  if (names.length > MOST) shown.push(`${names.length - MOST} more`);
  const last = shown.pop() ?? "";
  return shown.length === 0 ? last : `${shown.join(", ")} ${word} ${last}`;
}
