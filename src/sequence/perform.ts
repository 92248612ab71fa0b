import type { ProtectedItem } from "../azure/item.ts";
import type { ItemRef } from "../azure/item-path.ts";
import type { Job } from "../azure/job.ts";
import { type ItemWish, plan, reached, type Wish } from "../operations/operation.ts";
import { OPERATION_TIMES } from "../time/schedule.ts";
import {
  type Conflict,
  conflictError,
  isConflict,
  isConflictError,
  waitUntilFree,
} from "./conflict.ts";
import { followJob } from "./follow-job.ts";
import type { OperationEnd } from "./follow-operation.ts";
import { followOperation, operationOf } from "./follow-operation.ts";
import { look } from "./look.ts";
import { type Sent, send, type Write } from "./send.ts";
import { readAfter, settle } from "./settle.ts";
import type { Tools } from "./tools.ts";

/** What the user wants, of which item, and how to deal with others who hold it. */
export type Task =
  | { readonly wish: Extract<Wish, { kind: "wait-for-job" }> }
  | {
      readonly wish: ItemWish;
      readonly item: ItemRef;
      readonly policyName: string | undefined;
      readonly onConflict: "wait" | "fail";
    };

/** How the work ended; everything that is not an end, such as a time-out, is thrown. */
export type Ending =
  | { readonly kind: "nothing-to-do"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string; readonly hint: string }
  | { readonly kind: "operation-ended"; readonly end: OperationEnd }
  /** `reached` is undefined where no item is concerned. */
  | { readonly kind: "jobs-ended"; readonly jobs: readonly Job[]; readonly reached?: boolean }
  /** Azure named no job, so only the item can tell. */
  | { readonly kind: "judged-by-item"; readonly reached: boolean };

/**
 * The one sequence of every operation: find the item and look at it, plan, send, follow the
 * operation, follow the job, look at the item again. Where something else holds the item, it is
 * waited for and the sequence starts anew, since the item may have changed meanwhile.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
export async function perform(task: Task, tools: Tools): Promise<Ending> {
  if (!("item" in task)) {
    const job = await followJob(task.wish.jobId, tools.pace.clock.now(), tools);
    return { kind: "jobs-ended", jobs: [job] };
  }
  for (;;) {
    const result = await attempt(task, tools);
    if (result.kind !== "conflict") return result;
    if (task.onConflict === "fail") {
      throw conflictError(result.conflict, "'on-conflict: fail' says not to wait.");
    }
    await waitUntilFree(result.conflict, tools);
  }
}

type ItemTask = Extract<Task, { item: ItemRef }>;
type Attempt = Ending | { readonly kind: "conflict"; readonly conflict: Conflict };

async function attempt({ wish, item: ref, policyName }: ItemTask, tools: Tools): Promise<Attempt> {
  const { before, running } = await look({ item: ref, policyName }, tools);
  const { item } = before;
  tools.pace.say(found(item));

  const planned = plan(wish, before);
  if ("retention" in planned && planned.retention) tools.learn({ retention: planned.retention });
  if (planned.kind === "refuse") return { ...planned, kind: "refused" };
  const has = (after: ProtectedItem | undefined) => reached(wish, before, after);
  if (planned.kind === "nothing-to-do") {
    tools.learn({ after: item });
    // An earlier write of this very step, whose answer was lost, may be what brought it about.
    if (!tools.known().unknownOutcome) return planned;
    tools.learn({ changed: true });
    return { kind: "judged-by-item", reached: has(item) };
  }
  if (running.length > 0) return { kind: "conflict", conflict: { item, running } };

  tools.learn({ notes: planned.notes });
  for (const note of planned.notes) tools.pace.say(note);
  const write: Write = { item, plan: planned, reached: has };
  let sent: Sent;
  try {
    sent = await send(write, tools);
  } catch (error) {
    if (!isConflictError(error)) throw error;
    return { kind: "conflict", conflict: { item, running, service: error.service } };
  }
  return follow(wish.kind, sent, write, tools);
}

async function follow(
  operation: ItemWish["kind"],
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
      const end = await followOperation(ref, OPERATION_TIMES[operation], tools);
      if (end.outcome !== "succeeded") {
        if (isConflict(end.error)) {
          return { kind: "conflict", conflict: { item, running: [], service: end.error } };
        }
        const [id] = end.jobIds;
        if (id !== undefined) tools.learn({ job: { id, status: "" } });
        await readAfter(item, tools);
        return { kind: "operation-ended", end };
      }
      jobIds = end.jobIds;
    }
  }
  if (jobIds.length === 0) {
    tools.pace.say("Azure named no job for it; the item alone decides.");
    return { kind: "judged-by-item", reached: await settle(item, has, tools) };
  }

  const jobs: Job[] = [];
  for (const id of jobIds) jobs.push(await followJob(id, acceptedAt, tools));
  if (jobs.every(({ phase }) => phase === "completed" || phase === "warned")) {
    return { kind: "jobs-ended", jobs, reached: await settle(item, has, tools) };
  }
  await readAfter(item, tools);
  return { kind: "jobs-ended", jobs };
}

function found(item: ProtectedItem): string {
  const { friendlyName, protectionState, policyId, levels, condition } = item;
  const place = levels.flatMap(([name]) => name ?? []).join("/");
  const policy = policyId === "" ? "no policy" : `policy '${policyId.split("/").at(-1)}'`;
  const state = condition === "soft-deleted" ? "soft-deleted" : protectionState;
  return `Found '${friendlyName}' (${place}): ${state}, ${policy}.`;
}
