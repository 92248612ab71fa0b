import type { ItemState } from "../../emulator/emulator.ts";
import type { Page } from "../../emulator/vault/book.ts";
import { itemId } from "../../emulator/vault/state.ts";
import { clusterOf, groupOf, namesOf, nativeNameOf, pathOf, sceneItemId } from "../place.ts";
import type { RunRecord } from "../record.ts";
import type { Scene, SceneItem } from "../scene.ts";

/** The resource id of an item. */
export function itemIdOf(item: ItemState): string {
  return itemId(item);
}

/** The item of a native name; undefined where there is none. */
export function itemByNativeName(
  { scene, items }: Pick<RunRecord, "scene" | "items">,
  name: string,
): ItemState | undefined {
  return items[scene.items.findIndex((item) => nativeNameOf(item) === name)];
}

/** Whether a line names its item by id or by native name, and so no other one for ever. */
export function isLasting(line: string): boolean {
  return line.startsWith("/") || line.split("/", 1).join("").includes(";");
}

/**
 * The items of a scene that one line of `item` can mean, live or deleted, there or not, of the
 * workload that is asked for; `nameOf` tells what an item is called.
 */
export function itemsNamed(
  line: string,
  { items, inputs }: Pick<Scene, "items" | "inputs">,
  nameOf = (index: number) => items[index]?.name ?? "",
): readonly number[] {
  const wanted = line.trim().toLowerCase();
  const type = inputs["workload-type"] ?? "";
  return items.flatMap((item, index) => {
    if (isLasting(wanted)) {
      const names = [sceneItemId(item), nativeNameOf(item)].map((name) => name.toLowerCase());
      return names.includes(wanted) ? [index] : [];
    }
    const isOther = type !== "" && item.workload !== type;
    const isPassedOver = type !== "" && item.underInstance && wanted.includes("*");
    if (isOther || isPassedOver) return [];
    return readings(wanted, item, nameOf(index)).length > 0 ? [index] : [];
  });
}

/** The items that a line names, as they were called at one moment, of those that were there. */
export function itemsNamedAt(
  { scene, items }: Pick<RunRecord, "scene" | "items">,
  line: string,
  page: Page,
): readonly ItemState[] {
  const factsOf = (index: number) => {
    const item = items[index];
    return item && page.items.get(item);
  };
  const named = itemsNamed(line, scene, (index) => factsOf(index)?.friendlyName ?? "");
  return named.flatMap((index) => (factsOf(index) && items[index]) ?? []);
}

/** A part of a path before the name, and all that it is called. */
interface Level {
  readonly kind: "group" | "cluster" | "server" | "instance" | "account";
  readonly names: readonly (string | undefined)[];
}

/** The parts of an item's path, outermost first (contract). */
function levelsOf(item: SceneItem): readonly Level[] {
  const [host] = pathOf(item);
  const { serverName, parentName, nodes = [] } = namesOf(item);
  const cluster = clusterOf(item);
  if (cluster !== undefined) {
    const names = [cluster, serverName, ...nodes.map(({ nodeName }) => nodeName)];
    return [
      { kind: "cluster", names },
      { kind: "instance", names: [parentName] },
    ];
  }
  const group: Level = { kind: "group", names: [groupOf(item) ?? "AseGroup"] };
  switch (item.workload) {
    case "VM":
      return [{ kind: "group", names: [host] }];
    case "AzureFileShare":
      return [group, { kind: "account", names: [host] }];
    default:
      return [
        group,
        { kind: "server", names: [host, serverName] },
        { kind: "instance", names: [parentName] },
      ];
  }
}

/**
 * The ways in which a path names an item: its last part is the name, those before it stand for levels
 * in order, and any level may be left out; a cluster only tells groups of one name apart.
 */
export function readings(path: string, item: SceneItem, name: string): readonly string[] {
  const parts = path.toLowerCase().split("/");
  const last = parts.pop() ?? "";
  return fits(last, name) ? placesOf(parts, levelsOf(item)) : [];
}

function placesOf(parts: readonly string[], levels: readonly Level[]): readonly string[] {
  const [first, ...others] = parts;
  if (first === undefined) return [""];
  return levels.flatMap(({ kind, names }, index) => {
    if (!names.some((name) => name !== undefined && fits(first, name))) return [];
    const rest = placesOf(others, levels.slice(index + 1));
    return rest.filter((one) => kind !== "cluster" || one !== "").map((one) => `${kind}/${one}`);
  });
}

function fits(part: string, name: string): boolean {
  return part === "*" || part === name.toLowerCase();
}
