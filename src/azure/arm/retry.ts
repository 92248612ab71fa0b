import type { PipelineResponse } from "@azure/core-rest-pipeline";
import {
  ActionError,
  DeadlineError,
  RunCancelledError,
  SignInOutageError,
  TurnedAwayError,
  UnknownOutcomeError,
} from "../../errors.ts";
import { nameInput } from "../../manifest/names-in-messages.ts";
import type { Pace } from "../../time/poll.ts";
import { newStop } from "../../time/stop.ts";
import { type Attempt, assess, type Expected } from "./attempt.ts";
import type { RequestLog } from "./request-log.ts";

/** What the retries need to know about the request and the step. */
interface RetryOptions {
  readonly method: string;
  /** Completes "Could not …". */
  readonly doing: string;
  /** The action whose quota the request counts against. */
  readonly action: string;
  readonly pace: Pace;
  /** Receives every attempt that will be repeated. */
  readonly requests: Pick<RequestLog, "delayed" | "throttled" | "quotaPauseMs">;
  readonly expected?: Expected | undefined;
}

/** How long one attempt may take before it counts as a dropped connection. */
const ATTEMPT_MS = { least: 5_000, most: 30_000 };
/** How long one request may keep failing before the contact counts as lost. */
const BUDGET_MS = 5 * 60_000;
const BACKOFF_MS = { first: 1_000, most: 30_000 };
/** By which share of a pause it may be longer, so that steps that were throttled together do not return together. */
const JITTER = 0.1;
/** How long after the deadline a read may still begin, to see the final state. */
const OVERTIME_MS = 60_000;

/**
 * How long a cancelled step still waits for the answer to a write, because the answer names what it
 * started.
 */
const IN_FLIGHT_MS = 3_000;

const OUT_OF_REACH = "Azure stayed out of reach through every retry.";
const NOT_UNDERSTOOD = `Something answers in Azure's place, or Azure sends something that this action does not understand; nothing was done because of it. Check ${nameInput("resource-manager-url")} and the proxy.`;

/**
 * Makes attempts until one is an answer. Reads are repeated on 408, 429, 5xx, dropped connections
 * and unreadable bodies. A write is attempted once, because its plan may be outdated by the time it
 * could be repeated; the caller looks and plans again.
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
    if (method === "GET") await waitForQuota(action, { pace, requests });
    const result = await tryOnce(attempt, method, pace);
    const found = assess(method, result, clock.now(), expected);
    if (found.kind === "done") return found.response;
    if (found.kind === "rethrow") throw found.error;

    const cause = result.kind === "error" ? { cause: result.error } : {};
    if (found.kind === "unknown-outcome") {
      throw new UnknownOutcomeError(doing, found.why, { ...cause, answer: found.answer });
    }
    if (found.kind === "hopeless") throw contactLost(doing, found.why, found.hint, cause);
    if (method !== "GET") throw new TurnedAwayError(doing, found.why, found.afterMs);

    requests.delayed(doing, found.why);
    if (isThrottled(result)) requests.throttled(action, found.afterMs ?? 0);
    const now = clock.now();
    // A service that asks for a wait is not lost.
    const asked = found.afterMs !== undefined || isThrottled(result);
    failingSince = asked ? undefined : (failingSince ?? now);
    if (now >= pace.deadline) throw new DeadlineError(`Azure did not answer (${found.why})`);
    if (failingSince !== undefined && now - failingSince >= BUDGET_MS) {
      const last = result.kind === "response" ? result.response : undefined;
      // The caller words Azure's own errors, but it would accept a 404 as an answer.
      if (last !== undefined && last.status >= 405) return last;
      const hint = last === undefined ? OUT_OF_REACH : NOT_UNDERSTOOD;
      throw found.error ?? contactLost(doing, found.why, hint, cause);
    }

    const wanted = Math.max(found.afterMs ?? 0, backoffMs(failures));
    const late = JITTER * pace.random() * wanted;
    const pause = Math.min(wanted + late, pace.deadline - now);
    pace.log.say(
      `Could not ${doing} (${found.why}); trying again in ${Math.ceil(pause / 1_000)} s.`,
    );
    await clock.sleep(pause, signal);
  }
}

/**
 * Where nothing is left of an action all its reads wait, so that each does not earn a 429 of its own.
 */
async function waitForQuota(
  action: string,
  { pace, requests }: Pick<RetryOptions, "pace"> & { requests: Pick<RequestLog, "quotaPauseMs"> },
): Promise<void> {
  const { clock, signal, deadline } = pace;
  for (;;) {
    const pauseMs = requests.quotaPauseMs(action) * (1 + JITTER * pace.random());
    const leftMs = Math.min(pauseMs, deadline - clock.now());
    if (leftMs <= 0) return;
    await clock.sleep(leftMs, signal);
  }
}

async function tryOnce(
  attempt: (limit: () => AbortSignal) => Promise<PipelineResponse>,
  method: string,
  { clock, signal, deadline }: Pace,
): Promise<Attempt> {
  const stop = newStop();
  const stopNow = () => stop.abort(signal.reason);
  let timedOut = false;
  stop.on(signal, () => {
    const isCancel = signal.reason instanceof RunCancelledError;
    // A write that has been sent is left some time to answer.
    if (method !== "GET" && isCancel) stop.on(clock.limit(IN_FLIGHT_MS), stopNow);
    else stopNow();
  });
  const startLimit = () => {
    const left = Math.max(deadline - clock.now(), ATTEMPT_MS.least);
    const limit = clock.limit(Math.min(left, ATTEMPT_MS.most));
    stop.on(limit, () => {
      timedOut = true;
      stop.abort(limit.reason);
    });
    return stop.signal;
  };
  try {
    return { kind: "response", response: await attempt(startLimit) };
  } catch (error) {
    signal.throwIfAborted();
    const isEnd = error instanceof ActionError && !(error instanceof SignInOutageError);
    if (isEnd || !(error instanceof Error)) throw error;
    return { kind: "error", error, timedOut };
  } finally {
    stop.end();
  }
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
