import { parseArgs } from "node:util";
import { nearest, UsageError } from "./usage.ts";

/** What both ways of calling it have. */
interface Common {
  /** A file that describes the vault. */
  readonly vaultFile: string | undefined;
  /** 60 makes a minute a second. */
  readonly timeScale: number;
}

/** A workflow to run. */
export interface WorkflowCall extends Common {
  readonly kind: "workflow";
  readonly file: string;
  readonly job: string | undefined;
  readonly vars: ReadonlyMap<string, string>;
  readonly inputs: ReadonlyMap<string, string>;
  readonly realCommands: boolean;
}

/** A step to run by hand. */
export interface StepCall extends Common {
  readonly kind: "step";
  readonly inputs: ReadonlyMap<string, string>;
}

/** At this pace a VM's backup takes half a minute, and reads are still as fast as the action wants them. */
const TIME_SCALE = "120";

/** How the command is called. */
export const USAGE = `npm run try -- INPUT=VALUE …      one step with these inputs
npm run try -- FILE.yml [options] a workflow

Both run this checkout of the action against an emulated Azure Backup.

  --vault FILE        describes the vault (docs/vault.yml), or holds the output 'items' of 'list-items'
  --time-scale N      how much faster time passes; default ${TIME_SCALE}: two hours take a minute
  --job NAME          only this job of the workflow, and those that it needs
  --var NAME=VALUE    a variable or secret that the workflow reads
  --input NAME=VALUE  an input of 'workflow_dispatch'
  --real-commands     lets the workflow's scripts run what its repository and this machine have`;

const OPTIONS = {
  vault: { type: "string" },
  "time-scale": { type: "string", default: TIME_SCALE },
  job: { type: "string" },
  var: { type: "string", multiple: true, default: [] as string[] },
  input: { type: "string", multiple: true, default: [] as string[] },
  "real-commands": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/**
 * Reads a command line; `known` are the inputs of the action.
 *
 * @returns "help" where that is asked for.
 * @throws UsageError
 */
export function readArguments(
  args: readonly string[],
  known: readonly string[],
): WorkflowCall | StepCall | "help" {
  const { values, positionals } = parsed(args, known);
  if (values.help) return "help";
  const timeScale = Number(values["time-scale"]);
  if (!(timeScale >= 1 && timeScale <= 1_000)) {
    throw new UsageError(`--time-scale is '${values["time-scale"]}', not a number from 1 to 1000.`);
  }
  const common = { vaultFile: values.vault, timeScale };
  const file = positionals.find((word) => !isPair(word));
  if (file === undefined) {
    const forWorkflows = ["job", "var", "input", "real-commands"] as const;
    const given = forWorkflows.find((name) => values[name] && String(values[name]) !== "");
    if (given !== undefined) throw new UsageError(`--${given} is for a workflow: name its file.`);
    return { ...common, kind: "step", inputs: stepInputs(positionals, known) };
  }
  if (!/\.ya?ml$/i.test(file)) {
    throw new UsageError(`'${file}' is neither a workflow (FILE.yml) nor an input (NAME=VALUE).`);
  }
  if (positionals.length > 1) {
    throw new UsageError(`Give one workflow or inputs, not '${positionals.join("' and '")}'.`);
  }
  return {
    ...common,
    kind: "workflow",
    file,
    job: values.job,
    vars: pairs(values.var, "--var"),
    inputs: pairs(values.input, "--input"),
    realCommands: values["real-commands"],
  };
}

function parsed(args: readonly string[], known: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [problem = ""] = (error as Error).message.split(/\. |\.?\n/);
    const [, option = ""] = /^Unknown option '--?([\w-]+)/.exec(problem) ?? [];
    if (known.includes(option)) {
      throw new UsageError(`Inputs have no dashes in front: '${option}=…', not '--${option}'.`);
    }
    if (option === "") throw new UsageError(`${problem}.`);
    throw new UsageError(`${problem}${nearest(option, Object.keys(OPTIONS))}`);
  }
}

/** `NAME=VALUE`; a path may hold an equals sign further on. */
function isPair(word: string): boolean {
  return /^[^/\\=]+=/.test(word);
}

/** Inputs of the action by name; the lines of one that is given several times. */
function stepInputs(
  words: readonly string[],
  known: readonly string[],
): ReadonlyMap<string, string> {
  if (words.length === 0) {
    throw new UsageError("Name a workflow, or inputs such as 'operation=list-items' and 'item=*'.");
  }
  const inputs = new Map<string, string>();
  for (const [name, value] of words.map(split)) {
    if (!known.includes(name)) {
      throw new UsageError(`The action has no input '${name}'${nearest(name, known)}`);
    }
    const before = inputs.get(name);
    inputs.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return inputs;
}

function pairs(words: readonly string[], option: string): ReadonlyMap<string, string> {
  const wrong = words.find((word) => !isPair(word));
  if (wrong !== undefined)
    throw new UsageError(`${option} is '${wrong}'; write ${option} NAME=VALUE.`);
  return new Map(words.map(split));
}

function split(word: string): readonly [string, string] {
  const equals = word.indexOf("=");
  return [word.slice(0, equals), word.slice(equals + 1)];
}
