import type { Clock } from "../../time/clock.ts";

/** How the requests of a step fare: what kept them waiting, and what is left of the hour's quota. */
export interface RequestLog {
  /** A request failed and is made again after a pause. */
  delayed(doing: string, why: string): void;
  /** An answer told how many requests of its action are left in the hour. */
  answered(action: string, remaining: number | undefined): void;
  /** A 429 told how long the requests of its action have to wait, in milliseconds. */
  throttled(action: string, forMs: number): void;
  /** What kept requests waiting since `ms` (our clock, since 1970), each kind once. */
  delaysSince(ms: number): readonly string[];
  /**
   * How long to leave Azure alone where the hour's quota of an action is used up, or that of any
   * action, in milliseconds; else 0.
   */
  quotaPauseMs(action?: string): number;
}

/** How long a 429 asks for where the hour's quota is used up (E130). */
const EMPTY_QUOTA_PAUSE_MS = 324_000;

/** An empty log. */
export function requestLog(clock: Clock): RequestLog {
  const delays: { readonly at: number; readonly what: string }[] = [];
  const emptyUntil = new Map<string, number>();
  // An answer with something left is then one to an earlier request, so it takes nothing back.
  const leaveAlone = (action: string, forMs: number) => {
    emptyUntil.set(action, Math.max(emptyUntil.get(action) ?? 0, clock.now() + forMs));
  };
  return {
    delayed(doing, why) {
      delays.push({ at: clock.now(), what: `could not ${doing}: ${why}` });
    },
    answered(action, remaining) {
      if (remaining !== undefined && remaining <= 0) leaveAlone(action, EMPTY_QUOTA_PAUSE_MS);
    },
    throttled: leaveAlone,
    delaysSince: (ms) => [...new Set(delays.filter(({ at }) => at >= ms).map(({ what }) => what))],
    quotaPauseMs(action) {
      const until =
        action === undefined ? Math.max(0, ...emptyUntil.values()) : (emptyUntil.get(action) ?? 0);
      return Math.max(0, until - clock.now());
    },
  };
}
