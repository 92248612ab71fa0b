import type { ArmResponse } from "../azure/answer.ts";
import { concernOf } from "../azure/concern.ts";
import type { ProtectedItem } from "../azure/item.ts";
import { isOperation, type Job } from "../azure/job.ts";
import { ArmError, DeadlineError, TurnedAwayError, UnknownOutcomeError } from "../errors.ts";
import type { Plan } from "../operations/plan.ts";
import { type Look, poll } from "../time/poll.ts";
import { pauseMs } from "../time/schedule.ts";
import { type Authorized, explainGuard, guardHeaders, unlock } from "./authorize.ts";
import { listAll } from "./find-items.ts";
import type { Tools } from "./tools.ts";

/** What became of a write. */
export type Sent =
  | { readonly kind: "accepted"; readonly answer: ArmResponse }
  /** The answer was lost, and this job turned out to be its work. */
  | { readonly kind: "job-found"; readonly job: Job }
  /** The answer was lost, and the item turned out to be as asked for. */
  | { readonly kind: "reached" }
  /** It was certainly not carried out, and may be planned again. */
  | { readonly kind: "turned-away"; readonly error: TurnedAwayError }
  /** The answer was lost, and two minutes showed no effect. */
  | { readonly kind: "no-effect"; readonly error: UnknownOutcomeError };

/** A write that the plan calls for, and how to recognize its effect. */
export interface Write {
  readonly item: ProtectedItem;
  readonly plan: Extract<Plan, { kind: "send" }>;
  readonly authorized: Authorized;
  /** Undefined where the item does not show it, as after a backup. */
  readonly reached: ((after: ProtectedItem | undefined) => boolean) | undefined;
  /** The items of the vault by which its jobs are told apart; none where no list was read. */
  readonly listed: readonly ProtectedItem[];
}

/** How long the effect of a write whose answer was lost is looked for. */
const SEARCH_MS = 2 * 60_000;
/** How far the start time that Azure gives a job may lie before the sending, clocks being what they are. */
const SKEW_MS = 5_000;

/**
 * Sends a write once. When its answer is lost, the item and the jobs started since are searched for
 * its effect.
 *
 * @throws ArmError, DeadlineError, ActionError (`not-authorized`) naming the guard.
 */
export async function send(write: Write, tools: Tools): Promise<Sent> {
  const { backup, pace, learn } = tools;
  const { item, plan, authorized } = write;
  if (pace.clock.now() >= pace.deadline) throw new DeadlineError(`about to ${plan.doing}`);

  const sentAt = tools.serviceNow();
  // An earlier sending may still be open when Azure turns this one down.
  const unknownBefore = tools.known().unknownOutcome ?? false;
  try {
    const headers = await guardHeaders(authorized, tools);
    await unlock(item, authorized, headers, tools);
    pace.signal.throwIfAborted(); // What a cancelled step has not sent yet is not in doubt.
    learn({ unknownOutcome: true, sent: true });
    const { doing } = plan;
    const answer = await backup.write(item.address, authorized.write, { doing, headers });
    learn({ ...acceptedNow(tools), ids: answer.ids });
    return { kind: "accepted", answer };
  } catch (error) {
    if (error instanceof TurnedAwayError) {
      learn({ unknownOutcome: unknownBefore });
      return { kind: "turned-away", error };
    }
    if (!(error instanceof UnknownOutcomeError)) {
      // Whatever else Azure answers, it has refused the write; a cancel or a defect leaves it open.
      if (error instanceof ArmError) learn({ unknownOutcome: unknownBefore });
      throw explainGuard(error, authorized);
    }
    pace.say(`${error.message} Looking for its effect on the item and among the jobs.`);
    const effect = await searchEffect(write, sentAt, tools);
    if (effect === undefined) return { kind: "no-effect", error };
    learn(acceptedNow(tools));
    return effect;
  }
}

/** What is known of an earlier request's operation says nothing of this one. */
function acceptedNow({ serviceNow }: Tools) {
  return {
    changed: true,
    unknownOutcome: false,
    acceptedAt: serviceNow(),
    operation: undefined,
    operationEndedAt: undefined,
  };
}

async function searchEffect(
  { item, plan, reached, listed }: Write,
  sentAt: number,
  tools: Tools,
): Promise<Extract<Sent, { kind: "job-found" | "reached" }> | undefined> {
  const { backup, pace, fixedPauseMs } = tools;
  const startedAt = pace.clock.now();
  // Without the other items a job that names only the database could be anybody's.
  const others = listed.length > 0 ? listed : (await listAll(item.workload, backup)).items;
  const isOurs = (job: Job) =>
    isOperation(job, plan.jobOperation) &&
    concernOf(job, item, others) === "surely" &&
    (job.startTime ?? 0) >= sentAt - SKEW_MS;

  return poll(
    async (): Promise<Look<Extract<Sent, { kind: "job-found" | "reached" }> | undefined>> => {
      const [jobs, after] = await Promise.all([
        backup.listJobs({
          backupManagementType: item.workload?.backupManagementType,
          operation: plan.jobOperation,
          startedBetween: [sentAt - SKEW_MS, tools.serviceNow() + SEARCH_MS],
        }),
        reached === undefined ? undefined : backup.item(item.address),
      ]);
      const job = jobs.find(isOurs);
      if (job !== undefined) return { settled: true, value: { kind: "job-found", job } };
      if (reached?.(after)) return { settled: true, value: { kind: "reached" } };

      const elapsedMs = pace.clock.now() - startedAt;
      if (elapsedMs >= SEARCH_MS) return { settled: true, value: undefined };
      const pause = pauseMs({ elapsedMs, fixedMs: fixedPauseMs });
      return { settled: false, pauseMs: Math.min(pause, SEARCH_MS - elapsedMs) };
    },
    { pace, during: () => `looking for the effect of the request to ${plan.doing}` },
  );
}
