import { isLenient, type Step } from "./workflow.ts";
import { exampleScript } from "./yaml.ts";

const FILE = "hundreds-of-items.yml";

/** The example's script that writes down how the gate of a leg ended. */
export const WRITES = exampleScript(FILE, "legs", "Write the verdict down");

/** The example's script that is red unless every leg has written down that its gate is open. */
export const JUDGES = exampleScript(FILE, "gate", "Open if every leg is open");

/** Whether a step writes down for a later job how a gate ended, with the example's script. */
export function writesVerdict(step: Step): boolean {
  return step.run === WRITES;
}

/**
 * Whether a step is red unless the gates of all legs are open. What a script does cannot be read off,
 * so that it has to be the example's, which has tests of its own.
 */
export function judgesLegs(step: Step): boolean {
  return step.run === JUDGES && !isLenient(step);
}

/** Whether a step only carries verdicts from one job to another. */
export function carriesVerdicts(step: Step): boolean {
  if (step.run !== undefined) return writesVerdict(step) || judgesLegs(step);
  return /^actions\/download-artifact@/.test(step.uses ?? "");
}
