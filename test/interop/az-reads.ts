import type { Emulator } from "../emulator/emulator.ts";
import type { AzStep, Json } from "./az-steps.ts";

const FAILED_JOB = "c22eca5d-0c1c-48a0-a40d-69bef708d92a";
const SQL = "--backup-management-type AzureWorkload --workload-type MSSQL";

/** Everything that only looks. */
export const READ_STEPS: readonly AzStep[] = [
  {
    command: "backup vault show -g SQLServerSelfHost -n SQLServer2012",
    state: "soft delete and redundancy as held",
    holds: ({ json, azure }) =>
      json.properties.securitySettings.softDeleteSettings.softDeleteState ===
        azure.vault().softDeleteState &&
      json.properties.redundancySettings.standardTierStorageRedundancy === "GeoRedundant",
  },
  {
    command: "backup vault list",
    state: "both vaults",
    holds: ({ json }) => namesOf(json) === "SQLServer2012 SpareVault",
  },
  {
    command: "group list",
    state: "both resource groups",
    holds: ({ json }) => namesOf(json) === "SQLServerSelfHost SpareBackups",
  },
  {
    command: "backup vault backup-properties show -g SQLServerSelfHost -n SQLServer2012",
    state: "storage and soft delete as held",
    holds: ({ json: [storage, config] }) =>
      storage.properties.storageModelType === "GeoRedundant" &&
      config.properties.softDeleteFeatureState === "Enabled",
  },
  {
    command: "backup policy list @",
    state: "every policy",
    holds: ({ json, azure }) => json.length === azure.vault().policies.length,
  },
  {
    command: "backup policy list @ --workload-type SAPHANA",
    state: "the two of HANA",
    holds: ({ json }) => namesOf(json) === "HanaPolicy HanaLongPolicy",
  },
  {
    command: "backup policy show @ -n WeeklyFullPolicy",
    state: "full, differential and log",
    holds: ({ json }) => json.properties.subProtectionPolicy.length === 3,
  },
  {
    command: "backup policy show @ -n NoSuchPolicy",
    exit: 3,
    state: "the code of the service",
    holds: ({ stderr }) => stderr.includes("BMSUserErrorPolicyNotFound"),
  },
  ...["AzureWorkload", "AzureIaasVM", "AzureStorage"].map((type) => containerList(type)),
  {
    command: "backup item list @",
    state: "every item, the soft-deleted too",
    holds: ({ json, azure }) =>
      json.length === azure.vault().items.length &&
      json.some((item: Json) => item.properties.isScheduledForDeferredDelete),
  },
  {
    command: `backup item show @ -c sqlserver-0 -n msDB ${SQL}`,
    state: "policy and state as held",
    holds: ({ json, azure }) =>
      json.properties.policyId === azure.item("msDB", "sqlserver-0").policyId &&
      json.properties.protectionState === "Protected",
  },
  {
    command:
      'backup item show @ -c "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-0" -n "SQLDataBase;mssqlserver;crm"',
    state: "by native names, first backup pending",
    holds: ({ json }) => json.properties.protectionState === "IRPending",
  },
  {
    command: `backup item show @ -c sqlserver-0 -n payroll ${SQL}`,
    state: "one name, two instances",
    holds: ({ json }) => json.length === 2,
  },
  {
    command: `backup protection disable @ -c sqlserver-0 -i NoSuchItem ${SQL} --yes`,
    exit: 3,
    state: "nothing was sent",
    holds: ({ azure }) => azure.requests.every(({ method }) => method !== "PUT"),
  },
  {
    command: "backup job list @",
    state: "every job",
    holds: ({ json, azure }) => json.length === azure.vault().jobs.length,
  },
  {
    command:
      "backup job list @ --operation Backup --status Failed --start-date 01-05-2018 --end-date 30-05-2018",
    state: "the article's failed job",
    holds: ({ json }) => namesOf(json) === FAILED_JOB,
  },
  {
    command: `backup job show @ -n ${FAILED_JOB}`,
    state: "its error",
    holds: ({ json }) => json.properties.errorDetails[0].errorCode === 510008,
  },
  {
    command: `backup job wait @ -n ${FAILED_JOB}`,
    state: "Failed, and az is content",
    holds: ({ json }) => json.properties.status === "Failed",
  },
  pointList(`-c sqlserver-1 -i payroll ${SQL}`, (azure) => azure.item("payroll", "sqlserver-1")),
  pointList(
    "-c hana-0 -i erp --backup-management-type AzureWorkload --workload-type SAPHANA",
    (azure) => azure.item("erp"),
  ),
  pointList(
    "-c web-02 -i web-02 --backup-management-type AzureIaasVM --workload-type VM",
    (azure) => azure.item("web-02"),
  ),
  pointList(
    "-c contosofiles -i documents --backup-management-type AzureStorage --workload-type AzureFileShare",
    (azure) => azure.item("documents"),
  ),
];

function containerList(type: string): AzStep {
  const prefix = {
    AzureWorkload: "VMAppContainer",
    AzureIaasVM: "IaasVMContainer",
    AzureStorage: "StorageContainer",
  }[type];
  return {
    command: `backup container list @ --backup-management-type ${type}`,
    state: "the containers of the items",
    holds: ({ json, azure }) => {
      const held = azure.vault().items.map(({ container }) => container);
      const wanted = new Set(held.filter((name) => name.startsWith(`${prefix};`)));
      return json.length === wanted.size && json.every(({ name }: Json) => wanted.has(name));
    },
  };
}

function pointList(which: string, item: (azure: Emulator) => ReturnType<Emulator["item"]>): AzStep {
  return {
    command: `backup recoverypoint list @ ${which}`,
    state: "its recovery points",
    holds: ({ json, azure }) => withoutLogs(json).length === item(azure).recoveryPoints.length,
  };
}

/** Recovery points without the chain of logs, which databases list among them. */
export function withoutLogs(points: Json): readonly Json[] {
  return points.filter(({ name }: Json) => name !== "DefaultRangeRecoveryPoint");
}

function namesOf(list: Json): string {
  return list.map(({ name }: Json) => name).join(" ");
}
