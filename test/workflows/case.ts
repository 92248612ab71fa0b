import { isDeepStrictEqual } from "node:util";
import type { Emulator, ItemState } from "../emulator/emulator.ts";
import { type Run, runWorkflow, type Start } from "./act.ts";
import type { Issue } from "./programs/programs.ts";
import { type MIGRATIONS, setStage } from "./stage.ts";

/** One run of a workflow and what must come of it. */
export interface WorkflowCase extends Start {
  /** What is expected, for the table. */
  readonly expected: string;
  /** Workflows that the first one calls. */
  readonly calls?: readonly string[];
  /** Changes the text of the workflows, which run as they are without it. */
  readonly edit?: (text: string) => string;
  /** How `migrate.sh` behaves; it succeeds unless told otherwise. */
  readonly migration?: keyof typeof MIGRATIONS;
  /** How much faster time passes; 60 unless told otherwise. */
  readonly speed?: number;
  /** Prepares Azure for it. */
  readonly before?: (azure: Emulator) => void;
  /** A label with which there is an open issue before the run. */
  readonly issue?: string;
  /** Takes minutes, so that it runs only where it is asked for. */
  readonly large?: boolean;
  readonly exitCode: 0 | 1;
  /** Each step that has to be started, as `job/step`, and how it ends; any other has to be skipped. */
  readonly steps: Readonly<Record<string, "success" | "failure">>;
  /** What else has to be so: what was seen, and beside it what it has to equal. */
  readonly facts?: (seen: Seen) => readonly Fact[];
}

/** A run and what it left behind in Azure. */
export interface Seen {
  readonly run: Run;
  readonly azure: Emulator;
  /** The database that the examples are about. */
  readonly payroll: ItemState;
  /** Last words of the paths of all requests but GETs, in order; of a PUT with the policy's name. */
  readonly writes: readonly string[];
  readonly issues: readonly Issue[];
  /** What reached the webhook of the chat. */
  readonly messages: readonly unknown[];
}

/** A name, the value seen and the value due. */
export type Fact = readonly [name: string, seen: unknown, due: unknown];

/** Runs one case on a stage of its own, and says what is wrong about it. */
export async function problemsOf(one: WorkflowCase): Promise<{ problems: string[]; run: Run }> {
  const { file, calls = [], migration = "succeeds", speed = 60, edit = (text) => text } = one;
  await using stage = await setStage({ workflows: [file, ...calls], edit, migration, speed });
  const { azure, programs } = stage;
  const payroll = azure.item("payroll", "sqlserver-1");
  one.before?.(azure);
  if (one.issue !== undefined) programs.openIssue(one.issue);
  const run = await runWorkflow(one, stage);
  const seen = {
    run,
    azure,
    payroll,
    writes: azure.requests.filter(isWrite).map(inWords),
    issues: programs.issues(),
    messages: programs.messages,
  };
  const facts: readonly Fact[] = [
    ["exit code", run.exitCode, one.exitCode],
    ["steps", Object.fromEntries(run.steps), one.steps],
    ["hosts asked besides Azure, Entra ID and GitHub", stage.strangers(), []],
    ...(one.facts?.(seen) ?? []),
  ];
  const problems = facts
    .filter(([, value, due]) => !isDeepStrictEqual(value, due))
    .map(([name, value, due]) => `${name}: ${JSON.stringify(value)}, not ${JSON.stringify(due)}`);
  return { problems, run };
}

type Request = Emulator["requests"][number];

function isWrite({ method, path }: Request): boolean {
  return method !== "GET" && path.startsWith("/subscriptions/");
}

function inWords({ method, path, body = "{}" }: Request): string {
  const policy = JSON.parse(body || "{}").properties?.policyId;
  return `${method} ${(policy ?? path).split("/").at(-1)}`;
}
