import type { Clock } from "../../time/clock.ts";
import { type Quota, quotaOf } from "./quota.ts";

/** How a step's requests went: what delayed them, and how much of the hour's quota is left. */
export interface RequestLog extends Quota {
  /** A request failed and will be repeated after a pause. */
  delayed(doing: string, why: string): void;
  /** What has delayed requests since `ms` (our clock, since 1970), each kind once. */
  delaysSince(ms: number): readonly string[];
}

/** An empty log. */
export function requestLog(clock: Clock): RequestLog {
  const delays: { readonly at: number; readonly what: string }[] = [];
  return {
    ...quotaOf(clock),
    delayed(doing, why) {
      delays.push({ at: clock.now(), what: `could not ${doing}: ${why}` });
    },
    delaysSince: (ms) => [...new Set(delays.filter(({ at }) => at >= ms).map(({ what }) => what))],
  };
}
