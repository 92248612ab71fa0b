import type { Job } from "../azure/backup/job.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { roughDuration } from "../text.ts";
import { DAY_MS } from "../time/units.ts";
import { followJob } from "./follow-job.ts";
import { jobCheck } from "./job-item.ts";
import type { Ending, JobTask } from "./task.ts";
import { addWarning, type Findings, type ReadTools, rememberJob } from "./tools.ts";

/**
 * Follows a job that something else started.
 *
 * @throws ActionError (`refused`) for a job of another item than the given one, and what
 * `followJob` throws.
 */
export async function waitForJob(task: JobTask, tools: ReadTools): Promise<Ending> {
  const check = await jobCheck(task, tools);
  const job = await followJob(task.wish.jobId, tools, {
    check: (seen) => {
      // The user named the job, so the outputs describe it even if it is refused.
      rememberJob(seen, tools);
      check?.(seen);
    },
  });
  const askedAt = tools.serviceNow();
  warnOfAge(job, askedAt, tools);
  return { kind: "jobs-ended", jobs: [job], askedAt };
}

/** Warns about a job that ended long ago, because it is easily mistaken for today's backup. */
function warnOfAge(
  { id, startTime, endTime = startTime }: Job,
  now: number,
  tools: Findings & Pick<ReadTools, "log">,
): void {
  if (endTime === undefined || now - endTime <= DAY_MS) return;
  const warning = `Job ${id} ended ${roughDuration(now - endTime)} ago, and says nothing about what has happened since. If you mean a backup of today, check ${nameInput("job-id")}.`;
  addWarning(warning, tools);
}
