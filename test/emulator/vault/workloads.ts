/** The kinds of items, in the words of `itemType` and `workloadType` on the wire (document). */
export type Workload =
  | "SQLDataBase"
  | "SAPHanaDatabase"
  | "SAPAseDatabase"
  | "SAPHanaDBInstance"
  | "SQLInstance"
  | "VM"
  | "AzureFileShare";

/** How a kind of item is written on the wire. */
interface WorkloadTraits {
  readonly backupManagementType: "AzureWorkload" | "AzureIaasVM" | "AzureStorage";
  /** The discriminator of an item's properties. */
  readonly protectedItemType: string;
  /** Another discriminator that a PUT may bear (recording). */
  readonly otherItemType?: string;
  readonly parentType?: string;
  readonly jobType: "AzureWorkloadJob" | "AzureIaaSVMJob" | "AzureStorageJob";
  /** The discriminator of an on-demand backup's body. */
  readonly backupRequestType: string;
  readonly containerForm: RegExp;
  readonly itemForm: RegExp;
  /** VM and share bodies must name their source; database bodies need not (recording). */
  readonly sourceRequired: boolean;
}

const DATABASE_CONTAINER =
  /^(VMAppContainer;Compute;[^;]+;[^;]+|SQLAGWorkLoadContainer;[^;]+|HanaHSRContainer;.+)$/i;

const database = {
  backupManagementType: "AzureWorkload",
  jobType: "AzureWorkloadJob",
  backupRequestType: "AzureWorkloadBackupRequest",
  containerForm: DATABASE_CONTAINER,
  sourceRequired: false,
} as const;

/**
 * Wire words per workload (recording). Instances that are snapshotted whole, of SAP HANA and, as a
 * preview, of SQL Server, are in no recording: their discriminators are the contract's, their names
 * and `workloadType` assumed from those of protectable items.
 */
export const WORKLOADS: Readonly<Record<Workload, WorkloadTraits>> = {
  SQLDataBase: {
    ...database,
    protectedItemType: "AzureVmWorkloadSQLDatabase",
    parentType: "AzureVmWorkloadSQLInstance",
    itemForm: /^SQLDataBase;[^;]+;.+$/i,
  },
  SAPHanaDatabase: {
    ...database,
    protectedItemType: "AzureVmWorkloadSAPHanaDatabase",
    parentType: "AzureVmWorkloadSAPHanaSystem",
    itemForm: /^SAPHanaDatabase;[^;]+;.+$/i,
  },
  SAPAseDatabase: {
    ...database,
    protectedItemType: "AzureVmWorkloadSAPAseDatabase",
    parentType: "AzureVmWorkloadSAPAseSystem",
    itemForm: /^SAPAseDatabase;[^;]+;.+$/i,
  },
  SAPHanaDBInstance: {
    ...database,
    protectedItemType: "AzureVmWorkloadSAPHanaDBInstance",
    parentType: "AzureVmWorkloadSAPHanaSystem",
    itemForm: /^SAPHanaDBInstance;.+$/i,
  },
  SQLInstance: {
    ...database,
    protectedItemType: "AzureVmWorkloadSQLInstance",
    parentType: "AzureVmWorkloadSQLInstance",
    itemForm: /^SQLInstance;[^;]+$/i,
  },
  VM: {
    backupManagementType: "AzureIaasVM",
    protectedItemType: "Microsoft.Compute/virtualMachines",
    otherItemType: "AzureIaaSVMProtectedItem",
    jobType: "AzureIaaSVMJob",
    backupRequestType: "IaasVMBackupRequest",
    containerForm: /^IaasVMContainer;iaasvmcontainer(v2)?;[^;]+;[^;]+$/i,
    itemForm: /^VM;iaasvmcontainer(v2)?;[^;]+;[^;]+$/i,
    sourceRequired: true,
  },
  AzureFileShare: {
    backupManagementType: "AzureStorage",
    protectedItemType: "AzureFileShareProtectedItem",
    jobType: "AzureStorageJob",
    backupRequestType: "AzureFileShareBackupRequest",
    containerForm: /^StorageContainer;storage;[^;]+;[^;]+$/i,
    itemForm: /^AzureFileShare;.+$/i,
    sourceRequired: true,
  },
};

/** Every workload, for look-ups. */
export const WORKLOAD_NAMES = Object.keys(WORKLOADS) as Workload[];

/** Whether a workload is an instance that is snapshotted as a whole, databases and all (document). */
export function isInstance(workload: Workload): workload is "SAPHanaDBInstance" | "SQLInstance" {
  return workload === "SAPHanaDBInstance" || workload === "SQLInstance";
}

/** Whether a workload runs inside a VM and is backed up by the database plug-in. */
export function isDatabase(workload: Workload): boolean {
  return WORKLOADS[workload].backupManagementType === "AzureWorkload";
}
