/**
 * The names of properties in the API's documents, as its public models spell them. A name that is not
 * here is somebody's own, such as that of a tag, and is replaced.
 */
export const PROPERTIES: ReadonlySet<string> = new Set(
  `
    crossSubscriptionRestoreSettings restoreSettings
    aadTenantId Accept acquireStorageAccountLock actionsInfo actionsRequired activityId
    additionalDetail additionalDetails additionalInfo AdHoc affinityGroup agentVersion
    alertsForAllJobFailures alertsForCriticalOperations alternateDirectoryPaths ArchivedRP
    audience availableDiskSpace azureBackupAgentVersion AzureBackupGoals azureBackupRGNamePrefix
    azureBackupRGNameSuffix AzureBackupServerContainer AzureBackupServerEngine AzureFileShare
    AzureFileShareBackupRequest AzureFileShareProtectedItem AzureFileShareProvisionILRRequest
    AzureFileShareRecoveryPoint AzureFileShareRestoreRequest azureFileShareType AzureIaasVM
    AzureIaaSVMJob AzureIaaSVMJobV2 AzureIaaSVMProtectedItem azureMonitorAlertSettings
    azureProtectedInstances azureRegion AzureResourceItem AzureSql AzureSqlContainer AzureStorage
    AzureStorageJob AzureVMResourceBackup AzureVmWorkloadItem AzureVmWorkloadProtectableItem
    AzureVmWorkloadProtectedItem AzureVmWorkloadSAPAseDatabase AzureVmWorkloadSAPHanaDatabase
    AzureVmWorkloadSAPHanaDBInstance AzureVmWorkloadSQLDatabase AzureWorkload
    AzureWorkloadAutoProtectionIntent AzureWorkloadBackupRequest AzureWorkloadContainer
    AzureWorkloadContainerAutoProtectionIntent AzureWorkloadJob
    AzureWorkloadPointInTimeRecoveryPoint AzureWorkloadPointInTimeRestoreRequest
    AzureWorkloadRecoveryPoint AzureWorkloadRestoreRequest
    AzureWorkloadSAPHanaPointInTimeRecoveryPoint AzureWorkloadSAPHanaPointInTimeRestoreRequest
    AzureWorkloadSAPHanaPointInTimeRestoreWithRehydrateRequest AzureWorkloadSAPHanaRecoveryPoint
    AzureWorkloadSAPHanaRestoreRequest AzureWorkloadSAPHanaRestoreWithRehydrateRequest
    AzureWorkloadSQLAutoProtectionIntent AzureWorkloadSQLPointInTimeRecoveryPoint
    AzureWorkloadSQLPointInTimeRestoreRequest
    AzureWorkloadSQLPointInTimeRestoreWithRehydrateRequest AzureWorkloadSQLRecoveryPoint
    AzureWorkloadSQLRestoreRequest AzureWorkloadSQLRestoreWithRehydrateRequest backupEngineId
    backupEngineName backupEngineState backupEngineType backupItems backupItemType
    backupManagementType BackupOperationStatusKPI backupResourceGuardProxies backupSetName
    backupStorageVersion backupType bcdrSecurityLevel bekDetails blobDuration blobSasKey blobUrl
    canReRegister classicAlertSettings clientId clientScripts cloudServiceOrResourceGroup code
    computerName ConfiguredRPGenerationFrequency containerHealthState containerId
    containerIdentityInfo containerName containerType copyOptions correlationId count
    createdWithPolicyType createMode createNewCloudService crossRegionRestore
    crossRegionRestoreFlag crossRegionRestoreState currentValue dailySchedule Data databaseName
    dataDirectoryPaths dataDirectoryTimeInUTC dataMoveLevel date daysOfTheMonth daysOfTheWeek
    defaultResourceRequest deferredDeleteSyncTimeInUTC deferredDeleteTimeInUTC
    deferredDeleteTimeRemaining description details diskCount diskEncryptionSetId
    diskExclusionProperties diskLunList diskStorageUsedInBytes display displayName duration
    durationType dynamicErrorMessage enableCompression encryption encryptionAtRestType
    encryptionDetails encryptionEnabled encryptionMechanism endDate endTime enhancedSecurityState
    entityFriendlyName error ErrorCode errorCode errorDetail errorDetails errorMessage errorString
    errorTitle estimatedRemainingDuration eTag etag excelFileBlobSasKey excelFileBlobUrl
    excludedDiskList excludedRPList expand expiryTime expiryTimeInUtcTicks
    ExportJobsOperationResultInfo extendedInfo extendedInformation extendedLocation
    extendedProperties fabricName failedJobsError featureType
    FetchTieringCostInfoForRehydrationRequest FetchTieringCostSavingsInfoForPolicyRequest
    FetchTieringCostSavingsInfoForProtectedItemRequest FetchTieringCostSavingsInfoForVaultRequest
    fileShareProtocol fileShareSnapshotUri fileSpecType friendlyName groupIds HanaHSRContainer
    headers healthDetails healthState healthStatus hostServerName hourlySchedule
    IaasVMBackupRequest IaasVMContainer IaasVMILRRegistrationRequest IaaSVMProtectableItem
    IaasVMRecoveryPoint IaasVMRestoreRequest IaasVMRestoreWithRehydrationRequest id identity
    identityArmId identityBasedRestoreDetails identityInfo identityName ignoreMoved
    immutabilitySettings includedDiskList includeSoftDeletedRP info infrastructureEncryptionState
    initiatorName innerError innererror inquiryDetails inquiryInfo inquiryValidation instanceId
    instantRPDetails instantRpRetentionRangeInDays intentObjectName internalPropertyBag interval
    isArchiveEnabled isAutoProtectable isAutoProtected isAzureBackupAgentUpgradeAvailable
    isCollocated isCompression isDeferredDeleteScheduleUpcoming isInclusionList
    isInstantIlrSessionActive IsInstantRpJob isLast isManagedVirtualMachine isNonRecoverable
    isPresentOnCloud isPrivateAccessEnabledOnAnyDisk IsProtectable isProtectable isReadyForMove
    isRehydrate isScheduledForDeferredDelete isSoftDeleted isSoftDeleteFeatureStateEditable
    isSourceVMEncrypted issqlcompression isSystemAssignedIdentity isUserTriggered itemCount itemId
    itemName itemType jobId jobIds jobList jobName jobType kekDetails kekUrl kekVaultId
    keyAndSecret keyBackupData keyUri keyUrl keyVaultId kpisHealths lastBackupErrorDetail
    lastBackupStatus lastBackupTime lastRecoveryPoint lastRefreshedAt lastUpdatedTime
    lastUpdateStatus limit linuxVmApplicationName localizedValue location logicalName LogicalName
    logPointInTimeForDBRecovery LogSchedulePolicy logSpecifications LongTermRetentionPolicy
    LongTermSchedulePolicy lun makePolicyConsistent managedIdentityResourceId mappingType Message
    message monitoringSettings monthlySchedule monthsOfYear moveReadyRPOnly multiUserAuthorization
    name newestRecoveryPointInArchive nextLink nextResetTime nodeName nodesList
    numberOfDisksAttachedToVm numberOfDisksIncludedInBackup objectType oldestRecoveryPoint
    oldestRecoveryPointInArchive oldestRecoveryPointInVault onPremiseLatestRecoveryPoint
    onPremiseOldestRecoveryPoint onPremiseRecoveryPointCount operation operationId
    OperationResultInfo OperationStatusJobExtendedInfo OperationStatusJobsExtendedInfo
    OperationStatusProvisionILRExtendedInfo OperationStatusValidateOperationExtendedInfo
    operationType origin originalStorageAccountOption osType overwriteOption
    parentContainerFabricId parentContainerFriendlyName parentName parentType parentUniqueName
    path pauseGC pointInTime policyId policyInconsistent policyName policyState policyType
    poLogicalName prebackupvalidation PrepareDataMoveResponse principalId privateEndpoint
    privateEndpointConnectionName privateEndpointStateForBackup
    privateEndpointStateForSiteRecovery privateLinkServiceConnectionState progressPercentage
    properties propertyBag protectableContainerType protectableItemCount protectableItemType
    protectableObjectLoadPath protectableObjectType protected protectedItemCount
    protectedItemDataId protectedItemDataSourceId protectedItemHealthStatus protectedItemId
    protectedItemName protectedItemsCount protectedItemType protectedServersCount
    protectionGroupName protectionIntentItemType protectionState protectionStatus provider
    provisioningState publicNetworkAccess quotaPeriod rawCertData recommendation recommendations
    recoveryMode recoveryModel recoveryPointAdditionalInfo recoveryPointCount
    recoveryPointDiskConfiguration recoveryPointExpiryTimeInUTC recoveryPointId
    recoveryPointMoveReadinessInfo recoveryPointProperties recoveryPointRehydrationInfo
    recoveryPointSizeInGB recoveryPointTierDetails recoveryPointTime recoveryPointTimeInUTC
    recoveryPointType RecoveryServiceVaultItem recoveryTarget recoveryType redundancySettings
    refreshedAt region registrationStatus RehydratedRPExpiryTime rehydrationPriority
    rehydrationRetentionDuration rehydrationSizeInBytes renewExistingRegistration resource
    resourceGroup resourceGroupName resourceGuardOperationDetails resourceGuardOperationRequests
    resourceGuardProxyDetails resourceGuardProxyName resourceGuardResourceId resourceHealthDetails
    resourceHealthStatus resourceId resourceState resourceStateSyncTime resourceToBeDeleted
    resourceType RestoreDestination restoreDiskLunList restoreFileSpecs restoreLocationType
    RestoreOperationStatusKPI restorePointQueryType RestoreRecoveryPointTime restoreRequest
    restoreRequestType restoreWithManagedDisks retailRehydrationCostPerGBPerMonth
    retailSourceTierCostPerGBPerMonth retailTargetTierCostPerGBPerMonth retentionDuration
    retentionPolicy retentionPolicyType retentionScheduleDaily retentionScheduleFormatType
    retentionScheduleWeekly retentionTimes ruleName SAPAseDatabase SAPAseSystem SAPHanaDatabase
    SAPHanaDBInstance SAPHanaSystem scheduleFrequencyInMins schedulePolicy schedulePolicyType
    scheduleRunDays scheduleRunFrequency scheduleRunTimes scheduleWeeklyFrequency
    scheduleWindowDuration scheduleWindowStartTime scriptContent scriptExtension scriptNameSuffix
    secretData secretKeyUrl secretKeyVaultId secretUrl secretVaultId securedVMDetails
    securedVMOsDiskEncryptionSetId secureScore securityPIN securitySettings securityTier
    securityType serverName serviceEndpoints servicePrincipalClientId serviceSpecification
    settings shouldUseAlternateTargetLocation SimpleRetentionPolicy SimpleSchedulePolicy
    SimpleSchedulePolicyV2 skipAttachAndMount sku snapshotBackupAdditionalDetails
    snapshotRestoreParameters snapshotRetentionInDays softDeleteFeatureState
    softDeleteRetentionPeriod softDeleteRetentionPeriodInDays softDeleteSettings softDeleteState
    sourceAssociations sourceContainerArmIds sourceLocation sourceLogicalName sourcePath
    sourceRegion sourceResourceId sourceSideScanInfo sourceSideScanning sourceSideScanStatus
    sourceSideScanSummary sourceTierSizeReductionInBytes sourceTierType sourceVaultProperties
    sourceVMStorageType SQLAGWorkLoadContainer SQLAvailabilityGroupContainer SQLDataBase
    SQLInstance standardTierStorageRedundancy startDate startTime state status statusCode
    storageAccountId storageAccountName storageAccountVersion StorageContainer storageModelType
    storageType storageTypeState subinquireditemcount subnetId subprotectableitemcount
    subProtectionPolicy subscriptionId subWorkloadItemCount supportStatus tags target
    targetDetails targetDirectoryForFileRestore targetDiskAccessId targetDiskNetworkAccessOption
    targetDiskNetworkAccessSettings targetDomainNameId targetFolderPath targetInfo targetPath
    targetRegion targetResourceGroupId targetResourceGroupName targetResourceId
    targetStorageAccountId targetTierSizeIncreaseInBytes targetTierType targetVirtualMachineId
    taskExecutionDetails taskId tasksList taskType threatStatus tier TieringCostRehydrationInfo
    TieringCostSavingInfo tieringMode tieringPolicy timeRanges timeZone title token
    totalDiskStorageSizeInBytes type uniqueName unit unlockDeleteExpiryTime upgradeAvailable url
    usedDiskSpace userAssignedIdentity userAssignedIdentityProperties
    userAssignedManagedIdentityDetails useSystemAssignedIdentity
    ValidateIaasVMRestoreOperationRequest validateOperationResponse
    ValidateRestoreOperationRequest validationResults Value value vaultCriticalOperation vaultId
    VaultJob vaultName vaultRetention vaultRetentionPolicy virtualMachineId virtualMachineName
    virtualMachineSize virtualMachineVersion virtualNetworkId VMAppContainer vmSize vmSku
    weeklySchedule weeksOfTheMonth Windows workloadItemType workLoadType workloadType xcoolState
    yearlySchedule zones
  `
    .trim()
    .split(/\s+/),
);

/** What Azure calls the values in a job's bag of properties, which are words for people. */
export const BAG_PROPERTIES: ReadonlySet<string> = new Set([
  "Backed-up disk(s)",
  "Backup Size",
  "Config Blob Container Name",
  "Config Blob Name",
  "Config Blob Uri",
  "Data Transferred (in MB)",
  "Excluded disk(s)",
  "File Share Name",
  "IsInstantRpJob",
  "Job Type",
  "Number Of Failed Files",
  "Number Of Restored Files",
  "Number Of Skipped Files",
  "Number of Recovery Points",
  "Original VM Name",
  "Policy Name",
  "Recovery Point Expiry Time in UTC",
  "Recovery Point Time",
  "Recovery point time ",
  "Rehydration Priority",
  "RestoreDestination",
  "Restored disk(s)",
  "Source File Share Name",
  "Source Storage Account Name",
  "Storage Account Name",
  "Target File Share Name",
  "Target Storage Account Name",
  "Target VM Name",
  "Target resource group",
  "Undelete flag",
  "VM Name",
  "Whether job is adhoc or scheduled.",
]);
