import { at, list, text } from "../../json.ts";
import { sameName } from "./item.ts";

/** What multi-user authorization can guard of what this action does. */
export type GuardedOperation = "delete" | "stop-retain" | "suspend" | "weaker-policy";

/** A vault's resource guard: which operations it guards, by what request each is let through. */
export interface ResourceGuard {
  readonly id: string;
  readonly requests: ReadonlyMap<GuardedOperation, string>;
}

const ITEMS = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";

/** `vaultCriticalOperation` of each (E114, E115). */
const CRITICAL: Readonly<Record<GuardedOperation, string>> = {
  delete: `${ITEMS}/delete`,
  "stop-retain": `${ITEMS}/write#stopProtectionWithRetainData`,
  suspend: `${ITEMS}/write#suspendBackupsWithRetainData`,
  "weaker-policy": `${ITEMS}/write`,
};

/** Reads the first of a vault's guard proxies, of which there is at most one; undefined if there is none. */
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
