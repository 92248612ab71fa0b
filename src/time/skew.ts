import { DAY_MS } from "./units.ts";

/** How far two readings of the service's clock may differ and still agree, in milliseconds. */
const AGREE_MS = 2_000;

/** How far the service's clock is ahead of ours, as far as it is known. */
interface Skew {
  /** Milliseconds; undefined before the first reading. */
  readonly ms: number | undefined;
  /** A reading that contradicts `ms`; it counts once a second one agrees with it. */
  readonly doubt: number | undefined;
}

/** Nothing known yet. */
export const NO_SKEW: Skew = { ms: undefined, doubt: undefined };

/**
 * Adds one reading: the service's `Date` minus our clock, in milliseconds. `Date` is cut to whole
 * seconds, so the largest of the readings that agree is nearest to the truth. A single wrong
 * `Date`, such as one from a proxy, changes nothing.
 */
export function withReading({ ms, doubt }: Skew, reading: number): Skew {
  if (ms === undefined) return { ms: reading, doubt: undefined };
  if (Math.abs(reading - ms) <= AGREE_MS) return { ms: Math.max(ms, reading), doubt: undefined };
  const confirmed = doubt !== undefined && Math.abs(reading - doubt) <= AGREE_MS;
  return confirmed ? { ms: reading, doubt: undefined } : { ms, doubt: reading };
}

/** Above this difference between two clocks, in milliseconds, no age may rest on one of them alone. */
const BIG_SKEW_MS = 600_000;
/**
 * `Date` has whole seconds and front ends differ by up to three (E135), so a smaller difference is
 * no contradiction.
 */
const SMALL_SKEW_MS = 60_000;

/** The present by each available clock, in milliseconds since 1970. */
export interface Present {
  /** By the `Date` of Azure's answers; undefined if none had one. */
  readonly azure: number | undefined;
  /** By the machine's own clock. */
  readonly machine: number;
}

/** Whether there are two clocks and they contradict each other. */
export function areApart({ azure, machine }: Present): boolean {
  return azure !== undefined && Math.abs(azure - machine) > BIG_SKEW_MS;
}

/** The present by Azure's clock; undefined if there is none or the machine's clock contradicts it. */
export function agreedPresent(present: Present): number | undefined {
  return areApart(present) ? undefined : present.azure;
}

/** How wrong an unconfirmed clock may be. */
const WRONG_MS = DAY_MS;

/**
 * A time that is not after the present: Azure's, the earlier one if the two clocks are far apart,
 * or a day before the machine's if it is the only clock.
 */
export function earliestPresent(present: Present): number {
  const { azure, machine } = present;
  if (azure === undefined) return machine - WRONG_MS;
  return areApart(present) ? Math.min(azure, machine) : azure;
}

/**
 * A time that is not before the present, even if both clocks are up to a day behind.
 *
 * @param written past times that Azure wrote, in milliseconds since 1970.
 */
export function latestPresent({ azure, machine }: Present, ...written: readonly number[]): number {
  return Math.max(azure ?? machine, machine, ...written) + WRONG_MS;
}

/** The time from which ages are measured, and why it is not simply Azure's `Date`. */
export interface AgeTime {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** One sentence for the reader; undefined if the clocks agree. */
  readonly warning: string | undefined;
}

/**
 * The time from which to measure ages: Azure's, unless the machine's clock or a time in one of
 * Azure's bodies contradicts it. Then the latest counts, so that nothing looks younger than it is.
 *
 * @param written times that Azure wrote, in milliseconds since 1970.
 * @returns undefined if Azure's answers had no date.
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
  return { now, warning: `${what}; ages are measured from the latest of these times.` };
}
