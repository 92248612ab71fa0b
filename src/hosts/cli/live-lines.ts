import { REASONS } from "../../reasons.ts";
import type { AccountSoFar } from "../../report/step-report.ts";
import { writeOf } from "../../sequence/known.ts";
import { mayHaveActed } from "../../sequence/write-state.ts";
import { clip, duration } from "../../text.ts";
import { inertLine } from "./inert.ts";

/** The room that there is for live lines. */
interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** Lines that the terminal keeps for what stands above. */
const KEPT_ROWS = 4;

/**
 * A line for each item that has not ended, or, where they are too many, the counts and those that
 * run. No line is longer than the terminal is wide, because a wrapped one could not be redrawn.
 */
export function liveLines(
  accounts: readonly AccountSoFar[],
  elapsedMs: number,
  { columns, rows }: Room,
): readonly string[] {
  const time = duration(elapsedMs);
  const left = accounts.filter(({ verdict }) => verdict === undefined);
  const running = left.filter(isRunning);
  const most = Math.max(1, rows - KEPT_ROWS);
  const told =
    accounts.length <= most
      ? left.map((one) => `${lineOf(one)}, ${time}`)
      : [countsOf(accounts, running.length, time), ...running.slice(0, most - 1).map(lineOf)];
  return told.map((line) => clip(inertLine(line), Math.max(1, columns - 2)));
}

function isRunning({ known }: AccountSoFar): boolean {
  return known.job !== undefined || known.lro !== undefined || mayHaveActed(writeOf(known));
}

/** Ids rather than statuses: they are what a reader needs if the command is ended, and never stale. */
function lineOf({ known: { path, before, job, lro } }: AccountSoFar): string {
  const state = job ? `job ${job.id}` : lro ? `operation ${lro.id}` : "looking";
  const name = path ?? before?.friendlyName;
  return name === undefined ? state : `${name}: ${state}`;
}

function countsOf(accounts: readonly AccountSoFar[], running: number, time: string): string {
  const ended = accounts.flatMap(({ verdict }) => verdict ?? []);
  const failed = ended.filter(({ reason }) => REASONS[reason].red).length;
  const waiting = accounts.length - ended.length - running;
  const failures = failed === 0 ? "" : ` (${failed} failed)`;
  return `${ended.length} of ${accounts.length} ended${failures}, ${running} running, ${waiting} waiting, ${time}`;
}
