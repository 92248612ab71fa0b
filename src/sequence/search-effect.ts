import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import { neighbours } from "../naming/find-items.ts";
import type { ReachedBy } from "../operations/wish.ts";
import { type Look, poll } from "../time/poll.ts";
import { latestPresent } from "../time/skew.ts";
import { readConfirmed } from "./await-state.ts";
import {
  beganWithRequest,
  CLOCK_TOLERANCE_MS,
  jobsThatMayBeOurs,
  type LostWrite,
  proveOurs,
  type Sending,
} from "./job-proof.ts";
import { policyOf } from "./survey.ts";
import type { ReadTools } from "./tools.ts";

/** What was found of a write whose answer was lost. */
export type Effect =
  /** The job that is its work. */
  | { readonly kind: "job-found"; readonly job: Job }
  /** The item is in the requested state, whoever changed it. */
  | { readonly kind: "reached" }
  /** Nothing is provably its work; `doubtful` are the jobs that may be. */
  | { readonly kind: "no-effect"; readonly doubtful: readonly Job[] };

/** How long to look for the effect of a write whose answer was lost. */
const SEARCH_MS = 2 * 60_000;
/**
 * How long to look after a 500 from Azure itself if no job has started: such a write was never
 * carried out, and the same one was accepted seconds later (E56).
 */
const SEARCH_AFTER_500_MS = 20_000;

/** A write whose effect the step looks for. */
export interface SearchedWrite extends LostWrite {
  /** Undefined if the item does not show the effect, as after a backup. */
  readonly reached: ReachedBy | undefined;
}

/**
 * Looks for the effect of a write on the item and among the jobs started since. Only a job shows
 * that a backup was taken, and the job must prove to be ours.
 */
export async function searchEffect(
  write: SearchedWrite,
  sending: Sending,
  tools: ReadTools,
): Promise<Effect> {
  const { pace } = tools;
  const startedAt = pace.clock.now();
  const lost = { ...write, listed: await neighbours(write, tools.backup) };
  return poll(
    async (): Promise<Look<Effect>> => {
      const jobs = jobsThatMayBeOurs(await jobsSince(lost, sending, tools), lost, sending);
      const found =
        write.reached === undefined
          ? await judgeBackups(jobs, lost, sending, tools)
          : await judgeChange(jobs, { ...lost, reached: write.reached }, sending, tools);
      if (found !== undefined && found !== "wait") return { settled: true, value: found };

      const elapsedMs = pace.clock.now() - startedAt;
      const isInVain = sending.isServerError && jobs.length === 0;
      const searchMs = isInVain ? SEARCH_AFTER_500_MS : SEARCH_MS;
      if (found === undefined && elapsedMs >= searchMs) {
        return { settled: true, value: { kind: "no-effect", doubtful: jobs } };
      }
      return found === "wait"
        ? { settled: false, elapsedMs }
        : { settled: false, elapsedMs, atMostMs: searchMs - elapsedMs };
    },
    { pace, during: () => `looking for the effect of the request to ${write.plan.doing}` },
  );
}

function jobsSince(
  { item, plan }: LostWrite,
  { since }: Sending,
  { backup, present }: Pick<ReadTools, "backup" | "present">,
) {
  return backup.listJobs({
    backupManagementType: item.workload?.backupManagementType,
    operation: plan.jobOperation,
    startedBetween: [since - CLOCK_TOLERANCE_MS, latestPresent(present())],
  });
}

/** A change shows on the item. Its job is followed if it is the only one and started with the request. */
async function judgeChange(
  jobs: readonly Job[],
  write: LostWrite & { readonly reached: ReachedBy },
  sending: Sending,
  tools: ReadTools,
): Promise<Effect | undefined> {
  const [only, ...others] = jobs;
  if (only !== undefined && others.length === 0 && beganWithRequest(only, write, sending)) {
    return { kind: "job-found", job: only };
  }
  const reached = (after: ProtectedItem | undefined) => write.reached(after, false);
  const after = await readConfirmed(write.item, reached, tools);
  if (!reached(after)) return undefined;
  tools.learn({ after: after ?? "gone" });
  return { kind: "reached" };
}

/** Returns "wait" for a backup that does not show its type yet. */
async function judgeBackups(
  jobs: readonly Job[],
  write: LostWrite,
  sending: Sending,
  tools: Pick<ReadTools, "backup" | "pace" | "shared">,
): Promise<Effect | "wait" | undefined> {
  const [only, ...others] = jobs;
  if (only === undefined) return undefined;
  const doubtful: Effect = { kind: "no-effect", doubtful: jobs };
  if (others.length > 0 || !beganWithRequest(only, write, sending)) return doubtful;
  const { value: job } = await tools.backup.job(only.id);
  if (job === undefined) return undefined;
  const policy = await policyOf(write.item.policyId, tools.pace.clock.now(), tools);
  switch (proveOurs(job, write, policy.value)) {
    case "ours":
      return { kind: "job-found", job };
    case "not-yet":
      return "wait";
    case "none":
      return doubtful;
  }
}
