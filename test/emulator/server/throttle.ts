import { hours } from "../vault/time.ts";
import { Refusal } from "./wire.ts";

const WINDOW_MS = hours(1);
const PROVIDER = "Microsoft.RecoveryServices/vaults/";

/**
 * The service's quota of reads, per action and hour. A recorded limit of 150 shows 149 with the
 * first read, counts down to 0, and then every read is a 429 that names the wait in its text.
 */
export class Throttle {
  /** What the first read of an hour shows as remaining (recording: 149 in 2021, 249 to 449 in 2025-26). */
  quota = 249;
  readonly #windows = new Map<string, { startedAt: number; used: number }>();

  /** Lets other clients, who share the quota, make `count` reads of an action, such as `backupJobs/read`. */
  spend(name: string, count: number, now: number): void {
    const action = `${PROVIDER}${name}`;
    const known = this.#windows.get(action);
    const window = known && now - known.startedAt < WINDOW_MS ? known : { startedAt: now, used: 0 };
    window.used = Math.min(window.used + count, this.quota + 1);
    this.#windows.set(action, window);
  }

  /** Counts one read and gives the header that tells what remains; at the end of the quota a 429. */
  count(
    action: string,
    now: number,
    clientSeconds: (seconds: number) => number,
  ): Record<string, string> {
    const known = this.#windows.get(action);
    const window = known && now - known.startedAt < WINDOW_MS ? known : { startedAt: now, used: 0 };
    this.#windows.set(action, window);

    const remaining = this.quota - window.used;
    if (remaining < 0) {
      const wait = Math.max(1, Math.ceil((window.startedAt + WINDOW_MS - now) / 1000));
      throw new Refusal(
        429,
        "ResourceRequestsThrottled",
        `Number of requests for action '${action}' exceeded the limit of '${this.quota + 1}' for time interval '01:00:00'. Please try again after '${wait}' seconds.`,
        { "retry-after": String(clientSeconds(wait)), "x-ms-failure-cause": "gateway" },
      );
    }
    window.used += 1;
    return { "x-ms-ratelimit-remaining-subscription-resource-requests": String(remaining) };
  }
}
