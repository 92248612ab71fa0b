import type { ItemState } from "../../emulator/emulator.ts";
import { itemId } from "../../emulator/state.ts";
import { groupOf, pathOf, sceneItemId } from "../place.ts";
import type { SceneItem } from "../scene.ts";

/** The resource id of an item. */
export function itemIdOf(item: ItemState): string {
  return itemId(item);
}

/** The items of a scene that one line of `item` can mean, live or deleted. */
export function itemsNamed(line: string, items: readonly SceneItem[]): readonly number[] {
  const wanted = line.trim().toLowerCase();
  return items.flatMap((item, index) => {
    const [host, name] = pathOf(item).map((part) => part.toLowerCase());
    const group = `${groupOf(item)}/${name}`.toLowerCase();
    const names = [
      "*",
      group,
      `${host}/${name}`,
      name,
      `${host}/*`,
      sceneItemId(item).toLowerCase(),
    ];
    return names.includes(wanted) ? [index] : [];
  });
}
