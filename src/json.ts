import { isoDurationMs } from "./time/iso-duration.ts";

/**
 * Reads JSON from Azure with care: a field that is missing or has an unexpected type reads as
 * empty, so an unknown shape never causes an error.
 */

/** The body as JSON; undefined if it is missing or something else, such as a gateway's HTML page. */
export function parseBody(body: string | null | undefined): unknown {
  try {
    return body ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

/** The value at a path of property names; undefined if any step is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== "object" || current === null || Array.isArray(current)) return undefined;
    current = (current as Record<string, unknown>)[name];
  }
  return current;
}

/** Whether a value is an object, and neither a list nor null. */
export function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text of a string or number; "" for anything else. */
export function text(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : "";
}

/** The elements of an array; none for anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The non-empty texts in an array; none for anything else. */
export function texts(value: unknown): readonly string[] {
  return list(value).map(text).filter(Boolean);
}

/** The text entries of an object, in its own order; none for anything else. */
export function entries(value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([key, entry]) => [key, text(entry)] as const);
}

/** ISO 8601 as in Azure's bodies: to the second or finer, often without the `Z` (E136). */
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * A time in milliseconds since 1970 (UTC); undefined if Azure means "not set" or the text has any
 * other form, since a guess could be wrong. Azure writes `0001-01-01` and `2001-01-01` for "not
 * set" (E136).
 */
export function time(value: unknown): number | undefined {
  const [written, local = "", zone = "Z"] = TIME.exec(text(value)) ?? [];
  if (written === undefined || /^(0001|2001)-01-01T00:00:00/.test(local)) return undefined;
  const ms = Date.parse(`${local}${zone}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/**
 * A duration in milliseconds, such as `PT10M37.8463076S`; undefined for anything else. Azure uses
 * capitals and no unit longer than a day (E137).
 */
export function azureDurationMs(value: unknown): number | undefined {
  const written = text(value);
  return /[a-zW]/.test(written) ? undefined : isoDurationMs(written);
}

/** The latest time that JavaScript can write, in milliseconds since 1970. */
const LATEST_MS = 8.64e15;

/**
 * A time as this action writes it: ISO 8601, UTC, whole seconds; "" for undefined and for times
 * outside the range of `Date`.
 */
export function isoTime(ms: number | undefined): string {
  return ms === undefined || !(Math.abs(ms) <= LATEST_MS)
    ? ""
    : `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
