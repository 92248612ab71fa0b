/** How long Azure's work of one kind usually takes, in seconds, as recorded. */
export interface Typical {
  /** When to look first: no later than the shortest quarter of the recorded durations. */
  readonly firstSeconds: number;
  /** Until when most of it has ended; looks are close together up to here. */
  readonly denseUntilSeconds: number;
}

/** What decides the pause before the next look. All times in milliseconds. */
export interface Moment {
  /** Since the operation was accepted, or since the job's own start. */
  readonly elapsedMs: number;
  readonly typical?: Typical | undefined;
  /** `Retry-After` of the last status poll. */
  readonly retryAfterMs?: number | undefined;
  /** `x-ms-ratelimit-remaining-subscription-resource-requests` of the last look. */
  readonly remaining?: number | undefined;
  /** `poll-interval-seconds`, as milliseconds; a longer `Retry-After` still counts. */
  readonly fixedMs?: number | undefined;
}

/**
 * Durations of long-running operations, by workload and operation, from the recordings: the first
 * number is the shortest (or a little more where only one stray was shorter), the second where most
 * have ended. A backup's operation ends in seconds; its job is what takes time.
 */
const OPERATION_TIMES: Readonly<Record<string, Readonly<Record<string, Typical>>>> = {
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

/** Which recorded duration an operation is like. */
const KIND: Readonly<Record<string, string>> = {
  "change-policy": "policy",
  "resume-protection": "policy",
  "stop-protection-retain-data": "stop",
  "suspend-backups": "stop",
  "stop-protection-delete-data": "delete",
  undelete: "undelete",
  "backup-now": "backup",
};

/** No operation but a backup was ever over sooner, so where nothing is recorded this cannot be late. */
const UNRECORDED: Typical = { firstSeconds: 10, denseUntilSeconds: 0 };

/** How long an operation on a workload usually takes. */
export function operationTime(operation: string, workloadType: string | undefined): Typical {
  return OPERATION_TIMES[workloadType ?? ""]?.[KIND[operation] ?? ""] ?? UNRECORDED;
}

/**
 * Durations of jobs, by job type and first word of the operation, from the recordings. Jobs that
 * take hours are looked at from the first minute on, so that a failure at the start is not noticed
 * late; jobs of other operations are over when the operation is.
 */
export const JOB_TIMES: Readonly<Record<string, Typical>> = {
  "AzureWorkloadJob Backup": { firstSeconds: 120, denseUntilSeconds: 0 },
  "AzureWorkloadJob Restore": { firstSeconds: 180, denseUntilSeconds: 0 },
  "AzureWorkloadJob RestoreWithRehydrate": { firstSeconds: 60, denseUntilSeconds: 0 },
  "AzureIaaSVMJob Backup": { firstSeconds: 60, denseUntilSeconds: 0 },
  "AzureIaaSVMJob Restore": { firstSeconds: 60, denseUntilSeconds: 0 },
  "AzureStorageJob Backup": { firstSeconds: 2, denseUntilSeconds: 6 },
  "AzureStorageJob Restore": { firstSeconds: 44, denseUntilSeconds: 0 },
};

/** How long a job usually takes, by its type and operation as Azure writes them; undefined where unknown. */
export function jobTime(jobType: string, operation: string): Typical | undefined {
  return JOB_TIMES[`${jobKind(jobType)} ${operation.split(" ")[0] ?? ""}`];
}

/** Newer job types end in `V2` and are the same kinds (recordings). */
function jobKind(jobType: string): string {
  return jobType.replace(/V2$/, "");
}

/** The shortest pause, the longest, and the share of the elapsed time that no pause exceeds. */
const SHORTEST_MS = 2_000;
const LONGEST_MS = 3_600_000;
const SHARE = 0.1;

/** `Retry-After` on a status poll is obeyed between these. */
const RETRY_AFTER_MS = { least: 1_000, most: 120_000 };

/** Below this many remaining requests of the hour the pauses stretch; the worst quota seen is 150. */
const SCARCE = 25;
const EXHAUSTED_PAUSE_MS = 60_000;

/**
 * The pause before the next look, in milliseconds, an hour at most. A start in the future, as a
 * clock that is ahead tells it, counts as now.
 */
export function pauseMs({ elapsedMs, typical, retryAfterMs, remaining, fixedMs }: Moment): number {
  const chosen = fixedMs ?? adaptive(Math.max(elapsedMs, 0), typical);
  const asked =
    retryAfterMs === undefined
      ? undefined
      : Math.min(Math.max(retryAfterMs, RETRY_AFTER_MS.least), RETRY_AFTER_MS.most);
  const wanted = asked === undefined ? chosen : Math.max(asked, fixedMs ?? 0);
  return Math.min(stretched(wanted, remaining), LONGEST_MS);
}

function adaptive(elapsedMs: number, typical: Typical | undefined): number {
  const firstMs = (typical?.firstSeconds ?? 0) * 1_000;
  if (elapsedMs < firstMs) return Math.max(firstMs - elapsedMs, RETRY_AFTER_MS.least);
  if (elapsedMs < (typical?.denseUntilSeconds ?? 0) * 1_000) return SHORTEST_MS;
  return Math.max(SHORTEST_MS, elapsedMs * SHARE);
}

/** Never longer than with nothing left, unless the pause was already. */
function stretched(pause: number, remaining: number | undefined): number {
  if (remaining === undefined) return pause;
  const factor = SCARCE / Math.max(remaining, 0);
  return Math.max(pause, Math.min(pause * factor, EXHAUSTED_PAUSE_MS));
}

const MINUTE_MS = 60_000;

/**
 * The step's time limit where the user gives none, in milliseconds: a job that is waited for may
 * take two hours if it is a database's, else five (recordings: up to 3 h 21 min of a VM, 35 min of an
 * empty share that goes to the vault); everything else is over in minutes.
 */
export function defaultTimeoutMs(
  operation: string,
  jobType: string | undefined,
  waitsForVm = false,
): number {
  if (operation !== "wait-for-job" && operation !== "backup-now") {
    return (waitsForVm ? 300 : 30) * MINUTE_MS;
  }
  const quick = jobKind(jobType ?? "") === "AzureWorkloadJob";
  return (quick ? 120 : 300) * MINUTE_MS;
}
