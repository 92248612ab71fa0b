import { ERROR_GUIDE } from "../../src/azure/arm/error-guide.ts";

/** Splits a list of words written over several lines. */
function list(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

function lower(words: Iterable<string>): ReadonlySet<string> {
  return new Set([...words].map((word) => word.toLowerCase()));
}

/** Properties whose values are words of the API, and not names that somebody gave. */
export const WORD_PROPERTIES: ReadonlySet<string> = list(`
  actionsInfo alertsForAllJobFailures alertsForCriticalOperations azureFileShareType
  backupManagementType backupStorageVersion backupType bcdrSecurityLevel containerType createMode
  createdWithPolicyType crossRegionRestore crossRegionRestoreState crossSubscriptionRestoreState
  daysOfTheWeek durationType enhancedSecurityState fileShareProtocol healthStatus jobType kind
  lastBackupStatus multiUserAuthorization objectType operation osType parentType policySubType
  policyState policyType privateEndpointStateForBackup privateEndpointStateForSiteRecovery
  protectableItemType protectableObjectType protectedItemHealthStatus protectedItemType
  protectionState protectionStatus provisioningState publicNetworkAccess recoveryModel
  recoveryPointType registrationStatus resourceHealthStatus resourceState retentionPolicyType
  retentionScheduleFormatType ruleName schedulePolicyType scheduleRunDays scheduleRunFrequency
  secureScore securityType softDeleteState sourceSideScanStatus sourceSideScanSummary
  sourceVMStorageType standardTierStorageRedundancy state status storageAccountVersion taskId
  taskType threatStatus tieringMode timeZone type vaultSubResourceType virtualMachineVersion weeksOfTheMonth
  monthsOfYear workLoadType workloadType
`);

/** The words themselves, which mean nothing at any other place. */
const WORDS = lower([
  ...list(`
    Acquire Active ActionRequired ActionSuggested Adequate AlternateLocation AlwaysON AppConsistent
    ArchivedRP AzureBackupServer AzureFileShare AzureFileShareBackupRequest
    AzureFileShareProtectedItem AzureFileShareRecoveryPoint AzureIaaSVMJob AzureIaaSVMJobV2
    AzureIaaSVMProtectedItem AzureIaasVM AzureStorage AzureStorageJob AzureStorageJobV2
    AzureVmWorkloadSAPAseDatabase AzureVmWorkloadSAPAseSystem AzureVmWorkloadSAPHanaDatabase
    AzureVmWorkloadSAPHanaDBInstance AzureVmWorkloadSAPHanaSystem AzureVmWorkloadSQLDatabase
    AzureVmWorkloadSQLInstance AzureWorkload AzureWorkloadBackupRequest AzureWorkloadJob
    AzureWorkloadJobV2 AzureWorkloadPointInTimeRecoveryPoint AzureWorkloadRecoveryPoint
    AzureWorkloadSAPAsePointInTimeRecoveryPoint AzureWorkloadSAPAseRecoveryPoint
    AzureWorkloadSAPHanaPointInTimeRecoveryPoint AzureWorkloadSAPHanaRecoveryPoint
    AzureWorkloadSQLPointInTimeRecoveryPoint AzureWorkloadSQLRecoveryPoint Backup
    BackupsSuspended Canceled Cancellable Cancelled Cancelling ClassicCompute Completed
    CompletedWithWarnings Compute ConfigureBackup Consistent CopyOnlyFull CrashConsistent Daily
    Days Default DeleteBackupData Deleted Differential Disabled DisableBackup DoNotTier Enabled
    Excellent Failed Fair FileSystemConsistent First Fourth FULL GeoRedundant Good HardenedRP Healthy
    Hourly IaasVMBackupRequest IaasVMRecoveryPoint IaasVMRestoreRequest Inconsistent Incremental
    InProgress InstantRP Invalid IRPending Last Linux LocallyRedundant Locked Log
    LogSchedulePolicy LongTermRetentionPolicy LongTermSchedulePolicy Maximum MicrosoftStorage
    Minimum Monthly Months None Normal NotApplicable NotEnabled NotProtected NotReachable
    NotStarted NotSupported On-Demand OperationStatusJobExtendedInfo
    OperationStatusJobsExtendedInfo Passed PersistentDegraded PersistentUnhealthy
    PremiumVMOnPartialPremiumStorage Protected ProtectionError ProtectionPaused
    ProtectionStopped Registered Rehydrated Restore RestoreWithRehydrate SAPAseDatabase SAPHana
    SAPHanaDatabase SAPHanaDBInstance SAPHanaSystem Second SIMPLE SimpleRetentionPolicy
    SimpleSchedulePolicy SimpleSchedulePolicyV2 Skipped SMB SnapshotCopyOnlyFull SnapshotFull
    SQL SQLAGWorkLoadContainer SQLDataBase SQLInstance Storage StorageContainer Succeeded Success
    Supported Third TierAfter TierRecommended TransientDegraded TransientUnhealthy TrustedLaunch
    Undelete Unhealthy Unknown Unlocked UTC V1 V2 Valid VM VMAppContainer Weekly Weeks Windows
    XSMB Yearly Years ZoneRedundant
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December
  `),
  "Backup (Copy-only Full)",
  "Backup (CopyOnlyFull)",
  "Backup (Differential)",
  "Backup (Full)",
  "Backup (Incremental)",
  "Backup (Log)",
  "Restore (Full)",
  "Restore (Invalid)",
  "Create the restored virtual machine",
  "Rehydrate from Archive storage",
  "Take Snapshot",
  "Transfer data from vault",
  "Transfer data to vault",
  "Update the virtual machine",
]);

/** Types of resources and the last parts of paths, as URLs and ids hold them between names. */
const TYPES = lower(
  list(`
    actions availabilitySets backup backupconfig backupEngines backupFabrics backupJobs
    backupOperationResults backupOperations backupPolicies backupProtectedItems
    backupProtectionContainers backupResourceGuardProxies backupSecurityPIN
    backupstorageconfig backupUsageSummaries cancel deleteProtectedItemRequests
    deleteResourceGuardProxyRequests disableSoftDeleteRequests fileServices locations
    operationResults operations operationsStatus protectableContainers protectedItems
    protectableItems protectionContainers providers read write delete action recoveryPoints
    recoveryServicesVaults resourceGroups resourceGuards shares storageAccounts subscriptions
    unlockDelete updateProtectedItemRequests updateProtectionPolicyRequests vaults
    virtualMachines
  `),
);

/** The services that a resource can belong to. */
const PROVIDERS = lower(
  list(`
    Microsoft.ClassicCompute Microsoft.ClassicStorage Microsoft.Compute Microsoft.DataProtection
    Microsoft.RecoveryServices Microsoft.Storage
  `),
);

/** Names that Azure itself gives, below the type that each stands under. */
const FIXED_NAMES: Readonly<Record<string, ReadonlySet<string>>> = {
  backupfabrics: lower(["Azure", "AzureIaasVM"]),
  backupresourceguardproxies: lower(["VaultProxy"]),
  recoverypoints: lower(["DefaultRangeRecoveryPoint"]),
};

/** The first parts of native names. */
const NATIVE_TYPES = lower(
  list(`
    AzureFileShare HanaHSRContainer IaasVMContainer iaasvmcontainerv2 SAPAseDatabase
    SAPHanaDatabase SAPHanaDBInstance SAPHanaSystem SQLAGWorkLoadContainer
    SQLAvailabilityGroupContainer SQLDataBase SQLInstance StorageContainer VM VMAppContainer
  `),
);

/** What follows the first part of a native name that has four. */
const NATIVE_KINDS = lower(["Compute", "ClassicCompute", "Storage", "iaasvmcontainerv2"]);

/** What the query of a URL can hold. */
const QUERY_PARAMETERS = lower(["api-version", "$filter", "$skipToken", "$top", "sharesnapshot"]);

/** Azure's codes for errors that are known, whatever an owner has called a database. */
const CODES = lower([...ERROR_GUIDE.map(({ code }) => code), "UserErrorHANASystemDBNotRunning"]);

/** What a word can be. Case never counts. */
const KNOWN = {
  word: WORDS,
  code: CODES,
  type: TYPES,
  provider: PROVIDERS,
  "native type": NATIVE_TYPES,
  "native kind": NATIVE_KINDS,
  parameter: QUERY_PARAMETERS,
} as const;

/** Whether this is a known word of the API, of this kind. */
export function isKnown(kind: keyof typeof KNOWN, text: string): boolean {
  return KNOWN[kind].has(text.toLowerCase());
}

/** Whether Azure itself gives this name to what stands under a type. */
export function isFixedName(type: string, name: string): boolean {
  return FIXED_NAMES[type.toLowerCase()]?.has(name.toLowerCase()) ?? false;
}

/** Every known word, in lower case. */
export function vocabulary(): readonly string[] {
  const fixed = Object.values(FIXED_NAMES).flatMap((names) => [...names]);
  return [...Object.values(KNOWN).flatMap((words) => [...words]), ...fixed];
}
