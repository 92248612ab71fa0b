import { adviceOnAll } from "../azure/error-guide.ts";
import { errorOf, type Job, remarkOn } from "../azure/job.ts";
import { ActionError, type ServiceError } from "../errors.ts";
import { REASONS } from "../reasons.ts";
import type { Verdict } from "../sequence/known.ts";
import type { Ending } from "../sequence/task.ts";
import { sayOnce } from "../text.ts";

/** What the user lets pass. */
export interface Leniency {
  /** True when `allowed-job-statuses` lists `CompletedWithWarnings`. */
  readonly allowWarnings: boolean;
}

const LOOK_AT_JOB = "Open the job in the vault (output 'job-url') for its full error list.";

/** Decides. After a write the gate opens only for a job that is seen to have ended well and an item that is as asked for. */
export function judge(ending: Ending, leniency: Leniency): Verdict {
  switch (ending.kind) {
    case "nothing-to-do":
      return { reason: "already-in-state", message: `Nothing to do. ${ending.why}`, hint: "" };
    case "refused":
      return { reason: "refused", message: ending.why, hint: ending.hint };
    case "operation-ended":
      return judgeOperation(ending);
    case "judged-by-item":
      return ending.reached
        ? { reason: "completed", message: "The item shows the state asked for.", hint: "" }
        : stateNotReached("Azure accepted the request and named no job");
    case "jobs-ended":
      return judgeJobs(ending, leniency);
    case "dry-run":
      return {
        reason: "dry-run",
        message: `Dry run: would ${typeof ending.plan === "string" ? ending.plan : ending.plan.doing}. Nothing was sent.`,
        hint: "Set 'dry-run: false' to do it.",
      };
    case "job-running":
      return {
        reason: "job-running",
        message: `Azure has started job ${ending.jobId}, and 'wait: false' says not to wait for its end.`,
        hint: "Follow it with 'operation: wait-for-job' before anything relies on it.",
      };
    case "cancel-ended":
      return judgeCancel(ending.job);
    case "answered": {
      const { reason, message, hint, service } = ending.answer;
      return { reason, message, hint, service };
    }
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

function judgeOperation({ end }: Extract<Ending, { kind: "operation-ended" }>): Verdict {
  const { id, status, error } = end;
  return {
    reason: end.outcome === "cancelled" ? "operation-cancelled" : "operation-failed",
    message: `Operation ${id} ended ${status}${said([error])}`,
    hint:
      sayOnce(...adviceOnAll([error], "operation")) ||
      "Mend what the message names and run the step again.",
    service: error,
  };
}

function judgeJobs(
  { jobs, reached }: Extract<Ending, { kind: "jobs-ended" }>,
  leniency: Leniency,
): Verdict {
  const worst =
    jobs.find(({ phase }) => phase === "failed") ??
    jobs.find(({ phase }) => phase === "cancelled") ??
    jobs.find(({ phase }) => phase !== "completed") ??
    jobs.at(-1);
  if (worst === undefined) throw new Error("No job was followed, and one was judged.");

  const message = `Job ${worst.id} ended ${worst.status}${said(worst.errors)}`;
  const service = errorOf(worst) ?? { code: "", message: "", recommendations: [] };
  const advice = sayOnce(...adviceOnAll(worst.errors, "job"));
  switch (worst.phase) {
    case "completed":
    case "warned":
      if (worst.phase === "warned" && !leniency.allowWarnings) {
        return {
          reason: "job-completed-with-warnings",
          message,
          hint: sayOnce(
            advice,
            "If such warnings are acceptable, set 'allowed-job-statuses: Completed, CompletedWithWarnings'.",
          ),
          service,
        };
      }
      if (reached === false) return stateNotReached(`Job ${worst.id} ended ${worst.status}`);
      return worst.phase === "warned"
        ? { reason: "completed-with-warnings", message, hint: "", service }
        : { reason: "completed", message, hint: "", ...remarks(jobs) };
    case "cancelled":
      return {
        reason: "job-cancelled",
        message,
        hint:
          advice ||
          "Somebody or something cancelled it; look into that before the step runs again.",
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

function remarks(jobs: readonly Job[]): Pick<Verdict, "remark"> {
  const remark = jobs.flatMap((job) => remarkOn(job) ?? []).join(" ");
  return remark === "" ? {} : { remark };
}

function judgeCancel(job: Job): Verdict {
  if (job.phase === "cancelled") {
    return {
      reason: "cancelled-as-asked",
      message: `Job ${job.id} ended ${job.status}, as asked.`,
      hint: "",
    };
  }
  return {
    reason: "job-already-ended",
    message: `Job ${job.id} had ended ${job.status} before it could be cancelled.`,
    hint: "Nothing is left to cancel; judge the job by its status.",
    service: errorOf(job),
  };
}

/** The verdict on several items: the reason they share, or else what is left to say of a mixture. */
export function judgeSeveral(verdicts: readonly Verdict[]): Verdict {
  const reasons = new Set(verdicts.map(({ reason }) => reason));
  const closed = verdicts.filter(({ reason }) => REASONS[reason].gate === "closed");
  const [first] = closed;
  const passed = `${verdicts.length - closed.length} of ${verdicts.length} items passed.`;
  const [common] = verdicts;
  if (common === undefined) throw new Error("No item was judged.");
  if (first === undefined) {
    const reason = reasons.size === 1 ? common.reason : "completed";
    return { reason, message: passed, hint: "" };
  }
  const hasOneHint = new Set(closed.map(({ hint }) => hint)).size === 1;
  return {
    ...first,
    reason: reasons.size === 1 ? first.reason : "items-failed",
    message: `${passed} First failure: ${first.message}`,
    hint: hasOneHint ? first.hint : "Each item has its own advice; see its row in the summary.",
  };
}

function stateNotReached(what: string): Verdict {
  return {
    reason: "state-not-reached",
    message: `${what}, but the item does not show the state asked for.`,
    hint: "Look at the item in the vault; something else may have changed it at the same time. Run the step again once it is settled.",
  };
}

/** Errors in words after a verdict: what Azure said, with its code; several are numbered. */
function said(errors: readonly ServiceError[]): string {
  const told = errors.map(({ code, message }) =>
    message === "" || code === "" ? message || code : `${message} (${code})`,
  );
  const [first, ...others] = new Set(told.filter(Boolean));
  if (first === undefined) return ".";
  if (others.length === 0) return `: ${first}`;
  const numbered = [first, ...others].map((text, index) => `${index + 1}. ${text}`);
  return ` with ${numbered.length} errors: ${numbered.join(" ")}`;
}

/** The verdict of an error that ended the step; one that is not meant for the user is a defect of ours. */
export function judgeError(thrown: unknown): Verdict {
  if (thrown instanceof ActionError) {
    const { reason, message, hint, service } = thrown;
    return { reason, message, hint, service };
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    reason: "defect",
    message: `Unexpected error: ${detail}`,
    hint: "The fault lies in this action: report it with the debug log. Look at the item and its jobs before you go on.",
  };
}
