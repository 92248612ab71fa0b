import { type ItemAddress, itemPath } from "./item.ts";
import { type VaultRef, vaultId } from "./vault.ts";

/** The paths of one vault's REST API, percent-encoded, below the ARM origin. */
export function vaultPaths(vault: VaultRef) {
  const root = vaultId(vault);
  const part = encodeURIComponent;
  const jobs = `${root}/backupJobs`;
  const policies = `${root}/backupPolicies`;
  const guards = `${root}/backupResourceGuardProxies`;
  const item = (address: ItemAddress) => `${root}/${itemPath(address)}`;
  const job = (id: string) => `${jobs}/${part(id)}`;
  return {
    ...{ root, jobs, policies, guards, item, job },
    items: `${root}/backupProtectedItems`,
    backup: (address: ItemAddress) => `${item(address)}/backup`,
    recoveryPoints: (address: ItemAddress) => `${item(address)}/recoveryPoints`,
    policy: (name: string) => `${policies}/${part(name)}`,
    cancelJob: (id: string) => `${job(id)}/cancel`,
    cancelResult: (jobId: string, id: string) => `${job(jobId)}/operationResults/${part(id)}`,
    /** The status of any operation of the vault, whatever its 202's header says (E44). */
    lro: (id: string) => `${root}/backupOperations/${part(id)}`,
    unlockDelete: `${guards}/VaultProxy/unlockDelete`,
  };
}
