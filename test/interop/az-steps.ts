import type { Emulator } from "../emulator/emulator.ts";
import { type AzCli, type AzResult, wordsOf } from "./az-cli.ts";
import type { Row } from "./table.ts";

/** JSON of a command's output; steps reach into it for the fields they expect. */
// biome-ignore lint/suspicious/noExplicitAny: a step names the fields it expects.
export type Json = any;

/** What a step can look at once its command has ended. */
export interface Seen extends AzResult {
  /** Its output as JSON; undefined if it is none. */
  readonly json: Json;
  readonly azure: Emulator;
}

/** One az command, and what must be true once it has ended. */
export interface AzStep {
  /** Without `az`; `@` stands for the vault and its resource group, JOB for a job that runs. */
  readonly command: string;
  /** The command as people see it, where it holds a secret. */
  readonly shown?: string;
  /** Friendly name of the item whose job JOB is. */
  readonly jobOf?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** 0 by default. */
  readonly exit?: number;
  readonly before?: (azure: Emulator) => void | Promise<void>;
  /** What `holds` looks at, in words. */
  readonly state: string;
  readonly holds: (seen: Seen) => boolean;
}

const VAULT = "-g SQLServerSelfHost -v SQLServer2012";

/** How the table shortens what most commands repeat. */
export const ABBREVIATIONS: ReadonlyArray<readonly [long: string, short: string]> = [
  ["--backup-management-type AzureWorkload --workload-type MSSQL", "SQL"],
  ["--backup-management-type AzureWorkload --workload-type SAPHANA", "HANA"],
  ["--backup-management-type AzureStorage --workload-type AzureFileShare", "SHARE"],
  ["--backup-management-type AzureIaasVM --workload-type VM", "VM"],
];

/** Takes one step. */
export async function take(step: AzStep, az: AzCli, azure: Emulator): Promise<Row> {
  await step.before?.(azure);
  const command = step.command.replace(/(?<= )@/, VAULT).replace("JOB", () => jobId(step, azure));
  const result = await az.run(wordsOf(command), step.env);
  const seen = { ...result, json: parsed(result.stdout), azure };
  const expected = step.exit ?? 0;
  const { holds, problem } = judged(step, seen);
  const ok = result.exitCode === expected && holds;
  return {
    action: `az ${shortened(step.shown ?? step.command)}`,
    ended: String(result.exitCode),
    state: step.state,
    ok,
    ...(!ok && {
      problem: `${problem}; exit code ${result.exitCode}, expected ${expected}\n${`${result.stderr}${result.stdout}`.slice(0, 1500)}`,
    }),
  };
}

function shortened(command: string): string {
  return ABBREVIATIONS.reduce((text, [long, short]) => text.replace(long, `{${short}}`), command);
}

function jobId({ jobOf }: AzStep, azure: Emulator): string {
  const runs = azure.vault().jobs.filter(({ status }) => status === "InProgress");
  return runs.find(({ item }) => item?.friendlyName === jobOf)?.id ?? "no-such-job";
}

function judged({ holds }: AzStep, seen: Seen): { holds: boolean; problem: string } {
  try {
    const good = holds(seen);
    return { holds: good, problem: good ? "the state holds" : "the state does not hold" };
  } catch (error) {
    return { holds: false, problem: `the state cannot be read: ${error}` };
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
