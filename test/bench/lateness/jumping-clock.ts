import type { Clock } from "../../../src/time/clock.ts";

/** Virtual time for one who waits alone: each sleep ends at once, and that much later. */
export class JumpingClock implements Clock {
  #now: number;

  constructor(startMs: number) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  async sleep(ms: number): Promise<void> {
    this.#now += Math.max(ms, 0);
  }

  /** No request takes any time here, so none comes to its limit. */
  limit(): AbortSignal {
    return new AbortController().signal;
  }
}
