import {
  type EmulatorResponse,
  invalidInput,
  json,
  onlyFields,
  Refusal,
  same,
} from "../server/wire.ts";
import { bodyOf, type Call } from "./call.ts";
import { type ItemState, itemId, type VaultState, vaultId } from "./state.ts";
import { dateTime } from "./time.ts";

const CRITICAL = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers";
/** How long an item stays unlocked for deletion (recording). */
const UNLOCK_MS = 30 * 60 * 1000;

/** Guarded operations, and the collection of the guard in which each has its request (document). */
export const REQUESTS: Readonly<Record<string, string>> = {
  "protectedItems/delete": "deleteProtectedItemRequests",
  "protectedItems/write": "updateProtectedItemRequests",
  "protectedItems/write#stopProtectionWithRetainData": "stopProtectionWithRetainDataRequests",
  "protectedItems/write#suspendBackupsWithRetainData": "suspendBackupsWithRetainDataRequests",
};

/** Lists the guard proxies: none, or the one that is always named VaultProxy (recording). */
export function listGuardProxies({ vault }: Call): EmulatorResponse {
  return json({ value: vault.mua ? [proxyBody(vault)] : [] });
}

/** GET of the guard proxy. */
export function getGuardProxy({ vault }: Call): EmulatorResponse {
  if (!vault.mua) throw noProxy();
  return json(proxyBody(vault));
}

/** Unlocks one item for deletion, for some time. */
export function unlockDelete(call: Call): EmulatorResponse {
  const { vault, service } = call;
  if (!vault.mua) throw noProxy();
  const body = bodyOf(call);
  onlyFields(body, ["resourceGuardOperationRequests", "resourceToBeDeleted"], "the unlock request");
  checkGuardRequest(call, "protectedItems/delete", body.resourceGuardOperationRequests);
  const item = vault.items.find((one) => same(itemId(one), String(body.resourceToBeDeleted)));
  if (!item) throw invalidInput("resourceToBeDeleted is not an item of this vault");
  item.unlockedUntil = service.now() + UNLOCK_MS;
  return json({ unlockDeleteExpiryTime: dateTime(item.unlockedUntil) });
}

/** Refuses a guarded write that does not bring the guard's request (document). */
export function checkGuardRequest(call: Call, operation: string, given: unknown): void {
  const { vault } = call;
  if (!vault.mua || !vault.guard.operations.includes(operation)) return;
  if (!Array.isArray(given) || given.length === 0) throw missingRequest();
  const wanted = requestId(vault, operation);
  if (!given.some((id) => same(String(id), wanted))) {
    throw invalidInput(`resourceGuardOperationRequests must name ${wanted}`);
  }
  checkAuxiliaryToken(call);
}

/** Refuses a DELETE of an item that was not unlocked (document). */
export function checkUnlocked(call: Call, item: ItemState): void {
  const { vault, service } = call;
  if (!vault.mua || !vault.guard.operations.includes("protectedItems/delete")) return;
  if ((item.unlockedUntil ?? 0) <= service.now()) throw missingRequest();
}

/** A guard in another tenant wants a token of that tenant in a header of its own (document). */
function checkAuxiliaryToken({ vault, service, request }: Call): void {
  if (!vault.guard.tenantId) return;
  const tokens = (request.headers["x-ms-authorization-auxiliary"] ?? "").split(",");
  const token = /^\s*Bearer (\S+)\s*$/.exec(tokens[0] ?? "")?.[1];
  if (!token || !service.isTokenValid(token, vault.guard.tenantId)) {
    throw new Refusal(
      403,
      "LinkedAuthorizationFailed",
      `The client has permission to perform the action, but the linked scope is in tenant '${vault.guard.tenantId}', for which no auxiliary token was sent.`,
    );
  }
}

function proxyBody(vault: VaultState): unknown {
  return {
    id: `${vaultId(vault)}/backupResourceGuardProxies/VaultProxy`,
    name: "VaultProxy",
    type: "Microsoft.RecoveryServices/vaults/backupResourceGuardProxies",
    properties: {
      resourceGuardResourceId: vault.guard.resourceId,
      resourceGuardOperationDetails: vault.guard.operations.map((operation) => ({
        vaultCriticalOperation: `${CRITICAL}/${operation}`,
        defaultResourceRequest: requestId(vault, operation),
      })),
    },
  };
}

function requestId(vault: VaultState, operation: string): string {
  return `${vault.guard.resourceId}/${REQUESTS[operation]}/default`;
}

/** The text is documented, its code is not. */
function missingRequest(): Refusal {
  return new Refusal(
    400,
    "UserErrorResourceGuardOperationRequestMissing",
    "ResourceGuard Operation requestid is either null or empty.",
  );
}

function noProxy(): Refusal {
  return new Refusal(
    404,
    "BMSUserErrorResourceGuardProxyNotFound",
    "No resource guard is associated with this vault.",
  );
}
