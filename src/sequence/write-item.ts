import type { Headers } from "../azure/backup/client.ts";
import { describeJob } from "../azure/backup/job.ts";
import { ActionError, DeadlineError } from "../errors.ts";
import { hostKinds, namesHost, shortestPath } from "../naming/item-path.ts";
import { deletesData } from "../operations/operations.ts";
import type { Before } from "../operations/plan.ts";
import { reachedBy, warningOnReached } from "../operations/wish.ts";
import { rest } from "../time/poll.ts";
import {
  announceItem,
  announceNotes,
  announceRequest,
  announceRetention,
  announceUnsent,
  requestOf,
} from "./announce.ts";
import { authorize, prepare } from "./authorize.ts";
import {
  type Conflict,
  conflictError,
  isConflictError,
  NOT_WAITED,
  TOO_LONG,
  waitUntilFree,
} from "./conflict.ts";
import { type Decision, decide, type SendPlan } from "./decide-item.ts";
import { type Followed, followWrite } from "./follow-write.ts";
import { writeOf } from "./known.ts";
import { type Observation, observe } from "./observe.ts";
import { type Sent, send, type Write } from "./send.ts";
import { isShort, type Round } from "./short-round.ts";
import type { Ending, WriteTask } from "./task.ts";
import type { Tools } from "./tools.ts";
import { changedBy, mayHaveActed } from "./write-state.ts";

type Attempt = Followed | Extract<Sent, { kind: "turned-away" | "no-effect" }>;

/** A request whose answer was lost is sent at most twice; a backup never again, or there might be two. */
const MOST_SENDINGS = 2;
const TURNED_AWAY_PAUSE_MS = 2_000;

/**
 * Changes or backs up one item. Where something else holds it, where Azure turned the write away and
 * where its answer was lost without an effect, the item is looked at and decided on again before
 * anything is sent.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
export async function writeItem(task: WriteTask, tools: Tools): Promise<Ending> {
  const { log, pace } = tools;
  let round: Round<Observation> | undefined;
  let retriedBackup = false;
  let lostAnswers = 0;
  let conflict: { readonly first: Conflict; readonly seenAt: number } | undefined;
  const next = async () => {
    round = await observe(task, round?.shows.subject, tools);
    return attempt(task, round, tools);
  };
  for (;;) {
    const result: Attempt = await next().catch((error: unknown) => {
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
      case "turned-away": {
        const { message, afterMs = 0 } = result.error;
        log.say(`${message} Looking and sending again.`);
        const pauseMs = Math.max(afterMs, TURNED_AWAY_PAUSE_MS, tools.requests.quotaPauseMs());
        await rest(pauseMs, pace, () => "waiting to send again");
        break;
      }
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

/** Decides and carries it out. What takes its time before a write is followed by another look. */
async function attempt(task: WriteTask, first: Round<Observation>, tools: Tools): Promise<Attempt> {
  announceItem(first.shows.before, tools);
  for (let round = first; ; round = await observe(task, round.shows.subject, tools)) {
    const { before, subject } = round.shows;
    if (deletesData(task.wish.kind)) requireHost(task.selection, round.shows);
    const decision = decide(task.wish, round.shows);
    announceRetention(decision, tools);
    if (decision.kind !== "send" || task.dryRun) {
      return leaveAlone(task, decision, round.shows, tools);
    }
    const authorized = await authorize(decision.plan, before.vault, tools);
    const headers = await prepare(before.item, authorized, tools);
    if (!isShort(round, tools)) continue;

    announceNotes(decision.plan, tools);
    announceRequest(requestOf(before.item, authorized), tools);
    const { plan } = decision;
    const reached = reachedBy(task.wish, before);
    const write: Write = {
      item: before.item,
      plan,
      authorized,
      reached,
      shortcoming: (after) => warningOnReached(task.wish, before, after),
      listed: subject.listed,
    };
    return carryOut(task, write, headers, tools);
  }
}

async function carryOut(
  task: WriteTask,
  write: Write,
  headers: Headers,
  tools: Tools,
): Promise<Attempt> {
  let sent: Sent;
  try {
    // The next sending is unlocked anew.
    tools.learn({ unlockedAt: undefined });
    sent = await send(write, headers, tools);
  } catch (error) {
    if (!isConflictError(error)) throw error;
    const { item, listed } = write;
    return { kind: "conflict", conflict: { item, running: [], listed, service: error.service } };
  }
  if (sent.kind === "turned-away" || sent.kind === "no-effect") return sent;
  return followWrite(task, sent, write, tools);
}

/** What there is to say where nothing is sent. */
async function leaveAlone(
  task: WriteTask,
  decision: Decision,
  { subject, before }: Observation,
  tools: Tools,
): Promise<Attempt> {
  const { dryRun, onConflict, wish } = task;
  const { item } = before;
  switch (decision.kind) {
    case "refuse":
      return { ...decision, kind: "refused" };
    case "nothing-to-do": {
      tools.learn({ after: item });
      // An earlier write of this very step, whose answer was lost, may be what brought it about.
      const reached = reachedBy(wish, before);
      if (reached === undefined || !mayHaveActed(writeOf(tools.known()))) return decision;
      return { kind: "judged-by-item", reached: reached(item, false) };
    }
    case "busy": {
      const { running, plan } = decision;
      const settling = plan === undefined;
      if (!dryRun || onConflict === "fail") {
        return { kind: "conflict", conflict: { item, running, listed: subject.listed, settling } };
      }
      const others = running.map(describeJob).join("; ");
      if (plan === undefined) return { kind: "dry-run", plan: `wait first for ${others}` };
      announceNotes(plan, tools);
      tools.log.say(`Would wait first for ${others}`);
      return rehearse(plan, before, tools);
    }
    case "send":
      announceNotes(decision.plan, tools);
      return rehearse(decision.plan, before, tools);
    default:
      return decision satisfies never;
  }
}

/** Says and keeps what would have been sent. */
async function rehearse(plan: SendPlan, before: Before, tools: Tools): Promise<Ending> {
  const authorized = await authorize(plan, before.vault, tools);
  announceUnsent(requestOf(before.item, authorized), tools);
  return { kind: "dry-run", plan };
}

/** What cannot be undone has to be named by its host too, and not only by its instance or resource group. */
function requireHost({ include }: WriteTask["selection"], { before, subject }: Observation): void {
  const [ref] = include;
  const { item } = before;
  if (ref?.kind !== "path" || namesHost(ref.parts, item)) return;
  throw new ActionError(
    "refused",
    `'${ref.written}' does not name the ${hostKinds(item)[0] ?? "host"} of what is to be deleted.`,
    {
      hint: `Write it as '${shortestPath(item, subject.listed, { withHost: true })}', or use the item's resource id.`,
    },
  );
}
