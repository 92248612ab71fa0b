import { whyForbidden } from "../azure/arm/refusal.ts";
import { GUARD_ROLE, ROLE_DELAY } from "../azure/arm/roles.ts";
import type { ResourceGuard } from "../azure/backup/guard.ts";
import type { ProtectedItem } from "../azure/backup/item.ts";
import type { VaultState } from "../azure/backup/vault.ts";
import type { Headers, ItemWrite } from "../azure/backup/writes.ts";
import { ArmError, DeadlineError, TurnedAwayError, UnknownOutcomeError } from "../errors.ts";
import { nameInput } from "../manifest/names-in-messages.ts";
import { joinSentences } from "../text.ts";
import { pauseFor } from "../time/poll.ts";
import type { SendPlan } from "./decision.ts";
import type { ReadTools, Tools } from "./tools.ts";

/** A write as multi-user authorization requires it, or unchanged if there is none. */
export interface Authorized {
  readonly write: ItemWrite;
  /** The guard's request that unlocks a deletion; sent before the write. */
  readonly unlock: string | undefined;
  readonly guard: ResourceGuard | undefined;
}

/**
 * Reads the vault's resource guard if multi-user authorization is on and can guard this write, and
 * adds what the guard requires: a PUT carries the guard's request, a DELETE is unlocked first
 * (E116).
 */
export async function authorize(
  { write, guarded }: SendPlan,
  vault: VaultState,
  { backup }: Pick<ReadTools, "backup">,
): Promise<Authorized> {
  const isGuarded = vault.guarded && guarded !== undefined;
  const guard = isGuarded ? await backup.guard() : undefined;
  const request = guarded === undefined ? undefined : guard?.requests.get(guarded);
  if (request === undefined) return { write, unlock: undefined, guard: undefined };
  if (write.method === "DELETE") return { write, unlock: request, guard };

  const { properties } = write.body as { properties: object };
  const body = { properties: { ...properties, resourceGuardOperationRequests: [request] } };
  return { write: { ...write, body }, unlock: undefined, guard };
}

/**
 * Does what a write needs before the last look: gets a token that outlasts it, gets a token for the
 * guard's tenant if that is another one (E119), and unlocks a deletion.
 *
 * @returns the headers to send with the write.
 */
export async function prepare(
  item: ProtectedItem,
  authorized: Authorized,
  tools: Tools,
): Promise<Headers> {
  const { guard, unlock: request } = authorized;
  await tools.backup.readyToWrite();
  const { guardToken } = tools;
  // Called each time, because the wait for an unlock may outlast a token.
  const headers = async (): Promise<Headers> =>
    guard === undefined || guardToken === undefined
      ? {}
      : { "x-ms-authorization-auxiliary": `Bearer ${await guardToken()}` };
  if (request === undefined) return headers();
  const { pace, known, learn } = tools;
  const { unlockedAt = Number.NEGATIVE_INFINITY } = known();
  if (pace.clock.now() - unlockedAt < UNLOCKED_MS) return headers();
  try {
    await unlock(item, request, headers, tools);
  } catch (error) {
    throw explainGuard(error, authorized);
  }
  learn({ unlockedAt: pace.clock.now() });
  return headers();
}

/** An unlock lasts 30 minutes (E117); the step asks again for one older than this. */
const UNLOCKED_MS = 10 * 60_000;
const UNLOCK_TRIES = 3;
const UNLOCK_PAUSE_MS = 5_000;

/** Unlocks the item. Unlocking twice does no harm, so a request without an answer is sent again. */
async function unlock(
  { id }: ProtectedItem,
  request: string,
  headers: () => Promise<Headers>,
  { backup, log, pace }: Pick<Tools, "backup" | "log" | "pace">,
): Promise<void> {
  for (let lost = 0; ; ) {
    const authorization = await headers();
    if (pace.clock.now() >= pace.deadline) throw new DeadlineError("about to unlock the deletion");
    try {
      await backup.unlockDelete(id, request, authorization);
      return;
    } catch (error) {
      const isAway = error instanceof TurnedAwayError;
      if (error instanceof UnknownOutcomeError) lost += 1;
      const mayRepeat = error instanceof UnknownOutcomeError && lost < UNLOCK_TRIES;
      if (!isAway && !mayRepeat) throw error;
      log.say(`${error.message} Asking again.`);
      const afterMs = isAway ? (error.afterMs ?? 0) : 0;
      await pauseFor(
        Math.max(afterMs, UNLOCK_PAUSE_MS),
        pace,
        () => "waiting to unlock the deletion",
      );
    }
  }
}

/**
 * Names the missing role and guard if a refusal is about the guard: either the refusal mentions one
 * (the code for a write without a guard's request is not known, E118), or the write was guarded and
 * the missing right may be the guard's. A message about another resource stays as it is.
 */
export function explainGuard(error: unknown, { guard }: Authorized): unknown {
  if (!(error instanceof ArmError)) return error;
  const { service, status, answer } = error;
  const where =
    guard === undefined ? "the vault's resource guard" : `the resource guard ${guard.id}`;
  if (/resource ?guard/i.test(`${service.code} ${service.message}`)) {
    return error.advised("not-authorized", adviceOnGuard(where));
  }
  if (guard === undefined || status !== 403) return error;
  const why = whyForbidden(service);
  switch (why.kind) {
    case "vault":
      // The vault's own action may be missing just as well as the guard's.
      return error.advised("not-authorized", joinSentences(answer.hint, adviceOnGuard(where)));
    case "linked":
      return why.rights.length > 0 ? error : error.advised("not-authorized", adviceOnGuard(where));
    case "other-tenant":
      return error.advised("not-authorized", adviceOnGuard(where));
    case "network":
    case "other":
      return error;
    default:
      return why satisfies never;
  }
}

function adviceOnGuard(where: string): string {
  return `Multi-user authorization guards this operation. Give the identity of this step the role '${GUARD_ROLE}' on ${where}, usually for a limited time; if the guard is in another tenant, set ${nameInput("resource-guard-tenant-id")}. ${ROLE_DELAY}`;
}
