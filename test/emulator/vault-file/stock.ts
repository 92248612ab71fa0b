import { addItemTo, addPolicyTo, addVaultTo, type NewItem } from "../vault/additions.ts";
import { softDelete } from "../vault/remove.ts";
import { threeNights } from "../vault/seed.ts";
import { addNightlyJobs } from "../vault/seed-jobs.ts";
import type { Service, VaultState } from "../vault/state.ts";
import { days } from "../vault/time.ts";
import { failLastBackup, scriptNextBackup } from "./backup-ends.ts";
import type { VaultFile } from "./vault-file.ts";

/** Points expire a month after they were made. */
const KEPT_DAYS = 30;

/** Fills an emulator with the vault of a file. */
export function stock(service: Service, { policies, items, ...settings }: VaultFile): void {
  const vault = addVaultTo(service, settings);
  const now = service.now();
  for (const policy of policies) addPolicyTo(vault, structuredClone(policy));
  const added = items.map((item) => ({ item, state: addItemTo(vault, newItem(item, vault, now)) }));
  // Before the failures: a VM's or share's newest point comes from a job that ended well.
  addNightlyJobs(service, vault);
  for (const { item, state } of added) {
    if (item.lastBackup === "Failed") failLastBackup(service, state);
    scriptNextBackup(service, state, item.nextBackup);
    if (item.state === "SoftDeleted") softDelete(service, state, now - days(3));
  }
}

function newItem(item: VaultFile["items"][number], vault: VaultState, now: number): NewItem {
  const { fail, state, policy, pointAgeMs, logAgeMs, lastBackup, nextBackup, ...name } = item;
  const isStopped = state === "ProtectionStopped" || state === "SoftDeleted";
  const newest = pointAgeMs === undefined ? undefined : now - pointAgeMs;
  return {
    ...name,
    ...sourceOfGroup(item, vault),
    ...(!isStopped && { policy }),
    protectionState: state === "SoftDeleted" ? "ProtectionStopped" : state,
    recoveryPoints:
      newest === undefined ? [] : threeNights(newest, POINT_TYPES[item.workload], KEPT_DAYS),
    ...(logAgeMs !== undefined && {
      recoveryModel: "FULL",
      logRanges: [{ from: Math.min(newest ?? now, now - logAgeMs) - days(2), to: now - logAgeMs }],
    }),
  };
}

const POINT_TYPES = {
  SQLDataBase: "Full",
  SAPHanaDatabase: "Full",
  SAPAseDatabase: "Full",
  SAPHanaDBInstance: "SnapshotFull",
  SQLInstance: "SnapshotFull",
  VM: "AppConsistent",
  AzureFileShare: "FileSystemConsistent",
};

/** The container of an availability group names no VM: its first node stands for it. */
function sourceOfGroup(
  { container, parentName }: VaultFile["items"][number],
  { subscriptionId, resourceGroup }: VaultState,
): Partial<NewItem> {
  if (container.split(";").length > 2) return {};
  const node = `${parentName}-0`;
  const sourceResourceId = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/virtualMachines/${node}`;
  return { sourceResourceId, nodes: [{ nodeName: node, sourceResourceId }] };
}
