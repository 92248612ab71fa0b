import type { ServiceError } from "../../errors.ts";
import { at, azureDurationMs, entries, list, text, time } from "../../json.ts";
import { clip, duration, joinSentences } from "../../text.ts";
import { readRecommendations } from "../arm/answer.ts";
import { azureRecommends } from "../arm/error-guide.ts";
import { nameInId, sameName } from "./item.ts";

/** The state of a backup job (E58). Unknown words count as running. */
export type JobPhase = "running" | "completed" | "warned" | "failed" | "cancelled";

/** One backup job as Azure describes it. */
export interface Job {
  /** "" if it cannot be read; the client never returns such a job. */
  readonly id: string;
  /** Azure's own word, such as `CompletedWithWarnings`. */
  readonly status: string;
  readonly phase: JobPhase;
  /** Display text such as `Backup (Full)` or `DisableBackup`. */
  readonly operation: string;
  readonly jobType: string;
  /**
   * `iaasvmcontainerv2;<rg>;<vm>` for a VM's job, the storage account for a file share's; "" for
   * databases.
   */
  readonly containerName: string;
  readonly entityFriendlyName: string;
  readonly backupManagementType: string;
  /** `SQLDataBase` and the like; only jobs of databases have it (E68), otherwise "". */
  readonly workloadType: string;
  /** Whether a person or a program asked for it; reliable only for databases (E69). */
  readonly isUserTriggered: boolean | undefined;
  /** Milliseconds since 1970. */
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
  readonly activityId: string;
  readonly errors: readonly ServiceError[];
  readonly tasks: readonly TaskOfJob[];
  /** Azure's own name and value pairs, such as `Data Transferred (in MB)`. */
  readonly properties: readonly (readonly [string, string])[];
  /** Only jobs of VMs have it; otherwise "". */
  readonly percent: string;
  /** How long Azure expects the rest to take, in milliseconds; only jobs of VMs have it (E75). */
  readonly remainingMs: number | undefined;
}

/** One step of a job. */
interface TaskOfJob {
  readonly name: string;
  readonly status: string;
  /** Milliseconds since 1970. Only tasks of VMs can have them (E76). */
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
}

/** The operations of the jobs that this action's writes start, as the job list filters by them (E63). */
export type JobOperation =
  | "ConfigureBackup"
  | "DisableBackup"
  | "DeleteBackupData"
  | "Undelete"
  | "Backup";

/**
 * Reads a job's resource. A failed job comes with HTTP 200, and its `errorCode` is a number or a
 * string (E59).
 */
export function readJob(resource: unknown): Job {
  const properties = at(resource, "properties");
  const extended = at(properties, "extendedInfo");
  const status = text(at(properties, "status"));
  const phase = phaseOf(status);
  const errors = list(at(properties, "errorDetails")).map(readJobError);
  const dynamic = clip(text(at(extended, "dynamicErrorMessage")));
  return {
    id: text(at(resource, "name")) || nameInId(text(at(resource, "id"))),
    status,
    phase,
    operation: text(at(properties, "operation")),
    jobType: text(at(properties, "jobType")),
    containerName:
      text(at(properties, "containerName")) || text(at(properties, "storageAccountName")),
    backupManagementType: text(at(properties, "backupManagementType")),
    workloadType: text(at(properties, "workloadType")),
    entityFriendlyName: text(at(properties, "entityFriendlyName")),
    isUserTriggered: flag(at(properties, "isUserTriggered")),
    startTime: time(at(properties, "startTime")),
    endTime: time(at(properties, "endTime")),
    activityId: text(at(properties, "activityId")),
    errors: withDynamicMessage(errors, dynamic),
    tasks: list(at(extended, "tasksList")).map((task) => ({
      name: text(at(task, "taskId")),
      status: text(at(task, "status")),
      startTime: time(at(task, "startTime")),
      endTime: time(at(task, "endTime")),
    })),
    properties: entries(at(extended, "propertyBag")),
    percent: text(at(extended, "progressPercentage")),
    remainingMs: azureDurationMs(at(extended, "estimatedRemainingDuration")),
  };
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** The same job with another status. */
export function withStatus(job: Job, status: string): Job {
  return { ...job, status, phase: phaseOf(status) };
}

function phaseOf(status: string): JobPhase {
  switch (status.toLowerCase()) {
    case "completed":
      return "completed";
    case "completedwithwarnings":
      return "warned";
    case "failed":
    case "invalid":
      return "failed";
    case "cancelled":
    case "canceled":
      return "cancelled";
    default:
      return "running";
  }
}

/**
 * Reads one error. Its code is the title, as in the portal and the documents. Some job types have
 * only a number; if there is a title, the number moves into the message.
 */
function readJobError(detail: unknown): ServiceError {
  const title = text(at(detail, "errorTitle"));
  const number = text(at(detail, "errorCode"));
  const numbered = title === "" || number === "" ? "" : `[${number}]`;
  return {
    code: clip(title || number),
    message: [clip(text(at(detail, "errorString"))), numbered].filter(Boolean).join(" "),
    recommendations: readRecommendations(at(detail, "recommendations")),
  };
}

/** If a failed job's `errorDetails` is empty, the host's message is all there is (E60). */
function withDynamicMessage(
  errors: readonly ServiceError[],
  dynamic: string,
): readonly ServiceError[] {
  if (dynamic === "") return errors;
  const [first, ...others] = errors;
  if (first === undefined) return [{ code: "", message: dynamic, recommendations: [] }];
  return [{ ...first, message: `${first.message} ${dynamic}`.trim() }, ...others];
}

/** A job's errors as one: the first, with Azure's recommendations about all of them. */
export function errorOf({ errors }: Pick<Job, "errors">): ServiceError | undefined {
  const [first] = errors;
  const recommendations = [...new Set(errors.flatMap((error) => error.recommendations))];
  return first === undefined ? undefined : { ...first, recommendations };
}

/** Whether a job's display text, such as `Backup (Full)`, names this operation. */
export function isOperation(job: Job, operation: JobOperation): boolean {
  return sameName(job.operation.split(" ")[0] ?? "", operation);
}

/** A database's backup type, such as `copyonlyfull`; undefined if the job does not name it yet (E69). */
export function backupTypeOf({ operation }: Pick<Job, "operation">): string | undefined {
  const type = /^backup \(([^)]*)\)/i.exec(operation)?.[1];
  return type?.replace(/[^a-z]/gi, "").toLowerCase();
}

/** Whether a task has begun; an unknown word counts as begun. */
export function hasBegun({ status }: TaskOfJob): boolean {
  return !sameName(status, "NotStarted");
}

/** Whether a task was left out. */
export function isSkipped({ status }: TaskOfJob): boolean {
  return sameName(status, "Skipped");
}

/** Whether a task has ended, well or badly (E77). */
export function hasEnded({ status }: TaskOfJob): boolean {
  return ["completed", "failed", "cancelled", "skipped"].includes(status.toLowerCase());
}

/** What a job that ended Completed reports as problems; undefined if there are none. */
export function remarkOn({ id, status, phase, errors, tasks }: Job): string | undefined {
  if (phase !== "completed") return undefined;
  const told = [
    ...errors.map(({ code, message }) => [message, code && `(${code})`].filter(Boolean).join(" ")),
    ...tasks
      .filter((task) => ["failed", "cancelled"].includes(task.status.toLowerCase()))
      .map((task) => `task '${clip(task.name)}' ${task.status}`),
  ];
  if (told.length === 0) return undefined;
  return joinSentences(
    `Job ${id} ended ${status}, but reports problems: ${told.join("; ")}. Look at it before you rely on it.`,
    ...azureRecommends(errors),
  );
}

/** Operations that move data and leave the protection as it is (E64). */
const DATA_ONLY = /^(backup|restore|moverecoverypoint|crossregionrestore)/i;

/** Whether a job can change its item's protection; a job of an unknown operation can. */
export function changesItem({ operation }: Job): boolean {
  return !DATA_ONLY.test(operation);
}

/** A job by its id, operation and item, such as `Job 7 (Backup (Full) of 'payroll [sqlserver-0]')`. */
export function jobName({ id, operation, entityFriendlyName }: Job): string {
  const of = entityFriendlyName === "" ? "" : `of '${clip(entityFriendlyName, 200)}'`;
  const told = [operation, of].filter(Boolean).join(" ");
  return told === "" ? `Job ${id}` : `Job ${id} (${told})`;
}

/** A job in one line: what it is, its state, and its progress. */
export function describeJob(job: Job): string {
  const details = [
    ...job.tasks.map(({ name, status }) => `${name} ${status}`),
    ...job.properties
      .filter(([name]) => /transferred|size/i.test(name))
      .map(([name, value]) => `${name} ${value}`),
    ...(job.percent === "" ? [] : [`${job.percent.replace(/\.0+$/, "")} %`]),
  ];
  const named = job.operation === "" ? `Job ${job.id}` : `Job ${job.id} (${job.operation})`;
  return `${named}: ${job.status}${details.length > 0 ? `; ${details.join(", ")}` : ""}`;
}

/** Everything that a job says about itself, one line each. */
export function detailsOf(job: Job): readonly string[] {
  return [
    ...job.tasks.map(({ name, status }) => `Task ${name}: ${status}`),
    ...job.properties.map(([name, value]) => `${name}: ${value}`),
    ...job.errors.flatMap(({ code, message, recommendations }) => [
      `Error ${code}: ${message}`,
      ...recommendations.map((text) => `Azure recommends: ${text}`),
    ]),
    ...(job.activityId === "" ? [] : [`Activity id: ${job.activityId}`]),
  ];
}

/** When Azure expects a running job to end, to be added to its line; "" if it does not say. */
export function describeRemaining({ phase, remainingMs }: Partial<Job>): string {
  if (phase !== "running" || remainingMs === undefined || remainingMs <= 0) return "";
  return `, about ${duration(remainingMs)} left`;
}
