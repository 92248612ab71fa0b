import { hasBegun, hasEnded, type Job } from "../azure/backup/job.ts";

/**
 * When a task was first seen under way, and first seen ended, by the service's clock in milliseconds
 * since 1970. Azure gives times for few tasks of a job (E76), so the looks have to do.
 */
export interface TaskTimes {
  readonly jobId: string;
  readonly name: string;
  readonly status: string;
  readonly begunBy: number;
  /** Undefined while it has not been seen ended. */
  readonly endedBy: number | undefined;
}

/** A job has a handful of tasks; more than these are not worth a chart, and cannot grow without end. */
const MOST = 40;

/** The sightings with what a look at `now` shows of the job's tasks; those not begun have none. Pure. */
export function withTaskTimes(
  sightings: readonly TaskTimes[],
  job: Job,
  now: number,
): readonly TaskTimes[] {
  const others = sightings.filter(({ jobId }) => jobId !== job.id);
  const former = sightings.filter(({ jobId }) => jobId === job.id);
  // A job that was seen ended had ended by then, whatever the clocks say.
  const seenAt = Math.max(now, job.endTime ?? now);
  const seen = job.tasks.filter(hasBegun).map((task): TaskTimes => {
    const before = former.find(({ name }) => name === task.name);
    const { name, status } = task;
    return {
      jobId: job.id,
      name,
      status,
      begunBy: task.startTime ?? before?.begunBy ?? seenAt,
      endedBy: hasEnded(task) ? (task.endTime ?? before?.endedBy ?? seenAt) : undefined,
    };
  });
  // The tasks can be missing again at the end (E78); what was seen of them stays.
  return [...others, ...(seen.length > 0 ? seen : former)].slice(0, MOST);
}
