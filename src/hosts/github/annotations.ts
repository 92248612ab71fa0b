import { REASONS } from "../../reasons.ts";
import type { Verdict } from "../../sequence/known.ts";
import { clip } from "../../text.ts";
import { makeInert } from "./escape.ts";
import type { Runner } from "./runner.ts";

/** One item and its verdict; `subject` is "" for a step about no item. */
interface AnnotatedVerdict {
  readonly subject: string;
  readonly verdict: Verdict;
}

/** GitHub shows ten errors of a step and drops the others (E147); the tenth counts the rest. */
const MOST_ERRORS = 9;

/**
 * Prints the verdict last, and warnings about an open gate. A closed gate is an error; several
 * items get one each, with its own advice. A green step with a closed gate, as the user asked, gets
 * a warning.
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
  else errors(items, runner);
}

function errors(items: readonly AnnotatedVerdict[], runner: Pick<Runner, "error">): void {
  const failed = items.filter(({ verdict }) => REASONS[verdict.reason].red);
  for (const item of failed.slice(0, MOST_ERRORS)) error(item, runner);
  const rest = failed.slice(MOST_ERRORS);
  if (rest.length === 0) return;
  const names = clip(rest.map(({ subject }) => subject).join(", "), 1_000);
  runner.error(
    makeInert(
      `${rest.length} more failed: ${names}. The summary says why, and what to do about each.`,
    ),
    "Backup gate closed: items-failed",
  );
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
