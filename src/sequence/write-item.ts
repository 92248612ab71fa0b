import { describeJob } from "../azure/backup/job.ts";
import type { Headers } from "../azure/backup/writes.ts";
import { DeadlineError, type TurnedAwayError } from "../errors.ts";
import type { Before } from "../operations/plan.ts";
import { reachedBy, type WriteWish, warningOnReached } from "../operations/wish.ts";
import { pauseFor } from "../time/poll.ts";
import { announceNotes, announceRequest, announceUnsent, requestOf } from "./announce.ts";
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
import type { Decided, SendPlan, Unsent } from "./decision.ts";
import { type Followed, followWrite } from "./follow-write.ts";
import { writeOf } from "./known.ts";
import { type Sent, sendWrite, type Write } from "./send.ts";
import { isShort } from "./short-round.ts";
import type { Ending, WriteTask } from "./task.ts";
import type { Findings, ReadTools, Tools } from "./tools.ts";
import { changedBy, mayHaveActed } from "./write-state.ts";

/** What became of a decision; anything but an end is decided on again. */
type WriteAttempt = Followed | Extract<Sent, { kind: "turned-away" | "no-effect" }>;

/** A request whose answer was lost is sent at most twice; a backup never again, or there may be two. */
const MOST_SENDINGS = 2;
const TURNED_AWAY_PAUSE_MS = 2_000;

/**
 * Changes or backs up one item: decides, then carries out the decision, or describes it in a dry
 * run.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
export async function writeItem(task: WriteTask, tools: Tools): Promise<Ending> {
  const decided = await decideItem(task, {}, tools);
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
    decided = await decideItem(task, { subject: decided.round.shows.subject }, tools);
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
        await waitUntilFree(result.conflict, conflict.seenAt, tools);
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
  for (let decided = first; ; ) {
    const { round, decision } = decided;
    const { before, subject } = round.shows;
    if (decision.kind === "busy") return { kind: "conflict", conflict: conflictOf(decided) };
    if (decision.kind !== "send") return leaveAlone(task.wish, { before, decision }, tools);
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

/** The ending if nothing needs to be sent, or nothing may be. */
function leaveAlone(
  wish: WriteWish,
  { before, decision }: { before: Before; decision: Unsent },
  { known, learn }: Findings,
): Ending {
  if (decision.kind === "refuse") return { ...decision, kind: "refused" };
  learn({ after: before.item });
  // An earlier write of this step, whose answer was lost, may have caused the present state.
  const reached = reachedBy(wish, before);
  if (reached === undefined || !mayHaveActed(writeOf(known()))) return decision;
  return { kind: "judged-by-item", reached: reached(before.item, false) };
}

/** Says what would be done, and records what would be sent; its client cannot send it. */
async function rehearse(
  task: WriteTask,
  decided: Decided,
  tools: Findings & Pick<ReadTools, "backup" | "log">,
): Promise<Ending> {
  const { decision, round } = decided;
  const { before } = round.shows;
  switch (decision.kind) {
    case "refuse":
    case "nothing-to-do":
      return leaveAlone(task.wish, { before, decision }, tools);
    case "busy": {
      if (task.onConflict === "fail") throw conflictError(conflictOf(decided), NOT_WAITED);
      const { running, plan } = decision;
      const others = running.map(describeJob).join("; ");
      if (plan === undefined) return { kind: "dry-run", plan: `wait first for ${others}` };
      announceNotes(plan, tools);
      tools.log.say(`Would wait first for ${others}`);
      return tellUnsent(plan, before, tools);
    }
    case "send":
      announceNotes(decision.plan, tools);
      return tellUnsent(decision.plan, before, tools);
    default:
      return decision satisfies never;
  }
}

async function tellUnsent(
  plan: SendPlan,
  before: Before,
  tools: Findings & Pick<ReadTools, "backup" | "log">,
): Promise<Ending> {
  const authorized = await authorize(plan, before.vault, tools);
  announceUnsent(requestOf(before.item, authorized), tools);
  return { kind: "dry-run", plan };
}

function conflictOf({ round: { shows }, decision }: Decided): Conflict {
  const { subject, before } = shows;
  if (decision.kind !== "busy") throw new Error("Nothing holds the item.");
  const { running, plan } = decision;
  return { item: before.item, running, listed: subject.listed, settling: plan === undefined };
}
