import { WRITE_TOKEN_MS } from "../azure/arm/bearer.ts";
import { armClient } from "../azure/arm/client.ts";
import { requestLog } from "../azure/arm/request-log.ts";
import { vaultClient } from "../azure/backup/client.ts";
import type { VaultRef } from "../azure/backup/vault.ts";
import type { Identity, TokenSource } from "../azure/identity/sign-in.ts";
import type { Host } from "../host.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { defaultTimeoutMs } from "../operations/time-limit.ts";
import { REASONS } from "../reasons.ts";
import { sharedReads } from "../sequence/shared-reads.ts";
import type { Result } from "../sequence/task.ts";
import { alone } from "../sequence/together.ts";
import type { ItemProgress, Tools } from "../sequence/tools.ts";
import type { Pace, TimedLog } from "../time/poll.ts";
import type { World } from "../world.ts";
import type { StepFindings } from "./findings.ts";
import { type ItemCounts, isAboutMany, itemCounts } from "./item-counts.ts";
import { type Ledger, type LedgerEntry, newLedger } from "./ledger.ts";
import { logOf, quietLogOf, timedLog } from "./log.ts";
import { type ServiceClock, serviceClock } from "./service-clock.ts";
import { judgeResult } from "./verdict.ts";

/** Sent with every request, so that the vault's activity log shows who made it. */
const USER_AGENT = "azure-backup-gate/1";

/** What the parts of one step share. */
export interface Step {
  readonly host: Host;
  readonly world: World;
  readonly identity: Identity;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly log: TimedLog;
  readonly ledger: Ledger;
  readonly counts: ItemCounts;
  /** What is known of the step, or of the one of several items that the tools are for. */
  readonly findings: StepFindings;
  readonly service: ServiceClock;
}

/** A step that has printed and learned nothing yet. */
export function newStep(host: Host, world: World, identity: Identity): Step {
  const { clock } = world;
  const log = timedLog(host.log, clock);
  const startedAt = clock.now();
  const ledger = newLedger((accounts) => host.progress(accounts));
  return {
    ...{ host, world, identity, log, startedAt, ledger },
    counts: itemCounts(ledger, { log, clock, startedAt }),
    findings: ledger.step,
    service: serviceClock(clock, log),
  };
}

/** The vault, and the identities that send the requests. */
export interface Connection {
  readonly vault: VaultRef;
  readonly tokens: TokenSource;
  readonly guardTokens: TokenSource | undefined;
}

/**
 * Completes the vault and chooses the identity. An operation that only reads may take the
 * subscription from the Azure CLI's session.
 */
export async function connect(
  { vault: given, signIn, guardSignIn, cloud, timeoutMs }: Inputs,
  { world, identity, findings: { learn } }: Step,
): Promise<Connection> {
  const until =
    timeoutMs === undefined
      ? world.signal
      : AbortSignal.any([world.signal, world.clock.limit(timeoutMs)]);
  const vault =
    given.subscriptionId === ""
      ? { ...given, subscriptionId: await identity.sessionSubscription(until) }
      : given;
  learn({ vault });
  return {
    vault,
    tokens: identity.tokens(signIn, cloud),
    guardTokens: guardSignIn && identity.tokens(guardSignIn, cloud),
  };
}

/**
 * The tools of a step in its world: the original one, or the one with the time that is left after a
 * cancel.
 */
export function makeTools(inputs: Inputs, connection: Connection, step: Step): Tools {
  const { vault, tokens, guardTokens } = connection;
  const { host, world, log, findings, service, ledger, counts } = step;
  const requests = requestLog(world.clock);
  const arm = armClient({
    origin: inputs.resourceManager,
    world,
    tokens,
    pace: paceOf(inputs, step, findings),
    requests,
    userAgent: `${USER_AGENT} (${host.run.name})`,
    debug: log.debug,
    onAnswer(ids, date) {
      findings.answered(ids);
      service.read(date);
    },
  });
  const backup = vaultClient({ arm, vault, say: log.say });
  const shared = {
    backup,
    requests,
    shared: sharedReads(world.clock),
    together: alone(backup),
    isRed: (result: Result) => REASONS[judgeResult(result, inputs).reason].red,
    fitsOutput: host.run.fitsOutput,
    guardToken:
      guardTokens &&
      (() => guardTokens({ fresh: false, validForMs: WRITE_TOKEN_MS, signal: world.signal })),
    serviceNow: service.now,
    present: service.present,
  };
  const toolsOf = (one: Step): Tools => ({
    ...shared,
    pace: paceOf(inputs, one, findings),
    log: one.log,
    known: one.findings.known,
    learn: one.findings.learn,
    announceItems(items) {
      ledger.announce(items);
      counts.announce();
    },
    forItem(path) {
      const entry = ledger.forItem(path);
      const own = { ...step, log: itemLog(path, step), findings: entry.findings };
      return { ...toolsOf(own), ...progressOf(entry, inputs, step) };
    },
  });
  return toolsOf(step);
}

function itemLog(path: string, { log, ledger, counts, world }: Step): TimedLog {
  if (!isAboutMany(ledger)) return logOf(path, log);
  return quietLogOf(path, log, { clock: world.clock, heard: counts.update });
}

function progressOf(entry: LedgerEntry, inputs: Inputs, { counts }: Step): ItemProgress {
  return {
    begin() {
      entry.begin();
      counts.update();
    },
    end(ending) {
      const known = entry.findings.known();
      entry.end(ending.kind === "not-judged" ? undefined : judgeResult({ known, ending }, inputs));
      counts.ended(entry);
    },
  };
}

/**
 * The deadline can change until the type of the job is known, and how many items the step has; `whole`
 * are the findings of the whole step.
 */
function paceOf(
  { operation, timeoutMs, fixedPauseMs }: Inputs,
  { world, startedAt, log, findings }: Step,
  whole: StepFindings,
): Pace {
  return {
    clock: world.clock,
    signal: world.signal,
    startedAt,
    get deadline() {
      const { job, before, waitsForVm = false } = findings.known();
      const expected = before?.workload?.isDatabase ? "AzureWorkloadJob" : undefined;
      const jobType = job?.jobType ?? expected;
      const { extraMs = 0 } = whole.known();
      const limitMs = timeoutMs ?? defaultTimeoutMs(operation, jobType, waitsForVm) + extraMs;
      return startedAt + limitMs;
    },
    fixedPauseMs,
    random: world.random,
    log,
  };
}
