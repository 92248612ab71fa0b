import { ActionError } from "../errors.ts";
import { hostKinds, lineWithoutHost, shortestPath } from "../naming/item-path.ts";
import { deletesData } from "../operations/operations.ts";
import { announceItem, announceRetention } from "./announce.ts";
import { type Decided, decide } from "./decision.ts";
import { type Observation, observe, type Subject } from "./observe.ts";
import type { WriteTask } from "./task.ts";
import type { ReadTools } from "./tools.ts";

/** How to look at an item again. */
interface Again {
  /** The item from an earlier look; without it the item is found by its path. */
  readonly subject?: Subject;
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
  { subject, isAnnounced = false }: Again,
  tools: ReadTools,
): Promise<Decided> {
  const round = await observe(task, subject, tools);
  if (!isAnnounced) announceItem(round.shows.before, tools);
  if (deletesData(task.wish.kind)) requireNamedHost(task.selection, round.shows);
  const decision = decide(task.wish, round.shows, tools.known().joined === undefined);
  announceRetention(decision, tools);
  return { round, decision };
}

/** Requires the host's name for what cannot be undone; the instance or resource group is not enough. */
function requireNamedHost(
  { include }: WriteTask["selection"],
  { before, subject }: Observation,
): void {
  const { item } = before;
  const line = lineWithoutHost(include, item);
  if (line === undefined) return;
  throw new ActionError(
    "refused",
    `'${line.written}' does not name the ${hostKinds(item)[0] ?? "host"} of what is to be deleted.`,
    {
      hint: `Write it as '${shortestPath(item, subject.listed, { withHost: true })}', or use the item's resource id.`,
    },
  );
}
