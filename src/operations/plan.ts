import type { GuardedOperation } from "../azure/backup/guard.ts";
import type { ItemCondition, ProtectedItem } from "../azure/backup/item.ts";
import type { JobOperation } from "../azure/backup/job.ts";
import type { Policy, RetentionChange } from "../azure/backup/policy.ts";
import type { VaultState } from "../azure/backup/vault.ts";
import type { ItemWrite } from "../azure/backup/writes.ts";

/** Everything that was read before the decision. */
export interface Before {
  readonly vault: VaultState;
  readonly item: ProtectedItem;
  /** The policy that the user named, where the operation takes one. */
  readonly policy?: Policy;
  /** The policy the item has; undefined where it has none or it cannot be read. */
  readonly formerPolicy?: Policy | undefined;
  /** The time of the look: Azure's, or the machine's where that is far later; in milliseconds since 1970. */
  readonly now: number;
  /** Whether Azure's answers bear a date; else `now` is the machine's alone, and no age may rest on it. */
  readonly isDated: boolean;
}

/** What to do about the item as it is. */
export type Plan =
  | { readonly kind: "nothing-to-do"; readonly why: string }
  | {
      readonly kind: "refuse";
      readonly why: string;
      readonly hint: string;
      readonly retention?: readonly RetentionChange[];
    }
  | {
      readonly kind: "send";
      readonly write: ItemWrite;
      /** What the write does, completing "Could not …" and "…" in the log. */
      readonly doing: string;
      /** The operation that Azure gives the job of this write. */
      readonly jobOperation: JobOperation;
      /** The operation by which somebody may take its effect back at once, as an undelete does a deletion. */
      readonly undoneBy?: JobOperation;
      /** What the reader should know before it happens, such as when deleted data is purged. */
      readonly notes: readonly string[];
      /** What may cost recovery points later, and so is worth a warning. */
      readonly warning?: string;
      readonly retention?: readonly RetentionChange[];
      /** What a resource guard calls it, where multi-user authorization can guard it. */
      readonly guarded?: GuardedOperation;
    };

/** What the state table says of one operation on an item in one state. */
type Cell =
  | { readonly kind: "go"; readonly text: string }
  | { readonly kind: "nothing-to-do"; readonly text: string; readonly why: string }
  | { readonly kind: "refuse"; readonly text: string; readonly why: string; readonly hint: string };

/** One operation's column of the state table. */
export type Column = Readonly<Record<ItemCondition, Cell>>;

/** Of an item that may be soft-deleted, although Azure does not say so in a form that is known. */
export const UNREADABLE = {
  why: "Azure shows in a form that this action does not know whether its backup data is scheduled for deletion.",
  hint: "Look at the item in the vault. Nothing was done.",
};

/** A cell that lets the operation decide for itself; `text` is what the README shows. */
export function decideByPlan(text = "go"): Cell {
  return { kind: "go", text };
}

/** A cell for an item that is already as the user wants it. */
export function nothingToDo(why: string, text = "nothing to do"): Cell {
  return { kind: "nothing-to-do", text, why };
}

/** A cell that forbids the operation; `why` is the rule, `hint` the way out. */
export function refuse(why: string, hint: string, text = "refuse"): Cell {
  return { kind: "refuse", text, why, hint };
}

/** A column whose rows are all alike but for some. */
export function column(otherwise: Cell, rows: Partial<Column>): Column {
  return {
    protected: otherwise,
    error: otherwise,
    stopped: otherwise,
    suspended: otherwise,
    "soft-deleted": otherwise,
    ...rows,
  };
}

/** What a PUT on an item always carries: its type, and its source where the workload wants it. */
export function itemBody(item: ProtectedItem, properties: object): ItemWrite {
  return {
    method: "PUT",
    body: {
      properties: {
        protectedItemType: item.itemType,
        ...(item.workload?.repeatsSource ? { sourceResourceId: item.sourceId } : {}),
        ...properties,
      },
    },
  };
}
