import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandIn, type LoggingCommand } from "./logging-command.ts";

/** What the agent reads of `task.json`. */
export interface TaskDefinition {
  readonly inputs: readonly { readonly name: string; readonly defaultValue?: string }[];
  readonly outputVariables: readonly { readonly name: string }[];
  readonly restrictions: { readonly settableVariables: { readonly allowed: readonly string[] } };
  readonly execution: Readonly<Record<string, { readonly target: string }>>;
}

/** How the agent starts a task. */
export interface TaskSettings {
  /** The folder of the task, as it was unpacked. */
  readonly task: string;
  /** The `inputs:` of the step. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Service connections, secrets and the rest of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The agent's Node; by default that of the tests. */
  readonly node?: string;
  /** Called with all that has been written so far. */
  readonly onOutput?: (written: string, cancel: () => void) => void;
}

/** What the agent makes of a task that has ended. */
export interface TaskResult {
  readonly exitCode: number;
  /** The worst that the task or its exit code says. */
  readonly result: "Succeeded" | "SucceededWithIssues" | "Failed";
  /** Both streams, as they came. */
  readonly written: string;
  readonly commands: readonly LoggingCommand[];
  /** The lines of the log as people see them, masked. */
  readonly shown: readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly summary: string;
  /** The report at the output `reportPath`; undefined if there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects.
  readonly report: any;
  /** What the agent complains about: commands and variables that it does not take. */
  readonly complaints: readonly string[];
}

/** The agent keeps so many issues of each type. */
const MOST_ISSUES = 10;

/** Starts a task as the agent does: its environment alone, both streams read line by line. */
export async function runTask(settings: TaskSettings): Promise<TaskResult> {
  const folder = await mkdtemp(join(tmpdir(), "agent-"));
  const definition = readDefinition(settings.task);
  try {
    const ended = await start(settings, definition, folder);
    const { summary, report } = await filesOf(ended.written);
    return { ...judged(definition, ended), summary, report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readDefinition(task: string): TaskDefinition {
  return JSON.parse(readFileSync(join(task, "task.json"), "utf8")) as TaskDefinition;
}

/** Defaults first, then what the step gives, which may be empty. */
function inputsAsEnv(
  { inputs }: TaskDefinition,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => inputs.every((input) => input.name !== name));
  if (unknown.length > 0) throw new Error(`The task has no input ${unknown.join(", ")}.`);
  return Object.fromEntries(
    inputs.map(({ name, defaultValue = "" }) => {
      const value = (given[name] ?? defaultValue).trim();
      return [`INPUT_${name.replace(/[. ]/g, "_").toUpperCase()}`, value];
    }),
  );
}

function start(
  { task, inputs, env, node = process.execPath, onOutput }: TaskSettings,
  definition: TaskDefinition,
  folder: string,
): Promise<{ exitCode: number; written: string }> {
  const target = join(task, definition.execution.Node24?.target ?? "");
  return new Promise((resolve, reject) => {
    const child = spawn(node, [target], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        AGENT_TEMPDIRECTORY: folder,
        SYSTEM_TEAMPROJECT: "payroll",
        BUILD_BUILDID: "4711",
        ...inputsAsEnv(definition, inputs),
        ...env,
      },
    });
    let written = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        written += chunk;
        onOutput?.(written, () => child.kill("SIGINT"));
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? -1, written }));
  });
}

async function filesOf(written: string) {
  const commands = written.split(/\r?\n/).flatMap((line) => commandIn(line) ?? []);
  const last = (is: (command: LoggingCommand) => boolean) => commands.findLast(is)?.data ?? "";
  const summary = last(({ name }) => name === "task.uploadsummary");
  const report = last(({ properties }) => properties.variable === "reportPath");
  return {
    summary: existsSync(summary) ? await readFile(summary, "utf8") : "",
    report: existsSync(report) ? JSON.parse(await readFile(report, "utf8")) : undefined,
  };
}

const KNOWN = [
  "task.setvariable",
  "task.setsecret",
  "task.logissue",
  "task.setprogress",
  "task.debug",
  "task.uploadsummary",
  "task.complete",
];

/** What the agent has gathered so far. */
interface Gathered {
  readonly outputs: Map<string, string>;
  readonly secrets: string[];
  readonly issues: { readonly error: string[]; readonly warning: string[] };
  readonly complaints: string[];
  readonly results: string[];
  readonly commands: LoggingCommand[];
  readonly shown: string[];
}

/** What the agent makes of the lines and the exit code of a task. */
export function judged(
  definition: TaskDefinition,
  { exitCode, written }: { exitCode: number; written: string },
) {
  const gathered: Gathered = {
    outputs: new Map(),
    secrets: [],
    issues: { error: [], warning: [] },
    complaints: [],
    results: [exitCode === 0 ? "Succeeded" : "Failed"],
    commands: [],
    shown: [],
  };
  for (const line of written.split(/\r?\n/)) {
    const command = commandIn(line);
    if (command !== undefined) obey(command, gathered, definition);
    else if (line !== "") gathered.shown.push(masked(line, gathered));
  }
  const { results, issues, ...rest } = gathered;
  const worst = ["Failed", "SucceededWithIssues", "Succeeded"].find((one) => results.includes(one));
  return {
    ...rest,
    exitCode,
    written,
    result: worst as TaskResult["result"],
    errors: issues.error,
    warnings: issues.warning,
  };
}

function masked(line: string, { secrets }: Gathered): string {
  return secrets.reduce((all, secret) => all.replaceAll(secret, "***"), line);
}

function obey(command: LoggingCommand, gathered: Gathered, definition: TaskDefinition): void {
  const { name, properties, data } = command;
  const { complaints, issues } = gathered;
  const { variable = "", type = "", result = "" } = properties;
  gathered.commands.push(command);
  if (!KNOWN.includes(name)) complaints.push(`unknown command ${name}`);
  if (name === "task.setsecret") gathered.secrets.push(data);
  if (name === "task.complete") gathered.results.push(result);
  if (name === "task.logissue") {
    const own = type === "error" ? issues.error : issues.warning;
    gathered.shown.push(`##[${type}]${masked(data, gathered)}`);
    if (own.push(masked(data, gathered)) > MOST_ISSUES) complaints.push(`too many: ${type}`);
  }
  if (name === "task.setvariable") {
    const { restrictions, outputVariables } = definition;
    const isAllowed = restrictions.settableVariables.allowed.includes(variable);
    const isDeclared = outputVariables.some((one) => one.name === variable);
    const isOutput = properties.isOutput === "true";
    if (!isAllowed || !isDeclared || !isOutput) complaints.push(`variable ${variable}`);
    gathered.outputs.set(variable, data);
  }
}
