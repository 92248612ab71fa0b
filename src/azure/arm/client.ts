import {
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
} from "@azure/core-rest-pipeline";
import type { RequestIds } from "../../errors.ts";
import type { World } from "../../world.ts";
import { type ArmResponse, readAnswer } from "./answer.ts";
import { type BearerOptions, bearer } from "./bearer.ts";
import { errorFor } from "./error-answer.ts";
import { type ArmRequest, headersOf, urlOf } from "./request.ts";
import { withRetries } from "./retry.ts";

/** Sends requests to one ARM origin and repeats those that are safe to repeat. */
export interface ArmClient {
  /** Such as `https://management.azure.com`. */
  readonly origin: string;
  /**
   * Sends one request.
   *
   * @throws ArmError on an error status or a redirect, UnknownOutcomeError if a write may or may
   * not have been taken, TurnedAwayError if it was not, DeadlineError, and the cancel signal's
   * reason.
   */
  send(request: ArmRequest): Promise<ArmResponse>;
  /**
   * Fetches a token for a write, so that the write goes out without signing in first.
   *
   * @throws ActionError (`sign-in-failed`)
   */
  readyToWrite(): Promise<void>;
}

/** What an ARM client needs from outside. */
interface ArmOptions extends BearerOptions {
  readonly origin: string;
  readonly world: World;
  readonly userAgent: string;
  readonly debug: (line: string) => void;
  /** Called for every answer with its ids and its time, in milliseconds since 1970. */
  readonly onAnswer: (ids: RequestIds, date: number | undefined) => void;
}

/**
 * Makes the client. Its pipeline starts empty, because the default one repeats a POST, follows
 * redirects and can hang for ever on a truncated body. So a redirect comes back as an answer, and
 * no token ever reaches another host.
 */
export function armClient(options: ArmOptions): ArmClient {
  const { origin, world, userAgent, pace, requests } = options;
  const pipeline = createEmptyPipeline();
  const tokens = bearer(options);

  async function send(request: ArmRequest): Promise<ArmResponse> {
    const { method, body } = request;
    const url = urlOf(request, origin);
    const headers = headersOf(request, { userAgent, requestId: world.uuid() });
    const sendOnce = (limit: () => AbortSignal, authorization: string) => {
      const sent = createPipelineRequest({
        url: url.href,
        method,
        headers: createHttpHeaders({ ...headers, authorization }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        abortSignal: limit(),
      });
      return pipeline.sendRequest(world.http, sent);
    };
    const response = await withRetries(
      (limit) => {
        const ended = requests.asked(request.action);
        return tokens
          .send(request, (authorization) => sendOnce(limit, authorization))
          .finally(ended);
      },
      { ...request, pace, requests },
    );
    const read = readAnswer(response, world.clock.now());
    const answer = { ...read, remaining: requests.answered(request.action, read.remaining) };
    options.onAnswer(answer.ids, answer.date);
    options.debug(`${method} ${url.pathname} ${answer.status} ${answer.ids.requestId}`);
    const error = errorFor(request, answer);
    if (error !== undefined) throw error;
    return answer;
  }

  return { origin, send, readyToWrite: tokens.readyToWrite };
}
