import { DeadlineError } from "../errors.ts";
import { duration } from "../text.ts";
import { pauseFor } from "../time/poll.ts";
import type { ReadTools } from "./tools.ts";

/** All reads behind a decision must fit into this time, so that they were true together. */
const SHORT_MS = 15_000;
/** The pause before repeating reads that took too long; it doubles each time. */
const FIRST_PAUSE_MS = 5_000;

/** What a round of reads shows, and when the round began, by our own clock (ms since 1970). */
export interface Round<T> {
  readonly shows: T;
  readonly since: number;
}

/** Whether a round is recent enough to decide on. */
export function isShort({ since }: Round<unknown>, { pace }: Pick<ReadTools, "pace">): boolean {
  return pace.clock.now() - since <= SHORT_MS;
}

/**
 * Repeats the reads until a round is short enough to decide on. `read` gets the time at which it is
 * called, and says when the oldest of its reads was asked; both by our own clock.
 *
 * @throws DeadlineError that says how long the reads took and what delayed them, and what `read`
 * throws.
 */
export async function shortRound<T>(
  read: (startedAt: number) => Promise<Round<T>>,
  tools: Pick<ReadTools, "log" | "pace" | "requests">,
): Promise<Round<T>> {
  const { clock } = tools.pace;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
    const round = await explained(read, tools);
    if (isShort(round, tools)) return round;
    const tookMs = clock.now() - round.since;
    const during = () => tooLong(tookMs, round.since, tools);
    if (clock.now() >= tools.pace.deadline) throw new DeadlineError(during());
    tools.log.say(`The reads took ${duration(tookMs)}, so they are repeated.`);
    await pauseFor(Math.max(pauseMs, tools.requests.quotaPauseMs()), tools.pace, during);
  }
}

/**
 * Reads something that a decision rests on.
 *
 * @throws DeadlineError as `shortRound` does, and what `read` throws.
 */
export async function explained<T>(
  read: (startedAt: number) => Promise<T>,
  tools: Pick<ReadTools, "pace" | "requests">,
): Promise<T> {
  const since = tools.pace.clock.now();
  try {
    return await read(since);
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    throw new DeadlineError(tooLong(tools.pace.clock.now() - since, since, tools));
  }
}

/** Completes "Time ran out while …". */
function tooLong(tookMs: number, since: number, { requests }: Pick<ReadTools, "requests">): string {
  const troubles = requests.delaysSince(since);
  const what = troubles.length === 0 ? "" : ` (${troubles.join("; ")})`;
  return `reading what the decision depends on, which took ${duration(tookMs)} and has to fit into ${duration(SHORT_MS)}${what}`;
}
