import { noTraffic, startAzure } from "./azure.ts";
import { WaitingClock } from "./clock.ts";
import { runStep, type StepEnd } from "./step.ts";
import { subjectNamed, type VaultPlan } from "./subjects.ts";

/** What one row is about. */
export interface BatchPlan extends VaultPlan {
  readonly by: "pattern" | "lines";
  readonly maxParallel: number;
}

/** What one row came to. */
export interface BatchEnd extends StepEnd {
  /** Virtual milliseconds. */
  readonly wallMs: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly throttled: number;
  /** The most memory that the process held, bytes. */
  readonly peakBytes: number;
  /** Time of the processor, milliseconds, since the step began. */
  readonly cpuMs: number;
  /** Real milliseconds. */
  readonly realMs: number;
}

/** When every step begins: as five minutes of the clock do. */
export const START_MS = Date.UTC(2026, 0, 5, 10);
const LONGEST_MS = 8 * 86_400_000;

/** A step that nothing could wake any more, or that went on for a week. */
const NEVER_ENDED: StepEnd = {
  gate: "",
  reason: "never ended",
  passed: 0,
  message: "The step never came to an end.",
  lines: 0,
};

/** Runs the step of a row in this process, which should do nothing else. */
async function runRow(plan: BatchPlan): Promise<BatchEnd> {
  const clock = new WaitingClock(START_MS);
  await using azure = await startAzure(plan, clock);
  const traffic = noTraffic();
  const subject = subjectNamed(plan.subject);
  const { workload, items, by, maxParallel } = plan;
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const step = { subject, workload, from: 0, to: items, by, maxParallel };
  const work = runStep(step, { clock, http: azure.client(traffic) });
  const hasEnded = await clock.play(work, LONGEST_MS);
  const { user, system } = process.cpuUsage(before);
  return {
    ...(hasEnded ? await work : NEVER_ENDED),
    wallMs: clock.now() - START_MS,
    requests: Object.fromEntries(traffic.requests),
    throttled: traffic.throttled,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
    cpuMs: (user + system) / 1_000,
    realMs: performance.now() - startedAt,
  };
}

if (import.meta.main) {
  console.log(JSON.stringify(await runRow(JSON.parse(process.argv[2] ?? "") as BatchPlan)));
}
