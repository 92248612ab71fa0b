import type { PipelineResponse } from "@azure/core-rest-pipeline";
import type { RequestIds, ServiceError } from "../../errors.ts";
import { at, parseBody, text, texts } from "../../json.ts";
import { clip } from "../../text.ts";

/** One answer of Azure Resource Manager. */
export interface ArmResponse {
  readonly status: number;
  /** The body as JSON; undefined if there is none. */
  readonly body: unknown;
  readonly ids: RequestIds;
  /** The service's own time, in milliseconds since 1970; undefined if the answer has none. */
  readonly date: number | undefined;
  /** `Retry-After` in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** How many requests of this action are left in the hour (E129). */
  readonly remaining: number | undefined;
  /** The value of a header; "" if it is absent. */
  header(name: string): string;
}

/** Reads a raw answer; `now` (ms since 1970) replaces a missing `Date`. */
export function readAnswer(response: PipelineResponse, now: number): ArmResponse {
  const header = (name: string) => response.headers.get(name) ?? "";
  const date = httpDate(header("date"));
  const remaining = header("x-ms-ratelimit-remaining-subscription-resource-requests");
  return {
    status: response.status,
    body: parseBody(response.bodyAsText),
    ids: {
      requestId: header("x-ms-request-id"),
      correlationId: header("x-ms-correlation-request-id"),
    },
    date,
    retryAfterMs: readRetryAfter(header("retry-after"), date ?? now),
    remaining: /^-?\d+$/.test(remaining) ? Number(remaining) : undefined,
    header,
  };
}

/** The quota counts by the hour, so no plausible `Retry-After` is longer (E130). */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/**
 * `Retry-After` in milliseconds, at most an hour, from seconds or an HTTP date; undefined if it is
 * absent or unreadable.
 */
export function readRetryAfter(value: string, now: number): number | undefined {
  const ms = unboundedRetryAfter(value, now);
  return ms === undefined ? undefined : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

function unboundedRetryAfter(value: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Number(value) * 1_000;
  const date = httpDate(value);
  return date === undefined ? undefined : date - now;
}

/** The only date format that servers use today, such as `Mon, 05 Jan 2026 10:00:07 GMT`. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * An HTTP date in milliseconds since 1970; undefined for anything else. `Date.parse` alone accepts
 * almost anything as a date, such as `0`.
 */
export function httpDate(value: string): number | undefined {
  const written = value.trim();
  const date = HTTP_DATE.test(written) ? Date.parse(written) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}

/**
 * Reads ARM's error body, and the older `{ErrorCode, Message: {Value}}` that Azure Backup's own
 * front end sends with some 500s (E131).
 */
export function readServiceError(body: unknown): ServiceError {
  const error = at(body, "error");
  return {
    code: clip(text(at(error, "code")) || text(at(body, "ErrorCode"))),
    message: clip(text(at(error, "message")) || text(at(body, "Message", "Value"))),
    recommendations: readRecommendations(at(error, "recommendations")),
  };
}

/**
 * Azure's recommendations, each once and on one line. Azure also lists empty texts, indented texts
 * of several lines, and duplicates (E86).
 */
export function readRecommendations(value: unknown): readonly string[] {
  const given = texts(value).map((said) => clip(said.replace(/\s+/g, " ").trim()));
  return [...new Set(given)].filter((said) => said !== "");
}

/**
 * Whether a 404 is about the vault itself. ARM answers for a missing vault, group or subscription,
 * and the header `x-ms-failure-cause: gateway` shows it. Azure Backup uses the same code for things
 * missing in a vault (E132).
 */
export function isVaultMissing(code: string, failureCause: string): boolean {
  if (code === "ResourceGroupNotFound" || code === "SubscriptionNotFound") return true;
  return code === "ResourceNotFound" && failureCause === "gateway";
}
