import type { Log } from "../../log.ts";
import type { Agent } from "./agent.ts";
import { debugLine, logIssue } from "./commands.ts";
import { toAgentLine } from "./escape.ts";
import { spell } from "./spelling.ts";

/**
 * The agent keeps ten warnings of a task (E204). One says that there are more, and the end of the step
 * may need two.
 */
const MOST_WARNINGS = 7;

/** The log of a task: warnings are issues up to the agent's limit, details are groups. */
export function agentLog({ print }: Pick<Agent, "print">): Log {
  let warnings = 0;
  const say = (line: string) => print(toAgentLine(spell(line)));
  return {
    say,
    detail(title, lines) {
      print(`##[group]${toAgentLine(spell(title))}`);
      for (const line of lines) say(line);
      print("##[endgroup]");
    },
    warn(line) {
      warnings += 1;
      if (warnings <= MOST_WARNINGS) print(logIssue("warning", spell(line)));
      else say(`Warning: ${line}`);
      if (warnings === MOST_WARNINGS + 1) {
        print(logIssue("warning", "There are more warnings in the log."));
      }
    },
    debug: (line) => print(debugLine(line)),
  };
}
