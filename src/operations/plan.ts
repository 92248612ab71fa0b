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
  /** The policy that the user named, if the operation takes one. */
  readonly policy?: Policy;
  /** The policy that the item has; undefined if it has none or it cannot be read. */
  readonly formerPolicy?: Policy | undefined;
  /** The time of the look, in milliseconds since 1970: Azure's, or the machine's if that is far later. */
  readonly now: number;
  /**
   * Whether Azure's answers have a date. If not, `now` is the machine's alone, and no age may
   * depend on it.
   */
  readonly isDated: boolean;
}

/** A rule that forbids the operation, and what to do instead. */
export interface Refusal {
  readonly kind: "refuse";
  readonly why: string;
  readonly hint: string;
  readonly retention?: readonly RetentionChange[];
}

/** What to do about the item in its present state. */
export type Plan =
  | { readonly kind: "nothing-to-do"; readonly why: string }
  | Refusal
  | {
      readonly kind: "send";
      readonly write: ItemWrite;
      /** What the write does; completes "Could not …" and "…" in the log. */
      readonly doing: string;
      /** The operation that Azure names in the write's job. */
      readonly jobOperation: JobOperation;
      /** The operation with which someone may undo it at once, as an undelete undoes a deletion. */
      readonly undoneBy?: JobOperation;
      /** What the reader should know before it happens, such as when deleted data is purged. */
      readonly notes: readonly string[];
      /** Something that may cost recovery points later, and so deserves a warning. */
      readonly warning?: string;
      readonly retention?: readonly RetentionChange[];
      /** What a resource guard calls it, if multi-user authorization can guard it. */
      readonly guarded?: GuardedOperation;
    };

/** What the state table says about one operation on an item in one state. */
type Cell =
  | { readonly kind: "go"; readonly text: string }
  | { readonly kind: "nothing-to-do"; readonly text: string; readonly why: string }
  | { readonly kind: "refuse"; readonly text: string; readonly why: string; readonly hint: string };

/** One operation's column of the state table. */
export type Column = Readonly<Record<ItemCondition, Cell>>;

/** For an item that may be soft-deleted, but Azure says so in an unknown form. */
export const UNREADABLE = {
  why: "This action cannot read from Azure's answer whether its backup data is scheduled for deletion.",
  hint: "Look at the item in the vault. Nothing was done.",
};

/** A cell that lets the operation decide for itself; `text` is what the README shows. */
export function decideByPlan(text = "go"): Cell {
  return { kind: "go", text };
}

/** A cell for an item that is already in the wanted state. */
export function nothingToDo(why: string, text = "nothing to do"): Cell {
  return { kind: "nothing-to-do", text, why };
}

/** A cell that forbids the operation; `why` is the rule, `hint` is what to do instead. */
export function refuse(why: string, hint: string, text = "refuse"): Cell {
  return { kind: "refuse", text, why, hint };
}

/** A column whose rows are all the same except for some. */
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

/** What a PUT on an item always carries: its type, and its source if the workload requires it. */
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
