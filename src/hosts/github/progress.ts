import { messageOf } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { inertFacts } from "../inert-facts.ts";
import { reportSoFar } from "../report-so-far.ts";
import { makeInert, toInertJson } from "./escape.ts";
import type { Runner } from "./runner.ts";

/**
 * Keeps what is known where a killed step leaves it: the whole report in its file and, of a step
 * about one item, the id of the job in its output.
 */
export function progressOf(
  runner: Pick<Runner, "output" | "writeReport" | "debug">,
): Host["progress"] {
  const parts = reportSoFar({
    facts: (facts) => inertFacts(facts, makeInert),
    toJson: toInertJson,
  });
  const set = new Map<string, string>();
  const output = (name: string, value: string) => {
    if (set.get(name) === value) return;
    runner.output(name, value);
    set.set(name, value);
  };
  return (accounts) => {
    const job = accounts.length === 1 ? accounts[0]?.known.job : undefined;
    try {
      if (job !== undefined) output("job-id", makeInert(job.id));
      output("report-path", runner.writeReport(parts(accounts)));
    } catch (error) {
      // The end of the step tries again, and says so if it fails.
      runner.debug(makeInert(`Could not keep what is known so far: ${messageOf(error)}`));
    }
  };
}
