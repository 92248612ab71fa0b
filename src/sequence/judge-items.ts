import type { ProtectedItem } from "../azure/backup/item.ts";
import { pathOf } from "../naming/item-path.ts";
import type { Question } from "../operations/evidence.ts";
import { listedItems } from "../operations/list-items.ts";
import { questionOf } from "../operations/wish.ts";
import { flightOf } from "./flight.ts";
import { inTurn } from "./in-turn.ts";
import type { FoundItem } from "./item-evidence.ts";
import { needsOfQuestion, tellNeeds } from "./needs.ts";
import { type Chosen, notStarted, one, resultOf } from "./results.ts";
import { survey } from "./survey.ts";
import type { QuestionTask, Result } from "./task.ts";
import type { ReadTools, Tools } from "./tools.ts";
import { type Judged, untilTrueTogether } from "./true-together.ts";
import { coverAllItems, unsoundBackups } from "./unsound-backups.ts";
import { verify } from "./verify.ts";

/**
 * Judges the recovery points of the items that the task names.
 *
 * @throws ActionError for everything that prevents the items from being known, and the cancel signal's
 * reason.
 */
export async function judgeItems(task: QuestionTask, tools: Tools): Promise<readonly Result[]> {
  const { wish, selection, workload, maxItems } = task;
  const { items, running, listed } = await survey(
    { selection, workload, purpose: "verify", maxItems },
    tools,
  );
  const question = questionOf(wish);
  const { maxAgeMs = Number.POSITIVE_INFINITY, allowWarnings = false } = question.backups ?? {};
  const unsound = unsoundBackups({ allowWarnings }, tools);
  const found = { listed, running, unsound };
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) {
    tools.learn({ before: only, path: pathOf(only, listed) });
    return one(await verify(question, { item: only, ...found }, tools), tools);
  }
  coverAllItems(unsound, question.backups, tools);
  const named = items.map((item) => ({ item, path: pathOf(item, listed) }));
  tools.announceItems(named);
  const chosen = named.map((each) => ({ ...each, own: tools.forItem(each.path) }));
  tellNeeds(needsOfQuestion(items, task.maxParallel), tools);
  const judgeAll = judgeOf(task, { question, found, chosen }, tools);
  const results = await untilTrueTogether(await judgeAll(chosen), maxAgeMs, tools, judgeAll);
  return withoutIgnored(results, listed, tools);
}

/** What the items are asked, and what the vault shows besides them. */
interface Judging {
  readonly question: Question;
  readonly found: Omit<FoundItem, "item">;
  readonly chosen: readonly Chosen[];
}

/** Judges some of the chosen items, some at once. */
function judgeOf(
  { maxParallel, failFast }: QuestionTask,
  { question, found, chosen }: Judging,
  tools: Tools,
): (asked: readonly Chosen[]) => Promise<readonly Judged[]> {
  const flight = flightOf(maxParallel, tools, chosen.length);
  const at = new Map<Chosen, number>();
  const stopped = new Map<Chosen, ProtectedItem>();
  const noteStopped = (each: Chosen, { known, ending }: Result) => {
    const { before = each.item } = known;
    if (ending.kind === "not-judged") stopped.set(each, before);
    else if (!stopped.delete(each)) return;
    const ignored = chosen.flatMap((one) => stopped.get(one) ?? []);
    tools.learn({ ignored: listedItems(ignored, found.listed) });
  };
  const judge = async (each: Chosen) => {
    const { item, own } = each;
    const result = await resultOf(each, async () => {
      const answer = await verify(question, { item, ...found }, own);
      if (answer.kind === "not-judged") own.log.say("Stopped, so not judged.");
      return answer;
    });
    at.set(each, tools.pace.clock.now());
    noteStopped(each, result);
    return result;
  };
  return async (asked) => {
    const turns = { flight, failFast, begin: judge, leaveOut: notStarted };
    const results = await inTurn(asked, turns, tools);
    const now = tools.pace.clock.now();
    return asked.flatMap((each, index) => {
      const result = results[index];
      return result === undefined ? [] : { each, result, at: at.get(each) ?? now };
    });
  };
}

/** The results without stopped items that the user wants listed but not judged. */
function withoutIgnored(
  all: readonly Result[],
  listed: readonly ProtectedItem[],
  tools: Pick<ReadTools, "known" | "learn">,
): readonly Result[] {
  const results = all.filter(({ ending }) => ending.kind !== "not-judged");
  const stopped = all.filter((one) => !results.includes(one));
  const ignored = stopped.flatMap(({ known: { before } }) => before ?? []);
  tools.learn({ ignored: listedItems(ignored, listed) });
  return results.length > 0 ? results : one({ kind: "not-judged" }, tools);
}
