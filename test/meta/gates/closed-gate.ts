import { asksForStatus, evaluate, type Knowledge } from "./condition.ts";
import {
  askedBy,
  type Called,
  callsGate,
  type Gate,
  GateOutputs,
  gatesOf,
  isSame,
} from "./gate-outputs.ts";
import { carriesVerdicts, judgesLegs } from "./leg-verdicts.ts";
import { onlyFails, onlyReports } from "./report-step.ts";
import {
  deletes,
  isGate,
  isLenient,
  type Job,
  nameOf,
  needsOf,
  runsAction,
  type Step,
  type Workflow,
} from "./workflow.ts";

/**
 * What runs although a gate before it is closed and its step green, as a dry run and `wait: false` leave
 * it. Each gate is closed once, and GitHub's rules on `if:` and `needs:` say what can run all the same.
 * A step that only tells of it may, and so may another gate that deletes nothing.
 */
export function ungated(workflow: Workflow, called: Called): readonly string[] {
  return gatesOf(workflow, called).flatMap((gate) => new Play(workflow, called, gate).ungated());
}

/** What is certain of a job while a gate is closed. */
interface Outcome {
  readonly skipped: boolean;
  readonly red: boolean;
  /** Whether it comes after the gate, be it from some step on. */
  readonly after: boolean;
}

/** A workflow with one gate closed, played job by job. */
class Play {
  readonly #workflow: Workflow;
  readonly #called: Called;
  readonly #gate: Gate;
  readonly #outputs: GateOutputs;
  readonly #closed: Gate[];
  readonly #outcomes = new Map<string, Outcome>();
  readonly #found: string[] = [];

  constructor(workflow: Workflow, called: Called, gate: Gate) {
    this.#workflow = workflow;
    this.#called = called;
    this.#gate = gate;
    this.#outputs = new GateOutputs(workflow, called);
    const others = gatesOf(workflow, called).filter((one) => this.#outputs.arePaired(one, gate));
    this.#closed = [gate, ...others];
  }

  ungated(): readonly string[] {
    for (const name of Object.keys(this.#workflow.jobs)) this.#outcomeOf(name);
    return this.#found;
  }

  #outcomeOf(name: string): Outcome {
    const known = this.#outcomes.get(name);
    if (known !== undefined) return known;
    const job = this.#workflow.jobs[name];
    if (job === undefined) throw new Error(`There is no job '${name}' to need.`);
    const before = needsOf(job).map((needed) => this.#outcomeOf(needed));
    const skipped = this.#runs(job.if, name, before.some(isLost)) === false;
    const after = before.some((one) => one.after);
    const outcome =
      job.uses === undefined
        ? this.#playSteps(name, job, { skipped, after, red: false })
        : this.#playCall(name, job, { skipped, after, red: false });
    this.#outcomes.set(name, outcome);
    return outcome;
  }

  /** A called workflow is looked at by itself; here it is a gate, or else work like any other. */
  #playCall(name: string, job: Job, outcome: Outcome): Outcome {
    const { skipped, after } = outcome;
    if (!callsGate(job, this.#called)) {
      if (after && !skipped) this.#note(name);
      return outcome;
    }
    if (skipped) this.#closed.push({ job: name });
    return { ...outcome, after: after || isSame(this.#gate, { job: name }) };
  }

  #playSteps(name: string, job: Job, outcome: Outcome): Outcome {
    let { red, after } = outcome;
    for (const [index, step] of (job.steps ?? []).entries()) {
      const runs = outcome.skipped ? false : this.#runs(step.if, name, red);
      if (isGate(step) && runs === false) this.#closed.push({ job: name, step: index });
      if (after && runs !== false && touches(step, job)) this.#note(`${name}/${nameOf(step)}`);
      if (runs === true && (onlyFails(step) || this.#isJudged(name, step))) red = true;
      after ||= isSame(this.#gate, { job: name, step: index });
    }
    return { ...outcome, red: red && !isLenient(job), after };
  }

  /** Whether a step is red because a leg of a job before it has handed over that its gate is closed. */
  #isJudged(job: string, step: Step): boolean {
    const handedOver = this.#outputs.handedOverTo(job);
    return (
      judgesLegs(step) && handedOver.some((gate) => this.#closed.some((one) => isSame(one, gate)))
    );
  }

  /** Whether a step or job runs; without a status function in its condition only after success. */
  #runs(condition: Step["if"], job: string, isRed: boolean): boolean | undefined {
    const text = String(condition ?? true);
    if (isRed && !asksForStatus(text)) return false;
    return evaluate(text, this.#knowledge(job, isRed));
  }

  #knowledge(job: string, isRed: boolean): Knowledge {
    const status: Readonly<Record<string, boolean>> = {
      true: true,
      false: false,
      "always()": true,
    };
    return (term) => {
      if (term in status) return status[term];
      if (term === "success()") return !isRed;
      const needed = /^needs\.([\w-]+)\.result == 'success'$/.exec(term)?.[1];
      if (needed !== undefined) return isLost(this.#outcomeOf(needed)) ? false : undefined;
      const { output, open } = askedBy(term);
      const gate = this.#outputs.gateOf(output, job);
      return this.#closed.some((one) => isSame(gate, one)) ? !open : undefined;
    };
  }

  #note(what: string): void {
    const { job, step } = this.#gate;
    const gate = step === undefined ? undefined : this.#workflow.jobs[job]?.steps?.[step];
    const name = gate === undefined ? job : `${job}/${nameOf(gate)}`;
    this.#found.push(`'${what}' runs though the gate of '${name}' is closed`);
  }
}

function isLost({ skipped, red }: Outcome): boolean {
  return skipped || red;
}

/** Whether a step may change a database or its backups. */
function touches(step: Step, job: Job): boolean {
  if (runsAction(step.uses)) return deletes(step);
  if (onlyFails(step) || carriesVerdicts(step)) return false;
  return !onlyReports(step, [String(job.if), String(step.if)]);
}
