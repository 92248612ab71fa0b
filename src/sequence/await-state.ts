import type { ProtectedItem } from "../azure/backup/item.ts";
import { ActionError } from "../errors.ts";
import { poll } from "../time/poll.ts";
import { shortRound } from "./short-round.ts";
import type { Ending } from "./task.ts";
import type { Findings, ReadTools } from "./tools.ts";

/** How long Azure may take to show what it has done; no recorded change was late (E24). */
const SHOWN_WITHIN_MS = 2 * 60_000;
/** An item is gone only if Azure says so twice, this far apart. */
const GONE_AGAIN_MS = 5_000;

/** Whether the item is in the requested state; undefined means that it does not exist. */
type Reached = (after: ProtectedItem | undefined) => boolean;

/**
 * Reads the item until it is in the requested state, for two minutes or until the deadline.
 *
 * @returns whether it got there.
 */
export async function awaitState(
  item: ProtectedItem,
  reached: Reached,
  tools: ReadTools,
): Promise<boolean> {
  const { log, pace, learn, together } = tools;
  const { clock } = pace;
  const listed = await together.lookAtState(item, reached);
  if (listed !== undefined) {
    learn({ after: listed });
    return true;
  }
  const startedAt = clock.now();
  return poll(
    async () => {
      const after = await readConfirmed(item, reached, tools);
      learn({ after: after ?? "gone" });
      const isReached = reached(after);
      const elapsedMs = clock.now() - startedAt;
      if (isReached || elapsedMs >= SHOWN_WITHIN_MS) return { settled: true, value: isReached };
      if (elapsedMs === 0) log.say("The item is not in the requested state yet; reading it again.");
      return { settled: false, atMostMs: SHOWN_WITHIN_MS - elapsedMs };
    },
    {
      pace,
      during: () => "waiting for the item to reach the requested state",
      atDeadline: () => false,
    },
  );
}

/**
 * Reads the item, and again if the answer took so long that it may be outdated. If the verdict
 * could depend on its absence, asks twice.
 *
 * @throws DeadlineError
 */
export async function readConfirmed(
  item: ProtectedItem,
  reached: Reached,
  tools: ReadTools,
): Promise<ProtectedItem | undefined> {
  const { shows } = await shortRound(
    async (since) => ({ shows: await readTwice(item, reached, tools), since }),
    tools,
  );
  return shows;
}

async function readTwice(
  { address }: ProtectedItem,
  reached: Reached,
  { backup, pace }: Pick<ReadTools, "backup" | "pace">,
): Promise<ProtectedItem | undefined> {
  const after = await backup.item(address);
  if (after !== undefined || !reached(undefined)) return after;
  // Not `pauseFor`: even after the deadline the second answer is worth a few seconds.
  await pace.clock.sleep(GONE_AGAIN_MS, pace.signal);
  return backup.item(address);
}

/**
 * Reads the item once for the report; neither an error nor a cancel changes the verdict. A failure does
 * not wait until the items of the step are read together, so that it is told at once.
 */
export async function readAfter(
  item: ProtectedItem,
  ending: Ending,
  tools: Findings & Pick<ReadTools, "backup" | "isRed" | "log" | "together">,
): Promise<void> {
  const isFailure = tools.isRed({ known: tools.known(), ending });
  try {
    const listed = isFailure ? undefined : await tools.together.lookAtState(item, () => true);
    const after = listed ?? (await tools.backup.item(item.address)) ?? "gone";
    tools.learn({ after });
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    tools.log.say(`The item could not be read again: ${error.message}`);
  }
}
