import { messageOf } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { reportSoFar } from "../report-so-far.ts";
import type { Agent } from "./agent.ts";
import { debugLine, setProgress } from "./commands.ts";
import { toAgentJson, toAgentLine } from "./escape.ts";
import { setOutput, taskFacts } from "./outputs.ts";

/**
 * Keeps what is known where a killed step leaves it: the whole report in its file and, of a step
 * about one item, the id of the job in its output. Of several items it shows how many have ended.
 */
export function agentProgress(agent: Pick<Agent, "print" | "writeReport">): Host["progress"] {
  const { print } = agent;
  const parts = reportSoFar({ facts: taskFacts, toJson: toAgentJson });
  const set = new Map<string, string>();
  const output = (name: "job-id" | "report-path", value: string) => {
    if (set.get(name) === value) return;
    setOutput(name, value, agent);
    set.set(name, value);
  };
  let shown = -1;
  return (accounts) => {
    const [only, ...others] = accounts;
    const job = others.length === 0 ? only?.known.job : undefined;
    try {
      if (job !== undefined) output("job-id", toAgentLine(job.id));
      output("report-path", agent.writeReport(parts(accounts)));
    } catch (error) {
      // The end of the step tries again, and says so if it fails.
      print(debugLine(`Could not keep what is known so far: ${messageOf(error)}`));
    }
    const ended = accounts.filter(({ verdict }) => verdict !== undefined).length;
    const percent = Math.floor((100 * ended) / accounts.length);
    if (others.length === 0 || percent === shown) return;
    print(setProgress(percent, `${ended} of ${accounts.length} items have ended`));
    shown = percent;
  };
}
