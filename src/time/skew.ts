/** How far two readings of the service's clock may differ and still mean the same, in milliseconds. */
const AGREE_MS = 2_000;

/** What is known of how far the service's clock is ahead of ours. */
export interface Skew {
  /** Milliseconds; undefined before the first reading. */
  readonly ms: number | undefined;
  /** A reading that contradicts `ms`; it counts once a second one agrees with it. */
  readonly doubt: number | undefined;
}

/** Nothing known yet. */
export const NO_SKEW: Skew = { ms: undefined, doubt: undefined };

/**
 * Takes in one reading: the service's `Date` minus our clock, in milliseconds. `Date` is cut to the
 * second, so of readings that agree the largest is nearest to the truth; a single wrong `Date`, as a
 * proxy can send, changes nothing.
 */
export function withReading({ ms, doubt }: Skew, reading: number): Skew {
  if (ms === undefined) return { ms: reading, doubt: undefined };
  if (Math.abs(reading - ms) <= AGREE_MS) return { ms: Math.max(ms, reading), doubt: undefined };
  const confirmed = doubt !== undefined && Math.abs(reading - doubt) <= AGREE_MS;
  return confirmed ? { ms: reading, doubt: undefined } : { ms, doubt: reading };
}
