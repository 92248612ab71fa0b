import { all, type CallOptions, type SdkRun } from "./sdk-run.ts";

const SQL = { protectedItemType: "AzureVmWorkloadSQLDatabase" } as const;
const SUSPENDED = { ...SQL, policyId: "", protectionState: "BackupsSuspended" } as const;
const STOPPED = { ...SQL, policyId: "", protectionState: "ProtectionStopped" } as const;

/** Refusals, an immutable vault, a guarded one, a failure and a cancelled job. */
export async function rules(run: SdkRun): Promise<void> {
  await refusals(run);
  await immutability(run);
  await guard(run);
  await cancel(run);
}

async function refusals(run: SdkRun): Promise<void> {
  const { azure, client, at } = run;
  const crm = run.place(azure.item("crm"));
  const nobody = [...crm.slice(0, 4), "SQLDataBase;mssqlserver;nobody"] as typeof crm;
  const stop = (options: CallOptions) =>
    client.protectedItems.createOrUpdate(...crm, { properties: STOPPED }, options);
  await run.refused(
    "protectedItems.get, unknown",
    "BMSUserErrorDataSourceObjectNotFound",
    (options) => client.protectedItems.get(...nobody, options),
  );
  await run.refused("jobDetails.get, unknown", "BMSUserErrorJobNotFound", (options) =>
    client.jobDetails.get(...at, "11111111-0000-0000-0000-000000000000", options),
  );
  await run.refused("jobDetails.get, unknown vault", "ResourceNotFound", (options) =>
    client.jobDetails.get("NoSuchVault", at[1], "x", options),
  );
  const job = azure.addJob({ item: azure.item("crm") });
  await run.refused("createOrUpdate, a job runs", "ConflictingProtectionOperation", stop);
  job.status = "Completed";
  azure.script({ item: "crm", operation: "DisableBackup", jobStatus: "Failed" });
  await run.write("createOrUpdate, the job fails", "job Failed, item as it was", {
    send: stop,
    jobStatus: "Failed",
    holds: () => azure.item("crm").protectionState === "IRPending",
  });
}

async function immutability(run: SdkRun): Promise<void> {
  const { azure, client } = run;
  const billing = azure.item("billing");
  const place = run.place(billing);
  const suspend = (options: CallOptions) =>
    client.protectedItems.createOrUpdate(...place, { properties: SUSPENDED }, options);
  await run.refused("createOrUpdate, suspend", "UserErrorOperationDeniedOnImmutableItem", suspend);
  azure.vault().immutability = "Locked";
  await run.write("createOrUpdate, suspend, immutable vault", "BackupsSuspended", {
    send: suspend,
    holds: () => billing.protectionState === "BackupsSuspended",
  });
  await run.write("delete, immutable vault", "operation Failed, item as it was", {
    send: (options) => client.protectedItems.delete(...place, options),
    operationStatus: "Failed",
    holds: () => billing.deletedAt === undefined,
  });
  azure.vault().immutability = undefined;
}

async function guard(run: SdkRun): Promise<void> {
  const { azure, client, at } = run;
  const item = azure.item("inventory");
  const place = run.place(item);
  azure.vault().mua = true;
  const proxies = await run.step({
    action: "resourceGuardProxies.list",
    state: "VaultProxy",
    model: "ResourceGuardProxyBaseResource",
    run: (options) => all(client.resourceGuardProxies.list(...at, options)),
    holds: (found) => found.length === 1 && found[0]?.name === "VaultProxy",
  });
  await run.step({
    action: "resourceGuardProxy.get",
    state: "VaultProxy",
    model: "ResourceGuardProxyBaseResource",
    run: (options) => client.resourceGuardProxy.get(...at, "VaultProxy", options),
    holds: ({ name }) => name === "VaultProxy",
  });
  await run.refused("delete, guarded", "ResourceGuardOperationRequestMissing", (options) =>
    client.protectedItems.delete(...place, options),
  );
  const request = proxies?.[0]?.properties?.resourceGuardOperationDetails?.find(
    ({ vaultCriticalOperation }) => vaultCriticalOperation?.endsWith("protectedItems/delete"),
  )?.defaultResourceRequest;
  await run.step({
    action: "resourceGuardProxy.unlockDelete",
    state: "unlocked for a while",
    model: "UnlockDeleteResponse",
    run: (options) =>
      client.resourceGuardProxy.unlockDelete(
        ...at,
        "VaultProxy",
        {
          resourceGuardOperationRequests: [request ?? ""],
          resourceToBeDeleted: `${run.vaultId}/backupFabrics/Azure/protectionContainers/${item.container}/protectedItems/${item.name}`,
        },
        options,
      ),
    holds: () => item.unlockedUntil !== undefined,
  });
  await run.write("delete, unlocked", "soft-deleted", {
    send: (options) => client.protectedItems.delete(...place, options),
    holds: () => item.deletedAt !== undefined,
  });
  azure.vault().mua = false;
}

async function cancel(run: SdkRun): Promise<void> {
  const { azure, client, at } = run;
  const job = azure.addJob({ item: azure.item("uttestvmub1") });
  await run.step({
    action: "jobCancellations.trigger",
    state: "Cancelled",
    run: async (options) => {
      await client.jobCancellations.trigger(...at, job.id, options);
      return run.until(
        () => client.jobDetails.get(...at, job.id),
        ({ properties }) => properties?.status !== "Cancelling",
      );
    },
    holds: ({ properties }) =>
      properties?.status === "Cancelled" && azure.vault().jobs.includes(job),
  });
}
