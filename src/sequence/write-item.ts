import type { ProtectedItem } from "../azure/item.ts";
import type { Job } from "../azure/job.ts";
import { ActionError } from "../errors.ts";
import { plan, reachedBy } from "../operations/operation.ts";
import { operationTime } from "../time/schedule.ts";
import { type Authorized, authorize } from "./authorize.ts";
import {
  type Conflict,
  conflictError,
  isBackupConflict,
  isConflict,
  isConflictError,
  waitUntilFree,
} from "./conflict.ts";
import { followJob } from "./follow-job.ts";
import { followOperation, operationOf } from "./follow-operation.ts";
import { lookClosely, survey } from "./look.ts";
import { type Sent, send, type Write } from "./send.ts";
import { readAfter, settle } from "./settle.ts";
import type { Ending, WriteTask } from "./task.ts";
import type { Tools } from "./tools.ts";

type Attempt =
  | Ending
  | {
      readonly kind: "conflict";
      readonly conflict: Conflict;
      /** The backup job that failed because of it; it is tried again once at most. */
      readonly failed?: Job;
    };

/**
 * Changes or backs up one item. Where something else holds it, that is waited for and the sequence
 * starts anew, since the item may have changed meanwhile.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
export async function writeItem(task: WriteTask, tools: Tools): Promise<Ending> {
  let retriedBackup = false;
  for (;;) {
    const result = await attempt(task, tools);
    if (result.kind !== "conflict") return result;
    const { conflict, failed } = result;
    if (failed !== undefined && (retriedBackup || task.onConflict === "fail")) {
      return { kind: "jobs-ended", jobs: [failed] };
    }
    if (task.onConflict === "fail") {
      throw conflictError(conflict, "'on-conflict: fail' says not to wait.");
    }
    retriedBackup ||= failed !== undefined;
    await waitUntilFree(conflict, tools);
  }
}

async function attempt(task: WriteTask, tools: Tools): Promise<Attempt> {
  const { wish, selection, workload, policyName } = task;
  const surveyed = await survey({ selection, workload, policyName }, tools);
  const [found, ...others] = surveyed.items;
  if (found === undefined || others.length > 0) throw several(surveyed.items.length);
  // What is deleted or resumed is looked at once more, alone, just before.
  const wantsDetails = ["stop-protection-delete-data", "resume-protection"].includes(wish.kind);
  const { before, running } = await lookClosely(found, surveyed, { wantsDetails }, tools);
  const { item } = before;
  tools.pace.say(describe(item));

  const planned = plan(wish, before);
  if ("retention" in planned && planned.retention) tools.learn({ retention: planned.retention });
  if (planned.kind === "refuse") return { ...planned, kind: "refused" };
  const has = reachedBy(wish, before);
  if (planned.kind === "nothing-to-do") {
    tools.learn({ after: item });
    // An earlier write of this very step, whose answer was lost, may be what brought it about.
    if (!tools.known().unknownOutcome || has === undefined) return planned;
    tools.learn({ changed: true });
    return { kind: "judged-by-item", reached: has(item) };
  }

  const authorized = await authorize(planned, before.vault, tools);
  tools.learn({ notes: planned.notes });
  for (const note of planned.notes) tools.pace.say(note);
  if (task.dryRun) {
    leaveOut(item, authorized, tools);
    return { kind: "dry-run", plan: planned };
  }
  if (running.length > 0) return { kind: "conflict", conflict: { item, running } };

  const write: Write = { item, plan: planned, authorized, reached: has, earlierJobs: running };
  let sent: Sent;
  try {
    sent = await send(write, tools);
  } catch (error) {
    if (!isConflictError(error)) throw error;
    return { kind: "conflict", conflict: { item, running, service: error.service } };
  }
  return follow(task, sent, write, tools);
}

/** Says and keeps what would have been sent. */
function leaveOut(
  item: ProtectedItem,
  { write, unlock }: Authorized,
  { pace, learn }: Tools,
): void {
  const request = {
    method: write.method,
    path: `${item.id}${write.method === "POST" ? "/backup" : ""}`,
    body: write.body === undefined ? "" : JSON.stringify(write.body),
    unlock: unlock ?? "",
  };
  learn({ request });
  if (request.unlock !== "") pace.say(`Would unlock the deletion with ${request.unlock}`);
  pace.say(`Would send ${request.method} ${request.path}`);
  if (request.body !== "") pace.say(`Would send with it ${request.body}`);
}

async function follow(
  { wish, wait }: WriteTask,
  sent: Sent,
  { item, plan: { doing }, reached: has }: Write,
  tools: Tools,
): Promise<Attempt> {
  const acceptedAt = tools.known().acceptedAt ?? tools.pace.clock.now();
  let jobIds: readonly string[] = [];
  if (sent.kind === "job-found") jobIds = [sent.job.id];
  if (sent.kind === "accepted") {
    const ref = operationOf(sent.answer, tools.origin, tools.backup.vault);
    if (ref !== undefined) {
      tools.pace.say(`Azure accepted the request to ${doing}; operation ${ref.id}.`);
      const end = await followOperation(ref, operationTime(wish.kind, item.workload?.type), tools);
      const [id] = end.jobIds;
      if (id !== undefined) tools.learn({ job: { id, status: "" } });
      if (end.outcome !== "succeeded") {
        if (isConflict(end.error)) {
          return { kind: "conflict", conflict: { item, running: [], service: end.error } };
        }
        await readAfter(item, tools);
        return { kind: "operation-ended", end };
      }
      jobIds = end.jobIds;
    }
  }
  if (jobIds.length === 0) return withoutJob(doing, item, has, tools);
  if (!wait && jobIds[0] !== undefined) return { kind: "job-running", jobId: jobIds[0] };
  return followJobs(jobIds, { item, has, acceptedAt }, tools);
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
  { item, has, acceptedAt }: { item: ProtectedItem; has: Write["reached"]; acceptedAt: number },
  tools: Tools,
): Promise<Attempt> {
  const jobs: Job[] = [];
  for (const id of ids) jobs.push(await followJob(id, acceptedAt, tools));
  const [only] = jobs;
  if (has === undefined && only !== undefined && isBackupConflict(only)) {
    const service = only.errors[0];
    return { kind: "conflict", conflict: { item, running: [], service }, failed: only };
  }
  const endedWell = jobs.every(({ phase }) => phase === "completed" || phase === "warned");
  if (endedWell && has !== undefined) {
    return { kind: "jobs-ended", jobs, reached: await settle(item, has, tools) };
  }
  await readAfter(item, tools);
  return { kind: "jobs-ended", jobs };
}

function describe(item: ProtectedItem): string {
  const { friendlyName, protectionState, policyId, levels, condition, workload } = item;
  const place = levels.flatMap(({ names: [name] }) => name ?? []).join("/");
  const policy = policyId === "" ? "no policy" : `policy '${policyId.split("/").at(-1)}'`;
  const state = condition === "soft-deleted" ? "soft-deleted" : protectionState;
  return `Found the ${workload?.words} '${friendlyName}' (${place}): ${state}, ${policy}.`;
}

/** The inputs allow a write on one item only, so this cannot come from them. */
function several(count: number): Error {
  return new Error(`A write was asked for on ${count} items.`);
}
