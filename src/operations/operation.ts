import type { ProtectedItem } from "../azure/item.ts";
import { type ChangePolicy, changePolicy } from "./change-policy.ts";
import type { Before, ItemOperation, Plan } from "./plan.ts";
import {
  type StopProtectionDeleteData,
  stopProtectionDeleteData,
} from "./stop-protection-delete-data.ts";
import {
  type StopProtectionRetainData,
  stopProtectionRetainData,
} from "./stop-protection-retain-data.ts";

/** The user's wish to follow a job that something else started. */
export interface WaitForJob {
  readonly kind: "wait-for-job";
  readonly jobId: string;
}

/** A wish that concerns an item. */
export type ItemWish = ChangePolicy | StopProtectionRetainData | StopProtectionDeleteData;

/** Every wish a workflow can state. */
export type Wish = ItemWish | WaitForJob;

/** The operations that write to an item, by the name the workflow uses; the columns of the state table. */
export const ITEM_OPERATIONS = {
  "change-policy": changePolicy,
  "stop-protection-retain-data": stopProtectionRetainData,
  "stop-protection-delete-data": stopProtectionDeleteData,
} as const;

/** Every value of the input `operation`. */
export const OPERATIONS = [
  "change-policy",
  "stop-protection-retain-data",
  "stop-protection-delete-data",
  "wait-for-job",
] as const satisfies readonly Wish["kind"][];

/** One value of the input `operation`. */
export type OperationName = (typeof OPERATIONS)[number];

/** Decides what to do about the item: first by the state table, then by the operation's own rules. */
export function plan(wish: ItemWish, before: Before): Plan {
  const operation = ITEM_OPERATIONS[wish.kind] as ItemOperation<ItemWish>;
  const cell = operation.column[before.item.condition];
  return cell.kind === "go" ? operation.plan(wish, before) : cell;
}

/** Whether the item, read again, shows what was asked for; undefined means it is not there. */
export function reached(wish: ItemWish, before: Before, after: ProtectedItem | undefined): boolean {
  const operation = ITEM_OPERATIONS[wish.kind] as ItemOperation<ItemWish>;
  return operation.reached(wish, before, after);
}
