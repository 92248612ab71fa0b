import type { VaultRef } from "../azure/backup/vault.ts";
import type { Identity, TokenSource } from "../azure/identity/sign-in.ts";
import type { Host } from "../host.ts";
import type { Inputs } from "../inputs/inputs.ts";
import type { TimedLog } from "../time/poll.ts";
import type { World } from "../world.ts";
import type { StepFindings } from "./findings.ts";
import { type ItemCounts, itemCounts } from "./item-counts.ts";
import { type Ledger, newLedger } from "./ledger.ts";
import { timedLog } from "./log.ts";
import { type ServiceClock, serviceClock } from "./service-clock.ts";

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
  let vault = given;
  if (given.subscriptionId === "") {
    const until =
      timeoutMs === undefined
        ? world.signal
        : AbortSignal.any([world.signal, world.clock.limit(timeoutMs)]);
    vault = { ...given, subscriptionId: await identity.sessionSubscription(until) };
  }
  learn({ vault });
  return {
    vault,
    tokens: identity.tokens(signIn, cloud),
    guardTokens: guardSignIn && identity.tokens(guardSignIn, cloud),
  };
}
