import type { ProtectedItem } from "../azure/backup/item.ts";
import { type BackupNow, backupNow } from "./backup-now.ts";
import type { CancelJob } from "./cancel-job.ts";
import { type ChangePolicy, changePolicy } from "./change-policy.ts";
import type { ListItems } from "./list-items.ts";
import { type Before, type ItemOperation, type Plan, type Preference, UNREADABLE } from "./plan.ts";
import { type ResumeProtection, resumeProtection } from "./resume-protection.ts";
import {
  type StopProtectionDeleteData,
  stopProtectionDeleteData,
} from "./stop-protection-delete-data.ts";
import {
  type StopProtectionRetainData,
  stopProtectionRetainData,
} from "./stop-protection-retain-data.ts";
import { type SuspendBackups, suspendBackups } from "./suspend-backups.ts";
import { type Undelete, undelete } from "./undelete.ts";
import type { VerifyBackup } from "./verify-backup.ts";

/** The user's wish to follow a job that something else started. */
export interface WaitForJob {
  readonly kind: "wait-for-job";
  readonly jobId: string;
}

/** A wish to change an item. */
export type WriteWish =
  | ChangePolicy
  | StopProtectionRetainData
  | StopProtectionDeleteData
  | SuspendBackups
  | ResumeProtection
  | Undelete
  | BackupNow;

/** Every wish a step can state. */
export type Wish = WriteWish | WaitForJob | CancelJob | VerifyBackup | ListItems;

/** The operations that write to an item, by the name users write; the columns of the state table. */
export const ITEM_OPERATIONS = {
  "change-policy": changePolicy,
  "stop-protection-retain-data": stopProtectionRetainData,
  "stop-protection-delete-data": stopProtectionDeleteData,
  "suspend-backups": suspendBackups,
  "resume-protection": resumeProtection,
  undelete,
  "backup-now": backupNow,
} as const;

/** Every value of the input `operation`. */
export const OPERATIONS = [
  "change-policy",
  "stop-protection-retain-data",
  "stop-protection-delete-data",
  "suspend-backups",
  "resume-protection",
  "undelete",
  "backup-now",
  "wait-for-job",
  "cancel-job",
  "verify-backup",
  "list-items",
] as const satisfies readonly Wish["kind"][];

/** One value of the input `operation`. */
export type OperationName = (typeof OPERATIONS)[number];

/** Decides what to do about the item: first by the state table, then by the operation's own rules. */
export function plan(wish: WriteWish, before: Before): Plan {
  const operation = operationOf(wish);
  const { condition } = before.item;
  if (condition === "unreadable") return { kind: "refuse", ...UNREADABLE };
  const cell = operation.column[condition];
  return cell.kind === "go" ? operation.plan(wish, before) : cell;
}

/** Which of two items of one name an operation means, where one is soft-deleted. */
export function preferenceOf(kind: WriteWish["kind"]): Preference {
  const { prefers = "live" }: { prefers?: Preference } = ITEM_OPERATIONS[kind];
  return prefers;
}

/**
 * Whether the item, read again, shows what was asked for; undefined means that it is not there.
 * `afterOwnJob` is true once the write's own job has ended well.
 */
export type ReachedBy = (after: ProtectedItem | undefined, afterOwnJob?: boolean) => boolean;

/**
 * How to tell that an item shows what was asked for.
 *
 * @returns undefined for an operation that leaves the item's state alone.
 */
export function reachedBy(wish: WriteWish, before: Before): ReachedBy | undefined {
  const { reached } = operationOf(wish);
  if (reached === undefined) return undefined;
  return (after, afterOwnJob = false) => reached(wish, before, after, afterOwnJob);
}

/** What an item that shows what was asked for leaves to be desired; undefined where it is nothing. */
export function warningOnReached(
  wish: WriteWish,
  before: Before,
  after: ProtectedItem | undefined,
): string | undefined {
  return operationOf(wish).warningOnReached?.(wish, before, after);
}

function operationOf(wish: WriteWish): ItemOperation<WriteWish> {
  return ITEM_OPERATIONS[wish.kind] as ItemOperation<WriteWish>;
}
