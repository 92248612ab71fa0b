import { readLro } from "../azure/backup/lro.ts";
import { vaultPaths } from "../azure/backup/paths.ts";
import type { TokenSource } from "../azure/identity/sign-in.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { isWorkOf } from "../sequence/job-proof.ts";
import type { Verdict } from "../sequence/known.ts";
import { withoutJob, writeOf } from "../sequence/known.ts";
import {
  type Findings,
  type ReadTools,
  rememberJob,
  rememberJobs,
  type Tools,
} from "../sequence/tools.ts";
import { acceptedAt } from "../sequence/write-state.ts";
import type { StepFindings } from "./findings.ts";
import type { Outcome } from "./outcome.ts";
import { makeTools } from "./prepare.ts";
import type { Connection, Step } from "./step.ts";

/** A cancelled step has to report within five seconds; the summary needs one of them. */
const CANCEL_MS = 4_000;

/** A step that was cancelled at `cancelledAt` (ms since 1970). */
interface Cancelled {
  readonly inputs: Inputs;
  readonly connection: Connection;
  readonly step: Step;
  readonly cancelledAt: number;
}

/**
 * What still runs after a cancel: asks Azure to cancel each job that the step was waiting for, all
 * at once, in the time that is left and with the token it has.
 *
 * @returns the outcome, whose verdicts say what became of the jobs.
 */
export async function cancelJobs(outcome: Outcome, cancelled: Cancelled): Promise<Outcome> {
  const asked = outcome.accounts.map(async (account) => {
    const { findings, verdict } = account;
    if (verdict.reason !== "workflow-cancelled") return account;
    const told = await cancelInAzure(verdict, findings, cancelled);
    return { findings, known: findings.known(), verdict: told };
  });
  return { ...outcome, accounts: await Promise.all(asked) };
}

/** Asks for one job; `findings` are those of the step or of one of its items. */
async function cancelInAzure(
  verdict: Verdict,
  findings: StepFindings,
  { inputs, connection, step, cancelledAt }: Cancelled,
): Promise<Verdict> {
  const { world } = step;
  const left = world.clock.limit(cancelledAt + CANCEL_MS - world.clock.now());
  const { tokens } = connection;
  const atHand: TokenSource = (options) => tokens({ ...options, atHand: true });
  const tools = makeTools(
    inputs,
    { ...connection, tokens: atHand },
    { ...step, findings, world: { ...world, signal: left } },
  );
  const asked = await cancelRunningJob(tools);
  return asked === undefined
    ? verdict
    : {
        ...verdict,
        message: `${verdict.message} ${asked}`,
        hint: "Look at the job before you go on.",
      };
}

/**
 * Asks Azure to cancel the job that the cancelled step was waiting for or whose request it had
 * sent. Never throws; `tools` limit it to the time that is left.
 *
 * @returns what to tell the reader; undefined if no job is running.
 */
async function cancelRunningJob(tools: Tools): Promise<string | undefined> {
  const { backup, known, log } = tools;
  try {
    if (known().job === undefined) await askForJob(tools);
    const { job } = known();
    if (job === undefined || (job.phase ?? "running") !== "running") return undefined;
    if (job.id === known().joined) return undefined;
    const doubt = job.phase === undefined ? await doubtOn(job.id, tools) : undefined;
    if (doubt !== undefined) return `${doubt}; Azure was not asked to cancel it.`;
    const { lro } = await backup.cancelJob(job.id);
    const named = lro === undefined ? "" : ` (operation ${lro.id})`;
    return `Azure has accepted the request to cancel job ${job.id}${named}, as ${nameInput("on-cancel")} asks.`;
  } catch (error) {
    log.debug(String(error));
    const { job } = known();
    const which = job === undefined ? "the job" : `job ${job.id}`;
    return `Azure could not be asked in time to cancel ${which}, so it may go on.`;
  }
}

/**
 * Why a job that the step has not read yet must be left alone: it may not be this step's work, or
 * not belong to the item that the user gave. A job that the user named without an item may always
 * be cancelled.
 */
async function doubtOn(
  id: string,
  tools: Findings & Pick<ReadTools, "backup">,
): Promise<string | undefined> {
  const { backup, known, learn } = tools;
  const { before, path = "" } = known();
  if (before === undefined) return undefined;
  const begunAt = acceptedAt(writeOf(known()));
  if (begunAt === undefined) {
    return `Job ${id} had not been looked at yet, so it may not be one of '${path}'`;
  }
  const { value: job } = await backup.job(id);
  if (job === undefined) throw new Error(`Job ${id} is not visible yet.`);
  if (isWorkOf({ ...job, id }, begunAt, { item: before, operation: "Backup", listed: [] })) {
    rememberJob({ ...job, id }, tools);
    return undefined;
  }
  learn(withoutJob(known(), id));
  return `Azure named job ${id} for the request, but that job is not its work`;
}

/** How long to wait before asking again about an operation that has not named its job yet. */
const AGAIN_MS = 500;

/**
 * Waits for the operation to name its job. A backup's operation ends within seconds and names it
 * (E52).
 */
async function askForJob(tools: Findings & Pick<ReadTools, "backup" | "pace">): Promise<void> {
  const { backup, pace, known } = tools;
  const { lro } = known();
  if (lro === undefined) return;
  for (;;) {
    const { value } = await backup.lro(vaultPaths(backup.vault).lro(lro.id));
    const { outcome, jobIds } = readLro(lro.id, value);
    rememberJobs(jobIds, tools);
    if (jobIds.length > 0 || outcome !== "running") return;
    await pace.clock.sleep(AGAIN_MS, pace.signal);
  }
}
