import type { Gate } from "../../src/reasons.ts";
import { Emulator, type EmulatorOptions, type RequestRecord } from "../emulator/emulator.ts";
import { FakeRunner, type FakeRunnerSettings } from "./fake-runner.ts";
import { inProcess } from "./in-process.ts";
import type { RunWorld } from "./run-on-github.ts";
import { runOnGitHub } from "./run-on-github.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** One step of a workflow against an emulator, in virtual time. */
export interface Scenario {
  readonly clock: VirtualClock;
  readonly azure: Emulator;
  readonly cancel: AbortController;
}

/** The vault of the emulator's seed, and inputs every step needs. */
export const VAULT_INPUTS = {
  vault: "SQLServer2012",
  "resource-group": "SQLServerSelfHost",
  "subscription-id": "00000000-0000-0000-0000-000000000000",
  "auth-type": "IDENTITY",
};

/** A scenario that begins at a fixed moment, so that transcripts never change. */
export function scenario(options: EmulatorOptions = {}): Scenario {
  const clock = new VirtualClock();
  const azure = new Emulator({
    origin: "https://management.azure.com",
    now: () => clock.now(),
    ...options,
  });
  return { clock, azure, cancel: new AbortController() };
}

/** What one run of the action came to. */
export interface Result {
  readonly gate: Gate;
  readonly host: FakeRunner;
  /** One output; "" where it was not set. */
  output(name: string): string;
  /** `METHOD path status` of each request of this run, the path below the vault. */
  readonly requests: readonly string[];
  /** Every request of this run that may change something in Azure: all but the GETs and the sign-in. */
  readonly writes: readonly SentWrite[];
  /** The same requests as the emulator recorded them. */
  readonly records: readonly RequestRecord[];
  readonly elapsedMs: number;
}

/** One request that may change something in Azure. */
interface SentWrite {
  readonly method: string;
  /** Below the vault. */
  readonly path: string;
  /** Undefined where it has none. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Runs the action once with these inputs. */
export async function step(
  { clock, azure, cancel }: Scenario,
  inputs: Readonly<Record<string, string>>,
  settings: FakeRunnerSettings & { world?: Partial<RunWorld> } = {},
): Promise<Result> {
  const { world: other, ...hostSettings } = settings;
  const host = new FakeRunner({ ...hostSettings, inputs: { ...VAULT_INPUTS, ...inputs } });
  let ids = 0;
  const world: RunWorld = {
    clock,
    http: inProcess(azure, clock),
    signal: cancel.signal,
    signIn: () => async () => "test-token",
    sessionSubscription: async () => VAULT_INPUTS["subscription-id"],
    uuid: () => `request-${++ids}`,
    random: () => 0,
    ...other,
  };
  const startedAt = clock.now();
  const before = azure.requests.length;
  const gate = await runOnGitHub(host, world);
  const records = azure.requests.slice(before);
  requireNoSecret(host);
  return {
    gate,
    host,
    output: (name) => host.outputs.get(name) ?? "",
    requests: records.map(describe),
    writes: records.filter(isWrite).map(toWrite),
    records,
    elapsedMs: clock.now() - startedAt,
  };
}

/** The token of every scenario, and the signature of a poll URL as the emulator writes it. */
const SECRETS = /test-token|[?&][csh]=[\w%+/-]{16,}/;

/** No scenario may ever print, report or set as an output what only Azure is to see. */
function requireNoSecret(host: FakeRunner): void {
  const written = [
    ...host.lines,
    ...host.debugLines,
    ...host.warnings,
    ...host.errors.flatMap(({ title, message }) => [title, message]),
    ...host.outputs.values(),
    ...host.reports,
    host.summaryMarkdown,
  ];
  const leak = written.find((text) => SECRETS.test(text));
  if (leak !== undefined) throw new Error(`A secret was written: ${leak}`);
}

/** `METHOD path status`, the path below the vault. */
export function describe({ method, path, query, status }: RequestRecord): string {
  const filter = query.$filter === undefined ? "" : `?${query.$filter}`;
  return `${method} ${belowVault(path)}${filter} ${status}`;
}

function isWrite({ method, path }: RequestRecord): boolean {
  return method !== "GET" && !path.endsWith("/oauth2/v2.0/token");
}

function toWrite({ method, path, body, headers }: RequestRecord): SentWrite {
  const parsed: unknown = body === undefined ? undefined : JSON.parse(body);
  return { method, path: belowVault(path), body: parsed, headers };
}

function belowVault(path: string): string {
  return path.replace(/^.*?\/vaults\/[^/]+/i, "") || "(vault)";
}
