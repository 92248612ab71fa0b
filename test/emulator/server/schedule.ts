interface Event {
  readonly at: number;
  readonly happen: () => void;
}

/** What Azure will do by itself later, such as ending a job; nothing happens until time is told. */
export class Schedule {
  /** Called after each event with its own time (epoch ms), for whoever keeps a book. */
  onEvent: ((at: number) => void) | undefined;
  readonly #events: Event[] = [];

  /** Lets something happen at `ms` (epoch). */
  at(ms: number, happen: () => void): void {
    const later = this.#events.findLastIndex(({ at }) => at <= ms) + 1;
    this.#events.splice(later, 0, { at: ms, happen });
  }

  /** Lets everything happen that is due at `now` (epoch milliseconds), in order of time. */
  advance(now: number): void {
    for (let next = this.#events[0]; next && next.at <= now; next = this.#events[0]) {
      this.#events.shift();
      next.happen();
      this.onEvent?.(next.at);
    }
  }
}
