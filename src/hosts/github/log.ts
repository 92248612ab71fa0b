import type { Log } from "../../log.ts";
import { makeInert } from "./escape.ts";
import type { Runner } from "./runner.ts";

/**
 * GitHub shows ten warnings of a step (E147). One says that there are more, and the end of the step
 * may need two.
 */
const MOST_WARNINGS = 7;

/** The log of a step on GitHub: warnings are annotations up to GitHub's limit, details are groups. */
export function runnerLog(runner: Pick<Runner, "log" | "group" | "warning" | "debug">): Log {
  let warnings = 0;
  return {
    say: (line) => runner.log(makeInert(line)),
    detail: (title, lines) => runner.group(makeInert(title), lines.map(makeInert)),
    warn(line) {
      warnings += 1;
      if (warnings <= MOST_WARNINGS) runner.warning(makeInert(line));
      else runner.log(makeInert(`Warning: ${line}`));
      if (warnings === MOST_WARNINGS + 1) runner.warning("There are more warnings in the log.");
    },
    debug: (line) => runner.debug(makeInert(line)),
  };
}
