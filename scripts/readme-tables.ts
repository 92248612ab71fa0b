import { parse } from "yaml";
import type { ItemCondition } from "../src/azure/item.ts";
import { ITEM_OPERATIONS } from "../src/operations/operation.ts";
import { type Gate, REASONS } from "../src/reasons.ts";

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
export function generated(action: ActionMetadata): Readonly<Record<string, string>> {
  return {
    inputs: inputsTable(action),
    outputs: outputsTable(action),
    "report-schema": ["```json", formatted(REPORT_SCHEMA), "```"].join("\n"),
    "opening-reasons": reasonsTable("open"),
    "shutting-reasons": reasonsTable("closed"),
    states: stateTable(),
  };
}

/**
 * Puts each part between its markers, `<!-- name:start -->` and `<!-- name:end -->`.
 *
 * @throws when a pair of markers is missing.
 */
export function fill(readme: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README.md lacks ${start} … ${end}.`);
    return `${text.slice(0, from)}${start}\n\n${part}\n\n${text.slice(to)}`;
  }, readme);
}

/** A Markdown table; a bar in a cell would end the cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
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

function reasonsTable(wanted: Gate): string {
  const rows = Object.entries(REASONS)
    .filter(([, { gate }]) => gate === wanted)
    .map(([reason, { meaning }]) => [code(reason), meaning]);
  return table([code("reason"), "What it means"], rows);
}

/** How the README calls the states of an item; Azure's own words in code. */
const CONDITIONS: Readonly<Record<ItemCondition, string>> = {
  protected: "`Protected`, or `IRPending` (first backup pending)",
  error: "`ProtectionError` or another state, or its policy is inconsistent",
  stopped: "`ProtectionStopped`",
  suspended: "`BackupsSuspended`",
  "soft-deleted": "soft-deleted",
};

function stateTable(): string {
  const operations = Object.entries(ITEM_OPERATIONS);
  const head = operations.map(([name, { azureName }]) => `${code(name)} (${azureName})`);
  const rows = Object.entries(CONDITIONS).map(([condition, words]) => [
    words,
    ...operations.map(([, { column }]) => column[condition as ItemCondition].text),
  ]);
  const missing = ["not there", ...operations.map(() => code("item-not-found"))];
  return table(["The database is", ...head], [...rows, missing]);
}

const TEXT = { type: "string" };

/** JSON schema of the output `report` and of the file at `report-path`. */
export const REPORT_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["version", "truncated", "items"],
  properties: {
    version: { const: 1 },
    truncated: { type: "boolean" },
    items: { type: "array", items: { $ref: "#/$defs/item" } },
  },
  $defs: {
    item: {
      type: "object",
      required: ["item-name", "gate", "reason", "job-id", "error-code"],
      properties: {
        gate: { enum: ["open", "closed"] },
        jobs: { type: "array", items: { $ref: "#/$defs/job" } },
      },
      additionalProperties: TEXT,
    },
    job: {
      type: "object",
      required: ["id", "status", "tasks"],
      properties: {
        id: TEXT,
        status: TEXT,
        operation: TEXT,
        "start-time": TEXT,
        "end-time": TEXT,
        "activity-id": TEXT,
        tasks: { type: "array", items: { $ref: "#/$defs/task" } },
        properties: { type: "object", additionalProperties: TEXT },
      },
      additionalProperties: false,
    },
    task: {
      type: "object",
      required: ["name", "status"],
      properties: { name: TEXT, status: TEXT },
      additionalProperties: false,
    },
  },
} as const;

/** JSON with its innermost lists and objects on one line each. */
function formatted(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, inner: string) => `[${oneLine(inner)}]`)
    .replace(/\{\s+([^{}]*?)\s+\}/g, (_, inner: string) => `{ ${oneLine(inner)} }`);
}

function code(text: string): string {
  return `\`${text}\``;
}

function oneLine(text = ""): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}
