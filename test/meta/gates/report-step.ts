import { asksForStatus } from "./condition.ts";
import { isLenient, type Step } from "./workflow.ts";
import { exampleScript } from "./yaml.ts";

/** What a step may run that only tells how a gate ended. */
const COMMAND = /^(echo|cat|gh (issue|pr) (create|comment))( (--[\w-]+|[\w./-]+|""))*$/;
const UPLOAD = /^actions\/upload-artifact@/;

/**
 * Scripts of examples that do more than print. What they do cannot be read off, so they run under act, in
 * `test/workflows/telling-cases.ts`, beside what they may talk to.
 */
const TOLD_BY_EXAMPLES = [
  exampleScript("nightly-verification.yml", "verify", "Open the issue, or add to it"),
  exampleScript("tell-a-channel.yml", "verify", "Tell the channel"),
];

/**
 * Whether a step only tells how a gate ended: it says by a status function that it means to run in any
 * case, and prints, uploads, or writes to an issue. Without the function an `echo` stands for real work.
 */
export function onlyReports(step: Step, conditions: readonly string[]): boolean {
  if (!conditions.some(asksForStatus)) return false;
  if (step.run === undefined) return UPLOAD.test(step.uses ?? "");
  return TOLD_BY_EXAMPLES.includes(step.run) || linesOf(step.run).every(isReport);
}

/** Whether a step does nothing but make its job red, after a word why. */
export function onlyFails(step: Step): boolean {
  if (step.run === undefined || isLenient(step)) return false;
  const lines = linesOf(step.run);
  return lines.at(-1) === "exit 1" && lines.slice(0, -1).every(isReport);
}

function linesOf(script: string): readonly string[] {
  return script
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** One command that prints, to the log or to the job summary; no other redirection, pipe or list. */
function isReport(line: string): boolean {
  const command = line
    .replace(/ >> "\$GITHUB_STEP_SUMMARY"$/, "")
    .replaceAll(/"(?:[^"`$\\]|\$(?!\())*"|'[^']*'/g, '""');
  return COMMAND.test(command);
}
