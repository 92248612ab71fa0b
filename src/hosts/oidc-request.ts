import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";
import { clip, oneLine } from "../text.ts";
import type { World } from "../world.ts";

/** What the endpoint of a CI system is asked for an assertion with. */
interface OidcRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  /** The job's own token. */
  readonly jobToken: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What such an endpoint answers. */
export type OidcAnswer = Pick<PipelineResponse, "status" | "bodyAsText">;

const LIMIT_MS = 20_000;
const PAUSES_MS = [1_000, 3_000];

/**
 * The answer of a CI system that is asked for an assertion. Asks three times where an error may pass.
 *
 * @throws what the last try met if there was no answer, and the cancel signal's reason.
 */
export async function askForOidcToken(
  { method, url, jobToken, headers }: OidcRequest,
  { http, clock, signal }: Pick<World, "http" | "clock" | "signal">,
): Promise<OidcAnswer> {
  for (let tries = 0; ; tries++) {
    const pauseMs = PAUSES_MS[tries];
    try {
      const response = await http.sendRequest(
        createPipelineRequest({
          method,
          url,
          headers: createHttpHeaders({
            authorization: `Bearer ${jobToken}`,
            accept: "application/json",
            ...headers,
          }),
          abortSignal: AbortSignal.any([signal, clock.limit(LIMIT_MS)]),
        }),
      );
      if (pauseMs === undefined || !isPassing(response.status)) return response;
    } catch (error) {
      signal.throwIfAborted();
      if (pauseMs === undefined) throw error;
    }
    await clock.sleep(pauseMs, signal);
  }
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}

/** A proxy can answer with a whole page. */
const LONGEST_REASON = 500;

/** Why there is no assertion, in one line: the endpoint's words, if it has any, and the status. */
export function refusalInWords(status: number, reason: string): string {
  return reason === "" ? `HTTP ${status}` : `${inOneLine(reason)} (HTTP ${status})`;
}

/** The words of somebody else, cut to what a message can hold. */
export function inOneLine(words: string): string {
  return clip(oneLine(words), LONGEST_REASON);
}
