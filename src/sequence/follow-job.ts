import { describeJob, type Job } from "../azure/job.ts";
import { ActionError } from "../errors.ts";
import { poll } from "../time/poll.ts";

import { JOB_TIMES, pauseMs } from "../time/schedule.ts";
import type { Tools } from "./tools.ts";

const GRACE_MS = 2 * 60_000;

/**
 * Follows a backup job to its end, printing a line whenever something about it changes.
 *
 * @param acceptedAt milliseconds since 1970; a job may stay invisible for two minutes after it.
 * @throws ActionError (`job-not-found`) when the vault does not know the job by then; DeadlineError.
 */
export async function followJob(id: string, acceptedAt: number, tools: Tools): Promise<Job> {
  const { backup, pace, fixedPauseMs, learn } = tools;
  const { job: former, formerJobs = [] } = tools.known();
  if (former?.id !== id) {
    learn({
      job: { id, status: "" },
      ...(former === undefined ? {} : { formerJobs: [...formerJobs, former] }),
    });
  }
  let lastLine = "";
  const tell = (line: string) => {
    if (line !== lastLine) pace.say(line);
    lastLine = line;
  };

  return poll<Job>(
    async () => {
      const { value: job, retryAfterMs, remaining } = await backup.job(id);
      const now = pace.clock.now();
      if (job === undefined) {
        const elapsedMs = now - acceptedAt;
        if (elapsedMs >= GRACE_MS) throw jobNotFound(id, backup.vault.name);
        tell(`The vault does not know job ${id} yet; looking again for up to two minutes.`);
        return {
          settled: false,
          pauseMs: pauseMs({ elapsedMs, remaining, fixedMs: fixedPauseMs }),
        };
      }
      learn({ job: { ...job, id } });
      tell(describeJob({ ...job, id }));
      if (job.phase !== "running") return { settled: true, value: { ...job, id } };

      // The job's own start counts, so that a step which joins late does not start from scratch.
      const elapsedMs = Math.max(0, tools.serviceNow() - (job.startTime ?? acceptedAt));
      const typical = JOB_TIMES[`${job.jobType} ${job.operation.split(" ")[0] ?? ""}`];
      const moment = { elapsedMs, typical, retryAfterMs, remaining, fixedMs: fixedPauseMs };
      return { settled: false, pauseMs: pauseMs(moment) };
    },
    {
      pace,
      during: () => `waiting for job ${id} (${tools.known().job?.status || "not visible yet"})`,
    },
  );
}

function jobNotFound(id: string, vault: string): ActionError {
  return new ActionError("job-not-found", `The vault '${vault}' knows no job ${id}.`, {
    hint: "Check 'job-id' and 'vault': jobs are kept by the vault that ran them. An operation's id is not a job's id.",
  });
}
