import type { ItemState } from "../../emulator/emulator.ts";
import type { Page } from "../../emulator/vault/book.ts";
import { sceneItemId } from "../place.ts";
import { output, type RunRecord } from "../record.ts";
import { isLasting, itemIdOf, itemsNamedAt } from "./names.ts";

/**
 * The item that the step is for: the one it tells of, where its line can mean that one, else the only
 * one that it can mean; undefined where there is none, or more than one.
 */
export function meantItem(record: RunRecord): ItemState | undefined {
  const possible = possibleTargets(record);
  const told = itemById(record, output(record, "item-id"));
  if (told !== undefined && possible.has(told)) return told;
  const [only, ...others] = possible;
  return others.length === 0 ? only : undefined;
}

/** Every item that the step's line named alone at some moment that its reads can have shown. */
function possibleTargets(record: RunRecord): ReadonlySet<ItemState> {
  const { scene, startedAt, endedAt, book } = record;
  const behindMs = Math.max(scene.staleListMs, scene.staleItemMs) + 1;
  const pages = book.between(startedAt - behindMs, endedAt);
  return new Set(pages.flatMap((page) => targetAt(record, page) ?? []));
}

/** The item that the step's line names alone, by what was true then. */
function targetAt(record: RunRecord, page: Page): ItemState | undefined {
  const { scene } = record;
  const line = scene.inputs.item ?? "";
  const there = itemsNamedAt(record, line, page);
  const wanted = scene.operation === "undelete";
  const preferred = there.filter(
    (item) => (page.items.get(item)?.deletedAt !== undefined) === wanted,
  );
  const noPreference = isLasting(line) || scene.operation === "stop-protection-delete-data";
  const candidates = preferred.length > 0 && !noPreference ? preferred : there;
  const [only, ...others] = candidates;
  return others.length === 0 ? only : undefined;
}

/** The item whose friendly path, id or name the report or an output names; undefined where none does. */
export function itemById(record: RunRecord, id: string): ItemState | undefined {
  return record.items.find((item) => itemIdOf(item).toLowerCase() === id.toLowerCase());
}

/** The item of the scene that a request goes to. */
export function itemOfPath(record: RunRecord, path: string): ItemState | undefined {
  const below = path.toLowerCase();
  const owns = record.scene.items.map((drawn) =>
    sceneItemId(drawn)
      .replace(/^.*?\/vaults\/[^/]+/i, "")
      .toLowerCase(),
  );
  // A name may go on where another one ends, behind a slash.
  const fitting = owns.filter((own) => below === own || below.startsWith(`${own}/`));
  const longest = fitting.toSorted((left, right) => right.length - left.length)[0];
  return longest === undefined ? undefined : record.items[owns.indexOf(longest)];
}
