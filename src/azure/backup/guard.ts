import { at, list, text } from "../../json.ts";
import { sameName } from "./item.ts";

/** The operations of this action that multi-user authorization can guard. */
export type GuardedOperation = "delete" | "stop-retain" | "suspend" | "weaker-policy";

/** A vault's resource guard: which operations it guards, and the request that permits each. */
export interface ResourceGuard {
  readonly id: string;
  readonly requests: ReadonlyMap<GuardedOperation, string>;
}

const ITEMS = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";

/** The `vaultCriticalOperation` of each (E114, E115). */
const CRITICAL: Readonly<Record<GuardedOperation, string>> = {
  delete: `${ITEMS}/delete`,
  "stop-retain": `${ITEMS}/write#stopProtectionWithRetainData`,
  suspend: `${ITEMS}/write#suspendBackupsWithRetainData`,
  "weaker-policy": `${ITEMS}/write`,
};

/** Reads the first of a vault's guard proxies; there is at most one. Undefined if there is none. */
export function readGuard(proxies: readonly unknown[]): ResourceGuard | undefined {
  const properties = at(proxies[0], "properties");
  if (properties === undefined) return undefined;
  const details = list(at(properties, "resourceGuardOperationDetails"));
  const requests = new Map<GuardedOperation, string>();
  for (const [operation, critical] of Object.entries(CRITICAL)) {
    const detail = details.find((one) =>
      sameName(text(at(one, "vaultCriticalOperation")), critical),
    );
    const request = text(at(detail, "defaultResourceRequest"));
    if (request !== "") requests.set(operation as GuardedOperation, request);
  }
  return { id: text(at(properties, "resourceGuardResourceId")), requests };
}
