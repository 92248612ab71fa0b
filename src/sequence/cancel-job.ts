import type { ArmResponse } from "../azure/arm/answer.ts";
import { vaultId } from "../azure/backup/vault.ts";
import {
  ActionError,
  ArmError,
  DeadlineError,
  TurnedAwayError,
  UnknownOutcomeError,
} from "../errors.ts";
import { planCancel } from "../operations/cancel-job.ts";
import { poll, rest } from "../time/poll.ts";
import { followJob } from "./follow-job.ts";
import { operationOf } from "./follow-operation.ts";
import { jobCheck } from "./job-item.ts";
import type { Ending, JobTask } from "./task.ts";
import { noteWrite, type Tools } from "./tools.ts";

/** The pause before Azure is asked once more, where it does not name one. */
const AGAIN_MS = 2_000;

/**
 * Looks at the job, asks Azure to cancel it where that can help, and follows it to its end. The
 * request is safe to repeat, since a job can be cancelled only once.
 *
 * @throws ActionError (`job-not-found`, `request-refused` when Azure takes the cancel back), DeadlineError.
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
        hint: "Check 'job-id' and 'vault'.",
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
        const path = `${vaultId(backup.vault)}/backupJobs/${wish.jobId}/cancel`;
        learn({ request: { method: "POST", path, body: "", unlock: "" } });
        log.say(`Would send POST ${path}`);
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

/** A request without an answer is made so often; a job can be cancelled only once, so it does no harm. */
const MOST_LOST = 2;

/** Sends the request; what Azure refuses or never got matters only while the job is still running. */
async function request(id: string, tools: Tools): Promise<void> {
  const { backup, log, learn } = tools;
  const answer = await send(id, tools);
  if (answer === undefined) return;
  noteWrite(tools, { kind: "accepted", at: tools.serviceNow() });
  const operation = operationOf(answer, tools.origin, backup.vault);
  learn({ ids: answer.ids, operation: operation && { id: operation.id, status: "" } });
  log.say(`Azure accepted the request to cancel job ${id}.`);
  await awaitResult(answer.header("location"), id, tools);
}

/** The answer to the request; undefined where the job is over without one. */
async function send(id: string, tools: Tools): Promise<ArmResponse | undefined> {
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
        await rest(Math.max(afterMs, AGAIN_MS), pace, () => "waiting to ask once more");
      }
      if (!(await isStillRunning(id, tools))) return undefined;
      if (!mayRepeat) throw error;
    }
  }
}

/** The URL that Azure gave if it lies on the ARM origin; of any other only the operation's id is used. */
function resultPath(
  location: string,
  jobId: string,
  { backup, origin }: Tools,
): string | undefined {
  if (URL.canParse(location) && new URL(location).origin === origin) return location;
  const id = /\/operationResults\/([^/?#]+)/i.exec(location)?.[1];
  if (id === undefined) return undefined;
  const part = encodeURIComponent;
  return `${vaultId(backup.vault)}/backupJobs/${part(jobId)}/operationResults/${part(id)}`;
}

async function isStillRunning(id: string, { backup }: Tools): Promise<boolean> {
  const { value: job } = await backup.job(id);
  return job?.status.toLowerCase() === "inprogress";
}

/** Some phases of a job cannot be cancelled; Azure then accepts the request and refuses it here (documents). */
async function awaitResult(location: string, id: string, tools: Tools): Promise<void> {
  const { backup, pace } = tools;
  const path = resultPath(location, id, tools);
  if (path === undefined) return;
  await poll<undefined>(
    async () => {
      // A cancellation takes seconds, and its 202 says `Retry-After: 60` all the same (recordings).
      const { value: done, remaining } = await backup.cancelResult(path).catch((error: unknown) => {
        // A path of our own making that nobody knows says nothing about the cancellation.
        const isUnknown = error instanceof ArmError && error.status === 404 && path !== location;
        if (isUnknown) return { value: true, remaining: undefined };
        throw error;
      });
      if (done) {
        tools.learn({ operationEndedAt: tools.serviceNow() });
        return { settled: true, value: undefined };
      }
      return { settled: false, remaining };
    },
    { pace, during: () => "waiting for Azure to cancel the job" },
  );
}
