import { nameInId, type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import type { Policy } from "../azure/backup/policy.ts";
import { awaitAll } from "../concurrency.ts";
import { findByAddress } from "../naming/find-items.ts";
import { pathOf } from "../naming/item-path.ts";
import type { Before } from "../operations/plan.ts";
import { ageTime } from "../time/skew.ts";
import { type Asked, type Asking, ask } from "./asking.ts";
import { writeOf } from "./known.ts";
import type { Seen } from "./shared-reads.ts";
import { type Round, shortRound } from "./short-round.ts";
import { policyOf, requireHandledWorkload, type VaultView, viewVault } from "./survey.ts";
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

/** How to look at an item. */
export interface LookAt {
  readonly subject: Subject;
  /**
   * What the items of a step share may have been asked at this time or later (our own clock, ms since
   * 1970); left out to read it anew.
   */
  readonly notBefore?: number;
}

/**
 * Reads everything that a decision needs, the item itself last, in a round short enough for all of
 * it to be true at the same time.
 *
 * @throws ActionError (`refused`) for a workload that this action does not handle, DeadlineError,
 * and what the reads throw.
 */
export async function observe(
  task: WriteTask,
  { subject, notBefore }: LookAt,
  tools: ReadTools,
): Promise<Round<Observation>> {
  let latest = subject;
  let sharedSince = notBefore;
  const round = await shortRound(async (startedAt) => {
    const seen = await look(task, { subject: latest, notBefore: sharedSince ?? startedAt }, tools);
    sharedSince = undefined;
    latest = seen.shows.subject;
    return { ...seen, since: Math.min(seen.since, startedAt) };
  }, tools);
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

/** Looks at the item and the vault. */
async function look(
  task: WriteTask,
  { subject, notBefore }: Required<LookAt>,
  tools: ReadTools,
): Promise<Round<Observation>> {
  const { backup } = tools;
  const { policyName } = task;
  const [view, listedPolicy] = await awaitAll(
    viewVault({ purpose: "write", policyName, notBefore }, tools),
    presentPolicy(task, subject.item.policyId, notBefore, tools),
  );

  const { listed } = subject;
  const asked =
    subject.asking &&
    (await ask(subject.asking, { item: subject.item, listed, running: view.running }, tools));
  let item = asked?.item ?? (await findByAddress(subject.item.address, backup));
  let formerPolicy = listedPolicy.value;
  if (policyName !== undefined && !sameName(item.policyId, subject.item.policyId)) {
    // The policy just read is not the one the item has, so read that one and check that it did not change.
    formerPolicy = (await presentPolicy(task, item.policyId, notBefore, tools)).value;
    const again = await findByAddress(item.address, backup);
    if (!sameName(again.policyId, item.policyId)) formerPolicy = undefined;
    item = again;
  }
  return {
    shows: {
      subject: { item, listed, asking: asked?.asking },
      asked,
      before: beforeOf(item, { view, formerPolicy }, tools),
      running: view.running,
    },
    since: Math.min(view.since, listedPolicy.askedAt),
  };
}

/** What a plan for the item rests on. */
function beforeOf(
  item: ProtectedItem,
  { view, formerPolicy }: { readonly view: VaultView; readonly formerPolicy: Policy | undefined },
  tools: Pick<ReadTools, "present" | "serviceNow">,
): Before {
  const { vault, policy } = view;
  const isSame = policy !== undefined && sameName(policy.id, item.policyId);
  const agesAt = ageTime(tools.present(), []);
  return {
    vault,
    item,
    formerPolicy: isSame ? policy : formerPolicy,
    now: agesAt?.now ?? tools.serviceNow(),
    isDated: agesAt !== undefined,
    ...(policy === undefined ? {} : { policy }),
  };
}

/**
 * What a plan would rest on if the item were as it is listed. A list may be minutes old, so this only
 * shows what is worth a closer look.
 */
export async function beforeAsListed(
  task: WriteTask,
  item: ProtectedItem,
  notBefore: number,
  tools: ReadTools,
): Promise<Before> {
  const view = await viewVault({ purpose: "write", policyName: task.policyName, notBefore }, tools);
  const { value: formerPolicy } = await presentPolicy(task, item.policyId, notBefore, tools);
  return beforeOf(item, { view, formerPolicy }, tools);
}

/** The policy that the item has now, if the user names another one. */
async function presentPolicy(
  { policyName }: WriteTask,
  id: string,
  notBefore: number,
  tools: Pick<ReadTools, "backup" | "shared">,
): Promise<Seen<Policy | undefined>> {
  const isSame = sameName(nameInId(id), policyName ?? "");
  return policyName === undefined || isSame
    ? { value: undefined, askedAt: Number.POSITIVE_INFINITY }
    : policyOf(id, notBefore, tools);
}
