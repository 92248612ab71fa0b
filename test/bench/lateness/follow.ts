import type { VaultReader } from "../../../src/azure/backup/client.ts";
import { type Job, readJob } from "../../../src/azure/backup/job.ts";
import { lroTimes } from "../../../src/operations/recorded-times.ts";
import { followJob } from "../../../src/sequence/follow-job.ts";
import { followLro } from "../../../src/sequence/follow-lro.ts";
import { NO_SKEW, withReading } from "../../../src/time/skew.ts";
import type { Random } from "../../support/random.ts";
import { fakeTools } from "../../unit/sequence/step-builders.ts";
import { paceOn } from "../../unit/time/pace-builder.ts";
import type { Wait } from "./figures.ts";
import { JumpingClock } from "./jumping-clock.ts";
import type { RecordedEnd } from "./recorded-ends.ts";

/** By how much answers about an operation and about a job are behind, at most, in seconds (E155). */
const BEHIND = { operation: 0.1, job: 1.2 };

/** By how much the answers about one end are behind, in seconds: half of those about jobs are not (E220). */
export function drawBehind({ operation }: RecordedEnd, random: Random): number {
  return operation ? random() * BEHIND.operation : Math.max(0, 2 * random() - 1) * BEHIND.job;
}

/** When a client first looks, in seconds since the start of the job. */
export function drawBegin({ operation }: RecordedEnd, random: Random): number {
  return operation ? 0 : BEGINS.from + random() * (BEGINS.until - BEGINS.from);
}

/** How long after the start of its job the operation of a backup has ended, in seconds (E52). */
const BEGINS = { from: 1, until: 2 };

const START_MS = Date.UTC(2026, 0, 5, 10);
const MOST_MS = 48 * 3_600_000;
const ID = "11111111-1111-4111-8111-111111111111";

/** Lets the action's own loops wait for a recorded end in virtual time; `random` draws what varies. */
export async function follow(
  end: RecordedEnd,
  random: Random,
  { jitter = true }: { readonly jitter?: boolean } = {},
): Promise<Wait> {
  const startedAt = START_MS + random() * 60_000;
  const { operation } = end;
  const clock = new JumpingClock(startedAt + drawBegin(end, random) * 1_000);
  const behind = drawBehind(end, random);
  let looks = 0;
  let skew = NO_SKEW;
  const elapsed = () => {
    looks += 1;
    const now = clock.now();
    // `Date` has whole seconds.
    skew = withReading(skew, Math.floor(now / 1_000) * 1_000 - now);
    return (now - startedAt) / 1_000;
  };
  const untold = { retryAfterMs: undefined, remaining: undefined };
  const backup: Partial<VaultReader> = {
    async lro() {
      const status = elapsed() >= end.length + behind ? "Succeeded" : "InProgress";
      return { ...untold, value: { status, properties: { jobId: ID } } };
    },
    async job() {
      return { ...untold, value: jobAt(elapsed(), { end, behind, startedAt }) };
    },
  };
  const pace = { ...paceOn(clock, { timeoutMs: MOST_MS }), random: jitter ? random : () => 0 };
  const serviceNow = () => clock.now() + (skew.ms ?? 0);
  const { tools } = fakeTools(backup, { pace, log: pace.log, serviceNow });
  if (operation) {
    await followLro({ id: ID, path: "/" }, lroTimes(operation.lro, operation.workload), tools);
  } else {
    await followJob(ID, tools);
  }
  return { looks, seen: (clock.now() - startedAt) / 1_000, end };
}

interface Truth {
  readonly end: RecordedEnd;
  /** By how much the answer is behind, in seconds. */
  readonly behind: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** The job as the service shows it so many seconds after its start. */
function jobAt(elapsed: number, { end, behind, startedAt }: Truth): Job {
  return readJob(jobDocument(elapsed, { end, behind, startedAt }));
}

/** The job's resource so many seconds after its start. */
export function jobDocument(elapsed: number, { end, behind, startedAt }: Truth) {
  const { length, jobType, doing, snapshot } = end;
  const time = (seconds: number) => new Date(startedAt + seconds * 1_000).toISOString();
  const hasEnded = elapsed >= length + behind;
  const { told, seen } = snapshot;
  const taken = told ?? seen;
  const isTaken = taken !== undefined && elapsed >= taken;
  const task = {
    taskId: "Take Snapshot",
    status: isTaken ? "Completed" : "InProgress",
    ...(isTaken && told !== undefined && { endTime: time(told) }),
  };
  return {
    name: ID,
    properties: {
      jobType,
      operation: doing,
      status: hasEnded ? "Completed" : "InProgress",
      startTime: time(0),
      ...(hasEnded && { endTime: time(length) }),
      extendedInfo: { tasksList: taken === undefined ? [] : [task] },
    },
  };
}
