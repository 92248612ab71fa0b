import type { HttpClient } from "@azure/core-rest-pipeline";
import type { Clock } from "./time/clock.ts";

/** Everything outside the process: time, network, cancellation and randomness. */
export interface World {
  readonly clock: Clock;
  /** Sends one HTTP request; the default client of `@azure/core-rest-pipeline` in production. */
  readonly http: HttpClient;
  /** Aborts with a `RunCancelledError` when the step is cancelled. */
  readonly signal: AbortSignal;
  /** A new random UUID, sent as `x-ms-client-request-id`. */
  readonly uuid: () => string;
  /** A random number from 0 to below 1, so that steps started together do not ask in step. */
  readonly random: () => number;
}
