import { describeJob, describeRest, detailsOf, type Job } from "../azure/backup/job.ts";
import { ActionError } from "../errors.ts";
import { jobTime } from "../operations/recorded-times.ts";
import { poll } from "../time/poll.ts";
import { pauseMs } from "../time/schedule.ts";
import { jobsOf, type KnownJob, withJob, writeOf } from "./known.ts";
import { withSightings } from "./task-times.ts";
import type { Tools } from "./tools.ts";
import { acceptedAt } from "./write-state.ts";

const GRACE_MS = 2 * 60_000;

/**
 * Follows a backup job to its end, printing a line whenever something about it changes. A job may
 * stay invisible for two minutes after its id became known, and be so again later. `check` throws for
 * a job that must not be followed, at any look: some tell only at their end what they are.
 *
 * @throws ActionError (`job-not-found`, or `contact-lost` for a job that had been seen); DeadlineError.
 */
export async function followJob(
  id: string,
  tools: Tools,
  check: (job: Job) => void = () => {},
): Promise<Job> {
  const { backup, log, pace, fixedPauseMs, learn } = tools;
  rememberJobs([id], tools);
  let isSeen = false;
  const followedSince = pace.clock.now();
  let missedSince = followedSince;
  let lastLine = "";
  // What is left changes with every look, so it alone is not worth a line.
  const tell = (line: string, rest = "") => {
    if (line !== lastLine) log.say(`${line}${rest}`);
    lastLine = line;
  };

  return poll<Job>(
    async () => {
      const { value: found, retryAfterMs, remaining } = await backup.job(id);
      const now = pace.clock.now();
      if (found === undefined) {
        const elapsedMs = now - missedSince;
        if (elapsedMs >= GRACE_MS) throw jobNotFound(id, isSeen, tools);
        tell(`The vault does not know job ${id} yet; looking again for up to two minutes.`);
        const moment = { elapsedMs, retryAfterMs, remaining, fixedMs: fixedPauseMs };
        return { settled: false, pauseMs: pauseMs(moment) };
      }
      check({ ...found, id });
      isSeen = true;
      missedSince = now;
      const job = { ...found, id };
      rememberJob(job, tools);
      learn({
        sightings: withSightings(tools.known().sightings ?? [], job, tools.serviceNow()),
      });
      tell(describeJob(job), describeRest(job));
      if (job.phase !== "running") {
        tools.log.detail(`Job ${id} in detail`, detailsOf(job));
        return { settled: true, value: job };
      }

      // The job's own start counts, so that a step which joins late does not start from scratch.
      const { startTime = Number.POSITIVE_INFINITY } = job;
      const elapsedMs = Math.max(now - followedSince, tools.serviceNow() - startTime);
      const typical = jobTime(job.jobType, job.operation);
      const moment = { elapsedMs, typical, retryAfterMs, remaining, fixedMs: fixedPauseMs };
      return { settled: false, pauseMs: pauseMs(moment) };
    },
    {
      pace,
      during: () => `waiting for job ${id} (${standing(tools)})`,
    },
  );
}

/** How the job stood at the last look, for the lines of quiet minutes. */
function standing({ known }: Tools): string {
  const { job } = known();
  if (!job?.status) return "not visible yet";
  return `${job.status}${describeRest(job)}`;
}

/** Makes this the job that is reported; what is known of others is kept beside it. */
export function rememberJob(job: KnownJob, { known, learn }: Tools): void {
  learn(withJob(known(), job));
}

/** Keeps the ids of jobs as soon as they are known; the first is reported until one decides. */
export function rememberJobs(ids: readonly string[], tools: Tools): void {
  for (const id of ids.toReversed()) {
    const known = jobsOf(tools.known()).find((job) => job.id === id);
    rememberJob(known ?? { id, status: "" }, tools);
  }
}

function jobNotFound(id: string, isSeen: boolean, { backup, known }: Tools): ActionError {
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
        : "Check 'job-id' and 'vault': jobs are kept by the vault that ran them. An operation's id is not a job's id. The job of a cross-region restore is kept in the paired region, where this action does not look: follow it in the portal, in the vault's backup jobs of the secondary region.",
  });
}
