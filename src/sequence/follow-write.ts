import type { ProtectedItem } from "../azure/item.ts";
import type { Job } from "../azure/job.ts";
import { ActionError } from "../errors.ts";
import { operationTime } from "../time/schedule.ts";
import { type Conflict, isBackupConflict, isConflict } from "./conflict.ts";
import { followJob, rememberJob } from "./follow-job.ts";
import { followOperation, operationOf } from "./follow-operation.ts";
import type { Sent, Write } from "./send.ts";
import { readAfter, settle } from "./settle.ts";
import type { Ending, WriteTask } from "./task.ts";
import type { Tools } from "./tools.ts";

/** An end, or something else that turned out to hold the item. */
export type Followed =
  | Ending
  | {
      readonly kind: "conflict";
      readonly conflict: Conflict;
      /** The backup job that failed because of it; it is tried again once at most. */
      readonly failed?: Job;
    };

/**
 * Follows what a write has set off: the operation, its jobs, and the item until it shows the state
 * asked for.
 *
 * @throws ActionError (`contact-lost`) for a backup that Azure accepted without naming its job.
 */
export async function followWrite(
  { wish, wait }: WriteTask,
  sent: Exclude<Sent, { kind: "turned-away" | "no-effect" }>,
  { item, plan: { doing }, reached: has, listed }: Write,
  tools: Tools,
): Promise<Followed> {
  let jobIds: readonly string[] = [];
  if (sent.kind === "job-found") {
    rememberJob(sent.job.id, tools);
    jobIds = [sent.job.id];
  }
  if (sent.kind === "accepted") {
    const ref = operationOf(sent.answer, tools.origin, tools.backup.vault);
    if (ref !== undefined) {
      tools.pace.say(`Azure accepted the request to ${doing}; operation ${ref.id}.`);
      const end = await followOperation(ref, operationTime(wish.kind, item.workload?.type), tools);
      const [id] = end.jobIds;
      if (id !== undefined) rememberJob(id, tools);
      if (end.outcome !== "succeeded") {
        if (isConflict(end.error)) {
          tools.learn({ changed: false });
          return { kind: "conflict", conflict: { item, running: [], listed, service: end.error } };
        }
        await readAfter(item, tools);
        return { kind: "operation-ended", end };
      }
      jobIds = end.jobIds;
    }
  }
  if (jobIds.length === 0) return withoutJob(doing, item, has, tools);
  if (!wait && jobIds[0] !== undefined) return { kind: "job-running", jobId: jobIds[0] };
  return followJobs(jobIds, { item, has, listed }, tools);
}

/** A change shows on the item; a backup without a job cannot be told from one that never was. */
async function withoutJob(
  doing: string,
  item: ProtectedItem,
  has: Write["reached"],
  tools: Tools,
): Promise<Ending> {
  if (has === undefined) {
    throw new ActionError(
      "contact-lost",
      `Azure accepted the request to ${doing} and named no job, so its end cannot be known.`,
      { hint: "Look at the vault's backup jobs; run the step again only if there is none." },
    );
  }
  tools.pace.say("Azure named no job for it; the item alone decides.");
  return { kind: "judged-by-item", reached: await settle(item, has, tools) };
}

async function followJobs(
  ids: readonly string[],
  { item, has, listed }: { item: ProtectedItem; has: Write["reached"]; listed: Write["listed"] },
  tools: Tools,
): Promise<Followed> {
  const jobs: Job[] = [];
  for (const id of ids) jobs.push(await followJob(id, tools));
  const decisive = jobs.find(({ phase }) => phase !== "completed" && phase !== "warned");
  if (decisive !== undefined) tools.learn({ job: decisive });
  const [only] = jobs;
  if (has === undefined && only !== undefined && isBackupConflict(only)) {
    const service = only.errors[0];
    return { kind: "conflict", conflict: { item, running: [], listed, service }, failed: only };
  }
  const endedWell = jobs.every(({ phase }) => phase === "completed" || phase === "warned");
  if (endedWell && has !== undefined) {
    return { kind: "jobs-ended", jobs, reached: await settle(item, has, tools) };
  }
  await readAfter(item, tools);
  return { kind: "jobs-ended", jobs };
}
