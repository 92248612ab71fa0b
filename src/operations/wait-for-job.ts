import { readJobId } from "../values/job-id.ts";
import type { NamedJobOperation } from "./descriptor.ts";

/** The user's wish to follow a job that something else started. */
interface WaitForJob {
  readonly kind: "wait-for-job";
  readonly jobId: string;
}

/** Follows a job to its end. */
export const waitForJobOperation: NamedJobOperation<WaitForJob> = {
  kind: "job",
  inputs: ["job-id", "on-cancel"],
  alsoCalled: ["wait", "jobwait"],
  cancels: false,
  endsWithJob: true,

  readWish: (get, { vault }) => ({ kind: "wait-for-job", jobId: readJobId(get, vault) }),
};
