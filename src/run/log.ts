import type { Log } from "../log.ts";
import type { Clock } from "../time/clock.ts";
import type { TimedLog } from "../time/poll.ts";

/** The host's log, which also records when it last printed a line, so that no wait is silent for long. */
export function timedLog(log: Log, clock: Clock): TimedLog {
  let lastSaid = clock.now();
  const noted =
    <Parts extends readonly unknown[]>(say: (...parts: Parts) => void) =>
    (...parts: Parts): void => {
      say(...parts);
      lastSaid = clock.now();
    };
  return {
    say: noted(log.say),
    detail: noted(log.detail),
    warn: noted(log.warn),
    debug: log.debug,
    lastSaid: () => lastSaid,
  };
}

/** The same log for one of several items: every line names it. */
export function logOf(item: string, log: TimedLog): TimedLog {
  const named = (text: string) => `[${item}] ${text}`;
  return {
    ...log,
    say: (line) => log.say(named(line)),
    detail: (title, lines) => log.detail(named(title), lines),
    warn: (line) => log.warn(named(line)),
  };
}

/**
 * The log for one of many items, whose own lines would bury what counts: they are for debugging,
 * and only its warnings are printed. Calls `heard` after each line.
 */
export function quietLogOf(
  item: string,
  log: TimedLog,
  { clock, heard }: { clock: Clock; heard(): void },
): TimedLog {
  let lastHeard = log.lastSaid();
  const toDebug = (line: string) => {
    log.debug(line);
    lastHeard = clock.now();
    heard();
  };
  const named = logOf(item, { ...log, say: toDebug });
  return {
    ...named,
    detail(title, lines) {
      named.say(title);
      for (const line of lines) toDebug(line);
    },
    // A wait of this item speaks only when its last word is long ago, here or in the step's log.
    lastSaid: () => Math.max(lastHeard, log.lastSaid()),
  };
}
