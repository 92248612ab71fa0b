import { hasBegun, hasEnded, type Job } from "../azure/backup/job.ts";

/**
 * When a task was first seen running and first seen ended, by the service's clock (ms since 1970).
 * Azure gives times for few tasks of a job (E76), so these come from the step's own looks.
 */
export interface TaskTimes {
  readonly jobId: string;
  readonly name: string;
  readonly status: string;
  readonly begunBy: number;
  /** Undefined until it was seen ended. */
  readonly endedBy: number | undefined;
}

/** The most tasks to keep, so that the chart stays useful and bounded. A job has only a handful. */
const MOST = 40;

/** Adds what a look at `now` shows of the job's tasks; a task that has not begun is left out. Pure. */
export function withTaskTimes(
  times: readonly TaskTimes[],
  job: Job,
  now: number,
): readonly TaskTimes[] {
  const others = times.filter(({ jobId }) => jobId !== job.id);
  const former = times.filter(({ jobId }) => jobId === job.id);
  // A job that shows its end had ended by then, whatever the clocks say.
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
  // The tasks can be missing at the end (E78), so earlier times stay.
  return [...others, ...(seen.length > 0 ? seen : former)].slice(0, MOST);
}
