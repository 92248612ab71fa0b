import { taskJson } from "../../scripts/task-json.ts";
import type { Agent } from "../../src/hosts/azure-pipelines/agent.ts";
import { inputVariable } from "../../src/hosts/azure-pipelines/names.ts";
import { takeVariables } from "../../src/hosts/azure-pipelines/variables.ts";
import { judged, type TaskDefinition } from "../azure-pipelines/agent.ts";

const DEFINITION = JSON.parse(taskJson()) as TaskDefinition;

/** What a fake agent is given. */
export interface FakeAgentSettings {
  /** Inputs by their names in the tables. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Why no file can be written. */
  readonly diskError?: Error;
}

/** An agent in memory, which keeps what a task prints and reads it as the real one does. */
export class FakeAgent implements Agent {
  readonly lines: string[] = [];
  readonly reports: string[] = [];
  readonly summaries: string[] = [];
  readonly variables: Agent["variables"];
  readonly names: readonly string[];
  // The host takes these two out of the agent.
  readonly env = (name: string): string => this.#settings.env?.[name] ?? "";
  readonly print = (line: string): void => {
    this.lines.push(line);
  };
  exitCode = 1;
  readonly #settings: FakeAgentSettings;

  constructor(settings: FakeAgentSettings = {}) {
    const { inputs = {}, env = {} } = settings;
    const given = Object.entries(inputs).map(([name, value]) => [inputVariable(name), value]);
    const all = { ...env, ...Object.fromEntries(given) };
    this.#settings = settings;
    this.names = Object.keys(all);
    this.variables = takeVariables(all);
  }

  /** What the agent makes of all that, as if the process had ended now. */
  get seen() {
    return judged(DEFINITION, { exitCode: this.exitCode, written: this.lines.join("\n") });
  }

  writeReport(parts: Iterable<string>): string {
    this.#write();
    this.reports.push([...parts].join(""));
    return "/agent/temp/report.json";
  }

  writeSummary(markdown: string): string {
    this.#write();
    this.summaries.push(markdown);
    return "/agent/temp/Backup gate.md";
  }

  pass(): void {
    this.exitCode = 0;
  }

  #write(): void {
    if (this.#settings.diskError !== undefined) throw this.#settings.diskError;
  }
}
