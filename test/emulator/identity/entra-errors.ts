import { guidSource } from "../server/ids.ts";
import { type EmulatorResponse, json } from "../server/wire.ts";

/** A sign-in that Entra refuses; rendered in its error shape. */
export class SignInRefusal extends Error {
  override readonly name = "SignInRefusal";
  /** The number behind AADSTS. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** The OAuth error and the HTTP status of a code; the others are `invalid_client` and 401. */
const KINDS: Readonly<Record<number, readonly [error: string, status: number]>> = {
  50049: ["invalid_instance", 400],
  70003: ["unsupported_grant_type", 400],
  70021: ["invalid_request", 400],
  90002: ["invalid_tenant", 400],
  700016: ["unauthorized_client", 400],
  900144: ["invalid_request", 400],
  1002012: ["invalid_scope", 400],
};

const newTraceId = guidSource("trace");

/** Entra's error shape around a refusal (public issues quote it for most of the codes). */
export function signInRefused(
  { code, message }: SignInRefusal,
  { now, correlationId }: { now: number; correlationId: string | undefined },
): EmulatorResponse {
  const [error, status] = KINDS[code] ?? ["invalid_client", 401];
  const traceId = newTraceId();
  const timestamp = new Date(now).toISOString().replace("T", " ").replace(/\.\d+/, "");
  const correlation = correlationId ?? newTraceId();
  return json(
    {
      error,
      error_description: `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
    status,
  );
}
