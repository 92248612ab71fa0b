import type { VaultReader } from "../azure/backup/client.ts";
import type { ProtectedItem } from "../azure/backup/item.ts";
import { eachOnce } from "../azure/backup/item-list.ts";
import { type ItemType, listsOf } from "../azure/backup/workload.ts";
import type { Flight } from "./flight.ts";

/** The states of items after their work, from one list for all. */
export interface ItemStates {
  /** The item as a list shows it that is read after this call; undefined if it is better read itself. */
  look(item: ProtectedItem): Promise<ProtectedItem | undefined>;
}

/**
 * So many items are worth a list even while others are still in flight; of a large vault half of it, or the
 * lists would be read too often.
 */
const MANY = 200;
/** A page of a list holds so many items (E133). */
const PAGE = 200;
/** Fewer items than this are read one by one. */
const FEW = 5;

/**
 * Reads the lists once nothing is in flight any more, or once many items wait for it. A few items that
 * cost no more than the list are read themselves. `vaultSize` is how many items the vault lists.
 */
export function itemStates(
  { flight, vaultSize }: { readonly flight: Flight; readonly vaultSize: number },
  { backup }: { readonly backup: Pick<VaultReader, "listItems"> },
): ItemStates {
  const waiting: {
    readonly item: ProtectedItem;
    readonly settle: (listed: ProtectedItem | undefined) => void;
  }[] = [];
  flight.whenIdle(() => void readList());

  async function readList(): Promise<void> {
    const batch = waiting.splice(0);
    const isCheap = batch.length > Math.max(FEW, Math.ceil(vaultSize / PAGE));
    const listed = isCheap ? await listedNow(batch.map(({ item }) => item)) : new Map();
    for (const { item, settle } of batch) settle(listed.get(item.id.toLowerCase()));
  }

  async function listedNow(items: readonly ProtectedItem[]): Promise<Map<string, ProtectedItem>> {
    const types = new Map<string, ItemType>();
    for (const { workload } of items) {
      for (const type of listsOf(workload)) types.set(JSON.stringify(type), type);
    }
    // An item whose list cannot be read is read itself, and that error counts.
    const lists = await Promise.allSettled(
      [...types.values()].map((type) => backup.listItems(type)),
    );
    const all = lists.flatMap((list) => (list.status === "fulfilled" ? list.value.items : []));
    return new Map(eachOnce(all).map((item) => [item.id.toLowerCase(), item]));
  }

  return {
    look(item) {
      return new Promise((settle) => {
        waiting.push({ item, settle });
        if (waiting.length >= Math.max(MANY, vaultSize / 2)) void readList();
      });
    },
  };
}
