import { type EmulatorResponse, empty, invalidInput, json, Refusal, same } from "../server/wire.ts";
import { type Call, page, param, query } from "./call.ts";
import { parseFilter, timeIn } from "./filter.ts";
import { endJob } from "./job.ts";
import { hasEnded, jobBody } from "./job-body.ts";
import { type JobState, type OperationState, vaultId } from "./state.ts";
import { WORKLOADS } from "./workloads.ts";

const FILTER_KEYS = [
  "status",
  "backupManagementType",
  "operation",
  "jobId",
  "startTime",
  "endTime",
];
const STATUSES =
  "InProgress Completed Failed CompletedWithWarnings Cancelled Cancelling Invalid".split(" ");
const OPERATIONS =
  "Invalid Register UnRegister ConfigureBackup Backup Restore DisableBackup DeleteBackupData CrossRegionRestore Undelete UpdateCustomerManagedKey".split(
    " ",
  );
/** How long a cancel stays Cancelling and its result 202 (recording of 2016: 1 to 18 s), seconds. */
const CANCEL_SECONDS = 15;

/** GET of one job. */
export function getJob(call: Call): EmulatorResponse {
  return json(jobBody(call.service, jobOf(call), "single", call.apiVersion));
}

/** Lists jobs, newest first. */
export function listJobs(call: Call): EmulatorResponse {
  const wanted = parseFilter(query(call.url, "$filter"), FILTER_KEYS);
  const from = timeIn(wanted, "startTime");
  const to = timeIn(wanted, "endTime");
  for (const [key, known] of [
    ["status", STATUSES],
    ["operation", OPERATIONS],
  ] as const) {
    const value = wanted.get(key);
    if (value !== undefined && !known.some((word) => same(word, value))) {
      throw invalidInput(`unknown ${key} ${value}`);
    }
  }
  const all = call.vault.jobs
    .filter((job) => isVisible(call, job) && matches(job, wanted))
    // Both bounds are written `eq`, and both bound the start of the job.
    .filter((job) => (from ?? 0) <= job.startedAt && job.startedAt <= (to ?? Infinity))
    .sort((left, right) => right.startedAt - left.startedAt);
  return page(call, all, (job) => jobBody(call.service, job, "list", call.apiVersion));
}

/**
 * Cancels a backup or restore job: 202 without a body; the job is Cancelling, then Cancelled. The
 * Azure-AsyncOperation header names an API version nobody asked for (recording of 2022).
 */
export function cancelJob(call: Call): EmulatorResponse {
  const { service, vault, apiVersion } = call;
  const job = jobOf(call);
  const cancellable = job.operation === "Backup" || job.operation === "Restore";
  if (!cancellable || job.status !== "InProgress") {
    throw new Refusal(
      400,
      "BMSUserErrorJobNotInCancellableState",
      `The job '${job.id}' cannot be cancelled in its present state.`,
    );
  }
  const now = service.now();
  const operation: OperationState = {
    id: service.newId(),
    kind: "CancelJob",
    item: undefined,
    result: "nothing",
    status: "InProgress",
    startedAt: now,
    jobId: undefined,
    error: undefined,
  };
  vault.operations.push(operation);
  job.status = "Cancelling";
  const endsAt = now + CANCEL_SECONDS * 1000;
  service.schedule.at(endsAt, () => {
    operation.status = "Succeeded";
    if (!hasEnded(job)) endJob(job, "Cancelled", endsAt);
  });
  const under = `${service.origin()}${vaultId(vault)}/backupJobs/${job.id}`;
  return empty(202, {
    location: `${under}/operationResults/${operation.id}?api-version=${apiVersion}`,
    "azure-asyncoperation": `${under}/operationsStatus/${operation.id}?api-version=2019-05-13-preview`,
    "retry-after": String(service.clientSeconds(60)),
  });
}

function jobOf(call: Call): JobState {
  const id = param(call, "job");
  const job = call.vault.jobs.find((one) => same(one.id, id) && isVisible(call, one));
  if (!job) {
    throw new Refusal(
      404,
      "BMSUserErrorJobNotFound",
      `The job '${id}' does not exist in this vault.`,
    );
  }
  return job;
}

function isVisible({ service }: Call, job: JobState): boolean {
  return job.visibleFrom <= service.now();
}

function matches(job: JobState, wanted: Map<string, string>): boolean {
  const actual: Record<string, string> = {
    status: job.status,
    backupManagementType: WORKLOADS[job.workload].backupManagementType,
    operation: job.operation,
    jobId: job.id,
  };
  return [...wanted].every(([key, value]) => !(key in actual) || same(actual[key], value));
}
