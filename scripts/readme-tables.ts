import { inputsOf, outputsOf } from "../src/inputs/rows-of-host.ts";
import { code, oneLine, table } from "./markdown.ts";
import { reasonsTable } from "./reasons-table.ts";
import { REPORT_SCHEMA, schemaText } from "./report-schema.ts";
import { sampleSummary } from "./sample-summary.ts";

/** Every generated part of the README, by the name of its markers. */
export function readmeParts(): Readonly<Record<string, string>> {
  return {
    inputs: inputsTable(),
    outputs: outputsTable(),
    "report-schema": ["```json", schemaText(REPORT_SCHEMA), "```"].join("\n"),
    "opening-reasons": reasonsTable("open"),
    "green-reasons": reasonsTable("green"),
    "sample-summary": sampleSummary(),
  };
}

function inputsTable(): string {
  const rows = inputsOf("github").map((input) => {
    const required = input.required ? "**Required.** " : "";
    const byDefault = input.default === "" ? "" : ` Default: ${code(input.default)}.`;
    return [code(input.name), `${required}${oneLine(input.description)}${byDefault}`];
  });
  return table(["Input", "Meaning"], rows);
}

function outputsTable(): string {
  const rows = outputsOf("github").map(({ name, description }) => [
    code(name),
    oneLine(description),
  ]);
  return table(["Output", "Meaning"], rows);
}
