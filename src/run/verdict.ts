import { ACCEPT_WARNINGS, adviceOnAll, azureSaid } from "../azure/arm/error-guide.ts";
import { errorOf, type Job, jobName, remarkOn } from "../azure/backup/job.ts";
import type { LroEnd } from "../azure/backup/lro.ts";
import { ActionError, messageOf } from "../errors.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { nameInput, nameOutput } from "../manifest/names-in-messages.ts";
import type { Answer } from "../operations/evidence.ts";
import { REASONS } from "../reasons.ts";
import type { Verdict } from "../sequence/known.ts";
import type { Ending, Result } from "../sequence/task.ts";
import { joinSentences, roughDuration } from "../text.ts";
import { withNextStep } from "./next-step.ts";

const CANCELLED = "Someone or something cancelled it; find out why before you run the step again.";
const LOOK_AT_JOB = `Open the job in the vault (output ${nameOutput("job-url")}) for its full error list.`;

/** The verdict on what became of one item, or of a step about no item, with what to do next. */
export function judgeResult(
  { known, ending }: Result,
  inputs: Pick<Inputs, "allowWarnings" | "operation">,
): Verdict {
  const verdict = ending.kind === "thrown" ? judgeError(ending.error) : judge(ending, inputs);
  return ending.kind === "thrown" || ending.kind === "not-started"
    ? withNextStep(verdict, inputs.operation, known)
    : verdict;
}

/**
 * Decides the verdict. After a write the gate opens only if the job was seen to end well and the
 * item is in the requested state.
 */
export function judge(ending: Ending, { allowWarnings }: Pick<Inputs, "allowWarnings">): Verdict {
  switch (ending.kind) {
    case "nothing-to-do":
      return { reason: "already-in-state", message: `Nothing to do. ${ending.why}`, hint: "" };
    case "refused":
      return { reason: "refused", message: ending.why, hint: ending.hint };
    case "lro-ended":
      return judgeLro(ending);
    case "judged-by-item":
      return ending.reached
        ? { reason: "completed", message: "The item shows the state asked for.", hint: "" }
        : stateNotReached("Azure accepted the request and named no job");
    case "jobs-ended":
      return judgeJobs(ending, allowWarnings);
    case "dry-run":
      return {
        reason: "dry-run",
        message: `Dry run: would ${typeof ending.plan === "string" ? ending.plan : ending.plan.doing}. Nothing was sent.`,
        hint: `Set ${nameInput("dry-run", "false")} to do it.`,
      };
    case "job-running":
      return {
        reason: "job-running",
        message: `Azure has started job ${ending.jobId}, and ${nameInput("wait", "false")} says not to wait for its end.`,
        hint: `Follow it with ${nameInput("operation", "wait-for-job")} before anything relies on it.`,
      };
    case "cancel-ended":
      return judgeCancel(ending.job);
    case "answered": {
      const { reason, message, hint, service } = ending.answer;
      return { reason, message, hint, service };
    }
    case "not-judged":
      return {
        reason: "no-recovery-point",
        message: `Nothing was judged: every item that ${nameInput("item")} names is stopped, and ${nameInput("ignore-stopped")} leaves stopped items out.`,
        hint: `Check ${nameInput("item")}, or leave ${nameInput("ignore-stopped")} out to judge the recovery points that stopped items have.`,
      };
    case "not-started":
      return { reason: "not-started", message: ending.why, hint: "" };
    case "listed":
      return {
        reason: "listed",
        message: ending.count === 1 ? "Listed 1 item." : `Listed ${ending.count} items.`,
        hint: "",
      };
    default:
      return ending satisfies never;
  }
}

function judgeLro({ end, doing }: Extract<Ending, { kind: "lro-ended" }>): Verdict {
  const { id, status, error } = end;
  return {
    reason: end.outcome === "cancelled" ? "operation-cancelled" : "operation-failed",
    message: `Could not ${doing}: operation ${id} ended ${status}${azureSaid([error])}`,
    hint: joinSentences(...adviceOnAll([error], "operation")) || hintOnLro(end),
    service: error,
  };
}

/** The hint for an error that has no advice of its own. */
function hintOnLro({ outcome, error }: LroEnd): string {
  if (outcome === "cancelled") return CANCELLED;
  return error.message === ""
    ? "Azure does not say why. Look at the item and its jobs in the vault before the step runs again."
    : "Correct what the message names and run the step again.";
}

function judgeJobs(
  { jobs, reached, askedAt, answer }: Extract<Ending, { kind: "jobs-ended" }>,
  allowWarnings: boolean,
): Verdict {
  const worst =
    jobs.find(({ phase }) => phase === "failed") ??
    jobs.find(({ phase }) => phase === "cancelled") ??
    jobs.find(({ phase }) => phase !== "completed") ??
    jobs.at(-1);
  if (worst === undefined) throw new Error("No job was followed, and one was judged.");

  const ended =
    askedAt === undefined
      ? `Job ${worst.id} ended ${worst.status}`
      : `${jobName(worst)} ended ${worst.status}${agoOf(worst, askedAt)}`;
  const message = `${ended}${azureSaid(worst.errors)}`;
  const service = errorOf(worst) ?? { code: "", message: "", recommendations: [] };
  const advice = joinSentences(...adviceOnAll(worst.errors, "job"));
  switch (worst.phase) {
    case "completed":
    case "warned":
      if (worst.phase === "warned" && !allowWarnings) {
        return {
          reason: "job-completed-with-warnings",
          message,
          hint: joinSentences(advice || LOOK_AT_JOB, ACCEPT_WARNINGS),
          service,
        };
      }
      if (reached === false) return stateNotReached(ended);
      if (answer !== undefined) return judgeAnswer(answer, ended, worst);
      return worst.phase === "warned"
        ? { reason: "completed-with-warnings", message, hint: "", service }
        : { reason: "completed", message, hint: "", ...remarks(jobs) };
    case "cancelled":
      return {
        reason: "job-cancelled",
        message,
        hint: advice || CANCELLED,
        service,
      };
    case "failed":
      return { reason: "job-failed", message, hint: advice || LOOK_AT_JOB, service };
    case "running":
      throw new Error(`Job ${worst.id} was judged while it is ${worst.status}.`);
    default:
      return worst.phase satisfies never;
  }
}

/** The verdict on a question that was asked again after the step's own backup, which ended well. */
function judgeAnswer({ reason, message, hint }: Answer, ended: string, job: Job): Verdict {
  if (REASONS[reason].gate === "closed") return { reason, message: `${ended}. ${message}`, hint };
  return {
    reason: job.phase === "warned" ? "completed-with-warnings" : "completed",
    message: `${ended}${azureSaid(job.errors)} ${message}`,
    hint: "",
    service: errorOf(job),
    ...remarks([job]),
  };
}

function agoOf({ endTime }: Job, now: number): string {
  return endTime === undefined ? "" : ` ${roughDuration(now - endTime)} ago`;
}

function remarks(jobs: readonly Job[]): Pick<Verdict, "remark"> {
  const remark = jobs.flatMap((job) => remarkOn(job) ?? []).join(" ");
  return remark === "" ? {} : { remark };
}

function judgeCancel(job: Job): Verdict {
  if (job.phase === "cancelled") {
    return {
      reason: "cancelled-as-asked",
      message: `${jobName(job)} ended ${job.status}, as asked.`,
      hint: "",
    };
  }
  return {
    reason: "job-already-ended",
    message: `${jobName(job)} had ended ${job.status} before it could be cancelled.`,
    hint: "Nothing is left to cancel; judge the job by its status.",
    service: errorOf(job),
  };
}

function stateNotReached(what: string): Verdict {
  return {
    reason: "state-not-reached",
    message: `${what}, but the item does not show the state asked for.`,
    hint: "Look at the item in the vault; something else may have changed it at the same time. Run the step again once it is settled.",
  };
}

/**
 * The verdict for an error that ended the step; an error not meant for the user is a bug in this
 * action.
 */
export function judgeError(thrown: unknown): Verdict {
  if (thrown instanceof ActionError) {
    const { reason, message, hint, service } = thrown;
    return { reason, message, hint, service };
  }
  return {
    reason: "defect",
    message: `Unexpected error: ${messageOf(thrown)}`,
    hint: "The fault lies in this action: report it with the debug log. Look at the item and its jobs before you go on.",
  };
}
