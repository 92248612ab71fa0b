import type { ProtectedItem } from "../azure/backup/item.ts";
import type { ItemList } from "../azure/backup/item-list.ts";
import type { VaultRef } from "../azure/backup/vault.ts";
import type { Workload } from "../azure/backup/workload.ts";
import { ActionError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { type BadLine, inWords, refuseBadLines } from "./bad-lines.ts";
import { mayMean, readings, refMatches } from "./item-path.ts";
import { type ItemRef, isPattern, type Selection } from "./item-ref.ts";
import { ambiguous, notFound, takesNothingOut, unreadableMatch } from "./line-errors.ts";

/** Which of two items with the same name is meant, if one is soft-deleted. */
export type Preference = "live" | "soft-deleted" | "neither";

/**
 * The items that a selection names, and all items of the lists they were found in; empty if no list
 * was read.
 */
export interface Found {
  readonly items: readonly ProtectedItem[];
  readonly listed: readonly ProtectedItem[];
  /** Warnings about lines with `!` that leave nothing out. */
  readonly warnings: readonly string[];
}

/** Where to look, and whether it is fine to find nothing. */
export interface Search {
  readonly workload: Workload | undefined;
  readonly allowEmpty: boolean;
  /** Whether a pattern also means soft-deleted items if it matches live ones. */
  readonly deletedToo: boolean;
  readonly prefers: Preference;
  /** Whether a hint may suggest a pattern, which names several items. */
  readonly several: boolean;
  /** Whether a line with `!` that leaves nothing out is an error, and not only worth a warning. */
  readonly mustLeaveOut: boolean;
}

/** A search of lists that have been read. */
interface ListSearch extends Search, ItemList {
  readonly vault: VaultRef;
}

/**
 * The items of the lists that a selection names, each once, in the order of its lines. Pure.
 *
 * @throws ActionError (`item-not-found`, `item-ambiguous`, `refused`) about every bad line.
 */
export function chooseItems({ include, exclude }: Selection, search: ListSearch): Found {
  const { items: listed, allowEmpty, mustLeaveOut } = search;
  const resolved = include.map((ref) => resolve(ref, search));
  const chosen = [...new Set(resolved.flatMap(({ matches = [] }) => matches))];
  const bad = resolved.flatMap((line) => line.bad ?? []);
  const idle = exclude.filter((ref) => !chosen.some((item) => refMatches(ref, item)));
  // What a bad line was to name is unknown, and so is what is left out of it.
  const surelyIdle = idle.filter(
    (ref) => bad.length === 0 || !listed.some((item) => refMatches(ref, item)),
  );
  const unused = surelyIdle.map((ref) => takesNothingOut(ref, bad.length === 0 ? chosen : listed));
  refuseBadLines(mustLeaveOut ? [...bad, ...unused] : bad);

  const items = chosen.filter((item) => !exclude.some((ref) => refMatches(ref, item)));
  if (items.length === 0 && !allowEmpty) {
    throw new ActionError("item-not-found", "The lines with '!' leave out every match.", {
      hint: `Remove a line with '!' from ${nameInput("item")}, or name more items.`,
    });
  }
  return { items, listed, warnings: unused.map((line) => inWords(line)) };
}

/** What a line names, or what is wrong with it. */
type Resolved =
  | { readonly matches: readonly ProtectedItem[]; readonly bad?: undefined }
  | { readonly bad: BadLine; readonly matches?: undefined };

/** The items that a line means; only a pattern may match several after the preference is applied. */
function resolve(ref: ItemRef, search: ListSearch): Resolved {
  const { items: listed, unreadable, workload, allowEmpty, deletedToo, prefers } = search;
  if (unreadable.some((name) => mayMean(ref, name))) return { bad: unreadableMatch(ref) };
  const isLeftOut = (item: ProtectedItem) =>
    workload !== undefined && item.workload === undefined && isPattern(ref);
  const matches = listed.filter((item) => refMatches(ref, item) && !isLeftOut(item));
  if (matches.length === 0) {
    return allowEmpty ? { matches } : { bad: notFound(ref, { ...search, listed }) };
  }
  const preferred = preferredOf(matches, prefers);
  if (isPattern(ref)) {
    if (ref.kind === "path" && hasTwoMeanings(ref.parts, matches)) {
      return { bad: ambiguous(ref, matches, { listed, withHost: false }) };
    }
    return { matches: deletedToo ? matches : preferred };
  }
  // A deletion requires a host in the path, so suggest no path without one.
  const suggested = { listed, withHost: prefers === "neither" };
  if (preferred.length > 1) return { bad: ambiguous(ref, preferred, suggested) };
  return { matches: preferred };
}

/**
 * The preferred items. If it is unreadable whether an item is soft-deleted, it may be either, so it
 * stays.
 */
function preferredOf(
  matches: readonly ProtectedItem[],
  prefers: Preference,
): readonly ProtectedItem[] {
  if (prefers === "neither") return matches;
  const preferred = matches.filter(
    ({ condition }) =>
      condition === "unreadable" || (condition === "soft-deleted") === (prefers === "soft-deleted"),
  );
  return preferred.length > 0 ? preferred : matches;
}

/**
 * Whether a part is a resource group for one match and a server for another, which is hardly
 * intended.
 */
function hasTwoMeanings(parts: readonly string[], matches: readonly ProtectedItem[]): boolean {
  const [first, ...others] = matches.map((item) => new Set(readings(parts, item)));
  if (first === undefined) return false;
  return ![...first].some((reading) => others.every((set) => set.has(reading)));
}
