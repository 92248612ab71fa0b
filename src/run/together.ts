import { nameOutput } from "../manifest/names-in-messages.ts";
import { isFailure, REASONS, type Reason } from "../reasons.ts";
import type { Account } from "../report/step-report.ts";
import { type Verdict, writeOf } from "../sequence/known.ts";
import { changedBy } from "../sequence/write-state.ts";

/** What a verdict on several items depends on besides them. */
interface Whole {
  /** Whether the operation only reads. */
  readonly onlyReads: boolean;
  /** What ended the step before all of its items had ended; undefined if nothing did. */
  readonly cutShort: Verdict | undefined;
}

/**
 * The verdict on all items: with one item its own, otherwise the reason they share, or a summary of
 * a mixture.
 */
export function judgeTogether(accounts: readonly Account[], whole: Whole): Verdict {
  const [only, ...others] = accounts;
  if (only === undefined) throw new Error("No item was judged.");
  if (others.length === 0) return only.verdict;

  const closed = accounts.filter(({ verdict }) => REASONS[verdict.reason].gate === "closed");
  const red = closed.filter(isRed);
  const failed = red.filter(({ verdict }) => isFailure(verdict.reason));
  const decisive = [failed, red, closed].find((list) => list.length > 0) ?? [];
  const [first] = decisive;
  const passed = countsOf(accounts, closed);
  if (whole.cutShort !== undefined) return cutShortBy(whole.cutShort, decisive, passed);
  if (first === undefined) return { reason: openReason(accounts), message: passed, hint: "" };
  const isRehearsal = closed.every(({ verdict }) => verdict.reason === "dry-run");
  const opening = isRehearsal
    ? `Something is to be done for ${closed.length} of ${accounts.length} items. First of them`
    : `${passed} First ${red.length > 0 ? "failure" : "of the others"}`;
  const name = nameOf(first);
  return {
    ...first.verdict,
    reason: red.length > 0 ? redReason(accounts, failed, whole) : first.verdict.reason,
    message: `${opening}: ${name === "" ? "" : `'${name}': `}${first.verdict.message}`,
    hint: sharedHint(decisive),
  };
}

/** What ended the step, with what became of the items until then. */
function cutShortBy(verdict: Verdict, decisive: readonly Account[], passed: string): Verdict {
  const cut = decisive.filter((one) => one.verdict.reason === verdict.reason);
  const hint = cut.length === 0 ? verdict.hint : sharedHint(cut);
  return { ...verdict, message: `${passed} ${verdict.message}`, hint };
}

function isRed({ verdict }: Account): boolean {
  return REASONS[verdict.reason].red;
}

function nameOf({ known: { path, before } }: Account): string {
  return path ?? before?.friendlyName ?? "";
}

/** How many items passed and, if the others did not for different reasons, how many for each. */
function countsOf(accounts: readonly Account[], closed: readonly Account[]): string {
  const passed = `${accounts.length - closed.length} of ${accounts.length} items passed`;
  const counts = (Object.keys(REASONS) as Reason[]).flatMap((reason) => {
    const count = closed.filter(({ verdict }) => verdict.reason === reason).length;
    return count === 0 ? [] : `${count} ${reason}`;
  });
  return counts.length < 2 ? `${passed}.` : `${passed}; ${counts.join(", ")}.`;
}

/** The reason of items that all passed. */
function openReason(accounts: readonly Account[]): Reason {
  const [reason, ...others] = new Set(accounts.map(({ verdict }) => verdict.reason));
  if (reason !== undefined && others.length === 0) return reason;
  const all = [reason, ...others];
  return all.includes("completed-with-warnings") ? "completed-with-warnings" : "completed";
}

/**
 * The reason if any item makes the step red. If nothing was written at all, it is the reason of
 * those that kept the step from writing.
 */
function redReason(
  accounts: readonly Account[],
  failed: readonly Account[],
  { onlyReads }: Whole,
): Reason {
  const [reason, ...others] = new Set(accounts.map(({ verdict }) => verdict.reason));
  if (reason !== undefined && others.length === 0) return reason;
  const wroteNothing = accounts.every(({ known }) => changedBy(writeOf(known)) === "false");
  const mayStop = !onlyReads || accounts.some(({ verdict }) => verdict.reason === "not-started");
  const [why, ...more] = new Set(failed.map(({ verdict }) => verdict.reason));
  return wroteNothing && mayStop && why !== undefined && more.length === 0 ? why : "items-failed";
}

/** Also true with `summary: false`. */
const EACH_ITS_OWN = `Each item has its own advice: see its ${nameOutput("next-step")} in the output ${nameOutput("report")}, and its row in the job summary if there is one.`;

function sharedHint(accounts: readonly Account[]): string {
  const [hint = "", ...others] = new Set(accounts.map(({ verdict }) => verdict.hint));
  return others.length === 0 ? hint : EACH_ITS_OWN;
}
