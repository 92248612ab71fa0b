import type { Job } from "../azure/backup/job.ts";
import type { LroEnd } from "../azure/backup/lro.ts";
import type { Workload } from "../azure/backup/workload.ts";
import type { Selection } from "../naming/item-ref.ts";
import type { Answer } from "../operations/evidence.ts";
import type { WishOf } from "../operations/operations.ts";
import type { Plan } from "../operations/plan.ts";
import type { QuestionWish, WriteWish } from "../operations/wish.ts";
import type { Known } from "./known.ts";

/** What the user wants, and for which items. */
export type Task = JobTask | WriteTask | QuestionTask | ListTask;

/** A job to follow or cancel. */
export interface JobTask {
  readonly kind: "job";
  readonly wish: WishOf<"job">;
  /** The one item that the job must belong to; undefined to accept any job. */
  readonly items: Items | undefined;
  readonly dryRun: boolean;
}

/** Items to change or back up. */
export interface WriteTask extends Items, Limits {
  readonly kind: "write";
  readonly wish: WriteWish;
  readonly policyName: string | undefined;
  readonly onConflict: "wait" | "fail";
  readonly dryRun: boolean;
  /** False to return as soon as Azure has accepted a backup and named its job. */
  readonly wait: boolean;
}

/** Items whose recovery points are judged. */
export interface QuestionTask extends Items, Limits {
  readonly kind: "question";
  readonly wish: QuestionWish;
}

/** Items to list. */
export interface ListTask extends Items {
  readonly kind: "list";
  readonly wish: WishOf<"list">;
}

/** Which items are meant, and which lists to search. */
interface Items {
  readonly selection: Selection;
  readonly workload: Workload | undefined;
}

/** How many items the step may be about, and how many to work on at once. */
interface Limits {
  readonly maxItems: number;
  readonly maxParallel: number;
  /** Whether to begin nothing new after the first failure. */
  readonly failFast: boolean;
}

/** How the work on one item or job ended; anything else, such as a time-out, is thrown. */
export type Ending =
  | { readonly kind: "nothing-to-do"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string; readonly hint: string }
  | { readonly kind: "dry-run"; readonly plan: Extract<Plan, { kind: "send" }> | string }
  /** `doing` completes "Could not …". */
  | { readonly kind: "lro-ended"; readonly end: LroEnd; readonly doing: string }
  /**
   * `reached` is undefined if the item does not show it. `askedAt` is the service's time (ms since
   * 1970) if the user named a job that something else had started.
   */
  | {
      readonly kind: "jobs-ended";
      readonly jobs: readonly Job[];
      readonly reached?: boolean;
      readonly askedAt?: number;
      /** The answer to the question that the operation asked first, after its own backup. */
      readonly answer?: Answer;
    }
  /** `wait: false`: the backup is still running. */
  | { readonly kind: "job-running"; readonly jobId: string }
  /** Azure named no job, so the item alone decides. */
  | { readonly kind: "judged-by-item"; readonly reached: boolean }
  /** The end of a job that the user wanted to cancel. */
  | { readonly kind: "cancel-ended"; readonly job: Job }
  | { readonly kind: "answered"; readonly answer: Answer }
  /** `ignore-stopped`: the item is stopped or suspended, and so not judged. */
  | { readonly kind: "not-judged" }
  /** One of several items: nothing was sent for it. `why` is a sentence. */
  | { readonly kind: "not-started"; readonly why: string }
  | { readonly kind: "listed"; readonly count: number };

/** What became of one item, or of a step about no item. */
export interface Result {
  readonly known: Known;
  readonly ending: Ending | { readonly kind: "thrown"; readonly error: unknown };
}
