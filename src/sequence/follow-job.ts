import type { Job } from "../azure/backup/job.ts";
import { poll } from "../time/poll.ts";
import { watchJob } from "./job-watch.ts";
import { type ReadTools, rememberJobs } from "./tools.ts";

/**
 * Follows a backup job to its end. `check` throws for a job that must not be followed. It runs at
 * every look, because some jobs show only at their end what they are.
 *
 * @throws ActionError (`job-not-found`; `contact-lost` for a job that was visible before);
 * DeadlineError.
 */
export async function followJob(
  id: string,
  tools: ReadTools,
  check: (job: Job) => void = () => {},
): Promise<Job> {
  const { backup, pace } = tools;
  rememberJobs([id], tools);
  const watch = watchJob(id, tools, check);
  return poll(async () => watch.see(await backup.job(id)), {
    pace,
    during: () => `waiting for job ${id} (${watch.standing()})`,
  });
}
