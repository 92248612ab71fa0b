import { InputError } from "../errors.ts";
import type { RetainUntil } from "../operations/backup-now.ts";
import type { InputName } from "./input-table.ts";

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DAY_MS = UNIT_MS.d;
/** Documents: no recovery point is kept longer than 99 years. */
const MOST_MS = 99 * 366 * DAY_MS;

/** Whole ISO 8601 durations without months and years, whose length is not fixed. */
const ISO =
  /^P(?:(?<weeks>\d+)W|(?:(?<days>\d+)D)?(?:T(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+)S)?)?)$/i;

/**
 * A duration in milliseconds from `90m`, `24h`, `7d` or ISO 8601 such as `PT24H`.
 *
 * @throws InputError for anything else, and for nothing at all.
 */
export function durationMs(name: InputName, written: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)\s*([mhd])$/i.exec(written) ?? [];
  const ms =
    count !== undefined && unit !== undefined
      ? Number(count) * UNIT_MS[unit.toLowerCase() as keyof typeof UNIT_MS]
      : isoMs(written);
  if (ms > 0 && ms <= MOST_MS) return ms;
  throw new InputError(
    name,
    `does not accept '${written}'`,
    "Use minutes, hours or days such as '90m', '24h' or '7d', or ISO 8601 such as 'PT24H'.",
  );
}

/** 0 where the text is no such duration, or an empty one. */
function isoMs(written: string): number {
  const groups = ISO.exec(written)?.groups;
  if (groups === undefined) return 0;
  const part = (name: string) => Number(groups[name] ?? 0);
  return (
    (part("weeks") * 7 + part("days")) * DAY_MS +
    part("hours") * UNIT_MS.h +
    part("minutes") * UNIT_MS.m +
    part("seconds") * 1_000
  );
}

/**
 * Until when a recovery point is kept: a date such as `2027-01-31`, which means the end of that day
 * in UTC, or a duration from the request.
 *
 * @throws InputError for anything else, a day that does not exist, and a day that is over.
 */
export function readRetainUntil(name: InputName, written: string, now: number): RetainUntil {
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return { kind: "for", ms: durationMs(name, written) };

  const end = Date.parse(`${written}T23:59:59Z`);
  const exists = !Number.isNaN(end) && new Date(end).toISOString().startsWith(written);
  if (exists && end > now && end - now <= MOST_MS) return { kind: "at", time: end };
  throw new InputError(
    name,
    `does not accept '${written}'`,
    "Use a date in the future such as '2031-01-31', or a duration such as '60d'.",
  );
}
