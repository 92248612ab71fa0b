import type { OutputName } from "../../manifest/output-rows.ts";
import { type Facts, SENTENCE_OUTPUTS } from "../../report/outputs.ts";
import { inertFacts } from "../inert-facts.ts";
import type { Agent } from "./agent.ts";
import { setVariable } from "./commands.ts";
import { toAgentLine } from "./escape.ts";
import { camelCase } from "./names.ts";
import { spell } from "./spelling.ts";

/**
 * Sets one output of the step, in which even a name from Azure is no command if a later step prints
 * it; the last value under a name wins.
 */
export function setOutput(name: OutputName, value: string, { print }: Pick<Agent, "print">): void {
  print(setVariable(camelCase(name), value.split("\n").map(toAgentLine).join("\n")));
}

/** The outputs in a form that a later step may print, and in this host's words. */
export function taskFacts(facts: Facts): Facts {
  const inert = inertFacts(facts, toAgentLine);
  const spelled = Object.entries(inert).map(([name, value]) => [
    name,
    SENTENCE_OUTPUTS.includes(name) ? spell(value) : value,
  ]);
  return Object.fromEntries(spelled) as Facts;
}
