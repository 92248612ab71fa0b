import { at, text } from "../../json.ts";
import { type ProtectedItem, readItem } from "./item.ts";

/** What a vault lists of one type, or of several. */
export interface ItemList {
  /** Each item once. */
  readonly items: readonly ProtectedItem[];
  /** The friendly names of items whose id cannot be read; "" if Azure gives none. */
  readonly unreadable: readonly string[];
}

/** Reads the elements of a list. If an item appears twice, the last one counts. */
export function readItems(resources: readonly unknown[]): ItemList {
  const read = resources.map((resource) => ({ resource, item: readItem(resource) }));
  return {
    items: eachOnce(read.flatMap(({ item }) => item ?? [])),
    unreadable: read.flatMap(({ resource, item }) =>
      item === undefined ? text(at(resource, "properties", "friendlyName")) : [],
    ),
  };
}

/** Each item once, by its id without case: the same item can be on two pages or in two lists. */
export function eachOnce(items: readonly ProtectedItem[]): readonly ProtectedItem[] {
  return [...new Map(items.map((item) => [item.id.toLowerCase(), item])).values()];
}
