import type { ProtectedItem } from "../azure/item.ts";
import { type Selection, shortestPath } from "../azure/item-path.ts";
import type { Job } from "../azure/job.ts";
import type { Workload } from "../azure/workload.ts";
import { ActionError } from "../errors.ts";
import type { CancelJob } from "../operations/cancel-job.ts";
import { chunked, type ListItems, listedItems } from "../operations/list-items.ts";
import type { WaitForJob, WriteWish } from "../operations/operation.ts";
import type { Plan } from "../operations/plan.ts";
import type { Answer, VerifyBackup } from "../operations/verify-backup.ts";
import { cancelJob } from "./cancel-job.ts";
import { followJob } from "./follow-job.ts";
import type { OperationEnd } from "./follow-operation.ts";
import type { Known } from "./known.ts";
import { survey } from "./look.ts";
import { type Tools, toolsFor } from "./tools.ts";
import { verify } from "./verify.ts";
import { writeItem } from "./write-item.ts";

/** What the user wants, and of what. */
export type Task = JobTask | WriteTask | VerifyTask | ListTask;

/** A job that is followed or cancelled. */
export interface JobTask {
  readonly wish: WaitForJob | CancelJob;
  readonly dryRun: boolean;
}

/** One item that is changed or backed up. */
export interface WriteTask extends Items {
  readonly wish: WriteWish;
  readonly policyName: string | undefined;
  readonly onConflict: "wait" | "fail";
  readonly dryRun: boolean;
  /** False to return as soon as Azure has accepted a backup and named its job. */
  readonly wait: boolean;
}

/** Items whose recovery points are judged. */
export interface VerifyTask extends Items {
  readonly wish: VerifyBackup;
  readonly maxItems: number;
  readonly maxParallel: number;
}

/** Items that are listed. */
export interface ListTask extends Items {
  readonly wish: ListItems;
}

interface Items {
  readonly selection: Selection;
  readonly workload: Workload | undefined;
}

/** How the work on one item or job ended; everything that is not an end, such as a time-out, is thrown. */
export type Ending =
  | { readonly kind: "nothing-to-do"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string; readonly hint: string }
  | { readonly kind: "dry-run"; readonly plan: Extract<Plan, { kind: "send" }> | string }
  | { readonly kind: "operation-ended"; readonly end: OperationEnd }
  /** `reached` is undefined where the item does not show it. */
  | { readonly kind: "jobs-ended"; readonly jobs: readonly Job[]; readonly reached?: boolean }
  /** `wait: false`: the backup is under way. */
  | { readonly kind: "job-running"; readonly jobId: string }
  /** Azure named no job, so only the item can tell. */
  | { readonly kind: "judged-by-item"; readonly reached: boolean }
  /** The end of a job that was to be cancelled. */
  | { readonly kind: "cancel-ended"; readonly job: Job }
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "listed"; readonly count: number };

/** What became of one of several items. */
export interface Result {
  readonly known: Known;
  readonly ending: Ending | { readonly kind: "thrown"; readonly error: unknown };
}

/** What became of it all: one ending, or one of each item where there are several. */
export type Outcome =
  | { readonly kind: "one"; readonly ending: Ending }
  | { readonly kind: "several"; readonly results: readonly Result[] };

/**
 * Carries the task out. Every operation is the same sequence: find and look, plan, send, follow the
 * operation, follow the job, look again; an operation that needs less of it stops earlier.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
export async function perform(task: Task, tools: Tools): Promise<Outcome> {
  switch (task.wish.kind) {
    case "wait-for-job": {
      const job = await followJob(task.wish.jobId, tools.pace.clock.now(), tools);
      return one({ kind: "jobs-ended", jobs: [job] });
    }
    case "cancel-job":
      return one(await cancelJob(task.wish, (task as JobTask).dryRun, tools));
    case "list-items":
      return one(await listItems(task as ListTask, tools));
    case "verify-backup":
      return verifyItems(task as VerifyTask, tools);
    default:
      return one(await writeItem(task as WriteTask, tools));
  }
}

function one(ending: Ending): Outcome {
  return { kind: "one", ending };
}

async function listItems({ wish, selection, workload }: ListTask, tools: Tools): Promise<Ending> {
  const { allowEmpty, matrixChunks } = wish;
  const { items, listed } = await survey({ selection, workload, listing: { allowEmpty } }, tools);
  const described = listedItems(items, listed.length > 0 ? listed : items);
  for (const { item, state } of described) tools.pace.say(`${item}: ${state}`);
  tools.learn({ items: matrixChunks > 1 ? chunked(described, matrixChunks) : described });
  return { kind: "listed", count: items.length };
}

async function verifyItems(task: VerifyTask, tools: Tools): Promise<Outcome> {
  const { wish, selection, workload, maxItems, maxParallel } = task;
  const { items, running, listed } = await survey({ selection, workload }, tools);
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) {
    return one(await verify(wish, { item: only, isFresh: listed.length === 0, running }, tools));
  }
  if (items.length > maxItems) {
    throw new ActionError(
      "refused",
      `'item' matches ${items.length} items, more than 'max-items'.`,
      {
        hint: `Narrow 'item' down, or raise 'max-items' (${maxItems}).`,
      },
    );
  }
  const results = await inParallel(items, maxParallel, (item) =>
    resultOf(item, toolsFor(shortestPath(item, listed), tools), async (own) => {
      const answer = await verify(wish, { item, isFresh: listed.length === 0, running }, own);
      own.pace.say(answer.kind === "answered" ? answer.answer.message : answer.kind);
      return answer;
    }),
  );
  return { kind: "several", results };
}

/** One item's failure does not stop the others. */
async function resultOf(
  item: ProtectedItem,
  own: Tools,
  work: (own: Tools) => Promise<Ending>,
): Promise<Result> {
  own.learn({ before: item });
  try {
    const ending = await work(own);
    return { known: own.known(), ending };
  } catch (error) {
    return { known: own.known(), ending: { kind: "thrown", error } };
  }
}

/** Works on at most `most` at once and keeps the order. */
async function inParallel<T, R>(
  list: readonly T[],
  most: number,
  work: (element: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = list.entries();
  const worker = async () => {
    for (const [index, element] of queue) results[index] = await work(element);
  };
  await Promise.all(Array.from({ length: Math.min(most, list.length) }, worker));
  return results;
}
