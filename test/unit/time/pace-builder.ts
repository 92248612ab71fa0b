import type { Clock } from "../../../src/time/clock.ts";
import type { Pace } from "../../../src/time/poll.ts";

/** The signal of a step that nobody cancels. */
export const NEVER_CANCELLED = new AbortController().signal;

/** What a step would have: a deadline, a signal, and a log that remembers when each line came. */
export function paceOn(
  clock: Clock,
  {
    timeoutMs = 3_600_000,
    signal = NEVER_CANCELLED,
    fixedPauseMs,
  }: { timeoutMs?: number; signal?: AbortSignal; fixedPauseMs?: number | undefined } = {},
): Pace & { readonly said: { readonly afterMs: number; readonly line: string }[] } {
  const startedAt = clock.now();
  const said: { afterMs: number; line: string }[] = [];
  let last = startedAt;
  return {
    clock,
    signal,
    startedAt,
    deadline: startedAt + timeoutMs,
    fixedPauseMs,
    random: () => 0,
    said,
    log: {
      say(line) {
        last = clock.now();
        said.push({ afterMs: last - startedAt, line });
      },
      detail: () => {},
      warn: () => {},
      debug: () => {},
      lastSaid: () => last,
    },
  };
}
