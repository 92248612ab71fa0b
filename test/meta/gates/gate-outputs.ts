import { evaluate, type Knowledge } from "./condition.ts";
import { writesVerdict } from "./leg-verdicts.ts";
import { isGate, type Job, needsOf, type Step, type Workflow } from "./workflow.ts";

/** A gate by its job and its step's place; without a step the gate of a workflow that the job calls. */
export interface Gate {
  readonly job: string;
  readonly step?: number;
}

/** Finds the workflow that a job calls. */
export type Called = (path: string) => Workflow;

/** Every gate of a workflow, in order. */
export function gatesOf({ jobs }: Workflow, called: Called): readonly Gate[] {
  return Object.entries(jobs).flatMap(([job, one]) => {
    if (callsGate(one, called)) return [{ job }];
    const steps = [...(one.steps ?? []).entries()];
    return steps.flatMap(([step, it]): readonly Gate[] => (isGate(it) ? [{ job, step }] : []));
  });
}

/** Whether a job calls a workflow with a gate in it. */
export function callsGate({ uses }: Job, called: Called): boolean {
  return uses !== undefined && gatesOf(called(uses), called).length > 0;
}

/** Whether both are the same gate. */
export function isSame(one: Gate | undefined, other: Gate): boolean {
  return one?.job === other.job && one.step === other.step;
}

/** The output that a term such as `steps.gate.outputs.gate == 'open'` reads, and whether it has to be open. */
export function askedBy(term: string): { readonly output: string; readonly open: boolean } {
  const [, output = "", operator] = /^(\S+) (==|!=) 'open'$/.exec(term) ?? [];
  return { output, open: operator === "==" };
}

/** Leads what a job reads back to the gates that set it. */
export class GateOutputs {
  readonly #workflow: Workflow;
  readonly #called: Called;

  constructor(workflow: Workflow, called: Called) {
    this.#workflow = workflow;
    this.#called = called;
  }

  /** The gate whose output `gate` a job reads by this reference; undefined if it reads none. */
  gateOf(reference: string, job: string): Gate | undefined {
    return this.#setBy(reference, job, "gate");
  }

  /** The gates whose verdicts the jobs that a job needs write down for it. */
  handedOverTo(job: string): readonly Gate[] {
    const { jobs } = this.#workflow;
    return needsOf(jobs[job] ?? {}).flatMap((needed) =>
      (jobs[needed]?.steps ?? [])
        .filter(writesVerdict)
        .flatMap(({ env }) => this.gateOf(expressionOf(env?.GATE), needed) ?? []),
    );
  }

  /** Whether one of the two goes on with the work of the other, so that either may open for both. */
  arePaired(one: Gate, other: Gate): boolean {
    return this.#waitsFor(one, other) || this.#standsIn(one, other) || this.#standsIn(other, one);
  }

  /** Whether a gate waits for the job that an earlier one has started. */
  #waitsFor(later: Gate, earlier: Gate): boolean {
    const jobId = expressionOf(this.#step(later)?.with?.["job-id"]);
    return isSame(this.#setBy(jobId, later.job, "job-id"), earlier);
  }

  /** Whether a gate runs only if an earlier one of its job is not open. */
  #standsIn(later: Gate, earlier: Gate): boolean {
    const condition = this.#step(later)?.if;
    if (condition === undefined || later.job !== earlier.job) return false;
    const ifOpen: Knowledge = (term) => {
      const { output, open } = askedBy(term);
      return isSame(this.gateOf(output, later.job), earlier) ? open : undefined;
    };
    return evaluate(String(condition), ifOpen) === false;
  }

  #step({ job, step }: Gate): Step | undefined {
    return step === undefined ? undefined : this.#workflow.jobs[job]?.steps?.[step];
  }

  #setBy(reference: string, job: string, output: string): Gate | undefined {
    const { jobs } = this.#workflow;
    const [, context, id = "", name = ""] =
      /^(steps|needs)\.([\w-]+)\.outputs\.([\w-]+)$/.exec(reference) ?? [];
    if (context === "steps") {
      const step = (jobs[job]?.steps ?? []).findIndex((one) => one.id === id && isGate(one));
      return step < 0 || name !== output ? undefined : { job, step };
    }
    const needed = jobs[id];
    if (needed === undefined || !needsOf(jobs[job] ?? {}).includes(id)) return undefined;
    // The legs of a matrix overwrite each other's outputs: what is left is one leg's.
    if (needed.strategy?.matrix !== undefined) return undefined;
    if (needed.uses !== undefined) {
      return this.#isSetWithin(needed.uses, name, output) ? { job: id } : undefined;
    }
    return this.#setBy(expressionOf(needed.outputs?.[name]), id, output);
  }

  /** Whether a gate of a called workflow sets this output of it. */
  #isSetWithin(uses: string, name: string, output: string): boolean {
    const workflow = this.#called(uses);
    const value = expressionOf(workflow.on?.workflow_call?.outputs?.[name]?.value);
    const [, job = "", inner = ""] = /^jobs\.([\w-]+)\.outputs\.([\w-]+)$/.exec(value) ?? [];
    const reference = expressionOf(workflow.jobs[job]?.outputs?.[inner]);
    return new GateOutputs(workflow, this.#called).#setBy(reference, job, output) !== undefined;
  }
}

/** What a text reads that is one expression and nothing else. */
function expressionOf(text: unknown): string {
  return /^\$\{\{\s*(\S+)\s*\}\}$/.exec(String(text))?.[1] ?? "";
}
