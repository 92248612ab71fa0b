import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { durationMs, readRetainUntil } from "../../../src/inputs/durations.ts";
import { thrownBy } from "../made.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const age = (written: string) => durationMs("max-recovery-point-age", written);
const until = (written: string, now = NOW) => readRetainUntil("retain-until", written, now);

describe("a duration", () => {
  test.each([
    { written: "90m", ms: 90 * MINUTE },
    { written: "24h", ms: 24 * HOUR },
    { written: "7d", ms: 7 * DAY },
    { written: "7D", ms: 7 * DAY },
    { written: "1.5h", ms: 90 * MINUTE },
    { written: "0.5d", ms: 12 * HOUR },
    { written: "7 d", ms: 7 * DAY },
    { written: "PT24H", ms: 24 * HOUR },
    { written: "pt90m", ms: 90 * MINUTE },
    { written: "PT30S", ms: 30_000 },
    { written: "P7D", ms: 7 * DAY },
    { written: "P2W", ms: 14 * DAY },
    { written: "P1DT2H3M4S", ms: DAY + 2 * HOUR + 3 * MINUTE + 4_000 },
    { written: "P1DT12H", ms: 36 * HOUR },
    { written: "PT0H1M", ms: MINUTE },
    { written: "36234d", ms: 36_234 * DAY },
  ])("of $written is $ms ms", ({ written, ms }) => {
    expect(age(written)).toBe(ms);
  });

  test.each([
    ...[
      "",
      " ",
      "24",
      "h",
      "24x",
      "24hours",
      "24 hours",
      "-1h",
      "+1h",
      "1e3h",
      "1,5h",
      ".5h",
      "1.h",
    ],
    ...["0h", "0d", "0.0m", "P", "PT", "PT0S", "P0D", "P1M", "P1Y", "P1Y2M", "P1W2D"],
    ...[
      "PT1.5H",
      "T1H",
      "1h30m",
      "1d 2h",
      "NaNh",
      "Infinityd",
      "99999999d",
      "٣d",
      "24h\n",
      "7w",
      "30s",
    ],
  ])("is not '%s'", (written) => {
    const error = thrownBy(() => age(written));

    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      input: "max-recovery-point-age",
      message: `Input 'max-recovery-point-age' does not accept '${written}'.`,
      hint: expect.stringContaining("'PT24H'"),
    });
  });

  test("means the same in either form", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), (count) => {
        expect(age(`${count}m`)).toBe(age(`PT${count}M`));
        expect(age(`${count}h`)).toBe(age(`PT${count}H`));
        expect(age(`${count}d`)).toBe(age(`P${count}D`));
      }),
    );
  });

  test("is always positive and finite, or refused", () => {
    const text = fc.string({ unit: fc.constantFrom(..."PTWDHMS0179.- dhm"), maxLength: 12 });
    fc.assert(
      fc.property(text, (written) => {
        let ms = 1;
        try {
          ms = age(written);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
        expect(ms).toBeGreaterThan(0);
        expect(Number.isFinite(ms)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a recovery point is kept until", () => {
  test.each([
    { written: "2026-01-31", time: Date.UTC(2026, 0, 31, 23, 59, 59) },
    { written: "2026-01-05", time: Date.UTC(2026, 0, 5, 23, 59, 59) },
    { written: "2028-02-29", time: Date.UTC(2028, 1, 29, 23, 59, 59) },
    { written: "2099-12-31", time: Date.UTC(2099, 11, 31, 23, 59, 59) },
  ])("the end of $written, in UTC", ({ written, time }) => {
    expect(until(written)).toEqual({ kind: "at", time });
  });

  test.each([
    { written: "60d", ms: 60 * DAY },
    { written: "36h", ms: 36 * HOUR },
    { written: "P45D", ms: 45 * DAY },
  ])("$written from the request", ({ written, ms }) => {
    expect(until(written)).toEqual({ kind: "for", ms });
  });

  test.each([
    ...["2026-01-04", "2025-12-31", "0001-01-01", "2026-02-30", "2027-02-29", "2026-13-01"],
    ...["2026-00-10", "2026-04-31", "9999-12-31", "2125-06-01"],
  ])("no such day as %s", (written) => {
    expect(thrownBy(() => until(written))).toMatchObject({
      input: "retain-until",
      message: `Input 'retain-until' does not accept '${written}'.`,
      hint: expect.stringContaining("'60d'"),
    });
  });

  test.each(["31.01.2027", "2027-1-31", "20270131", "2027-01-31T10:00:00Z", "tomorrow", "forever"])(
    "nothing written as '%s'",
    (written) => {
      expect(thrownBy(() => until(written))).toMatchObject({ input: "retain-until" });
    },
  );

  test("the end of today, up to the last second of it", () => {
    const end = Date.UTC(2026, 0, 5, 23, 59, 59);

    expect(until("2026-01-05", end - 1)).toEqual({ kind: "at", time: end });
    expect(() => until("2026-01-05", end)).toThrow(InputError);
  });
});
