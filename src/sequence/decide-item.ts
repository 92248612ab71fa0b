import type { ProtectedItem } from "../azure/backup/item.ts";
import { ActionError } from "../errors.ts";
import { hostKinds, lineWithoutHost, shortestPath } from "../naming/item-path.ts";
import { deletesData } from "../operations/operations.ts";
import { announceAnswer, announceItem, announceRetention } from "./announce.ts";
import { type Decided, decide } from "./decision.ts";
import { type LookAt, observe } from "./observe.ts";
import type { WriteTask } from "./task.ts";
import type { ReadTools } from "./tools.ts";

/** How to look at an item and decide. */
interface Deciding extends LookAt {
  /** Whether the log has already described the item. */
  readonly isAnnounced?: boolean;
}

/**
 * Looks at an item and decides what to do about it. Never writes: its client cannot.
 *
 * @throws ActionError (`refused`) if an item to delete is named without its host, and what
 * `observe` throws.
 */
export async function decideItem(
  task: WriteTask,
  { isAnnounced = false, ...at }: Deciding,
  tools: ReadTools,
): Promise<Decided> {
  const round = await observe(task, at, tools);
  if (!isAnnounced) announceItem(round.shows.before, tools);
  requireNamedHost(task, round.shows.before.item, round.shows.subject.listed);
  const decision = decide(task.wish, round.shows, tools.known().joined === undefined);
  if (!isAnnounced) announceAnswer(decision, round.shows, tools);
  announceRetention(decision, tools);
  return { round, decision };
}

/**
 * Requires the host's name for what cannot be undone; the instance or resource group is not enough.
 *
 * @throws ActionError (`refused`)
 */
export function requireNamedHost(
  { selection, wish }: WriteTask,
  item: ProtectedItem,
  listed: readonly ProtectedItem[],
): void {
  const line = deletesData(wish.kind) ? lineWithoutHost(selection.include, item) : undefined;
  if (line === undefined) return;
  throw new ActionError(
    "refused",
    `'${line.written}' does not name the ${hostKinds(item)[0] ?? "host"} of what is to be deleted.`,
    {
      hint: `Write it as '${shortestPath(item, listed, { withHost: true })}', or use the item's resource id.`,
    },
  );
}
