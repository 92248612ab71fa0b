import { ActionError, RunCancelledError } from "../../src/errors.ts";
import type { Clock } from "../../src/time/clock.ts";
import { FakeRunner } from "../support/fake-runner.ts";
import { randomBy } from "../support/random.ts";
import type { RunWorld } from "../support/run-on-github.ts";
import { runOnGitHub } from "../support/run-on-github.ts";
import { SimulationClock } from "./clock.ts";
import { type Network, networkOf } from "./network.ts";
import { doDeed, STRANGERS_TOKEN } from "./others.ts";
import { PLACE, START_MS } from "./place.ts";
import type { Happening, RunRecord, Token } from "./record.ts";
import type { Scene } from "./scene.ts";
import { buildAzure, type SimulatedAzure } from "./world.ts";

/** Longer than any step may last: a week's deadline and a day. */
const LONGEST_MS = 8 * 86_400_000;
/** How long after the verdict requests would still be noticed. */
const AFTERWARDS_MS = 10 * 60_000;

/** What the action's own ways of signing in say as well, in their words. */
const AGAIN = "Run the step again.";

/** Actions whose quota others share, as the service names them. */
const SHARED = [
  "backupProtectedItems/read",
  "backupFabrics/protectionContainers/protectedItems/read",
  "backupPolicies/read",
  "backupJobs/read",
  "backupOperations/read",
  "backupFabrics/protectionContainers/protectedItems/operationsStatus/read",
  "backupFabrics/protectionContainers/protectedItems/recoveryPoints/read",
];

/** Plays the step of a scene from its inputs to its outputs. */
export async function play(scene: Scene): Promise<RunRecord> {
  const clock = new SimulationClock(START_MS);
  const world = buildAzure(scene, () => clock.now());
  world.azure.acceptToken(STRANGERS_TOKEN);
  const quiet = scene.weather === "quiet" && scene.operation !== "cancel-job";
  if (quiet && scene.seed % 3 === 0 && scene.inputs["dry-run"] === "true") {
    const dry = await once(scene, world, clock);
    return { ...(await once(withoutDryRun(scene), world, clock)), dry };
  }
  const first = await once(scene, world, clock);
  // A backup that is asked for is taken, however many there are; who only reads may be asked less often.
  const reads = scene.operation === "verify-backup" || scene.operation === "list-items";
  const isOnce = scene.operation === "backup-now" || (reads && scene.seed % 3 > 0);
  if (!quiet || isOnce || first.gate !== "open") return first;
  return { ...first, again: await once(scene, world, clock) };
}

function withoutDryRun(scene: Scene): Scene {
  return { ...scene, inputs: { ...scene.inputs, "dry-run": "false" } };
}

async function once(
  scene: Scene,
  world: SimulatedAzure,
  clock: SimulationClock,
): Promise<RunRecord> {
  const startedAt = clock.now();
  const happenings: Happening[] = [];
  const cancel = new AbortController();
  const { beforeRequest, letThemWork } = others(scene, world, { clock, happenings, startedAt });
  letThemWork();
  const identity = identityOf(scene, world, clock);
  const { tokens } = identity;
  const network = networkOf({ scene, clock, world, tokens, beforeRequest });
  let cancelledAt: number | undefined;
  if (scene.cancelAtMs !== undefined) {
    clock.at(startedAt + scene.cancelAtMs, () => {
      cancelledAt = clock.now();
      cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
    });
  }
  const host = new FakeRunner({ inputs: scene.inputs });
  const work = runOnGitHub(host, worldOf(scene, { clock, network, cancel, identity }));
  let gate = "";
  work.then(
    (end) => {
      gate = end;
    },
    () => {},
  );
  const settled = await clock.play(work, LONGEST_MS);
  const endedAt = clock.now();
  const requestsAtEnd = network.requests.length;
  await clock.play(new Promise(() => {}), AFTERWARDS_MS);
  return {
    ...{ scene, azure: world.azure, vault: world.vault, book: world.book, items: world.items },
    ...{ startedAt, endedAt, settled, cancelledAt, gate, host, requestsAtEnd, happenings },
    requests: network.requests,
    secrets: [...tokens.keys()],
    dry: undefined,
    again: undefined,
  };
}

interface OthersParts {
  readonly clock: SimulationClock;
  readonly happenings: Happening[];
  readonly startedAt: number;
}

/** Other people's deeds at their times, and the reads by which they use the quota up. */
function others(
  scene: Scene,
  world: SimulatedAzure,
  { clock, happenings, startedAt }: OthersParts,
) {
  let readUntil = startedAt;
  let hasWritten = false;
  const doIt = (deed: Scene["deeds"][number]) => {
    happenings.push({
      at: clock.now(),
      what: `${deed.what} of item ${deed.item}${deed.atOnce ? ", at once" : ""}`,
    });
    doDeed(deed, scene, world, clock.now());
  };
  return {
    letThemWork: () => {
      for (const deed of scene.deeds) {
        if ("ms" in deed.when) clock.at(startedAt + deed.when.ms, () => doIt(deed));
      }
    },
    beforeRequest: (index: number, method: string) => {
      // What others read before the present hour began is not in its count.
      const minutes = Math.min((clock.now() - readUntil) / 60_000, 5);
      const count = Math.floor(minutes * scene.othersPerMinute);
      if (count > 0) {
        readUntil = clock.now();
        for (const action of SHARED) world.azure.throttle.spend(action, count, clock.now());
      }
      for (const deed of scene.deeds) {
        if ("request" in deed.when && deed.when.request === index) doIt(deed);
        if ("write" in deed.when && method !== "GET" && !hasWritten)
          clock.at(clock.now() + deed.when.write, () => doIt(deed));
      }
      hasWritten ||= method !== "GET";
    },
  };
}

interface Identity {
  readonly tokens: ReadonlyMap<string, Token>;
  readonly signIn: RunWorld["signIn"];
}

function identityOf({ token }: Scene, world: SimulatedAzure, clock: SimulationClock): Identity {
  const issued = new Map<string, Token>();
  let failures = token.failsFirst;
  const tokensIn = (slowMs: number): ReturnType<RunWorld["signIn"]> => {
    let current: { token: string; gotAt: number; until: number } | undefined;
    return async ({ fresh, validForMs = 0, atHand = false, signal }) => {
      const lasts = atHand ? 0 : Math.max(token.renewMs, validForMs);
      // A source that has none of a longer life is not asked again at once, as in the action's own.
      const isNew = validForMs > 0 && current !== undefined && clock.now() - current.gotAt < 30_000;
      const leastMs = isNew ? 0 : lasts;
      if (!fresh && current !== undefined && clock.now() < current.until - leastMs) {
        return current.token;
      }
      if (slowMs > 0) await clock.sleep(slowMs, signal).catch(noTokenInTime);
      if (failures > 0) {
        failures -= 1;
        throw new ActionError("sign-in-failed", "Microsoft Entra ID did not answer.", {
          hint: AGAIN,
        });
      }
      const name = `secret-bearer-${world.book.pages.length}-${issued.size}-${"x".repeat(20)}`;
      const until = clock.now() + token.livesMs;
      world.azure.acceptToken(name, { expiresAt: until });
      issued.set(name, { gotAt: clock.now(), until });
      current = { token: name, gotAt: clock.now(), until };
      return name;
    };
  };
  return {
    tokens: issued,
    signIn: (settings) => {
      const isGuards = "tenantId" in settings && settings.tenantId === PLACE.guardTenant;
      return tokensIn(isGuards ? token.guardSlowMs : token.slowMs);
    },
  };
}

/** The limit of a sign-in ends it as the real one does; a cancel has a reason of its own. */
function noTokenInTime(reason: unknown): never {
  if (reason instanceof ActionError) throw reason;
  throw new ActionError("sign-in-failed", "Could not sign in: no answer in time.", { hint: AGAIN });
}

interface WorldParts {
  readonly clock: SimulationClock;
  readonly network: Network;
  readonly cancel: AbortController;
  readonly identity: Identity;
}

function worldOf(scene: Scene, { clock, network, cancel, identity }: WorldParts): RunWorld {
  let ids = 0;
  return {
    random: randomBy(scene.seed),
    clock: ahead(clock, scene.runnerAheadMs),
    http: network,
    signal: cancel.signal,
    signIn: identity.signIn,
    sessionSubscription: async () => PLACE.subscription,
    uuid: () => `ours-${++ids}`,
  };
}

/** The clock of a runner that is not Azure's. */
function ahead(clock: SimulationClock, byMs: number): Clock {
  if (byMs === 0) return clock;
  return {
    now: () => clock.now() + byMs,
    sleep: (ms, signal) => clock.sleep(ms, signal),
    limit: (ms) => clock.limit(ms),
  };
}
