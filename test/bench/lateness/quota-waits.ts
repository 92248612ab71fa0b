import { createHttpHeaders, type HttpClient, RestError } from "@azure/core-rest-pipeline";
import { Throttle } from "../../emulator/server/throttle.ts";
import { Refusal } from "../../emulator/server/wire.ts";
import { SimulationClock } from "../../simulation/clock.ts";
import { FakeRunner } from "../../support/fake-runner.ts";
import { type Random, randomBy } from "../../support/random.ts";
import { runOnGitHub } from "../../support/run-on-github.ts";
import { PLACE } from "../subjects.ts";
import type { Wait } from "./figures.ts";
import { drawBehind, jobDocument } from "./follow.ts";
import type { RecordedEnd } from "./recorded-ends.ts";

/** Several waits for VM backups that share one quota. */
interface SharedWaits {
  readonly waits: readonly Wait[];
  /** Requests that were answered with 429. */
  readonly throttled: number;
}

const START_MS = Date.UTC(2026, 0, 5, 10);
const MOST_MS = 7 * 86_400_000;
/** Waits begin within so many milliseconds. */
const APART_MS = 600_000;
/** How long a request and its answer are on their way, milliseconds. */
const LATENCY_MS = 300;
/** What the first read of an hour shows, in the worst case recorded: 150 reads an hour. */
const QUOTA = 149;

/** Whole steps of `wait-for-job` beside each other, one for each end, in one subscription. */
export async function waitBeside(ends: readonly RecordedEnd[], seed: number): Promise<SharedWaits> {
  const random = randomBy(seed);
  const clock = new SimulationClock(START_MS);
  const throttle = new Throttle();
  throttle.quota = QUOTA;
  let throttled = 0;
  const one = async (end: RecordedEnd): Promise<Wait> => {
    const startedAt = START_MS + random() * APART_MS;
    const behind = drawBehind(end, random);
    await clock.sleep(startedAt + 1_500 - clock.now(), new AbortController().signal);
    let looks = 0;
    const onRefusal = () => {
      throttled += 1;
    };
    const http = clientOf({ clock, onRefusal }, (url) => {
      if (!url.includes("/backupJobs/")) return { headers: {}, body: VAULT };
      const headers = throttle.count(
        "Microsoft.RecoveryServices/vaults/backupJobs/read",
        clock.now(),
        (seconds) => seconds,
      );
      looks += 1;
      const elapsed = (clock.now() - startedAt) / 1_000;
      return { headers, body: jobDocument(elapsed, { end, behind, startedAt }) };
    });
    await waitForJob({ clock, http, random });
    return { end, looks, seen: (clock.now() - startedAt) / 1_000 };
  };
  const work = Promise.all(ends.map(one));
  await clock.play(work, MOST_MS);
  return { waits: await work, throttled };
}

const VAULT = {
  id: `/subscriptions/${PLACE.subscription}/resourceGroups/${PLACE.group}/providers/Microsoft.RecoveryServices/vaults/${PLACE.vault}`,
  name: PLACE.vault,
  location: "westeurope",
  properties: {},
};

interface Reply {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

interface Line {
  readonly clock: SimulationClock;
  /** Called for each answer that is a 429. */
  onRefusal(): void;
}

function clientOf({ clock, onRefusal }: Line, answer: (url: string) => Reply): HttpClient {
  return {
    async sendRequest(request) {
      await clock.sleep(LATENCY_MS, request.abortSignal as AbortSignal);
      const reply = (status: number, headers: Readonly<Record<string, string>>, body: object) => ({
        ...{ request, status, bodyAsText: JSON.stringify(body) },
        headers: createHttpHeaders({ ...headers, date: new Date(clock.now()).toUTCString() }),
      });
      try {
        const { headers, body } = answer(request.url);
        return reply(200, headers, body);
      } catch (error) {
        if (!(error instanceof Refusal)) throw new RestError("no answer", { request });
        onRefusal();
        return reply(error.status, error.headers, {
          error: { code: error.code, message: error.message },
        });
      }
    },
  };
}

interface StepWorld {
  readonly clock: SimulationClock;
  readonly http: HttpClient;
  readonly random: Random;
}

async function waitForJob({ clock, http, random }: StepWorld): Promise<void> {
  const host = new FakeRunner({
    inputs: {
      operation: "wait-for-job",
      vault: PLACE.vault,
      "resource-group": PLACE.group,
      "subscription-id": PLACE.subscription,
      "auth-type": "IDENTITY",
      "job-id": "11111111-1111-4111-8111-111111111111",
      "timeout-minutes": "10080",
    },
  });
  const world = {
    ...{ clock, http, random, signal: new AbortController().signal },
    signIn: () => async () => "test-token",
    sessionSubscription: async () => PLACE.subscription,
    uuid: () => "ours",
  };
  const gate = await runOnGitHub(host, world);
  if (gate !== "open") throw new Error(`A wait failed: ${host.outputs.get("error-message")}`);
}
