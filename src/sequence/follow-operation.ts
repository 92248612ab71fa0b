import type { ArmResponse } from "../azure/arm/answer.ts";
import { readServiceError } from "../azure/arm/answer.ts";
import { type VaultRef, vaultId } from "../azure/backup/vault.ts";
import { ActionError, type ServiceError } from "../errors.ts";
import { at, list, text, time } from "../json.ts";
import { poll } from "../time/poll.ts";
import type { RecordedDuration } from "../time/schedule.ts";
import type { Tools } from "./tools.ts";

/** How a long-running operation ended. */
export interface OperationEnd {
  readonly id: string;
  /** Azure's own word. */
  readonly status: string;
  readonly outcome: "succeeded" | "failed" | "cancelled";
  /** The backup jobs it started; never the operation's own id (recordings). */
  readonly jobIds: readonly string[];
  readonly error: ServiceError;
  /** By the service's clock, in milliseconds since 1970; its jobs start with it (recordings). */
  readonly startedAt?: number | undefined;
}

/** Where to ask how an operation stands. */
export interface OperationRef {
  readonly id: string;
  /** A path below the ARM origin, or the signed URL that Azure gave. */
  readonly path: string;
}

/** How long Azure may not know what it has just named. */
export const UNKNOWN_MS = 2 * 60_000;

// A header was seen with two question marks (documents), so it is searched rather than parsed.
const OPERATION_ID =
  /\/(?:operationsStatus|operationResults|backupOperations|backupOperationResults)\/([^/?#]+)/i;

/** The status of any operation of the vault, whatever the header says (recordings). */
export function vaultLevelPath(vault: VaultRef, id: string): string {
  return `${vaultId(vault)}/backupOperations/${encodeURIComponent(id)}`;
}

/** The operation's id in a header of a form that is known; "" otherwise. */
function knownId(url: string): string {
  return OPERATION_ID.exec(url)?.[1] ?? "";
}

/** The last segment of the path of any URL; "" where there is none. */
function lastSegment(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return path.split("/").findLast((segment) => segment !== "") ?? "";
}

/**
 * Where the 202 says the operation can be followed. Its URL carries a signature and is used as it
 * is, but only on the ARM origin, since the token goes with it; of any other URL only the id is used.
 *
 * @returns undefined when there is nothing to follow.
 */
export function operationOf(
  accepted: ArmResponse,
  origin: string,
  vault: VaultRef,
): OperationRef | undefined {
  const status = accepted.header("azure-asyncoperation");
  const location = accepted.header("location");
  const id = knownId(status) || lastSegment(status) || knownId(location) || lastSegment(location);
  if (id === "") return undefined;

  const usable =
    URL.canParse(status) && new URL(status).origin === origin && !/\?.*\?/.test(status);
  return { id, path: usable ? status : vaultLevelPath(vault, id) };
}

/**
 * Follows an operation to its end.
 *
 * @throws ActionError (`contact-lost`) when the service does not know the operation for two minutes;
 * DeadlineError.
 */
export async function followOperation(
  { id, path }: OperationRef,
  recorded: RecordedDuration,
  tools: Tools,
): Promise<OperationEnd> {
  const { backup, pace, learn } = tools;
  const { clock } = pace;
  let from = path;
  let missedSince = clock.now();
  learn({ operation: { id, status: "InProgress" } });

  const end = await poll<OperationEnd>(
    async () => {
      const { value, retryAfterMs, remaining } = await backup.operation(from);
      if (value === undefined) {
        const elapsedMs = clock.now() - missedSince;
        if (elapsedMs >= UNKNOWN_MS) throw operationUnknown(id);
        from = vaultLevelPath(backup.vault, id);
        return { settled: false, elapsedMs, remaining };
      }
      missedSince = clock.now();
      const found = readOperation(id, value);
      learn({ operation: { id, status: found.status } });
      return found.outcome === "running"
        ? { settled: false, recorded, retryAfterMs, remaining }
        : { settled: true, value: { ...found, outcome: found.outcome } };
    },
    {
      pace,
      during: () => `waiting for operation ${id} (${tools.known().operation?.status ?? ""})`,
      firstLook: recorded,
    },
  );
  learn({ operationEndedAt: tools.serviceNow() });
  return end;
}

/** Reads a status document. It spells `Canceled` with one l, jobs say `Cancelled` (recordings, documents). */
export function readOperation(id: string, document: unknown) {
  const status = text(at(document, "status"));
  const properties = at(document, "properties");
  const failedJobs = Object.values(
    (at(properties, "failedJobsError") as Record<string, unknown> | undefined) ?? {},
  ).map(text);
  const error = readServiceError(document);
  const outcome = failedJobs.length > 0 ? ("failed" as const) : outcomeOf(status);
  return {
    id,
    status,
    outcome,
    jobIds: [text(at(properties, "jobId")), ...list(at(properties, "jobIds")).map(text)].filter(
      Boolean,
    ),
    startedAt: time(at(document, "startTime")),
    error: error.message === "" ? { ...error, message: failedJobs.join(" ") } : error,
  };
}

/** A word not seen yet counts as running, so that the deadline ends it and never a success. */
function outcomeOf(status: string): OperationEnd["outcome"] | "running" {
  switch (status.toLowerCase()) {
    case "succeeded":
      return "succeeded";
    case "failed":
    case "invalid":
      return "failed";
    case "canceled":
    case "cancelled":
      return "cancelled";
    default:
      return "running";
  }
}

function operationUnknown(id: string): ActionError {
  return new ActionError(
    "contact-lost",
    `Azure accepted operation ${id} and then did not know it.`,
    { hint: "" },
  );
}
