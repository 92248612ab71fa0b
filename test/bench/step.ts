import type { HttpClient } from "@azure/core-rest-pipeline";
import { FakeRunner } from "../support/fake-runner.ts";
import { randomBy } from "../support/random.ts";
import { type RunWorld, runOnGitHub } from "../support/run-on-github.ts";
import type { WaitingClock } from "./clock.ts";
import {
  type BenchWorkload,
  friendlyName,
  lineOf,
  PLACE,
  patternOf,
  policyOf,
  type Subject,
} from "./subjects.ts";

/** Which items a step is about, and how. */
interface StepPlan {
  readonly subject: Subject;
  readonly workload: BenchWorkload;
  /** From the first item to before the last. */
  readonly from: number;
  readonly to: number;
  readonly by: "pattern" | "lines";
  readonly maxParallel: number;
}

/** How a step ended. */
export interface StepEnd {
  readonly gate: string;
  readonly reason: string;
  readonly passed: number;
  /** What it said of its end, where it failed. */
  readonly message: string;
  /** Lines of its log. */
  readonly lines: number;
}

/** A runner that counts what the step says and keeps none of it, as a real one would not in memory. */
class ForgetfulRunner extends FakeRunner {
  count = 0;
  written = 0;

  override log(): void {
    this.count += 1;
  }

  override debug(): void {}

  override group(_title: string, lines: readonly string[]): void {
    this.count += 1 + lines.length;
  }

  override writeReport(parts: Iterable<string>): string {
    // As much work as writing them.
    for (const part of parts) this.written += part.length;
    return "/runner/temp/report.json";
  }
}

/** Runs one step of the action in virtual time. */
export async function runStep(
  plan: StepPlan,
  { clock, http }: { readonly clock: WaitingClock; readonly http: HttpClient },
): Promise<StepEnd> {
  const host = new ForgetfulRunner({ inputs: inputsOf(plan) });
  let ids = 0;
  const world: RunWorld & { readonly random: () => number } = {
    clock,
    random: randomBy(plan.from),
    http,
    signal: new AbortController().signal,
    signIn: () => async () => "test-token",
    sessionSubscription: async () => PLACE.subscription,
    uuid: () => `ours-${++ids}`,
  };
  const gate = await runOnGitHub(host, world);
  const output = (name: string) => host.outputs.get(name) ?? "";
  return {
    gate,
    reason: output("reason"),
    passed: Number(output("items-passed")),
    message: output("error-message"),
    lines: host.count,
  };
}

function inputsOf(plan: StepPlan): Record<string, string> {
  const { subject, workload, from, to, maxParallel } = plan;
  const { operation, asks = false, policy } = subject;
  const indexes = Array.from({ length: to - from }, (_, index) => from + index);
  const isDeletion = operation === "stop-protection-delete-data";
  const lines = () => indexes.map((index) => lineOf(workload, index)).join("\n");
  return {
    operation,
    vault: PLACE.vault,
    "resource-group": PLACE.group,
    "subscription-id": PLACE.subscription,
    "auth-type": "IDENTITY",
    item: plan.by === "pattern" && indexes.length > 1 ? patternOf(workload) : lines(),
    "timeout-minutes": "10080",
    ...(indexes.length > 1 && { "max-items": "1000", "max-parallel": String(maxParallel) }),
    ...(asks && { "max-recovery-point-age": "24h" }),
    ...(policy !== undefined && { policy: policyOf(subject, workload) }),
    ...(isDeletion && {
      "confirm-delete": indexes.map((index) => friendlyName(workload, index)).join("\n"),
    }),
  };
}
