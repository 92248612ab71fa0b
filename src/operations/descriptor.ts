import type { ProtectedItem } from "../azure/backup/item.ts";
import type { VaultRef } from "../azure/backup/vault.ts";
import type { ItemWrite } from "../azure/backup/writes.ts";
import type { InputOfSome } from "../manifest/input-table.ts";
import type { Preference } from "../naming/find-items.ts";
import type { Get } from "../values/input-values.ts";
import type { Answer, DecisiveBackups, Evidence } from "./evidence.ts";
import type { Before, Column, Plan } from "./plan.ts";
import type { TimedOperation } from "./recorded-times.ts";

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

/** What every operation says of itself; all of it pure. */
interface Descriptor<Wish extends AnyWish> {
  /** The inputs that it uses and that some other operation does not. */
  readonly inputs: readonly InputOfSome[];
  /** What other tools call it, as `plainWord` writes it; whoever writes such a word is told the right one. */
  readonly alsoCalled?: readonly string[];
  /** Whether it lasts as long as a job that can take hours. */
  readonly endsWithJob?: true;
  /**
   * Reads the wish from the inputs.
   *
   * @throws InputError
   */
  readWish(get: Get, circumstances: Circumstances): Wish;
}

/** An operation that changes an item or backs it up. */
export interface WriteOperation<Wish extends AnyWish> extends Descriptor<Wish> {
  readonly kind: "write";
  /** Azure's own words for it. */
  readonly azureName: string;
  /** The HTTP method of its request. */
  readonly method: ItemWrite["method"];
  /** Which recorded duration it takes as long as. */
  readonly lastsLike: TimedOperation;
  /** Which of two items of one name is meant; `live` where it is left out. */
  readonly prefers?: Preference;
  /** Whether it deletes data, so that the item has to be named with its host and `dry-run` never be empty. */
  readonly deletesData?: true;
  /** What there would be twice if it ran again; left out where it looks first and does nothing twice. */
  readonly makesAnother?: string;
  readonly column: Column;
  /** Decides once the column said `go`. */
  plan(wish: Wish, before: Before): Plan;
  /**
   * Whether the item shows what was asked for; undefined means that it is not there. `afterOwnJob` is
   * true once the write's own job has ended well. Left out where the job alone is the answer.
   */
  reached?(
    wish: Wish,
    before: Before,
    after: ProtectedItem | undefined,
    afterOwnJob: boolean,
  ): boolean;
  /** What an item that shows what was asked for leaves to be desired; undefined where it is nothing. */
  warningOnReached?(
    wish: Wish,
    before: Before,
    after: ProtectedItem | undefined,
  ): string | undefined;
}

/** An operation that judges items by what is read of them, and changes nothing. */
export interface QuestionOperation<Wish extends AnyWish> extends Descriptor<Wish> {
  readonly kind: "question";
  readonly inputs: readonly ["max-items", ...InputOfSome[]];
  /** Answers for one item. */
  answer(wish: Wish, evidence: Evidence): Answer;
  /** Whether stopped and suspended items are told and not judged; no where it is left out. */
  ignoresStopped?(wish: Wish): boolean;
  /** Left out where the answer rests on points alone, so that no ended job has to be read. */
  decisiveBackups?(wish: Wish): DecisiveBackups;
}

/** An operation on a job that something else started, and that the user names. */
export interface NamedJobOperation<Wish extends AnyWish> extends Descriptor<Wish> {
  readonly kind: "job";
  readonly inputs: readonly ["job-id", ...InputOfSome[]];
  /** Whether Azure is asked to cancel the job before it is followed to its end. */
  readonly cancels: boolean;
}

/** An operation that lists items, and changes nothing. */
export interface ListOperation<Wish extends AnyWish> extends Descriptor<Wish> {
  readonly kind: "list";
}

/** Any operation; its `kind` is what the sequence of requests depends on. */
export type Operation<Wish extends AnyWish = AnyWish> =
  | WriteOperation<Wish>
  | QuestionOperation<Wish>
  | NamedJobOperation<Wish>
  | ListOperation<Wish>;
