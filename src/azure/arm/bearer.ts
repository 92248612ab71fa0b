import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { type Pace, pauseFor } from "../../time/poll.ts";
import type { World } from "../../world.ts";
import type { TokenSource } from "../identity/sign-in.ts";
import type { ArmRequest } from "./request.ts";
import type { RequestLog } from "./request-log.ts";

/** Longest wait for a token, including an `az` that starts slowly. */
const TOKEN_MS = { least: 5_000, most: 90_000 };
/** How long a token has to last when a write goes out; one that ends meanwhile leaves it in doubt. */
export const WRITE_TOKEN_MS = 5 * 60_000;
/** How far ahead of a write its token is fetched, at most. */
const AHEAD_MS = 60_000;

/** Gives requests the token that they go out with. */
interface Bearer {
  /**
   * Lets a request be sent with a token; a read that meets a 401 once more, with a fresh one, while a
   * write may have been taken all the same.
   */
  send(
    request: ArmRequest,
    send: (authorization: string) => Promise<PipelineResponse>,
  ): Promise<PipelineResponse>;
  /** Makes sure that a token for a write is at hand. */
  readyToWrite(): Promise<void>;
}

/** What a bearer needs of the step. */
export interface BearerOptions {
  readonly world: Pick<World, "clock" | "signal">;
  readonly tokens: TokenSource;
  readonly pace: Pace;
  readonly requests: RequestLog;
}

/** Makes the bearer of one origin's tokens. */
export function bearer(options: BearerOptions): Bearer {
  const { world, pace } = options;
  /** ARM has refused the last token, so the next one must be another. */
  let isRefused = false;

  /** A token may take longer than a request, so its wait has a limit of its own. */
  async function token(validForMs: number): Promise<string> {
    const fresh = isRefused;
    isRefused = false;
    const left = Math.max(pace.deadline - world.clock.now(), TOKEN_MS.least);
    const limit = world.clock.limit(Math.min(left, TOKEN_MS.most));
    try {
      const signal = AbortSignal.any([world.signal, limit]);
      return await options.tokens({ fresh, validForMs, signal });
    } catch (error) {
      isRefused ||= fresh;
      throw error;
    }
  }

  /** What a request goes out with; a read may go out now, for a token can take long, and so can the quota. */
  async function authorization(request: ArmRequest): Promise<string> {
    if (request.method !== "GET") return `Bearer ${await token(WRITE_TOKEN_MS)}`;
    let current: string;
    do current = await token(0);
    while (await awaitQuota(request, options));
    return `Bearer ${current}`;
  }

  return {
    async send(request, send) {
      const response = await send(await authorization(request));
      if (response.status !== 401) return response;
      isRefused = true;
      return request.method === "GET" ? send(await authorization(request)) : response;
    },
    async readyToWrite() {
      await token(WRITE_TOKEN_MS + AHEAD_MS);
    },
  };
}

/**
 * Waits where the hour's quota is used up: Azure answers 429, so asking would only use up what comes
 * next. Tells whether it did; at the deadline one look is still due.
 */
async function awaitQuota(
  { doing, action }: ArmRequest,
  { pace, requests }: BearerOptions,
): Promise<boolean> {
  const pauseMs = requests.quotaPauseMs(action);
  if (pauseMs <= 0) return false;
  const why = "the quota of this hour is used up";
  requests.delayed(doing, why);
  await pauseFor(pauseMs, pace, () => `about to ${doing} (${why})`);
  return pace.clock.now() < pace.deadline;
}
