/** A workflow, as far as it says what runs when. */
export interface Workflow {
  readonly on?: { readonly workflow_call?: { readonly outputs?: CallOutputs } };
  readonly jobs: Readonly<Record<string, Job>>;
}

type CallOutputs = Readonly<Record<string, { readonly value: string }>>;

/** A job of its own steps, or one that calls a workflow. */
export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly strategy?: { readonly matrix?: unknown };
  readonly "continue-on-error"?: unknown;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

/** One step. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly "continue-on-error"?: unknown;
}

/** Whether a step runs this action with an operation that can open or close a gate. */
export function isGate({ uses, with: inputs }: Step): boolean {
  return runsAction(uses) && inputs?.operation !== "list-items";
}

/** Whether this action is what is used. */
export function runsAction(uses: string | undefined): boolean {
  return uses !== undefined && /(^|\/)azure-backup-gate@/.test(uses);
}

/** Whether a step deletes backup data. */
export function deletes({ uses, with: inputs }: Step): boolean {
  return runsAction(uses) && inputs?.operation === "stop-protection-delete-data";
}

/** Whether a step or a job may fail and leave what comes after it green. */
export function isLenient(one: Step | Job): boolean {
  return (one["continue-on-error"] ?? false) !== false;
}

/** The jobs that a job names in `needs`. */
export function needsOf({ needs = [] }: Job): readonly string[] {
  return typeof needs === "string" ? [needs] : needs;
}

/** A step's name in a report. */
export function nameOf({ name, id, uses, run }: Step): string {
  return name ?? id ?? uses ?? run?.trim().split("\n")[0] ?? "a step";
}
