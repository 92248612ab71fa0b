import type { ProtectedItem } from "../azure/backup/item.ts";
import type { VaultRef } from "../azure/backup/vault.ts";
import type { Workload } from "../azure/backup/workload.ts";
import { ActionError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import type { Reason } from "../reasons.ts";
import type { BadLine } from "./bad-lines.ts";
import { shortestPath } from "./item-path.ts";
import type { ItemRef } from "./item-ref.ts";
import { suggestItem } from "./suggestions.ts";

/** Where the search looked; `listed` is undefined if no list could be read. */
interface Miss {
  readonly listed: readonly ProtectedItem[] | undefined;
  readonly several: boolean;
  readonly workload: Workload | undefined;
  readonly vault: VaultRef;
}

function badLine(
  written: string,
  reason: Reason,
  { message, hint }: { readonly message: string; readonly hint: (most: number) => string },
): BadLine {
  return {
    written,
    reason,
    error: (most) => new ActionError(reason, message, { hint: hint(most) }),
  };
}

/** A line that matches no item. */
export function notFound(ref: ItemRef, { listed, several, workload, vault }: Miss): BadLine {
  const what = workload?.words ?? "item";
  return badLine(ref.written, "item-not-found", {
    message: `The vault '${vault.name}' protects no ${what} '${ref.written}'.`,
    hint: () =>
      (listed && suggestItem(ref, { listed, several })) ?? nothingAlike(listed?.length, what),
  });
}

function nothingAlike(count: number | undefined, what: string): string {
  const inputs = `${nameInput("item")}${what === "item" ? "" : `, ${nameInput("workload-type")}`} and ${nameInput("vault")}`;
  if (count === undefined) return `Check ${inputs}.`;
  if (count === 0) return `It protects no ${what} at all. Check ${inputs}.`;
  if (count === 1) return `The one ${what} found there has no similar name. Check ${inputs}.`;
  return `None of the ${count} ${what}s found there has a similar name. Check ${inputs}.`;
}

/** A line that matches several items although it may match only one. */
export function ambiguous(
  { written }: ItemRef,
  matches: readonly ProtectedItem[],
  { listed, withHost }: { readonly listed: readonly ProtectedItem[]; readonly withHost: boolean },
): BadLine {
  return badLine(written, "item-ambiguous", {
    message: `'${written}' names ${matches.length} items.`,
    hint: (most) => {
      const shown = matches.slice(0, most);
      const paths = shown.map((item) => `'${shortestPath(item, listed, { withHost })}'`);
      const rest = matches.length - shown.length;
      return `Write the one you mean: ${paths.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`;
    },
  });
}

/** A line that may mean an item whose id cannot be read. */
export function unreadableMatch({ written }: ItemRef): BadLine {
  return badLine(written, "refused", {
    message: `'${written}' may also mean an item that the vault lists without a readable id.`,
    hint: () => "Name the item by its resource id, which 'az backup item list' prints.",
  });
}

/** A line with `!` that leaves nothing out: a mistyped name would keep an item that is to be spared. */
export function takesNothingOut(ref: ItemRef, chosen: readonly ProtectedItem[]): BadLine {
  const written = `!${ref.written}`;
  return badLine(written, "item-not-found", {
    message: `The line '${written}' leaves nothing out.`,
    hint: () =>
      suggestItem(ref, { listed: chosen, several: true }) ?? `Check ${nameInput("item")}.`,
  });
}
