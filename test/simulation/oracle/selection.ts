import type { ItemState } from "../../emulator/emulator.ts";
import type { Page } from "../../emulator/vault/book.ts";
import type { RunRecord } from "../record.ts";
import type { Scene } from "../scene.ts";
import { isLasting, itemsNamedAt, readings } from "./names.ts";

/** The lines that name items, and those that leave some of them out. */
export function linesOf({ inputs }: Pick<Scene, "inputs">) {
  const lines = (inputs.item ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return {
    include: lines.filter((line) => !line.startsWith("!")),
    exclude: lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1).trim()),
  };
}

/** The items that a step is about by what was true at a moment; undefined where a line is wrong then. */
export function selectedAt(record: RunRecord, page: Page): ReadonlySet<ItemState> | undefined {
  const { include, exclude } = linesOf(record.scene);
  const chosen = include.map((line) => namedBy(line, record, page));
  if (chosen.some((items) => items.length === 0)) return undefined;
  const all = new Set(chosen.flat());
  const isRead = ["verify-backup", "list-items"].includes(record.scene.operation);
  for (const line of exclude) {
    const out = itemsNamedAt(record, line, page).filter((item) => chosen.flat().includes(item));
    if (out.length === 0 && !isRead) return undefined;
    for (const item of out) all.delete(item);
  }
  return all.size === 0 ? undefined : all;
}

/** The items that one line means: of a pattern all, else one alone; none where the line is wrong. */
function namedBy(line: string, record: RunRecord, page: Page): readonly ItemState[] {
  const { operation } = record.scene;
  const there = itemsNamedAt(record, line, page);
  const isDeleted = (item: ItemState) => page.items.get(item)?.deletedAt !== undefined;
  const wanted = operation === "undelete";
  const preferred = there.filter((item) => isDeleted(item) === wanted);
  const isNeither = isLasting(line) || operation === "stop-protection-delete-data";
  const candidates = preferred.length > 0 && !isNeither ? preferred : there;
  if (line.includes("*")) {
    if (hasTwoMeanings(line, record, page, there)) return [];
    return operation === "list-items" ? there : candidates;
  }
  return candidates.length === 1 ? candidates : [];
}

/** Whether a pattern names one item by a level by which it does not name another (contract). */
function hasTwoMeanings(
  line: string,
  { scene, items }: RunRecord,
  page: Page,
  named: readonly ItemState[],
): boolean {
  const [first = [], ...others] = named.map((item) => {
    const drawn = scene.items[items.indexOf(item)];
    return drawn === undefined
      ? []
      : readings(line, drawn, page.items.get(item)?.friendlyName ?? "");
  });
  return named.length > 0 && !first.some((reading) => others.every((one) => one.includes(reading)));
}

/** What the step's reads can have shown before a time: lists are behind by minutes. */
export function pagesUntil(record: RunRecord, until: number): readonly Page[] {
  const { book, startedAt, scene } = record;
  const behindMs = Math.max(scene.staleListMs, scene.staleItemMs) + 1;
  return book.between(startedAt - behindMs, until);
}

/** The items that the step is about whatever its reads have shown; none where that is unsure. */
export function surelySelected(record: RunRecord, until = record.endedAt): readonly ItemState[] {
  const [first, ...others] = pagesUntil(record, until).map((page) => selectedAt(record, page));
  return [...(first ?? [])].filter((item) => others.every((one) => one?.has(item)));
}
