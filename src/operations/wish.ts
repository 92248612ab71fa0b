import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Preference } from "../naming/choose-items.ts";
import type { QuestionOperation, WriteOperation } from "./descriptor.ts";
import type { FirstQuestion, Question } from "./evidence.ts";
import { OPERATIONS_BY_NAME, type WishOf } from "./operations.ts";
import { type Before, type Plan, type Refusal, UNREADABLE } from "./plan.ts";

/** A wish to change an item. */
export type WriteWish = WishOf<"write">;

/** A wish to know something about items. */
export type QuestionWish = WishOf<"question">;

/** Decides what to do about the item: first by the state table, then by the operation's own rules. */
export function plan(wish: WriteWish, before: Before): Plan {
  const operation = asWrite(wish);
  const { condition } = before.item;
  if (condition === "unreadable") return { kind: "refuse", ...UNREADABLE };
  const cell = operation.column[condition];
  return cell.kind === "go" ? operation.plan(wish, before) : cell;
}

/** What is wished for each of several items. */
interface DividedWish {
  /** The wish for one of the items, which `plan` judges like that of a step about this item alone. */
  wishFor(item: ProtectedItem): WriteWish;
  /** Why the wish for all of them is refused, before anything is written; undefined if it is not. */
  readonly refusal: Refusal | undefined;
}

/**
 * Divides a wish among all items that it is for, once they are known: of a deletion each item gets
 * its own line of `confirm-delete`, and lines that confirm none of the items are the refusal. A wish
 * for one item stays whole, because `plan` tells all of that. Pure.
 */
export function divideWish(wish: WriteWish, items: readonly ProtectedItem[]): DividedWish {
  const division = items.length > 1 ? asWrite(wish).divide?.(wish, items) : undefined;
  const wishes = new Map(
    items.map((item, index) => [item.id.toLowerCase(), division?.wishes[index] ?? wish]),
  );
  return {
    wishFor(item) {
      const own = wishes.get(item.id.toLowerCase());
      if (own === undefined) throw new Error(`Nothing was wished for ${item.id}.`);
      return own;
    },
    refusal: division?.refusal,
  };
}

/** Which of two items with the same name an operation means, if one is soft-deleted. */
export function preferenceOf(kind: WriteWish["kind"]): Preference {
  return OPERATIONS_BY_NAME[kind].prefers ?? "live";
}

/**
 * Whether the item, read again, is in the requested state; undefined means that it does not exist.
 * `afterOwnJob` is true once the write's own job has ended well.
 */
export type ReachedBy = (after: ProtectedItem | undefined, afterOwnJob?: boolean) => boolean;

/**
 * How to recognize that an item is in the requested state.
 *
 * @returns undefined for an operation that does not change the item's state.
 */
export function reachedBy(wish: WriteWish, before: Before): ReachedBy | undefined {
  const { reached } = asWrite(wish);
  if (reached === undefined) return undefined;
  return (after, afterOwnJob = false) => reached(wish, before, after, afterOwnJob);
}

/** What is still wrong with an item in the requested state; undefined if nothing is. */
export function warningOnReached(
  wish: WriteWish,
  before: Before,
  after: ProtectedItem | undefined,
): string | undefined {
  return asWrite(wish).warningOnReached?.(wish, before, after);
}

/** The question that a write asks before it plans anything; undefined for most. */
export function firstQuestionOf(wish: WriteWish): FirstQuestion | undefined {
  return asWrite(wish).asks?.(wish);
}

function asWrite(wish: WriteWish): WriteOperation<WriteWish> {
  return OPERATIONS_BY_NAME[wish.kind] as WriteOperation<WriteWish>;
}

/** The question that a wish asks of each item. */
export function questionOf(wish: QuestionWish): Question {
  const operation = OPERATIONS_BY_NAME[wish.kind] as QuestionOperation<QuestionWish>;
  return {
    answer: (evidence) => operation.answer(wish, evidence),
    ignoresStopped: operation.ignoresStopped?.(wish) ?? false,
    backups: operation.decisiveBackups?.(wish),
  };
}
