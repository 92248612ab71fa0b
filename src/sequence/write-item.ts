import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import type { Headers } from "../azure/backup/writes.ts";
import { DeadlineError, type TurnedAwayError } from "../errors.ts";
import { reachedBy, warningOnReached } from "../operations/wish.ts";
import { pauseFor } from "../time/poll.ts";
import { announceNotes, announceRequest, requestOf } from "./announce.ts";
import { askUntilListed } from "./asking.ts";
import { authorize, prepare } from "./authorize.ts";
import {
  type Conflict,
  conflictError,
  isConflictError,
  NOT_WAITED,
  TOO_LONG,
  waitUntilFree,
} from "./conflict.ts";
import { decideItem } from "./decide-item.ts";
import { conflictOf, type Decided } from "./decision.ts";
import { type Followed, followWrite } from "./follow-write.ts";
import { type Joined, joinBackup } from "./join-backup.ts";
import { writeOf } from "./known.ts";
import type { LookAt, Subject } from "./observe.ts";
import { pointsNow } from "./own-point.ts";
import { type Sent, sendWrite, type Write } from "./send.ts";
import { isShort } from "./short-round.ts";
import type { Ending, WriteTask } from "./task.ts";
import type { ReadTools, Tools } from "./tools.ts";
import { leaveAlone, rehearse } from "./unsent.ts";
import { changedBy } from "./write-state.ts";

/** What became of a decision; anything but an end is decided on again. */
type WriteAttempt = Followed | Joined | Extract<Sent, { kind: "turned-away" | "no-effect" }>;

/** A request whose answer was lost is sent at most twice; a backup never again, or there may be two. */
const MOST_SENDINGS = 2;
const TURNED_AWAY_PAUSE_MS = 2_000;

/**
 * Changes or backs up one item: decides, then carries out the decision, or describes it in a dry
 * run.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
export async function writeItem(task: WriteTask, at: LookAt, tools: Tools): Promise<Ending> {
  const decided = await decideItem(task, at, tools);
  return task.dryRun ? rehearse(task, decided, tools) : execute(task, decided, tools);
}

/**
 * Carries out a decision. If something else holds the item, if Azure turned the write away, or if
 * its answer was lost without an effect, the item is read and decided on again before anything is
 * sent.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
async function execute(task: WriteTask, first: Decided, tools: Tools): Promise<Ending> {
  const { log, pace } = tools;
  let decided = first;
  let retriedBackup = false;
  let lostAnswers = 0;
  let conflict: { readonly first: Conflict; readonly seenAt: number } | undefined;
  const decideAgain = async () => {
    decided = await decideItem(task, { subject: withoutPoints(decided) }, tools);
    return attemptWrite(task, decided, tools);
  };
  for (let next = () => attemptWrite(task, first, tools); ; next = decideAgain) {
    const result: WriteAttempt = await next().catch((error: unknown) => {
      const isOurs = changedBy(writeOf(tools.known())) === "true";
      throw conflict !== undefined && !isOurs && error instanceof DeadlineError
        ? conflictError(conflict.first, TOO_LONG)
        : error;
    });
    switch (result.kind) {
      case "conflict":
        if (result.failed !== undefined && (retriedBackup || task.onConflict === "fail")) {
          return { kind: "jobs-ended", jobs: [result.failed] };
        }
        if (task.onConflict === "fail") {
          throw conflictError(result.conflict, NOT_WAITED);
        }
        if (result.failed !== undefined) {
          log.say(
            `Job ${result.failed.id} failed because another operation ran on the item; backing up once more when it is free.`,
          );
          retriedBackup = true;
        }
        conflict ??= { first: result.conflict, seenAt: pace.clock.now() };
        await waitOutConflict(result, { seenAt: conflict.seenAt, decided }, tools);
        break;
      case "joined":
        log.say("The backup that was running did not bring what was asked for.");
        break;
      case "turned-away":
        await pauseToSendAgain(result.error, tools);
        break;
      case "no-effect":
        lostAnswers += 1;
        if (lostAnswers >= MOST_SENDINGS || !result.mayRepeat) throw result.error;
        log.say("The request shows no effect; looking and sending once more.");
        break;
      default:
        return result;
    }
  }
}

/** The item to look at again after a wait, after which the points may be others. */
function withoutPoints({ round }: Decided): Subject {
  const { subject } = round.shows;
  return { ...subject, asking: subject.asking && { ...subject.asking, listed: undefined } };
}

/**
 * Waits until the item may be free. What holds it unseen may be the backup that the step asks for: then
 * the question comes first, for as long as Azure may take to list a point.
 */
async function waitOutConflict(
  { conflict, failed }: Extract<Followed, { kind: "conflict" }>,
  { seenAt, decided }: { readonly seenAt: number; readonly decided: Decided },
  tools: ReadTools,
): Promise<void> {
  const { asked, subject } = decided.round.shows;
  if (asked === undefined || conflict.running.length > 0) {
    await waitUntilFree(conflict, seenAt, tools);
    return;
  }
  tools.log.say(`'${conflict.item.friendlyName}' is in use; asking again whether it is backed up.`);
  const found = { item: asked.item, listed: subject.listed, running: [] };
  const { answer } = await askUntilListed(asked.asking, found, tools);
  // Another failed backup would end the step, so this one is taken only when the item is free.
  const isLast = failed !== undefined && answer.reason !== "recovery-point-fresh";
  if (isLast) await waitUntilFree(conflict, seenAt, tools);
}

/** Waits before deciding again on a write that Azure turned away. */
async function pauseToSendAgain(
  { message, afterMs = 0 }: TurnedAwayError,
  { log, pace, requests }: Pick<ReadTools, "log" | "pace" | "requests">,
): Promise<void> {
  log.say(`${message} Looking and sending again.`);
  const pauseMs = Math.max(afterMs, TURNED_AWAY_PAUSE_MS, requests.quotaPauseMs());
  await pauseFor(pauseMs, pace, () => "waiting to send again");
}

/** Sends what was decided. If the preparations take long, the item is read and decided on again first. */
async function attemptWrite(task: WriteTask, first: Decided, tools: Tools): Promise<WriteAttempt> {
  let listedBefore: readonly RecoveryPoint[] | undefined;
  for (let decided = first; ; ) {
    const { round, decision } = decided;
    const { before, subject, asked } = round.shows;
    if (decision.kind === "busy") return { kind: "conflict", conflict: conflictOf(decided) };
    if (decision.kind === "join") return joinBackup(decision.job, round.shows, tools);
    if (decision.kind !== "send") return leaveAlone(task.wish, round.shows, decision, tools);
    const isAnswer = reachedBy(task.wish, before) === undefined && task.wait;
    if (isAnswer) {
      listedBefore =
        asked?.evidence.points ?? listedBefore ?? (await pointsNow(before.item, tools));
    }
    const authorized = await authorize(decision.plan, before.vault, tools);
    const headers = await prepare(before.item, authorized, tools);
    if (isShort(round, tools)) {
      announceNotes(decision.plan, tools);
      announceRequest(requestOf(before.item, authorized), tools);
      const write: Write = {
        item: before.item,
        plan: decision.plan,
        authorized,
        reached: reachedBy(task.wish, before),
        shortcoming: (after) => warningOnReached(task.wish, before, after),
        listed: subject.listed,
        asked,
        listedBefore,
      };
      return carryOut(task, write, headers, tools);
    }
    decided = await decideItem(task, { subject, isAnnounced: true }, tools);
  }
}

async function carryOut(
  task: WriteTask,
  write: Write,
  headers: Headers,
  tools: Tools,
): Promise<WriteAttempt> {
  let sent: Sent;
  try {
    // The next request needs a new unlock.
    tools.learn({ unlockedAt: undefined });
    sent = await sendWrite(write, headers, tools);
  } catch (error) {
    if (!isConflictError(error)) throw error;
    const { item, listed } = write;
    return { kind: "conflict", conflict: { item, running: [], listed, service: error.service } };
  }
  if (sent.kind === "turned-away" || sent.kind === "no-effect") return sent;
  return followWrite(task, sent, write, tools);
}
