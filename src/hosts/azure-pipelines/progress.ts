import { messageOf } from "../../errors.ts";
import type { Host } from "../../host.ts";
import type { AccountSoFar } from "../../report/step-report.ts";
import { reportSoFar } from "../report-so-far.ts";
import type { Agent } from "./agent.ts";
import { debugLine, setProgress } from "./commands.ts";
import { toAgentJson, toAgentLine } from "./escape.ts";
import { setOutput, taskFacts } from "./outputs.ts";

/**
 * Keeps what is known where a killed step leaves it: the whole report in its file and, of a step
 * about one item, the id of the job in its output. The page of the run shows how far it has come.
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
    const job = accounts.length === 1 ? accounts[0]?.known.job : undefined;
    try {
      if (job !== undefined) output("job-id", toAgentLine(job.id));
      output("report-path", agent.writeReport(parts(accounts)));
    } catch (error) {
      // The end of the step tries again, and says so if it fails.
      print(debugLine(`Could not keep what is known so far: ${messageOf(error)}`));
    }
    const percent = percentOf(accounts);
    if (percent === shown) return;
    print(setProgress(percent, inWords(accounts)));
    shown = percent;
  };
}

/** How far the work on each item has come: nobody knows how long a job takes. */
function percentOf(accounts: readonly AccountSoFar[]): number {
  const shares = accounts.map(({ known, verdict }): number => {
    if (verdict !== undefined) return 1;
    return known.job === undefined ? 0 : 0.5;
  });
  return Math.floor((100 * shares.reduce((sum, share) => sum + share, 0)) / accounts.length);
}

function inWords(accounts: readonly AccountSoFar[]): string {
  const [only, ...others] = accounts;
  if (others.length === 0) return only?.known.job === undefined ? "Looking" : "The job is running";
  const ended = accounts.filter(({ verdict }) => verdict !== undefined).length;
  const begun = accounts.filter(({ known }) => known.job !== undefined).length;
  return `${accounts.length} items: ${begun} have a job, ${ended} have ended`;
}
