import type { InputName } from "../../manifest/input-table.ts";
import { REASONS, type Reason } from "../../reasons.ts";
import { shortName } from "../../report/short-name.ts";
import { clip, oneLine } from "../../text.ts";
import type { World } from "../../world.ts";
import { makeInert } from "./escape.ts";
import type { CommitStatus, Runner } from "./runner.ts";

/** GitHub refuses longer ones (E149). */
const MOST_CHARACTERS = { name: 255, description: 140 };
/** A proxy or an outage can answer with a whole page. */
const LONGEST_REASON = 500;
const PAUSES_MS = [1_000, 3_000];
const LIMIT_MS = { running: 15_000, cancelled: 1_500 };

/**
 * The name of the status where `status-context` gives none: what was asked of what, so that two steps
 * do not overwrite each other's verdict. An item's resource id stands with its native names alone,
 * since a status can be public and holds no subscription id.
 */
export function defaultStatusName(operation: string, vault: string, subject: string): string {
  const subjects = subject.split(/\r?\n/).map(shortName).filter(Boolean).join(", ");
  const parts = ["Azure Backup Gate", operation, shortName(vault), subjects];
  return parts.filter(Boolean).join(" / ");
}

/**
 * The verdict as a commit status; `success` if and only if the gate is open, `pending` while a backup
 * that the step has started is under way. Pure.
 */
export function toCommitStatus(reason: Reason, name: string): CommitStatus {
  const { gate, meaning } = REASONS[reason];
  const said = `Gate ${gate}: ${reason}. ${meaning.replaceAll("`", "")}`;
  return {
    state: gate === "open" ? "success" : reason === "job-running" ? "pending" : "failure",
    context: clip(oneLine(name), MOST_CHARACTERS.name - 1),
    description: clip(said, MOST_CHARACTERS.description - 1),
  };
}

/**
 * Posts the verdict on the commit, where the step was given a token. What fails in passing is tried
 * again; what fails for good is a warning and never a verdict. The verdict of wrong inputs is posted
 * as well, so what is needed is read from the runner.
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
  // There are only seconds left of a step that was cancelled.
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

/** An answer that says something of the request itself would come again. */
function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429;
}

/** GitHub's client puts the HTTP status on its errors; a lost connection reads 500 there. */
function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | undefined)?.status;
  return typeof status === "number" ? status : undefined;
}

/** An error over a token that no header can hold quotes the token. */
function why(error: unknown, token: string): string {
  const whole = error instanceof Error ? error.message : String(error);
  const said = clip(whole.replaceAll(token, "***"), LONGEST_REASON);
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
