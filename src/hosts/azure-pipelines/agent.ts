import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportFile } from "../report-file.ts";
import { type AgentVariables, takeVariables } from "./variables.ts";

/** What the agent of Azure Pipelines offers a task. */
export interface Agent {
  /** What it passed for tasks only: inputs, service connections, secrets. */
  readonly variables: AgentVariables;
  /** The names of all environment variables, also of those that it passed for tasks only. */
  readonly names: readonly string[];
  /** The value of an environment variable; "" if it is not set. */
  env(name: string): string;
  /** Prints one line, which may be a command. */
  print(line: string): void;
  /** Replaces the report's file by these parts of JSON, as a whole, and returns its path. */
  writeReport(parts: Iterable<string>): string;
  /** Writes the summary and returns its path. */
  writeSummary(markdown: string): string;
  /** Lets the process end well. A task that never calls it has failed, however it ends. */
  pass(): void;
}

/** A folder that outlives the step and is gone after the job. */
const folder = () => process.env.AGENT_TEMPDIRECTORY || tmpdir();

/** Read before the variables are taken away. */
const names = Object.keys(process.env);

/** The agent that started this process. */
export const pipelinesAgent: Agent = {
  names,
  variables: takeVariables(process.env),
  env: (name) => process.env[name] ?? "",
  print: (line) => void process.stdout.write(`${line}\n`),
  writeReport: reportFile(folder),
  writeSummary(markdown) {
    // The name of the file is the title that people see.
    const path = join(mkdtempSync(join(folder(), "backup-gate-")), "Backup gate.md");
    writeFileSync(path, markdown);
    return path;
  },
  pass: () => {
    process.exitCode = 0;
  },
};
