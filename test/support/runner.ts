import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACTION_DEFAULTS } from "./action-defaults.ts";

/** How the runner starts the action. */
export interface StepSettings {
  /** The step's `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The bundle to run; default `dist/index.js` of this checkout. */
  readonly bundle?: string;
  /** The runner's Node; by default that of the tests. */
  readonly node?: string;
  /** Called with the process once it runs, to send it signals. */
  readonly onStart?: (process: { kill(signal: NodeJS.Signals): boolean; pid: number }) => void;
  /** Called with everything written to standard output so far. */
  readonly onOutput?: (stdout: string) => void;
}

/** What the runner sees of a step. */
export interface StepResult {
  readonly exitCode: number;
  /** Raw standard output, workflow commands included. */
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly summary: string;
  /** Everything the step left in files: outputs, summary, state and report. */
  readonly written: string;
}

const BUNDLE = join(import.meta.dirname, "..", "..", "dist", "index.js");

/** Starts the bundle as the runner does: inputs in `INPUT_*`, files for outputs, summary and state. */
export async function runStep(settings: StepSettings): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), "runner-"));
  try {
    const { files, env } = await stepEnv(folder, settings);
    const ended = await start(settings, folder, env);
    return {
      ...ended,
      outputs: parseOutputs(await readFile(files.GITHUB_OUTPUT, "utf8")),
      summary: await readFile(files.GITHUB_STEP_SUMMARY, "utf8"),
      written: await everythingIn(folder),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the runner gives a step: its environment, and the files that it may write, all in `folder`. */
export async function stepEnv(
  folder: string,
  settings: Pick<StepSettings, "inputs" | "env">,
): Promise<{ readonly files: typeof files; readonly env: NodeJS.ProcessEnv }> {
  const files = {
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    GITHUB_STATE: join(folder, "state"),
  };
  await Promise.all(Object.values(files).map((file) => writeFile(file, "")));
  const given = { ...ACTION_DEFAULTS, ...settings.inputs };
  const inputs = Object.entries(given).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  const env = {
    PATH: process.env.PATH,
    ...files,
    RUNNER_TEMP: folder,
    GITHUB_REPOSITORY: "contoso/payroll",
    GITHUB_RUN_ID: "4711",
    ...Object.fromEntries(inputs),
    ...settings.env,
  };
  return { files, env };
}

async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8"));
  return (await Promise.all(texts)).join("\n");
}

function start(
  { bundle = BUNDLE, node = process.execPath, onStart, onOutput }: StepSettings,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Pick<StepResult, "exitCode" | "stdout" | "stderr">> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [bundle], { cwd, env });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
      onOutput?.(stdout);
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? -1, stdout, stderr }));
    if (child.pid !== undefined) {
      onStart?.({ pid: child.pid, kill: (signal) => child.kill(signal) });
    }
  });
}

/**
 * Reads the file command format: `name<<delimiter`, the value's lines, `delimiter`.
 *
 * @throws an error where the file holds anything but whole outputs, at which the runner fails too.
 */
export function parseOutputs(file: string): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>();
  const lines = file.split(/\r?\n/);
  if (lines.pop() !== "") throw new Error("The file of outputs ends inside a line.");
  for (let index = 0; index < lines.length; index++) {
    const [, name, delimiter] = /^([^<]+)<<(.+)$/.exec(lines[index] ?? "") ?? [];
    if (name === undefined || delimiter === undefined) {
      throw new Error(`The file of outputs holds a line of no output: ${lines[index]}`);
    }
    const end = lines.indexOf(delimiter, index + 1);
    if (end < 0) throw new Error(`The file of outputs ends inside '${name}'.`);
    outputs.set(name, lines.slice(index + 1, end).join("\n"));
    index = end;
  }
  return outputs;
}

/** The log as the run page shows it: annotations in words, masks and debug lines left out. */
export function asShown(stdout: string): string {
  const decode = (text: string) =>
    text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  return stdout
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, command, message = ""] =
        /^::([a-z-]+)(?: [^:]*(?::(?!:)[^:]*)*)?::(.*)$/.exec(line) ?? [];
      if (command === undefined) return [line];
      if (["add-mask", "debug", "endgroup"].includes(command)) return [];
      if (command === "group") return [`> ${decode(message)}`];
      const label = command.charAt(0).toUpperCase() + command.slice(1);
      return [`${label}: ${decode(message)}`];
    })
    .join("\n");
}
