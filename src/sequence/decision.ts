import type { Job } from "../azure/backup/job.ts";
import type { Answer } from "../operations/evidence.ts";
import type { Plan } from "../operations/plan.ts";
import { plan, type WriteWish } from "../operations/wish.ts";
import { answerTo, backupToJoin } from "./asking.ts";
import { type Conflict, holdsItem } from "./conflict.ts";
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
  | { readonly kind: "send"; readonly plan: SendPlan }
  /** The question that the operation asks first has the answer yes. */
  | { readonly kind: "answered"; readonly answer: Answer }
  /** The answer is no, and a backup runs that may change it. */
  | { readonly kind: "join"; readonly job: Job; readonly answer: Answer };

/** Decides from one observation; a step joins one backup at most. Pure. */
export function decide(
  wish: WriteWish,
  { subject, before, running, asked }: Observation,
  mayJoin = true,
): Decision {
  const answer = asked && answerTo(asked);
  if (answer?.reason === "recovery-point-fresh") return { kind: "answered", answer };
  if (answer?.reason === "refused") {
    return { kind: "refuse", why: answer.message, hint: answer.hint };
  }
  const planned = plan(wish, before);
  if (planned.kind === "refuse") return planned;
  const joined = asked && mayJoin ? backupToJoin(asked, running, subject.listed) : undefined;
  if (answer !== undefined && joined !== undefined) return { kind: "join", job: joined, answer };
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

/** What holds the item, for a decision that it is busy. */
export function conflictOf({ round: { shows }, decision }: Decided): Conflict {
  const { subject, before } = shows;
  if (decision.kind !== "busy") throw new Error("Nothing holds the item.");
  const { running, plan } = decision;
  return { item: before.item, running, listed: subject.listed, settling: plan === undefined };
}
