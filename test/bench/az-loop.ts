import { Throttle } from "../emulator/server/throttle.ts";
import { Refusal } from "../emulator/server/wire.ts";
import { DURATIONS } from "../emulator/vault/durations.ts";
import { SimulationClock } from "../simulation/clock.ts";
import { START_MS } from "./batch-row.ts";
import { type BenchWorkload, type Subject, subjectNamed, type VaultPlan } from "./subjects.ts";

/** What a loop of az commands comes to. */
export interface AzEnd {
  readonly wallMs: number;
  readonly requests: number;
  readonly throttled: number;
  /** Items whose command gave up: az asks four times and then fails. */
  readonly failed: number;
}

/** A command until its first request (measured), milliseconds. */
const COMMAND_MS = 390;
/** One request: looks are 0.5 to 0.6 s further apart than az pauses (recording), milliseconds. */
const REQUEST_MS = 550;
/** The pauses between looks at an operation, and at a job (measured), milliseconds. */
const OPERATION_PAUSE_MS = 5_000;
const JOB_PAUSE_MS = 30_000;
/** How often azure-core asks again after a 429 (measured). */
const RETRIES = 3;

class GaveUp extends Error {}

/**
 * Computes what one `az backup` command after the other does, `atOnce` of them at a time, to items
 * that are named by their native names: its requests, its pauses and its answer to a 429 are those
 * that were measured of az 2.45.
 */
export async function azLoop(plan: VaultPlan, atOnce: number): Promise<AzEnd> {
  const clock = new SimulationClock(START_MS);
  const quotas = new Throttle();
  quotas.quota = plan.quota;
  const subject = subjectNamed(plan.subject);
  let [requests, throttled, failed] = [0, 0, 0];
  const sleep = (ms: number) => clock.sleep(ms, new AbortController().signal);
  const send = async (action: string | undefined) => {
    for (let retry = 0; ; retry++) {
      await sleep(REQUEST_MS);
      requests += 1;
      try {
        if (action !== undefined) quotas.count(action, clock.now(), (seconds) => seconds);
        return;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throttled += 1;
        if (retry >= RETRIES) throw new GaveUp();
        await sleep(Number(error.headers["retry-after"]) * 1_000);
      }
    }
  };
  const queue = Array.from({ length: plan.items }, (_, index) => index).values();
  const worker = async () => {
    for (const index of queue) {
      try {
        const isFresh = index % 300 < (subject.freshOf300 ?? 0);
        await script(subject, { ...plan, isFresh, send, sleep, now: () => clock.now() });
      } catch (error) {
        if (!(error instanceof GaveUp)) throw error;
        failed += 1;
      }
    }
  };
  const work = Promise.all(Array.from({ length: atOnce }, worker));
  await clock.play(work, 365 * 86_400_000);
  await work;
  return { wallMs: clock.now() - START_MS, requests, throttled, failed };
}

interface Shell {
  readonly workload: BenchWorkload;
  readonly isFresh: boolean;
  /** Sends one request; undefined for one that no quota counts. */
  send(action: string | undefined): Promise<void>;
  sleep(ms: number): Promise<void>;
  now(): number;
}

/** The lines that a person's script runs for one item. */
async function script(subject: Subject, shell: Shell): Promise<void> {
  const { operation, kind, asks = false } = subject;
  if (asks) {
    await askForPoints(shell);
    if (shell.isFresh || operation === "verify-backup") return;
  }
  if (kind === undefined) return;
  const { operation: operationS, job: jobS = operationS } = DURATIONS[shell.workload][kind];
  await shell.sleep(COMMAND_MS);
  await shell.send("protectedItems/read");
  if (subject.policy !== undefined) await shell.send("backupPolicies/read");
  if (subject.policy !== undefined || kind === "DeleteBackupData") await shell.send(undefined);
  await shell.send(undefined); // the write itself
  const startedAt = shell.now();
  for (;;) {
    const hasEnded = shell.now() >= startedAt + operationS * 1_000;
    await shell.send("backupOperations/read");
    if (hasEnded) break;
    await shell.sleep(OPERATION_PAUSE_MS);
  }
  await shell.send("backupJobs/read");
  await waitForJob(shell, startedAt + jobS * 1_000);
  if (asks) await askForPoints(shell);
}

/** `az backup recoverypoint list`. */
async function askForPoints({ sleep, send }: Shell): Promise<void> {
  await sleep(COMMAND_MS);
  await send("recoveryPoints/read");
}

/** `az backup job wait`: it asks twice while the job runs, and sleeps once more after it has ended. */
async function waitForJob({ sleep, send, now }: Shell, endsAt: number): Promise<void> {
  await sleep(COMMAND_MS);
  let runs = now() < endsAt;
  await send("backupJobs/read");
  while (runs) {
    runs = now() < endsAt;
    await send("backupJobs/read");
    await sleep(JOB_PAUSE_MS);
  }
}
