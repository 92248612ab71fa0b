import { asShown } from "../../support/runner.ts";
import type { Line } from "../../workflows/act.ts";
import { presented } from "../present.ts";

/** What a step that has ended left behind. */
interface Ended {
  readonly id: string;
  readonly outputs: Map<string, string>;
  summary: string;
}

/**
 * Shows act's log to people: what each step writes, how it ends and, of each step that is a gate, its
 * outputs and its summary. Jobs run side by side, so every line names its job.
 */
export class WorkflowLog {
  readonly #print: (text: string) => void;
  readonly #outputs: readonly string[];
  /** The last step of each job that has ended: its outputs and its summary come after its end. */
  readonly #ended = new Map<string, Ended>();
  /** Gates that were shown, as `job/step`; a step that is made of one has the same outputs. */
  readonly #shown: string[] = [];

  /** `outputs` are those of the action, in the order in which they are shown. */
  constructor(print: (text: string) => void, outputs: readonly string[]) {
    this.#print = print;
    this.#outputs = outputs;
  }

  /** Takes the next line. */
  take(line: Line): void {
    if (line.jobID === undefined) {
      if (line.level === "error") this.#print(line.msg);
      return;
    }
    const job = jobOf(line);
    if (this.#hasKept(line, job)) return;
    if (!isSaid(line)) return;
    this.#tellEnded(job);
    if (line.stage === "Main" && line.stepResult !== undefined) {
      if (line.stepID?.length === 1) this.#tell(job, `--- ${titleOf(line)}: ${resultOf(line)}`);
      this.#ended.set(job, { id: idOf(line), outputs: new Map(), summary: "" });
    } else if (line.jobResult !== undefined) {
      this.#print(`=== ${job}: ${resultOf(line)}`);
    } else if (isStart(line)) {
      this.#print("");
      this.#tell(job, `--- ${titleOf(line)}`);
    } else {
      const text = line.raw ?? line.msg;
      this.#tell(job, asShown(text.replace(/\r?\n$/, "")));
    }
  }

  /** Shows what is left. */
  end(): void {
    for (const job of this.#ended.keys()) this.#tellEnded(job);
  }

  /** Keeps what a step that has ended left behind. */
  #hasKept(line: Line, job: string): boolean {
    const ended = this.#ended.get(job);
    if (ended === undefined || ended.id !== idOf(line)) return false;
    if (line.command === "set-output") ended.outputs.set(line.name ?? "", line.arg ?? "");
    else if (line.command === "summary") ended.summary += line.content ?? "";
    else return false;
    return true;
  }

  #tellEnded(job: string): void {
    const ended = this.#ended.get(job);
    this.#ended.delete(job);
    if (!ended?.outputs.has("report")) return;
    const id = `${job}/${ended.id}`;
    if (this.#shown.some((shown) => shown.startsWith(`${id}/`))) return;
    this.#shown.push(id);
    this.#tell(job, presented(ended, this.#outputs));
  }

  #tell(job: string, text: string): void {
    for (const line of text === "" ? [] : text.split("\n")) this.#print(`${job} | ${line}`);
  }
}

/** Whether people want to see a line; act says more than that of itself. */
function isSaid(line: Line): boolean {
  return (
    line.raw_output === true ||
    line.raw !== undefined ||
    line.level === "error" ||
    line.jobResult !== undefined ||
    (line.stage === "Main" && line.stepResult !== undefined) ||
    isStart(line)
  );
}

function isStart({ stage, msg, stepID }: Line): boolean {
  return stage === "Main" && /^⭐ Run Main /u.test(msg) && stepID?.length === 1;
}

/** How a step or a job ended. Of a skipped one act says in a debug line on what condition, if it has one. */
function resultOf({ stepResult, jobResult, msg }: Line): string {
  const result = stepResult ?? jobResult ?? "";
  const [, condition] = /^Skipping (?:step|job) '.*' due to '(.*)'$/s.exec(msg) ?? [];
  if (result !== "skipped" || condition === undefined) return result;
  return `${result} (if: ${condition.replace(/\s+/g, " ").trim() || "success()"})`;
}

function idOf({ stepID = [] }: Line): string {
  return stepID.join("/");
}

/** A job, and which leg of it where it has several: of items of `list-items` by their path. */
function jobOf({ jobID = "", matrix = {} }: Line): string {
  const values = Object.values(matrix).filter((value) => typeof value !== "object");
  if (values.length === 0) return jobID;
  return `${jobID} (${matrix.path ?? matrix.item ?? values.join(", ")})`;
}

/** The name of a step; of a nameless script its first line. */
function titleOf({ step = "" }: Line): string {
  return step.split("\n")[0] ?? "";
}
