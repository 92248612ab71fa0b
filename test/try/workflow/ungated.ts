import type { Line } from "../../workflows/act.ts";
import { type Collected, type Job, kindOf, type Step } from "./files.ts";
import { isGate } from "./plan.ts";

/** What became of a step: how it ended, and its outputs. */
interface Ran {
  readonly result: string;
  readonly outputs: ReadonlyMap<string, string>;
}

/** A gate that a dry run left closed, and the job that it is in. */
interface ClosedGate {
  readonly id: string | undefined;
}

/** A condition that reads outputs or inputs, or runs whatever happened: somebody has thought of it. */
const DELIBERATE = /outputs|inputs|(always|cancelled|failure)\s*\(/;

/**
 * Finds in a run what went on after a dry run although its gate was closed: scripts and local actions
 * behind the gate in the same job, or in a job that needs that one.
 */
export class UngatedSteps {
  readonly #collected: Collected;
  /** By job and leg, then by the step's id, or its number in the job. */
  readonly #ran = new Map<string, { readonly job: string; readonly steps: Map<string, Ran> }>();

  constructor(collected: Collected) {
    this.#collected = collected;
  }

  /** Takes the next line of act's log. */
  take({
    jobID,
    matrix,
    stage,
    stepID = [],
    stepResult,
    command,
    name = "",
    arg = "",
  }: Line): void {
    const [id] = stepID;
    if (jobID === undefined || stage !== "Main" || id === undefined || stepID.length > 1) return;
    const leg = `${jobID} ${JSON.stringify(matrix)}`;
    const { steps } = this.#ran.get(leg) ?? { steps: new Map<string, Ran>() };
    this.#ran.set(leg, { job: jobID, steps });
    const { result = "", outputs = new Map<string, string>() } = steps.get(id) ?? {};
    steps.set(id, {
      result: stepResult ?? result,
      outputs: command === "set-output" ? new Map([...outputs, [name, arg]]) : outputs,
    });
  }

  /** A note on each such step and job. */
  notes(): readonly string[] {
    const jobs = this.#ownJobs();
    const closed = new Map<string, ClosedGate>();
    const notes: string[] = [];
    for (const { job: id, steps } of this.#ran.values()) {
      const found = behindGate(jobs.get(id)?.steps ?? [], steps);
      if (found.gate !== undefined) closed.set(id, found.gate);
      for (const step of found.ungated) notes.push(stepNote(step, found.gate));
    }
    for (const { job: id, steps } of this.#ran.values()) {
      const job = jobs.get(id);
      const needed = needsOf(job).find((one) => closed.has(one));
      if (job === undefined || needed === undefined || !isUngatedJob(job, steps)) continue;
      notes.push(jobNote(id, needed, jobs.get(needed)));
    }
    return [...new Set(notes)];
  }

  /** The jobs of the workflow itself whose ids no called workflow has. */
  #ownJobs(): ReadonlyMap<string, Job> {
    const { main, workflows } = this.#collected;
    const called = workflows.filter((one) => one !== main);
    const taken = called.flatMap(({ content }) => Object.keys(content.jobs));
    return new Map(Object.entries(main.content.jobs).filter(([id]) => !taken.includes(id)));
  }
}

/** The last gate of a job if a dry run closed it, and what ran behind a closed one without a look at it. */
function behindGate(steps: readonly Step[], ran: ReadonlyMap<string, Ran>) {
  let gate: ClosedGate | undefined;
  const ungated: Step[] = [];
  for (const [index, step] of steps.entries()) {
    const { result = "", outputs } = ran.get(step.id ?? String(index)) ?? {};
    if (outputs?.has("gate")) {
      const isClosed = outputs.get("gate") === "closed" && outputs.get("reason") === "dry-run";
      gate = isClosed && result === "success" ? { id: step.id } : undefined;
    } else if (gate !== undefined && isHeedless(step, result)) ungated.push(step);
  }
  return { gate, ungated };
}

/** Whether a job without a gate of its own has run, and neither it nor a step of it looks at another's. */
function isUngatedJob({ if: condition = "", steps = [] }: Job, ran: ReadonlyMap<string, Ran>) {
  if (DELIBERATE.test(String(condition)) || steps.some(({ uses = "" }) => isGate(uses)))
    return false;
  return steps.some((step, index) =>
    isHeedless(step, ran.get(step.id ?? String(index))?.result ?? ""),
  );
}

/** Whether a step that may do something ran, and has no condition that could have held it back. */
function isHeedless({ run, uses = "", if: condition = "" }: Step, result: string): boolean {
  const does = run !== undefined || kindOf(uses) === "local";
  return does && /^(success|failure)$/.test(result) && !DELIBERATE.test(String(condition));
}

function needsOf(job: Job | undefined): readonly string[] {
  return [job?.needs ?? []].flat();
}

function stepNote({ name, run, uses }: Step, gate: ClosedGate | undefined): string {
  const title = name ?? (run ?? uses ?? "").trim().split("\n")[0];
  const id = gate?.id === undefined ? " (and the gate an id)" : "";
  return `Note: '${title}' ran although the gate was closed. If it needs the gate, give it${id} if: steps.${gate?.id ?? "ID"}.outputs.gate == 'open'`;
}

function jobNote(id: string, needed: string, job: Job | undefined): string {
  const [output] =
    Object.entries(job?.outputs ?? {}).find(([, value]) =>
      /\.outputs\.gate\b/.test(String(value)),
    ) ?? [];
  const own = output === undefined ? ` (and job '${needed}' the output 'gate')` : "";
  return `Note: Job '${id}' ran although the gate of job '${needed}' was closed. If it needs the gate, give it${own} if: needs.${needed}.outputs.${output ?? "gate"} == 'open'`;
}
