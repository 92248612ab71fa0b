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
