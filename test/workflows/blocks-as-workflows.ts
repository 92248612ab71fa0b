import { allExamples } from "../meta/gates/yaml.ts";
import { ACTION } from "./stage.ts";

/** What a block may need from the workflow around it. */
const AROUND = `on:
  workflow_dispatch:
    inputs:
      job-id:
        type: string
jobs:
  backup:
    runs-on: ubuntu-latest
    outputs:
      job-id: 7ddead57-bcb9-4269-ac31-6a1b57588700
    steps:
      - run: "true"
  block:
    needs: backup
    runs-on: ubuntu-latest
    steps:
`;

/** Every block of the pages that is a part of a workflow, as a whole one, by a name for its file. */
export function blocksAsWorkflows(): ReadonlyMap<string, string> {
  const blocks = allExamples().filter(
    ({ where }) => where.includes(".md:") && !where.startsWith("docs/gitlab.md"),
  );
  return new Map(
    blocks.map(({ where, text }) => [`${where.replace(":", "/line-")}.yml`, asWorkflow(text)]),
  );
}

function asWorkflow(text: string): string {
  if (/^jobs:/m.test(text)) return /^on:/m.test(text) ? text : `on: workflow_dispatch\n${text}`;
  if (text.startsWith("permissions:"))
    return `${AROUND.replace("jobs:", `${text}jobs:`)}      - run: 'true'\n`;
  if (text.startsWith("- ")) return AROUND + indented(`${gateFor(text)}${text}`, 6);
  return `${AROUND}${indented(`- uses: ${ACTION}\n  with:\n    operation: list-items\n`, 6)}${indented(text, 10)}`;
}

/** The gate whose outputs a block reads without showing it. */
function gateFor(text: string): string {
  const isMissing = text.includes("steps.gate.") && !text.includes("id: gate");
  return isMissing
    ? `- id: gate\n  uses: ${ACTION}\n  with: { operation: list-items, vault: v }\n`
    : "";
}

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}
