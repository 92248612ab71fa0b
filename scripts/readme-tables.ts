import { parse } from "yaml";
import { code, oneLine, table } from "./markdown.ts";
import { reasonsTable } from "./reasons-table.ts";
import { REPORT_SCHEMA, schemaText } from "./report-schema.ts";
import { sampleSummary } from "./sample-summary.ts";

/** The parts of `action.yml` that are documented or checked. */
export interface ActionMetadata {
  readonly inputs: Readonly<Record<string, InputMetadata>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
  readonly branding: { readonly icon: string; readonly color: string };
}

/** One input as `action.yml` declares it. */
export interface InputMetadata {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** Reads the text of `action.yml`. */
export function parseAction(yaml: string): ActionMetadata {
  return parse(yaml) as ActionMetadata;
}

/** Every generated part of the README, by the name of its markers. */
export function readmeParts(action: ActionMetadata): Readonly<Record<string, string>> {
  return {
    inputs: inputsTable(action),
    outputs: outputsTable(action),
    "report-schema": ["```json", schemaText(REPORT_SCHEMA), "```"].join("\n"),
    "opening-reasons": reasonsTable("open"),
    "green-reasons": reasonsTable("green"),
    "sample-summary": sampleSummary(),
  };
}

function inputsTable({ inputs }: ActionMetadata): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const required = input.required ? "**Required.** " : "";
    const byDefault = input.default === undefined ? "" : ` Default: ${code(input.default)}.`;
    return [code(name), `${required}${oneLine(input.description)}${byDefault}`];
  });
  return table(["Input", "Meaning"], rows);
}

function outputsTable({ outputs }: ActionMetadata): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [
    code(name),
    oneLine(description),
  ]);
  return table(["Output", "Meaning"], rows);
}
