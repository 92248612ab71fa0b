import { setTimeout as delay } from "node:timers/promises";

/**
 * The longest delay that Node's timers take (24.8 days); a longer one fires after a millisecond
 * (E154).
 */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The source of time; tests and replays bring their own. */
export interface Clock {
  /** The present in milliseconds since 1970 (UTC); it never goes back. */
  now(): number;
  /** Waits `ms` milliseconds, of any length. Rejects with the signal's reason if it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /**
   * A signal that aborts after `ms` milliseconds, or after 24 days if that is sooner. It does not
   * keep the process alive.
   */
  limit(ms: number): AbortSignal;
}

/** The machine's time. `performance` ignores corrections of the wall clock. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    let left = ms;
    for (; left > LONGEST_TIMER_MS; left -= LONGEST_TIMER_MS) await nap(LONGEST_TIMER_MS, signal);
    await nap(left, signal);
  },
  // Node takes whole milliseconds only, and our clock has fractions.
  limit: (ms) => AbortSignal.timeout(Math.min(Math.max(0, Math.ceil(ms)), LONGEST_TIMER_MS)),
};

async function nap(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    // The timer only says that it was aborted; the signal knows why.
    throw signal.aborted ? signal.reason : error;
  }
}
