import type { JobType, WorkloadType } from "../azure/backup/workload.ts";
import type { RecordedDuration } from "../time/schedule.ts";

/** The kinds of long-running operation with recorded durations. */
export type TimedLro = "policy" | "stop" | "delete" | "undelete" | "backup";

/**
 * Recorded durations of long-running operations (E55), by workload and kind: first the shortest, or
 * slightly more if only a single outlier was shorter; then the time by which most have ended. A
 * backup's operation ends in seconds; its job is what takes time (E52).
 */
const LRO_TIMES: Readonly<
  Record<WorkloadType, Readonly<Partial<Record<TimedLro, RecordedDuration>>>>
> = {
  SQLDataBase: {
    policy: { firstSeconds: 71, denseUntilSeconds: 78 },
    stop: { firstSeconds: 32, denseUntilSeconds: 36 },
    delete: { firstSeconds: 32, denseUntilSeconds: 40 },
    backup: { firstSeconds: 1, denseUntilSeconds: 10 },
  },
  SAPHanaDatabase: {
    policy: { firstSeconds: 67, denseUntilSeconds: 78 },
    stop: { firstSeconds: 32, denseUntilSeconds: 38 },
    delete: { firstSeconds: 32, denseUntilSeconds: 38 },
    backup: { firstSeconds: 1, denseUntilSeconds: 12 },
  },
  SAPAseDatabase: {},
  VM: {
    policy: { firstSeconds: 11, denseUntilSeconds: 14 },
    stop: { firstSeconds: 10, denseUntilSeconds: 14 },
    delete: { firstSeconds: 12, denseUntilSeconds: 0 },
    undelete: { firstSeconds: 11, denseUntilSeconds: 13 },
    backup: { firstSeconds: 1, denseUntilSeconds: 10 },
  },
  AzureFileShare: {
    policy: { firstSeconds: 33, denseUntilSeconds: 46 },
    stop: { firstSeconds: 21, denseUntilSeconds: 24 },
    delete: { firstSeconds: 20, denseUntilSeconds: 24 },
    undelete: { firstSeconds: 21, denseUntilSeconds: 24 },
    backup: { firstSeconds: 1, denseUntilSeconds: 10 },
  },
};

/** For operations without a recording: apart from backups, no operation was ever over sooner. */
const UNRECORDED: RecordedDuration = { firstSeconds: 10, denseUntilSeconds: 0 };

/** How long a kind of operation usually takes on a workload. */
export function lroTime(kind: TimedLro, workload: WorkloadType | undefined): RecordedDuration {
  return (workload && LRO_TIMES[workload][kind]) ?? UNRECORDED;
}

/**
 * Recorded durations of jobs, by job type and first word of the operation (E55). The first look at
 * a job that takes hours comes within minutes, so that an early failure is noticed soon. Jobs of
 * other operations end with the operation.
 */
export const JOB_TIMES: Readonly<
  Record<`${JobType} Backup`, RecordedDuration> & Record<string, RecordedDuration>
> = {
  "AzureWorkloadJob Backup": { firstSeconds: 120, denseUntilSeconds: 0 },
  "AzureWorkloadJob Restore": { firstSeconds: 180, denseUntilSeconds: 0 },
  "AzureWorkloadJob RestoreWithRehydrate": { firstSeconds: 60, denseUntilSeconds: 0 },
  "AzureIaaSVMJob Backup": { firstSeconds: 60, denseUntilSeconds: 0 },
  "AzureIaaSVMJob Restore": { firstSeconds: 60, denseUntilSeconds: 0 },
  "AzureStorageJob Backup": { firstSeconds: 2, denseUntilSeconds: 6 },
  "AzureStorageJob Restore": { firstSeconds: 44, denseUntilSeconds: 0 },
};

/** How long a job usually takes, by its type and operation as Azure writes them; undefined if unknown. */
export function jobTime(jobType: string, operation: string): RecordedDuration | undefined {
  return JOB_TIMES[`${withoutVersion(jobType)} ${operation.split(" ")[0] ?? ""}`];
}

/** A job type as the recorded durations name it: newer types end in `V2` but are the same kinds (E67). */
export function withoutVersion(jobType: string): string {
  return jobType.replace(/V2$/, "");
}
