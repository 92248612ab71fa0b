import type { Clock } from "../../time/clock.ts";

/** How a step's requests went: what delayed them, and how much of the hour's quota is left. */
export interface RequestLog {
  /** A request failed and will be repeated after a pause. */
  delayed(doing: string, why: string): void;
  /** An answer said how many requests of its action are left in the hour. */
  answered(action: string, remaining: number | undefined): void;
  /** A 429 said how long requests of its action have to wait, in milliseconds. */
  throttled(action: string, forMs: number): void;
  /** What has delayed requests since `ms` (our clock, since 1970), each kind once. */
  delaysSince(ms: number): readonly string[];
  /**
   * How long to pause if the hour's quota is used up, of one action or of any, in milliseconds;
   * otherwise 0.
   */
  quotaPauseMs(action?: string): number;
}

/** The wait that a 429 asks for when the hour's quota is used up (E130). */
const EMPTY_QUOTA_PAUSE_MS = 324_000;

/** An empty log. */
export function requestLog(clock: Clock): RequestLog {
  const delays: { readonly at: number; readonly what: string }[] = [];
  const emptyUntil = new Map<string, number>();
  // If an answer then reports requests left, it belongs to an earlier request and changes nothing.
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
