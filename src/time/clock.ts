import { setTimeout as delay } from "node:timers/promises";

/** Where the action has its time from; tests and replays bring one of their own. */
export interface Clock {
  /** The present in milliseconds since 1970 (UTC); no reading is below an earlier one. */
  now(): number;
  /** Waits so many milliseconds; an abort ends the wait with the reason of the abort. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A signal that aborts `ms` milliseconds from now and does not keep the process alive. */
  limit(ms: number): AbortSignal;
}

/** The machine's time. `performance` does not follow corrections of the wall clock. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) =>
    delay(ms, undefined, { signal }).catch((error: unknown) => {
      // The timer only says that it was aborted; the signal knows why.
      throw signal.aborted ? signal.reason : error;
    }),
  // Node takes whole milliseconds only, and our clock has fractions.
  limit: (ms) => AbortSignal.timeout(Math.max(0, Math.ceil(ms))),
};
