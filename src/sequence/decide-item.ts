import type { Job } from "../azure/backup/job.ts";
import { ActionError } from "../errors.ts";
import { hostKinds, namesHost, shortestPath } from "../naming/item-path.ts";
import { deletesData } from "../operations/operations.ts";
import type { Plan } from "../operations/plan.ts";
import { plan, type WriteWish } from "../operations/wish.ts";
import { announceItem, announceRetention } from "./announce.ts";
import { holds } from "./conflict.ts";
import { type Observation, observe, type Subject } from "./observe.ts";
import type { Round } from "./short-round.ts";
import type { WriteTask } from "./task.ts";
import type { ReadTools } from "./tools.ts";

/** A decision on one item, with what it rests on. */
export interface Decided {
  readonly round: Round<Observation>;
  readonly decision: Decision;
}

/** What a plan that writes is made of. */
export type SendPlan = Extract<Plan, { kind: "send" }>;

/** A plan that sends nothing. */
export type Unsent = Extract<Plan, { kind: "nothing-to-do" | "refuse" }>;

/** What to do about an item, by everything that was true of it together. */
export type Decision =
  | Unsent
  /** Jobs hold the item: one that is to be written to, or, without a plan, one that may not change any more. */
  | { readonly kind: "busy"; readonly running: readonly Job[]; readonly plan: SendPlan | undefined }
  | { readonly kind: "send"; readonly plan: SendPlan };

/** Decides by what was true together. Pure. */
function decide(wish: WriteWish, { subject, before, running }: Observation): Decision {
  const planned = plan(wish, before);
  if (planned.kind === "refuse") return planned;
  const of = { item: before.item, listed: subject.listed };
  if (planned.kind === "nothing-to-do") {
    const unsettling = running.filter((job) => holds(job, { ...of, settling: true }));
    return unsettling.length === 0
      ? planned
      : { kind: "busy", running: unsettling, plan: undefined };
  }
  const holding = running.filter((job) => holds(job, of));
  return holding.length === 0
    ? { kind: "send", plan: planned }
    : { kind: "busy", running: holding, plan: planned };
}

/** How an item is looked at again. */
interface Again {
  /** The item as an earlier look found it; without one it is found by its path. */
  readonly subject?: Subject;
  /** Whether the log has said already what the item is like. */
  readonly isAnnounced?: boolean;
}

/**
 * Looks at an item and decides what to do about it. It never writes: its client cannot.
 *
 * @throws ActionError (`refused`) for what is to be deleted and is named without its host, and as `observe`.
 */
export async function decideItem(
  task: WriteTask,
  { subject, isAnnounced = false }: Again,
  tools: ReadTools,
): Promise<Decided> {
  const round = await observe(task, subject, tools);
  if (!isAnnounced) announceItem(round.shows.before, tools);
  if (deletesData(task.wish.kind)) requireHost(task.selection, round.shows);
  const decision = decide(task.wish, round.shows);
  announceRetention(decision, tools);
  return { round, decision };
}

/** What cannot be undone has to be named by its host too, and not only by its instance or resource group. */
function requireHost({ include }: WriteTask["selection"], { before, subject }: Observation): void {
  const [ref] = include;
  const { item } = before;
  if (ref?.kind !== "path" || namesHost(ref.parts, item)) return;
  throw new ActionError(
    "refused",
    `'${ref.written}' does not name the ${hostKinds(item)[0] ?? "host"} of what is to be deleted.`,
    {
      hint: `Write it as '${shortestPath(item, subject.listed, { withHost: true })}', or use the item's resource id.`,
    },
  );
}
