import { ArmError, type RequestIds } from "../../errors.ts";
import { at, text } from "../../json.ts";
import { type ArmResponse, readServiceError } from "../arm/answer.ts";
import type { ArmClient } from "../arm/client.ts";
import {
  expectItem,
  expectJob,
  expectOperation,
  expectPoints,
  expectPolicy,
  expectVault,
  operationIdOf,
  requireInVault,
  tellVault,
  unreadableTeller,
  vaultNotFound,
} from "./answers.ts";
import { type ResourceGuard, readGuard } from "./guard.ts";
import { type ItemAddress, type ProtectedItem, readItem } from "./item.ts";
import { type ItemList, readItems } from "./item-list.ts";
import { type Job, readJob, withStatus } from "./job.ts";
import { type CancelResult, cancelResultOf, type LroRef, lroOf } from "./lro.ts";
import { vaultPaths } from "./paths.ts";
import { type Policy, readPolicy } from "./policy.ts";
import { type RecoveryPoint, readRecoveryPoints } from "./recovery-point.ts";
import { filterOf, type JobFilter, jobFilterOf, vaultRequests } from "./requests.ts";
import { readVaultState, type VaultRef, type VaultState } from "./vault.ts";
import type { ItemType } from "./workload.ts";

/** A write on a protected item; a POST starts an on-demand backup. */
export interface ItemWrite {
  readonly method: "PUT" | "DELETE" | "POST";
  readonly body?: object;
}

/** The reads of one vault, typed. Every method throws what `ArmClient.send` throws. */
export interface VaultReader {
  readonly vault: VaultRef;
  /** The vault's own protection; `unreadable` parts where this identity may not read the vault. */
  vaultState(): Promise<VaultState>;
  /** Every item of a type, all pages. */
  listItems(type: ItemType): Promise<ItemList>;
  /** One item with the details that lists leave out; undefined if it is not there. */
  item(address: ItemAddress): Promise<ProtectedItem | undefined>;
  /** One policy by name; undefined if it is not there. */
  policy(name: string): Promise<Policy | undefined>;
  listPolicyNames(): Promise<readonly string[]>;
  /** The jobs that a filter leaves, without those whose id cannot be read. */
  listJobs(filter: JobFilter): Promise<readonly Job[]>;
  /** One job; undefined while the vault does not know it. */
  job(id: string): Promise<Looked<Job | undefined>>;
  /** Recovery points of an item, a database's chain of logs among them (E97). */
  recoveryPoints(address: ItemAddress): Promise<readonly RecoveryPoint[]>;
  /** The vault's resource guard; undefined if it has none. */
  guard(): Promise<ResourceGuard | undefined>;
  /** The status document of a long-running operation; undefined while the service does not know it or refuses the URL. */
  operation(path: string): Promise<Looked<unknown>>;
  /** Whether the result of a cancel is there yet; a refusal is thrown. */
  cancelResult(path: string): Promise<Looked<boolean>>;
}

/** What can be done to one vault besides reading it. A dry run has no such client. */
export interface VaultWriter extends VaultReader {
  /** Unlocks an item for deletion under multi-user authorization. */
  unlockDelete(itemId: string, request: string, headers: Headers): Promise<void>;
  /** Changes, deletes or backs up an item. */
  write(
    address: ItemAddress,
    write: ItemWrite,
    options: { doing: string; headers: Headers },
  ): Promise<Accepted>;
  /** Asks Azure to cancel a job. */
  cancelJob(id: string): Promise<AcceptedCancel>;
  /** Makes sure that a write goes out without signing in first. */
  readyToWrite(): Promise<void>;
}

/** Azure's acceptance of a request: the ids of its answer, and the operation it has begun, if it names one. */
export interface Accepted {
  readonly ids: RequestIds;
  readonly lro: LroRef | undefined;
}

/** Azure's acceptance of a cancel, and where its result can be read, if it says so. */
export interface AcceptedCancel extends Accepted {
  readonly result: CancelResult | undefined;
}

/** Additional request headers, such as the token of a guard's tenant. */
export type Headers = Readonly<Record<string, string>>;

/** One look at something that changes, with what the service said about the pace of looking. */
export interface Looked<T> {
  readonly value: T;
  readonly retryAfterMs: number | undefined;
  readonly remaining: number | undefined;
}

/** What the client of one vault needs. */
export interface VaultClientOptions {
  readonly arm: ArmClient;
  readonly vault: VaultRef;
  /** Prints a line of the log. */
  readonly say: (line: string) => void;
}

/** Speaks Azure Backup's REST API for one vault. */
export function vaultClient({ arm, vault, say }: VaultClientOptions): VaultWriter {
  const paths = vaultPaths(vault);
  const place = { origin: arm.origin, vault };
  const { send, pages } = vaultRequests({
    ...arm,
    send: (request) =>
      request.method === "GET" ? arm.send(request).catch(tellVault(vault)) : arm.send(request),
  });
  const inVault = requireInVault(vault);
  const tellUnreadable = unreadableTeller(vault, say);

  return {
    vault,
    async vaultState() {
      const doing = `read the vault '${vault.name}'`;
      try {
        const answer = await send({
          path: paths.root,
          doing,
          permission: "vault",
          expected: expectVault(vault),
        });
        if (answer.status === 404) throw vaultNotFound(vault, readServiceError(answer.body));
        return readVaultState(answer.body);
      } catch (error) {
        if (error instanceof ArmError && error.status === 404)
          throw vaultNotFound(vault, error.service, error);
        // The items of a vault can be readable where the vault itself is not.
        if (error instanceof ArmError && error.status === 403) {
          return readVaultState(undefined);
        }
        throw error;
      }
    },
    async listItems({ backupManagementType, itemType }) {
      const resources = await pages({
        path: paths.items,
        doing: `list the items of vault '${vault.name}'`,
        permission: "listItems",
        filter: filterOf({ backupManagementType, itemType }),
      });
      const { items, unreadable } = readItems(resources);
      tellUnreadable(unreadable.length, "item");
      return { items: items.map(inVault), unreadable };
    },
    async item(address) {
      const path = paths.item(address);
      const doing = `read the item '${address.name}'`;
      const expected = expectItem(vault, address);
      const answer = await send({ path, doing, permission: "item", expected });
      return answer.status === 404 ? undefined : readItem(answer.body);
    },
    async policy(name) {
      const path = paths.policy(name);
      const doing = `read the policy '${name}'`;
      const expected = expectPolicy(vault, name);
      const answer = await send({ path, doing, permission: "policy", expected });
      return answer.status === 404 ? undefined : readPolicy(answer.body);
    },
    async listPolicyNames() {
      const doing = `list the policies of vault '${vault.name}'`;
      const resources = await pages({
        path: paths.policies,
        doing,
        permission: "policy",
      });
      return resources.map((resource) => text(at(resource, "name"))).filter(Boolean);
    },
    async listJobs(filter) {
      const resources = await pages({
        path: paths.jobs,
        doing: `list the backup jobs of vault '${vault.name}'`,
        permission: "jobs",
        filter: jobFilterOf(filter),
      });
      // Where a job's own status cannot be read, the list it stands in tells it.
      const jobs = resources
        .map(readJob)
        .map((job) => (job.status === "" ? withStatus(job, filter.status ?? "") : job));
      const readable = jobs.filter(({ id }) => id !== "");
      tellUnreadable(jobs.length - readable.length, "job");
      return readable;
    },
    async job(id) {
      const path = paths.job(id);
      const answer = await send({
        path,
        doing: `read the job ${id}`,
        permission: "jobs",
        expected: expectJob(id),
      });
      return looked(answer, answer.status === 404 ? undefined : readJob(answer.body));
    },
    async recoveryPoints(address) {
      const path = paths.recoveryPoints(address);
      const resources = await pages({
        path,
        doing: `list the recovery points of '${address.name}'`,
        permission: "recoveryPoints",
        expected: expectPoints(vault, address),
      });
      return resources.flatMap(readRecoveryPoints);
    },
    async guard() {
      const doing = `read the resource guard of vault '${vault.name}'`;
      const path = paths.guards;
      return readGuard(await pages({ path, doing, permission: "guard" }));
    },
    async unlockDelete(itemId, request, headers) {
      await send({
        method: "POST",
        path: paths.unlockDelete,
        body: { resourceGuardOperationRequests: [request], resourceToBeDeleted: itemId },
        doing: "unlock the item for deletion under multi-user authorization",
        permission: "unlockDelete",
        headers,
      });
    },
    readyToWrite: () => arm.readyToWrite(),
    async write(address, { method, body }, { doing, headers }) {
      const answer = await send({
        method,
        path: method === "POST" ? paths.backup(address) : paths.item(address),
        ...(body === undefined ? {} : { body }),
        doing,
        permission: method,
        headers,
      });
      return { ids: answer.ids, lro: lroOf(answer, place) };
    },
    async cancelJob(id) {
      const answer = await send({
        method: "POST",
        path: paths.cancelJob(id),
        doing: `cancel the job ${id}`,
        permission: "cancelJob",
      });
      const result = cancelResultOf(answer, id, place);
      return { ids: answer.ids, lro: lroOf(answer, place), result };
    },
    async operation(path) {
      const doing = "read the status of the operation";
      const permission = /\/operationsStatus\//i.test(path) ? "itemOperation" : "operation";
      const expected = expectOperation(operationIdOf(path));
      const answer = await send({ path, doing, permission, accept: [400], expected });
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
