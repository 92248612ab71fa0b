import { readFileSync } from "node:fs";
import { join } from "node:path";
import { camelCase } from "../src/hosts/azure-pipelines/names.ts";
import { CHOICES } from "../src/inputs/choices.ts";
import { type HostInput, inputsOf, outputsOf } from "../src/inputs/rows-of-host.ts";
import { INPUTS, type InputName, type InputOfSome } from "../src/manifest/input-table.ts";
import { OUTPUT_ROWS } from "../src/manifest/output-rows.ts";
import { operationsUsing } from "../src/operations/operations.ts";

/** Never changes: pipelines know the task by it. */
const TASK_ID = "6d6f2d9e-3a5b-4a0c-9a7e-5c1f0b8e4d27";

/** The folder of the task in the extension, and its name in a pipeline. */
export const TASK_NAME = "AzureBackupGate";

const TITLE = "Azure Backup Gate";
const SUMMARY =
  "Backs up, checks, changes or stops what Azure Backup protects, and passes only if the job ended well.";

/** The version in `package.json`. */
function packageVersion(): string {
  const path = join(import.meta.dirname, "..", "package.json");
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}

/** The text of `task.json`, made from the tables of inputs and outputs. */
export function taskJson(): string {
  const [Major = 0, Minor = 0, Patch = 0] = packageVersion().split(".").map(Number);
  const target = { target: "index.js" };
  const outputs = outputsOf("azure-pipelines");
  const task = {
    id: TASK_ID,
    name: TASK_NAME,
    friendlyName: TITLE,
    description: SUMMARY,
    helpMarkDown: "The gate's own documents describe each input: docs/azure-pipelines.md.",
    author: "Azure Backup Gate contributors",
    category: "Deploy",
    visibility: ["Build", "Release"],
    runsOn: ["Agent", "DeploymentGroup"],
    version: { Major, Minor, Patch },
    minimumAgentVersion: "4.248.0",
    instanceNameFormat: "Backup gate: $(operation)",
    inputs: inputsOf("azure-pipelines").map(taskInput),
    outputVariables: outputs.map(({ name, description }) => ({
      name: camelCase(name),
      description: spellCode(description),
    })),
    // Whatever a line of the log looks like, no other variable changes.
    restrictions: {
      settableVariables: { allowed: outputs.map(({ name }) => camelCase(name)) },
    },
    execution: { Node20_1: target, Node24: target },
  };
  return `${JSON.stringify(task, undefined, 2)}\n`;
}

/** The manifest of the extension that holds the task. */
export function extensionJson(): string {
  const manifest = {
    manifestVersion: 1,
    id: "azure-backup-gate",
    publisher: "OWNER",
    version: packageVersion(),
    name: TITLE,
    description: SUMMARY,
    targets: [{ id: "Microsoft.VisualStudio.Services" }],
    categories: ["Azure Pipelines"],
    icons: { default: "extension-icon.png" },
    content: { details: { path: "overview.md" }, license: { path: "LICENSE" } },
    files: [{ path: TASK_NAME }],
    contributions: [
      {
        id: "azure-backup-gate-task",
        type: "ms.vss-distributed-task.task",
        targets: ["ms.vss-distributed-task.tasks"],
        properties: { name: TASK_NAME },
      },
    ],
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function taskInput(input: HostInput) {
  const { name, type, isForAll, required } = input;
  const words = Object.entries<readonly string[]>(CHOICES).find(([choice]) => choice === name)?.[1];
  const isTold = input.default !== "" && type !== "flag" && name !== "environment";
  const told = isTold ? ` Default: \`${input.default}\`.` : "";
  return {
    name: camelCase(name),
    type: fieldOf(input),
    label: labelOf(name),
    ...(type === "flag" ? { defaultValue: input.default } : {}),
    required: required || name === "azure-subscription",
    helpMarkDown: spellCode(`${input.description}${told}`),
    ...(isForAll ? {} : { visibleRule: ruleOf(name as InputOfSome) }),
    ...(type === "choice" && words !== undefined
      ? {
          options: Object.fromEntries(words.map((word) => [word, word])),
          properties: { EditableOptions: "True" },
        }
      : {}),
  };
}

function fieldOf({ name, type }: HostInput): string {
  if (name === "azure-subscription") return "connectedService:AzureRM";
  switch (type) {
    case "flag":
      return "boolean";
    case "lines":
      return "multiLine";
    case "choice":
      return "pickList";
    default:
      return "string";
  }
}

/** The name in words, such as `Dry run`. */
function labelOf(name: string): string {
  const words = name.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Shows the field for the operations that use it. */
function ruleOf(name: InputName): string {
  return operationsUsing(name)
    .map((operation) => `operation = ${operation}`)
    .join(" || ");
}

/** A description in which inputs and outputs have the names of the task. */
function spellCode(description: string): string {
  const names = [...Object.keys(INPUTS), ...Object.keys(OUTPUT_ROWS)];
  return description.replace(/`([a-z-]+)(?=`|: )/g, (code, name: string) =>
    names.includes(name) ? `\`${camelCase(name)}` : code,
  );
}
