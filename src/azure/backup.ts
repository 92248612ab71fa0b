import { ArmError } from "../errors.ts";
import { at, text } from "../json.ts";
import type { ArmResponse } from "./answer.ts";
import type { ArmClient } from "./arm.ts";
import { isAt, isPointOf, requireInVault, somethingElse, vaultNotFound } from "./backup-answers.ts";
import { type ResourceGuard, readGuard } from "./guard.ts";
import { type ItemAddress, itemPath, type ProtectedItem, readItem } from "./item.ts";
import { type Job, readJob } from "./job.ts";
import { type Policy, readPolicy } from "./policy.ts";
import { type RecoveryPoint, readRecoveryPoints } from "./recovery-point.ts";
import { insideVault, readVaultState, type VaultRef, type VaultState, vaultId } from "./vault.ts";
import { filterOf, filterTime, vaultRequests } from "./vault-requests.ts";
import type { ItemType } from "./workload.ts";

/** Native names that no item can have are not there either (documents). */
const NO_SUCH_NAME = [
  "BMSUserErrorContainerNameIncorrectFormat",
  "BMSUserErrorProtectedItemNameIncorrectFormat",
];

/** A write on a protected item; a POST starts an on-demand backup. */
export interface ItemWrite {
  readonly method: "PUT" | "DELETE" | "POST";
  readonly body?: object;
}

/** The Azure Backup calls of one vault, typed. Every method throws what `ArmClient.send` throws. */
export interface BackupClient {
  readonly vault: VaultRef;
  /** The vault's own protection; `unreadable` parts where this identity may not read the vault. */
  vaultState(): Promise<VaultState>;
  /** Every item of a type, all pages. */
  listItems(type: ItemType): Promise<readonly ProtectedItem[]>;
  /** One item with the details that lists leave out; undefined if it is not there. */
  item(address: ItemAddress): Promise<ProtectedItem | undefined>;
  /** One policy by name; undefined if it is not there. */
  policy(name: string): Promise<Policy | undefined>;
  listPolicyNames(): Promise<readonly string[]>;
  listJobs(filter: JobFilter): Promise<readonly Job[]>;
  /** One job; undefined while the vault does not know it. */
  job(id: string): Promise<Looked<Job | undefined>>;
  /** Recovery points of an item, a database's chain of logs among them (recordings). */
  recoveryPoints(address: ItemAddress): Promise<readonly RecoveryPoint[]>;
  /** The vault's resource guard; undefined if it has none. */
  guard(): Promise<ResourceGuard | undefined>;
  /** Unlocks an item for deletion under multi-user authorization. */
  unlockDelete(itemId: string, request: string, headers: Headers): Promise<void>;
  /** Changes, deletes or backs up an item; the answer carries where to follow the operation. */
  write(
    address: ItemAddress,
    write: ItemWrite,
    options: { doing: string; headers: Headers },
  ): Promise<ArmResponse>;
  /** Asks Azure to cancel a job; the answer carries where to follow that. */
  cancelJob(id: string): Promise<ArmResponse>;
  /** The status document of a long-running operation; undefined while the service does not know it or refuses the URL. */
  operation(path: string): Promise<Looked<unknown>>;
  /** Whether the result of a cancel is there yet; a refusal is thrown. */
  cancelResult(path: string): Promise<Looked<boolean>>;
}

/** Additional request headers, such as the token of a guard's tenant. */
export type Headers = Readonly<Record<string, string>>;

/** One look at something that changes, with what the service said about the pace of looking. */
export interface Looked<T> {
  readonly value: T;
  readonly retryAfterMs: number | undefined;
  readonly remaining: number | undefined;
}

/** What a list of jobs is narrowed down to. */
export interface JobFilter {
  readonly backupManagementType?: string | undefined;
  readonly status?: string;
  readonly operation?: string;
  /** Milliseconds since 1970; both bounds are on the start. */
  readonly startedBetween?: readonly [number, number];
}

/** Speaks Azure Backup's REST API for one vault. */
export function backupClient(arm: ArmClient, vault: VaultRef): BackupClient {
  const root = vaultId(vault);
  const { send, pages } = vaultRequests(arm);
  const inVault = requireInVault(vault);

  return {
    vault,
    async vaultState() {
      const doing = `read the vault '${vault.name}'`;
      try {
        const answer = await send({ path: root, doing, permission: "vault" });
        return readVaultState(answer.body);
      } catch (error) {
        if (error instanceof ArmError && error.status === 404) throw vaultNotFound(vault, error);
        // The items of a vault can be readable where the vault itself is not.
        if (error instanceof ArmError && error.reason === "not-authorized") {
          return readVaultState(undefined);
        }
        throw error;
      }
    },
    async listItems({ backupManagementType, itemType }) {
      const resources = await pages({
        path: `${root}/backupProtectedItems`,
        doing: `list the items of vault '${vault.name}'`,
        permission: "listItems",
        filter: filterOf({ backupManagementType, itemType }),
      });
      return resources.flatMap((resource) => readItem(resource) ?? []).map(inVault);
    },
    async item(address) {
      const path = `${root}/${itemPath(address)}`;
      const doing = `read the item '${address.name}'`;
      const answer = await send({ path, doing, permission: "item", accept: [404] }).catch(
        (error: unknown) => {
          if (error instanceof ArmError && NO_SUCH_NAME.includes(error.service.code))
            return undefined;
          throw error;
        },
      );
      if (answer === undefined || answer.status === 404) return undefined;
      const item = readItem(answer.body);
      if (item === undefined || !isAt(item, address)) throw somethingElse(doing);
      return inVault(item);
    },
    async policy(name) {
      const path = `${root}/backupPolicies/${encodeURIComponent(name)}`;
      const doing = `read the policy '${name}'`;
      const answer = await send({ path, doing, permission: "policy", accept: [404] });
      if (answer.status === 404) return undefined;
      const policy = readPolicy(answer.body);
      if (insideVault(policy.id, vault) === undefined) throw somethingElse(doing);
      return policy;
    },
    async listPolicyNames() {
      const doing = `list the policies of vault '${vault.name}'`;
      const resources = await pages({
        path: `${root}/backupPolicies`,
        doing,
        permission: "policy",
      });
      return resources.map((resource) => text(at(resource, "name"))).filter(Boolean);
    },
    async listJobs({ startedBetween, ...filter }) {
      const [from, to] = startedBetween ?? [];
      const resources = await pages({
        path: `${root}/backupJobs`,
        doing: `list the backup jobs of vault '${vault.name}'`,
        permission: "jobs",
        filter: filterOf({
          ...filter,
          startTime: from === undefined ? undefined : filterTime(from),
          endTime: to === undefined ? undefined : filterTime(to),
        }),
      });
      return resources.map(readJob);
    },
    async job(id) {
      const path = `${root}/backupJobs/${encodeURIComponent(id)}`;
      const answer = await send({
        path,
        doing: `read the job ${id}`,
        permission: "jobs",
        accept: [404],
      });
      return looked(answer, answer.status === 404 ? undefined : readJob(answer.body));
    },
    async recoveryPoints(address) {
      const path = `${root}/${itemPath(address)}/recoveryPoints`;
      const doing = `list the recovery points of '${address.name}'`;
      const resources = await pages({ path, doing, permission: "recoveryPoints" });
      if (!resources.every(isPointOf(address, vault))) throw somethingElse(doing);
      return resources.flatMap(readRecoveryPoints);
    },
    async guard() {
      const doing = `read the resource guard of vault '${vault.name}'`;
      const path = `${root}/backupResourceGuardProxies`;
      return readGuard(await pages({ path, doing, permission: "guard" }));
    },
    async unlockDelete(itemId, request, headers) {
      await send({
        method: "POST",
        path: `${root}/backupResourceGuardProxies/VaultProxy/unlockDelete`,
        body: { resourceGuardOperationRequests: [request], resourceToBeDeleted: itemId },
        doing: "unlock the item for deletion under multi-user authorization",
        permission: "unlockDelete",
        headers,
      });
    },
    write(address, { method, body }, { doing, headers }) {
      return send({
        method,
        path: `${root}/${itemPath(address)}${method === "POST" ? "/backup" : ""}`,
        ...(body === undefined ? {} : { body }),
        doing,
        permission: method,
        headers,
      });
    },
    cancelJob(id) {
      return send({
        method: "POST",
        path: `${root}/backupJobs/${encodeURIComponent(id)}/cancel`,
        doing: `cancel the job ${id}`,
        permission: "cancelJob",
      });
    },
    async operation(path) {
      const doing = "read the status of the operation";
      const permission = /\/operationsStatus\//i.test(path) ? "itemOperation" : "operation";
      const answer = await send({ path, doing, permission, accept: [400, 404] });
      return looked(answer, answer.status >= 400 ? undefined : answer.body);
    },
    async cancelResult(path) {
      const doing = "read the result of the cancellation";
      const answer = await send({ path, doing, permission: "jobResult" });
      return looked(answer, answer.status !== 202);
    },
  };
}

function looked<T>({ retryAfterMs, remaining }: ArmResponse, value: T): Looked<T> {
  return { value, retryAfterMs, remaining };
}
