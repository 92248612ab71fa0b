import type { ArmResponse } from "../azure/answer.ts";
import type { ProtectedItem } from "../azure/item.ts";
import { isOperation, type Job, mayConcern } from "../azure/job.ts";
import { DeadlineError, UnknownOutcomeError } from "../errors.ts";
import type { Plan } from "../operations/plan.ts";
import { type Look, poll } from "../time/poll.ts";
import { pauseMs } from "../time/schedule.ts";
import { type Authorized, explainGuard, guardHeaders, unlock } from "./authorize.ts";
import type { Tools } from "./tools.ts";

/** What became of a write. */
export type Sent =
  | { readonly kind: "accepted"; readonly answer: ArmResponse }
  /** The answer was lost, and this job turned out to be its work. */
  | { readonly kind: "job-found"; readonly job: Job }
  /** The answer was lost, and the item turned out to be as asked for. */
  | { readonly kind: "reached" };

/** A write that the plan calls for, and how to recognize its effect. */
export interface Write {
  readonly item: ProtectedItem;
  readonly plan: Extract<Plan, { kind: "send" }>;
  readonly authorized: Authorized;
  /** Undefined where the item does not show it, as after a backup. */
  readonly reached: ((after: ProtectedItem | undefined) => boolean) | undefined;
  /** Jobs that ran before the write, which therefore are not its work. */
  readonly earlierJobs: readonly Job[];
}

/** How long the effect of a write whose answer was lost is looked for. */
const SEARCH_MS = 2 * 60_000;
/** How far the start time that Azure gives a job may lie before the sending, clocks being what they are. */
const SKEW_MS = 5_000;
/** A PUT or DELETE is sent at most so many times; a backup only once, or there might be two. */
const ATTEMPTS = { PUT: 2, DELETE: 2, POST: 1 };

/**
 * Sends a write. When its answer is lost, the item and the jobs started since are searched for its
 * effect; only if two minutes show neither is it sent once more, and a backup never.
 *
 * @throws UnknownOutcomeError when the last answer is lost too and no effect shows; ArmError;
 * ActionError (`not-authorized`) naming the guard.
 */
export async function send(write: Write, tools: Tools): Promise<Sent> {
  const { backup, pace, learn } = tools;
  const { item, plan, authorized } = write;

  for (let attempt = 1; ; attempt++) {
    if (pace.clock.now() >= pace.deadline) throw new DeadlineError(`about to ${plan.doing}`);
    const sentAt = tools.serviceNow();
    try {
      const headers = await guardHeaders(authorized, tools);
      await unlock(item, authorized, headers, tools);
      const { doing } = plan;
      const answer = await backup.write(item.address, authorized.write, { doing, headers });
      learn({ changed: true, acceptedAt: pace.clock.now(), ids: answer.ids });
      return { kind: "accepted", answer };
    } catch (error) {
      if (!(error instanceof UnknownOutcomeError)) throw explainGuard(error, authorized);
      learn({ unknownOutcome: true });
      pace.say(`${error.message} Looking for its effect on the item and among the jobs.`);
      const effect = await searchEffect(write, sentAt, tools);
      if (effect !== undefined) {
        learn({ changed: true, acceptedAt: pace.clock.now() });
        return effect;
      }
      if (attempt >= ATTEMPTS[authorized.write.method]) throw error;
      pace.say("Two minutes show no effect of the request; sending it once more.");
    }
  }
}

async function searchEffect(
  { item, plan, reached, earlierJobs }: Write,
  sentAt: number,
  tools: Tools,
): Promise<Sent | undefined> {
  const { backup, pace } = tools;
  const startedAt = pace.clock.now();
  const isOurs = (job: Job) =>
    isOperation(job, plan.jobOperation) &&
    mayConcern(job, item) &&
    (job.startTime ?? 0) >= sentAt - SKEW_MS &&
    !earlierJobs.some(({ id }) => id === job.id);

  return poll<Sent | undefined>(
    async (): Promise<Look<Sent | undefined>> => {
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
      return { settled: false, pauseMs: Math.min(pauseMs({ elapsedMs }), SEARCH_MS - elapsedMs) };
    },
    { pace, during: () => `looking for the effect of the request to ${plan.doing}` },
  );
}
