import type { ItemState } from "../../emulator/emulator.ts";
import { nativeNameOf } from "../place.ts";
import { output, type RunRecord } from "../record.ts";
import { confirmsEach } from "./confirmed.ts";
import type { Expected } from "./expected.ts";
import { itemIdOf } from "./names.ts";
import { selectedAt } from "./selection.ts";
import { sceneFor, sharesOf } from "./shares.ts";
import { decide } from "./state-table.ts";

/** How a step about several items must end, by what `one` expects of each; undefined where that is open. */
export function expectedOfMany(record: RunRecord, one: (share: RunRecord) => Expected): Expected {
  const { book, startedAt, scene } = record;
  const page = book.at(startedAt);
  const items = [...(selectedAt(record, page) ?? [])];
  const most = Number(scene.inputs["max-items"] ?? 50);
  if (items.length < 2 || items.length > most || !confirmsEach(record, page, items))
    return undefined;
  // One kind of items may have backups of a type that another one has not.
  const kinds = new Set(items.map(({ workload }) => workload));
  if (scene.inputs["backup-type"] !== undefined && kinds.size > 1) return undefined;
  const ends = items.map((item) => {
    const facts = page.items.get(item);
    const own = sceneFor(record, item);
    const isFit = !["refuse", "not-found"].includes(decide(own, { page, facts }, startedAt));
    return isFit ? one(shareWanted(record, item)) : undefined;
  });
  if (ends.includes(undefined)) return undefined;
  return ends.every((end) => end === "open") ? "open" : "not red";
}

/** The share of an item, named so that it is the only one; it may be missing in the report. */
function shareWanted(record: RunRecord, item: ItemState): RunRecord {
  const told = sharesOf(record).find((share) => output(share, "item-id") === itemIdOf(item));
  const share = told ?? { ...record, scene: sceneFor(record, item), whole: record };
  const { scene } = share;
  const drawn = scene.items[record.items.indexOf(item)];
  const name = drawn === undefined ? "" : nativeNameOf(drawn);
  const { item: lines = "" } = scene.inputs;
  // Who asks for an odd kind gets it only by its id.
  const isNameable = drawn?.workload !== "SAPAseDatabase" || lines.includes(";");
  return isNameable
    ? { ...share, scene: { ...scene, inputs: { ...scene.inputs, item: name } } }
    : share;
}
