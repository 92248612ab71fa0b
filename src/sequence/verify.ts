import type { ProtectedItem } from "../azure/backup/item.ts";
import { findByAddress } from "../naming/find-items.ts";
import type { Question } from "../operations/evidence.ts";
import { isStopped as isStoppedItem } from "../operations/item-warnings.ts";
import { withCause } from "./failure-cause.ts";
import { evidenceOf, type FoundItem } from "./item-evidence.ts";
import { requireHandledWorkload } from "./survey.ts";
import type { Ending } from "./task.ts";
import { tellAnswer } from "./tell-answer.ts";
import type { ReadTools } from "./tools.ts";
import { ITEM_MS, readTogether, timed } from "./verify-round.ts";

/**
 * Reads an item's recovery points, how their backups ended, and then the item; judges them. Never
 * writes.
 *
 * @throws DeadlineError if no round of reads was quick enough, ActionError (`contact-lost`) if
 * Azure's answers have no date, and what the reads throw.
 */
export async function verify(
  question: Question,
  found: FoundItem,
  tools: ReadTools,
): Promise<Ending> {
  const { learn, backup } = tools;
  requireHandledWorkload(found.item);
  // A list can be out of date, so only the item itself decides whether it is stopped.
  const isStopped = (item: ProtectedItem) => question.ignoresStopped && isStoppedItem(item);
  if (isStopped(found.item)) {
    const { value, tookMs } = await timed(() => findByAddress(found.item.address, backup), tools);
    learn({ before: value, after: value });
    if (isStopped(value) && tookMs <= ITEM_MS) return { kind: "not-judged" };
  }
  const { item, points, ended } = await readTogether(question, found, tools);
  learn({ before: item, after: item });
  if (isStopped(item)) return { kind: "not-judged" };

  const { warning, ...evidence } = evidenceOf({ ...found, item, points }, ended, tools);
  const answer = await withCause(question.answer(evidence), question, evidence, tools);
  return tellAnswer({ item, warning }, answer, tools);
}
