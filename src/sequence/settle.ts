import type { ProtectedItem } from "../azure/item.ts";
import { ActionError } from "../errors.ts";
import { rest } from "../time/poll.ts";
import { pauseMs } from "../time/schedule.ts";
import type { Tools } from "./tools.ts";

/** How long Azure may take to show what it has done. */
const SETTLE_MS = 2 * 60_000;

/**
 * Reads the item until it shows what was asked for, for up to two minutes or until the deadline.
 *
 * @returns whether it did.
 */
export async function settle(
  item: ProtectedItem,
  reached: (after: ProtectedItem | undefined) => boolean,
  tools: Tools,
): Promise<boolean> {
  const { pace, backup, learn, fixedPauseMs } = tools;
  const startedAt = pace.clock.now();
  for (;;) {
    const after = await backup.item(item.address);
    learn({ after: after ?? "gone" });
    if (reached(after)) return true;

    const elapsedMs = pace.clock.now() - startedAt;
    if (elapsedMs >= SETTLE_MS || pace.clock.now() >= pace.deadline) return false;
    if (elapsedMs === 0) pace.say("The item does not show it yet; reading it again.");
    const left = SETTLE_MS - elapsedMs;
    await rest(
      Math.min(pauseMs({ elapsedMs, fixedMs: fixedPauseMs }), left),
      pace,
      () => "waiting for the item to show it",
    );
  }
}

/** Reads the item once for the report; that it fails changes nothing about the verdict. */
export async function readAfter(item: ProtectedItem, tools: Tools): Promise<void> {
  try {
    tools.learn({ after: (await tools.backup.item(item.address)) ?? "gone" });
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    tools.pace.say(`The item could not be read again: ${error.message}`);
  }
}
