import { OUTPUT_ROWS } from "../../src/manifest/output-rows.ts";
import type { StepResult } from "../support/runner.ts";
import type { KillCase } from "./cases.ts";
import type { Exchange } from "./slow-azure.ts";

/** The signals that a moment is drawn with. */
export type Signal = "SIGTERM" | "SIGINT" | "SIGKILL";

/** One killed run, and the run after it; times by `performance.now()`. */
export interface Observation {
  readonly signal: Signal;
  readonly signalledAt: number;
  readonly endedAt: number;
  /** The exchanges of the killed run. */
  readonly exchanges: readonly Exchange[];
  readonly killed: Pick<StepResult, "exitCode" | "outputs" | "summary" | "written">;
  /** Whether Azure held what was asked for when the killed run ended. */
  readonly heldThen: boolean;
  readonly again: Pick<StepResult, "exitCode" | "outputs">;
  readonly heldInTheEnd: boolean;
  /** Writes that Azure took in both runs. */
  readonly writes: number;
}

/** Where in the run the signal fell. */
export type Fell = "before" | "during" | "after";

/** What the runner waits for before it kills (documents: 7.5 s, then 2.5 s); the action takes less. */
const LONGEST_GOODBYE_MS = 5_000;
/** An answer needs some time on a busy machine until the step has read it, and so does a signal. */
const TRAVEL_MS = 250;

/** Where the signal fell: before the step asked anything, while it was about its work, or after its verdict. */
export function fell({ signal, signalledAt, exchanges, killed }: Observation): Fell {
  if (!exchanges.some(({ askedAt }) => askedAt < signalledAt)) return "before";
  if (signal === "SIGKILL") return killed.outputs.has("gate") ? "after" : "during";
  return killed.outputs.get("reason") === "workflow-cancelled" ? "during" : "after";
}

/** Everything that is wrong with one killed run and the run after it, in words. */
export function breaches(seen: Observation, { endings, mostWrites }: KillCase): string[] {
  const { killed, again, exchanges, signalledAt } = seen;
  const wrong = killedOutright(seen) ? [] : afterSignal(seen);

  for (const [name, id] of Object.entries(toldBy(seen))) {
    const value = killed.outputs.get(name);
    // A step that is killed outright may lack what it writes in the end; the job's id it writes at once.
    const due = !killedOutright(seen) || name === "job-id";
    if (due && id !== "" && value !== id)
      wrong.push(`${name} is '${value}', and Azure had told '${id}'`);
    if (!killed.written.includes(id)) wrong.push(`${name} '${id}' is in no file`);
  }
  if (killed.outputs.get("gate") === "open" && !seen.heldThen) wrong.push("open, and not so");
  if (
    exchanges.some(({ method, askedAt }) => method !== "GET" && askedAt > signalledAt + TRAVEL_MS)
  ) {
    wrong.push("a write went out after the signal");
  }
  if (again.exitCode !== 0 || !endings.includes(again.outputs.get("reason") ?? "")) {
    const said = ["reason", "error-message"].map((name) => again.outputs.get(name));
    wrong.push(`the run after it ends ${again.exitCode}, ${said.join(": ")}`);
  }
  if (!seen.heldInTheEnd) wrong.push("Azure does not hold what was asked for in the end");
  if (seen.writes > mostWrites) wrong.push(`${seen.writes} writes instead of ${mostWrites}`);
  return wrong;
}

/** Nothing can be asked of a process that gets no signal, or gets it before its first line has run. */
function killedOutright(seen: Observation): boolean {
  return seen.signal === "SIGKILL" || (fell(seen) === "before" && seen.killed.exitCode === -1);
}

function afterSignal(seen: Observation): string[] {
  const { signalledAt, endedAt, killed } = seen;
  const { exitCode, outputs, summary } = killed;
  const wrong: string[] = [];
  const tookMs = Math.round(endedAt - signalledAt);
  if (tookMs > LONGEST_GOODBYE_MS) wrong.push(`took ${tookMs} ms to end`);
  const missing = Object.keys(OUTPUT_ROWS).filter((name) => !outputs.has(name));
  if (missing.length > 0) wrong.push(`without the outputs ${missing.join(", ")}`);
  if (summary === "") wrong.push("without a summary");
  const due = outputs.get("gate") === "open" ? 0 : 1;
  // Node takes its handlers down while it exits; a signal in that moment ends it red, its verdict told.
  const diedExiting = exitCode === -1 && fell(seen) === "after";
  if (exitCode !== due && !diedExiting)
    wrong.push(`exit code ${exitCode}, gate ${outputs.get("gate")}`);
  return wrong;
}

/**
 * The ids that Azure had told. A cancelled step waits for the answer to a write that is under way, so
 * that one counts whenever it came; the answer to a read counts if there was time to read it.
 */
function toldBy({ signal, exchanges, signalledAt }: Observation) {
  const read = exchanges.filter(
    ({ method, answeredAt }) =>
      answeredAt < signalledAt - TRAVEL_MS || (signal !== "SIGKILL" && method !== "GET"),
  );
  return {
    "operation-id": read.findLast(({ operationId }) => operationId !== "")?.operationId ?? "",
    "job-id": read.findLast(({ jobId }) => jobId !== "")?.jobId ?? "",
  };
}
