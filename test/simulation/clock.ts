import type { Clock } from "../../src/time/clock.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  fire: (() => void) | undefined;
}

const PASSED = new DOMException("The virtual time limit has passed.", "TimeoutError");
/** A timer of Node's that is set for longer fires at once, milliseconds. */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * Virtual time that goes from timer to timer, whoever set it. Nothing moves until `play` is called,
 * and between two timers everything that needs no time has run.
 */
export class SimulationClock implements Clock {
  readonly #heap: Timer[] = [];
  #now: number;
  #order = 0;

  constructor(startMs: number) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const abort = () => {
        timer.fire = undefined;
        reject(signal.reason);
      };
      const timer = this.at(this.#now + Math.max(ms, 0), () => {
        signal.removeEventListener("abort", abort);
        resolve();
      });
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  limit(ms: number): AbortSignal {
    const controller = new AbortController();
    this.at(this.#now + Math.max(ms, 0), () => controller.abort(PASSED));
    return controller.signal;
  }

  /** Lets something happen at `ms` (epoch). */
  at(ms: number, fire: () => void): Timer {
    const bounded = ms - this.#now > LONGEST_TIMER_MS ? this.#now + 1 : ms;
    const timer: Timer = { at: bounded, order: this.#order++, fire };
    this.#push(timer);
    return timer;
  }

  /**
   * Lets time pass until `work` has ended.
   *
   * @returns whether it ended; false when nothing is left that could wake it, or `mostMs` has passed.
   */
  async play(work: Promise<unknown>, mostMs: number): Promise<boolean> {
    const until = this.#now + mostMs;
    let ended = false;
    const end = () => {
      ended = true;
    };
    work.then(end, end);
    for (;;) {
      await this.settle();
      if (ended) return true;
      const next = this.#pop();
      if (next === undefined || next.at > until) return false;
      this.#now = Math.max(this.#now, next.at);
      next.fire?.();
    }
  }

  /** Resolves once everything that needs no time has run. */
  protected settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** The next timer that has not been called off. */
  #pop(): Timer | undefined {
    const heap = this.#heap;
    while (heap.length > 0) {
      const top = heap[0] as Timer;
      const last = heap.pop() as Timer;
      if (heap.length > 0) {
        heap[0] = last;
        this.#sink();
      }
      if (top.fire !== undefined) return top;
    }
    return undefined;
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let index = heap.push(timer) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isBefore(heap[parent] as Timer, timer)) break;
      heap[index] = heap[parent] as Timer;
      index = parent;
    }
    heap[index] = timer;
  }

  #sink(): void {
    const heap = this.#heap;
    const timer = heap[0] as Timer;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, heap[child] as Timer)) child += 1;
      if (isBefore(timer, heap[child] as Timer)) break;
      heap[index] = heap[child] as Timer;
      index = child;
    }
    heap[index] = timer;
  }
}

function isBefore(left: Timer, right: Timer): boolean {
  return left.at < right.at || (left.at === right.at && left.order < right.order);
}
