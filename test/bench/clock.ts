import { SimulationClock } from "../simulation/clock.ts";

/** Virtual time that stands still while another process works on an answer. */
export class WaitingClock extends SimulationClock {
  readonly #pending = new Set<Promise<unknown>>();

  /** Lets no time pass until `work` has ended. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work);
    try {
      return await work;
    } finally {
      this.#pending.delete(work);
    }
  }

  protected override async settle(): Promise<void> {
    await super.settle();
    while (this.#pending.size > 0) {
      await Promise.allSettled(this.#pending);
      await super.settle();
    }
  }
}
