import type { ArmClient } from "../arm/client.ts";
import { rethrowVaultNotFound, unreadableReporter } from "./answers.ts";
import type { ResourceGuard } from "./guard.ts";
import type { ItemAddress, ProtectedItem } from "./item.ts";
import type { ItemList } from "./item-list.ts";
import type { Job } from "./job.ts";
import type { Looked } from "./looked.ts";
import { vaultPaths } from "./paths.ts";
import type { Policy } from "./policy.ts";
import {
  guardReads,
  itemReads,
  jobReads,
  lroReads,
  pointReads,
  policyReads,
  type VaultLine,
  vaultReads,
} from "./reads.ts";
import type { RecoveryPoint } from "./recovery-point.ts";
import { type JobFilter, vaultRequests } from "./requests.ts";
import type { VaultRef, VaultState } from "./vault.ts";
import type { ItemType } from "./workload.ts";
import {
  type Accepted,
  type AcceptedCancel,
  guardWrites,
  type Headers,
  type ItemWrite,
  itemWrites,
  jobWrites,
} from "./writes.ts";

/** The reads of one vault, typed. Every method throws what `ArmClient.send` throws. */
export interface VaultReader {
  readonly vault: VaultRef;
  /** The vault's protection settings; `unreadable` parts if this identity may not read the vault. */
  vaultState(): Promise<VaultState>;
  /** Every item of a type, all pages. */
  listItems(type: ItemType): Promise<ItemList>;
  /** One item with the details that lists leave out; undefined if it does not exist. */
  item(address: ItemAddress): Promise<ProtectedItem | undefined>;
  /** One policy by name; undefined if it does not exist. */
  policy(name: string): Promise<Policy | undefined>;
  listPolicyNames(): Promise<readonly string[]>;
  /** The jobs that match a filter, without those whose id cannot be read. */
  listJobs(filter: JobFilter): Promise<readonly Job[]>;
  /** The jobs that match a filter, and how often the hour allows such a look. */
  lookAtJobs(filter: JobFilter): Promise<Looked<readonly Job[]>>;
  /** One job; undefined while the vault does not know it. */
  job(id: string): Promise<Looked<Job | undefined>>;
  /** Recovery points of an item, including a database's chain of logs (E97). */
  recoveryPoints(address: ItemAddress): Promise<readonly RecoveryPoint[]>;
  /** The vault's resource guard; undefined if it has none. */
  guard(): Promise<ResourceGuard | undefined>;
  /**
   * The status document of a long-running operation; undefined if the service does not know it yet
   * or refuses the URL.
   */
  lro(path: string): Promise<Looked<unknown>>;
  /** Whether a cancel has a result yet; throws a refusal. */
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
  /** Fetches a token, so that a write goes out without signing in first. */
  readyToWrite(): Promise<void>;
}

/** What the client of one vault needs. */
interface VaultClientOptions {
  readonly arm: ArmClient;
  readonly vault: VaultRef;
  /** Prints a line of the log. */
  readonly say: (line: string) => void;
}

/** A client of Azure Backup's REST API for one vault. */
export function vaultClient(options: VaultClientOptions): VaultWriter {
  const line = lineTo(options);
  return {
    vault: options.vault,
    ...vaultReads(line),
    ...itemReads(line),
    ...policyReads(line),
    ...jobReads(line),
    ...pointReads(line),
    ...guardReads(line),
    ...lroReads(line),
    ...itemWrites(line),
    ...jobWrites(line),
    ...guardWrites(line),
    readyToWrite: () => options.arm.readyToWrite(),
  };
}

/** Makes every read of a missing vault fail with the same message. */
function lineTo({ arm, vault, say }: VaultClientOptions): VaultLine {
  const requests = vaultRequests({
    ...arm,
    send: (request) =>
      request.method === "GET"
        ? arm.send(request).catch(rethrowVaultNotFound(vault))
        : arm.send(request),
  });
  return {
    ...requests,
    vault,
    origin: arm.origin,
    paths: vaultPaths(vault),
    tellUnreadable: unreadableReporter(vault, say),
  };
}
