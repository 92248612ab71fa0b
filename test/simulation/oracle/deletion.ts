import type { ItemState } from "../../emulator/emulator.ts";
import { output, type RunRecord } from "../record.ts";
import { meantItem } from "./meant.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { everythingSaid, factsBefore, isSpoilt } from "./truth.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The purge time told is the one that the vault's soft delete gives, and is told of what is kept. */
export const purgeTimeTold: Property = {
  name: "purgeTimeTold",
  judge(record) {
    const told = Date.parse(output(record, "purge-time"));
    const item = meantItem(record);
    if (item === undefined) return NOT_AT_STAKE;
    if (Number.isNaN(told)) {
      const isMissing = isKept(record, item) && !isSpoilt(record);
      return isMissing ? broken("told nowhere, and the data is kept") : NOT_AT_STAKE;
    }
    const { book, startedAt, endedAt, scene } = record;
    const behindMs = Math.max(scene.staleItemMs, scene.staleListMs) + 1;
    const pages = book.between(startedAt - behindMs, endedAt);
    const times = pages.flatMap(({ items, softDeleteDays }) => {
      const deletedAt = items.get(item)?.deletedAt;
      return deletedAt === undefined ? [] : [deletedAt + softDeleteDays * DAY_MS];
    });
    const near = times.some((time) => Math.abs(time - told) < HOUR_MS);
    return unless(near ? undefined : `${output(record, "purge-time")} is not the book's`);
  },
};

/** Whether a deletion that opens has left the item soft-deleted for all that its last reads can have shown. */
function isKept(record: RunRecord, item: ItemState): boolean {
  const isDeletion = record.scene.operation === "stop-protection-delete-data";
  const seen = factsBefore(record, item, record.endedAt);
  return (
    isDeletion && record.gate === "open" && seen.every((facts) => facts?.deletedAt !== undefined)
  );
}

/** Nothing says that the data of a deletion is gone: soft delete may be in force whatever it reads. */
export const goneNeverSaid: Property = {
  name: "goneNeverSaid",
  judge(record) {
    const { scene, requests } = record;
    if (scene.operation !== "stop-protection-delete-data" || requests.length === 0)
      return NOT_AT_STAKE;
    const said = everythingSaid(record);
    const claim =
      /(?<!may be )\bgone (at once|for good)|\b(is|are|was|were|has|have) (been )?(now )?(gone|purged|lost)\b|cannot be undeleted/i.exec(
        said,
      );
    return claim === null ? HOLDS : unless(`'${claim[0]}' is said`);
  },
};
