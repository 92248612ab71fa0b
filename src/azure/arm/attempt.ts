import { isRestError, type PipelineResponse } from "@azure/core-rest-pipeline";
import { type ActionError, type ErrorAnswer, SignInOutageError } from "../../errors.ts";
import { parseBody } from "../../json.ts";
import { certificateAdvice } from "../identity/certificate.ts";
import { httpDate, isVaultMissing, readRetryAfter, readServiceError } from "./answer.ts";

/** The result of one attempt. */
export type Attempt =
  | { readonly kind: "response"; readonly response: PipelineResponse }
  | { readonly kind: "error"; readonly error: Error; readonly timedOut: boolean };

/** What to do after an attempt. */
type Assessment =
  | { readonly kind: "done"; readonly response: PipelineResponse }
  /** Not a network error, so retrying is pointless. */
  | { readonly kind: "rethrow"; readonly error: Error }
  /**
   * Certainly not carried out, or a read; `afterMs` is the wait that Azure asked for. `error` is what
   * it means if it never ends, if that is not a lost contact.
   */
  | {
      readonly kind: "again";
      readonly why: string;
      readonly afterMs: number | undefined;
      readonly error?: ActionError;
    }
  /** A write that may or may not have been carried out. */
  | { readonly kind: "unknown-outcome"; readonly why: string; readonly answer?: ErrorAnswer }
  /** Another attempt would end the same way. */
  | { readonly kind: "hopeless"; readonly why: string; readonly hint: string };

/**
 * What a read accepts as its answer. It repeats anything else, and in the end the contact counts as
 * lost.
 */
export interface Expected {
  /** Whether a body is about the requested thing. */
  isAbout(body: unknown): boolean;
  /** Whether this code, with HTTP 404, means that the requested thing does not exist. */
  isNotFound(code: string): boolean;
}

/**
 * The connection was never made, so the request cannot have been carried out. An unreachable host
 * or network proves nothing, because Node reports it for open connections too.
 */
const NEVER_SENT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

/** Judges one attempt; `now` is in milliseconds since 1970. */
export function assess(
  method: string,
  attempt: Attempt,
  now: number,
  expected?: Expected,
): Assessment {
  const write = method !== "GET";
  if (attempt.kind === "error") return assessError(write, attempt);

  const { response } = attempt;
  const { status, headers } = response;
  const date = httpDate(headers.get("date") ?? "");
  const asked = headers.get("retry-after") ?? "";
  const afterMs = readRetryAfter(asked, date ?? now);
  const why = `HTTP ${status}`;

  if (status === 429) return { kind: "again", why, afterMs };
  if (write) return assessWrite(response);
  if (status === 408 || status >= 500) return { kind: "again", why, afterMs };
  const unusable = whyNoAnswer(response, expected);
  if (unusable === undefined) return { kind: "done", response };
  return { kind: "again", why: `${why} with ${unusable}`, afterMs: undefined };
}

/**
 * Judges a write's answer. It was refused, and so not carried out, only if Azure itself says so. A
 * 401 or a 408 can come after Azure took it (E57), and a proxy can answer in Azure's place.
 */
function assessWrite(response: PipelineResponse): Assessment {
  const { status, bodyAsText } = response;
  if (status < 300) return { kind: "done", response };
  const service = readServiceError(parseBody(bodyAsText));
  const isRefused = status >= 400 && status < 500 && status !== 401 && status !== 408;
  if (isRefused && service.code !== "") return { kind: "done", response };
  const from = isRefused ? " without Azure's own code, perhaps from a proxy" : "";
  return { kind: "unknown-outcome", why: `HTTP ${status}${from}`, answer: { status, service } };
}

/** Completes "HTTP 200 with …"; undefined for a proper answer, including a refusal. */
function whyNoAnswer(
  { status, bodyAsText, headers }: PipelineResponse,
  expected: Expected | undefined,
): string | undefined {
  const body = parseBody(bodyAsText);
  if (status === 404) {
    // Azure's own code says that something does not exist; another 404 comes from a proxy or gateway.
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
  if (error instanceof SignInOutageError) {
    return { kind: "again", why: `the sign-in met ${error.why}`, afterMs: undefined, error };
  }
  if (!isRestError(error)) return { kind: "rethrow", error };

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
