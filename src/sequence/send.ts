import type { ArmResponse } from "../azure/answer.ts";
import { type ProtectedItem, SQL_DATABASES } from "../azure/item.ts";
import { isOperation, type Job, mayConcern } from "../azure/job.ts";
import { DeadlineError, UnknownOutcomeError } from "../errors.ts";
import type { Plan } from "../operations/plan.ts";
import { type Look, poll } from "../time/poll.ts";
import { pauseMs } from "../time/schedule.ts";
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
  readonly reached: (after: ProtectedItem | undefined) => boolean;
}

/** How long the effect of a write whose answer was lost is looked for. */
const SEARCH_MS = 2 * 60_000;
/** How far the start time that Azure gives a job may lie before the sending, clocks being what they are. */
const SKEW_MS = 5_000;
/** A write is sent at most so many times. Both verbs, PUT and DELETE, may be repeated. */
const ATTEMPTS = 2;

/**
 * Sends a write. When its answer is lost, the item and the jobs started since are searched for its
 * effect; only if two minutes show neither is it sent once more.
 *
 * @throws UnknownOutcomeError when the second answer is lost too and no effect shows; ArmError.
 */
export async function send(write: Write, tools: Tools): Promise<Sent> {
  const { backup, pace, learn } = tools;
  const { item, plan } = write;

  for (let attempt = 1; ; attempt++) {
    if (pace.clock.now() >= pace.deadline) throw new DeadlineError(`about to ${plan.doing}`);
    const sentAt = tools.serviceNow();
    try {
      const answer = await backup.write(item.address, plan.write, plan.doing);
      learn({ changed: true, acceptedAt: pace.clock.now(), ids: answer.ids });
      return { kind: "accepted", answer };
    } catch (error) {
      if (!(error instanceof UnknownOutcomeError)) throw error;
      learn({ unknownOutcome: true });
      pace.say(`${error.message} Looking for its effect on the item and among the jobs.`);
      const effect = await searchEffect(write, sentAt, tools);
      if (effect !== undefined) {
        learn({ changed: true, acceptedAt: pace.clock.now() });
        return effect;
      }
      if (attempt >= ATTEMPTS) throw error;
      pace.say("Two minutes show no effect of the request; sending it once more.");
    }
  }
}

async function searchEffect(
  { item, plan, reached }: Write,
  sentAt: number,
  tools: Tools,
): Promise<Sent | undefined> {
  const { backup, pace } = tools;
  const startedAt = pace.clock.now();

  return poll<Sent | undefined>(
    async (): Promise<Look<Sent | undefined>> => {
      const [jobs, after] = await Promise.all([
        backup.listJobs({
          backupManagementType: SQL_DATABASES.backupManagementType,
          operation: plan.jobOperation,
          startedBetween: [sentAt - SKEW_MS, tools.serviceNow() + SEARCH_MS],
        }),
        backup.item(item.address),
      ]);
      const job = jobs.find(
        (candidate) =>
          isOperation(candidate, plan.jobOperation) &&
          mayConcern(candidate, item) &&
          (candidate.startTime ?? 0) >= sentAt - SKEW_MS,
      );
      if (job !== undefined) return { settled: true, value: { kind: "job-found", job } };
      if (reached(after)) return { settled: true, value: { kind: "reached" } };

      const elapsedMs = pace.clock.now() - startedAt;
      if (elapsedMs >= SEARCH_MS) return { settled: true, value: undefined };
      return { settled: false, pauseMs: Math.min(pauseMs({ elapsedMs }), SEARCH_MS - elapsedMs) };
    },
    { pace, during: () => `looking for the effect of the request to ${plan.doing}` },
  );
}
