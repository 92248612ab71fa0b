import { type ProtectedItem, workloadName } from "../azure/backup/item.ts";
import { nativeName } from "../azure/backup/native-name.ts";
import { ActionError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { pathOf } from "../naming/item-path.ts";
import { flag, wholeNumber } from "../values/input-values.ts";
import type { ListOperation } from "./descriptor.ts";
import { isSound } from "./item-warnings.ts";

/** The user's question which items exist. */
interface ListItems {
  readonly kind: "list-items";
  readonly allowEmpty: boolean;
  /** The number of matrix legs to spread the items over; 1 lists each item by itself. */
  readonly matrixChunks: number;
}

/** The most legs a matrix may have (E150). */
const MOST_LEGS = 256;

/** Lists the selected items. */
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
 * One element of the output `items`. It never holds an id, because a host may drop an output that
 * contains a masked value (E148).
 */
export interface ListedItem {
  /** Its native name. It names this item or none, even if other items are protected before it is used. */
  readonly item: string;
  /** For people: the shortest path that matches only this item now. */
  readonly path: string;
  readonly name: string;
  readonly workload: string;
  readonly state: string;
  /** The result of Azure's own check, such as `NotReachable`; left out if it needs no action. */
  readonly health?: string;
}

/** One leg of a matrix: `item` fits the input of that name, with one native name per line. */
export interface ListedChunk {
  readonly item: string;
  readonly names: readonly string[];
  /** Its number, from 1, to name what the leg leaves behind. */
  readonly leg: number;
  /** The number of legs, so that a later job knows how many to expect. */
  readonly legs: number;
}

/**
 * Describes the chosen items. `all` are the items that their paths must not match; empty if no list
 * was read.
 */
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
 * Makes sure that the list fits into an output, because a truncated list would be a wrong answer.
 *
 * @throws ActionError (`refused`)
 */
export function requireRoom(
  items: readonly (ListedItem | ListedChunk)[],
  fitsOutput: (value: object) => boolean,
) {
  if (fitsOutput(items)) return;
  throw new ActionError("refused", `${nameInput("item")} matches more than one output can hold.`, {
    hint: `Narrow ${nameInput("item")} or ${nameInput("workload-type")} down, and list the rest in another step.`,
  });
}

/** The state of an item, in a few words. */
export function stateInWords({ state, health = "" }: ListedItem): string {
  return health === "" ? state : `${state}, ${health}`;
}

/** Spreads the items evenly over at most `legs` legs; fewer items make fewer legs. */
export function inChunks(items: readonly ListedItem[], legs: number): readonly ListedChunk[] {
  const count = Math.min(legs, items.length);
  return Array.from({ length: count }, (_, index) => {
    const part = items.slice(
      Math.floor((index * items.length) / count),
      Math.floor(((index + 1) * items.length) / count),
    );
    return {
      item: part.map(({ item }) => item).join("\n"),
      names: part.map(({ name }) => name),
      leg: index + 1,
      legs: count,
    };
  });
}
