import { Refusal } from "./wire.ts";

/**
 * Reads are counted in steps of five minutes of the clock, and a read counts in its own step and in
 * the twelve after it, so for 60 to 65 minutes (recording: clients that ask every 30 seconds for
 * hours; what remains rises by ten 48 times, always as five minutes of the clock begin, and the first
 * reads of all come back at the thirteenth).
 */
const STEP_MS = 300_000;
const STEPS = 13;

/** The wait that a 429 names, whenever it comes and whatever has been read (recording: 28 of 28). */
const WAIT_SECONDS = 324;

const PROVIDER = "Microsoft.RecoveryServices/vaults/";

/**
 * The service's quota of reads, per action and hour, which slides. A recorded limit of 150 shows 149
 * with the first read, counts down to 0, and then every read is a 429 that names the wait in its text
 * and counts for nothing. Lists and single reads of an action count together: a 429 names the action
 * alone. (Recorded lists that show more than the single reads before them prove nothing, since two
 * reads of one second can show counters of two front ends.)
 */
export class Throttle {
  /** What the first read of an hour shows as remaining (recording: 149 in 2021, 249 to 449 in 2025-26). */
  quota = 249;
  /** Reads of each action by the number of their step. */
  readonly #reads = new Map<string, Map<number, number>>();

  /** Lets other clients, who share the quota, make `count` reads of an action, such as `backupJobs/read`. */
  spend(name: string, count: number, now: number): void {
    const action = `${PROVIDER}${name}`;
    this.#add(action, Math.min(count, this.quota + 1 - this.#used(action, now)), now);
  }

  /** Counts one read and gives the header that tells what remains; at the end of the quota a 429. */
  count(
    action: string,
    now: number,
    clientSeconds: (seconds: number) => number,
  ): Record<string, string> {
    const remaining = this.quota - this.#used(action, now);
    if (remaining < 0) {
      throw new Refusal(
        429,
        "ResourceRequestsThrottled",
        `Number of requests for action '${action}' exceeded the limit of '${this.quota + 1}' for time interval '01:00:00'. Please try again after '${WAIT_SECONDS}' seconds.`,
        { "retry-after": String(clientSeconds(WAIT_SECONDS)), "x-ms-failure-cause": "gateway" },
      );
    }
    this.#add(action, 1, now);
    return { "x-ms-ratelimit-remaining-subscription-resource-requests": String(remaining) };
  }

  #used(action: string, now: number): number {
    const reads = this.#reads.get(action);
    if (reads === undefined) return 0;
    for (const step of reads.keys()) if (step <= stepOf(now) - STEPS) reads.delete(step);
    return [...reads.values()].reduce((sum, count) => sum + count, 0);
  }

  #add(action: string, count: number, now: number): void {
    const reads = this.#reads.get(action) ?? new Map<number, number>();
    const step = stepOf(now);
    reads.set(step, (reads.get(step) ?? 0) + Math.max(count, 0));
    this.#reads.set(action, reads);
  }
}

function stepOf(now: number): number {
  return Math.floor(now / STEP_MS);
}
