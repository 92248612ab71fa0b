import { ArmError } from "../../errors.ts";
import { at, text } from "../../json.ts";
import { readServiceError } from "../arm/answer.ts";
import {
  expectItem,
  expectJob,
  expectLro,
  expectPoints,
  expectPolicy,
  expectVault,
  lroIdOf,
  requireInVault,
  vaultNotFound,
} from "./answers.ts";
import { type ResourceGuard, readGuard } from "./guard.ts";
import { type ItemAddress, type ProtectedItem, readItem } from "./item.ts";
import { type ItemList, readItems } from "./item-list.ts";
import { type Job, readJob, withStatus } from "./job.ts";
import { type Looked, looked } from "./looked.ts";
import type { vaultPaths } from "./paths.ts";
import { type Policy, readPolicy } from "./policy.ts";
import { type RecoveryPoint, readRecoveryPoints } from "./recovery-point.ts";
import { filterOf, type JobFilter, jobFilterOf, type VaultRequests } from "./requests.ts";
import { readVaultState, type VaultRef, type VaultState } from "./vault.ts";
import type { ItemType } from "./workload.ts";

/** What the calls to one vault share. */
export interface VaultLine extends VaultRequests {
  readonly vault: VaultRef;
  /** The ARM origin, which every URL from Azure has to lie on. */
  readonly origin: string;
  readonly paths: ReturnType<typeof vaultPaths>;
  /** Prints how much of a list cannot be read. */
  tellUnreadable(count: number, what: "item" | "job"): void;
}

/** Reads the vault itself. */
export function vaultReads({ vault, paths, send }: VaultLine) {
  return {
    async vaultState(): Promise<VaultState> {
      const doing = `read the vault '${vault.name}'`;
      const expected = expectVault(vault);
      try {
        const answer = await send({ path: paths.root, doing, permission: "vault", expected });
        if (answer.status === 404) throw vaultNotFound(vault, readServiceError(answer.body));
        return readVaultState(answer.body);
      } catch (error) {
        if (!(error instanceof ArmError)) throw error;
        if (error.status === 404) throw vaultNotFound(vault, error.service, error);
        // The items of a vault may be readable even if the vault itself is not.
        if (error.status === 403) return readVaultState(undefined);
        throw error;
      }
    },
  };
}

/** Reads protected items. */
export function itemReads({ vault, paths, send, pages, tellUnreadable }: VaultLine) {
  const inVault = requireInVault(vault);
  return {
    async listItems({ backupManagementType, itemType }: ItemType): Promise<ItemList> {
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
    async item(address: ItemAddress): Promise<ProtectedItem | undefined> {
      const path = paths.item(address);
      const doing = `read the item '${address.name}'`;
      const expected = expectItem(vault, address);
      const answer = await send({ path, doing, permission: "item", expected });
      return answer.status === 404 ? undefined : readItem(answer.body);
    },
  };
}

/** Reads backup policies. */
export function policyReads({ vault, paths, send, pages }: VaultLine) {
  return {
    async policy(name: string): Promise<Policy | undefined> {
      const path = paths.policy(name);
      const doing = `read the policy '${name}'`;
      const expected = expectPolicy(vault, name);
      const answer = await send({ path, doing, permission: "policy", expected });
      return answer.status === 404 ? undefined : readPolicy(answer.body);
    },
    async listPolicyNames(): Promise<readonly string[]> {
      const path = paths.policies;
      const doing = `list the policies of vault '${vault.name}'`;
      const resources = await pages({ path, doing, permission: "policy" });
      return resources.map((resource) => text(at(resource, "name"))).filter(Boolean);
    },
  };
}

/** Reads backup jobs, and the result of cancelling one. */
export function jobReads({ vault, paths, send, lookAtPages, tellUnreadable }: VaultLine) {
  async function lookAtJobs(filter: JobFilter): Promise<Looked<readonly Job[]>> {
    const { value: resources, ...timing } = await lookAtPages({
      path: paths.jobs,
      doing: `list the backup jobs of vault '${vault.name}'`,
      permission: "jobs",
      filter: jobFilterOf(filter),
    });
    // If a job's own status cannot be read, use the status that the list filtered by.
    const jobs = resources
      .map(readJob)
      .map((job) => (job.status === "" ? withStatus(job, filter.status ?? "") : job));
    const readable = jobs.filter(({ id }) => id !== "");
    tellUnreadable(jobs.length - readable.length, "job");
    return { ...timing, value: readable };
  }
  return {
    lookAtJobs,
    listJobs: async (filter: JobFilter) => (await lookAtJobs(filter)).value,
    async job(id: string): Promise<Looked<Job | undefined>> {
      const path = paths.job(id);
      const doing = `read the job ${id}`;
      const answer = await send({ path, doing, permission: "jobs", expected: expectJob(id) });
      return looked(answer, answer.status === 404 ? undefined : readJob(answer.body));
    },
    async cancelResult(path: string): Promise<Looked<boolean>> {
      const doing = "read the result of the cancellation";
      const answer = await send({ path, doing, permission: "jobResult" });
      return looked(answer, answer.status !== 202);
    },
  };
}

/** Reads recovery points. */
export function pointReads({ vault, paths, pages }: VaultLine) {
  return {
    async recoveryPoints(address: ItemAddress): Promise<readonly RecoveryPoint[]> {
      const path = paths.recoveryPoints(address);
      const doing = `list the recovery points of '${address.name}'`;
      const expected = expectPoints(vault, address);
      const resources = await pages({ path, doing, permission: "recoveryPoints", expected });
      return resources.flatMap(readRecoveryPoints);
    },
  };
}

/** Reads which resource guard protects the vault. */
export function guardReads({ vault, paths, pages }: VaultLine) {
  return {
    async guard(): Promise<ResourceGuard | undefined> {
      const path = paths.guards;
      const doing = `read the resource guard of vault '${vault.name}'`;
      return readGuard(await pages({ path, doing, permission: "guard" }));
    },
  };
}

/** Reads the status of long-running operations. */
export function lroReads({ send }: VaultLine) {
  return {
    async lro(path: string): Promise<Looked<unknown>> {
      const doing = "read the status of the operation";
      const permission = /\/operationsStatus\//i.test(path) ? "itemOperation" : "operation";
      const expected = expectLro(lroIdOf(path));
      const answer = await send({ path, doing, permission, accept: [400], expected });
      return looked(answer, answer.status >= 400 ? undefined : answer.body);
    },
  };
}
