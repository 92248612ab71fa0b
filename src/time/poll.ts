import { DeadlineError } from "../errors.ts";
import type { Log } from "../log.ts";
import { duration } from "../text.ts";
import type { Clock } from "./clock.ts";
import { nextLook, type PollTiming } from "./schedule.ts";
import { MINUTE_MS } from "./units.ts";

/** The result of one look at remote work: its end, or what decides when to look again. */
export type Look<T> = { readonly settled: true; readonly value: T } | Unsettled;

/** Work that goes on. Unless a look says otherwise, `elapsedMs` counts from the start of the polling. */
interface Unsettled extends Partial<Omit<PollTiming, "fixedMs">> {
  readonly settled: false;
  /** The longest pause before the next look, in milliseconds. */
  readonly atMostMs?: number;
}

/** A log that knows when it last printed a line. */
export interface TimedLog extends Log {
  /** When the last line was printed, in milliseconds since 1970. */
  lastSaid(): number;
}

/** What a wait needs from its step. */
export interface Pace {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Both in milliseconds since 1970. */
  readonly startedAt: number;
  readonly deadline: number;
  /** `poll-interval-seconds` in milliseconds; undefined for the adaptive schedule. */
  readonly fixedPauseMs: number | undefined;
  /** A random number from 0 to below 1. */
  random(): number;
  readonly log: TimedLog;
}

/**
 * How long the log may be silent before a wait prints a line, in milliseconds: a minute at first,
 * longer later, since a VM's backup takes hours.
 */
function heartbeatMs(elapsedMs: number): number {
  if (elapsedMs < 10 * MINUTE_MS) return MINUTE_MS;
  return (elapsedMs < 60 * MINUTE_MS ? 5 : 10) * MINUTE_MS;
}

/** How to poll remote work. */
interface Polling<T> {
  readonly pace: Pace;
  /** Completes "Time ran out while …" and "Still …"; called again for each line. */
  during(): string;
  /** The result if time runs out first; left out to throw. */
  atDeadline?(): T;
}

/**
 * Polls remote work until it has ended, beginning at once. Always looks once more at the deadline,
 * so that a pause never hides an end.
 *
 * @throws DeadlineError unless there is an `atDeadline`, what `look` throws, and the signal's reason if it aborts.
 */
export async function poll<T>(
  look: () => Promise<Look<T>>,
  { pace, during, atDeadline }: Polling<T>,
): Promise<T> {
  const { clock, fixedPauseMs: fixedMs } = pace;
  const startedAt = clock.now();
  for (;;) {
    pace.signal.throwIfAborted();
    const seen = await look();
    if (seen.settled) return seen.value;
    if (clock.now() >= pace.deadline) {
      if (atDeadline !== undefined) return atDeadline();
      throw new DeadlineError(during());
    }
    const { atMostMs = Number.POSITIVE_INFINITY, ...timing } = seen;
    const jitter = pace.random();
    const wanted = nextLook({ elapsedMs: clock.now() - startedAt, ...timing, fixedMs, jitter });
    await pauseFor(Math.min(wanted, atMostMs), pace, during);
  }
}

/** Pauses for `ms`, or until the deadline if that is sooner, and prints a line now and then. */
export async function pauseFor(ms: number, pace: Pace, during: () => string): Promise<void> {
  const { clock, signal } = pace;
  const until = Math.min(clock.now() + ms, pace.deadline);
  for (;;) {
    const now = clock.now();
    if (now >= until) return;
    const nextBeat = pace.log.lastSaid() + heartbeatMs(pace.log.lastSaid() - pace.startedAt);
    if (nextBeat <= now) {
      pace.log.say(`Still ${during()}, ${duration(now - pace.startedAt)} into the step.`);
      continue;
    }
    await clock.sleep(Math.min(until, nextBeat) - now, signal);
  }
}
