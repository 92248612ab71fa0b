import type { ProtectedItem } from "../azure/backup/item.ts";
import type { VaultRef } from "../azure/backup/vault.ts";
import type { ItemWrite } from "../azure/backup/writes.ts";
import type { InputOfSome } from "../manifest/input-table.ts";
import type { Preference } from "../naming/choose-items.ts";
import type { Get } from "../values/input-values.ts";
import type { Answer, DecisiveBackups, Evidence, FirstQuestion } from "./evidence.ts";
import type { Before, Column, Plan, Refusal } from "./plan.ts";
import type { TimedLro } from "./recorded-times.ts";

/** What the user wants; `kind` is the name of the operation. */
interface AnyWish {
  readonly kind: string;
}

/** What a wish may depend on besides its inputs. */
interface Circumstances {
  readonly vault: VaultRef;
  /** When the step began, in milliseconds since 1970. */
  readonly now: number;
}

/** What every operation declares about itself; all of it is pure. */
interface Descriptor<Wish extends AnyWish> {
  /** The inputs that it uses and some other operation does not. */
  readonly inputs: readonly InputOfSome[];
  /**
   * What other tools call it, as `plainWord` writes it; a user who writes such a word gets this
   * operation as a suggestion.
   */
  readonly alsoCalled?: readonly string[];
  /** Whether it waits for a job, which can take hours. */
  readonly endsWithJob?: true;
  /**
   * Reads the wish from the inputs.
   *
   * @throws InputError
   */
  readWish(get: Get, circumstances: Circumstances): Wish;
}

/** A wish for several items, divided among them. */
interface Division<Wish> {
  /** In the order of the items. */
  readonly wishes: readonly Wish[];
  /** Why all of it is refused; undefined if it is not. */
  readonly refusal: Refusal | undefined;
}

/** An operation that changes an item or backs it up. */
export interface WriteOperation<Wish extends AnyWish> extends Descriptor<Wish> {
  readonly kind: "write";
  /** Azure's own name for it. */
  readonly azureName: string;
  /** The HTTP method of its request. */
  readonly method: ItemWrite["method"];
  /** The recorded duration that applies to it. */
  readonly lastsLike: TimedLro;
  /** Which of two items with the same name it means; `live` if left out. */
  readonly prefers?: Preference;
  /**
   * Whether it deletes data. Then the item must be named with its host, and `dry-run` must not be
   * empty.
   */
  readonly deletesData?: true;
  /**
   * What a second run would create twice; left out if the operation looks first and does nothing
   * twice.
   */
  readonly makesAnother?: string;
  readonly column: Column;
  /** Gives each of several items its part of the wish; left out if all get the same. */
  divide?(wish: Wish, items: readonly ProtectedItem[]): Division<Wish>;
  /** What it asks before it plans anything; left out if it does not ask. */
  asks?(wish: Wish): FirstQuestion;
  /** Decides if the column says `go`. */
  plan(wish: Wish, before: Before): Plan;
  /**
   * Whether the item is in the requested state; undefined means that it does not exist.
   * `afterOwnJob` is true once the write's own job has ended well. Left out if the job alone is the
   * answer.
   */
  reached?(
    wish: Wish,
    before: Before,
    after: ProtectedItem | undefined,
    afterOwnJob: boolean,
  ): boolean;
  /** What is still wrong with an item in the requested state; undefined if nothing is. */
  warningOnReached?(
    wish: Wish,
    before: Before,
    after: ProtectedItem | undefined,
  ): string | undefined;
}

/** An operation that judges items by reading them, and changes nothing. */
export interface QuestionOperation<Wish extends AnyWish> extends Descriptor<Wish> {
  readonly kind: "question";
  /** Answers for one item. */
  answer(wish: Wish, evidence: Evidence): Answer;
  /** Whether stopped and suspended items are listed but not judged; false if left out. */
  ignoresStopped?(wish: Wish): boolean;
  /** Left out if the answer depends on points alone, so that no ended job has to be read. */
  decisiveBackups?(wish: Wish): DecisiveBackups;
}

/** An operation on a job that something else started and the user names. */
export interface NamedJobOperation<Wish extends AnyWish> extends Descriptor<Wish> {
  readonly kind: "job";
  readonly inputs: readonly ["job-id", ...InputOfSome[]];
  /** Whether to ask Azure to cancel the job before following it to its end. */
  readonly cancels: boolean;
}

/** An operation that lists items, and changes nothing. */
export interface ListOperation<Wish extends AnyWish> extends Descriptor<Wish> {
  readonly kind: "list";
}

/** Any operation; `kind` decides the sequence of requests. */
export type Operation<Wish extends AnyWish = AnyWish> =
  | WriteOperation<Wish>
  | QuestionOperation<Wish>
  | NamedJobOperation<Wish>
  | ListOperation<Wish>;
