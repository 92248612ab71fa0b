import { ActionError, ArmError } from "../errors.ts";
import { at, list, text } from "../json.ts";
import type { ArmResponse } from "./answer.ts";
import type { ArmClient } from "./arm.ts";
import {
  type ItemAddress,
  itemPath,
  type ProtectedItem,
  readItem,
  type SQL_DATABASES,
} from "./item.ts";
import { type Job, readJob } from "./job.ts";
import { type Policy, readPolicy } from "./policy.ts";
import { insideVault, readVaultState, type VaultRef, type VaultState, vaultId } from "./vault.ts";

/** The version every call is made with: recorded with the CLI of 2025 and 2026, shapes unchanged in 2026-07-01. */
export const API_VERSION = "2025-02-01";

/** A write on a protected item. */
export interface ItemWrite {
  readonly method: "PUT" | "DELETE";
  readonly body?: object;
}

/** The Azure Backup calls of one vault, typed. Every method throws what `ArmClient.send` throws. */
export interface BackupClient {
  readonly vault: VaultRef;
  /** The vault's own protection; `unreadable` parts where this identity may not read the vault. */
  vaultState(): Promise<VaultState>;
  /** Every item of a type, all pages. */
  listItems(type: typeof SQL_DATABASES): Promise<readonly ProtectedItem[]>;
  /** One item with the details that lists leave out; undefined if it is not there. */
  item(address: ItemAddress): Promise<ProtectedItem | undefined>;
  /** One policy by name; undefined if it is not there. */
  policy(name: string): Promise<Policy | undefined>;
  listPolicyNames(): Promise<readonly string[]>;
  /** Jobs of a management type that are running, or that an operation has started since a time (ms since 1970). */
  listJobs(filter: JobFilter): Promise<readonly Job[]>;
  /** One job with the quota left; undefined while the vault does not know it. */
  job(id: string): Promise<Looked<Job | undefined>>;
  /** Changes or deletes an item; the answer carries where to follow the operation. */
  write(address: ItemAddress, write: ItemWrite, doing: string): Promise<ArmResponse>;
  /** The status document of a long-running operation; undefined while the service does not know it. */
  operation(path: string): Promise<Looked<unknown>>;
}

/** One look at something that changes, with what the service said about the pace of looking. */
export interface Looked<T> {
  readonly value: T;
  readonly retryAfterMs: number | undefined;
  readonly remaining: number | undefined;
}

/** What a list of jobs is narrowed down to. */
export interface JobFilter {
  readonly backupManagementType: string;
  readonly status?: "InProgress";
  readonly operation?: string;
  /** Milliseconds since 1970; both bounds belong together. */
  readonly startedBetween?: readonly [number, number];
}

/** The RBAC actions below `Microsoft.RecoveryServices/` that the calls need (documents). */
const ACTION = {
  vault: "Vaults/read",
  listItems: "Vaults/backupProtectedItems/read",
  item: "Vaults/backupFabrics/protectionContainers/protectedItems/read",
  PUT: "Vaults/backupFabrics/protectionContainers/protectedItems/write",
  DELETE: "Vaults/backupFabrics/protectionContainers/protectedItems/delete",
  policy: "Vaults/backupPolicies/read",
  jobs: "Vaults/backupJobs/read",
  operation: "Vaults/backupOperations/read",
  itemOperation: "Vaults/backupFabrics/protectionContainers/protectedItems/operationsStatus/read",
} as const;

/** Speaks Azure Backup's REST API for one vault. */
export function backupClient(arm: ArmClient, vault: VaultRef): BackupClient {
  const root = vaultId(vault);
  const get = (path: string, doing: string, action: keyof typeof ACTION, options: Get = {}) =>
    arm.send({
      method: "GET",
      path,
      doing,
      action: `Microsoft.RecoveryServices/${ACTION[action]}`,
      ...options,
      query: { "api-version": API_VERSION, ...options.query },
    });

  /** Follows `nextLink` as it is; the ARM client refuses one that leads to another host. */
  async function pages(path: string, doing: string, action: keyof typeof ACTION, filter: string) {
    const found: unknown[] = [];
    let answer = await get(
      path,
      doing,
      action,
      filter === "" ? {} : { query: { $filter: filter } },
    );
    for (;;) {
      found.push(...list(at(answer.body, "value")));
      const next = text(at(answer.body, "nextLink"));
      if (next === "") return found;
      requireArmOrigin(next, arm.origin, doing);
      answer = await arm.send({
        method: "GET",
        path: next,
        doing,
        action: `Microsoft.RecoveryServices/${ACTION[action]}`,
      });
    }
  }

  return {
    vault,
    async vaultState() {
      try {
        const answer = await get(root, `read the vault '${vault.name}'`, "vault");
        return readVaultState(answer.body);
      } catch (error) {
        if (error instanceof ArmError && error.status === 404) throw vaultNotFound(vault, error);
        // The items of a vault can be readable where the vault itself is not.
        if (error instanceof ArmError && error.reason === "not-authorized") {
          return { softDelete: "unreadable", immutable: false };
        }
        throw error;
      }
    },
    async listItems({ backupManagementType, itemType }) {
      const filter = `backupManagementType eq '${backupManagementType}' and itemType eq '${itemType}'`;
      const doing = `list the items of vault '${vault.name}'`;
      const resources = await pages(`${root}/backupProtectedItems`, doing, "listItems", filter);
      return resources.flatMap((resource) => readItem(resource) ?? []).map(requireInVault(vault));
    },
    async item(address) {
      const doing = `read the item '${address.name}'`;
      const answer = await get(`${root}/${itemPath(address)}`, doing, "item", { accept: [404] });
      if (answer.status === 404) return undefined;
      const item = readItem(answer.body);
      if (item === undefined) {
        throw new ActionError("contact-lost", `Could not ${doing}: the answer is not an item.`, {
          hint: "Azure sent something this action does not know; nothing was done on its account.",
        });
      }
      return requireInVault(vault)(item);
    },
    async policy(name) {
      const path = `${root}/backupPolicies/${encodeURIComponent(name)}`;
      const answer = await get(path, `read the policy '${name}'`, "policy", { accept: [404] });
      return answer.status === 404 ? undefined : readPolicy(answer.body);
    },
    async listPolicyNames() {
      const doing = `list the policies of vault '${vault.name}'`;
      const resources = await pages(`${root}/backupPolicies`, doing, "policy", "");
      return resources.map((resource) => text(at(resource, "name"))).filter(Boolean);
    },
    async listJobs(filter) {
      const doing = `list the backup jobs of vault '${vault.name}'`;
      const resources = await pages(`${root}/backupJobs`, doing, "jobs", jobFilter(filter));
      return resources.map(readJob);
    },
    async job(id) {
      const path = `${root}/backupJobs/${encodeURIComponent(id)}`;
      const answer = await get(path, `read the job ${id}`, "jobs", { accept: [404] });
      return looked(answer, answer.status === 404 ? undefined : readJob(answer.body));
    },
    write(address, { method, body }, doing) {
      return arm.send({
        method,
        path: `${root}/${itemPath(address)}`,
        query: { "api-version": API_VERSION },
        ...(body === undefined ? {} : { body }),
        doing,
        action: `Microsoft.RecoveryServices/${ACTION[method]}`,
      });
    },
    async operation(path) {
      const own = path.includes("?") ? {} : { query: { "api-version": API_VERSION } };
      const answer = await arm.send({
        method: "GET",
        path,
        ...own,
        doing: "read the status of the operation",
        action: `Microsoft.RecoveryServices/${ACTION[/\/operationsStatus\//i.test(path) ? "itemOperation" : "operation"]}`,
        accept: [404],
      });
      return looked(answer, answer.status === 404 ? undefined : answer.body);
    },
  };
}

interface Get {
  readonly query?: Readonly<Record<string, string>>;
  readonly accept?: readonly number[];
}

function looked<T>({ retryAfterMs, remaining }: ArmResponse, value: T): Looked<T> {
  return { value, retryAfterMs, remaining };
}

/** Refuses an id that Azure returned for another vault: acting on it would touch another vault's data. */
function requireInVault(vault: VaultRef) {
  return (item: ProtectedItem): ProtectedItem => {
    if (insideVault(item.id, vault) !== undefined) return item;
    throw new ActionError("contact-lost", `Azure returned an item of another vault: ${item.id}.`, {
      hint: "Nothing was done. Check 'vault' and 'resource-manager-url'.",
    });
  };
}

function vaultNotFound(vault: VaultRef, cause: ArmError): ActionError {
  const where = `resource group '${vault.resourceGroup}' of subscription ${vault.subscriptionId}`;
  return new ActionError("vault-not-found", `There is no vault '${vault.name}' in ${where}.`, {
    hint: cause.hint,
    service: cause.service,
    cause,
  });
}

function requireArmOrigin(url: string, origin: string, doing: string): void {
  if (URL.canParse(url) && new URL(url).origin === origin) return;
  throw new ActionError("contact-lost", `Could not ${doing}: the next page is on another host.`, {
    hint: "The token goes to Azure Resource Manager only. Check 'resource-manager-url' and the proxy.",
  });
}

function jobFilter(filter: JobFilter): string {
  const terms = [`backupManagementType eq '${filter.backupManagementType}'`];
  if (filter.status !== undefined) terms.push(`status eq '${filter.status}'`);
  if (filter.operation !== undefined) terms.push(`operation eq '${filter.operation}'`);
  if (filter.startedBetween !== undefined) {
    const [from, to] = filter.startedBetween;
    terms.push(`startTime eq '${filterTime(from)}'`, `endTime eq '${filterTime(to)}'`);
  }
  return terms.join(" and ");
}

/** Job filters take UTC on a 12-hour clock, `2026-01-31 01:05:00 PM`, and `eq` for both bounds (documents). */
export function filterTime(ms: number): string {
  const iso = new Date(ms).toISOString();
  const hour = Number(iso.slice(11, 13));
  const twelve = String(hour % 12 || 12).padStart(2, "0");
  return `${iso.slice(0, 10)} ${twelve}${iso.slice(13, 19)} ${hour < 12 ? "AM" : "PM"}`;
}
