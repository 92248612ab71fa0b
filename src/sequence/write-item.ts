import type { ProtectedItem } from "../azure/item.ts";
import { readings } from "../azure/item-path.ts";
import { describeJob } from "../azure/job.ts";
import type { VaultState } from "../azure/vault.ts";
import { ActionError, DeadlineError } from "../errors.ts";
import { plan, preferenceOf, reachedBy } from "../operations/operation.ts";
import { rest } from "../time/poll.ts";
import { announceItem, announceRequest, announceRetention, requestOf } from "./announce.ts";
import { authorize } from "./authorize.ts";
import {
  type Conflict,
  conflictError,
  holds,
  isConflictError,
  TOO_LONG,
  waitUntilFree,
} from "./conflict.ts";
import { findByAddress } from "./find-items.ts";
import { type Followed, followWrite } from "./follow-write.ts";
import type { UnsentRequest } from "./known.ts";
import { lookClosely, type Seen, type Survey, survey } from "./look.ts";
import { type Sent, send, type Write } from "./send.ts";
import type { Ending, WriteTask } from "./task.ts";
import type { Tools } from "./tools.ts";

type Attempt = Followed | Extract<Sent, { kind: "turned-away" | "no-effect" }>;

/** A PUT or DELETE whose answer was lost is sent at most so many times; a backup only once, or there might be two. */
const SENDINGS = { PUT: 2, DELETE: 2, POST: 1 };
const TURNED_AWAY_PAUSE_MS = 2_000;

/**
 * Changes or backs up one item. Where something else holds it, where Azure turned the write away and
 * where its answer was lost without an effect, the sequence starts anew: the item may have changed
 * meanwhile, so it is looked at and planned again before anything is sent.
 *
 * @throws ActionError for everything that prevents an end from being known.
 */
export async function writeItem(task: WriteTask, tools: Tools): Promise<Ending> {
  const { pace } = tools;
  const method = task.wish.kind === "backup-now" ? "POST" : "PUT";
  let retriedBackup = false;
  let lostAnswers = 0;
  let conflict: { readonly first: Conflict; readonly seenAt: number } | undefined;
  for (;;) {
    const result = await attempt(task, tools).catch((error: unknown) => {
      const isOurs = tools.known().changed === true;
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
          throw conflictError(result.conflict, "'on-conflict: fail' says not to wait.");
        }
        if (result.failed !== undefined) {
          pace.say(
            `Job ${result.failed.id} failed because another operation ran on the item; backing up once more when it is free.`,
          );
          retriedBackup = true;
        }
        conflict ??= { first: result.conflict, seenAt: pace.clock.now() };
        await waitUntilFree(result.conflict, conflict.seenAt, tools);
        break;
      case "turned-away": {
        const { message, afterMs = 0 } = result.error;
        pace.say(`${message} Looking and sending again.`);
        await rest(Math.max(afterMs, TURNED_AWAY_PAUSE_MS), pace, () => "waiting to send again");
        break;
      }
      case "no-effect":
        lostAnswers += 1;
        if (lostAnswers >= SENDINGS[method]) throw result.error;
        pace.say("Two minutes show no effect of the request; looking and sending once more.");
        break;
      default:
        return result;
    }
  }
}

async function attempt(task: WriteTask, tools: Tools): Promise<Attempt> {
  const { wish, selection, workload, policyName } = task;
  const prefers = preferenceOf(wish.kind);
  const sought = { selection, workload, policyName, purpose: "write", prefers } as const;
  const surveyed = await survey(sought, tools);
  const [found, ...others] = surveyed.items;
  if (found === undefined || others.length > 0) throw several(surveyed.items.length);
  const { before, running, listed, isFresh } = await lookClosely(
    found,
    surveyed,
    { wantsDetails: wantsDetails(wish.kind, surveyed.vault) },
    tools,
  );
  const { item } = before;
  announceItem(before, tools);
  if (wish.kind === "stop-protection-delete-data") requireHost(selection, item);

  const planned = plan(wish, before);
  if ("retention" in planned && planned.retention) {
    tools.learn({ retention: planned.retention });
    announceRetention(planned.retention, tools);
  }
  if (planned.kind === "refuse") return { ...planned, kind: "refused" };
  const has = reachedBy(wish, before);
  if (planned.kind === "nothing-to-do") {
    const unsettled = await unsettledBy(task, { surveyed, before, listed, isFresh }, tools);
    if (unsettled !== undefined) return unsettled;
    tools.learn({ after: item });
    // An earlier write of this very step, whose answer was lost, may be what brought it about.
    if (!tools.known().unknownOutcome || has === undefined) return planned;
    tools.learn({ changed: true, unknownOutcome: false });
    return { kind: "judged-by-item", reached: has(item) };
  }

  const authorized = await authorize(planned, before.vault, tools);
  const { warning, notes } = planned;
  tools.learn({ notes: warning === undefined ? notes : [warning, ...notes] });
  if (warning !== undefined) tools.warn(warning);
  for (const note of notes) tools.pace.say(note);
  const isBusy = running.length > 0;
  if (task.dryRun && !(isBusy && task.onConflict === "fail")) {
    if (isBusy) tools.pace.say(`Would wait first for ${running.map(describeJob).join("; ")}`);
    leaveOut(requestOf(item, authorized), tools);
    return { kind: "dry-run", plan: planned };
  }
  if (isBusy) return { kind: "conflict", conflict: { item, running, listed } };

  announceRequest(requestOf(item, authorized), tools);
  const write: Write = { item, plan: planned, authorized, reached: has, listed };
  let sent: Sent;
  try {
    sent = await send(write, tools);
  } catch (error) {
    if (!isConflictError(error)) throw error;
    return { kind: "conflict", conflict: { item, running, listed, service: error.service } };
  }
  if (sent.kind === "turned-away" || sent.kind === "no-effect") return sent;
  return followWrite(task, sent, write, tools);
}

/**
 * What speaks against leaving an item as it is: a job under way could undo by its end what is true by
 * now, and so could one that ended between the reads, where they came at the same time.
 */
async function unsettledBy(
  { wish, dryRun, onConflict }: WriteTask,
  { surveyed, before, listed, isFresh }: Omit<Seen, "running"> & { readonly surveyed: Survey },
  { backup }: Tools,
): Promise<Extract<Attempt, { kind: "conflict" | "dry-run" }> | undefined> {
  const { item } = before;
  const settling = { item, listed, settling: true };
  const running = surveyed.running.filter((job) => holds(job, settling));
  if (running.length === 0) {
    if (isFresh) return undefined;
    const now = await findByAddress(item.address, backup);
    if (plan(wish, { ...before, item: now }).kind === "nothing-to-do") return undefined;
  }
  return dryRun && onConflict === "wait" && running.length > 0
    ? { kind: "dry-run", plan: `wait first for ${running.map(describeJob).join("; ")}` }
    : { kind: "conflict", conflict: { ...settling, running } };
}

/**
 * What is deleted, resumed or given another policy is looked at once more, alone, just before. Under
 * multi-user authorization the guard is read instead: Azure itself compares retention there.
 */
function wantsDetails(operation: WriteTask["wish"]["kind"], vault: VaultState): boolean {
  if (operation === "change-policy") return !vault.guarded;
  return operation === "stop-protection-delete-data" || operation === "resume-protection";
}

/** What cannot be undone has to be named by its host too, and not only by its instance or resource group. */
function requireHost({ include }: WriteTask["selection"], item: ProtectedItem): void {
  const [ref] = include;
  if (ref?.kind !== "path") return;
  const host = item.levels.find(({ kind }) => kind === "server" || kind === "storage account");
  const kind = host?.kind ?? item.levels.at(-1)?.kind;
  const named = readings(ref.parts, item).some((reading) =>
    reading.split("/").includes(kind ?? ""),
  );
  if (named) return;
  throw new ActionError(
    "refused",
    `'${ref.written}' does not name the ${kind} of what is to be deleted.`,
    {
      hint: `Write it as '${host?.names[0] ?? "host"}/${item.friendlyName}', or use the item's resource id.`,
    },
  );
}

/** Says and keeps what would have been sent. */
function leaveOut(request: UnsentRequest, { pace, learn }: Tools): void {
  const { method, path, body, unlock } = request;
  learn({ request });
  if (unlock !== "") pace.say(`Would unlock the deletion with ${unlock}`);
  pace.say(`Would send ${method} ${path}`);
  if (body !== "") pace.say(`Would send with it ${body}`);
}

/** The inputs allow a write on one item only, so this cannot come from them. */
function several(count: number): Error {
  return new Error(`A write was asked for on ${count} items.`);
}
