import type { Clock } from "../../src/time/clock.ts";

interface Timer {
  readonly at: number;
  /** Only a sleeper moves time; a limit is passed on the way. */
  readonly moves: boolean;
  readonly fire: () => void;
}

/**
 * Time that stands still until everybody sleeps, and then goes on to whoever wakes first. Every sleep
 * is written down.
 */
export class VirtualClock implements Clock {
  readonly sleeps: number[] = [];
  readonly #timers = new Set<Timer>();
  #now: number;
  #ticking = false;

  constructor(startMs = Date.UTC(2026, 0, 5, 10)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.sleeps.push(ms);
    await new Promise<void>((resolve, reject) => {
      const abort = () => {
        this.#timers.delete(timer);
        reject(signal.reason);
      };
      const timer = this.#add(ms, true, () => {
        signal.removeEventListener("abort", abort);
        resolve();
      });
      signal.addEventListener("abort", abort, { once: true });
      this.#tickLater();
    });
  }

  limit(ms: number): AbortSignal {
    const controller = new AbortController();
    this.#add(ms, false, () =>
      controller.abort(new DOMException("The virtual time limit has passed.", "TimeoutError")),
    );
    return controller.signal;
  }

  /** Lets `ms` pass at once, waking every sleeper and passing every limit on the way. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) this.#fire(next);
    this.#now = end;
  }

  #add(ms: number, moves: boolean, fire: () => void): Timer {
    const timer = { at: this.#now + Math.max(ms, 0), moves, fire };
    this.#timers.add(timer);
    return timer;
  }

  /** One event per turn, so that code which an event wakes runs before time moves on. */
  #tickLater(): void {
    if (this.#ticking) return;
    this.#ticking = true;
    setImmediate(() => {
      this.#ticking = false;
      const next = this.#next();
      if (!next || !this.#someoneSleeps()) return;
      this.#fire(next);
      if (this.#someoneSleeps()) this.#tickLater();
    });
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#now = timer.at;
    timer.fire();
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer;
    return next;
  }

  #someoneSleeps(): boolean {
    return [...this.#timers].some((timer) => timer.moves);
  }
}
