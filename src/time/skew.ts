import { DAY_MS } from "./units.ts";

/** How far two readings of the service's clock may differ and still mean the same, in milliseconds. */
const AGREE_MS = 2_000;

/** What is known of how far the service's clock is ahead of ours. */
interface Skew {
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

/** From here on two clocks differ so much that ages cannot rest on one of them alone, in milliseconds. */
const BIG_SKEW_MS = 600_000;
/** `Date` has whole seconds, and front ends differ by three (E135); less is no contradiction. */
const SMALL_SKEW_MS = 60_000;

/** The present by the clocks there are, in milliseconds since 1970. */
export interface Present {
  /** By the `Date` of Azure's answers; undefined where none of them had one. */
  readonly azure: number | undefined;
  /** By the machine's own clock. */
  readonly machine: number;
}

/** Whether there are two clocks, and they contradict each other. */
export function areApart({ azure, machine }: Present): boolean {
  return azure !== undefined && Math.abs(azure - machine) > BIG_SKEW_MS;
}

/** The present by Azure's clock, unless the machine's is far from it; undefined where nothing confirms it. */
export function agreedPresent(present: Present): number | undefined {
  return areApart(present) ? undefined : present.azure;
}

/** How wrong a clock may be that nothing confirms. */
const WRONG_MS = DAY_MS;

/**
 * The present that nothing of now can lie before: the earlier clock's where the two are far apart, and
 * a day before the machine's where there is no other.
 */
export function earliestPresent(present: Present): number {
  const { azure, machine } = present;
  if (azure === undefined) return machine - WRONG_MS;
  return areApart(present) ? Math.min(azure, machine) : azure;
}

/**
 * A time that nothing of now lies after, though both clocks are up to a day behind.
 *
 * @param written times of the past that Azure wrote, in milliseconds since 1970.
 */
export function latestPresent({ azure, machine }: Present, ...written: readonly number[]): number {
  return Math.max(azure ?? machine, machine, ...written) + WRONG_MS;
}

/** The time that ages are measured at, and why it is not simply that of Azure's `Date`. */
export interface AgeTime {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** One sentence for the reader; undefined where the clocks agree. */
  readonly warning: string | undefined;
}

/**
 * The time to measure ages at: Azure's, unless the machine's clock or a time that Azure itself wrote
 * into a body contradicts it. Then the latest counts, so that nothing looks younger than it is.
 *
 * @param written times that Azure wrote, in milliseconds since 1970.
 * @returns undefined where Azure told no time at all.
 */
export function ageTime(present: Present, written: readonly number[]): AgeTime | undefined {
  const { azure, machine } = present;
  if (azure === undefined) return undefined;
  const isApart = areApart(present);
  const latestWritten = Math.max(azure, ...written);
  const now = Math.max(latestWritten, isApart ? machine : azure);
  const isLate = latestWritten - azure > SMALL_SKEW_MS;
  if (!isApart && !isLate) return { now, warning: undefined };
  const what = isApart
    ? "The clock of this machine and the 'Date' of Azure's answers are more than ten minutes apart"
    : "Azure wrote a later time than the 'Date' of its answers";
  return { now, warning: `${what}; ages count to the latest of these times.` };
}
