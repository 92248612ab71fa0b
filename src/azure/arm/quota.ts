import type { Clock } from "../../time/clock.ts";
import { EMPTY_QUOTA_PAUSE_MS } from "../../time/schedule.ts";

/** How much of Azure's hourly quotas of reads is left; each action has its own (E129). */
export interface Quota {
  /** A request of an action goes out; call what it returns when its answer is here, or none will come. */
  asked(action: string): () => void;
  /**
   * An answer came, and said how many requests of its action are left in the hour.
   *
   * @returns how many of them are left to this step, since others may ask too.
   */
  answered(action: string, remaining: number | undefined): number | undefined;
  /** A 429 said how long requests of its action have to wait, in milliseconds. */
  throttled(action: string, forMs: number): void;
  /**
   * How long to pause if the hour's quota is used up, of one action or of any, in milliseconds;
   * otherwise 0.
   */
  quotaPauseMs(action?: string): number;
  /**
   * When the next piece of work may start (ms since 1970): at once unless so little is left of an action
   * that the work in flight may need it.
   */
  nextStartAt(work: Work): number;
  /** How many reads of one action Azure allows in an hour, as far as its answers show. */
  hourly(): number;
}

/** Work that is begun piece by piece. */
interface Work {
  /** What was asked until then (ms since 1970) was asked for something else. */
  readonly since: number;
  readonly begun: number;
  /** When the last piece began, in milliseconds since 1970. */
  readonly lastStartAt: number;
  readonly inFlight: number;
  /** How many pieces may be in flight. */
  readonly atOnce: number;
  /** How many pieces have not begun yet. */
  readonly toBegin: number;
}

/** The present (ms since 1970), and how many reads of an action an hour has. */
interface Present {
  readonly now: number;
  readonly hourly: number;
}

/** How many reads of an action are left to others, and to looks that no one planned. */
const SPARE = 25;

/** So few pieces of work begin whatever is left; a 429 says how long to wait. */
const FREE_STARTS = 5;

/** No start waits for more than this part of an hour's reads. */
const MOST_OF_HOUR = 0.8;

/** The hour slides in steps of five minutes (E159), so a request is free again at the latest after this time. */
const FREED_AFTER_MS = 3_600_000 + 300_000;

/** The smallest quota of an hour that was seen (E129). */
const SMALLEST = 150;

/** An action that fewer than one in so many pieces of work ask does not slow down their starts. */
const RARE = 20;

/** How many answers show whether others ask too, and how many at least. */
const DROPS = { kept: 9, least: 4 };

interface ActionQuota {
  /** As the last answer said; undefined if none did. */
  remaining?: number;
  /** When that was, in milliseconds since 1970. */
  at: number;
  /** Requests without an answer. */
  open: number;
  /** When this step sent its requests, in milliseconds since 1970. */
  readonly sentAt: number[];
  /** By how much the counter fell from one answer to the next, the latest last. */
  drops: readonly number[];
  /** Requests wait until then, because a 429 said so or because nothing is left (ms since 1970). */
  emptyUntil: number;
}

/** A step that has asked nothing yet. */
export function quotaOf(clock: Clock): Quota {
  const actions = new Map<string, ActionQuota>();
  let largest = 0;
  const hourly = () => Math.max(SMALLEST, largest + 1);
  const quotaFor = (action: string): ActionQuota => {
    const known = actions.get(action);
    if (known !== undefined) return known;
    const fresh = { at: 0, open: 0, sentAt: [], drops: [], emptyUntil: 0 };
    actions.set(action, fresh);
    return fresh;
  };
  return {
    asked(action) {
      const quota = quotaFor(action);
      quota.open += 1;
      quota.sentAt.push(clock.now());
      return () => {
        quota.open -= 1;
      };
    },
    answered(action, remaining) {
      const quota = quotaFor(action);
      if (remaining === undefined) return undefined;
      largest = Math.max(largest, remaining);
      // An answer that reports requests left after one that reported none belongs to an earlier request.
      if (remaining <= 0) {
        quota.emptyUntil = Math.max(quota.emptyUntil, clock.now() + EMPTY_QUOTA_PAUSE_MS);
      }
      noteDrop(quota, remaining);
      quota.at = clock.now();
      return Math.floor(remaining / sharers(quota));
    },
    throttled(action, forMs) {
      const quota = quotaFor(action);
      quota.emptyUntil = Math.max(quota.emptyUntil, clock.now() + forMs);
    },
    quotaPauseMs(action) {
      const asked = action === undefined ? [...actions.values()] : [quotaFor(action)];
      return Math.max(0, ...asked.map(({ emptyUntil }) => emptyUntil - clock.now()));
    },
    nextStartAt(work) {
      if (work.begun < FREE_STARTS) return Number.NEGATIVE_INFINITY;
      const present = { now: clock.now(), hourly: hourly() };
      return Math.max(...[...actions.values()].map((quota) => startAt(quota, work, present)));
    },
    hourly,
  };
}

/** A counter that rises was freed or comes from another front end, so what it showed before says nothing. */
function noteDrop(quota: ActionQuota, remaining: number): void {
  const drop = quota.remaining === undefined ? -1 : quota.remaining - remaining;
  quota.drops = drop < 0 ? [] : [...quota.drops, drop].slice(-DROPS.kept);
  quota.remaining = remaining;
}

/** How many clients share an action, this one included; a single jump of the counter says nothing. */
function sharers({ drops }: ActionQuota): number {
  if (drops.length < DROPS.least) return 1;
  const median = drops.toSorted((a, b) => a - b)[Math.floor(drops.length / 2)] ?? 1;
  return Math.max(1, median);
}

/**
 * When the next piece of work may start as far as one action matters. Once too little is left for it, no
 * work starts until there is enough for as much as fits at once: work that trickles in is looked at one by
 * one, which costs more than a look at all of it.
 */
function startAt(quota: ActionQuota, work: Work, { now, hourly }: Present): number {
  const { begun, inFlight, atOnce, toBegin } = work;
  const { sentAt, remaining, open, at } = quota;
  const asked = sentAt.length - countUntil(sentAt, work.since);
  if (remaining === undefined || asked < begun / RARE) return Number.NEGATIVE_INFINITY;
  const left = Math.floor((remaining - open + freed(quota, now)) / sharers(quota));
  const each = asked / Math.max(begun, 1);
  const needed = Math.ceil(each);
  // Nothing has to be spared if it is enough for all that is left to do.
  const toSpare = Math.min(SPARE + needed * (inFlight + 1), each * (toBegin + inFlight));
  if (left >= toSpare) return Number.NEGATIVE_INFINITY;
  const enough = Math.min(SPARE + needed * atOnce, hourly * MOST_OF_HOUR);
  const freedAt = freeAt(quota, Math.ceil(enough - left), now);
  // What others free is seen only by asking.
  return freedAt ?? Math.max(at, work.lastStartAt) + EMPTY_QUOTA_PAUSE_MS;
}

/** How many requests of this step have left the hour since the last answer. */
function freed({ sentAt, at }: ActionQuota, now: number): number {
  return countUntil(sentAt, now - FREED_AFTER_MS) - countUntil(sentAt, at - FREED_AFTER_MS);
}

/** How many of these times, the earliest first, are no later than `until`. */
function countUntil(times: readonly number[], until: number): number {
  let count = 0;
  while (count < times.length && (times[count] ?? until) <= until) count += 1;
  return count;
}

/**
 * When so many more requests of this step leave the hour; undefined if that many do not, since others have
 * used it up.
 */
function freeAt({ sentAt }: ActionQuota, count: number, now: number): number | undefined {
  const time = sentAt[countUntil(sentAt, now - FREED_AFTER_MS) + count - 1];
  return time === undefined ? undefined : time + FREED_AFTER_MS;
}
