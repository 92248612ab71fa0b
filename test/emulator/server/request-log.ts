import type { EmulatorRequest, EmulatorResponse } from "./wire.ts";

/** One request as the emulator saw it, and what became of it. */
export interface RequestRecord {
  /** Epoch milliseconds of the emulated world. */
  readonly at: number;
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: Record<string, string>;
  /** `authorization` reads "present" or "absent". */
  readonly headers: Record<string, string>;
  readonly body?: string;
  /** Undefined while the answer is being made. */
  status?: number | "dropped" | "hang";
}

/** The record of a request that has just come in. */
export function recordOf(
  request: EmulatorRequest,
  { url, path, at }: { url: URL; path: string; at: number },
): RequestRecord {
  return {
    at,
    method: request.method,
    path,
    query: Object.fromEntries(url.searchParams),
    headers: {
      ...request.headers,
      authorization: request.headers.authorization ? "present" : "absent",
    },
    ...(request.body !== undefined && { body: request.body }),
  };
}

/** A path as people read it; one that cannot be decoded stays as it is. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Adds the headers that every answer carries (recording); headers already there win. */
export function withStandardHeaders(
  response: EmulatorResponse,
  { request, now, id }: { request: EmulatorRequest; now: number; id: string },
): EmulatorResponse {
  const clientId = request.headers["x-ms-client-request-id"];
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const standard: Record<string, string> = {
    date: new Date(now).toUTCString(),
    "cache-control": "no-cache",
    pragma: "no-cache",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-ms-request-id": id,
    "x-ms-correlation-request-id": id,
    "x-ms-routing-request-id": `EMULATOR:${stamp}:${id}`,
    ...(clientId !== undefined && { "x-ms-client-request-id": clientId }),
  };
  return { ...response, headers: { ...standard, ...response.headers } };
}
