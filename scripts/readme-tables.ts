import { parse } from "yaml";
import type { ItemCondition } from "../src/azure/item.ts";
import { ITEM_OPERATIONS } from "../src/operations/operation.ts";
import { JOB_TIMES, operationTime, type Typical } from "../src/time/schedule.ts";
import { code, oneLine, table } from "./markdown.ts";
import { reasonsTable } from "./reasons-table.ts";

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
    "report-schema": ["```json", formatted(REPORT_SCHEMA), "```"].join("\n"),
    "opening-reasons": reasonsTable("open"),
    "shutting-reasons": reasonsTable("red"),
    "green-reasons": reasonsTable("green"),
    states: stateTable(),
    waiting: waitingTable(),
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
  return table(["The item is", ...head], [...rows, missing]);
}

/** The columns of the table of pauses: workload, and the type of its jobs. */
const WAITING: Readonly<Record<string, readonly [workload: string, jobType: string]>> = {
  SQL: ["SQLDataBase", "AzureWorkloadJob"],
  "SAP HANA": ["SAPHanaDatabase", "AzureWorkloadJob"],
  "SAP ASE": ["SAPAseDatabase", "AzureWorkloadJob"],
  VM: ["VM", "AzureIaaSVMJob"],
  "File share": ["AzureFileShare", "AzureStorageJob"],
};

function waitingTable(): string {
  const operations = Object.keys(ITEM_OPERATIONS).map((operation) => [
    code(operation),
    ...Object.values(WAITING).map(([workload]) => seconds(operationTime(operation, workload))),
  ]);
  const job = Object.values(WAITING).map(([, type]) => seconds(JOB_TIMES[`${type} Backup`]));
  return table(["", ...Object.keys(WAITING)], [...operations, ["the job of a backup", ...job]]);
}

function seconds(typical: Typical | undefined): string {
  const { firstSeconds, denseUntilSeconds } = typical ?? { firstSeconds: 0, denseUntilSeconds: 0 };
  return denseUntilSeconds > firstSeconds
    ? `${firstSeconds}, ${denseUntilSeconds}`
    : String(firstSeconds);
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
