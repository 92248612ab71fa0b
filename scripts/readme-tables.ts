import { inputsOf, outputsOf } from "../src/inputs/rows-of-host.ts";
import type { InputName } from "../src/manifest/input-table.ts";
import { code, oneLine, table } from "./markdown.ts";
import { reasonsTable } from "./reasons-table.ts";

/** What a reader wants to do, and the inputs for it; each input stands once. */
const TASKS: Readonly<Record<string, readonly InputName[]>> = {
  "Say what to do, and with what": [
    "operation",
    "vault",
    "resource-group",
    "subscription-id",
    "item",
    "workload-type",
  ],
  "Judge recovery points": [
    "max-recovery-point-age",
    "recovery-point-types",
    "ignore-stopped",
    "allowed-job-statuses",
  ],
  "Take a backup": ["backup-type", "retain-until", "enable-compression", "wait"],
  "Follow or cancel a job": ["job-id", "on-cancel"],
  "Change a policy, stop, delete": [
    "policy",
    "allow-shorter-retention",
    "confirm-delete",
    "dry-run",
    "resource-guard-tenant-id",
  ],
  "Work on several items": [
    "max-items",
    "max-parallel",
    "fail-fast",
    "allow-empty",
    "matrix-chunks",
  ],
  Wait: ["timeout-minutes", "poll-interval-seconds", "on-conflict"],
  "Sign in": [
    "client-id",
    "tenant-id",
    "client-secret",
    "auth-type",
    "audience",
    "environment",
    "resource-manager-url",
  ],
  "Show the verdict": ["summary", "github-token", "status-context"],
};

/** Every generated part of the README, by the name of its markers. */
export function readmeParts(): Readonly<Record<string, string>> {
  return {
    inputs: inputsTable(),
    outputs: outputsTable(),
    "opening-reasons": reasonsTable("open"),
    "green-reasons": reasonsTable("green"),
    "red-reasons": reasonsTable("red"),
  };
}

function inputsTable(): string {
  const inputs = new Map(inputsOf("github").map((input) => [input.name, input]));
  const rows = Object.entries(TASKS).flatMap(([task, names]) => [
    [`**${task}**`, ""],
    ...names.map((name) => {
      const input = inputs.get(name);
      if (!inputs.delete(name) || input === undefined) throw new Error(`'${name}' has no place.`);
      const required = input.required ? "**Required.** " : "";
      const byDefault = input.default === "" ? "" : ` Default: ${code(input.default)}.`;
      return [code(name), `${required}${oneLine(input.description)}${byDefault}`];
    }),
  ]);
  if (inputs.size > 0) throw new Error(`No task has ${[...inputs.keys()].join(", ")}.`);
  return table(["Input", "Meaning"], rows);
}

function outputsTable(): string {
  const rows = outputsOf("github").map(({ name, description }) => [
    code(name),
    oneLine(description),
  ]);
  return table(["Output", "Meaning"], rows);
}
