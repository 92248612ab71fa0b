import {
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";
import { ArmError, type RequestIds } from "../../errors.ts";
import { sayOnce } from "../../text.ts";
import { type Pace, rest } from "../../time/poll.ts";
import type { World } from "../../world.ts";
import type { TokenSource } from "../identity/sign-in.ts";
import { type ArmResponse, readAnswer, readServiceError } from "./answer.ts";
import type { Expected } from "./attempt.ts";
import { recommended } from "./error-guide.ts";
import { refusalOf } from "./refusal.ts";
import type { RequestLog } from "./request-log.ts";
import { withRetries } from "./retry.ts";

/** Longest wait for a token, including an `az` that starts slowly. */
const TOKEN_MS = { least: 5_000, most: 90_000 };
/** How long a token has to last when a write goes out; one that ends meanwhile leaves it in doubt. */
export const WRITE_TOKEN_MS = 5 * 60_000;
/** How far ahead of a write its token is fetched, at most. */
const AHEAD_MS = 60_000;

/** One request to Azure Resource Manager. */
export interface ArmRequest {
  readonly method: HttpMethods;
  /** A percent-encoded path below the ARM origin, or a URL on that origin, used as it is. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Completes "Could not …", such as "read the item 'payroll'". */
  readonly doing: string;
  /** The RBAC action the request needs, named in the error of a 403. */
  readonly action: string;
  /** Error statuses that are an answer to the caller rather than a failure. */
  readonly accept?: readonly number[];
  /** What a read takes for its answer; Azure's own *not found* is one, with its status of 404. */
  readonly expected?: Expected;
}

/** Sends requests to one ARM origin, repeating what is safe to repeat. */
export interface ArmClient {
  /** Such as `https://management.azure.com`. */
  readonly origin: string;
  /**
   * @throws ArmError on an error status or a redirect, UnknownOutcomeError when a write may or may
   * not have been taken, TurnedAwayError when it was not, DeadlineError, and the cancel signal's reason.
   */
  send(request: ArmRequest): Promise<ArmResponse>;
  /**
   * Makes sure that a token for a write is at hand, so that the write goes out without signing in first.
   *
   * @throws ActionError (`sign-in-failed`)
   */
  readyToWrite(): Promise<void>;
}

/** What an ARM client needs from outside. */
export interface ArmOptions {
  readonly origin: string;
  readonly world: World;
  readonly tokens: TokenSource;
  readonly pace: Pace;
  readonly requests: RequestLog;
  readonly userAgent: string;
  readonly debug: (line: string) => void;
  /** Called with the ids of every answer, and with its time in milliseconds since 1970. */
  readonly onAnswer: (ids: RequestIds, date: number | undefined) => void;
}

/**
 * Makes the client. Its pipeline starts empty: the default one repeats a POST, follows redirects
 * and can hang for ever on a body that is cut. A redirect therefore comes back as an answer, and no
 * token ever reaches another host.
 */
export function armClient(options: ArmOptions): ArmClient {
  const { origin, world } = options;
  const pipeline = createEmptyPipeline();

  const tokenMs = () => {
    const left = Math.max(options.pace.deadline - world.clock.now(), TOKEN_MS.least);
    return Math.min(left, TOKEN_MS.most);
  };

  /** ARM has refused the last token, so the next one must be another. */
  let isRefused = false;

  /** A token may take longer than a request, so its wait has a limit of its own. */
  async function token(validForMs: number): Promise<string> {
    const fresh = isRefused;
    isRefused = false;
    try {
      return await options.tokens({
        fresh,
        validForMs,
        signal: AbortSignal.any([world.signal, world.clock.limit(tokenMs())]),
      });
    } catch (error) {
      isRefused ||= fresh;
      throw error;
    }
  }

  /** What a request goes out with; a read may go out now, for a token can take long, and so can the quota. */
  async function authorization(request: ArmRequest): Promise<string> {
    if (request.method !== "GET") return `Bearer ${await token(WRITE_TOKEN_MS)}`;
    let bearer: string;
    do bearer = await token(0);
    while (await awaitQuota(request, options));
    return `Bearer ${bearer}`;
  }

  /** On a 401 a read is sent once more with a fresh token; a write may have been taken all the same. */
  async function authorized(
    request: ArmRequest,
    send: (authorization: string) => Promise<PipelineResponse>,
  ): Promise<PipelineResponse> {
    const response = await send(await authorization(request));
    if (response.status !== 401) return response;
    isRefused = true;
    return request.method === "GET" ? send(await authorization(request)) : response;
  }

  return {
    origin,
    async readyToWrite() {
      await token(WRITE_TOKEN_MS + AHEAD_MS);
    },
    async send(request) {
      const { method, doing, body } = request;
      const url = new URL(request.path, origin);
      if (url.origin !== origin) {
        throw new Error(`A request to ${url.origin} would carry a token meant for ${origin}.`);
      }
      const query = Object.entries(request.query ?? {});
      for (const [name, value] of query) url.searchParams.set(name, value);
      // Blanks are sent as official clients send them (E134); a URL of Azure's own stays as it is.
      if (query.length > 0) url.search = url.search.replaceAll("+", "%20");
      const headers = {
        accept: "application/json",
        "user-agent": options.userAgent,
        "x-ms-client-request-id": world.uuid(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...request.headers,
      };
      const response = await withRetries(
        (limit) =>
          authorized(request, (authorization) =>
            pipeline.sendRequest(
              world.http,
              createPipelineRequest({
                url: url.href,
                method,
                headers: createHttpHeaders({ ...headers, authorization }),
                ...(body === undefined ? {} : { body: JSON.stringify(body) }),
                abortSignal: limit(),
              }),
            ),
          ),
        {
          method,
          doing,
          action: request.action,
          pace: options.pace,
          requests: options.requests,
          expected: request.expected,
        },
      );
      const answer = readAnswer(response, world.clock.now());
      options.onAnswer(answer.ids, answer.date);
      options.requests.answered(request.action, answer.remaining);
      options.debug(`${method} ${url.pathname} ${answer.status} ${answer.ids.requestId}`);
      if (answer.status < 300) return answer;
      const error = refusal(request, answer);
      const isNotFound =
        answer.status === 404 && request.expected?.isNotFound(error.service.code) === true;
      const isAccepted = request.accept?.includes(answer.status) === true || isNotFound;
      if (isAccepted && error.reason !== "vault-not-found") return answer;
      throw error;
    },
  };
}

/**
 * Waits where the hour's quota is used up: Azure answers 429, so asking would only use up what comes
 * next. Tells whether it did; at the deadline one look is still due.
 */
async function awaitQuota(
  { doing, action }: ArmRequest,
  { pace, requests }: ArmOptions,
): Promise<boolean> {
  const pauseMs = requests.quotaPauseMs(action);
  if (pauseMs <= 0) return false;
  const why = "the quota of this hour is used up";
  requests.delayed(doing, why);
  await rest(pauseMs, pace, () => `about to ${doing} (${why})`);
  return pace.clock.now() < pace.deadline;
}

/** What an error answer means to the caller who expected none. */
function refusal({ doing, action }: ArmRequest, answer: ArmResponse): ArmError {
  const { status, ids } = answer;
  const service = readServiceError(answer.body);
  const { reason, advice } = refusalOf(answer, service, action);
  const hint = sayOnce(...advice, ...recommended([service]));
  return new ArmError(reason, doing, { status, service, ids, hint });
}
