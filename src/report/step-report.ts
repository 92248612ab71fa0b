import type { ListedItem } from "../operations/list-items.ts";
import type { Known, Span, Verdict } from "../sequence/known.ts";

/** What became of one item, or of a step about no item. */
export interface Account {
  readonly known: Known;
  readonly verdict: Verdict;
}

/** An account during the step, without a verdict until its work has ended. */
export interface AccountSoFar {
  readonly known: Known;
  readonly verdict: Verdict | undefined;
}

/** Everything there is to report at the end of a step. */
export interface StepReport {
  /** The input as given; it may name no operation. */
  readonly operation: string;
  /** Whether the operation only reads, so that notes are findings; otherwise they are plans. */
  readonly onlyReads: boolean;
  /** The vault's name; "" if none was given. */
  readonly vault: string;
  /** From when to when the step ran, by the service's clock. */
  readonly span: Span;
  /** The vault's backup jobs in the portal; "" if the vault is not known. */
  readonly jobUrl: string;
  readonly verdict: Verdict;
  /** One for each item, and at least one. */
  readonly accounts: readonly Account[];
  /** Stopped items that were not judged, as the user asked. */
  readonly ignored: readonly ListedItem[];
}
