import type { ProtectedItem } from "../azure/backup/item.ts";
import type { Job } from "../azure/backup/job.ts";
import { concernOf } from "../azure/backup/job-match.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import { ActionError, DeadlineError } from "../errors.ts";
import { findByAddress } from "../naming/find-items.ts";
import { BEFORE_POINT_MS, backupsAmong, tellsOf } from "../operations/backup-jobs.ts";
import type { Evidence } from "../operations/evidence.ts";
import { isStopped as isStoppedItem, warningsOn } from "../operations/item-warnings.ts";
import type { Question } from "../operations/wish.ts";
import { duration } from "../text.ts";
import { rest } from "../time/poll.ts";
import { type AgeTime, ageTime } from "../time/skew.ts";
import { withCause } from "./failure-cause.ts";
import { requireWorkload } from "./look.ts";
import type { Ending } from "./task.ts";
import type { ReadTools } from "./tools.ts";
import type { UnsoundBackups } from "./unsound-backups.ts";

/** An item as the first round found it. */
export interface FoundItem {
  readonly item: ProtectedItem;
  /** The items of the list it was found in; none where it was read alone, with all its details. */
  readonly listed: readonly ProtectedItem[];
  /** Every job of the vault that is running. */
  readonly running: readonly Job[];
  readonly unsound: UnsoundBackups;
}

/** Only the age of recovery points matters, and the item is read after them. */
const POINTS_MS = 300_000;
/** An item that took longer to read may have changed meanwhile. */
const ITEM_MS = 15_000;
const FIRST_PAUSE_MS = 5_000;

interface Points {
  readonly points: readonly RecoveryPoint[];
}

/** What is read for one verdict, the item last. */
interface Round extends Points {
  readonly item: ProtectedItem;
  readonly ended: readonly Job[];
}

/**
 * Reads an item's recovery points, then how their backups ended, then the item; judges them. It writes
 * nothing.
 *
 * @throws DeadlineError where no reads were quick enough, ActionError (`contact-lost`) where Azure
 * tells no time, and what the reads throw.
 */
export async function verify(
  question: Question,
  found: FoundItem,
  tools: ReadTools,
): Promise<Ending> {
  const { learn, backup } = tools;
  requireWorkload(found.item);
  // A list can be behind, so the item itself says whether it is stopped, before or after the points.
  const isStopped = (item: ProtectedItem) => question.ignoresStopped && isStoppedItem(item);
  if (isStopped(found.item)) {
    const { value, tookMs } = await timed(() => findByAddress(found.item.address, backup), tools);
    learn({ before: value, after: value });
    if (isStopped(value) && tookMs <= ITEM_MS) return { kind: "not-judged" };
  }
  const { item, points, ended } = await readTogether(question, found, tools);
  learn({ before: item, after: item });
  if (isStopped(item)) return { kind: "not-judged" };

  const { warning, ...evidence } = evidenceOf({ ...found, item, points }, ended, tools);
  const answer = await withCause(question.answer(evidence), question, evidence, tools);
  const warnings = [...(warning === undefined ? [] : [warning]), ...warningsOn(item)];
  learn({
    notes: [...warnings, ...answer.notes],
    ...(answer.point === undefined ? {} : { point: answer.point }),
  });
  for (const warning of warnings) tools.log.warn(warning);
  for (const note of answer.notes) tools.log.say(note);
  return { kind: "answered", answer };
}

/**
 * One round of reads that hold together: recovery points of the last five minutes, how the backups of
 * those that may be judged ended, and the item, read last and within seconds. What took longer is read
 * again after a pause that doubles.
 */
async function readTogether(
  question: Question,
  found: FoundItem,
  tools: ReadTools,
): Promise<Round> {
  const { backup, log, pace } = tools;
  const { address } = found.item;
  let item = found.item;
  let listed = await timed(() => backup.recoveryPoints(address), tools);
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const { value: points } = listed;
    const ended = await endedBackups(question, { ...found, item, points }, tools);
    const read = await timed(() => findByAddress(address, backup), tools);
    item = read.value;
    const now = pace.clock.now();
    const isQuick = now - read.askedAt <= ITEM_MS && now - listed.askedAt <= POINTS_MS;
    const candidate = candidateOf(question, { ...found, item, points }, ended.jobs, tools);
    // The item may name a last backup that no list had yet, and so lead to an older point.
    if (isQuick && isCovered(candidate, item, ended)) return { item, points, ended: ended.jobs };

    const why = isQuick
      ? "the item names another last backup than before"
      : `the recovery points took ${duration(listed.tookMs)} and the item ${duration(read.tookMs)} to read`;
    const during = () => `waiting for answers that hold together: ${why}`;
    log.say(`Reading again, because ${why}.`);
    await rest(pauseMs, pace, during);
    if (pace.clock.now() >= pace.deadline) throw new DeadlineError(during());
    pauseMs *= 2;
    if (pace.clock.now() - listed.askedAt > POINTS_MS) {
      listed = await timed(() => backup.recoveryPoints(address), tools);
    }
  }
}

interface Timed<T> {
  readonly value: T;
  /** By our own clock, in milliseconds since 1970. */
  readonly askedAt: number;
  readonly tookMs: number;
}

async function timed<T>(read: () => Promise<T>, { pace: { clock } }: ReadTools): Promise<Timed<T>> {
  const askedAt = clock.now();
  const value = await read();
  return { value, askedAt, tookMs: clock.now() - askedAt };
}

interface Ended {
  readonly jobs: readonly Job[];
  /** From when on failed ones are known, and all that ended in a status not allowed, in milliseconds since 1970. */
  readonly since: { readonly failed: number; readonly all: number };
}

const NOTHING_LISTED: Ended = {
  jobs: [],
  since: { failed: Number.POSITIVE_INFINITY, all: Number.POSITIVE_INFINITY },
};

/** Whether enough is known of the backups since an hour before a point; of none nothing has to be. */
function isCovered(
  point: RecoveryPoint | undefined,
  item: ProtectedItem,
  { since }: Ended,
): boolean {
  if (point === undefined) return true;
  return point.time - BEFORE_POINT_MS >= since[tellsOf(item, point) ? "failed" : "all"];
}

/**
 * The ended backups that the verdict depends on, since an hour before the point that it may rest on;
 * none for databases, which say themselves how their last backup went.
 */
async function endedBackups(
  question: Question,
  found: FoundItem & Points,
  tools: ReadTools,
): Promise<Ended> {
  const { item, unsound } = found;
  let ended = NOTHING_LISTED;
  for (;;) {
    const candidate = candidateOf(question, found, ended.jobs, tools);
    if (candidate === undefined || isCovered(candidate, item, ended)) return ended;
    const since = candidate.time - BEFORE_POINT_MS;
    const which = tellsOf(item, candidate) ? "failed" : "all";
    const listed = await unsound.since(since, which, item.workload);
    const bad = listed.filter((job) => isOf(found, job));
    ended = {
      jobs: [...bad, ...(await laterOnes(question, bad, found, tools))],
      since: { failed: since, all: which === "all" ? since : ended.since.all },
    };
  }
}

/**
 * Backups that ended well after one that did not, and before a point: such a point may be theirs, and
 * the bad one no more than a first try.
 */
async function laterOnes(
  { backups }: Question,
  bad: readonly Job[],
  { points, ...found }: FoundItem & Points,
  { backup }: ReadTools,
): Promise<readonly Job[]> {
  const starts = backupsAmong(bad).flatMap(({ startTime }) => startTime ?? []);
  const from = Math.min(...starts);
  const to = Math.max(...points.map(({ time }) => time));
  if (!(from <= to)) return [];
  const lists = ["Completed", ...(backups?.allowWarnings ? ["CompletedWithWarnings"] : [])].map(
    (status) =>
      backup.listJobs({
        backupManagementType: found.item.workload?.backupManagementType,
        operation: "Backup",
        status,
        startedBetween: [from, to + 1_000],
      }),
  );
  const jobs = (await Promise.all(lists)).flat();
  return jobs.filter((job) => isOf(found, job));
}

/** The point that the answer may rest on by what is known; undefined where the jobs cannot matter. */
function candidateOf(
  { backups }: Question,
  found: FoundItem & Points,
  ended: readonly Job[],
  tools: ReadTools,
): RecoveryPoint | undefined {
  if (backups === undefined || found.item.workload?.isDatabase) return undefined;
  const evidence = evidenceOf(found, ended, tools);
  const point = backups.pointToJudge(evidence);
  return point === undefined || evidence.now - point.time > backups.maxAgeMs ? undefined : point;
}

/** What a verdict would rest on now, with a warning where the clocks disagree. */
function evidenceOf(
  found: FoundItem & Points,
  ended: readonly Job[],
  tools: ReadTools,
): Evidence & Pick<AgeTime, "warning"> {
  const { item, points, running } = found;
  const jobs = [...ended, ...running.filter((job) => isOf(found, job))];
  return { item, points, jobs, ...timeOfVerdict(item, [...ended, ...running], tools) };
}

function isOf({ item, listed }: FoundItem, job: Job): boolean {
  return concernOf(job, item, listed) !== "no";
}

/**
 * What ages are measured at: the latest time that Azure wrote into these bodies counts as well. The
 * last backup of a database is dated by its server, whose clock can be ahead, so it makes points older
 * and never brings the present forward.
 */
function timeOfVerdict(
  { lastBackupTime }: ProtectedItem,
  jobs: readonly Job[],
  tools: ReadTools,
): AgeTime & { readonly present: number } {
  const written = jobs
    .flatMap(({ startTime, endTime }) => [startTime, endTime])
    .filter((time) => time !== undefined);
  const present = ageTime(tools.present(), written);
  const clock = ageTime(tools.present(), [...written, lastBackupTime ?? 0]);
  if (clock !== undefined && present !== undefined) return { ...clock, present: present.now };
  throw new ActionError(
    "contact-lost",
    "Azure's answers bear no date, so nobody can tell how old a recovery point is.",
    { hint: "A proxy may remove the header 'Date'. Check 'resource-manager-url' and the proxy." },
  );
}
