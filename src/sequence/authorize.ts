import type { Headers, ItemWrite } from "../azure/backup.ts";
import { GUARD_ROLE, type ResourceGuard } from "../azure/guard.ts";
import type { ProtectedItem } from "../azure/item.ts";
import type { VaultState } from "../azure/vault.ts";
import { ActionError, ArmError } from "../errors.ts";
import type { Plan } from "../operations/plan.ts";
import type { Tools } from "./tools.ts";

/** A write as it has to be sent under multi-user authorization, or as it was where there is none. */
export interface Authorized {
  readonly write: ItemWrite;
  /** The guard's request that unlocks a deletion; sent before the write. */
  readonly unlock: string | undefined;
  readonly guard: ResourceGuard | undefined;
}

type SendPlan = Extract<Plan, { kind: "send" }>;

/**
 * Reads the vault's resource guard where multi-user authorization is on and can guard this write, and
 * adds what the guard asks for: a PUT carries the guard's request, a DELETE is unlocked first.
 */
export async function authorize(
  { write, guarded }: SendPlan,
  vault: VaultState,
  tools: Tools,
): Promise<Authorized> {
  const guard = vault.guarded && guarded !== undefined ? await tools.backup.guard() : undefined;
  const request = guarded === undefined ? undefined : guard?.requests.get(guarded);
  if (request === undefined) return { write, unlock: undefined, guard: undefined };
  if (write.method === "DELETE") return { write, unlock: request, guard };

  const { properties } = write.body as { properties: object };
  const body = { properties: { ...properties, resourceGuardOperationRequests: [request] } };
  return { write: { ...write, body }, unlock: undefined, guard };
}

/** The header with the token of the guard's tenant, where the guard lives in another one. */
export async function guardHeaders({ guard }: Authorized, { guardToken }: Tools): Promise<Headers> {
  if (guard === undefined || guardToken === undefined) return {};
  return { "x-ms-authorization-auxiliary": `Bearer ${await guardToken()}` };
}

/** Unlocks the item where the guard asks for it; a lost answer is repeated, since unlocking twice does no harm. */
export async function unlock(
  item: ProtectedItem,
  { unlock: request }: Authorized,
  headers: Headers,
  { backup }: Tools,
): Promise<void> {
  if (request !== undefined) await backup.unlockDelete(item.id, request, headers);
}

/**
 * Says which role on which guard is missing, where a guarded write was refused. A vault can also
 * refuse for want of a guard's request; the code of that is not documented, so any code that names
 * the guard counts.
 */
export function explainGuard(error: unknown, { guard }: Authorized): unknown {
  if (!(error instanceof ArmError)) return error;
  const aboutGuard = /ResourceGuard|LinkedAuthorization/i.test(error.service.code);
  if (!aboutGuard && !(guard !== undefined && error.status === 403)) return error;
  const where =
    guard === undefined ? "the vault's resource guard" : `the resource guard ${guard.id}`;
  // A plain 403 can be for want of the vault's own action just as well as of the guard's.
  const own = aboutGuard ? "" : `${error.hint} `;
  return new ActionError("not-authorized", error.message, {
    hint: `${own}Multi-user authorization guards this operation. Give the workflow's identity the role '${GUARD_ROLE}' on ${where}, usually for a limited time; if the guard is in another tenant, set 'resource-guard-tenant-id'.`,
    service: error.service,
    cause: error,
  });
}
