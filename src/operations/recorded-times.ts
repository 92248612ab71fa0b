import { sameName } from "../azure/backup/item.ts";
import { hasEnded, type Job } from "../azure/backup/job.ts";
import type { JobType, WorkloadType } from "../azure/backup/workload.ts";
import type { RecordedTimes } from "../time/schedule.ts";

/** The kinds of long-running operation with recorded times. */
export type TimedLro = "policy" | "stop" | "delete" | "undelete" | "backup";

/** Configuring ends at one of several moments, about ten seconds apart (E55). */
const DATABASE_POLICY = { quarter: 72.2, ends: [66.5, 72.8, 74.8, 76.8, 114.5, 125.2] };
const DATABASE_STOP = { quarter: 31.6, ends: [32.1, 34.1, 36.1] };
const VM_CHANGE = { quarter: 10.8, ends: [11.2, 13.2] };
const SHARE_POLICY = { quarter: 40.9, ends: [33, 41.4, 43.4] };
const SHARE_STOP = { quarter: 20.9, ends: [21.3, 23.3] };

/** The operation of a backup ends in seconds; its job is what takes time (E52). */
const BACKUP_REQUEST = { quarter: 1, ends: [2] };

const DATABASE = {
  policy: DATABASE_POLICY,
  stop: DATABASE_STOP,
  delete: DATABASE_STOP,
  // Not recorded; those of VMs and shares last as long as a stop.
  undelete: DATABASE_STOP,
  backup: BACKUP_REQUEST,
};

/**
 * When long-running operations have ended (E55), by workload and kind. An end is written a little
 * late, so that the answers show it (E155, E220), and once or twice more for those that are a bit
 * slower.
 */
const LRO_TIMES: Readonly<
  Record<WorkloadType, Readonly<Partial<Record<TimedLro, RecordedTimes>>>>
> = {
  SQLDataBase: DATABASE,
  SAPHanaDatabase: DATABASE,
  SAPAseDatabase: {},
  VM: {
    policy: VM_CHANGE,
    stop: VM_CHANGE,
    delete: { quarter: 111.2, ends: [11.8, 21.6, 101.8, 103.8, 111.6, 113.6, 116.4] },
    undelete: VM_CHANGE,
    backup: BACKUP_REQUEST,
  },
  AzureFileShare: {
    policy: SHARE_POLICY,
    stop: SHARE_STOP,
    delete: SHARE_STOP,
    undelete: SHARE_STOP,
    backup: BACKUP_REQUEST,
  },
};

/** When Azure has listed the recovery point of a backup, since the end of its job (E158). */
export const POINT_TIMES: RecordedTimes = { quarter: 105, ends: [35, 105], most: 35 };

/** When such operations have ended on a workload; undefined if none is recorded. */
export function lroTimes(
  kind: TimedLro,
  workload: WorkloadType | undefined,
): RecordedTimes | undefined {
  return workload && LRO_TIMES[workload][kind];
}

/** When jobs have ended, and the task at whose end their beat begins, if a job shows when that was. */
interface JobTimes extends RecordedTimes {
  readonly fromTask?: string;
}

/**
 * When jobs have ended (E55), by job type and first word of the operation. Those of databases keep a
 * beat from their start (E156), a VM's backup one from its snapshot's end (E157); in older
 * recordings, which do not tell that end, it fits 458 s. Recordings that were kept apart confirm each
 * beat (E221). Jobs of other operations end with the operation.
 */
export const JOB_TIMES: Readonly<Record<`${JobType} Backup`, JobTimes> & Record<string, JobTimes>> =
  {
    "AzureWorkloadJob Backup": { quarter: 121.5, ends: [61.5, 63.5], every: 61 },
    "AzureWorkloadJob Restore": { quarter: 181.5, ends: [91.8, 93.8], every: 90.8 },
    "AzureWorkloadJob RestoreWithRehydrate": { quarter: 12_095, ends: [] },
    "AzureIaaSVMJob Backup": {
      quarter: 2_471,
      ends: [214.5, 216.5, 221],
      // Each round is 0.3 s late.
      every: 600.3,
      from: 458,
      fromTask: "Take Snapshot",
    },
    "AzureIaaSVMJob Restore": { quarter: 66.5, ends: [] },
    "AzureStorageJob Backup": { quarter: 2.4, ends: [2.9, 4] },
    "AzureStorageJob Restore": { quarter: 32, ends: [33.2, 303.3] },
  };

/**
 * When jobs such as this one have ended; undefined if none is recorded. `elapsedMs` is how long the
 * job has been running.
 */
export function jobTimes(
  job: Pick<Job, "jobType" | "operation" | "startTime" | "tasks">,
  elapsedMs: number,
): RecordedTimes | undefined {
  const kind = `${withoutVersion(job.jobType)} ${job.operation.split(" ")[0] ?? ""}`;
  const times = JOB_TIMES[kind];
  if (times?.fromTask === undefined) return times;
  const { from = 0, fromTask } = times;
  const task = job.tasks.find(({ name }) => sameName(name, fromTask));
  if (task === undefined) return times;
  if (!hasEnded(task)) return { ...times, from: Math.max(from, elapsedMs / 1_000) };
  if (task.endTime === undefined || job.startTime === undefined) return times;
  return { ...times, from: (task.endTime - job.startTime) / 1_000 };
}

/** A job type as the recorded times name it: newer types end in `V2` but are the same kinds (E67). */
export function withoutVersion(jobType: string): string {
  return jobType.replace(/V2$/, "");
}
