import type { ItemState } from "../emulator/emulator.ts";
import { isDatabase } from "../emulator/vault/workloads.ts";
import { all, type SdkRun } from "./sdk-run.ts";

/** The contract's names for the kinds of items that the seed has. */
const KINDS = [
  "AzureVmWorkloadSQLDatabase",
  "AzureVmWorkloadSAPHanaDatabase",
  "AzureVmWorkloadSAPAseDatabase",
  "Microsoft.Compute/virtualMachines",
  "AzureFileShareProtectedItem",
];

/** Reads everything there is, and holds each body against the SDK's typed model. */
export async function reads(run: SdkRun): Promise<void> {
  await settings(run);
  await policies(run);
  await items(run);
  await jobs(run);
  await points(run, run.azure.vault().items);
}

async function settings(run: SdkRun): Promise<void> {
  const { azure, client, at } = run;
  const vault = azure.vault();
  await run.step({
    action: "backupResourceVaultConfigs.get",
    state: "soft delete as held",
    model: "BackupResourceVaultConfigResource",
    run: (options) => client.backupResourceVaultConfigs.get(...at, options),
    holds: ({ properties }) => properties?.softDeleteFeatureState === vault.softDeleteState,
  });
  await run.step({
    action: "backupResourceStorageConfigsNonCRR.get",
    state: "geo-redundant",
    model: "BackupResourceConfigResource",
    run: (options) => client.backupResourceStorageConfigsNonCRR.get(...at, options),
    holds: ({ properties }) => properties?.storageModelType === "GeoRedundant",
  });
  await run.step({
    action: "backupProtectionContainers.list",
    state: "containers of every type",
    model: "ProtectionContainerResource",
    run: (options) => all(client.backupProtectionContainers.list(...at, options)),
    holds: (found) => new Set(found.map((one) => one.properties?.containerType)).size === 3,
  });
}

async function policies(run: SdkRun): Promise<void> {
  const { azure, client, at } = run;
  const held = azure.vault().policies;
  await run.step({
    action: "backupPolicies.list",
    state: "every policy",
    model: "ProtectionPolicyResource",
    run: (options) => all(client.backupPolicies.list(...at, options)),
    holds: (found) => found.length === held.length,
  });
  await run.step({
    action: "protectionPolicies.get, each",
    state: "every policy",
    model: "ProtectionPolicyResource",
    run: (options) =>
      inOrder(held, ({ name }) => client.protectionPolicies.get(...at, name, options)),
    holds: (found) => found.length === held.length,
  });
}

async function items(run: SdkRun): Promise<void> {
  const { azure, client, at } = run;
  const held = azure.vault().items;
  await run.step({
    action: "backupProtectedItems.list, pages of 5",
    state: "every item",
    model: "ProtectedItemResource",
    run: (options) => all(client.backupProtectedItems.list(...at, options)),
    holds: (found) => found.length === held.length,
  });
  await run.step({
    action: "protectedItems.get, each",
    state: "every item, of five kinds",
    model: "ProtectedItemResource",
    run: (options) =>
      inOrder(held, (item) => client.protectedItems.get(...run.place(item), options)),
    holds: (found) => {
      const kinds = new Set<string | undefined>(
        found.map(({ properties }) => properties?.protectedItemType),
      );
      return found.length === held.length && KINDS.every((kind) => kinds.has(kind));
    },
  });
}

async function jobs(run: SdkRun): Promise<void> {
  const { azure, client, at } = run;
  const held = azure.vault().jobs;
  await run.step({
    action: "backupJobs.list",
    state: "every job",
    model: "JobResource",
    run: (options) => all(client.backupJobs.list(...at, options)),
    holds: (found) => found.length === held.length,
  });
  await run.step({
    action: "backupJobs.list, filtered",
    state: "the article's failed job",
    model: "JobResource",
    run: ({ onResponse }) =>
      all(client.backupJobs.list(...at, { filter: "status eq 'Failed'", onResponse })),
    holds: (found) => found.length === 1,
  });
  await run.step({
    action: "jobDetails.get, each",
    state: "every job",
    model: "JobResource",
    run: (options) => inOrder(held, ({ id }) => client.jobDetails.get(...at, id, options)),
    holds: (found) => found.length === held.length,
  });
}

async function points(run: SdkRun, items: readonly ItemState[]): Promise<void> {
  const { client } = run;
  await run.step({
    action: "recoveryPoints.list, each item",
    state: "every recovery point, and every database's logs",
    model: "RecoveryPointResource",
    run: async (options) =>
      (
        await inOrder(items, (item) => all(client.recoveryPoints.list(...run.place(item), options)))
      ).flat(),
    holds: (found) =>
      found.length ===
      items.flatMap((item) => item.recoveryPoints).length +
        items.filter(({ workload }) => isDatabase(workload)).length,
  });
  await run.step({
    action: "recoveryPoints.list, logs of each database",
    state: "every log range",
    model: "RecoveryPointResource",
    run: async ({ onResponse }) => {
      const filter = "restorePointQueryType eq 'Log'";
      const logs = (item: ItemState) =>
        all(client.recoveryPoints.list(...run.place(item), { filter, onResponse }));
      return (await inOrder(items.filter(hasLogs), logs)).flat();
    },
    holds: (found) => found.length === items.filter(hasLogs).length,
  });
  await run.step({
    action: "recoveryPoints.get, one of each item",
    state: "the point",
    model: "RecoveryPointResource",
    run: (options) =>
      inOrder(
        items.flatMap((item) => item.recoveryPoints.slice(0, 1).map(({ id }) => ({ item, id }))),
        ({ item, id }) => client.recoveryPoints.get(...run.place(item), id, options),
      ),
    holds: (found) => found.every(({ name }) => name !== undefined),
  });
}

function hasLogs({ logRanges }: ItemState): boolean {
  return logRanges.length > 0;
}

async function inOrder<T, R>(list: readonly T[], read: (one: T) => Promise<R>): Promise<R[]> {
  const found: R[] = [];
  for (const one of list) found.push(await read(one));
  return found;
}
