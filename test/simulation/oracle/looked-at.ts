import type { ItemState } from "../../emulator/emulator.ts";
import { whereOf } from "../faults.ts";
import type { RunRecord } from "../record.ts";
import { itemOfPath } from "./meant.ts";
import { ignoredItems, reportItems } from "./truth.ts";

/** When an item was judged: of several the last one may take its time, and the others have been read by then. */
export function lookedAt(record: RunRecord, item: ItemState): number {
  const { requests, endedAt } = record;
  if (reportItems(record).length + ignoredItems(record).length < 2) return endedAt;
  const own = requests.filter(
    (sent) => whereOf(sent) === "item" && itemOfPath(record, sent.path) === item,
  );
  return Math.min(endedAt, own.at(-1)?.answeredAt ?? endedAt);
}
