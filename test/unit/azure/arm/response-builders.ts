import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelineResponse,
  RestError,
} from "@azure/core-rest-pipeline";
import type { ArmResponse } from "../../../../src/azure/arm/answer.ts";

/** What comes back for a request, raw and read. */

/** A raw answer, before anything of it is read. */
export function rawResponse(
  status: number,
  { body = "{}", headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): PipelineResponse {
  return {
    request: createPipelineRequest({ url: "https://management.azure.com/" }),
    status,
    headers: createHttpHeaders(headers),
    bodyAsText: body,
  };
}

/** A connection that failed, as the HTTP client throws it. */
export function connectionFailure(code: string): RestError {
  return new RestError(`the connection failed with ${code}`, { code });
}

/** An answer of ARM as the client gives it. */
export function armResponse(
  status: number,
  body?: unknown,
  { headers = {}, ...parts }: Partial<ArmResponse> & { headers?: Record<string, string> } = {},
): ArmResponse {
  return {
    status,
    body,
    ids: { requestId: "", correlationId: "" },
    date: undefined,
    retryAfterMs: undefined,
    remaining: undefined,
    header: (name) => headers[name] ?? "",
    ...parts,
  };
}
