import { messageOf } from "../../errors.ts";
import type { InputName } from "../../manifest/input-table.ts";
import { REASONS, type Reason } from "../../reasons.ts";
import { shortName } from "../../report/short-name.ts";
import { clip, oneLine } from "../../text.ts";
import type { World } from "../../world.ts";
import { makeInert } from "./escape.ts";
import type { CommitStatus, Runner } from "./runner.ts";

/** GitHub's limits (E149). */
const STATUS_LENGTHS = { name: 255, description: 140 };
/** A proxy or an outage can answer with a whole page. */
const LONGEST_REASON = 500;
const PAUSES_MS = [1_000, 3_000];
const LIMIT_MS = { running: 15_000, cancelled: 1_500 };

/**
 * The name of the status if `status-context` gives none: the operation and its subject, so that two
 * steps do not overwrite each other's verdict. Only native names of an item's resource id appear,
 * because a status can be public and must hold no subscription id.
 */
export function defaultStatusName(operation: string, vault: string, subject: string): string {
  const subjects = subject.split(/\r?\n/).map(shortName).filter(Boolean).join(", ");
  const parts = ["Azure Backup Gate", operation, shortName(vault), subjects];
  return parts.filter(Boolean).join(" / ");
}

/**
 * The verdict as a commit status: `success` only if the gate is open, `pending` while a backup that
 * the step has started is running. Pure.
 */
export function toCommitStatus(reason: Reason, name: string): CommitStatus {
  const { gate, meaning } = REASONS[reason];
  const said = `Gate ${gate}: ${reason}. ${meaning.replaceAll("`", "")}`;
  return {
    state: gate === "open" ? "success" : reason === "job-running" ? "pending" : "failure",
    context: clip(oneLine(name), STATUS_LENGTHS.name - 1),
    description: clip(said, STATUS_LENGTHS.description - 1),
  };
}

/**
 * Posts the verdict on the commit if the step has a token. A temporary failure is tried again; a
 * permanent one is a warning and never changes the verdict. The verdict on wrong inputs is posted
 * too, so this reads its inputs from the runner.
 */
export async function postVerdict(
  reason: Reason,
  runner: Pick<Runner, "input" | "postStatus" | "log" | "warning">,
  { clock, signal: cancelled }: Pick<World, "clock" | "signal">,
): Promise<void> {
  const input = (name: InputName) => runner.input(name).trim();
  const token = input("github-token");
  if (token === "") return;
  const status = toCommitStatus(
    reason,
    input("status-context") ||
      defaultStatusName(input("operation"), input("vault"), input("item") || input("job-id")),
  );
  // A cancelled step has only seconds left.
  const limit = clock.limit(cancelled.aborted ? LIMIT_MS.cancelled : LIMIT_MS.running);
  const signal = cancelled.aborted ? limit : AbortSignal.any([cancelled, limit]);
  const rested = (ms: number) =>
    clock.sleep(ms, signal).then(
      () => true,
      () => false,
    );
  for (let tries = 0; ; tries++) {
    try {
      await runner.postStatus(status, token, signal);
      runner.log(makeInert(`Posted the commit status '${status.context}': ${status.state}.`));
      return;
    } catch (error) {
      const pauseMs = PAUSES_MS[tries];
      if (pauseMs !== undefined && isPassing(error) && (await rested(pauseMs))) continue;
      const said = why(error, token);
      runner.warning(makeInert(`Could not post the commit status '${status.context}': ${said}`));
      return;
    }
  }
}

/** Whether a failure is temporary; an answer about the request itself would be the same again. */
function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429;
}

/** The HTTP status that GitHub's client puts on its errors; a lost connection reads 500. */
function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | undefined)?.status;
  return typeof status === "number" ? status : undefined;
}

/**
 * The reason of a failure. If a token cannot be sent in a header, the error quotes it, so it is
 * removed.
 */
function why(error: unknown, token: string): string {
  const said = clip(messageOf(error).replaceAll(token, "***"), LONGEST_REASON);
  switch (statusOf(error)) {
    case 401:
      return `GitHub does not accept 'github-token'. ${said}`;
    case 403:
    case 404:
      return `The token may not write it; give the job 'permissions: statuses: write'. The token of a run for a fork's pull request only reads. ${said}`;
    default:
      return said;
  }
}
