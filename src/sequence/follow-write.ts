import { describeJob, errorOf, isOperation, type Job } from "../azure/backup/job.ts";
import { matchJob } from "../azure/backup/job-match.ts";
import type { LroEnd } from "../azure/backup/lro.ts";
import { awaitAll } from "../concurrency.ts";
import { ActionError } from "../errors.ts";
import { at, text } from "../json.ts";
import { neighbours } from "../naming/find-items.ts";
import type { Answer } from "../operations/evidence.ts";
import { OPERATIONS_BY_NAME } from "../operations/operations.ts";
import { lroTimes } from "../operations/recorded-times.ts";
import { latestPresent } from "../time/skew.ts";
import { askAfterOwn } from "./asking.ts";
import { awaitState, readAfter } from "./await-state.ts";
import { type Conflict, isBackupConflict, isConflict } from "./conflict.ts";
import { followJob } from "./follow-job.ts";
import { followLro } from "./follow-lro.ts";
import { isWorkOf, warnOfShortRetention } from "./job-proof.ts";
import { withoutJob as without, writeOf } from "./known.ts";
import { findOwnPoint, type OwnBackup, warnOfClock } from "./own-point.ts";
import type { Sent, Write } from "./send.ts";
import type { Ending, WriteTask } from "./task.ts";
import { noteAnswer } from "./tell-answer.ts";
import {
  addWarning,
  type Findings,
  noteWrite,
  type ReadTools,
  rememberJob,
  rememberJobs,
} from "./tools.ts";
import { acceptedAt } from "./write-state.ts";

/** An end, or a conflict that showed only after the write. */
export type Followed =
  | Ending
  | {
      readonly kind: "conflict";
      readonly conflict: Conflict;
      /** The backup job that failed because of it; the backup is tried again once at most. */
      readonly failed?: Job;
    };

/**
 * Follows what a write has started: the operation, its jobs, and the item until it is in the
 * requested state.
 *
 * @throws ActionError (`contact-lost`) for a backup that Azure accepted without naming its job, and
 * for a job that is not the work of this write.
 */
export async function followWrite(
  task: WriteTask,
  sent: Exclude<Sent, { kind: "turned-away" | "no-effect" }>,
  write: Write,
  tools: ReadTools,
): Promise<Followed> {
  switch (sent.kind) {
    case "reached":
      return { kind: "judged-by-item", reached: true };
    case "job-found":
      rememberJob(sent.job, tools);
      return followNamed(task, [sent.job.id], undefined, write, tools);
    case "accepted":
      break;
    default:
      return sent satisfies never;
  }
  const { item, plan, listed } = write;
  const { lro } = sent.accepted;
  if (lro === undefined) return judgeWithoutJob(write, tools);
  tools.log.say(`Azure accepted the request to ${plan.doing}; operation ${lro.id}.`);
  const usual = lroTimes(OPERATIONS_BY_NAME[task.wish.kind].lastsLike, item.workload?.type);
  const end = await followLro(lro, usual, tools);
  rememberJobs(end.jobIds, tools);
  if (end.outcome === "succeeded") return followNamed(task, end.jobIds, end, write, tools);
  // The operation started any job that it names, however it ended itself.
  if (isConflict(end.error) && end.jobIds.length > 0) {
    return followNamed(task, end.jobIds, end, write, tools);
  }
  if (isConflict(end.error)) {
    noteWrite(tools, { kind: "turned-down" });
    return { kind: "conflict", conflict: { item, running: [], listed, service: end.error } };
  }
  const ending: Ending = { kind: "lro-ended", end, doing: plan.doing };
  await readAfter(item, ending, tools);
  return ending;
}

async function followNamed(
  { wait }: WriteTask,
  ids: readonly string[],
  end: LroEnd | undefined,
  write: Write,
  tools: ReadTools,
): Promise<Followed> {
  const [first] = ids;
  if (first === undefined) return judgeWithoutJob(write, tools);
  const check = (job: Job) => {
    const { item, plan, listed } = write;
    if (isWorkOf(job, end?.startedAt, { item, operation: plan.jobOperation, listed, plan })) return;
    tools.learn(without(tools.known(), job.id));
    throw notOwn(job, write);
  };
  if (!wait) {
    const { value: job } = await tools.backup.job(first);
    if (job !== undefined) {
      check({ ...job, id: first });
      tools.learn({ job: { ...job, id: first } });
    }
    if (job === undefined || job.phase === "running") return { kind: "job-running", jobId: first };
  }
  return followJobs(ids, check, write, tools);
}

function notOwn(job: Job, { plan }: Write): ActionError {
  return new ActionError(
    "contact-lost",
    `Azure named a job that is not the work of the request to ${plan.doing}: ${describeJob(job)}.`,
    { hint: "Look at the item and at that job." },
  );
}

/**
 * Decides without a job. A change shows on the item, but a backup without a job may never have
 * happened.
 */
async function judgeWithoutJob(write: Write, tools: ReadTools): Promise<Ending> {
  const { item, plan, reached } = write;
  if (reached === undefined) {
    throw new ActionError(
      "contact-lost",
      `Azure accepted the request to ${plan.doing} and named no job, so its outcome cannot be known.`,
      { hint: "" },
    );
  }
  tools.log.say("Azure named no job for it; the item alone decides.");
  const shows = await awaitState(item, (after) => reached(after, false), tools);
  if (shows) warnOfShortcoming(write, tools);
  return { kind: "judged-by-item", reached: shows };
}

async function followJobs(
  ids: readonly string[],
  check: (job: Job) => void,
  write: Write,
  tools: ReadTools,
): Promise<Followed> {
  const { item, plan, reached, listed } = write;
  const jobs: Job[] = [];
  const since = acceptedAt(writeOf(tools.known())) ?? tools.serviceNow();
  const asked = { operation: plan.jobOperation, since };
  for (const id of ids) jobs.push(await followJob(id, tools, { check, asked }));
  const decisive = jobs.find(({ phase }) => phase !== "completed" && phase !== "warned");
  if (decisive !== undefined) rememberJob(decisive, tools);
  const [only] = jobs;
  if (reached === undefined && only !== undefined && isBackupConflict(only)) {
    const service = errorOf(only);
    return { kind: "conflict", conflict: { item, running: [], listed, service }, failed: only };
  }
  for (const job of jobs) {
    const warning = warnOfShortRetention(job, plan);
    if (warning !== undefined) addWarning(warning, tools);
  }
  if (decisive === undefined && reached !== undefined) {
    const shows = await awaitState(item, (after) => reached(after, true), tools);
    if (shows) warnOfShortcoming(write, tools);
    return { kind: "jobs-ended", jobs, reached: shows || (await wasUndone(write, jobs, tools)) };
  }
  const ending: Ending = { kind: "jobs-ended", jobs };
  if (decisive === undefined && only !== undefined && write.listedBefore !== undefined) {
    const { joined, waits = [] } = tools.known();
    const own = {
      job: only,
      type: backupTypeOfWrite(write),
      isAlone: joined === undefined && waits.length === 0,
      listedBefore: write.listedBefore,
    };
    const answer = await answerAfter(write, own, tools);
    if (answer !== undefined) return { kind: "jobs-ended", jobs, answer };
  }
  await readAfter(item, ending, tools);
  return ending;
}

/** Asks again after the step's own backup, or, if it asked nothing, looks for the backup's point. */
async function answerAfter(
  { item, listed, asked }: Write,
  own: OwnBackup,
  tools: ReadTools,
): Promise<Answer | undefined> {
  if (asked === undefined) {
    await findOwnPoint(item, own, tools);
    return undefined;
  }
  const after = await askAfterOwn(asked.asking, { item, listed, running: [] }, own, tools);
  const { asking } = after.asked;
  noteAnswer(after.asked, after.answer, tools);
  const clock = warnOfClock(own, asking.listed?.value ?? [], item);
  if (clock !== undefined) addWarning(clock, tools);
  return after.answer;
}

function backupTypeOfWrite({ plan }: Write): string {
  return text(at(plan.write.body, "properties", "backupType"));
}

function warnOfShortcoming({ shortcoming }: Write, tools: Findings & Pick<ReadTools, "log">): void {
  const { after } = tools.known();
  const warning = shortcoming(after === "gone" ? undefined : after);
  if (warning !== undefined) addWarning(warning, tools);
}

/**
 * Whether someone undid the change after the write's own job had ended well. The reader gets a
 * warning.
 */
async function wasUndone(write: Write, own: readonly Job[], tools: ReadTools) {
  const { item, plan } = write;
  const { undoneBy } = plan;
  if (undoneBy === undefined) return false;
  const since = Math.min(...own.map(({ startTime = Number.POSITIVE_INFINITY }) => startTime));
  if (!Number.isFinite(since)) return false;
  const asked = tools.backup.listJobs({
    backupManagementType: item.workload?.backupManagementType,
    operation: undoneBy,
    startedBetween: [since, latestPresent(tools.present(), since)],
  });
  const [jobs, listed] = await awaitAll(asked, neighbours(write, tools.backup));
  const { after = item } = tools.known();
  // A job bears the name of its time, and an item may have been renamed since.
  const named = after === "gone" ? [item] : [item, after];
  const by = jobs.find(
    (job) =>
      isOperation(job, undoneBy) &&
      (job.startTime ?? 0) >= since &&
      named.some((one) => matchJob(job, one, listed) === "surely"),
  );
  if (by === undefined) return false;
  addWarning(`It was done, and then someone undid it: ${describeJob(by)}.`, tools);
  return true;
}
