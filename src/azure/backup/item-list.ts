import { at, text } from "../../json.ts";
import { type ProtectedItem, readItem } from "./item.ts";

/** What a vault lists of one type, or of several. */
export interface ItemList {
  /** Each item once. */
  readonly items: readonly ProtectedItem[];
  /** The friendly names of those whose id cannot be read; "" where Azure tells none. */
  readonly unreadable: readonly string[];
}

/** Reads the elements of a list. An item that comes twice counts once, as it is read last. */
export function readItems(resources: readonly unknown[]): ItemList {
  const read = resources.map((resource) => ({ resource, item: readItem(resource) }));
  return {
    items: eachOnce(read.flatMap(({ item }) => item ?? [])),
    unreadable: read.flatMap(({ resource, item }) =>
      item === undefined ? text(at(resource, "properties", "friendlyName")) : [],
    ),
  };
}

/** Each item once, by its id without case: the same one can be on two pages, or in two lists. */
export function eachOnce(items: readonly ProtectedItem[]): readonly ProtectedItem[] {
  return [...new Map(items.map((item) => [item.id.toLowerCase(), item])).values()];
}
