import { isFailure, REASONS } from "../../reasons.ts";
import type { Verdict } from "../../sequence/known.ts";
import { clip, joinSentences } from "../../text.ts";
import { makeInert } from "./escape.ts";
import type { Runner } from "./runner.ts";

/** One item and its verdict; `subject` is "" for a step about no item. */
interface AnnotatedVerdict {
  readonly subject: string;
  readonly verdict: Verdict;
}

/** GitHub shows ten errors of a step and drops the others (E147); the first is the verdict. */
const MOST_FAILURES = 9;

/**
 * Prints the verdict last, and warnings about an open gate. A closed gate is an error; of several
 * items it is followed by one for each failure, with its own advice. A green step with a closed
 * gate, as the user asked, gets a warning.
 */
export function annotate(
  { subject, verdict }: AnnotatedVerdict,
  items: readonly AnnotatedVerdict[],
  runner: Pick<Runner, "log" | "error" | "warning">,
): void {
  const { reason, message, remark } = verdict;
  const { gate, red } = REASONS[reason];
  const about = subject === "" ? "" : ` for '${clip(subject, 200)}'`;
  if (gate === "open") {
    runner.log(makeInert(`Gate open${about}: ${reason}. ${message}`));
    if (remark !== undefined) runner.warning(makeInert(remark));
    return;
  }
  runner.log(makeInert(`Gate closed${about}: ${reason}.`));
  if (!red) runner.warning(makeInert(`Backup gate closed${about}: ${reason}. ${advised(verdict)}`));
  else if (items.length < 2) error({ subject, verdict }, runner);
  else errors(verdict, items, runner);
}

function errors(
  verdict: Verdict,
  items: readonly AnnotatedVerdict[],
  runner: Pick<Runner, "error">,
): void {
  const failed = items.filter(({ verdict }) => isFailure(verdict.reason));
  const more = failed.length - MOST_FAILURES;
  const cut = `The errors below are the first ${MOST_FAILURES} of ${failed.length}; the file at the output 'report-path' has all, and so has the job summary if there is one.`;
  const hint = more > 0 ? joinSentences(verdict.hint, cut) : verdict.hint;
  error({ subject: "", verdict: { ...verdict, hint } }, runner);
  for (const item of failed.slice(0, MOST_FAILURES)) error(item, runner);
}

/** Puts the item first, unless the message names it anyway. */
function error({ subject, verdict }: AnnotatedVerdict, runner: Pick<Runner, "error">): void {
  const isNamed =
    subject === "" || ["'", "/"].some((start) => verdict.message.includes(`${start}${subject}'`));
  const named = isNamed ? "" : `${clip(subject, 200)}: `;
  runner.error(makeInert(`${named}${advised(verdict)}`), `Backup gate closed: ${verdict.reason}`);
}

function advised({ message, hint }: Verdict): string {
  const sentence = message.replace(/[\p{L}\p{N}]$/u, "$&.");
  return hint === "" ? message : `${sentence} What to do: ${hint}`;
}
