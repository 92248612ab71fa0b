import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { IDENTITY } from "../emulator/emulator.ts";
import { VAULT_ID } from "../support/subjects.ts";
import type { Stage } from "./stage.ts";

/** How a workflow is started. */
export interface Start {
  /** Its path below the root; act finds what it calls beside it. */
  readonly file: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Cancels the run while this step runs, as `job/step`, once the migration has begun. */
  readonly cancelDuring?: string;
}

/** What came of a run, as its log tells. */
export interface Run {
  readonly exitCode: number;
  /** `job/step` of each step that was started, and how it ended; legs of a matrix by path or number. */
  readonly steps: ReadonlyMap<string, string>;
  /** What a step wrote to its log, its lines trimmed. */
  said(step: string): string;
  /** What a step wrote to its summary. */
  summary(step: string): string;
  /** An output of a step; "" where it has set none. */
  output(step: string, name: string): string;
  /** Whether a step has set an output, be it to "". */
  wasSet(step: string, name: string): boolean;
  /** The environment of each run of `migrate.sh`. */
  readonly migrations: readonly Readonly<Record<string, string>>[];
  /** The whole log, for people. */
  readonly log: string;
}

/** A line of act's log. */
export interface Line {
  readonly msg: string;
  readonly level: string;
  readonly jobID?: string;
  readonly step?: string;
  /** Its id, and those of the steps that it is made of. */
  readonly stepID?: readonly string[];
  readonly stage?: string;
  readonly matrix?: {
    readonly [name: string]: unknown;
    readonly path?: string;
    readonly leg?: number;
  };
  readonly stepResult?: string;
  readonly jobResult?: string;
  readonly raw_output?: boolean;
  /** A workflow command as it was written. */
  readonly raw?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
}

/** Runs a workflow of the stage's repository under act, on this host and without Docker. */
export async function runWorkflow(start: Start, stage: Stage): Promise<Run> {
  const { repository, home, traces, programs } = stage;
  const child = spawn("act", argumentsOf(start, stage), {
    cwd: repository,
    env: {
      PATH: [programs.bin, process.env.PATH].join(delimiter),
      HOME: home,
      XDG_CACHE_HOME: join(home, "cache"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? -1));
  });
  let other = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    other += text;
  });
  const lines: Line[] = [];
  let cancelled = false;
  for await (const text of createInterface(child.stdout)) {
    const line = parseLine(text);
    if (line === undefined) other += `${text}\n`;
    else lines.push(line);
    if (!cancelled && line && start.cancelDuring === keyOf(line) && line.raw_output) {
      cancelled = child.kill("SIGINT");
    }
  }
  const exitCode = await ended;
  return { exitCode, ...readLog(lines, other), migrations: migrationsIn(traces) };
}

function argumentsOf({ file, inputs = {}, secrets = {} }: Start, stage: Stage): readonly string[] {
  const vars = {
    VAULT_ID,
    AZURE_CLIENT_ID: IDENTITY.clientId,
    AZURE_TENANT_ID: IDENTITY.tenantId,
  };
  const each = (flag: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  return [
    "workflow_dispatch",
    ...["--workflows", `.github/workflows/${basename(file)}`],
    ...["--platform", "ubuntu-latest=-self-hosted"],
    ...[...stage.actions].flatMap(([name, folder]) => ["--local-repository", `${name}=${folder}`]),
    ...["--json", "--no-cache-server"],
    ...each("--env", stage.env),
    ...each("--var", vars),
    ...each("--input", inputs),
    ...each("--secret", {
      GITHUB_TOKEN: stage.azure.githubApi.token,
      CHAT_WEBHOOK: stage.programs.webhook,
      ...secrets,
    }),
  ];
}

/** Reads a line of act's log; undefined: it is something else. */
export function parseLine(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

function keyOf({ jobID, step, matrix }: Line): string {
  const name = matrix?.path ?? matrix?.leg;
  const leg = name === undefined ? "" : ` (${name})`;
  return `${jobID}${leg}/${step}`;
}

function readLog(lines: readonly Line[], other: string): Omit<Run, "exitCode" | "migrations"> {
  // A checkout is what act makes it: a copy of the stage's repository, without which no migration runs.
  const main = lines.filter(
    ({ stage, step }) => stage === "Main" && !step?.startsWith("actions/checkout@"),
  );
  const of = (step: string) => main.filter((line) => keyOf(line) === step);
  const setting = (step: string, output: string) =>
    of(step).find(({ command, name }) => command === "set-output" && name === output);
  const raw = (some: readonly Line[]) => some.filter((line) => line.raw_output);
  const trimmed = ({ msg }: Line) => msg.trim();
  return {
    steps: new Map(
      main.flatMap((line) => (line.stepResult ? [[keyOf(line), line.stepResult]] : [])),
    ),
    said: (step) => raw(of(step)).map(trimmed).join("\n"),
    summary: (step) => of(step).find(({ command }) => command === "summary")?.content ?? "",
    output: (step, name) => setting(step, name)?.arg ?? "",
    wasSet: (step, name) => setting(step, name) !== undefined,
    log: `${lines.map((line) => `${keyOf(line)}: ${trimmed(line)}`).join("\n")}\n${other}`,
  };
}

/** What each run of the migration left behind: its environment, variables parted by NUL. */
function migrationsIn(folder: string): Run["migrations"] {
  return readdirSync(folder).map((file) => {
    const variables = readFileSync(join(folder, file), "utf8").split("\0");
    return Object.fromEntries(
      variables.filter(Boolean).map((text) => {
        const equals = text.indexOf("=");
        return [text.slice(0, equals), text.slice(equals + 1)];
      }),
    );
  });
}

/** Whether act can be started. */
export function hasAct(): boolean {
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, "act")));
}
