import { createHmac } from "node:crypto";
import { type EmulatorResponse, empty, json, Refusal } from "../server/wire.ts";
import type { Call } from "./call.ts";
import { DURATIONS, type OperationKind } from "./durations.ts";
import { itemBody } from "./item-body.ts";
import { beginJob, endJob } from "./job.ts";
import { hasEnded } from "./job-body.ts";
import type { Script } from "./script.ts";
import {
  type ItemState,
  type JobState,
  type OperationState,
  type Service,
  vaultId,
} from "./state.ts";
import { ticks } from "./time.ts";

/** What a PUT, DELETE or POST backup asks for, once it has passed every check. */
export interface Wish {
  readonly item: ItemState;
  readonly kind: OperationKind;
  readonly result: "item" | "nothing";
  /** Whether the poll URLs lie under the item (PUT, POST) or under the vault (DELETE; recording). */
  readonly level: "item" | "vault";
  readonly backupType?: string;
  readonly propertyBag?: Record<string, string>;
  /** Makes the operation itself fail, over HTTP 200. */
  readonly operationError?: { code: string; message: string };
  /** How long the operation takes, where its kind does not tell. */
  readonly operationSeconds?: number;
  /** How the job ends when no script says otherwise. */
  readonly jobEnd?: { status: string; seconds?: number; errors?: JobState["errors"] };
  /** What has changed once the job has ended well. */
  apply(job: JobState): void;
  /** What has changed once the job has ended badly. */
  applyFailure?(job: JobState): void;
}

const ENDS = ["Succeeded", "Failed", "Canceled"];

/** Refuses a write on an item that another operation holds. HTTP status 409 is unverified. */
export function refuseIfLocked(item: ItemState): void {
  if (
    item.vault.operations.some(
      (operation) => operation.item === item && operation.status === "InProgress",
    )
  ) {
    throw new Refusal(
      409,
      "BMSUserErrorObjectLocked",
      "Another operation is in progress on the selected item.",
    );
  }
}

/**
 * Refuses a configuration change while a job of the item runs, unless it is one that only moves a
 * recovery point to the archive (assumed: it touches no protection). HTTP status 409 is unverified.
 */
export function refuseIfJobRuns(item: ItemState): void {
  const holds = (job: JobState) =>
    job.item === item && job.operation !== "MoveRecoveryPoint" && !hasEnded(job);
  if (item.vault.jobs.some(holds)) {
    throw new Refusal(
      409,
      "BMSUserErrorConflictingProtectionOperation",
      "Another configure protection operation is in progress for this item.",
    );
  }
}

/** Accepts a wish: starts the operation and its job, and answers 202 with the URLs to follow. */
export function accept(call: Call, wish: Wish): EmulatorResponse {
  const { service } = call;
  const script = service.scripts.take(wish.item, wish.kind);
  const operation = begin(service, wish, script);
  if (script.acceptStatus === 200) {
    return wish.result === "item" ? json(itemBody(service, wish.item, "single")) : empty(200);
  }
  if (script.acceptStatus === 204) return empty(204);
  return empty(202, followHeaders(call, wish, operation.id));
}

function begin(service: Service, wish: Wish, script: Script): OperationState {
  const { item, kind } = wish;
  const now = service.now();
  const atOnce = script.acceptStatus === 200 || script.acceptStatus === 204;
  const usual = DURATIONS[item.workload][kind];
  const seconds = atOnce
    ? 0
    : (script.operationSeconds ?? wish.operationSeconds ?? usual.operation);
  const error = script.operationError ?? wish.operationError;
  const status = script.operationStatus ?? (error ? "Failed" : "Succeeded");

  const operation: OperationState = {
    id: service.newId(),
    kind,
    item,
    result: wish.result,
    status: "InProgress",
    startedAt: now,
    jobId: undefined,
    error: undefined,
  };
  item.vault.operations.push(operation);

  const job =
    status === "Succeeded" ? runJob(service, wish, script, { now, seconds, atOnce }) : undefined;
  service.schedule.at(now + seconds * 1000, () => {
    operation.status = status;
    if (status === "Succeeded" && !script.noJobId) operation.jobId = job?.id;
    if (status === "Failed")
      operation.error = error ?? {
        code: "CloudInternalError",
        message: "Microsoft Azure Backup encountered an internal error.",
      };
  });
  service.schedule.advance(now);
  return operation;
}

/** Runs the job. That of a PUT or DELETE is over with its operation, a backup's goes on (recording). */
function runJob(
  service: Service,
  wish: Wish,
  script: Script,
  { now, seconds, atOnce }: { now: number; seconds: number; atOnce: boolean },
): JobState {
  const { item, kind } = wish;
  const usual = atOnce ? 0 : (DURATIONS[item.workload][kind].job ?? seconds);
  const status = script.jobStatus ?? wish.jobEnd?.status ?? "Completed";
  const endsAt = now + (script.jobSeconds ?? wish.jobEnd?.seconds ?? usual) * 1000;

  const job = beginJob(service, {
    item,
    operation: kind,
    startedAt: now,
    visibleFrom: now + (script.jobHiddenSeconds ?? 0) * 1000,
    ...(wish.backupType && { backupType: wish.backupType }),
    ...(wish.propertyBag && { propertyBag: wish.propertyBag }),
  });
  service.schedule.at(endsAt, () => {
    if (hasEnded(job) || status === "InProgress") return;
    job.status = status;
    if (!hasEnded(job)) return; // a word the contract does not know: it stays
    endJob(job, status, endsAt);
    job.errors = script.jobErrors ?? wish.jobEnd?.errors;
    if (script.tasks) job.tasks = script.tasks;
    const well = status === "Completed" || status === "CompletedWithWarnings";
    if (well && !script.itemUnchanged) wish.apply(job);
    if (!well) wish.applyFailure?.(job);
    Object.assign(job.propertyBag, script.propertyBag);
  });
  return job;
}

/**
 * The headers of a 202: both URLs, absolute, with raw semicolons, a signed query of some 3,000
 * characters, and a Retry-After that has nothing to do with how long it takes (recording).
 */
function followHeaders(call: Call, wish: Wish, id: string): Record<string, string> {
  const { service, apiVersion } = call;
  const [status, results] =
    wish.level === "item"
      ? [
          `${itemPath(wish.item)}/operationsStatus/${id}`,
          `${itemPath(wish.item)}/operationResults/${id}`,
        ]
      : [
          `${vaultId(wish.item.vault)}/backupOperations/${id}`,
          `${vaultId(wish.item.vault)}/backupOperationResults/${id}`,
        ];
  const url = (path: string) =>
    `${service.origin()}${path}?api-version=${apiVersion}&${signature(path, ticks(service.now()))}`;
  return {
    "azure-asyncoperation": url(status),
    location: url(results),
    "retry-after": String(service.clientSeconds(60)),
  };
}

/** An item's id as it stands in a URL: semicolons are raw (recording), what a URL cannot hold is not. */
export function itemPath(item: ItemState): string {
  const part = (name: string) => encodeURIComponent(name).replaceAll("%3B", ";");
  return `${vaultId(item.vault)}/backupFabrics/Azure/protectionContainers/${part(item.container)}/protectedItems/${part(item.name)}`;
}

/** The signed query of a poll URL; `t` is its time in ticks. The lengths are those recorded. */
export function signature(path: string, t: string): string {
  const filler = (length: number, name: string) => {
    const block = createHmac("sha256", name).update(`${path}${t}`).digest("base64url");
    return block.repeat(Math.ceil(length / block.length)).slice(0, length);
  };
  return `t=${t}&c=MII${filler(2717, "c")}&s=${filler(342, "s")}&h=${filler(43, "h")}`;
}

/** An operation's status document (recording): `endTime` equals `startTime` once it has ended. */
export function operationBody(
  operation: OperationState,
  time: (ms: number) => string,
  unset: string,
): unknown {
  const { id, status, startedAt, jobId, error } = operation;
  return {
    id,
    name: id,
    status,
    startTime: time(startedAt),
    endTime: ENDS.includes(status) ? time(startedAt) : unset,
    ...(jobId && { properties: { objectType: "OperationStatusJobExtendedInfo", jobId } }),
    ...(error && { error }),
  };
}
