import { isRestError, type PipelineResponse } from "@azure/core-rest-pipeline";
import { ActionError, DeadlineError, TurnedAwayError, UnknownOutcomeError } from "../errors.ts";
import type { Pace } from "../time/poll.ts";
import { parseBody, readRetryAfter, readServiceError } from "./answer.ts";
import { certificateAdvice } from "./certificate.ts";

/** What one attempt came to. */
export type Attempt =
  | { readonly kind: "response"; readonly response: PipelineResponse }
  | { readonly kind: "error"; readonly error: Error; readonly timedOut: boolean };

/** What to make of an attempt. */
export type Assessment =
  | { readonly kind: "done" }
  /** It was certainly not carried out, or was a read; `afterMs` is the wait that Azure asked for. */
  | { readonly kind: "again"; readonly why: string; readonly afterMs: number | undefined }
  /** A write that may or may not have been carried out. */
  | { readonly kind: "unknown-outcome"; readonly why: string }
  /** Another attempt would end alike. */
  | { readonly kind: "hopeless"; readonly why: string; readonly hint: string };

/** What the retries need to know of the request and of the step. */
export interface RetryOptions {
  readonly method: string;
  /** Completes "Could not …". */
  readonly doing: string;
  readonly pace: Pace;
}

/** How long one attempt may take before it counts as a dropped connection. */
const ATTEMPT_MS = { least: 5_000, most: 30_000 };
/** How long one request may go on failing before the contact counts as lost. */
const BUDGET_MS = 5 * 60_000;
const BACKOFF_MS = { first: 1_000, most: 30_000 };
/** Reads may still be begun so long after the deadline, to see how things stand. */
const OVERTIME_MS = 60_000;

/** The connection was never made, so the request cannot have been carried out. */
const NEVER_SENT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

const OUT_OF_REACH = "Azure stayed out of reach through every retry.";

/**
 * Makes attempts until one is an answer. Reads are repeated on 408, 429, 5xx, dropped connections
 * and unreadable bodies. A write is attempted once: what it was planned on may be stale by the time
 * it could be repeated, so the caller looks and plans again.
 *
 * @throws TurnedAwayError (a write that was certainly not carried out), UnknownOutcomeError,
 * DeadlineError, ActionError (`contact-lost`), or what an attempt threw.
 */
export async function withRetries(
  attempt: (limit: () => AbortSignal) => Promise<PipelineResponse>,
  { method, doing, pace }: RetryOptions,
): Promise<PipelineResponse> {
  const { clock, signal } = pace;
  let failingSince: number | undefined;
  if (clock.now() > pace.deadline + OVERTIME_MS) throw new DeadlineError(`about to ${doing}`);

  for (let failures = 0; ; failures++) {
    signal.throwIfAborted();
    const result = await tryOnce(attempt, pace);
    const found = assess(method, result, clock.now());
    if (found.kind === "done" && result.kind === "response") return result.response;

    const cause = result.kind === "error" ? { cause: result.error } : {};
    if (found.kind === "unknown-outcome") throw new UnknownOutcomeError(doing, found.why, cause);
    if (found.kind === "hopeless") throw contactLost(doing, found.why, found.hint, cause);
    if (found.kind === "done") throw cause.cause;
    if (method !== "GET") throw new TurnedAwayError(doing, found.why, found.afterMs);

    const now = clock.now();
    // A service that asks for patience has not been lost.
    const asked = found.afterMs !== undefined || isThrottled(result);
    failingSince = asked ? undefined : (failingSince ?? now);
    if (now >= pace.deadline) throw new DeadlineError(`Azure did not answer (${found.why})`);
    if (failingSince !== undefined && now - failingSince >= BUDGET_MS) {
      // The caller words an error of Azure's own; a 404 it would take for an answer.
      const status = result.kind === "response" ? result.response.status : 0;
      if (result.kind === "response" && status >= 405) return result.response;
      throw contactLost(doing, found.why, OUT_OF_REACH, cause);
    }

    const wanted = Math.max(found.afterMs ?? 0, backoffMs(failures));
    const pause = Math.min(wanted, pace.deadline - now);
    pace.say(`Could not ${doing} (${found.why}); trying again in ${Math.ceil(pause / 1_000)} s.`);
    await clock.sleep(pause, signal);
  }
}

async function tryOnce(
  attempt: (limit: () => AbortSignal) => Promise<PipelineResponse>,
  { clock, signal, deadline }: Pace,
): Promise<Attempt> {
  let limit: AbortSignal | undefined;
  const startLimit = () => {
    const left = Math.max(deadline - clock.now(), ATTEMPT_MS.least);
    limit = clock.limit(Math.min(left, ATTEMPT_MS.most));
    return AbortSignal.any([signal, limit]);
  };
  try {
    return { kind: "response", response: await attempt(startLimit) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ActionError || !(error instanceof Error)) throw error;
    return { kind: "error", error, timedOut: limit?.aborted === true };
  }
}

/** Judges one attempt; `now` is in milliseconds since 1970. */
export function assess(method: string, attempt: Attempt, now: number): Assessment {
  const write = method !== "GET";
  if (attempt.kind === "error") return assessError(write, attempt);

  const { status, bodyAsText, headers } = attempt.response;
  const date = Date.parse(headers.get("date") ?? "");
  const asked = headers.get("retry-after") ?? "";
  const afterMs = readRetryAfter(asked, Number.isNaN(date) ? now : date);
  const why = `HTTP ${status}`;

  if (status === 429 || (status === 503 && afterMs !== undefined)) {
    return { kind: "again", why, afterMs };
  }
  if (status === 408 || status >= 500) {
    return write ? { kind: "unknown-outcome", why } : { kind: "again", why, afterMs };
  }
  if (!write && isUnreadable(status, parseBody(bodyAsText))) {
    return { kind: "again", why: `${why} with a body that is not Azure's`, afterMs: undefined };
  }
  return { kind: "done" };
}

/** Azure says by its own code that something is not there; a 404 without one is somebody else's. */
function isUnreadable(status: number, body: unknown): boolean {
  if (status === 404) return readServiceError(body).code === "";
  return status === 200 && body === undefined;
}

function assessError(
  write: boolean,
  { error, timedOut }: Extract<Attempt, { kind: "error" }>,
): Assessment {
  if (timedOut) {
    const why = "no answer in time";
    return write ? { kind: "unknown-outcome", why } : { kind: "again", why, afterMs: undefined };
  }
  if (!isRestError(error)) return { kind: "done" };

  const code = error.code ?? "";
  const hint = certificateAdvice(code);
  if (hint !== undefined) {
    return {
      kind: "hopeless",
      why: `the certificate of the server is not accepted, ${code}`,
      hint,
    };
  }
  const why = code === "PARSE_ERROR" ? "the answer broke off" : `the connection failed, ${code}`;
  return write && !NEVER_SENT.includes(code)
    ? { kind: "unknown-outcome", why }
    : { kind: "again", why, afterMs: undefined };
}

function isThrottled(result: Attempt): boolean {
  return result.kind === "response" && result.response.status === 429;
}

function backoffMs(failures: number): number {
  return Math.min(BACKOFF_MS.first * 2 ** Math.min(failures, 10), BACKOFF_MS.most);
}

function contactLost(
  doing: string,
  why: string,
  hint: string,
  cause: { cause?: Error },
): ActionError {
  return new ActionError("contact-lost", `Could not ${doing}: ${why}.`, { hint, ...cause });
}
