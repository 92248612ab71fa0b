import type { Clock } from "../time/clock.ts";

/** What a read showed, and when it was asked, by our own clock (ms since 1970). */
export interface Seen<T> {
  readonly value: T;
  readonly askedAt: number;
}

/** Reads that the items of a step share. */
export interface SharedReads {
  /**
   * The answer to the latest read of this name that was asked at `notBefore` (our clock, ms since 1970)
   * or later; without one it asks.
   */
  read<T>(name: string, notBefore: number, ask: () => Promise<T>): Promise<Seen<T>>;
}

/** Keeps the latest answer of each name. */
export function sharedReads(clock: Clock): SharedReads {
  const latest = new Map<string, Seen<Promise<unknown>>>();
  return {
    async read<T>(name: string, notBefore: number, ask: () => Promise<T>) {
      const known = latest.get(name);
      if (known !== undefined && known.askedAt >= notBefore) {
        return { value: (await known.value) as T, askedAt: known.askedAt };
      }
      const asked = { askedAt: clock.now(), value: ask() };
      latest.set(name, asked);
      // Who asks next does not get an old error.
      asked.value.catch(() => {
        if (latest.get(name) === asked) latest.delete(name);
      });
      return { value: await asked.value, askedAt: asked.askedAt };
    },
  };
}
