import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ageTime,
  agreedPresent,
  earliestPresent,
  latestPresent,
  NO_SKEW,
  withReading,
} from "../../../src/time/skew.ts";

const skewOf = (...readings: readonly number[]) => readings.reduce(withReading, NO_SKEW).ms;

const NO_DATE = { azure: undefined, machine: 7 };

describe("the skew", () => {
  test("is not known at first", () => {
    expect(NO_SKEW).toEqual({ ms: undefined, doubt: undefined });
  });

  test.each([
    { readings: [0], ms: 0 },
    { readings: [-300_000], ms: -300_000 },
    { readings: [300_000], ms: 300_000 },
  ])("is the first reading: $ms", ({ readings, ms }) => {
    expect(skewOf(...readings)).toBe(ms);
  });

  test.each([
    { readings: [100, 900, 400], ms: 900 },
    { readings: [900, 100], ms: 900 },
    { readings: [0, 2_000], ms: 2_000 },
    { readings: [0, -2_000], ms: 0 },
    { readings: [0, 1_900, 3_800, 5_700], ms: 5_700 },
  ])("is the largest of readings that agree: $readings", ({ readings, ms }) => {
    expect(skewOf(...readings)).toBe(ms);
  });

  test.each([
    { readings: [0, 3_600_000], why: "one reading alone is a proxy's" },
    { readings: [0, 2_001], why: "it lies further off than a second's cut" },
    { readings: [0, -2_001], why: "it lies further off than a second's cut" },
    { readings: [0, 3_600_000, 0, 3_600_000], why: "the two are not one after the other" },
    { readings: [0, 3_600_000, 7_200_000], why: "the two do not agree" },
    { readings: [0, 7_200_000, 3_600_000], why: "the two do not agree" },
  ])("is not changed by $readings: $why", ({ readings }) => {
    expect(skewOf(...readings)).toBe(0);
  });

  test.each([
    { readings: [0, 3_600_000, 3_600_500], ms: 3_600_500 },
    { readings: [0, 3_600_000, 3_599_000], ms: 3_599_000 },
    { readings: [0, 9_999_999, 3_600_000, 3_600_000], ms: 3_600_000 },
    { readings: [3_600_000, 0, 100], ms: 100 },
  ])("is changed by two that agree, one after the other: $readings", ({ readings, ms }) => {
    expect(skewOf(...readings)).toBe(ms);
  });

  test("lies at most a second below the truth, however the Date is cut", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), cuts, (truth, list) => {
        const found = skewOf(...list.map((cut) => truth - cut)) ?? Number.NaN;

        expect(found).toBeLessThanOrEqual(truth);
        expect(found).toBeGreaterThanOrEqual(truth - 999);
        expect(found).toBe(truth - Math.min(...list));
      }),
    );
  });

  test("survives single wrong dates anywhere among right ones", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 10_000, max: 1_000_000 }), { maxLength: 10 }),
        (wrong) => {
          expect(skewOf(500, ...wrong.flatMap((reading) => [reading, 500]))).toBe(500);
        },
      ),
    );
  });
});

describe("the time that ages are measured at", () => {
  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;
  /** Azure's `Date` reads `azure`, the machine `machine`, and a body holds the time `written`. */
  const at = (azure: number, machine: number, ...written: readonly number[]) =>
    ageTime(
      { azure: HOUR + azure, machine: HOUR + machine },
      written.map((ms) => HOUR + ms),
    );

  test("is unknown where Azure told none, whatever else there is", () => {
    expect(ageTime({ azure: undefined, machine: HOUR }, [HOUR])).toBeUndefined();
  });

  test.each([
    { what: "is Azure's", clock: at(0, 0), now: 0, warned: false },
    {
      what: "is Azure's with a machine that is ten minutes ahead",
      clock: at(0, 10 * MINUTE),
      now: 0,
      warned: false,
    },
    {
      what: "is Azure's with a machine that is ten minutes behind",
      clock: at(0, -10 * MINUTE),
      now: 0,
      warned: false,
    },
    {
      what: "is Azure's with a machine that is far behind",
      clock: at(0, -8 * HOUR),
      now: 0,
      warned: true,
    },
    {
      what: "is the machine's where 'Date' is far behind",
      clock: at(0, 8 * HOUR),
      now: 8 * HOUR,
      warned: true,
    },
    {
      what: "is not earlier than what Azure wrote into a body",
      clock: at(0, 0, 30_000),
      now: 30_000,
      warned: false,
    },
    {
      what: "is what Azure wrote into a body, minutes later",
      clock: at(0, 0, -HOUR, 5 * MINUTE),
      now: 5 * MINUTE,
      warned: true,
    },
    { what: "is the latest of all", clock: at(0, 2 * HOUR, HOUR), now: 2 * HOUR, warned: true },
    { what: "is not moved by earlier times", clock: at(0, 0, -HOUR), now: 0, warned: false },
  ])("$what", ({ clock, now, warned }) => {
    expect(clock?.now).toBe(HOUR + now);
    expect(clock?.warning !== undefined).toBe(warned);
  });
});

test.each([
  { what: "Azure's, where the machine's is close", machine: -600_000, is: 0 },
  { what: "the machine's, where that is far behind", machine: -600_001, is: -600_001 },
  { what: "Azure's, where the machine's is far ahead", machine: 600_001, is: 0 },
])("the present that nothing of now lies before is $what", ({ machine, is }) => {
  expect(earliestPresent({ azure: 0, machine })).toBe(is);
});

test.each([
  { what: "Azure's, where the machine's is close", azure: 600_000, is: 600_000 },
  { what: "unknown, where the machine's is far away", azure: 600_001, is: undefined },
  { what: "unknown, where Azure tells none", azure: undefined, is: undefined },
])("the present that both clocks agree on is $what", ({ azure, is }) => {
  expect(agreedPresent({ azure, machine: 0 })).toBe(is);
});

test.each([
  { what: "Azure's clock, where it is the later one", clocks: { azure: 3, machine: 2 }, is: 3 },
  { what: "the machine's, where that is", clocks: { azure: 2, machine: 3 }, is: 3 },
  { what: "the machine's, where Azure tells no time", clocks: NO_DATE, is: 7 },
  { what: "a time that Azure wrote, where both are behind", clocks: NO_DATE, written: [9], is: 9 },
])("nothing of now lies more than a day after $what", ({ clocks, written = [], is }) => {
  expect(latestPresent(clocks, ...written)).toBe(is + 86_400_000);
});

test("the present that nothing of now lies before is a day before the machine's where Azure tells none", () => {
  expect(earliestPresent(NO_DATE)).toBe(7 - 86_400_000);
});
