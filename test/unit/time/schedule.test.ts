import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextLook, type PollTiming, type RecordedTimes } from "../../../src/time/schedule.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A change of policy, a backup's job, one that counts from a task's end, and one without ends. */
const CHANGE: RecordedTimes = { quarter: 72.2, ends: [66.5, 72.8, 74.8, 76.8, 114.5, 125.2] };
const BACKUP: RecordedTimes = { quarter: 121.5, ends: [61.5, 63.5], every: 61 };
const VM: RecordedTimes = { quarter: 2_471, ends: [214.5, 216.5, 221], every: 600.3, from: 458 };
const RESTORE: RecordedTimes = { quarter: 66.5, ends: [] };
const KINDS = [CHANGE, BACKUP, VM, RESTORE, { quarter: 2.4, ends: [2.9] }, undefined];

const elapsed = fc.integer({ min: 0, max: 6 * HOUR });
const left = fc.integer({ min: -5, max: 300 });
const seconds = fc.double({ min: 0, max: 10_000, noNaN: true });
const optional = (value: fc.Arbitrary<number>) => fc.option(value, { nil: undefined });
/** The kinds above, and any other that a table could hold. */
const kind = fc.oneof(
  fc.constantFrom(...KINDS),
  fc
    .record({
      quarter: seconds,
      ends: fc.array(seconds, { maxLength: 8 }),
      every: optional(fc.double({ min: 1, max: 5_000, noNaN: true })),
      from: optional(seconds),
    })
    .map(
      ({ every, from, ...rest }): RecordedTimes => ({
        ...rest,
        ...(every === undefined ? {} : { every }),
        ...(from === undefined ? {} : { from }),
      }),
    ),
);

/** The moments at which something that was accepted at 0 is looked at, up to `untilMs`. */
function looks(untilMs: number, moment: Omit<PollTiming, "elapsedMs">): readonly number[] {
  const times: number[] = [];
  for (let at = 0; at < untilMs; ) {
    at += nextLook({ elapsedMs: at, ...moment });
    times.push(at);
  }
  return times;
}

/** The first of the looks that comes at `ms` or later. */
const firstFrom = (ms: number, times: readonly number[]) => times.find((at) => at >= ms);

describe("work of which nothing is recorded", () => {
  test("is looked at every two seconds, later after each tenth of the time", () => {
    expect(looks(24 * SECOND, {})).toEqual(
      [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24.2].map((at) => at * SECOND),
    );
  });

  test.each([
    { elapsedMs: 100 * SECOND, pause: 10 * SECOND },
    { elapsedMs: 20 * MINUTE, pause: MINUTE },
    { elapsedMs: HOUR - 1, pause: MINUTE },
    { elapsedMs: HOUR, pause: 30 * SECOND },
    { elapsedMs: 100 * HOUR, pause: 30 * SECOND },
  ])("is looked at after $pause ms where $elapsedMs ms have gone by", ({ elapsedMs, pause }) => {
    expect(nextLook({ elapsedMs })).toBe(pause);
  });
});

describe("before the recorded quarter", () => {
  test("looks are five seconds apart, later 0.43 of the time", () => {
    const times = looks(60 * SECOND, { recorded: { quarter: 1_000, ends: [] } });

    expect(times).toEqual([5_000, 10_000, 15_000, 21_450, 30_674, 43_864, 62_726]);
  });

  test("looks never take more than a minute", () => {
    const recorded = { quarter: 1_000, ends: [] };

    expect(nextLook({ elapsedMs: 900 * SECOND, recorded })).toBe(MINUTE);
  });
});

describe("a recorded end", () => {
  test.each(CHANGE.ends)("at %d s has a look within a hundredth of a second", (end) => {
    const seen = firstFrom(end * SECOND, looks(130 * SECOND, { recorded: CHANGE })) ?? 0;

    expect(seen - end * SECOND).toBeLessThanOrEqual(10);
  });

  test("is reached in equal steps", () => {
    const times = looks(66 * SECOND, { recorded: { quarter: 72, ends: [20] } }).slice(0, 4);

    expect(times).toEqual([5, 10, 15, 20].map((at) => at * SECOND));
    expect(looks(20 * SECOND, { recorded: { quarter: 72, ends: [18] } }).slice(0, 4)).toEqual(
      [4.5, 9, 13.5, 18].map((at) => at * SECOND),
    );
  });

  test("less than a second ahead is passed over for the next", () => {
    const recorded = { quarter: 0, ends: [10, 12] };

    expect(nextLook({ elapsedMs: 9 * SECOND, recorded })).toBe(1 * SECOND);
    expect(nextLook({ elapsedMs: 9.5 * SECOND, recorded })).toBe(1.25 * SECOND);
  });

  test("comes again with each beat, counted from the start", () => {
    const times = looks(HOUR, { recorded: BACKUP });

    for (let round = 1; round < 50; round++) {
      const end = (61 * round + 0.5) * SECOND;
      expect((firstFrom(end, times) ?? 0) - end).toBeLessThanOrEqual(20);
    }
  });

  test("comes again with each beat, counted from where the kind says", () => {
    const recorded = { ...VM, from: 500 };
    const times = looks(4 * HOUR, { recorded });

    for (let round = 0; round < 20; round++) {
      const end = (500 + 214.5 + 600.3 * round) * SECOND;
      expect((firstFrom(end, times) ?? 0) - end).toBeLessThanOrEqual(20);
    }
  });

  test("lies behind a beat that has not begun, and looks go on until then", () => {
    expect(nextLook({ elapsedMs: 0, recorded: { ...VM, from: 3_000 } })).toBeLessThanOrEqual(
      5 * SECOND,
    );
  });
});

describe("any end", () => {
  const bound = (atMs: number, seenMs: number) =>
    Math.max(5 * SECOND, Math.min(0.301 * seenMs, atMs < HOUR ? MINUTE : 30 * SECOND)) + 2;

  test("is seen late by 0.3 of the time that has then gone by, five seconds at least, a minute at most", () => {
    fc.assert(
      fc.property(elapsed, kind, (elapsedMs, recorded) => {
        const pause = nextLook({ elapsedMs, recorded });

        expect(pause).toBeLessThanOrEqual(bound(elapsedMs, elapsedMs + pause));
      }),
    );
  });

  test("after the recorded quarter is seen a tenth of the time late, two seconds at least", () => {
    fc.assert(
      fc.property(elapsed, kind, (elapsedMs, recorded) => {
        fc.pre(elapsedMs >= (recorded?.quarter ?? 0) * SECOND);

        const pause = nextLook({ elapsedMs, recorded });

        expect(pause).toBeLessThanOrEqual(Math.ceil(Math.max(2 * SECOND, elapsedMs / 10)) + 1);
      }),
    );
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

    expect(nextLook({ elapsedMs: 0, recorded, retryAfterMs: says })).toBe(pause);
    expect(nextLook({ elapsedMs: HOUR, recorded, retryAfterMs: says })).toBe(pause);
  });
});

describe("the quota", () => {
  test.each([undefined, 150, 50, 25])("of %s requests leaves the pause as it is", (remaining) => {
    expect(nextLook({ elapsedMs: 100 * SECOND, remaining })).toBe(10 * SECOND);
  });

  test.each([
    { remaining: 24, pause: 43 * SECOND },
    { remaining: 1, pause: 43 * SECOND },
    { remaining: -50, pause: 43 * SECOND },
  ])("of $remaining requests stretches a short wait's pause by its share", (row) => {
    const { remaining, pause } = row;

    expect(nextLook({ elapsedMs: 100 * SECOND, remaining })).toBe(pause);
  });

  test.each([
    { remaining: 24, pause: 120 * SECOND },
    { remaining: 20, pause: 135 * SECOND },
    { remaining: 10, pause: 270 * SECOND },
    { remaining: 5, pause: 324 * SECOND },
    { remaining: 0, pause: 324 * SECOND },
    { remaining: -50, pause: 324 * SECOND },
  ])("of $remaining requests is spread over what is left of the hour", ({ remaining, pause }) => {
    expect(nextLook({ elapsedMs: HOUR, remaining })).toBe(pause);
  });

  test.each([49, 25])("of %i requests allows two minutes, if that much time has gone", (left) => {
    expect(nextLook({ elapsedMs: 2 * HOUR, remaining: left })).toBe(2 * MINUTE);
    expect(nextLook({ elapsedMs: 2 * HOUR, remaining: 50 })).toBe(30 * SECOND);
    expect(nextLook({ elapsedMs: 10 * MINUTE, remaining: left })).toBe(MINUTE);
  });

  test("leaves the looks at recorded ends, if they are far enough apart", () => {
    const at = 300 * SECOND;

    expect(nextLook({ elapsedMs: at, recorded: BACKUP, remaining: 20 })).toBeGreaterThanOrEqual(
      0.43 * at,
    );
    const seen = at + nextLook({ elapsedMs: at, recorded: BACKUP, remaining: 20 });
    expect([0.5, 2.5]).toContain((seen / SECOND) % 61);
  });

  test("never shortens the pause that there would be without it", () => {
    fc.assert(
      fc.property(elapsed, kind, left, (elapsedMs, recorded, remaining) => {
        const pause = nextLook({ elapsedMs, recorded, remaining });

        expect(pause).toBeGreaterThanOrEqual(nextLook({ elapsedMs, recorded }));
      }),
    );
  });

  test("that is smaller never means a shorter pause", () => {
    fc.assert(
      fc.property(elapsed, kind, left, (elapsedMs, recorded, remaining) => {
        const more = nextLook({ elapsedMs, recorded, remaining: remaining + 1 });
        const less = nextLook({ elapsedMs, recorded, remaining });

        expect(less).toBeGreaterThanOrEqual(more);
      }),
    );
  });

  test("stretches what Retry-After asks for", () => {
    const moment = { elapsedMs: 100 * SECOND, retryAfterMs: 10 * SECOND };

    expect(nextLook({ ...moment, remaining: 5 })).toBe(43 * SECOND);
  });
});

describe("whatever is told", () => {
  test("a pause lasts a second at least, and an hour at most", () => {
    const anything = fc.double({ min: -1e18, max: 1e18, noNaN: true });
    fc.assert(
      fc.property(
        anything,
        kind,
        fc.record({
          retryAfterMs: optional(anything),
          remaining: optional(fc.integer()),
          fixedMs: optional(anything),
        }),
        (elapsedMs, recorded, told) => {
          const pause = nextLook({ elapsedMs, recorded, ...told });

          expect(pause).toBeLessThanOrEqual(HOUR);
          expect(pause).toBeGreaterThanOrEqual(SECOND);
          expect(Number.isInteger(pause)).toBe(true);
        },
      ),
    );
  });

  test("a start in the future, by a clock that is ahead, puts no look off", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: -1 }), kind, (elapsedMs, recorded) => {
        expect(nextLook({ elapsedMs, recorded })).toBe(nextLook({ elapsedMs: 0, recorded }));
      }),
    );
  });
});

describe("a fixed pause", () => {
  test("takes the place of the schedule", () => {
    const recorded = CHANGE;

    expect(looks(20 * SECOND, { recorded, fixedMs: 5 * SECOND })).toEqual(
      [5, 10, 15, 20].map((at) => at * SECOND),
    );
    expect(nextLook({ elapsedMs: HOUR, recorded, fixedMs: 5 * SECOND })).toBe(5 * SECOND);
  });

  test("gives way to a longer Retry-After, and only to that", () => {
    const fixed = { elapsedMs: 0, fixedMs: 5 * SECOND };

    expect(nextLook({ ...fixed, retryAfterMs: 30 * SECOND })).toBe(30 * SECOND);
    expect(nextLook({ ...fixed, retryAfterMs: 2 * SECOND })).toBe(5 * SECOND);
    expect(nextLook({ ...fixed, retryAfterMs: HOUR })).toBe(120 * SECOND);
    expect(nextLook({ elapsedMs: 0, fixedMs: HOUR, retryAfterMs: SECOND })).toBe(HOUR);
  });

  test("is stretched by the quota all the same", () => {
    const fixed = { elapsedMs: 100 * SECOND, fixedMs: 5 * SECOND };

    expect(nextLook({ ...fixed, remaining: 25 })).toBe(5 * SECOND);
    expect(nextLook({ ...fixed, remaining: 24 })).toBe(43 * SECOND);
    expect(nextLook({ elapsedMs: HOUR, fixedMs: 5 * SECOND, remaining: 0 })).toBe(324 * SECOND);
  });
});

describe("one of several in flight", () => {
  const rare = { skipsEarly: true };

  test.each([
    { what: "a change of policy", recorded: CHANGE, first: 74.8 },
    { what: "work with one end after its quarter", recorded: { quarter: 1, ends: [2] }, first: 2 },
    { what: "work with one end before it", recorded: { quarter: 5, ends: [2] }, first: undefined },
    {
      what: "work with an end on its quarter",
      recorded: { quarter: 5, ends: [5, 7, 9] },
      first: 7,
    },
    { what: "work of which it is recorded", recorded: { ...CHANGE, most: 90 }, first: 90 },
  ])("is first looked at when most have ended: $what", ({ recorded, first }) => {
    const [at] = looks(HOUR, { recorded, ...rare });

    expect(at).toBe(first === undefined ? 2 * SECOND : first * SECOND);
  });

  test("is looked at no sooner than in a second", () => {
    const recorded = { quarter: 2, ends: [2.5] };

    expect(nextLook({ elapsedMs: 1_900, recorded, ...rare })).toBe(SECOND);
  });

  test.each([
    { what: "a beat", recorded: BACKUP },
    { what: "nothing recorded", recorded: undefined },
  ])("is looked at on the way where there is $what", ({ recorded }) => {
    expect(nextLook({ elapsedMs: 0, recorded, ...rare })).toBeLessThan(60 * SECOND);
  });

  test.each([5, 10])("is looked at on the way once its quarter has gone by: after %i s", (at) => {
    const recorded = { quarter: 5, ends: [20], most: 30 };

    expect(nextLook({ elapsedMs: at * SECOND, recorded, ...rare })).toBe(5 * SECOND);
    expect(nextLook({ elapsedMs: 4 * SECOND, recorded, ...rare })).toBe(26 * SECOND);
  });

  test("is looked at more rarely later too", () => {
    const elapsedMs = 1_000 * SECOND;

    expect(nextLook({ elapsedMs, ...rare, recorded: RESTORE })).toBe(60 * SECOND);
    expect(nextLook({ elapsedMs: 100 * SECOND, ...rare, recorded: RESTORE })).toBe(43 * SECOND);
    expect(nextLook({ elapsedMs: 100 * SECOND, recorded: RESTORE })).toBe(10 * SECOND);
  });

  test("obeys Retry-After all the same", () => {
    expect(nextLook({ elapsedMs: 0, recorded: CHANGE, retryAfterMs: 5_000, ...rare })).toBe(5_000);
  });
});

describe("jitter", () => {
  test("moves a look between two ends within a tenth of its pause", () => {
    const timing = { elapsedMs: 300 * SECOND, recorded: RESTORE };

    expect(nextLook({ ...timing, jitter: 0.5 })).toBe(28.5 * SECOND);
    expect(nextLook({ ...timing, jitter: 0 })).toBe(30 * SECOND);
    expect(nextLook({ ...timing, jitter: 0.4 })).toBe(31.2 * SECOND);
  });

  test("makes no pause longer than an end may be late", () => {
    const jitter = 0.4;

    expect(nextLook({ elapsedMs: 1_200 * SECOND, jitter })).toBe(60 * SECOND);
    expect(nextLook({ elapsedMs: 2 * HOUR, jitter })).toBe(30 * SECOND);
    expect(nextLook({ elapsedMs: 20 * SECOND, recorded: CHANGE, jitter })).toBeLessThanOrEqual(
      8_600,
    );
  });

  test("takes nothing from the pause that the quota needs", () => {
    const timing = { elapsedMs: 3_600 * SECOND, recorded: RESTORE, remaining: 10 };

    expect(nextLook({ ...timing, jitter: 0.9 })).toBe(nextLook(timing));
  });

  test("makes a look on an end later by up to a second", () => {
    const timing = { elapsedMs: 72.2 * SECOND, recorded: { quarter: 72.2, ends: [73.8] } };
    expect(nextLook(timing)).toBe(1.6 * SECOND);

    expect(nextLook({ ...timing, jitter: 0.5 })).toBe(2.1 * SECOND);
  });

  test("makes the first look at one of several later by up to a second", () => {
    const timing = { elapsedMs: 0, recorded: CHANGE, skipsEarly: true };

    expect(nextLook({ ...timing, jitter: 0.5 })).toBe(75.3 * SECOND);
  });

  test("is added to a pause that Azure names, even the shortest", () => {
    expect(nextLook({ elapsedMs: 0, retryAfterMs: 0, jitter: 0.5 })).toBeGreaterThan(SECOND);
    expect(nextLook({ elapsedMs: 0, retryAfterMs: 60_000, jitter: 0.5 })).toBe(63 * SECOND);
  });

  test("leaves a fixed pause as the user wants it", () => {
    expect(nextLook({ elapsedMs: 0, fixedMs: 10_000, jitter: 0.9 })).toBe(10_000);
  });

  test("makes no pause longer than an hour", () => {
    const timing = { elapsedMs: 0, recorded: { quarter: 1, ends: [3_599.9] }, skipsEarly: true };

    expect(nextLook({ ...timing, jitter: 0.9 })).toBe(HOUR);
  });
});
