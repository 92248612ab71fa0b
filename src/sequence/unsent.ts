import { describeJob } from "../azure/backup/job.ts";
import type { Before } from "../operations/plan.ts";
import { reachedBy, type WriteWish } from "../operations/wish.ts";
import { announceNotes, announceUnsent, requestOf } from "./announce.ts";
import { authorize } from "./authorize.ts";
import { conflictError, NOT_WAITED } from "./conflict.ts";
import { conflictOf, type Decided, type Decision, type SendPlan, type Unsent } from "./decision.ts";
import { writeOf } from "./known.ts";
import type { Observation } from "./observe.ts";
import type { Ending, WriteTask } from "./task.ts";
import { tellAnswer } from "./tell-answer.ts";
import type { Findings, ReadTools } from "./tools.ts";
import { mayHaveActed } from "./write-state.ts";

/** The ending if nothing needs to be sent, or nothing may be. */
export function leaveAlone(
  wish: WriteWish,
  { before, asked }: Observation,
  decision: Unsent | Extract<Decision, { kind: "answered" }>,
  tools: ReadTools,
): Ending {
  const { known, learn } = tools;
  if (decision.kind === "refuse") return { ...decision, kind: "refused" };
  if (decision.kind === "answered") {
    return tellAnswer({ item: before.item, warning: asked?.warning }, decision.answer, tools);
  }
  learn({ after: before.item });
  // An earlier write of this step, whose answer was lost, may have caused the present state.
  const reached = reachedBy(wish, before);
  if (reached === undefined || !mayHaveActed(writeOf(known()))) return decision;
  return { kind: "judged-by-item", reached: reached(before.item, false) };
}

/** Says what would be done, and records what would be sent; its client cannot send it. */
export async function rehearse(
  task: WriteTask,
  decided: Decided,
  tools: ReadTools,
): Promise<Ending> {
  const { decision, round } = decided;
  const { before } = round.shows;
  switch (decision.kind) {
    case "refuse":
    case "nothing-to-do":
    case "answered":
      return leaveAlone(task.wish, round.shows, decision, tools);
    case "join":
      return {
        kind: "dry-run",
        plan: `wait for ${describeJob(decision.job)}, and back up '${before.item.friendlyName}' only if that brings no recovery point that is new enough`,
      };
    case "busy": {
      if (task.onConflict === "fail") throw conflictError(conflictOf(decided), NOT_WAITED);
      const { running, plan } = decision;
      const others = running.map(describeJob).join("; ");
      if (plan === undefined) return { kind: "dry-run", plan: `wait first for ${others}` };
      announceNotes(plan, tools);
      tools.log.say(`Would wait first for ${others}`);
      return tellUnsent(plan, before, tools);
    }
    case "send":
      announceNotes(decision.plan, tools);
      return tellUnsent(decision.plan, before, tools);
    default:
      return decision satisfies never;
  }
}

async function tellUnsent(
  plan: SendPlan,
  before: Before,
  tools: Findings & Pick<ReadTools, "backup" | "log">,
): Promise<Ending> {
  const authorized = await authorize(plan, before.vault, tools);
  announceUnsent(requestOf(before.item, authorized), tools);
  return { kind: "dry-run", plan };
}
