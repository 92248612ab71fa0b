import { startServer } from "../emulator/server/server.ts";
import { byIdentity } from "../support/by-identity.ts";
import { fastClockEnv } from "../support/fast-clock.ts";
import { runStep, type StepResult, type StepSettings } from "../support/runner.ts";
import type { KillCase } from "./cases.ts";
import type { Observation, Signal } from "./judge.ts";
import { SlowAzure } from "./slow-azure.ts";

/** How much faster time passes in Azure and in the step; what the step says goodbye in is real. */
const SPEED = 20;

/** When a run is hit, and with what. */
export interface Moment {
  /** What the time is counted from: a machine that is busy takes long to start a process. */
  readonly since: "start" | "first request";
  readonly afterMs: number;
  readonly signal: Signal;
}

interface Stage {
  readonly azure: SlowAzure;
  /** One run of the step of the case. */
  readonly run: (onStart?: StepSettings["onStart"]) => Promise<StepResult>;
}

async function onStage<T>(
  one: KillCase,
  bundle: string,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const pace = { since: Date.now(), speed: SPEED };
  const azure = new SlowAzure({ timeScale: SPEED });
  await using server = await startServer(azure);
  const { inputs, env } = byIdentity(server);
  const settings = {
    bundle,
    inputs: { ...inputs, operation: one.operation, ...one.prepare(azure) },
    env: { ...env, ...fastClockEnv(pace) },
  };
  return await work({
    azure,
    run: (onStart) => runStep({ ...settings, ...(onStart === undefined ? {} : { onStart }) }),
  });
}

/** How long a run takes that nobody disturbs, in real milliseconds: until its first request, and from then on. */
export interface Length {
  readonly startMs: number;
  readonly workMs: number;
}

/**
 * Measures a run.
 *
 * @throws an error where it does not end as it should; nothing could be learned from killing it.
 */
export function undisturbed(one: KillCase, bundle: string): Promise<Length> {
  return onStage(one, bundle, async ({ azure, run }) => {
    const startedAt = performance.now();
    const { exitCode, stdout } = await run();
    const firstAt = azure.exchanges[0]?.askedAt;
    if (exitCode !== 0 || firstAt === undefined || !one.holds(azure)) {
      throw new Error(`${one.operation} fails by itself, exit code ${exitCode}:\n${stdout}`);
    }
    return { startMs: firstAt - startedAt, workMs: performance.now() - firstAt };
  });
}

/** Hits one run, and runs the same step again on what it left behind. */
export function hit(
  one: KillCase,
  bundle: string,
  { since, afterMs, signal }: Moment,
): Promise<Observation> {
  return onStage(one, bundle, async ({ azure, run }) => {
    let signalledAt = Number.POSITIVE_INFINITY;
    let timer: NodeJS.Timeout | undefined;
    const killed = await run(({ kill }) => {
      const strike = () => {
        timer = setTimeout(() => {
          signalledAt = performance.now();
          kill(signal);
        }, afterMs);
      };
      if (since === "start") strike();
      else azure.onFirstRequest = strike;
    });
    clearTimeout(timer);
    const endedAt = performance.now();
    const heldThen = one.holds(azure);
    const exchanges = [...azure.exchanges];

    const again = await run();
    const writes = azure.exchanges.filter(
      ({ method, status }) => method !== "GET" && status === 202,
    );
    return {
      signal,
      signalledAt,
      endedAt,
      exchanges,
      killed,
      heldThen,
      again,
      heldInTheEnd: one.holds(azure),
      writes: writes.length,
    };
  });
}
