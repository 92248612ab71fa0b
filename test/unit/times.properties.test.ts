import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { azureDurationMs, isoTime, time } from "../../src/json.ts";
import { duration } from "../../src/text.ts";
import { readRetainUntil } from "../../src/values/durations.ts";
import { dateTime, isoDuration } from "../emulator/vault/time.ts";

const SECOND = 1_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 5, 10);
/** From 2002 on, since Azure writes a day of 2001 where it means none, to the last year of four digits. */
const moment = fc.integer({ min: Date.UTC(2002, 0, 1), max: Date.UTC(9999, 11, 31) });

// A runner may live in any time zone; one with half an hour in it shows each fault.
beforeAll(() => {
  vi.stubEnv("TZ", "Asia/Kolkata");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

describe("a time", () => {
  test("that Azure wrote is read to the millisecond, with and without its Z", () => {
    fc.assert(
      fc.property(moment, (ms) => {
        const written = dateTime(ms);

        expect(Math.floor(time(written) ?? 0)).toBe(ms);
        expect(time(written.replace(/Z$/, ""))).toBe(time(written));
      }),
    );
  });

  test("that this action wrote reads as its second", () => {
    fc.assert(
      fc.property(moment, (ms) => {
        expect(time(isoTime(ms))).toBe(Math.floor(ms / SECOND) * SECOND);
      }),
    );
  });

  test("in any other form is none, and never one that nobody wrote", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue()), (anything) => {
        const read = time(anything);

        expect(read === undefined || Number.isFinite(read)).toBe(true);
      }),
    );
  });
});

describe("a duration", () => {
  test("that Azure wrote is read to the millisecond", () => {
    fc.assert(
      fc.property(fc.nat(400 * DAY), (ms) => {
        expect(azureDurationMs(isoDuration(ms))).toBeCloseTo(ms, 3);
      }),
    );
  });

  test("in words adds up to its seconds", () => {
    const SECONDS = { d: 86_400, h: 3_600, min: 60, s: 1 };
    fc.assert(
      fc.property(fc.nat(400 * DAY), (ms) => {
        const parts = [...duration(ms).matchAll(/(\d+) (d|h|min|s)/g)];
        const sum = parts.reduce((all, [, count, unit]) => {
          return all + Number(count) * SECONDS[unit as keyof typeof SECONDS];
        }, 0);

        expect(sum).toBe(Math.round(ms / SECOND));
      }),
    );
  });
});

describe("a date until which to retain", () => {
  test("holds for the whole of that day, and for no day after it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 36_000 }), (days) => {
        const start = Math.floor(NOW / DAY) * DAY + days * DAY;
        const until = readRetainUntil(
          "retain-until",
          new Date(start).toISOString().slice(0, 10),
          NOW,
        );

        expect(until.kind).toBe("at");
        if (until.kind !== "at") return;
        expect(until.time).toBeGreaterThanOrEqual(start + DAY - SECOND);
        expect(until.time).toBeLessThanOrEqual(start + DAY);
      }),
    );
  });

  test("that no calendar has is refused", () => {
    const two = (count: number) => String(count).padStart(2, "0");
    const wrong = fc.oneof(
      fc.tuple(fc.integer({ min: 13, max: 99 }), fc.integer({ min: 1, max: 28 })),
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 32, max: 99 })),
      fc.constantFrom([2, 30] as const, [4, 31] as const, [0, 1] as const, [1, 0] as const),
    );
    fc.assert(
      fc.property(fc.integer({ min: 2027, max: 2100 }), wrong, (year, [month, day]) => {
        const written = `${year}-${two(month)}-${two(day)}`;

        expect(() => readRetainUntil("retain-until", written, NOW)).toThrow(written);
      }),
    );
  });
});
