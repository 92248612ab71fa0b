import { nameInId, type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { Policy } from "../azure/backup/policy.ts";
import { awaitAll } from "../concurrency.ts";
import { ActionError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { findByAddress } from "../naming/find-items.ts";
import { pathOf } from "../naming/item-path.ts";
import type { Before } from "../operations/plan.ts";
import { divideWish, preferenceOf, type WriteWish } from "../operations/wish.ts";
import { ageTime } from "../time/skew.ts";
import { type Asked, type Asking, ask, startAsking } from "./asking.ts";
import { writeOf } from "./known.ts";
import { type Round, shortRound } from "./short-round.ts";
import { policyOf, requireHandledWorkload, survey, type VaultView, viewVault } from "./survey.ts";
import type { WriteTask } from "./task.ts";
import type { ReadTools } from "./tools.ts";
import { mayHaveActed } from "./write-state.ts";

/** The item that a step writes to. It is found once; every later look reads it by its address. */
export interface Subject {
  /** As last seen. */
  readonly item: ProtectedItem;
  /** The items of the lists that were read, among which a job is matched; empty if no list was read. */
  readonly listed: readonly ProtectedItem[];
  /** What the operation asks before it plans anything; undefined for most. */
  readonly asking?: Asking | undefined;
}

/** Everything that a decision about the item depends on. */
export interface Observation {
  readonly subject: Subject;
  readonly before: Before;
  /** All running jobs of the vault. */
  readonly running: readonly Job[];
  /** What the question rests on, for an operation that asks one first. */
  readonly asked?: Asked | undefined;
}

/**
 * Reads everything that a decision needs, the item itself last, in a round short enough for all of
 * it to be true at the same time. The first look of a step also finds the item by its path.
 *
 * @throws ActionError (`refused`) for a workload that this action does not handle, DeadlineError,
 * and what `survey` throws.
 */
export async function observe(
  task: WriteTask,
  subject: Subject | undefined,
  tools: ReadTools,
): Promise<Round<Observation>> {
  let latest = subject;
  const read = async () => {
    const seen = await (latest === undefined ? firstLook(task, tools) : look(task, latest, tools));
    latest = seen.subject;
    return seen;
  };
  const round = await shortRound(read, tools);
  const { before, subject: seen } = round.shows;
  const { item } = before;
  if (tools.known().path === undefined) {
    tools.learn({ path: pathOf(item, seen.listed) });
  }
  // After our own write the item may show its effect, and is no longer as it was found.
  if (!mayHaveActed(writeOf(tools.known()))) tools.learn({ before: item });
  requireHandledWorkload(item);
  return { ...round, shows: withBound(round.shows, tools) };
}

/**
 * Fixes the oldest time that a point may have, once, after the first short round. A later look may find
 * a point that is older than the user asks for by as much as the step has taken since.
 */
function withBound(seen: Observation, { pace }: Pick<ReadTools, "pace">): Observation {
  const { subject, asked } = seen;
  if (asked === undefined) return seen;
  const asking = { ...asked.asking, boundSince: asked.asking.boundSince ?? pace.clock.now() };
  return { ...seen, subject: { ...subject, asking }, asked: { ...asked, asking } };
}

async function firstLook(task: WriteTask, tools: ReadTools): Promise<Observation> {
  const { selection, workload, policyName, maxItems } = task;
  const prefers = preferenceOf(task.wish.kind);
  const surveyed = await survey(
    { selection, workload, policyName, purpose: "write", prefers, maxItems },
    tools,
  );
  const { items, listed } = surveyed;
  const [found, ...others] = items;
  if (found === undefined || others.length > 0) throw notOne(task.wish, items);
  const subject = { item: found, listed, asking: startAsking(task.wish, tools) };
  return look(task, subject, tools, surveyed);
}

/** Looks at the item and the vault; `known` is what a survey has just read of the vault. */
async function look(
  task: WriteTask,
  subject: Subject,
  tools: ReadTools,
  known?: VaultView,
): Promise<Observation> {
  const { backup } = tools;
  const [view, listedPolicy] = await awaitAll(
    known ?? viewVault({ purpose: "write", policyName: task.policyName }, tools),
    presentPolicy(task, subject.item.policyId, tools),
  );

  const { listed } = subject;
  const asked =
    subject.asking &&
    (await ask(subject.asking, { item: subject.item, listed, running: view.running }, tools));
  let item = asked?.item ?? (await findByAddress(subject.item.address, backup));
  let formerPolicy = listedPolicy;
  if (task.policyName !== undefined && !sameName(item.policyId, subject.item.policyId)) {
    // The policy just read is not the one the item has, so read that one and check that it did not change.
    formerPolicy = await presentPolicy(task, item.policyId, tools);
    const again = await findByAddress(item.address, backup);
    if (!sameName(again.policyId, item.policyId)) formerPolicy = undefined;
    item = again;
  }
  const { vault, policy, running } = view;
  const isSame = policy !== undefined && sameName(policy.id, item.policyId);
  const agesAt = ageTime(tools.present(), []);
  return {
    subject: { item, listed, asking: asked?.asking },
    asked,
    before: {
      vault,
      item,
      formerPolicy: isSame ? policy : formerPolicy,
      now: agesAt?.now ?? tools.serviceNow(),
      isDated: agesAt !== undefined,
      ...(policy === undefined ? {} : { policy }),
    },
    running,
  };
}

/** The policy that the item has now, if the user names another one. */
async function presentPolicy(
  { policyName }: WriteTask,
  id: string,
  tools: Pick<ReadTools, "backup">,
): Promise<Policy | undefined> {
  const isSame = sameName(nameInId(id), policyName ?? "");
  return policyName === undefined || isSame ? undefined : policyOf(id, tools);
}

/** A step writes to one item so far. */
function notOne(wish: WriteWish, items: readonly ProtectedItem[]): ActionError {
  const { refusal } = divideWish(wish, items);
  const message = `${nameInput("item")} matches ${items.length} items, not one.`;
  const hint = "Name one item a step, such as with a matrix from 'list-items'.";
  return new ActionError("refused", refusal?.why ?? message, { hint: refusal?.hint ?? hint });
}
