import { nameInput } from "../manifest/names-in-messages.ts";
import type { Flight, Seat } from "./flight.ts";
import type { Result } from "./task.ts";
import type { ReadTools } from "./tools.ts";

/** How to work on several items. */
interface Turns<T> {
  readonly flight: Flight;
  /** Whether to begin nothing new after the first failure. */
  readonly failFast: boolean;
  begin(each: T, seat: Seat): Promise<Result>;
  /** The result of an item whose turn never came; completes a message. */
  leaveOut(each: T, why: string): Result;
}

/**
 * Works on each item as a place in flight comes free, and begins nothing new after the deadline or, if
 * the user wants it so, after a failure.
 *
 * @returns the results in the order of the items.
 * @throws the cancel signal's reason, once nothing is in flight any more.
 */
export async function inTurn<T>(
  list: readonly T[],
  { flight, failFast, begin, leaveOut }: Turns<T>,
  { pace, isRed }: Pick<ReadTools, "pace" | "isRed">,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const work: Promise<void>[] = [];
  let hasFailed = false;
  const whyNot = () => {
    if (failFast && hasFailed) {
      return `Another item failed, and ${nameInput("fail-fast", "true")} begins no more.`;
    }
    return pace.clock.now() >= pace.deadline ? "Time ran out before its turn came." : undefined;
  };
  const workOn = async (index: number, each: T, seat: Seat) => {
    try {
      const result = await begin(each, seat);
      results[index] = result;
      hasFailed ||= isRed(result);
    } finally {
      seat.leave();
    }
  };
  try {
    for (const [index, each] of list.entries()) {
      const seat = whyNot() === undefined ? await flight.take() : undefined;
      const why = whyNot();
      if (why === undefined && seat !== undefined) {
        work.push(workOn(index, each, seat));
        continue;
      }
      seat?.leave();
      results[index] = leaveOut(each, why ?? "");
    }
  } finally {
    flight.close();
    await Promise.allSettled(work);
  }
  pace.signal.throwIfAborted();
  await Promise.all(work);
  return results;
}
