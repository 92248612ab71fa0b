import type { ItemState } from "../../emulator/emulator.ts";
import { output, type RunRecord } from "../record.ts";
import { lookedAt } from "./looked-at.ts";
import { itemById } from "./meant.ts";
import { itemByNativeName, itemsNamedAt } from "./names.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { isStopped } from "./state-table.ts";
import {
  type Facts,
  factsBefore,
  ignoredItems,
  isSpoilt,
  POINTS_MS,
  reportItems,
  SLACK_MS,
} from "./truth.ts";

/** How a verification ends that has judged an item. */
const JUDGED = [
  "recovery-point-fresh",
  "recovery-point-too-old",
  "no-recovery-point",
  "last-backup-failed",
];

function judgedItems(record: RunRecord): readonly ItemState[] {
  return reportItems(record)
    .filter(({ reason }) => JUDGED.includes(String(reason)))
    .flatMap((entry) => itemById(record, String(entry["item-id"] ?? "")) ?? []);
}

/** Stopped items are left out only where the user asks for it, and then told, and no others are. */
export const ignoredTold: Property = {
  name: "ignoredTold",
  judge(record) {
    const { scene, book, startedAt, endedAt } = record;
    const ignored = ignoredItems(record);
    const isAsked = scene.inputs["ignore-stopped"] === "true";
    if (scene.operation !== "verify-backup" || isSpoilt(record)) return NOT_AT_STAKE;
    if (!isAsked)
      return ignored.length > 0 ? broken("nobody asked to leave any out") : NOT_AT_STAKE;
    for (const entry of ignored) {
      const item = itemByNativeName(record, String(entry.item ?? ""));
      if (item === undefined) return broken(`'${String(entry.item)}' is left out, and no item`);
      const at = lookedAt(record, item);
      if (!factsBefore(record, item, at).some(isStopped))
        return broken(`${item.friendlyName} is left out, and was not stopped`);
      if (record.gate === "open" && endedAt - at > POINTS_MS + SLACK_MS)
        return broken(`${item.friendlyName} is left out, as it was stopped long before`);
    }
    const behindMs = scene.staleItemMs + scene.staleListMs + 1;
    const pages = book.between(startedAt - behindMs, endedAt);
    const isAlone = reportItems(record).length < 2 && ignored.length === 0;
    const wrong = judgedItems(record).find((item) =>
      factsBefore(record, item, lookedAt(record, item)).every(isStopped),
    );
    if (wrong !== undefined && !(isAlone && record.gate !== "open"))
      return broken(`${wrong.friendlyName} was judged, and is stopped`);
    const lines = (scene.inputs.item ?? "").split("\n");
    const isAtStake = pages.some((page) =>
      lines.some((line) =>
        itemsNamedAt(record, line, page).some((item) => isStopped(page.items.get(item))),
      ),
    );
    return isAtStake && output(record, "reason") !== "invalid-input" ? HOLDS : NOT_AT_STAKE;
  },
};

/** That Azure's own check finds something, or that no newer point will come, is a warning on each item that was judged. */
export const doubtTold: Property = {
  name: "doubtTold",
  judge(record) {
    if (record.scene.operation !== "verify-backup" || isSpoilt(record)) return NOT_AT_STAKE;
    const doubtful = judgedItems(record).flatMap((item) => {
      const seen = factsBefore(record, item, lookedAt(record, item));
      if (isLeftOut(record, seen)) return [];
      const words = ["healthStatus", "protectionState"].flatMap((name) => {
        const values = new Set(seen.map((facts) => facts?.[name as "healthStatus"]));
        const [word, ...others] = values;
        const isDoubt = name === "healthStatus" || seen.every(isStopped);
        return word !== undefined && others.length === 0 && isDoubt ? [word] : [];
      });
      const names = seen.flatMap((facts) => facts?.friendlyName ?? []);
      return words.map((word) => ({ word, names }));
    });
    if (doubtful.length === 0) return NOT_AT_STAKE;
    const silent = doubtful.find(
      ({ word, names }) =>
        !warningsOf(record).some(
          (said) => said.includes(word) && names.some((name) => said.includes(name)),
        ),
    );
    return unless(silent && `'${silent.word}' of ${silent.names[0]} is told nowhere`);
  },
};

/** The annotations, and what the log says of the others where there are too many. */
function warningsOf({ host }: RunRecord): readonly string[] {
  return [...host.warnings, ...host.lines.filter((line) => line.startsWith("Warning: "))];
}

/** Whether an item was, or may have been, left out as the user asks; alone it has no other answer. */
function isLeftOut({ scene }: RunRecord, seen: readonly Facts[]): boolean {
  return scene.inputs["ignore-stopped"] === "true" && seen.some(isStopped);
}
