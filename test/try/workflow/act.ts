import { spawn } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { type Line, parseLine } from "../../workflows/act.ts";
import { UsageError } from "../usage.ts";

/**
 * Where act is: on the PATH, where `go install` puts it, or where `.ci/workflows install` does.
 *
 * @throws UsageError where it is nowhere, and on Windows.
 */
export function findAct(env: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === "win32") {
    throw new UsageError("Workflows are tried on Linux and macOS: use the Linux of Windows (WSL).");
  }
  const home = env.HOME || homedir();
  const cache = join(env.XDG_CACHE_HOME || join(home, ".cache"), "azure-backup-gate");
  const folders = [
    ...(env.PATH ?? "").split(delimiter),
    env.GOBIN ?? "",
    join(env.GOPATH || join(home, "go"), "bin"),
    ...globSync(join(cache, "act-*")),
  ];
  const found = folders.filter(Boolean).find((folder) => existsSync(join(folder, "act")));
  if (found !== undefined) return join(found, "act");
  throw new UsageError(
    `act, which runs workflows, is missing: 'go install github.com/nektos/act@${testedVersion()}', or 'brew install act' or another package manager.`,
  );
}

/** The version of act that the checks of this repository install. */
function testedVersion(): string {
  const script = join(import.meta.dirname, "..", "..", "..", ".ci", "workflows");
  return /^act=(\S+)$/m.exec(readFileSync(script, "utf8"))?.[1] ?? "latest";
}

/** How act is started. */
export interface ActSettings {
  readonly act: string;
  readonly event: string;
  /** The workflow's path below the repository's root. */
  readonly workflow: string;
  readonly job: string | undefined;
  readonly labels: readonly string[];
  /** `owner/repository@ref=folder` of each action that is not fetched. */
  readonly localActions: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly vars: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
  readonly inputs: ReadonlyMap<string, string>;
  readonly repository: string;
  readonly home: string;
  /** For act and the scripts. */
  readonly path: string;
}

/** Runs act, hands on what it writes line by line, and returns its exit code. */
export async function runAct(
  settings: ActSettings,
  { onLine, onText }: { onLine: (line: Line) => void; onText: (text: string) => void },
): Promise<number> {
  const { act, repository, home, path } = settings;
  const child = spawn(act, argumentsOf(settings), {
    cwd: repository,
    env: { PATH: path, HOME: home, XDG_CACHE_HOME: join(home, "cache") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  const take = (text: string) => {
    const line = parseLine(text);
    if (line === undefined) onText(text);
    else onLine(line);
  };
  await Promise.all([readLines(child.stdout, take), readLines(child.stderr, take)]);
  return ended;
}

async function readLines(stream: NodeJS.ReadableStream, take: (text: string) => void) {
  for await (const line of createInterface(stream)) take(line);
}

function argumentsOf(settings: ActSettings): readonly string[] {
  const { event, workflow, job, labels, localActions, env, vars, secrets, inputs } = settings;
  const each = (flag: string, values: Iterable<readonly [string, string]>) =>
    [...values].flatMap(([name, value]) => [flag, `${name}=${value}`]);
  return [
    event,
    ...["--workflows", workflow],
    ...(job === undefined ? [] : ["--job", job]),
    ...labels.flatMap((label) => ["--platform", `${label}=-self-hosted`]),
    ...localActions.flatMap((action) => ["--local-repository", action]),
    // Only then does it tell what it skips.
    ...["--json", "--verbose", "--no-cache-server"],
    ...each("--env", Object.entries(env)),
    ...each("--var", vars),
    ...each("--secret", secrets),
    ...each("--input", inputs),
  ];
}
