import { drawPath } from "./draw-inputs.ts";
import { nativeNameOf, pathOf, sceneItemId } from "./place.ts";
import type { Draw } from "./random.ts";
import type { Scene, SceneItem } from "./scene.ts";

/** What the lines are drawn for. */
type Several = Pick<Scene, "operation" | "items" | "meant" | "vault">;

/** The lines of `item`, and of `confirm-delete` where there are any; mostly right. */
export function drawLines(draw: Draw, several: Several): Record<string, string> {
  const isDeletion = several.operation === "stop-protection-delete-data";
  const lines = isDeletion || draw.chance(0.5) ? oneEach(draw, several) : byPattern(draw, several);
  return {
    item: withMistakes(draw, lines, several).join("\n"),
    ...(isDeletion && { "confirm-delete": confirmations(draw, several).join("\n") }),
  };
}

function itemAt(items: readonly SceneItem[], index: number): SceneItem {
  const item = items[index];
  if (item === undefined) throw new Error(`The scene has no item ${index}.`);
  return item;
}

/** A line for each item; some items twice, by other words. */
function oneEach(draw: Draw, { operation, items, meant }: Several): readonly string[] {
  // Only ids and native names are read one by one, without a list.
  const isLasting = draw.chance(0.35);
  const written = (index: number) => {
    const item = itemAt(items, index);
    if (item.workload === "SAPAseDatabase" || isLasting)
      return draw.chance(0.3) ? sceneItemId(item) : nativeNameOf(item);
    return isSingular(items, index) || draw.chance(0.5)
      ? drawPath(draw, item, operation)
      : pathOf(item).join("/");
  };
  const lines = meant.map(written);
  const [again] = draw.chance(0.15) ? [draw.pick(meant)] : [];
  return again === undefined ? lines : [...lines, nativeNameOf(itemAt(items, again))];
}

function isSingular(items: readonly SceneItem[], index: number): boolean {
  return items.every((one, other) => other === index || one.name !== items[index]?.name);
}

/** Everything of a host, what is elsewhere by its own line, and `!` for what is not meant. */
function byPattern(draw: Draw, several: Several): readonly string[] {
  const { items, meant } = several;
  const hosts = [...new Set(meant.map((index) => pathOf(itemAt(items, index))[0]))];
  const lines = hosts.flatMap((host) => {
    const here = items.flatMap((item, index) => (pathOf(item)[0] === host ? [index] : []));
    const wanted = here.filter((index) => meant.includes(index));
    const isPattern = wanted.length > 1 || draw.chance(0.3);
    const isNamed = wanted.some((index) => items[index]?.workload === "SAPAseDatabase");
    if (!isPattern || isNamed) return oneEach(draw, { ...several, meant: wanted });
    const others = here.filter((index) => !meant.includes(index));
    return [`${host}/*`, ...others.map((index) => `!${left(draw, itemAt(items, index))}`)];
  });
  return draw.chance(0.5) ? lines : lines.toReversed();
}

/** What a line with `!` says of the item that it leaves out. */
function left(draw: Draw, item: SceneItem): string {
  return draw.pick([pathOf(item).join("/"), nativeNameOf(item), sceneItemId(item)]);
}

function withMistakes(
  draw: Draw,
  lines: readonly string[],
  { items, operation }: Several,
): readonly string[] {
  const [first] = items;
  const host = first === undefined ? "" : pathOf(first)[0];
  if (draw.chance(0.03)) return [...lines, `${host}/nothing-of-the-kind`];
  const isDeletion = operation === "stop-protection-delete-data";
  return draw.chance(0.04) && !isDeletion ? [...lines, `!${host}/nothing-of-the-kind`] : lines;
}

/** A line for each item, in any order; now and then one is missing, wrong or too many. */
function confirmations(draw: Draw, { items, meant, vault }: Several): readonly string[] {
  const off = !["Enabled", "AlwaysON"].includes(vault.softDelete ?? "") || vault.unreadable;
  const lines = meant.map((index) => {
    const { name } = itemAt(items, index);
    const written = draw.chance(0.9) ? name : name.toUpperCase();
    return off ? `permanently ${written}` : written;
  });
  const inOrder = draw.weighted([
    [3, lines],
    [3, lines.toReversed()],
    [2, lines.toSorted()],
  ]);
  return draw.weighted([
    [20, inOrder],
    [1, inOrder.slice(1)],
    [1, [...inOrder, "something"]],
    [1, [...inOrder, inOrder[0] ?? ""]],
    [1, inOrder.with(0, items[meant[0] ?? 0]?.name ?? "")],
    [0.5, inOrder.with(0, "something")],
  ]);
}
