import type { Job } from "../azure/backup/job.ts";
import type { Plan } from "../operations/plan.ts";
import { plan, type WriteWish } from "../operations/wish.ts";
import { holdsItem } from "./conflict.ts";
import type { Observation } from "./observe.ts";
import type { Round } from "./short-round.ts";

/** A plan that writes. */
export type SendPlan = Extract<Plan, { kind: "send" }>;

/** A plan that sends nothing. */
export type Unsent = Extract<Plan, { kind: "nothing-to-do" | "refuse" }>;

/** What to do about an item, based on what was true of it at one time. */
export type Decision =
  | Unsent
  /**
   * Jobs hold an item that the plan writes to, or, without a plan, may change an item that is
   * already right.
   */
  | { readonly kind: "busy"; readonly running: readonly Job[]; readonly plan: SendPlan | undefined }
  | { readonly kind: "send"; readonly plan: SendPlan };

/** Decides from one observation. Pure. */
export function decide(wish: WriteWish, { subject, before, running }: Observation): Decision {
  const planned = plan(wish, before);
  if (planned.kind === "refuse") return planned;
  const of = { item: before.item, listed: subject.listed };
  if (planned.kind === "nothing-to-do") {
    const unsettling = running.filter((job) => holdsItem(job, { ...of, settling: true }));
    return unsettling.length === 0
      ? planned
      : { kind: "busy", running: unsettling, plan: undefined };
  }
  const holding = running.filter((job) => holdsItem(job, of));
  return holding.length === 0
    ? { kind: "send", plan: planned }
    : { kind: "busy", running: holding, plan: planned };
}

/** A decision on one item, with the observation behind it. */
export interface Decided {
  readonly round: Round<Observation>;
  readonly decision: Decision;
}
