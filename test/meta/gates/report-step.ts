import { asksForStatus } from "./condition.ts";
import { isLenient, type Step } from "./workflow.ts";

/** What a step may run that only tells how a gate ended. */
const COMMAND = /^(echo|cat|gh (issue|pr) (create|comment))( (--[\w-]+|[\w./-]+|""))*$/;
const UPLOAD = /^actions\/upload-artifact@/;

/**
 * Whether a step only tells how a gate ended: it says by a status function that it means to run in any
 * case, and prints, uploads, or writes to an issue. Without the function an `echo` stands for real work.
 */
export function onlyReports(step: Step, conditions: readonly string[]): boolean {
  if (!conditions.some(asksForStatus)) return false;
  return step.run === undefined ? UPLOAD.test(step.uses ?? "") : linesOf(step.run).every(isReport);
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
