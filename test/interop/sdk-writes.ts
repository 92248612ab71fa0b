import type { BackupRequestUnion, ProtectedItemUnion } from "@azure/arm-recoveryservicesbackup";
import type { ItemState } from "../emulator/emulator.ts";
import type { CallOptions, SdkRun } from "./sdk-run.ts";

/** The bodies that make an item do something, in the SDK's types. */
interface Bodies {
  readonly item: (properties: Partial<ProtectedItemUnion>) => ProtectedItemUnion;
  readonly backup: BackupRequestUnion;
}

const EXPIRY = new Date("2040-12-31T00:00:00Z");
const STOPPED = { policyId: "", protectionState: "ProtectionStopped" } as const;

/** Lives through every operation with an item of each kind. */
export async function writes(run: SdkRun): Promise<void> {
  const { azure } = run;
  const database = (type: string): Bodies => ({
    item: (properties) => ({ protectedItemType: type, ...properties }) as ProtectedItemUnion,
    backup: {
      objectType: "AzureWorkloadBackupRequest",
      backupType: "Full",
      enableCompression: false,
      recoveryPointExpiryTimeInUTC: EXPIRY,
    },
  });
  const resource = (type: string, objectType: string, { sourceResourceId }: ItemState): Bodies => ({
    item: (properties) =>
      ({ protectedItemType: type, sourceResourceId, ...properties }) as ProtectedItemUnion,
    backup: { objectType, recoveryPointExpiryTimeInUTC: EXPIRY } as BackupRequestUnion,
  });
  const [vm, share] = [azure.item("web-01"), azure.item("documents")];

  await life(run, azure.item("payroll", "sqlserver-1"), ["ProdPolicy", "HourlyLogPolicy"], {
    ...database("AzureVmWorkloadSQLDatabase"),
  });
  await life(run, azure.item("erp"), ["HanaLongPolicy", "HanaPolicy"], {
    ...database("AzureVmWorkloadSAPHanaDatabase"),
  });
  await life(run, azure.item("tpcc"), ["AsePolicy", "AsePolicy"], {
    ...database("AzureVmWorkloadSAPAseDatabase"),
  });
  await life(run, vm, ["VmLongPolicy", "DefaultPolicy"], {
    ...resource("Microsoft.Compute/virtualMachines", "IaasVMBackupRequest", vm),
  });
  await life(run, share, ["LongSharePolicy", "DailySharePolicy"], {
    ...resource("AzureFileShareProtectedItem", "AzureFileShareBackupRequest", share),
  });
}

async function life(
  run: SdkRun,
  item: ItemState,
  [longer, usual]: readonly [string, string],
  bodies: Bodies,
): Promise<void> {
  const { client } = run;
  const place = run.place(item);
  const policy = (name: string) => `${run.vaultId}/backupPolicies/${name}`;
  const put = (properties: Partial<ProtectedItemUnion>) => (options: CallOptions) =>
    client.protectedItems.createOrUpdate(
      ...place,
      { properties: bodies.item(properties) },
      options,
    );
  const points = item.recoveryPoints.length;
  const named = (what: string) => `${item.friendlyName}: ${what}`;

  await run.write(named("createOrUpdate, policy"), `policy is ${longer}`, {
    send: put({ policyId: policy(longer) }),
    holds: () => item.policyId === policy(longer),
  });
  await run.write(named("backups.trigger"), "one recovery point more", {
    send: (options) => client.backups.trigger(...place, { properties: bodies.backup }, options),
    holds: () => item.recoveryPoints.length === points + 1,
  });
  await run.write(named("createOrUpdate, stop"), "ProtectionStopped", {
    send: put(STOPPED),
    holds: () => item.protectionState === "ProtectionStopped" && item.policyId === undefined,
  });
  await run.write(named("createOrUpdate, resume"), `IRPending under ${usual}`, {
    send: put({ policyId: policy(usual) }),
    holds: () => item.protectionState === "IRPending" && item.policyId === policy(usual),
  });
  await run.write(named("delete"), "soft-deleted", {
    send: (options) => client.protectedItems.delete(...place, options),
    holds: () => item.deletedAt !== undefined,
  });
  await run.step({
    action: named("protectedItems.get"),
    state: "scheduled for deferred delete",
    model: "ProtectedItemResource",
    run: (options) => client.protectedItems.get(...place, options),
    holds: ({ properties }) => properties?.isScheduledForDeferredDelete === true,
  });
  await run.write(named("createOrUpdate, undelete"), "ProtectionStopped, alive", {
    send: put({ ...STOPPED, isRehydrate: true }),
    holds: () => item.protectionState === "ProtectionStopped" && item.deletedAt === undefined,
  });
}
