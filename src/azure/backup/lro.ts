import type { ServiceError } from "../../errors.ts";
import { at, list, text, time } from "../../json.ts";
import { type ArmResponse, readServiceError } from "../arm/answer.ts";
import { isOn } from "../arm/origin.ts";
import { vaultPaths } from "./paths.ts";
import type { VaultRef } from "./vault.ts";

/** How a long-running operation ended. */
export interface LroEnd {
  readonly id: string;
  /** Azure's own word. */
  readonly status: string;
  readonly outcome: "succeeded" | "failed" | "cancelled";
  /** The backup jobs it started; never the operation's own id (E46, E51). */
  readonly jobIds: readonly string[];
  readonly error: ServiceError;
  /** By the service's clock, in milliseconds since 1970; its jobs start at the same time (E48). */
  readonly startedAt?: number | undefined;
}

/** Where to read the status of a long-running operation. */
export interface LroRef {
  readonly id: string;
  /** A path below the ARM origin, or the signed URL that Azure gave. */
  readonly path: string;
}

// One header had two question marks (E45), so this searches instead of parsing.
const LRO_ID =
  /\/(?:operationsStatus|operationResults|backupOperations|backupOperationResults)\/([^/?#]+)/i;

/** The operation's id in a header of a known form; otherwise "". */
function knownId(url: string): string {
  return LRO_ID.exec(url)?.[1] ?? "";
}

/** The last segment of the path of any URL; "" if there is none. */
function lastSegmentOfUrl(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return path.split("/").findLast((segment) => segment !== "") ?? "";
}

/**
 * Where to follow the operation, according to its 202 (E42). Its URL has a signature (E43) and is
 * used unchanged, but only on the ARM origin, because the token goes with it; from any other URL
 * only the id is used.
 *
 * @returns undefined if there is nothing to follow.
 */
export function lroOf(
  accepted: ArmResponse,
  { origin, vault }: { origin: string; vault: VaultRef },
): LroRef | undefined {
  const status = accepted.header("azure-asyncoperation");
  const location = accepted.header("location");
  const id =
    knownId(status) || lastSegmentOfUrl(status) || knownId(location) || lastSegmentOfUrl(location);
  if (id === "") return undefined;
  const isUsable = isOn(origin, status) && !/\?.*\?/.test(status);
  // A part of a string keeps the whole of it in memory, and the report keeps the id to its end.
  const own = structuredClone(id);
  return { id: own, path: isUsable ? status : vaultPaths(vault).lro(own) };
}

/** Where to read the result of a cancel. */
export interface CancelResult {
  readonly path: string;
  /** Whether the path comes from Azure; Azure may not know one that we built. */
  readonly isGiven: boolean;
}

/** The URL from Azure if it lies on the ARM origin; from any other only the operation's id is used. */
export function cancelResultOf(
  accepted: ArmResponse,
  jobId: string,
  { origin, vault }: { origin: string; vault: VaultRef },
): CancelResult | undefined {
  const location = accepted.header("location");
  if (isOn(origin, location)) return { path: location, isGiven: true };
  const id = /\/operationResults\/([^/?#]+)/i.exec(location)?.[1];
  return id === undefined
    ? undefined
    : { path: vaultPaths(vault).cancelResult(jobId, id), isGiven: false };
}

/**
 * Reads a status document. It spells `Canceled` with one l, while jobs say `Cancelled` (E49). A
 * failure can come with HTTP 200 (E50).
 */
export function readLro(id: string, document: unknown) {
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

/** An unknown word counts as running, so that it ends at the deadline and never as a success. */
function outcomeOf(status: string): LroEnd["outcome"] | "running" {
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
