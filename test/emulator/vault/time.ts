const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A .NET DateTime that was never set; without a Z, as on the wire (recording). */
export const UNSET_TIME = "0001-01-01T00:00:00";

/** Milliseconds of a number of days. */
export const days = (count: number): number => count * DAY;

/** Milliseconds of a number of hours. */
export const hours = (count: number): number => count * HOUR;

/**
 * Epoch milliseconds as the service writes times: up to seven digits of a second, trailing zeros
 * cut, so a parser that counts digits fails here as it would on Azure (recording). The four digits
 * below the millisecond are made up from the others.
 */
export function dateTime(ms: number): string {
  const whole = new Date(Math.floor(ms)).toISOString().slice(0, -1);
  const below = String((Math.floor(ms) * 7919) % 10_000).padStart(4, "0");
  return `${`${whole}${below}`.replace(/0+$/, "").replace(/\.$/, "")}Z`;
}

/** Epoch milliseconds without fractions, as recovery points are written (recording). */
export function wholeSecond(ms: number): string {
  return `${new Date(Math.floor(ms)).toISOString().slice(0, 19)}Z`;
}

/** Epoch milliseconds to the millisecond, trailing zeros cut, as points of SAP databases are written (recording). */
export function milliseconds(ms: number): string {
  const text = new Date(Math.floor(ms)).toISOString().slice(0, -1);
  return `${text.replace(/0+$/, "").replace(/\.$/, "")}Z`;
}

/** Epoch milliseconds to the second with seven zeros behind, as a point's expiry is written (recording). */
export function wholeSecondLong(ms: number): string {
  return `${new Date(Math.floor(ms)).toISOString().slice(0, 19)}.0000000Z`;
}

/** Epoch milliseconds for people, day first: `20/06/2021 15:01:52` (recording: jobs that move a point). */
export function dayFirst(ms: number): string {
  const [date = "", time = ""] = new Date(Math.floor(ms)).toISOString().slice(0, 19).split("T");
  return `${date.split("-").reverse().join("/")} ${time}`;
}

/** Milliseconds as an ISO 8601 duration such as PT1M12.584S (recording: jobs since 2017). */
export function isoDuration(ms: number): string {
  const hoursPart = Math.floor(ms / HOUR);
  const minutesPart = Math.floor((ms % HOUR) / MINUTE);
  const seconds = Number(((ms % MINUTE) / SECOND).toFixed(3));
  const text = `${hoursPart ? `${hoursPart}H` : ""}${minutesPart ? `${minutesPart}M` : ""}`;
  return `PT${text}${seconds || !text ? `${seconds}S` : ""}`;
}

/** Milliseconds as a .NET TimeSpan such as 13.23:59:45.1710000 (recording: deferred deletes). */
export function timeSpan(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const clock = `${two((ms % DAY) / HOUR)}:${two((ms % HOUR) / MINUTE)}:${two((ms % MINUTE) / SECOND)}`;
  const fraction = `${String(Math.floor(ms % SECOND)).padStart(3, "0")}0000`;
  return `${ms >= DAY ? `${Math.floor(ms / DAY)}.` : ""}${clock}.${fraction}`;
}

/** .NET ticks (100 ns since year 1), the `t` of a signed poll URL (recording). */
export function ticks(ms: number): string {
  return String(BigInt(Math.floor(ms)) * 10_000n + 621_355_968_000_000_000n);
}

/**
 * A time of a `$filter`: UTC on a 12-hour clock (document; recording of 2016). Midnight may be
 * written with hour 00, as the official SDK's sample does.
 */
export function parseFilterTime(text: string): number | undefined {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d):([0-5]\d):([0-5]\d) (AM|PM)$/i.exec(text);
  if (!parts) return undefined;
  const [, day, hourText = "", minute, second, half = ""] = parts;
  const hour = Number(hourText);
  if (hour > 12) return undefined;
  const hour24 = (hour % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
  const ms = Date.parse(`${day}T${String(hour24).padStart(2, "0")}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}
