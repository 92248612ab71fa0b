import type { ProtectedItem } from "../azure/backup/item.ts";
import { inParallel } from "../concurrency.ts";
import { ActionError } from "../errors.ts";
import { pathOf } from "../naming/item-path.ts";
import type { Refusal } from "../operations/plan.ts";
import { divideWish, plan, preferenceOf } from "../operations/wish.ts";
import { type Asking, startAsking } from "./asking.ts";
import { decideItem, requireNamedHost } from "./decide-item.ts";
import { flightOf } from "./flight.ts";
import { inTurn } from "./in-turn.ts";
import { itemStates } from "./item-states.ts";
import { jobBoard } from "./job-board.ts";
import { needsOfWrite, tellNeeds } from "./needs.ts";
import { beforeAsListed } from "./observe.ts";
import { type Chosen, notStarted, one, resultOf, resultWith } from "./results.ts";
import { explained } from "./short-round.ts";
import { requireHandledWorkload, survey } from "./survey.ts";
import type { Result, WriteTask } from "./task.ts";
import { inCompany, type Together } from "./together.ts";
import type { Tools } from "./tools.ts";
import { coverAllItems } from "./unsound-backups.ts";
import { writeItem } from "./write-item.ts";

/** One of several items to write to. */
interface ToWrite extends Chosen<Tools> {
  readonly task: WriteTask;
}

/** What all items share. */
interface Sighting {
  /** The items of the lists that were read. */
  readonly listed: readonly ProtectedItem[];
  /** When the step looked, by our own clock (ms since 1970). */
  readonly startedAt: number;
  /** The question that the operation asks first, its oldest time of a point fixed once for all. */
  readonly asking: Asking | undefined;
}

/** What the items of a step share may be this old when one of them is first decided on. */
const SHARED_MS = 5_000;
/** So many items that look as if they were refused are read at once. */
const READ_AT_ONCE = 20;

/**
 * Changes or backs up the items that the task names. Several are all looked at before the first write:
 * if one is refused, nothing is written.
 *
 * @throws ActionError for everything that prevents the items from being known, and the cancel signal's
 * reason.
 */
export async function writeItems(task: WriteTask, tools: Tools): Promise<readonly Result[]> {
  const { selection, workload, policyName, maxItems } = task;
  const prefers = preferenceOf(task.wish.kind);
  const startedAt = tools.pace.clock.now();
  const { items, listed } = await explained(
    () => survey({ selection, workload, policyName, purpose: "write", prefers, maxItems }, tools),
    tools,
  );
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) {
    const subject = { item: only, listed, asking: startAsking(task.wish, tools) };
    return one(await writeItem(task, { subject, notBefore: startedAt }, tools), tools);
  }
  const { wishFor, refusal } = divideWish(task.wish, items);
  const named = items.map((item) => ({ item, path: pathOf(item, listed) }));
  tools.announceItems(named);
  const chosen = named.map((each): ToWrite => {
    const wish = wishFor(each.item);
    return { ...each, task: { ...task, wish }, own: tools.forItem(each.path) };
  });
  const seen = { listed, startedAt, asking: askingOfAll(task, startedAt, tools) };
  const refused = await refusals(chosen, seen, tools);
  if (refusal !== undefined) throw refusedTogether(refusal, refused);
  if (refused.size > 0) {
    const why =
      "Another item of this step was refused or could not be read, so nothing was written.";
    return chosen.map((each) => refused.get(each) ?? notStarted(each, why));
  }
  return carryOut(chosen, { seen, task }, tools);
}

/** The question for several items, which share the list of backups that failed. */
function askingOfAll({ wish }: WriteTask, startedAt: number, tools: Tools): Asking | undefined {
  const asking = startAsking(wish, tools, startedAt);
  if (asking !== undefined) coverAllItems(asking.unsound, asking.question.backups, tools);
  return asking;
}

/** The error for a wish that no item explains, with what is wrong with the items. */
function refusedTogether(
  { why, hint }: Refusal,
  refused: ReadonlyMap<ToWrite, Result>,
): ActionError {
  const others = [...refused].flatMap(([{ path }, { ending }]) =>
    ending.kind === "refused" ? [`'${path}': ${ending.why}`] : [],
  );
  return new ActionError("refused", [why, ...others].join(" "), { hint });
}

/**
 * The results of items that are refused. A list may be minutes old, so what it shows as refused is read;
 * once one is refused for sure, the others are told as they are listed.
 */
async function refusals(
  chosen: readonly ToWrite[],
  seen: Sighting,
  tools: Tools,
): Promise<ReadonlyMap<ToWrite, Result>> {
  const suspects: { readonly each: ToWrite; readonly ending: Result["ending"] }[] = [];
  for (const each of chosen) {
    const ending = await refusalAsListed(each, seen);
    if (ending !== undefined) suspects.push({ each, ending });
  }
  const flight = flightOf(READ_AT_ONCE, tools, suspects.length);
  for (let from = 0; from < suspects.length; from += READ_AT_ONCE) {
    const read = suspects.slice(from, from + READ_AT_ONCE);
    const results = await inParallel(read, READ_AT_ONCE, async ({ each }) => {
      const seat = await flight.take();
      try {
        return { each, result: await refusalAsRead(each, seen) };
      } finally {
        seat.leave();
      }
    });
    tools.pace.signal.throwIfAborted();
    const refused = results.flatMap(({ each, result }) =>
      result ? [[each, result] as const] : [],
    );
    if (refused.length === 0) continue;
    const unread = suspects
      .slice(from + READ_AT_ONCE)
      .map(({ each, ending }) => [each, resultWith(each, ending)] as const);
    return new Map([...refused, ...unread]);
  }
  return new Map();
}

async function refusalAsListed(
  { item, task, own }: ToWrite,
  { listed, startedAt }: Sighting,
): Promise<Result["ending"] | undefined> {
  try {
    requireHandledWorkload(item);
    requireNamedHost(task, item, listed);
    const planned = plan(task.wish, await beforeAsListed(task, item, startedAt, own));
    return planned.kind === "refuse" ? { ...planned, kind: "refused" } : undefined;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { kind: "thrown", error };
  }
}

/** The result of an item that is refused when it is read; undefined if it is not. */
async function refusalAsRead(
  each: ToWrite,
  { listed, asking, startedAt }: Sighting,
): Promise<Result | undefined> {
  const { item, task, own } = each;
  try {
    const at = { subject: { item, listed, asking }, notBefore: startedAt };
    const { decision } = await decideItem(task, at, own);
    return decision.kind === "refuse"
      ? resultWith(each, { ...decision, kind: "refused" })
      : undefined;
  } catch (error) {
    return resultWith(each, { kind: "thrown", error });
  }
}

/** Works on all items, some at once. */
async function carryOut(
  chosen: readonly ToWrite[],
  { seen, task }: { readonly seen: Sighting; readonly task: WriteTask },
  tools: Tools,
): Promise<readonly Result[]> {
  const { failFast, maxParallel } = task;
  const items = chosen.map(({ item }) => item);
  const flight = flightOf(maxParallel, tools, items.length);
  tellNeeds(needsOfWrite(task, items), tools);
  const company = inCompany({
    flight,
    jobs: jobBoard({ flight }, tools),
    states: failFast ? undefined : itemStates({ flight, vaultSize: seen.listed.length }, tools),
  });
  return inTurn<ToWrite>(
    chosen,
    {
      ...{ flight, failFast, leaveOut: notStarted },
      begin: (each, seat) => writeOne(each, seen, company(seat)),
    },
    tools,
  );
}

function writeOne(
  each: ToWrite,
  { listed, asking }: Sighting,
  together: Together,
): Promise<Result> {
  const { item, task } = each;
  const own = { ...each.own, together };
  return resultOf(each, () => {
    const subject = { item, listed, asking };
    return writeItem(task, { subject, notBefore: own.pace.clock.now() - SHARED_MS }, own);
  });
}
