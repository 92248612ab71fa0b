/** How long one kind of work in Azure usually takes, in seconds, as recorded. */
export interface RecordedDuration {
  /** When to look first, at the latest when a quarter of the recorded work had ended. */
  readonly firstSeconds: number;
  /** When most of the work has ended; looks are frequent until then. */
  readonly denseUntilSeconds: number;
}

/** What decides the pause before the next look. All times in milliseconds. */
export interface PollTiming {
  /** Since the operation was accepted, or since the job's own start. */
  readonly elapsedMs: number;
  readonly recorded?: RecordedDuration | undefined;
  /** `Retry-After` of the last status poll. */
  readonly retryAfterMs?: number | undefined;
  /** `x-ms-ratelimit-remaining-subscription-resource-requests` of the last look. */
  readonly remaining?: number | undefined;
  /** `poll-interval-seconds` in milliseconds; a longer `Retry-After` still counts. */
  readonly fixedMs?: number | undefined;
}

/** The shortest pause, the longest, and the share of the elapsed time that a pause may take. */
const SHORTEST_MS = 2_000;
const LONGEST_MS = 3_600_000;
const SHARE = 0.1;

/** The limits within which `Retry-After` on a status poll is obeyed. */
const RETRY_AFTER_MS = { least: 1_000, most: 120_000 };

/** Pauses grow when fewer requests than this are left in the hour; the smallest quota seen is 150. */
const SCARCE = 25;
const EXHAUSTED_PAUSE_MS = 60_000;

/**
 * The pause before the next look, in milliseconds, an hour at most. A start in the future, from a
 * clock that is ahead, counts as now.
 */
export function pauseMs({
  elapsedMs,
  recorded,
  retryAfterMs,
  remaining,
  fixedMs,
}: PollTiming): number {
  const chosen = fixedMs ?? adaptive(Math.max(elapsedMs, 0), recorded);
  const asked =
    retryAfterMs === undefined
      ? undefined
      : Math.min(Math.max(retryAfterMs, RETRY_AFTER_MS.least), RETRY_AFTER_MS.most);
  const wanted = asked === undefined ? chosen : Math.max(asked, fixedMs ?? 0);
  return Math.min(stretched(wanted, remaining), LONGEST_MS);
}

function adaptive(elapsedMs: number, recorded: RecordedDuration | undefined): number {
  const firstMs = (recorded?.firstSeconds ?? 0) * 1_000;
  if (elapsedMs < firstMs) return Math.max(firstMs - elapsedMs, RETRY_AFTER_MS.least);
  if (elapsedMs < (recorded?.denseUntilSeconds ?? 0) * 1_000) return SHORTEST_MS;
  return Math.max(SHORTEST_MS, elapsedMs * SHARE);
}

/** Stretches a pause when few requests are left, up to `EXHAUSTED_PAUSE_MS`; never shortens it. */
function stretched(pause: number, remaining: number | undefined): number {
  if (remaining === undefined) return pause;
  const factor = SCARCE / Math.max(remaining, 0);
  return Math.max(pause, Math.min(pause * factor, EXHAUSTED_PAUSE_MS));
}
