import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { SignInOutageError } from "../../errors.ts";
import { type Pace, pauseFor } from "../../time/poll.ts";
import { newStop } from "../../time/stop.ts";
import type { World } from "../../world.ts";
import type { TokenSource } from "../identity/sign-in.ts";
import type { ArmRequest } from "./request.ts";
import type { RequestLog } from "./request-log.ts";

/** Longest wait for a token, including an `az` that starts slowly. */
const TOKEN_MS = { least: 5_000, most: 90_000 };
/** How long a token must last when a write goes out; if it expires meanwhile, the outcome is in doubt. */
export const WRITE_TOKEN_MS = 5 * 60_000;
/** How long before a write its token is fetched, at most. */
const AHEAD_MS = 60_000;

/** Supplies requests with their tokens. */
interface Bearer {
  /**
   * Sends a request with a token. Repeats a read after a 401, with a new token; a write that got a
   * 401 may have been taken, so it is not repeated.
   */
  send(
    request: ArmRequest,
    send: (authorization: string) => Promise<PipelineResponse>,
  ): Promise<PipelineResponse>;
  /** Fetches a token for a write if there is none that lasts. */
  readyToWrite(): Promise<void>;
}

/** What a bearer needs from the step. */
export interface BearerOptions {
  readonly world: Pick<World, "clock" | "signal">;
  readonly tokens: TokenSource;
  readonly pace: Pace;
  readonly requests: RequestLog;
}

/** Makes the bearer for one origin's tokens. */
export function bearer(options: BearerOptions): Bearer {
  const { world, pace } = options;
  /** ARM has refused the last token, so the next one must be different. */
  let isRefused = false;

  /** Fetching a token may take longer than a request, so it has its own limit. */
  async function token(validForMs: number): Promise<string> {
    const fresh = isRefused;
    isRefused = false;
    const left = Math.max(pace.deadline - world.clock.now(), TOKEN_MS.least);
    const stop = newStop();
    stop.on(world.signal);
    stop.on(world.clock.limit(Math.min(left, TOKEN_MS.most)));
    try {
      return await options.tokens({ fresh, validForMs, signal: stop.signal });
    } catch (error) {
      isRefused ||= fresh;
      throw error;
    } finally {
      stop.end();
    }
  }

  /**
   * The header for a request. Only a read waits for the quota; since that can outlast its token,
   * the token is then checked again.
   */
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
      await token(WRITE_TOKEN_MS + AHEAD_MS).catch(unlessOutage);
    },
  };
}

/** After an outage the write itself asks again, and says so if it cannot go out. */
function unlessOutage(error: unknown): void {
  if (!(error instanceof SignInOutageError)) throw error;
}

/**
 * Waits if the hour's quota is used up. Azure would answer 429, and that request would count
 * against the next quota. Returns whether it waited; at the deadline one look is still allowed.
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
