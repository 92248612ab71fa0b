import { routeOf, type SentRequest } from "./record.ts";
import type { Mishap, Scene, Where } from "./scene.ts";

/** The faults of one run, as they are used up. */
export interface Faults {
  take(sent: SentRequest): Mishap | undefined;
}

/** The faults that a scene has drawn; a vault that may not be read refuses for good. */
export function faultsOf({ faults, vault }: Scene): Faults {
  const left = faults.map((fault) => ({ fault, skip: fault.skip, times: fault.times }));
  return {
    take(sent) {
      const where = whereOf(sent);
      for (const entry of left) {
        if (entry.times <= 0 || !hits(entry.fault.where, where, sent)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.times -= 1;
        return entry.fault.what;
      }
      return where === "vault" && vault.unreadable ? FORBIDDEN : undefined;
    },
  };
}

const FORBIDDEN: Mishap = {
  kind: "status",
  status: 403,
  headers: {},
  acted: false,
  body: JSON.stringify({
    error: {
      code: "AuthorizationFailed",
      message:
        "The client does not have authorization to perform action 'Microsoft.RecoveryServices/vaults/read' over the scope.",
    },
  }),
};

function hits(wanted: Where, where: Where, sent: SentRequest): boolean {
  if (wanted === "any") return true;
  if (wanted === "write") return sent.method !== "GET";
  return sent.method === "GET" && wanted === where;
}

/** What a request is about. */
export function whereOf(sent: Pick<SentRequest, "url" | "path">): Where {
  const path = routeOf(sent);
  if (path === "") return "vault";
  if (/^\/backupProtectedItems$/i.test(path)) return "items";
  if (/^\/backupPolicies\//i.test(path)) return "policy";
  if (/^\/backupJobs$/i.test(path)) return "jobs";
  if (/^\/backupJobs\/[^/]+$/i.test(path)) return "job";
  if (/\/recoveryPoints$/i.test(path)) return "points";
  if (/\/(backupOperations|operationsStatus|operationResults)\//i.test(path)) return "operation";
  if (/^\/backupResourceGuardProxies/i.test(path)) return "proxies";
  return /\/protectedItems\/[^/]+$/i.test(path) ? "item" : "any";
}
