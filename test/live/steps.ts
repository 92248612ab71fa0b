import type { ListedItem } from "../../src/operations/list-items.ts";
import { OPERATIONS, type OperationName } from "../../src/operations/operations.ts";
import type { LiveCall } from "./arguments.ts";

/** One step of a live run: a command line of the command for terminals, without vault and sign-in. */
export interface LiveStep {
  /** What it is called in the record. */
  readonly name: string;
  readonly operation: OperationName;
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether its log is shown, since it takes a while. */
  readonly isWatched?: boolean;
}

/** A step that is left out, and why. */
export interface NoStep {
  readonly name: string;
  readonly why: string;
}

/** Finds the item that the owner named. */
export function findStep({ item }: LiveCall): LiveStep {
  return { name: "find", operation: "list-items", inputs: { item } };
}

/** What reads alone: the whole list of the vault, and whether the item has a backup. */
export function readsOn({ item }: ListedItem, { maxAge }: LiveCall): readonly LiveStep[] {
  const inputs = { item, "max-recovery-point-age": maxAge };
  return [
    { name: "list-items", operation: "list-items", inputs: { item: "*" } },
    { name: "verify-backup", operation: "verify-backup", inputs },
  ];
}

/** A dry run of every operation that has one. */
export function dryRunsOn(item: ListedItem, call: LiveCall): readonly (LiveStep | NoStep)[] {
  return OPERATIONS.filter((name) => name !== "list-items" && name !== "verify-backup").map(
    (operation) => dryRun(operation, item, call),
  );
}

/** The one backup that the owner asked for; for SQL its default is copy-only. */
export function backupOf({ item }: ListedItem): LiveStep {
  return { name: "backup-now", operation: "backup-now", inputs: { item }, isWatched: true };
}

function dryRun(
  operation: OperationName,
  { item, name }: ListedItem,
  { policy, jobId, maxAge }: LiveCall,
): LiveStep | NoStep {
  const isOfJob = operation === "cancel-job" || operation === "wait-for-job";
  const isOfPolicy = operation === "change-policy" || operation === "resume-protection";
  if (isOfJob && jobId === "") return { name: operation, why: "it needs --job-id" };
  if (isOfPolicy && policy === "") return { name: operation, why: "it needs --policy" };
  const more = {
    ...(isOfJob ? { "job-id": jobId } : {}),
    ...(isOfPolicy ? { policy } : {}),
    ...(operation === "ensure-backup" ? { "max-recovery-point-age": maxAge } : {}),
    ...(operation === "stop-protection-delete-data" ? { "confirm-delete": name } : {}),
    ...(operation === "wait-for-job" ? { "timeout-minutes": "1" } : { "dry-run": "true" }),
  };
  return {
    name: operation === "wait-for-job" ? operation : `dry-run-${operation}`,
    operation,
    inputs: { item, ...more },
  };
}
