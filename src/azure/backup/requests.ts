import { ActionError } from "../../errors.ts";
import { at, text } from "../../json.ts";
import { nameInput } from "../../manifest/names-in-messages.ts";
import type { ArmResponse } from "../arm/answer.ts";
import type { Expected } from "../arm/attempt.ts";
import type { ArmClient } from "../arm/client.ts";
import { isOn } from "../arm/origin.ts";
import { VAULT_ACTIONS } from "../arm/roles.ts";
import { type Looked, looked } from "./looked.ts";

/** The API version of every call; later versions have the same shapes (E128). */
const API_VERSION = "2025-02-01";

/** The RBAC actions below `Microsoft.RecoveryServices/Vaults` that the calls need (E122). */
const ACTIONS = {
  vault: "read",
  listItems: "backupProtectedItems/read",
  item: "backupFabrics/protectionContainers/protectedItems/read",
  PUT: "backupFabrics/protectionContainers/protectedItems/write",
  DELETE: "backupFabrics/protectionContainers/protectedItems/delete",
  POST: "backupFabrics/protectionContainers/protectedItems/backup/action",
  recoveryPoints: "backupFabrics/protectionContainers/protectedItems/recoveryPoints/read",
  policy: "backupPolicies/read",
  jobs: "backupJobs/read",
  cancelJob: "backupJobs/cancel/action",
  jobResult: "backupJobs/operationResults/read",
  operation: "backupOperations/read",
  itemOperation: "backupFabrics/protectionContainers/protectedItems/operationsStatus/read",
  guard: "backupResourceGuardProxies/read",
  unlockDelete: "backupResourceGuardProxies/unlockDelete/action",
} as const;

/** What a request is for, by the permission it needs. */
export type Permission = keyof typeof ACTIONS;

/** A request to one vault. */
interface VaultRequest {
  readonly method?: "GET" | "PUT" | "POST" | "DELETE";
  /** Below the ARM origin, or a URL on it from Azure, which has its own query. */
  readonly path: string;
  /** Completes "Could not …". */
  readonly doing: string;
  readonly permission: Permission;
  readonly filter?: string;
  readonly body?: object;
  readonly accept?: readonly number[];
  readonly expected?: Expected;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests with the API version and the permission's full name. */
export interface VaultRequests {
  send(request: VaultRequest): Promise<ArmResponse>;
  /** The elements of a list from all pages; follows `nextLink` unchanged (E133). */
  pages(request: VaultRequest): Promise<readonly unknown[]>;
  /** The same, with what the last page said about how often to look. */
  lookAtPages(request: VaultRequest): Promise<Looked<readonly unknown[]>>;
}

/**
 * Makes both functions. `pages` refuses a next page on another host, because the token would go
 * there.
 */
export function vaultRequests(arm: ArmClient): VaultRequests {
  const send = ({ permission, filter, ...request }: VaultRequest) =>
    arm.send({
      method: "GET",
      ...request,
      action: `${VAULT_ACTIONS}${ACTIONS[permission]}`,
      query: request.path.includes("?")
        ? {}
        : {
            "api-version": API_VERSION,
            ...(filter === undefined || filter === "" ? {} : { $filter: filter }),
          },
    });

  const requests: VaultRequests = {
    send,
    pages: async (request) => (await requests.lookAtPages(request)).value,
    async lookAtPages(request) {
      const found: unknown[] = [];
      const seen = new Set<string>();
      let answer = await send(request);
      for (;;) {
        const value = at(answer.body, "value");
        if (!Array.isArray(value)) throw unreadable(request.doing, "the answer is not a list");
        found.push(...value);
        const next = text(at(answer.body, "nextLink"));
        if (next === "") return looked(answer, found);
        if (seen.has(next)) throw unreadable(request.doing, "its pages never end");
        seen.add(next);
        requireArmOrigin(next, arm.origin, request.doing);
        answer = await send({ ...request, path: next });
      }
    },
  };
  return requests;
}

function requireArmOrigin(url: string, origin: string, doing: string): void {
  if (isOn(origin, url)) return;
  throw unreadable(doing, "the next page is on another host");
}

function unreadable(doing: string, why: string): ActionError {
  return new ActionError("contact-lost", `Could not ${doing}: ${why}.`, {
    hint: `Azure sent something that this action does not understand; nothing was done because of it. Check ${nameInput("resource-manager-url")} and the proxy.`,
  });
}

/** An OData filter of equalities; a quote inside a value is doubled. Undefined values are left out. */
export function filterOf(terms: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(terms)
    .filter((term): term is [string, string] => term[1] !== undefined)
    .map(([key, value]) => `${key} eq '${value.replaceAll("'", "''")}'`)
    .join(" and ");
}

/**
 * A time for a filter, in UTC on a 12-hour clock, `2026-01-31 01:05:00 PM`, from milliseconds since
 * 1970 (E62).
 */
export function filterTime(ms: number): string {
  const iso = new Date(ms).toISOString();
  const hour = Number(iso.slice(11, 13));
  const twelve = String(hour % 12 || 12).padStart(2, "0");
  return `${iso.slice(0, 10)} ${twelve}${iso.slice(13, 19)} ${hour < 12 ? "AM" : "PM"}`;
}

/** What to narrow a list of jobs down to. */
export interface JobFilter {
  readonly backupManagementType?: string | undefined;
  readonly status?: string;
  readonly operation?: string;
  /** Limits of the start time, in milliseconds since 1970. */
  readonly startedBetween?: readonly [number, number];
}

/** The filter of a list of jobs. */
export function jobFilterOf({ startedBetween, ...filter }: JobFilter): string {
  const [from, to] = startedBetween ?? [];
  return filterOf({
    ...filter,
    startTime: from === undefined ? undefined : filterTime(from),
    endTime: to === undefined ? undefined : filterTime(to),
  });
}
