import type { Runner } from "../../src/hosts/github/runner.ts";
import { FakeRunner } from "../support/fake-runner.ts";
import type { RunWorld } from "../support/run-on-github.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { expectedVerdict, type Verdict } from "./expected.ts";
import { type Recording, recordingOf } from "./recording.ts";
import { ReplayServer } from "./server.ts";
import type { Slice } from "./slice.ts";
import { WAYS } from "./ways.ts";

/** The action's entry point; tests put stand-ins in its place. */
export type Run = (host: Runner, world: RunWorld) => Promise<unknown>;

/** How one replay went. */
export interface Played {
  readonly slice: {
    readonly name: string;
    readonly workload: string;
    readonly operation: string;
  };
  readonly expected: Verdict;
  readonly ours: Verdict;
  readonly requests: number;
  /** How many requests the recorded client made. */
  readonly theirRequests: number;
  /** From the recording's final status to our end; undefined where it never came. */
  readonly secondsLate: number | undefined;
  /** How many answers of each kind the recording lacked. */
  readonly filled: ReadonlyMap<string, number>;
  /** Requests that fit nowhere, and anything thrown. */
  readonly faults: readonly string[];
  /** The errors that the step's user would have read. */
  readonly errors: readonly string[];
  readonly matched: boolean;
}

const TOKEN = "replay-token";
const MOST_REQUESTS = 5_000;
/** Longer than any recorded job. */
const PATIENCE_MINUTES = 600;
const MINUTE_MS = 60_000;

/** Plays one slice against the action. */
export async function play(slice: Slice, run: Run): Promise<Played> {
  const recording = recordingOf(slice);
  const expected = expectedVerdict(slice);
  const clock = new VirtualClock(recording.startMs);
  const host = new FakeRunner({ inputs: inputsOf(recording, expected) });
  const cancel = new AbortController();
  const server = new ReplayServer(recording, {
    clock,
    token: TOKEN,
    mostRequests: MOST_REQUESTS,
    onTooMany: () => cancel.abort(new Error("The replay ended a client that never stops asking.")),
  });
  let ids = 0;
  const world: RunWorld = {
    clock,
    http: server,
    signal: cancel.signal,
    signIn: () => async () => TOKEN,
    sessionSubscription: async () => "",
    uuid: () => `00000000-0000-4000-8000-${String(ids++).padStart(12, "0")}`,
    random: () => 0,
  };

  const thrown = await run(host, world).then(
    () => [],
    (error: unknown) => [`threw ${error}`],
  );

  const ours = { gate: host.outputs.get("gate") ?? "", reason: host.outputs.get("reason") ?? "" };
  const faults = [...thrown, ...server.unexpected.map((request) => `unexpected ${request}`)];
  if (cancel.signal.aborted) faults.push(`stopped after ${MOST_REQUESTS} requests`);
  return {
    slice,
    expected,
    ours,
    requests: server.requests,
    theirRequests: slice.exchanges.length,
    secondsLate: secondsLate(recording, server.service.acceptedMs, clock.now()),
    filled: server.service.filled,
    faults,
    errors: host.errors.map(({ message }) => message),
    matched: same(ours, expected) && faults.length === 0,
  };
}

function same(one: Verdict, other: Verdict): boolean {
  return one.gate === other.gate && one.reason === other.reason;
}

/** The inputs with which a workflow would ask for what was recorded. */
export function inputsOf(recording: Recording, expected: Verdict): Record<string, string> {
  const { slice, vaultId, itemId, facts } = recording;
  const way = WAYS[slice.operation];
  const lastMs = Math.max(0, ...[...recording.operation, ...recording.job].map(({ at }) => at));
  const minutes =
    expected.reason === "timed-out" ? Math.ceil(lastMs / MINUTE_MS) + 30 : PATIENCE_MINUTES;
  return {
    operation: way.operation,
    vault: vaultId,
    ...(itemId === "" ? {} : { item: itemId }),
    "timeout-minutes": String(minutes),
    ...way.inputs(slice, facts),
  };
}

function secondsLate(
  { endMs }: Recording,
  acceptedMs: number | undefined,
  nowMs: number,
): number | undefined {
  if (endMs === undefined || acceptedMs === undefined) return undefined;
  return Math.max(0, nowMs - acceptedMs - endMs) / 1_000;
}
