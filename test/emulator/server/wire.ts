/** One HTTP request as the emulator sees it; header names are lower case. */
export interface EmulatorRequest {
  method: string;
  /** Absolute, or only path and query. */
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** One HTTP response; header names are lower case, an empty body is "". */
export interface EmulatorResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What the client gets: a response, or what became of the connection when there is none. */
export type Answer =
  | { kind: "response"; response: EmulatorResponse }
  | { kind: "dropped" }
  | { kind: "hang" }
  /** The headers go out, the body stops half way and the socket closes. */
  | { kind: "cut"; response: EmulatorResponse };

/** A request that Azure refuses; thrown by handlers, rendered in Azure's error shape (document). */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** A response with a JSON body. */
export function json(
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): EmulatorResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

/** A response without a body. */
export function empty(status: number, headers: Record<string, string> = {}): EmulatorResponse {
  return { status, headers, body: "" };
}

/** Azure's error shape around a refusal (recording: every HTTP error of the gateway). */
export function refused(refusal: Refusal): EmulatorResponse {
  const { status, code, message, headers } = refusal;
  return json({ error: { code, message } }, status, headers);
}

/** A value that is a JSON object, or a refusal that names it. */
export function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw invalidInput(`${what} must be an object`);
}

/** The service's refusal of input it cannot use (document; HTTP 400). */
export function invalidInput(problem: string): Refusal {
  return new Refusal(
    400,
    "BMSUserErrorInvalidInput",
    `Input provided for the call is invalid: ${problem}.`,
  );
}

/** Refuses fields the contract does not name: a misspelt field would otherwise pass in silence. */
export function onlyFields(body: Record<string, unknown>, allowed: string[], where: string): void {
  const unknown = Object.keys(body).filter((field) => !allowed.includes(field));
  if (unknown.length > 0) throw invalidInput(`unexpected field ${unknown.join(", ")} in ${where}`);
}

/** Azure compares names, ids and paths without case (recording). */
export function same(left: string | undefined, right: string | undefined): boolean {
  return (left ?? "").toLowerCase() === (right ?? "").toLowerCase();
}
