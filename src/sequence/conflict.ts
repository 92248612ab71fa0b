import { azureRecommends, titleOf } from "../azure/arm/error-guide.ts";
import type { ProtectedItem } from "../azure/backup/item.ts";
import { changesItem, describeJob, hasBegun, isSkipped, type Job } from "../azure/backup/job.ts";
import { matchJob } from "../azure/backup/job-match.ts";
import type { Looked } from "../azure/backup/looked.ts";
import { ActionError, ArmError, DeadlineError, type ServiceError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { joinSentences } from "../text.ts";
import { pauseFor, poll } from "../time/poll.ts";
import type { ReadTools } from "./tools.ts";

/** Codes that mean something else holds the item (E125); the last two are for VMs. */
const CONFLICT_CODES = [
  "BMSUserErrorObjectLocked",
  "BMSUserErrorConflictingProtectionOperation",
  "UserErrorBackupOperationInProgress",
  "SystemBackupOperationInProgress",
];

/** When to look first at a job that holds the item. */
const WATCHED_PAUSE_MS = 10_000;
/**
 * How long to pause before asking the service again if there is no job to watch; the pauses grow
 * from `least` to `most`.
 */
const BLIND_PAUSE_MS = { least: 30_000, most: 300_000 };

/** Whether an error means that another operation holds the item. */
export function isConflict(error: ServiceError): boolean {
  return CONFLICT_CODES.includes(error.code);
}

/** Whether a write was refused because another operation holds the item. */
export function isConflictError(error: unknown): error is ArmError {
  return error instanceof ArmError && isConflict(error.service);
}

/** The error of a database's backup job that ran into another one, error 510008 (E81). */
const BACKUP_CONFLICT = "OperationCancelledBecauseConflictingOperationRunningUserError";

/** Whether a backup job failed because another operation ran on the item, before any data was moved. */
export function isBackupConflict(job: Job): boolean {
  const codes = [BACKUP_CONFLICT, ...CONFLICT_CODES];
  return (
    job.phase === "failed" &&
    !hasMovedData(job) &&
    job.errors.some(({ code }) => codes.includes(titleOf(code)))
  );
}

/**
 * Whether a backup has moved data. Databases report numbers, VMs a transfer task and at the end a
 * size (E79).
 */
function hasMovedData({ jobType, properties, tasks }: Job): boolean {
  const isVm = /iaasvm/i.test(jobType);
  const numbers = isVm ? /^backup size/i : /transferred/i;
  const begun = tasks.filter((task) => /transfer/i.test(task.name) && hasBegun(task));
  return (
    (isVm && begun.some((task) => !isSkipped(task))) ||
    properties.some(([name, value]) => numbers.test(name) && Number.parseFloat(value) > 0)
  );
}

/**
 * Something else holds the item: jobs that were seen, or something that only the service's error
 * mentions.
 */
export interface Conflict {
  readonly item: ProtectedItem;
  readonly running: readonly Job[];
  /** The vault's items among which a job is matched; empty if no list was read. */
  readonly listed: readonly ProtectedItem[];
  readonly service?: ServiceError | undefined;
  /** True if the item is already in the wanted state, but a running job may change it. */
  readonly settling?: boolean;
}

/**
 * Whether a job holds the item. Some jobs do not name their item. If Azure says that something
 * holds this item, every job that may be its job counts. If the item is already in the wanted
 * state, every job that may change it counts, which excludes backups.
 */
export function holdsItem(
  job: Job,
  { item, listed, service, settling = false }: Omit<Conflict, "running">,
): boolean {
  if (job.phase !== "running") return false;
  const match = matchJob(job, item, listed);
  if (settling) return changesItem(job) && match !== "no";
  return service === undefined ? match === "surely" : match !== "no";
}

/** The error for a conflict that the step must not wait for, or that did not end in time. */
export function conflictError(
  { item, running, service }: Conflict,
  { ending, hint }: ConflictEnd,
): ActionError {
  const unseen =
    service === undefined
      ? "something that changed it between two looks"
      : `another operation (${service.code}: ${service.message.replace(/\.$/, "")})`;
  const by = running.map((job) => describeJob(job)).join("; ") || unseen;
  return new ActionError("conflict", `'${item.friendlyName}' is in use by ${by}. ${ending}`, {
    hint: joinSentences(
      `Wait until that has ended and run the step again, or ${hint}.`,
      ...azureRecommends(service === undefined ? [] : [service]),
    ),
    ...(service === undefined ? {} : { service }),
  });
}

/** Items that wait at the same time share a list that is not older than this. */
const SHARED_MS = 5_000;

/** The running jobs of the item's kind. Items in flight share the lists, and the looks that the hour allows. */
async function runningJobs(
  { workload }: ProtectedItem,
  { backup, pace, shared, together }: ReadTools,
): Promise<Pick<Looked<readonly Job[]>, "value" | "remaining">> {
  const filter = {
    backupManagementType: workload?.backupManagementType,
    status: "InProgress",
  } as const;
  if (!together.isCrowded()) {
    return { value: await backup.listJobs(filter), remaining: undefined };
  }
  const { value: looked } = await shared.read(
    `running jobs of ${filter.backupManagementType ?? "all"}`,
    pace.clock.now() - SHARED_MS,
    () => backup.lookAtJobs(filter),
  );
  return { value: looked.value, remaining: together.share(looked.remaining) };
}

/**
 * Waits until no job runs on the item. The step only watches those jobs; it does not adopt them. If
 * only Azure's error shows the conflict, the pauses grow with the time since `firstSeenAt` (ms
 * since 1970).
 *
 * @throws ActionError (`conflict`) when the deadline comes first.
 */
export async function waitUntilFree(
  conflict: Conflict,
  firstSeenAt: number,
  tools: ReadTools,
): Promise<void> {
  const { log, pace, known, learn, serviceNow } = tools;
  const { item } = conflict;
  const from = serviceNow();
  let running = conflict.running;
  const during = () =>
    `waiting for '${item.friendlyName}' to be free (${running.map(({ operation, id }) => `${operation} ${id}`).join(", ") || "no job visible"})`;
  const startedAt = pace.clock.now();
  if (takesHours(item, running)) learn({ waitsForVm: true });
  log.say(`'${item.friendlyName}' is in use; ${during()}.`);

  try {
    const firstMs = running.length > 0 ? WATCHED_PAUSE_MS : blindPauseMs(startedAt - firstSeenAt);
    await pauseFor(pace.fixedPauseMs ?? firstMs, pace, during);
    await poll<undefined>(
      async () => {
        const { value: jobs, remaining } = await runningJobs(item, tools);
        running = jobs.filter((job) => holdsItem(job, conflict));
        if (running.length === 0) return { settled: true, value: undefined };
        if (takesHours(item, running)) learn({ waitsForVm: true });
        return { settled: false, elapsedMs: pace.clock.now() - startedAt, remaining };
      },
      { pace, during },
    );
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    throw conflictError({ ...conflict, running }, TOO_LONG);
  } finally {
    learn({ waits: [...(known().waits ?? []), { from, until: serviceNow() }] });
  }
  if (pace.clock.now() >= pace.deadline) throw conflictError(conflict, TOO_LONG);
}

/** Whether a VM's backup or restore is running. */
function takesHours({ workload }: ProtectedItem, running: readonly Job[]): boolean {
  return workload?.isHeldForHours === true && running.some((job) => !changesItem(job));
}

/** Why the step ends with a conflict, and what to do other than wait and run it again. */
interface ConflictEnd {
  readonly ending: string;
  /** Completes "or …". */
  readonly hint: string;
}

/** A conflict that lasts longer than the step. */
export const TOO_LONG: ConflictEnd = {
  ending: "Time ran out while waiting for it.",
  hint: `raise ${nameInput("timeout-minutes")}`,
};

/** A conflict that the user does not want to wait for. */
export const NOT_WAITED: ConflictEnd = {
  ending: `${nameInput("on-conflict", "fail")} says not to wait.`,
  hint: `let it wait with ${nameInput("on-conflict", "wait")}`,
};

function blindPauseMs(sinceMs: number): number {
  return Math.min(Math.max(BLIND_PAUSE_MS.least, sinceMs / 2), BLIND_PAUSE_MS.most);
}
