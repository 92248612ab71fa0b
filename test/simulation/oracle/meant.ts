import type { ItemState } from "../../emulator/emulator.ts";
import { sceneItemId } from "../place.ts";
import { output, type RunRecord } from "../record.ts";
import type { Scene } from "../scene.ts";
import { itemIdOf } from "./names.ts";
import { selectedAt } from "./selection.ts";

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

/** Every item that the step was about at some moment that its reads can have shown. */
function possibleTargets(record: RunRecord): ReadonlySet<ItemState> {
  const known = TARGETS.get(record);
  if (known !== undefined) return known;
  const targets = findTargets(record);
  TARGETS.set(record, targets);
  return targets;
}

const TARGETS = new WeakMap<RunRecord, ReadonlySet<ItemState>>();

function findTargets(record: RunRecord): ReadonlySet<ItemState> {
  const { scene, startedAt, endedAt, book } = record;
  const behindMs = Math.max(scene.staleListMs, scene.staleItemMs) + 1;
  const pages = book.between(startedAt - behindMs, endedAt);
  return new Set(pages.flatMap((page) => [...(selectedAt(record, page) ?? [])]));
}

/** The item whose friendly path, id or name the report or an output names; undefined where none does. */
export function itemById(record: RunRecord, id: string): ItemState | undefined {
  return record.items.find((item) => itemIdOf(item).toLowerCase() === id.toLowerCase());
}

const OWNED = new WeakMap<Scene, ReadonlyMap<string, number>>();

/** The paths of the items of a scene below the vault, without case, with their indexes. */
function pathsOf(scene: Scene): ReadonlyMap<string, number> {
  const known = OWNED.get(scene);
  if (known !== undefined) return known;
  const paths = new Map(
    scene.items.map((drawn, index) => {
      const path = sceneItemId(drawn).replace(/^.*?\/vaults\/[^/]+/i, "");
      return [path.toLowerCase(), index] as const;
    }),
  );
  OWNED.set(scene, paths);
  return paths;
}

/** The item of the scene that a request goes to. */
export function itemOfPath(
  { scene, items }: Pick<RunRecord, "scene" | "items">,
  path: string,
): ItemState | undefined {
  const below = path.toLowerCase();
  const own = pathsOf(scene);
  // A name may go on where another one ends, behind a slash.
  for (let end = below.length; end > 0; end = below.lastIndexOf("/", end - 1)) {
    const index = own.get(below.slice(0, end));
    if (index !== undefined) return items[index];
  }
  return undefined;
}
