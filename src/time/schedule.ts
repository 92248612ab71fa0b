/** When one kind of work in Azure has ended, as recorded. All times in seconds. */
export interface RecordedTimes {
  /** When the quickest quarter had ended, since the start; before it looks are rarer. */
  readonly quarter: number;
  /** When a look is likely to see an end, since `from`. */
  readonly ends: readonly number[];
  /** The beat: after how long the ends come again, and again; left out if they do not. */
  readonly every?: number;
  /** What the ends count from, since the start; left out if that is the start itself. */
  readonly from?: number;
  /** When most had ended; the second end from the quarter on if left out. */
  readonly most?: number;
}

/** What decides the pause before the next look. All times in milliseconds. */
export interface PollTiming {
  /** Since the operation was accepted, or since the job's own start. */
  readonly elapsedMs: number;
  /** Left out for work of which nothing is recorded. */
  readonly recorded?: RecordedTimes | undefined;
  /** `Retry-After` of the last status poll. */
  readonly retryAfterMs?: number | undefined;
  /** `x-ms-ratelimit-remaining-subscription-resource-requests` of the last look. */
  readonly remaining?: number | undefined;
  /** `poll-interval-seconds` in milliseconds; a longer `Retry-After` still counts. */
  readonly fixedMs?: number | undefined;
  /** True for one of several in flight, whose first look comes only when most of its kind have ended. */
  readonly skipsEarly?: boolean | undefined;
  /** From 0 to below 1: how much of its jitter this pause has; none if left out. */
  readonly jitter?: number | undefined;
}

/** The shortest pause of all, and the longest, in seconds. */
const SHORTEST = 1;
const LONGEST = 3_600;

/** The longest that `Retry-After` on a status poll is obeyed, in seconds. */
const LONGEST_ASKED = 120;

/**
 * How far apart looks are, before and after the recorded quarter: a share of the elapsed time, and
 * the seconds that it never falls below. After a pause of 0.43 of the elapsed time an end is seen
 * late by 0.3 of the time that has then elapsed.
 */
const EARLY = { share: 0.43, least: 5 };
const LATE = { share: 0.1, least: 2 };

/** The most seconds between looks: in the first hour, later, and while the quota runs low. */
const MOST = { firstHour: 60, later: 30, lowQuota: 120 };

/**
 * Below `low` requests left in the hour, looks may be further apart. Below `scarce` they must be:
 * what is left is spread over `spreadSeconds`, up to the wait that a 429 asks for (E130). The smallest
 * quota seen is 150 (E129).
 */
const QUOTA = { low: 50, scarce: 25, spreadSeconds: 2_700 };

/** The wait that a 429 asks for when the hour's quota is used up (E130). */
export const EMPTY_QUOTA_PAUSE_MS = 324_000;

/**
 * How much a look may move, so that steps that began together do not ask together: between recorded
 * ends within a tenth of the pause, but not past the longest one, since it must not see an end too
 * late. It comes later, by a part of a second, on a recorded end, and by a tenth where Azure named the
 * pause.
 */
const JITTER = { share: 0.1, onEnd: 1 };

const UNRECORDED: RecordedTimes = { quarter: 0, ends: [] };

/**
 * The pause before the next look, in milliseconds: a second at least, an hour at most. Looks fall on
 * the recorded ends, in equal steps. A start in the future, from a clock that is ahead, counts as
 * now.
 */
export function nextLook({
  elapsedMs,
  recorded = UNRECORDED,
  retryAfterMs,
  remaining = Number.POSITIVE_INFINITY,
  fixedMs,
  skipsEarly = false,
  jitter = 0,
}: PollTiming): number {
  const elapsed = Math.max(elapsedMs, 0) / 1_000;
  const least = leastPause(elapsed, remaining);
  const most = mostPause(elapsed, remaining);
  const bounds = { least, most, isRare: skipsEarly };
  const patient = skipsEarly ? untilMostHaveEnded(elapsed, recorded) : undefined;
  const chosen =
    retryAfterMs === undefined && fixedMs === undefined
      ? (patient ?? adaptive(elapsed, recorded, bounds))
      : Math.max(
          least,
          Math.min((retryAfterMs ?? 0) / 1_000, LONGEST_ASKED),
          (fixedMs ?? 0) / 1_000,
        );
  const isOnEnd = nextEnd(recorded, elapsed) - elapsed <= chosen + 1e-6;
  const pause = () => {
    if (fixedMs !== undefined) return chosen;
    if (retryAfterMs !== undefined) return chosen * (1 + JITTER.share * jitter);
    if (isOnEnd) return chosen + JITTER.onEnd * jitter;
    const latest = Math.max(chosen, Math.min(Math.max(EARLY.least, EARLY.share * elapsed), most));
    return Math.max(least, Math.min(chosen * (1 + JITTER.share * aroundZero(jitter)), latest));
  };
  const bounded = Math.min(Math.max(pause(), SHORTEST), LONGEST);
  // Rounded up, so that no look comes just before an end; 33.2 - 30 is more than 3.2.
  return Math.ceil(bounded * 1_000 - 1e-6);
}

/** From -0.5 to below 0.5, and 0 for 0. */
function aroundZero(jitter: number): number {
  return jitter < 0.5 ? jitter : jitter - 1;
}

/** How long the quota makes us pause. */
function leastPause(elapsed: number, remaining: number): number {
  if (remaining >= QUOTA.scarce) return SHORTEST;
  return Math.max(SHORTEST, Math.min(spreadPauseMs(remaining) / 1_000, EARLY.share * elapsed));
}

/** The pause between requests, in milliseconds, if those that are left are spread over the hour. */
export function spreadPauseMs(remaining: number): number {
  return Math.min((QUOTA.spreadSeconds * 1_000) / Math.max(remaining, 1), EMPTY_QUOTA_PAUSE_MS);
}

function mostPause(elapsed: number, remaining: number): number {
  if (remaining < QUOTA.low) return MOST.lowQuota;
  return elapsed < 3_600 ? MOST.firstHour : MOST.later;
}

/**
 * The pause until most work of this kind has ended. Undefined later, for work on a beat, which a list
 * shows, and for work of which nothing is recorded.
 */
function untilMostHaveEnded(elapsed: number, { quarter, ends, every, most }: RecordedTimes) {
  const late = ends.filter((end) => end >= quarter);
  const end = most ?? late[1] ?? late[0];
  if (every !== undefined || end === undefined || elapsed >= Math.min(quarter, end))
    return undefined;
  return Math.max(SHORTEST, end - elapsed);
}

/** How far apart looks may be, in seconds, and whether they are as rare as early ones all the time. */
interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly isRare: boolean;
}

/** Equal steps up to the next recorded end, none of them outside the bounds. */
function adaptive(
  elapsed: number,
  recorded: RecordedTimes,
  { least, most, isRare }: Bounds,
): number {
  const { share, least: shortest } = isRare || elapsed < recorded.quarter ? EARLY : LATE;
  const step = Math.max(least, Math.min(Math.max(shortest, share * elapsed), most));
  const left = nextEnd(recorded, elapsed + least) - elapsed;
  if (left === Number.POSITIVE_INFINITY) return step;
  const steps = Math.min(Math.ceil(left / step), Math.floor(left / least));
  return left / Math.max(steps, 1);
}

/** The first recorded end at `earliest` or later, since the start; Infinity if there is none. */
function nextEnd({ ends, every, from = 0 }: RecordedTimes, earliest: number): number {
  const next = ends.map((end) => {
    const rounds = every === undefined ? 0 : Math.ceil((earliest - from - end) / every);
    return from + end + Math.max(rounds, 0) * (every ?? 0);
  });
  return Math.min(...next.filter((end) => end >= earliest));
}
