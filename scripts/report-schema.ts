import { oneLine } from "./markdown.ts";

const TEXT = { type: "string" };

/** The JSON schema of the output `report` and of the file at `report-path`. */
export const REPORT_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["version", "truncated", "items"],
  properties: {
    version: { const: 1 },
    truncated: { type: "boolean" },
    finished: { const: false },
    "job-url": TEXT,
    items: { type: "array", items: { $ref: "#/$defs/item" } },
    ignored: { type: "array", items: { type: "object", additionalProperties: TEXT } },
    // Of the whole, as the terminal's command prints it; and what `list-items` found.
    gate: { enum: ["open", "closed"] },
    reason: TEXT,
    listed: { type: "array", items: { type: "object" } },
  },
  $defs: {
    item: {
      type: "object",
      required: ["gate", "reason"],
      properties: {
        gate: { enum: ["open", "closed"] },
        jobs: { type: "array", items: { $ref: "#/$defs/job" } },
      },
      additionalProperties: TEXT,
    },
    job: {
      type: "object",
      required: ["id"],
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
export function schemaText(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, inner: string) => `[${oneLine(inner)}]`)
    .replace(/\{\s+([^{}]*?)\s+\}/g, (_, inner: string) => `{ ${oneLine(inner)} }`);
}
