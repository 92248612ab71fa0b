import type { CancelResult } from "../azure/backup/lro.ts";
import { vaultPaths } from "../azure/backup/paths.ts";
import type { AcceptedCancel } from "../azure/backup/writes.ts";
import {
  ActionError,
  ArmError,
  DeadlineError,
  TurnedAwayError,
  UnknownOutcomeError,
} from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { planCancel } from "../operations/cancel-job.ts";
import { pauseFor, poll } from "../time/poll.ts";
import { announceUnsent } from "./announce.ts";
import { followJob } from "./follow-job.ts";
import { jobCheck } from "./job-item.ts";
import type { Ending, JobTask } from "./task.ts";
import { noteWrite, type ReadTools, type Tools } from "./tools.ts";

/** The pause before asking Azure again if its answer names none. */
const AGAIN_MS = 2_000;

/**
 * Looks at the job, asks Azure to cancel it if that can help, and follows it to its end. The
 * request is safe to repeat, since a job can be cancelled only once.
 *
 * @throws ActionError (`job-not-found`; `request-refused` if Azure revokes the cancellation),
 * DeadlineError.
 */
export async function cancelJob(task: JobTask, tools: Tools): Promise<Ending> {
  const { backup, log, learn } = tools;
  const { wish, dryRun } = task;
  learn({ job: { id: wish.jobId, status: "" } });
  const check = await jobCheck(task, tools);
  const { value: job } = await backup.job(wish.jobId);
  if (job === undefined) {
    throw new ActionError(
      "job-not-found",
      `The vault '${backup.vault.name}' knows no job ${wish.jobId}.`,
      {
        hint: `Check ${nameInput("job-id")} and ${nameInput("vault")}.`,
      },
    );
  }
  learn({ job: { ...job, id: wish.jobId } });
  check?.({ ...job, id: wish.jobId });

  const planned = planCancel({ ...job, id: wish.jobId });
  switch (planned.kind) {
    case "nothing-to-do":
      return planned;
    case "refuse":
      return { ...planned, kind: "refused" };
    case "too-late":
      return { kind: "cancel-ended", job };
    case "wait":
      log.say(`Job ${wish.jobId} is being cancelled already.`);
      break;
    case "send": {
      if (dryRun) {
        const path = vaultPaths(backup.vault).cancelJob(wish.jobId);
        announceUnsent({ method: "POST", path, body: "", unlock: "" }, tools);
        return { kind: "dry-run", plan: planned.doing };
      }
      await request(wish.jobId, tools);
      break;
    }
    default:
      return planned satisfies never;
  }
  const ended = await followJob(wish.jobId, tools);
  return { kind: "cancel-ended", job: ended };
}

/**
 * How often to send a request that gets no answer. It does no harm, since a job can be cancelled
 * only once.
 */
const MOST_LOST = 2;

/** Sends the request; an error counts only if the job is still running. */
async function request(id: string, tools: Tools): Promise<void> {
  const accepted = await sendCancel(id, tools);
  if (accepted === undefined) return;
  const { ids, lro, result } = accepted;
  noteWrite(tools, { kind: "accepted", at: tools.serviceNow() });
  tools.learn({ ids, lro: lro && { id: lro.id, status: "" } });
  tools.log.say(`Azure accepted the request to cancel job ${id}.`);
  if (result !== undefined) await awaitResult(result, tools);
}

/** The answer to the request; undefined if the job ended before one came. */
async function sendCancel(id: string, tools: Tools): Promise<AcceptedCancel | undefined> {
  const { backup, log, pace } = tools;
  for (let lost = 0; ; ) {
    await backup.readyToWrite();
    if (pace.clock.now() >= pace.deadline) throw new DeadlineError(`about to cancel job ${id}`);
    noteWrite(tools, { kind: "sending" });
    try {
      return await backup.cancelJob(id);
    } catch (error) {
      const isAway = error instanceof TurnedAwayError;
      if (isAway || error instanceof ArmError) noteWrite(tools, { kind: "turned-away" });
      pace.signal.throwIfAborted();
      if (error instanceof UnknownOutcomeError) lost += 1;
      else if (!isAway && !(error instanceof ArmError)) throw error;
      const mayRepeat = isAway || (error instanceof UnknownOutcomeError && lost < MOST_LOST);
      if (mayRepeat) {
        log.say(`${error.message} Looking at the job.`);
        const afterMs = isAway ? (error.afterMs ?? 0) : 0;
        await pauseFor(Math.max(afterMs, AGAIN_MS), pace, () => "waiting to ask once more");
      }
      if (!(await isStillRunning(id, tools))) return undefined;
      if (!mayRepeat) throw error;
    }
  }
}

async function isStillRunning(id: string, { backup }: Pick<ReadTools, "backup">): Promise<boolean> {
  const { value: job } = await backup.job(id);
  return job?.status.toLowerCase() === "inprogress";
}

/**
 * Reads the result of the cancellation. Azure accepts the request in every phase of a job, and only
 * here refuses it in phases that cannot be cancelled (E54).
 */
async function awaitResult({ path, isGiven }: CancelResult, tools: ReadTools): Promise<void> {
  const { backup, pace } = tools;
  await poll<undefined>(
    async () => {
      // A cancellation takes seconds, although its 202 says `Retry-After: 60` (E53).
      const { value: done, remaining } = await backup.cancelResult(path).catch((error: unknown) => {
        // If Azure does not know a path that we built, that says nothing about the cancellation.
        const isUnknown = error instanceof ArmError && error.status === 404 && !isGiven;
        if (isUnknown) return { value: true, remaining: undefined };
        throw error;
      });
      if (!done) return { settled: false, remaining };
      tools.learn({ lroEndedAt: tools.serviceNow() });
      return { settled: true, value: undefined };
    },
    { pace, during: () => "waiting for Azure to cancel the job" },
  );
}
