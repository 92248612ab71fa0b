import { isRestError, type PipelineResponse } from "@azure/core-rest-pipeline";
import {
  ActionError,
  DeadlineError,
  type ErrorAnswer,
  RunCancelledError,
  TurnedAwayError,
  UnknownOutcomeError,
} from "../../errors.ts";
import { parseBody } from "../../json.ts";
import type { Clock } from "../../time/clock.ts";
import type { Pace } from "../../time/poll.ts";
import { certificateAdvice } from "../identity/certificate.ts";
import { httpDate, isVaultMissing, readRetryAfter, readServiceError } from "./answer.ts";
import type { RequestLog } from "./request-log.ts";

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
  | { readonly kind: "unknown-outcome"; readonly why: string; readonly answer?: ErrorAnswer }
  /** Another attempt would end alike. */
  | { readonly kind: "hopeless"; readonly why: string; readonly hint: string };

/** What a read takes for its answer. Everything else is asked for again, and lost contact in the end. */
export interface Expected {
  /** Whether a body is about what was asked for. */
  isAbout(body: unknown): boolean;
  /** Whether Azure says by this code, over HTTP 404, that there is no such thing. */
  isNotFound(code: string): boolean;
}

/** What the retries need to know of the request and of the step. */
export interface RetryOptions {
  readonly method: string;
  /** Completes "Could not …". */
  readonly doing: string;
  /** Whose quota the request counts against. */
  readonly action: string;
  readonly pace: Pace;
  /** Told of every attempt that is made again. */
  readonly requests: Pick<RequestLog, "delayed" | "throttled">;
  readonly expected?: Expected | undefined;
}

/** How long one attempt may take before it counts as a dropped connection. */
const ATTEMPT_MS = { least: 5_000, most: 30_000 };
/** How long one request may go on failing before the contact counts as lost. */
const BUDGET_MS = 5 * 60_000;
const BACKOFF_MS = { first: 1_000, most: 30_000 };
/** Reads may still be begun so long after the deadline, to see how things stand. */
const OVERTIME_MS = 60_000;

/**
 * The connection was never made, so the request cannot have been carried out. Node reports an
 * unreachable host or network of a connection that was open, too, so that proves nothing.
 */
const NEVER_SENT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

/** How long a cancelled step still waits for the answer of a write on its way, which names what it began. */
const IN_FLIGHT_MS = 3_000;

const OUT_OF_REACH = "Azure stayed out of reach through every retry.";
const NOT_UNDERSTOOD =
  "Something answers in Azure's place, or Azure sends what this action does not understand; nothing was done on its account. Check 'resource-manager-url' and the proxy.";

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
  { method, doing, action, pace, requests, expected }: RetryOptions,
): Promise<PipelineResponse> {
  const { clock, signal } = pace;
  let failingSince: number | undefined;
  if (clock.now() > pace.deadline + OVERTIME_MS) throw new DeadlineError(`about to ${doing}`);

  for (let failures = 0; ; failures++) {
    signal.throwIfAborted();
    const result = await tryOnce(attempt, method, pace);
    const found = assess(method, result, clock.now(), expected);
    if (found.kind === "done" && result.kind === "response") return result.response;

    const cause = result.kind === "error" ? { cause: result.error } : {};
    if (found.kind === "unknown-outcome") {
      throw new UnknownOutcomeError(doing, found.why, { ...cause, answer: found.answer });
    }
    if (found.kind === "hopeless") throw contactLost(doing, found.why, found.hint, cause);
    if (found.kind === "done") throw cause.cause;
    if (method !== "GET") throw new TurnedAwayError(doing, found.why, found.afterMs);

    requests.delayed(doing, found.why);
    if (isThrottled(result)) requests.throttled(action, found.afterMs ?? 0);
    const now = clock.now();
    // A service that asks for patience has not been lost.
    const asked = found.afterMs !== undefined || isThrottled(result);
    failingSince = asked ? undefined : (failingSince ?? now);
    if (now >= pace.deadline) throw new DeadlineError(`Azure did not answer (${found.why})`);
    if (failingSince !== undefined && now - failingSince >= BUDGET_MS) {
      // The caller words an error of Azure's own; a 404 it would take for an answer.
      const status = result.kind === "response" ? result.response.status : 0;
      if (result.kind === "response" && status >= 405) return result.response;
      const hint = result.kind === "response" ? NOT_UNDERSTOOD : OUT_OF_REACH;
      throw contactLost(doing, found.why, hint, cause);
    }

    const wanted = Math.max(found.afterMs ?? 0, backoffMs(failures));
    const pause = Math.min(wanted, pace.deadline - now);
    pace.log.say(
      `Could not ${doing} (${found.why}); trying again in ${Math.ceil(pause / 1_000)} s.`,
    );
    await clock.sleep(pause, signal);
  }
}

async function tryOnce(
  attempt: (limit: () => AbortSignal) => Promise<PipelineResponse>,
  method: string,
  { clock, signal, deadline }: Pace,
): Promise<Attempt> {
  let limit: AbortSignal | undefined;
  const cancelled = method === "GET" ? signal : withGrace(signal, clock);
  const startLimit = () => {
    const left = Math.max(deadline - clock.now(), ATTEMPT_MS.least);
    limit = clock.limit(Math.min(left, ATTEMPT_MS.most));
    return AbortSignal.any([cancelled, limit]);
  };
  try {
    return { kind: "response", response: await attempt(startLimit) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ActionError || !(error instanceof Error)) throw error;
    return { kind: "error", error, timedOut: limit?.aborted === true };
  }
}

/** The same signal for a write on its way, which a cancelled run leaves some time. */
function withGrace(signal: AbortSignal, clock: Clock): AbortSignal {
  const later = new AbortController();
  const abort = () => later.abort(signal.reason);
  const begin = () => {
    if (!(signal.reason instanceof RunCancelledError)) return abort();
    clock.limit(IN_FLIGHT_MS).addEventListener("abort", abort, { once: true });
  };
  signal.addEventListener("abort", begin, { once: true });
  return later.signal;
}

/** Judges one attempt; `now` is in milliseconds since 1970. */
export function assess(
  method: string,
  attempt: Attempt,
  now: number,
  expected?: Expected,
): Assessment {
  const write = method !== "GET";
  if (attempt.kind === "error") return assessError(write, attempt);

  const { status, headers } = attempt.response;
  const date = httpDate(headers.get("date") ?? "");
  const asked = headers.get("retry-after") ?? "";
  const afterMs = readRetryAfter(asked, date ?? now);
  const why = `HTTP ${status}`;

  if (status === 429) return { kind: "again", why, afterMs };
  if (write) return assessWrite(attempt.response);
  if (status === 408 || status >= 500) return { kind: "again", why, afterMs };
  const unusable = whyUnusable(attempt.response, expected);
  if (unusable === undefined) return { kind: "done" };
  return { kind: "again", why: `${why} with ${unusable}`, afterMs: undefined };
}

/**
 * A write was refused, and so not carried out, only where Azure itself says so; a 401 or a 408 can come
 * after it was taken (E57), and whatever stands before Azure can answer in its place.
 */
function assessWrite({ status, bodyAsText }: PipelineResponse): Assessment {
  if (status < 300) return { kind: "done" };
  const service = readServiceError(parseBody(bodyAsText));
  const isRefused = status >= 400 && status < 500 && status !== 401 && status !== 408;
  if (isRefused && service.code !== "") return { kind: "done" };
  const from = isRefused ? " without Azure's own code, perhaps from a proxy" : "";
  return { kind: "unknown-outcome", why: `HTTP ${status}${from}`, answer: { status, service } };
}

/** Completes "HTTP 200 with …"; undefined for what is an answer, a refusal included. */
function whyUnusable(
  { status, bodyAsText, headers }: PipelineResponse,
  expected: Expected | undefined,
): string | undefined {
  const body = parseBody(bodyAsText);
  if (status === 404) {
    // Azure says by its own code that something is not there; another 404 is somebody else's.
    const { code } = readServiceError(body);
    if (code === "") return "a body that is not Azure's";
    const isVault = isVaultMissing(code, headers.get("x-ms-failure-cause") ?? "");
    return isVault || (expected?.isNotFound(code) ?? true) ? undefined : `the code ${code}`;
  }
  if (status === 200 && body === undefined) return "a body that is not Azure's";
  const isElse = status < 300 && expected !== undefined && !expected.isAbout(body);
  return isElse ? "an answer about something else" : undefined;
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
