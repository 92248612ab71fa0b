/** A signal that stops one piece of work, and how it hears of others. */
interface Stop {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Aborts with the source's reason once the source aborts, or does something else then. */
  on(source: AbortSignal, act?: () => void): void;
  /** Listens no more, since the work is over. */
  end(): void;
}

/**
 * A stop that nothing has triggered. A step's own signal outlives thousands of requests, so each stops
 * listening with its work; `AbortSignal.any` keeps more in memory, and for longer.
 */
export function newStop(): Stop {
  const controller = new AbortController();
  const ends: (() => void)[] = [];
  const abort = (reason: unknown) => controller.abort(reason);
  return {
    signal: controller.signal,
    abort,
    on(source, act = () => abort(source.reason)) {
      if (source.aborted) return act();
      source.addEventListener("abort", act, { once: true });
      ends.push(() => source.removeEventListener("abort", act));
    },
    end() {
      for (const end of ends) end();
    },
  };
}
