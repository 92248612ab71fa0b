import { nameOutput } from "../manifest/names-in-messages.ts";
import { isFailure, REASONS } from "../reasons.ts";
import type { Verdict } from "../sequence/known.ts";
import { clip, joinSentences } from "../text.ts";

/** One item and its verdict; `subject` is "" for a step about no item. */
export interface NamedVerdict {
  readonly subject: string;
  readonly verdict: Verdict;
}

/** Where a host shows messages; it makes them safe itself. */
interface Announcer {
  log(line: string): void;
  warning(message: string): void;
  error(message: string, title: string): void;
}

/** Hosts show ten errors of a step and drop the others (E147, E204); the first is the verdict. */
const MOST_FAILURES = 9;

/**
 * Prints the verdict last, and warnings about an open gate. A closed gate is an error; of several
 * items it is followed by one for each failure, with its own advice. A green step with a closed
 * gate, as the user asked, gets a warning.
 */
export function sayLastWord(
  { subject, verdict }: NamedVerdict,
  items: readonly NamedVerdict[],
  announcer: Announcer,
): void {
  const { reason, message, remark } = verdict;
  const { gate, red } = REASONS[reason];
  const about = subject === "" ? "" : ` for '${clip(subject, 200)}'`;
  if (gate === "open") {
    announcer.log(`Gate open${about}: ${reason}. ${message}`);
    if (remark !== undefined) announcer.warning(remark);
    return;
  }
  announcer.log(`Gate closed${about}: ${reason}.`);
  if (!red) announcer.warning(`Backup gate closed${about}: ${reason}. ${advised(verdict)}`);
  else if (items.length < 2) error({ subject, verdict }, announcer);
  else errors(verdict, items, announcer);
}

function errors(verdict: Verdict, items: readonly NamedVerdict[], announcer: Announcer): void {
  const failed = items.filter(({ verdict }) => isFailure(verdict.reason));
  const more = failed.length - MOST_FAILURES;
  const cut = `The errors below are the first ${MOST_FAILURES} of ${failed.length}; the file at the output ${nameOutput("report-path")} has all, and so has the job summary if there is one.`;
  const hint = more > 0 ? joinSentences(verdict.hint, cut) : verdict.hint;
  error({ subject: "", verdict: { ...verdict, hint } }, announcer);
  for (const item of failed.slice(0, MOST_FAILURES)) error(item, announcer);
}

/** Puts the item first, unless the message names it anyway. */
function error({ subject, verdict }: NamedVerdict, announcer: Announcer): void {
  const isNamed =
    subject === "" || ["'", "/"].some((start) => verdict.message.includes(`${start}${subject}'`));
  const named = isNamed ? "" : `${clip(subject, 200)}: `;
  announcer.error(`${named}${advised(verdict)}`, `Backup gate closed: ${verdict.reason}`);
}

function advised({ message, hint }: Verdict): string {
  const sentence = message.replace(/[\p{L}\p{N}]$/u, "$&.");
  return hint === "" ? message : `${sentence} What to do: ${hint}`;
}
