import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { durationMs, readRetainUntil } from "../../../src/values/durations.ts";
import { thrownBy } from "../../support/thrown-by.ts";

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
      hint: "Use minutes, hours or days such as '90m', '24h' or '7d', where 'm' is minutes, or ISO 8601 such as 'PT24H'.",
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
    { written: "2026-01-31", time: Date.UTC(2026, 1, 1) },
    { written: "2026-01-06", time: Date.UTC(2026, 0, 7) },
    { written: "2028-02-29", time: Date.UTC(2028, 2, 1) },
    { written: "2099-12-31", time: Date.UTC(2100, 0, 1) },
  ])("$written is over, in UTC", ({ written, time }) => {
    expect(until(written)).toEqual({ kind: "at", time });
  });

  test.each([
    { written: "1d", days: 1, months: 0 },
    { written: "60d", days: 60, months: 0 },
    { written: "60 D", days: 60, months: 0 },
    { written: "8w", days: 56, months: 0 },
    { written: "6mo", days: 0, months: 6 },
    { written: "6 MO", days: 0, months: 6 },
    { written: "1y", days: 0, months: 12 },
    { written: "P30D", days: 30, months: 0 },
    { written: "P6W", days: 42, months: 0 },
    { written: "P6M", days: 0, months: 6 },
    { written: "p1y", days: 0, months: 12 },
    { written: "P1Y6M10D", days: 10, months: 18 },
    { written: "98y", days: 0, months: 1_176 },
  ])("$written from the request", ({ written, days, months }) => {
    expect(until(written)).toEqual({ kind: "for", days, months });
  });

  const AFTER_TODAY = ", which is not after today";
  const NO_DAY = ", which is not a day";
  const TOO_SHORT = ", which is less than a day";
  const TOO_LONG = ", which is more than 99 years away";

  test.each([
    ...["2026-01-05", "2026-01-04", "2025-12-31"].map((written) => [written, AFTER_TODAY]),
    ...["2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0001-01-01"].map(
      (written) => [written, NO_DAY],
    ),
    ...[
      "9999-12-31",
      "2125-06-01",
      "100y",
      "36600d",
      `${"9".repeat(400)}d`,
      `9${"0".repeat(30)}y`,
    ].map((written) => [written, TOO_LONG]),
    ...["0d", "0mo", "P0D", "P"].map((written) => [written, TOO_SHORT]),
    ...["6m", "6 M", "45m"].map((written) => [written, ", which may mean minutes or months"]),
    ...["31-12-2040", "31/12/2040", "2040/12/31", "31.12.2040", "2040-1-31", "20401231"].map(
      (written) => [written, ""],
    ),
    ...["2040-12-31T10:00:00Z", "36h", "1.5d", "-3d", "60", "60 days", "6months", "tomorrow"].map(
      (written) => [written, ""],
    ),
    ...["PT720H", "P1DT12H", "1y6mo", "٣d", "60d\n"].map((written) => [written, ""]),
  ])("nothing written as '%s'%s", (written, why) => {
    expect(thrownBy(() => until(written ?? ""))).toMatchObject({
      input: "retain-until",
      message: `Input 'retain-until' does not accept '${written}'${why}.`,
      hint: "Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
    });
  });

  test("tomorrow at the soonest, however late it is today", () => {
    const late = Date.UTC(2026, 0, 5, 23, 59, 59, 999);

    expect(() => until("2026-01-05", Date.UTC(2026, 0, 5))).not.toThrow();
    expect(() => until("2026-01-05", Date.UTC(2026, 0, 5) + 1)).toThrow(InputError);
    expect(until("2026-01-06", late)).toEqual({ kind: "at", time: Date.UTC(2026, 0, 7) });
  });
});
