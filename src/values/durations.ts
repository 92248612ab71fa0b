import { InputError } from "../errors.ts";
import type { InputOfType } from "../manifest/input-table.ts";
import { isoDurationMs } from "../time/iso-duration.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time/units.ts";

const UNIT_MS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;
/** No recovery point is kept longer than 99 years (E40). */
const MOST_MS = 99 * 366 * DAY_MS;

/**
 * A duration in milliseconds from `90m`, `24h`, `7d` or ISO 8601 such as `PT24H`.
 *
 * @throws InputError for anything else, and for nothing at all.
 */
export function durationMs(name: InputOfType<"duration">, written: string): number {
  const ms = readMs(written);
  if (ms > 0 && ms <= MOST_MS) return ms;
  throw new InputError(
    name,
    `does not accept '${written}'`,
    "Use minutes, hours or days such as '90m', '24h' or '7d', where 'm' is minutes, or ISO 8601 such as 'PT24H'.",
  );
}

/** 0 if the text is empty or not a duration. */
function readMs(written: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)\s*([mhd])$/i.exec(written) ?? [];
  return count !== undefined && unit !== undefined
    ? Number(count) * UNIT_MS[unit.toLowerCase() as keyof typeof UNIT_MS]
    : wholeIsoMs(written);
}

/** Whole seconds only; nobody needs a fraction. */
function wholeIsoMs(written: string): number {
  return written.includes(".") ? 0 : (isoDurationMs(written) ?? 0);
}

/**
 * How long a recovery point is kept: until a time (ms since 1970), or for days and calendar months
 * after the request.
 */
export type RetainUntil =
  | { readonly kind: "at"; readonly time: number }
  | { readonly kind: "for"; readonly days: number; readonly months: number };

/** The end of a retention, in milliseconds since 1970; `now` is the time of the request. */
export function endOfRetention(retainUntil: RetainUntil, now: number): number {
  if (retainUntil.kind === "at") return retainUntil.time;
  return monthsLater(now, retainUntil.months) + retainUntil.days * DAY_MS;
}

/** The same day of a later month in UTC, or that month's last day if it has fewer days. */
function monthsLater(time: number, months: number): number {
  const date = new Date(time);
  const [year, month, day] = [
    date.getUTCFullYear(),
    date.getUTCMonth() + months,
    date.getUTCDate(),
  ];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, lastDay)) + (time % DAY_MS);
}

const KEPT =
  "Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.";
const KEPT_ISO = /^P(?:(?<y>\d+)Y)?(?:(?<mo>\d+)M)?(?:(?<w>\d+)W)?(?:(?<d>\d+)D)?$/i;
const KEPT_SHORT = /^(?:(?<d>\d+)\s*d|(?<w>\d+)\s*w|(?<mo>\d+)\s*mo|(?<y>\d+)\s*y)$/i;

/**
 * How long a recovery point is kept. A date such as `2027-01-31` is kept whole, so the end is 00:00
 * UTC on the next day. Days, weeks, months and years, such as `60d` or `P6M`, count from the
 * request.
 *
 * @throws InputError for anything else, a day that does not exist, and less than a day.
 */
export function readRetainUntil(
  name: InputOfType<"date-or-duration">,
  written: string,
  now: number,
): RetainUntil {
  const [date, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(written) ?? [];
  if (date !== undefined) {
    const time = Date.UTC(Number(year), Number(month) - 1, Number(day) + 1);
    if (!new Date(time - DAY_MS).toISOString().startsWith(date)) throw refused("is not a day");
    if (time - now < DAY_MS) throw refused("is not after today");
    return bounded({ kind: "at", time });
  }
  const groups = (KEPT_SHORT.exec(written) ?? KEPT_ISO.exec(written))?.groups;
  if (groups === undefined) {
    if (/^\d+\s*m$/i.test(written)) throw refused("may mean minutes or months");
    const ms = readMs(written);
    throw refused(ms > 0 && ms < DAY_MS ? "is less than a day" : "");
  }
  const { d = 0, w = 0, mo = 0, y = 0 } = groups;
  const kept = {
    days: Number(d) + 7 * Number(w),
    months: Number(mo) + 12 * Number(y),
  };
  if (kept.days + kept.months === 0) throw refused("is less than a day");
  return bounded({ kind: "for", ...kept });

  function refused(why: string): InputError {
    return new InputError(name, `does not accept '${written}'${why && `, which ${why}`}`, KEPT);
  }

  function bounded(until: RetainUntil): RetainUntil {
    if (endOfRetention(until, now) - now <= MOST_MS) return until;
    throw refused("is more than 99 years away");
  }
}
