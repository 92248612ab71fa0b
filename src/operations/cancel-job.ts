import type { Job } from "../azure/backup/job.ts";
import { readJobId } from "../values/job-id.ts";
import type { NamedJobOperation } from "./descriptor.ts";

/** The user's wish to cancel a job. */
interface CancelJob {
  readonly kind: "cancel-job";
  readonly jobId: string;
}

/** Asks Azure to cancel a job and follows it to its end. */
export const cancelJobOperation: NamedJobOperation<CancelJob> = {
  kind: "job",
  inputs: ["job-id"],
  alsoCalled: ["cancel", "jobstop"],
  cancels: true,

  readWish: (get, { vault }) => ({ kind: "cancel-job", jobId: readJobId(get, vault) }),
};

/** What to do about the job in its present state. */
type CancelPlan =
  | { readonly kind: "nothing-to-do"; readonly why: string }
  | { readonly kind: "too-late" }
  | { readonly kind: "refuse"; readonly why: string; readonly hint: string }
  /** Someone has asked for it already, so waiting is enough. */
  | { readonly kind: "wait" }
  | { readonly kind: "send"; readonly doing: string };

/** Only backups and restores can be cancelled (E65). */
const CANCELLABLE = ["backup", "restore", "restorewithrehydrate"];

/** Decides by the job's own status, because `actionsInfo` calls even ended jobs cancellable (E66). */
export function planCancel(job: Job): CancelPlan {
  switch (job.phase) {
    case "cancelled":
      return { kind: "nothing-to-do", why: `Job ${job.id} is already ${job.status}.` };
    case "completed":
    case "warned":
    case "failed":
      return { kind: "too-late" };
    case "running": {
      if (job.status.toLowerCase() === "cancelling") return { kind: "wait" };
      const operation = job.operation.split(" ")[0] ?? "";
      if (CANCELLABLE.includes(operation.toLowerCase())) {
        return { kind: "send", doing: `cancel the job ${job.id} (${job.operation})` };
      }
      return {
        kind: "refuse",
        why: `Job ${job.id} runs the operation '${job.operation}', and only backups and restores can be cancelled.`,
        hint: "Use 'wait-for-job' to wait for its end.",
      };
    }
    default:
      return job.phase satisfies never;
  }
}
