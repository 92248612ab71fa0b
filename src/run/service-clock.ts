import type { Log } from "../log.ts";
import { duration } from "../text.ts";
import type { Clock } from "../time/clock.ts";
import { areApart, NO_SKEW, type Present, withReading } from "../time/skew.ts";

/** Azure's clock, as the `Date` of its answers shows it. */
export interface ServiceClock {
  /**
   * The service's time in milliseconds since 1970: our clock, corrected by the `Date` of Azure's
   * answers.
   */
  now(): number;
  /**
   * The present by Azure's `Date` and by the machine's clock, for decisions that must not trust one
   * alone.
   */
  present(): Present;
  /** Records the `Date` of an answer, in milliseconds since 1970; undefined if the answer has none. */
  read(date: number | undefined): void;
}

/** A clock without a reading yet; warns once if the two clocks are far apart. */
export function serviceClock(clock: Clock, log: Pick<Log, "warn">): ServiceClock {
  let skew = NO_SKEW;
  let hasWarned = false;
  const present = (): Present => {
    const machine = clock.now();
    return { azure: skew.ms === undefined ? undefined : machine + skew.ms, machine };
  };
  return {
    now: () => clock.now() + (skew.ms ?? 0),
    present,
    read(date) {
      if (date === undefined) return;
      skew = withReading(skew, date - clock.now());
      if (hasWarned || !areApart(present())) return;
      hasWarned = true;
      const apart = duration(Math.abs(skew.ms ?? 0));
      log.warn(
        `The clock of this machine and the 'Date' of Azure's answers are ${apart} apart. Check the machine's clock and the proxy.`,
      );
    },
  };
}
