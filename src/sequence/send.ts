import type { ProtectedItem } from "../azure/backup/item.ts";
import { describeJob, type Job } from "../azure/backup/job.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import type { Accepted, Headers, ItemWrite } from "../azure/backup/writes.ts";
import {
  ActionError,
  ArmError,
  DeadlineError,
  TurnedAwayError,
  UnknownOutcomeError,
} from "../errors.ts";
import { agreedPresent, earliestPresent } from "../time/skew.ts";
import type { Asked } from "./asking.ts";
import { type Authorized, explainGuard } from "./authorize.ts";
import { type Effect, type SearchedWrite, searchEffect } from "./search-effect.ts";
import { type Findings, noteWrite, type ReadTools, type Tools } from "./tools.ts";

/** What became of a write. */
export type Sent =
  | { readonly kind: "accepted"; readonly accepted: Accepted }
  /** Azure certainly did not carry it out; it may be decided on again. */
  | { readonly kind: "turned-away"; readonly error: TurnedAwayError }
  /** The answer was lost; this is what was found instead. */
  | Exclude<Effect, { kind: "no-effect" }>
  | {
      readonly kind: "no-effect";
      readonly error: ActionError;
      /** Whether it may be sent once more. */
      readonly mayRepeat: boolean;
    };

/** A decided write, and how to recognize its effect. */
export interface Write extends SearchedWrite {
  readonly authorized: Authorized;
  /** What is still wrong with an item in the requested state; undefined if nothing is. */
  readonly shortcoming: (after: ProtectedItem | undefined) => string | undefined;
  /** What the operation asked first; undefined for most. */
  readonly asked?: Asked | undefined;
  /** The points listed before a backup; undefined if its own point is not looked for. */
  readonly listedBefore?: readonly RecoveryPoint[] | undefined;
}

/**
 * Sends a write once. If its answer is lost, looks for the effect on the item and among the jobs
 * started since.
 *
 * @throws ArmError if Azure refuses it, DeadlineError, ActionError (`not-authorized`) naming the
 * guard.
 */
export async function sendWrite(write: Write, headers: Headers, tools: Tools): Promise<Sent> {
  const { backup, log, pace, learn } = tools;
  const { item, plan, authorized } = write;
  if (pace.clock.now() >= pace.deadline) throw new DeadlineError(`about to ${plan.doing}`);
  pace.signal.throwIfAborted(); // A write that a cancelled step has not sent is not in doubt.

  const present = tools.present();
  noteWrite(tools, { kind: "sending" });
  try {
    const { doing } = plan;
    const accepted = await backup.write(item.address, authorized.write, { doing, headers });
    noteAccepted(tools);
    learn({ ids: accepted.ids });
    return { kind: "accepted", accepted };
  } catch (error) {
    // After a cancel or a defect it is unknown what became of the write.
    const isRefused = error instanceof TurnedAwayError || error instanceof ArmError;
    if (isRefused) noteWrite(tools, { kind: "turned-away" });
    pace.signal.throwIfAborted();
    if (error instanceof TurnedAwayError) return { kind: "turned-away", error };
    if (!(error instanceof UnknownOutcomeError)) throw explainGuard(error, authorized);
    const { status, service } = error.answer ?? {};
    const isServerError = plan.write.method !== "POST" && status === 500 && service?.code !== "";
    const sending = {
      sentAt: agreedPresent(present),
      since: earliestPresent(present),
      isServerError,
    };
    log.say(`${error.message} Looking for its effect on the item and among the jobs.`);
    const effect = await searchEffect(write, sending, tools);
    if (effect.kind === "no-effect")
      return withoutEffect(error, plan.write.method, effect.doubtful);
    if (effect.kind === "job-found") noteAccepted(tools);
    return effect;
  }
}

/**
 * The result of a write that shows no effect. A backup could be taken twice, and a second deletion
 * could undo what someone did since the first.
 */
function withoutEffect(
  error: UnknownOutcomeError,
  method: ItemWrite["method"],
  doubtful: readonly Job[],
): Extract<Sent, { kind: "no-effect" }> {
  const mayRepeat = method === "PUT" || (method === "DELETE" && doubtful.length === 0);
  if (doubtful.length === 0) return { kind: "no-effect", error, mayRepeat };
  const jobs = doubtful.map(describeJob).join("; ");
  const named = new ActionError(
    "contact-lost",
    `${error.message} It may be the work of this request or of another one: ${jobs}.`,
    { hint: error.hint, cause: error },
  );
  return { kind: "no-effect", error: named, mayRepeat };
}

/** Forgets the operation of an earlier request, which says nothing about this one. */
function noteAccepted(tools: Findings & Pick<ReadTools, "serviceNow">): void {
  noteWrite(tools, { kind: "accepted", at: tools.serviceNow() });
  tools.learn({ lro: undefined, lroEndedAt: undefined });
}
