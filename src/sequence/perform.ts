import type { ProtectedItem } from "../azure/backup/item.ts";
import { inParallel } from "../concurrency.ts";
import { ActionError, DeadlineError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { pathOf } from "../naming/item-path.ts";
import { BEFORE_POINT_MS } from "../operations/backup-jobs.ts";
import { inChunks, listedItems, requireRoom, stateInWords } from "../operations/list-items.ts";
import { OPERATIONS_BY_NAME } from "../operations/operations.ts";
import { questionOf } from "../operations/wish.ts";
import { REASONS } from "../reasons.ts";
import { cancelJob } from "./cancel-job.ts";
import { survey } from "./survey.ts";
import type { Ending, ListTask, QuestionTask, Result, Task } from "./task.ts";
import type { ItemProgress, ReadTools, Tools } from "./tools.ts";
import { unsoundBackups } from "./unsound-backups.ts";
import { verify } from "./verify.ts";
import { waitForJob } from "./wait-for-job.ts";
import { writeItem } from "./write-item.ts";

/**
 * Carries out the task. Every operation is the same sequence: find and look, plan, send, follow the
 * operation, follow the job, look again. An operation that needs less of it stops earlier.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
export async function perform(task: Task, tools: Tools): Promise<readonly Result[]> {
  switch (task.kind) {
    case "job": {
      const { cancels } = OPERATIONS_BY_NAME[task.wish.kind];
      return one(await (cancels ? cancelJob : waitForJob)(task, tools), tools);
    }
    case "list":
      return one(await listAll(task, tools), tools);
    case "question":
      return judgeItems(task, tools);
    case "write":
      return one(await writeItem(task, tools), tools);
    default:
      return task satisfies never;
  }
}

/** The result of a step about one item, or about none. */
function one(ending: Ending, { known }: Pick<ReadTools, "known">): readonly Result[] {
  return [{ known: known(), ending }];
}

/** More legs than this can use up the hourly quota of one kind of read (E129). */
const MANY_LEGS = 20;

async function listAll({ wish, selection, workload }: ListTask, tools: ReadTools): Promise<Ending> {
  const { allowEmpty, matrixChunks } = wish;
  const { items, listed } = await survey(
    { selection, workload, purpose: "list", allowEmpty },
    tools,
  );
  const described = listedItems(items, listed.length > 0 ? listed : items);
  tools.log.detail(
    described.length === 1 ? "1 item" : `${described.length} items`,
    described.map((one) => `${one.path} (${one.workload}): ${stateInWords(one)}`),
  );
  const shown = matrixChunks > 1 ? inChunks(described, matrixChunks) : described;
  if (shown.length > MANY_LEGS) {
    tools.log.warn(
      `${shown.length} legs of a matrix share Azure's hourly quotas of 150 reads of a kind. ${nameInput("matrix-chunks", "10")} puts the items into fewer legs.`,
    );
  }
  requireRoom(shown, tools.fitsOutput);
  tools.learn({ items: shown });
  return { kind: "listed", count: items.length };
}

async function judgeItems(task: QuestionTask, tools: ReadTools): Promise<readonly Result[]> {
  const { wish, selection, workload, maxItems, maxParallel } = task;
  const { items, running, listed } = await survey(
    { selection, workload, purpose: "verify" },
    tools,
  );
  const question = questionOf(wish);
  const { maxAgeMs = Number.POSITIVE_INFINITY, allowWarnings = false } = question.backups ?? {};
  const unsound = unsoundBackups({ allowWarnings }, tools);
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) {
    tools.learn({ before: only, path: pathOf(only, listed) });
    return one(await verify(question, { item: only, listed, running, unsound }, tools), tools);
  }
  if (items.length > maxItems) {
    throw new ActionError(
      "refused",
      `${nameInput("item")} matches ${items.length} items, more than ${nameInput("max-items")}.`,
      {
        hint: `Narrow ${nameInput("item")} down, or raise ${nameInput("max-items")} (${maxItems}).`,
      },
    );
  }
  tools.announceItems(items.map((item) => ({ item, path: pathOf(item, listed) })));
  // One list, shared by all items, covers every point within the age limit.
  unsound.reachBackTo(tools.serviceNow() - maxAgeMs - BEFORE_POINT_MS);
  const judge = async (item: ProtectedItem): Promise<Judged> => {
    const result = await resultOf(item, pathOf(item, listed), tools, async (own) => {
      const answer = await verify(question, { item, listed, running, unsound }, own);
      own.log.say(answer.kind === "answered" ? answer.answer.message : "Stopped, so not judged.");
      return answer;
    });
    return { item, result, at: tools.pace.clock.now() };
  };
  const judged = await inParallel(items, maxParallel, judge);
  const results = await untilTrueTogether(judged, maxAgeMs, tools, (stale) =>
    inParallel(stale, maxParallel, judge),
  );
  return withoutIgnored(results, listed, tools);
}

/** The results without stopped items that the user wants listed but not judged. */
function withoutIgnored(
  all: readonly Result[],
  listed: readonly ProtectedItem[],
  tools: Pick<ReadTools, "known" | "learn">,
): readonly Result[] {
  const results = all.filter(({ ending }) => ending.kind !== "not-judged");
  const ignored = all
    .filter((one) => !results.includes(one))
    .flatMap(({ known: { before } }) => before ?? []);
  if (ignored.length > 0) tools.learn({ ignored: listedItems(ignored, listed) });
  return results.length > 0 ? results : one({ kind: "not-judged" }, tools);
}

interface Judged {
  readonly item: ProtectedItem;
  readonly result: Result;
  /** By our own clock, in milliseconds since 1970. */
  readonly at: number;
}

/** How old a good answer on one item may be when the last answer arrives. */
const TOGETHER_MS = 300_000;

/**
 * Asks again about items whose answer (good, or stopped) became too old while others were judged,
 * until all answers are true at the same time.
 */
async function untilTrueTogether(
  first: readonly Judged[],
  maxAgeMs: number,
  tools: Pick<ReadTools, "log" | "pace" | "serviceNow">,
  again: (items: readonly ProtectedItem[]) => Promise<readonly Judged[]>,
): Promise<readonly Result[]> {
  const { clock, deadline } = tools.pace;
  for (let judged = first; ; ) {
    const old = judged.filter((one) => isOld(one, maxAgeMs, tools));
    if (old.length === 0) return judged.map(({ result }) => result);
    const during = `asking again for ${old.length} answers that had become too old`;
    if (clock.now() >= deadline) {
      const error = new DeadlineError(during);
      return judged.map((one) =>
        old.includes(one) ? { ...one.result, ending: { kind: "thrown", error } } : one.result,
      );
    }
    tools.log.say(`The other items took their time; ${during}.`);
    const renewed = new Map(
      (await again(old.map(({ item }) => item))).map((one) => [one.item, one]),
    );
    judged = judged.map((one) => renewed.get(one.item) ?? one);
  }
}

function isOld(
  { result, at }: Judged,
  maxAgeMs: number,
  tools: Pick<ReadTools, "pace" | "serviceNow">,
): boolean {
  const { ending } = result;
  const isLate = tools.pace.clock.now() - at > TOGETHER_MS;
  if (ending.kind === "not-judged") return isLate;
  if (ending.kind !== "answered" || REASONS[ending.answer.reason].gate === "closed") return false;
  const ageMs = tools.serviceNow() - (ending.answer.point?.time ?? Number.NEGATIVE_INFINITY);
  return isLate || ageMs > maxAgeMs;
}

/** One item's failure does not stop the others. */
async function resultOf(
  item: ProtectedItem,
  path: string,
  tools: ReadTools,
  work: (own: ReadTools) => Promise<Ending>,
): Promise<Result> {
  const own = tools.forItem(path);
  own.learn({ before: item, path });
  const ending = await endingOf(own, work);
  own.end(ending);
  return { known: own.known(), ending };
}

async function endingOf(
  own: ReadTools & ItemProgress,
  work: (own: ReadTools) => Promise<Ending>,
): Promise<Result["ending"]> {
  if (own.pace.signal.aborted) {
    return { kind: "not-started", why: "The step was cancelled before this item's turn." };
  }
  own.begin();
  try {
    return await work(own);
  } catch (error) {
    return { kind: "thrown", error };
  }
}
