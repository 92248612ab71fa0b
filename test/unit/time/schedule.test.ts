import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PollTiming, pauseMs, type RecordedDuration } from "../../../src/time/schedule.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A change of policy, a deletion, a backup, a backup's job, and something that was never recorded. */
const CHANGE: RecordedDuration = { firstSeconds: 71, denseUntilSeconds: 78 };
const DELETION: RecordedDuration = { firstSeconds: 32, denseUntilSeconds: 40 };
const KINDS = [
  CHANGE,
  DELETION,
  { firstSeconds: 1, denseUntilSeconds: 10 },
  { firstSeconds: 120, denseUntilSeconds: 0 },
  undefined,
];

const elapsed = fc.integer({ min: 0, max: 6 * HOUR });
const kind = fc.constantFrom(...KINDS);

/** The moments at which something that was accepted at 0 is looked at, up to `untilMs`. */
function looks(untilMs: number, moment: Omit<PollTiming, "elapsedMs">): readonly number[] {
  const times: number[] = [];
  for (let at = 0; at < untilMs; ) {
    at += pauseMs({ elapsedMs: at, ...moment });
    times.push(at);
  }
  return times;
}

describe("the first look", () => {
  test("of a kind that was never recorded comes after two seconds", () => {
    expect(pauseMs({ elapsedMs: 0 })).toBe(2 * SECOND);
  });

  test("falls on the same moment however often it is asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 * SECOND }), (elapsedMs) => {
        const pause = pauseMs({ elapsedMs, recorded: CHANGE });

        expect(elapsedMs + pause).toBe(71 * SECOND);
      }),
    );
  });
});

describe("every later look", () => {
  test("comes within a tenth of the time elapsed, two seconds at least", () => {
    fc.assert(
      fc.property(elapsed, kind, (elapsedMs, recorded) => {
        fc.pre(elapsedMs >= (recorded?.firstSeconds ?? 0) * SECOND);

        const pause = pauseMs({ elapsedMs, recorded });

        expect(pause).toBeLessThanOrEqual(Math.max(2 * SECOND, Math.ceil(elapsedMs / 10)));
        expect(pause).toBeGreaterThanOrEqual(2 * SECOND);
      }),
    );
  });

  test("is two seconds after the last while most of that kind end", () => {
    const times = looks(42 * SECOND, {
      recorded: DELETION,
    });

    expect(times).toEqual([32, 34, 36, 38, 40, 44].map((seconds) => seconds * SECOND));
  });

  test("spares the quota once it takes long", () => {
    expect(pauseMs({ elapsedMs: HOUR, recorded: CHANGE })).toBe(6 * MINUTE);
  });
});

describe("Retry-After", () => {
  test.each([
    { says: 7 * SECOND, pause: 7 * SECOND, how: "is obeyed" },
    { says: 1 * SECOND, pause: 1 * SECOND, how: "is obeyed" },
    { says: 120 * SECOND, pause: 120 * SECOND, how: "is obeyed" },
    { says: 0, pause: 1 * SECOND, how: "never makes us hammer" },
    { says: 10, pause: 1 * SECOND, how: "never makes us hammer" },
    { says: HOUR, pause: 120 * SECOND, how: "never makes us doze off" },
  ])("of $says ms $how", ({ says, pause }) => {
    const recorded = CHANGE;

    expect(pauseMs({ elapsedMs: 0, recorded, retryAfterMs: says })).toBe(pause);
    expect(pauseMs({ elapsedMs: HOUR, recorded, retryAfterMs: says })).toBe(pause);
  });
});

describe("the quota", () => {
  test.each([
    { remaining: undefined, pause: 10 * SECOND },
    { remaining: 150, pause: 10 * SECOND },
    { remaining: 25, pause: 10 * SECOND },
  ])("of $remaining requests leaves the pause as it is", ({ remaining, pause }) => {
    expect(pauseMs({ elapsedMs: 100 * SECOND, remaining })).toBe(pause);
  });

  test.each([24, 20, 10, 5, 2, 1])("of %i requests stretches the pause", (remaining) => {
    expect(pauseMs({ elapsedMs: 100 * SECOND, remaining })).toBeGreaterThan(10 * SECOND);
  });

  test.each([0, -1, -50])("of %i requests makes us wait for a minute", (remaining) => {
    expect(pauseMs({ elapsedMs: 0, remaining })).toBe(MINUTE);
  });

  test("used up never shortens a pause that is longer anyway", () => {
    expect(pauseMs({ elapsedMs: HOUR, remaining: 0 })).toBe(6 * MINUTE);
  });

  test("never shortens the pause that there would be without it", () => {
    fc.assert(
      fc.property(elapsed, kind, fc.integer({ min: -5, max: 300 }), (elapsedMs, recorded, left) => {
        const pause = pauseMs({ elapsedMs, recorded, remaining: left });

        expect(pause).toBeGreaterThanOrEqual(pauseMs({ elapsedMs, recorded }));
      }),
    );
  });

  test("that is smaller never means a shorter pause", () => {
    fc.assert(
      fc.property(elapsed, fc.integer({ min: 0, max: 30 }), (elapsedMs, remaining) => {
        const more = pauseMs({ elapsedMs, remaining: remaining + 1 });
        const less = pauseMs({ elapsedMs, remaining });

        expect(less).toBeGreaterThanOrEqual(more);
      }),
    );
  });

  test("that is low never means more patience than one that is used up", () => {
    fc.assert(
      fc.property(
        elapsed,
        kind,
        fc.integer({ min: 1, max: 24 }),
        (elapsedMs, recorded, remaining) => {
          const low = pauseMs({ elapsedMs, recorded, remaining });

          expect(low).toBeLessThanOrEqual(pauseMs({ elapsedMs, recorded, remaining: 0 }));
        },
      ),
    );
  });

  test("stretches what Retry-After asks for", () => {
    const moment = { elapsedMs: 0, retryAfterMs: 10 * SECOND };

    expect(pauseMs({ ...moment, remaining: 5 })).toBeGreaterThan(10 * SECOND);
  });
});

describe("whatever is told", () => {
  test("no pause is longer than an hour", () => {
    const anything = fc.double({ min: 0, max: 1e18, noNaN: true });
    const maybe = fc.option(anything, { nil: undefined });
    fc.assert(
      fc.property(anything, maybe, fc.integer(), (elapsedMs, retryAfterMs, remaining) => {
        const pause = pauseMs({ elapsedMs, retryAfterMs, remaining, recorded: CHANGE });

        expect(pause).toBeLessThanOrEqual(HOUR);
        expect(pause).toBeGreaterThanOrEqual(SECOND);
      }),
    );
  });

  test("a start in the future, by a clock that is ahead, puts no look off", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: -1 }), kind, (elapsedMs, recorded) => {
        expect(pauseMs({ elapsedMs, recorded })).toBe(pauseMs({ elapsedMs: 0, recorded }));
      }),
    );
  });
});

describe("a fixed pause", () => {
  test("takes the place of the schedule", () => {
    const recorded = CHANGE;

    expect(looks(20 * SECOND, { recorded, fixedMs: 5 * SECOND })).toEqual(
      [5, 10, 15, 20].map((seconds) => seconds * SECOND),
    );
    expect(pauseMs({ elapsedMs: HOUR, recorded, fixedMs: 5 * SECOND })).toBe(5 * SECOND);
  });

  test("gives way to a longer Retry-After, and only to that", () => {
    const fixed = { elapsedMs: 0, fixedMs: 5 * SECOND };

    expect(pauseMs({ ...fixed, retryAfterMs: 30 * SECOND })).toBe(30 * SECOND);
    expect(pauseMs({ ...fixed, retryAfterMs: 2 * SECOND })).toBe(5 * SECOND);
    expect(pauseMs({ ...fixed, retryAfterMs: HOUR })).toBe(120 * SECOND);
    expect(pauseMs({ elapsedMs: 0, fixedMs: HOUR, retryAfterMs: SECOND })).toBe(HOUR);
  });

  test("is stretched by the quota all the same", () => {
    expect(pauseMs({ elapsedMs: 0, fixedMs: 5 * SECOND, remaining: 5 })).toBeGreaterThan(
      5 * SECOND,
    );
    expect(pauseMs({ elapsedMs: 0, fixedMs: 5 * SECOND, remaining: 0 })).toBe(MINUTE);
  });
});
