import { type ProtectedItem, workloadName } from "../azure/backup/item.ts";
import { nativeName } from "../azure/backup/native-name.ts";
import { ActionError } from "../errors.ts";
import { pathOf } from "../naming/item-path.ts";
import { flag, wholeNumber } from "../values/input-values.ts";
import type { ListOperation } from "./descriptor.ts";
import { isSound } from "./item-warnings.ts";

/** The user's question which items there are. */
interface ListItems {
  readonly kind: "list-items";
  readonly allowEmpty: boolean;
  /** Into how many legs of a matrix the items are grouped; 1 for none. */
  readonly matrixChunks: number;
}

/** More legs than a matrix may have make no sense (E150). */
const MOST_LEGS = 256;

/** Lists the items that are meant. */
export const listItems: ListOperation<ListItems> = {
  kind: "list",
  inputs: ["allow-empty", "matrix-chunks"],
  alsoCalled: ["list", "itemlist"],

  readWish: (get) => ({
    kind: "list-items",
    allowEmpty: flag(get, "allow-empty"),
    matrixChunks: wholeNumber(get, "matrix-chunks", MOST_LEGS),
  }),
};

/**
 * One element of the output `items`. It never holds an id, since a host can drop an output that holds a
 * masked value (E148).
 */
export interface ListedItem {
  /** Its native name, which means this item or none, whatever else is protected by the time it is used. */
  readonly item: string;
  /** For people: the shortest path that fits no other item now. */
  readonly path: string;
  readonly name: string;
  readonly workload: string;
  readonly state: string;
  /** Azure's own check, such as `NotReachable`; left out where it asks for nothing. */
  readonly health?: string;
}

/** One leg of a matrix: `item` is ready for the input of that name, one native name a line. */
export interface ListedChunk {
  readonly item: string;
  readonly names: readonly string[];
}

/** Describes the chosen items; `all` are those their paths have to be told apart from, none where no list was read. */
export function listedItems(
  chosen: readonly ProtectedItem[],
  all: readonly ProtectedItem[],
): readonly ListedItem[] {
  return chosen
    .map((item) => ({
      item: nativeName(item.address),
      path: pathOf(item, all),
      name: item.friendlyName,
      workload: workloadName(item),
      state: item.condition === "soft-deleted" ? "SoftDeleted" : item.protectionState,
      ...(isSound(item) ? {} : { health: item.health }),
    }))
    .toSorted((a, b) => a.path.localeCompare(b.path, "en"));
}

/**
 * Makes sure that the list fits into an output, since a list that is cut would be a wrong answer.
 *
 * @throws ActionError (`refused`)
 */
export function requireRoom(items: readonly (ListedItem | ListedChunk)[], mostCharacters: number) {
  if (JSON.stringify(items).length < mostCharacters) return;
  throw new ActionError("refused", "'item' matches more than one output can hold.", {
    hint: "Narrow 'item' or 'workload-type' down, and list the rest in a step of its own.",
  });
}

/** How an item stands, in a few words. */
export function stateInWords({ state, health = "" }: ListedItem): string {
  return health === "" ? state : `${state}, ${health}`;
}

/** Spreads the items evenly over at most `legs` legs; fewer where there are fewer items. */
export function inChunks(items: readonly ListedItem[], legs: number): readonly ListedChunk[] {
  const count = Math.min(legs, items.length);
  return Array.from({ length: count }, (_, leg) => {
    const part = items.slice(
      Math.floor((leg * items.length) / count),
      Math.floor(((leg + 1) * items.length) / count),
    );
    return { item: part.map(({ item }) => item).join("\n"), names: part.map(({ name }) => name) };
  });
}
