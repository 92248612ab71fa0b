import { describeJob, describeRemaining, detailsOf, type Job } from "../azure/backup/job.ts";
import type { Looked } from "../azure/backup/looked.ts";
import { ActionError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { jobTimes } from "../operations/recorded-times.ts";
import type { Look } from "../time/poll.ts";
import { UNKNOWN_MS } from "./follow-lro.ts";
import { writeOf } from "./known.ts";
import { withTaskTimes } from "./task-times.ts";
import { type Findings, type ReadTools, rememberJob } from "./tools.ts";
import { acceptedAt } from "./write-state.ts";

/** Watches a job, one look at a time. */
interface JobWatch {
  /**
   * Records what the job shows, and prints a line when something about it changes.
   *
   * @throws ActionError for a job that stays unknown, and what `check` throws.
   */
  see(look: Looked<Job | undefined>): Look<Job>;
  /** The state of the job at the last look, for the lines printed while waiting. */
  standing(): string;
}

/**
 * Watches a job. It may stay invisible for two minutes after its id became known (E83), and again
 * later. `check` throws for a job that must not be followed.
 */
export function watchJob(id: string, tools: ReadTools, check: (job: Job) => void): JobWatch {
  const { pace, known, learn, log } = tools;
  const watchedSince = pace.clock.now();
  let missedSince = watchedSince;
  let isSeen = false;
  let lastLine = "";
  // The remaining time changes with every look, so it alone is not worth a line.
  const tell = (line: string, rest = "") => {
    if (line !== lastLine) log.say(`${line}${rest}`);
    lastLine = line;
  };
  return {
    see({ value: found, retryAfterMs, remaining }) {
      const now = pace.clock.now();
      if (found === undefined) {
        const elapsedMs = now - missedSince;
        if (elapsedMs >= UNKNOWN_MS) throw jobNotFound(id, isSeen, tools);
        tell(`The vault does not know job ${id} yet; looking again for up to two minutes.`);
        return { settled: false, elapsedMs, retryAfterMs, remaining };
      }
      const job = { ...found, id };
      check(job);
      isSeen = true;
      missedSince = now;
      rememberJob(job, tools);
      learn({ taskTimes: withTaskTimes(known().taskTimes ?? [], job, tools.serviceNow()) });
      tell(describeJob(job), describeRemaining(job));
      if (job.phase !== "running") {
        log.detail(`Job ${id} in detail`, detailsOf(job));
        return { settled: true, value: job };
      }
      // Count from the job's own start, so that a step that joins late does not start from scratch.
      const { startTime = Number.POSITIVE_INFINITY } = job;
      const elapsedMs = Math.max(now - watchedSince, tools.serviceNow() - startTime);
      const recorded = jobTimes(job, elapsedMs);
      return { settled: false, elapsedMs, recorded, retryAfterMs, remaining };
    },
    standing() {
      const { job } = known();
      return job?.status ? `${job.status}${describeRemaining(job)}` : "not visible yet";
    },
  };
}

/** The error for a job that the vault does not have; it may be kept elsewhere (E84). */
function jobNotFound(
  id: string,
  isSeen: boolean,
  { backup, known }: Findings & Pick<ReadTools, "backup">,
): ActionError {
  const vault = backup.vault.name;
  const look = "Look at the vault's backup jobs and at the item.";
  if (isSeen) {
    const message = `The vault '${vault}' no longer shows job ${id}.`;
    return new ActionError("contact-lost", message, { hint: look });
  }
  return new ActionError("job-not-found", `The vault '${vault}' knows no job ${id}.`, {
    hint:
      acceptedAt(writeOf(known())) !== undefined
        ? `Azure named it for the request that it accepted. ${look}`
        : `Check ${nameInput("job-id")} and ${nameInput("vault")}: jobs are kept by the vault that ran them. An operation's id is not a job's id. The job of a cross-region restore is kept in the paired region, where this action does not look: follow it in the portal, in the vault's backup jobs of the secondary region.`,
  });
}
