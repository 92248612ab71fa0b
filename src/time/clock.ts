import { setTimeout as delay } from "node:timers/promises";

/** Time as the action sees it, so that a test or a replay can own it. */
export interface Clock {
  /** Milliseconds since 1970 (UTC) on a clock that never steps back. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A signal that aborts `ms` milliseconds from now and does not keep the process alive. */
  limit(ms: number): AbortSignal;
}

/** The machine's time. `performance` does not follow corrections of the wall clock. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted(); // Node rejects with its own AbortError; callers want the reason.
      throw error;
    }
  },
  // Node takes whole milliseconds only, and our clock has fractions.
  limit: (ms) => AbortSignal.timeout(Math.max(0, Math.ceil(ms))),
};
