import { RecoveryServicesBackupClient } from "@azure/arm-recoveryservicesbackup";
import { ClientSecretCredential } from "@azure/identity";

// A stop by resource id as a script on Azure's SDK writes it. The vault itself is in another
// package of the SDK, so this reads all but that.

const { BENCH_URL = "", BENCH_VAULT = "", BENCH_ITEM = "", BENCH_TENANT = "" } = process.env;
const { BENCH_CLIENT = "", BENCH_SECRET = "" } = process.env;

const credential = new ClientSecretCredential(BENCH_TENANT, BENCH_CLIENT, BENCH_SECRET, {
  authorityHost: BENCH_URL,
  disableInstanceDiscovery: true,
});
const [, subscription = "", group = "", vault = ""] =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/.*\/vaults\/([^/]+)$/.exec(BENCH_VAULT) ??
  [];
const [, container = "", name = ""] =
  /protectionContainers\/([^/]+)\/protectedItems\/([^/]+)$/.exec(BENCH_ITEM) ?? [];
// Not the type of this package's own core-auth, and the same in every respect.
const client = new RecoveryServicesBackupClient(credential as never, subscription, {
  endpoint: BENCH_URL,
});
const place = [vault, group, "Azure", container, name] as const;

await client.backupJobs.list(vault, group, { filter: "status eq 'InProgress'" }).byPage().next();
await client.protectedItems.get(...place);
let operation = "";
await client.protectedItems.createOrUpdate(
  ...place,
  {
    properties: {
      protectedItemType: "AzureVmWorkloadSQLDatabase",
      protectionState: "ProtectionStopped",
      policyId: "",
    },
  },
  {
    onResponse(response) {
      const header = response.headers.get("azure-asyncoperation");
      if (header !== undefined) operation = new URL(header).pathname.split("/").at(-1) ?? "";
    },
  },
);
const { properties } = await client.backupOperationStatuses.get(vault, group, operation);
if (properties === undefined || !("jobId" in properties)) throw new Error("Azure names no job.");
await client.jobDetails.get(vault, group, properties.jobId ?? "");
await client.protectedItems.get(...place);
