import type { Job } from "../azure/backup/job.ts";
import { poll } from "../time/poll.ts";
import type { JobsAsked } from "./job-board.ts";
import { watchJob } from "./job-watch.ts";
import { type ReadTools, rememberJobs } from "./tools.ts";

/** What to know about a job that is followed. */
interface Following {
  /**
   * Throws for a job that must not be followed. It runs at every look, because some jobs show only at
   * their end what they are.
   */
  readonly check?: ((job: Job) => void) | undefined;
  /** In which list the job shows; left out for a job that is only read itself. */
  readonly asked?: JobsAsked | undefined;
}

/**
 * Follows a backup job to its end.
 *
 * @throws ActionError (`job-not-found`; `contact-lost` for a job that was visible before);
 * DeadlineError.
 */
export async function followJob(
  id: string,
  tools: ReadTools,
  { check = () => {}, asked }: Following = {},
): Promise<Job> {
  const { pace, together } = tools;
  rememberJobs([id], tools);
  const watch = watchJob(id, tools, check);
  return poll(async () => watch.see(await together.lookAtJob(id, asked)), {
    pace,
    during: () => `waiting for job ${id} (${watch.standing()})`,
  });
}
