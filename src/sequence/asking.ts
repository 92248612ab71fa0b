import type { ProtectedItem } from "../azure/backup/item.ts";
import { isOperation, type Job } from "../azure/backup/job.ts";
import { matchJob } from "../azure/backup/job-match.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import type { Answer, Evidence, FirstQuestion } from "../operations/evidence.ts";
import { POINT_TIMES } from "../operations/recorded-times.ts";
import { firstQuestionOf, type WriteWish } from "../operations/wish.ts";
import { poll } from "../time/poll.ts";
import { evidenceOf, type FoundItem } from "./item-evidence.ts";
import {
  awaitOwnPoint,
  datedByJob,
  LISTED_WITHIN_MS,
  type OwnBackup,
  ownPointAmong,
} from "./own-point.ts";
import type { ReadTools } from "./tools.ts";
import { type UnsoundBackups, unsoundBackups } from "./unsound-backups.ts";
import { type ListedPoints, readTogether } from "./verify-round.ts";

/** By how much the oldest point that counts may age while it is being read. */
const LONGEST_READ_MS = 3_600_000;

/** A question that a write asks before it plans anything, and what it has read for it. */
export interface Asking {
  readonly question: FirstQuestion;
  readonly unsound: UnsoundBackups;
  readonly listed?: ListedPoints | undefined;
  /**
   * When the oldest time that a point may have was fixed, by our own clock (ms since 1970); undefined
   * until the first short round.
   */
  readonly boundSince?: number | undefined;
}

/** What one round of reads shows about the question. */
export interface Asked {
  readonly asking: Asking;
  readonly item: ProtectedItem;
  readonly evidence: Evidence;
  /** A warning about clocks that disagree. */
  readonly warning: string | undefined;
  /** The oldest time that a point may have, in milliseconds since 1970. */
  readonly bound: number;
}

/**
 * The question of an operation that asks one; undefined for the others. `boundSince` is when the oldest
 * time of a point was fixed, for all items of a step at once; left out to fix it at the first round.
 */
export function startAsking(
  wish: WriteWish,
  tools: ReadTools,
  boundSince?: number,
): Asking | undefined {
  const question = firstQuestionOf(wish);
  if (question === undefined) return undefined;
  const { allowWarnings = false } = question.backups ?? {};
  return { question, unsound: unsoundBackups({ allowWarnings }, tools), boundSince };
}

/** Reads what the question rests on, the item last. */
export async function ask(
  asking: Asking,
  found: Omit<FoundItem, "unsound">,
  tools: ReadTools,
): Promise<Asked> {
  const { question, unsound, boundSince } = asking;
  const all = { ...found, unsound };
  const reading = boundSince === undefined ? question : sinceBound(question, boundSince, tools);
  const { item, points, ended, listed } = await readTogether(reading, all, tools, asking.listed);
  const now = tools.pace.clock.now();
  const sinceBoundMs = now - (boundSince ?? now);
  const { warning, ...evidence } = evidenceOf({ ...all, item, points }, ended, tools);
  return {
    asking: { ...asking, listed },
    item,
    evidence: { ...evidence, sinceBoundMs },
    warning,
    bound: evidence.now - sinceBoundMs - question.maxAgeMs,
  };
}

/** The question with the backups that decide about points as old as the bound still allows. */
function sinceBound(
  { backups, ...question }: FirstQuestion,
  boundSince: number,
  { pace }: Pick<ReadTools, "pace">,
): FirstQuestion {
  if (backups === undefined) return { ...question, backups };
  const maxAgeMs = backups.maxAgeMs + pace.clock.now() - boundSince + LONGEST_READ_MS;
  return { ...question, backups: { ...backups, maxAgeMs } };
}

/** The answer to what was asked. Pure. */
export function answerTo({ asking, evidence }: Pick<Asked, "asking" | "evidence">): Answer {
  return asking.question.answer(evidence);
}

/** The running backup of the item that may bring what is asked for; undefined if there is none. */
export function backupToJoin(
  { asking, item, bound }: Asked,
  running: readonly Job[],
  listed: readonly ProtectedItem[],
): Job | undefined {
  return running.find(
    (job) =>
      isOperation(job, "Backup") &&
      matchJob(job, item, listed) === "surely" &&
      asking.question.isWorthJoining(job, bound),
  );
}

/** What came of asking again. */
interface AskedAgain {
  readonly asked: Asked;
  readonly answer: Answer;
}

/** Asks again after the step's own backup, once Azure lists its point, or after two minutes. */
export async function askAfterOwn(
  asking: Asking,
  found: Omit<FoundItem, "unsound">,
  own: OwnBackup,
  tools: ReadTools,
): Promise<AskedAgain> {
  const listed = await awaitOwnPoint(found.item, own, tools);
  const asked = await ask({ ...asking, listed }, found, tools);
  const evidence = withOwn(asked.evidence, own);
  const answer = answerTo({ asking, evidence });
  const isListed = ownPointAmong(listed.value, own) !== undefined;
  const isYes = answer.reason === "recovery-point-fresh";
  return { asked, answer: isListed || isYes ? answer : notListed(answer, own) };
}

/** The answer if the point of the step's own backup is not listed in time, whatever older ones say. */
function notListed(answer: Answer, { job }: OwnBackup): Answer {
  return {
    ...answer,
    reason: "no-recovery-point",
    message: `Azure does not list the recovery point of job ${job.id} yet.`,
    hint: "Run the same step again: it looks first, and does nothing twice.",
    point: undefined,
  };
}

/**
 * Asks again after a backup of something else that may have ended well, until the answer is yes, for
 * at most two minutes: Azure lists its point some time after the end.
 */
export async function askUntilListed(
  asking: Asking,
  found: Omit<FoundItem, "unsound">,
  tools: ReadTools,
): Promise<AskedAgain> {
  const startedAt = tools.pace.clock.now();
  let last: AskedAgain | undefined;
  return poll<AskedAgain>(
    async () => {
      const asked = await ask({ ...asking, listed: undefined }, found, tools);
      last = { asked, answer: answerTo(asked) };
      const leftMs = LISTED_WITHIN_MS - (tools.pace.clock.now() - startedAt);
      return last.answer.reason === "recovery-point-fresh" || leftMs <= 0
        ? { settled: true, value: last }
        : {
            settled: false,
            recorded: POINT_TIMES,
            skipsEarly: tools.together.isCrowded(),
            atMostMs: leftMs,
          };
    },
    {
      pace: tools.pace,
      during: () => "waiting for Azure to list the recovery point of the backup",
      atDeadline: () => {
        if (last === undefined) throw new Error("Nothing was asked before the deadline.");
        return last;
      },
    },
  );
}

/** The evidence with the step's own backup, whose job dates its point better than a server's clock. */
function withOwn(evidence: Evidence, own: OwnBackup): Evidence {
  const point = ownPointAmong(evidence.points, own);
  const points = evidence.points.map((one) => (one === point ? asOwn(one, own) : one));
  return { ...evidence, points, ownBackup: own.job };
}

/** Azure does not say that a full backup is copy-only, but the step knows what it asked for. */
function asOwn(point: RecoveryPoint, { job, type }: OwnBackup): RecoveryPoint {
  const dated = datedByJob(point, job);
  return type === "CopyOnlyFull" ? { ...dated, type } : dated;
}
