/** A kind of item that a vault can protect and this action handles, in Azure's own words. */
export interface Workload {
  /** Azure's item type, which is also the value of the input `workload-type`. */
  readonly type: WorkloadType;
  readonly backupManagementType: string;
  /** `protectedItemType` in the API; the first is the usual one. */
  readonly itemTypes: readonly string[];
  /** Databases run inside a VM and have backup types; VMs and file shares are backed up whole. */
  readonly isDatabase: boolean;
  /** Whether a PUT has to repeat `sourceResourceId`; VMs and file shares do (E27). */
  readonly repeatsSource: boolean;
  /**
   * `workLoadType` of the policies it accepts, if they have one. SAP HANA has accepted a policy
   * that is labelled for SQL; the reverse is not known (E88). Policies of VMs say `VM` or nothing
   * (E87).
   */
  readonly policyTypes: readonly string[];
  /** `objectType` of an on-demand backup. */
  readonly backupRequest: string;
  /** The type of its jobs, without the version that newer ones end in. */
  readonly jobType: JobType;
  /** The levels above an item, outermost first; an item of a group of servers has levels of its own. */
  readonly levels: readonly LevelKind[];
  /** The name of the instance level in messages, with its article. */
  readonly instance: string;
  /** Whether the name of an instance in a path also identifies the host, as an SAP SID does. */
  readonly isHostedByInstance: boolean;
  /** The resource id of the protected resource in its own service: the source's id, then the name. */
  readonly ownId?: RegExp;
  /** Whether an item's source is the item itself; otherwise a source has several items. */
  readonly isItsSource: boolean;
  /** On-demand backup types, the default first; empty if it is backed up whole (E37). */
  readonly backupTypes: readonly BackupType[];
  /** The fewest days that an on-demand `Full` may be kept; until 2022 Azure accepted 30 (E40). */
  readonly leastDaysOfFull?: number;
  /**
   * Whether an on-demand backup is kept until midnight. Its job repeats the time, which shows whose
   * work it is (E41).
   */
  readonly isKeptToMidnight: boolean;
  /** Whether it has enhanced policies (V2), which cannot be replaced by a standard one. */
  readonly hasEnhancedPolicies: boolean;
  /** What a policy's plain retention keeps (E95). */
  readonly plainRetention: "backups" | "snapshots";
  /** Whether a point can exist only as a snapshot, and expire with it. */
  readonly hasInstantPoints: boolean;
  /** Whether a backup or restore can hold an item for hours. */
  readonly isHeldForHours: boolean;
  /** How a backup's job shows who asked for it (E69, E71, E72). */
  readonly backupProof: "by-user" | "by-expiry" | "ad-hoc";
  /** The name in messages. */
  readonly words: string;
}

/** The values of the input `workload-type`. */
export type WorkloadType =
  | "SQLDataBase"
  | "SAPHanaDatabase"
  | "SAPAseDatabase"
  | "VM"
  | "AzureFileShare";

/** What Azure calls the jobs of a workload. */
export type JobType = "AzureWorkloadJob" | "AzureIaaSVMJob" | "AzureStorageJob";

/** What a part of a path before the friendly name can be. */
export type LevelKind = "resource group" | "cluster" | "server" | "instance" | "storage account";

/** The values of the input `backup-type`. */
export const BACKUP_TYPES = ["Full", "Differential", "Log", "CopyOnlyFull", "Incremental"] as const;

/** One value of the input `backup-type`. */
export type BackupType = (typeof BACKUP_TYPES)[number];

/** The levels of a database, and of an item of an unknown type. */
export const DATABASE_LEVELS: readonly LevelKind[] = ["resource group", "server", "instance"];

const DATABASE = {
  backupManagementType: "AzureWorkload",
  isDatabase: true,
  repeatsSource: false,
  backupRequest: "AzureWorkloadBackupRequest",
  jobType: "AzureWorkloadJob",
  levels: DATABASE_LEVELS,
  instance: "an instance",
  isHostedByInstance: false,
  isItsSource: false,
  isKeptToMidnight: false,
  hasEnhancedPolicies: false,
  plainRetention: "backups",
  hasInstantPoints: false,
  isHeldForHours: false,
  backupProof: "by-user",
} as const;

/** What the workloads have in common that are backed up whole. */
const WHOLE = {
  isDatabase: false,
  repeatsSource: true,
  instance: "an instance",
  isHostedByInstance: false,
  backupTypes: [],
} as const;

/** Every workload, in the words of the API (E26). */
const WORKLOADS_BY_TYPE = {
  SQLDataBase: {
    ...DATABASE,
    type: "SQLDataBase",
    itemTypes: ["AzureVmWorkloadSQLDatabase"],
    policyTypes: ["SQLDataBase"],
    backupTypes: ["CopyOnlyFull", "Full", "Differential", "Log"],
    leastDaysOfFull: 45,
    words: "SQL database",
  },
  SAPHanaDatabase: {
    ...DATABASE,
    type: "SAPHanaDatabase",
    itemTypes: ["AzureVmWorkloadSAPHanaDatabase"],
    policyTypes: ["SAPHanaDatabase", "SQLDataBase"],
    backupTypes: ["Full", "Differential", "Incremental"],
    instance: "a SID",
    isHostedByInstance: true,
    words: "SAP HANA database",
  },
  SAPAseDatabase: {
    ...DATABASE,
    type: "SAPAseDatabase",
    itemTypes: ["AzureVmWorkloadSAPAseDatabase"],
    policyTypes: ["SAPAseDatabase"],
    backupTypes: ["Full", "Differential", "Log"],
    isHostedByInstance: true,
    words: "SAP ASE database",
  },
  VM: {
    ...WHOLE,
    type: "VM",
    backupManagementType: "AzureIaasVM",
    itemTypes: [
      "Microsoft.Compute/virtualMachines",
      "Microsoft.ClassicCompute/virtualMachines",
      "AzureIaaSVMProtectedItem",
    ],
    policyTypes: ["VM"],
    backupRequest: "IaasVMBackupRequest",
    jobType: "AzureIaaSVMJob",
    levels: ["resource group"],
    ownId:
      /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.(?:Classic)?Compute\/virtualMachines\/([^/]+))\/*$/i,
    isItsSource: true,
    isKeptToMidnight: true,
    hasEnhancedPolicies: true,
    plainRetention: "backups",
    hasInstantPoints: true,
    isHeldForHours: true,
    backupProof: "by-expiry",
    words: "virtual machine",
  },
  AzureFileShare: {
    ...WHOLE,
    type: "AzureFileShare",
    backupManagementType: "AzureStorage",
    itemTypes: ["AzureFileShareProtectedItem"],
    policyTypes: ["AzureFileShare"],
    backupRequest: "AzureFileShareBackupRequest",
    jobType: "AzureStorageJob",
    levels: ["resource group", "storage account"],
    ownId:
      /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.(?:Classic)?Storage\/storageAccounts\/[^/]+)\/fileServices\/[^/]+\/(?:file)?shares\/([^/]+)\/*$/i,
    isItsSource: false,
    isKeptToMidnight: false,
    hasEnhancedPolicies: false,
    plainRetention: "snapshots",
    hasInstantPoints: false,
    isHeldForHours: false,
    backupProof: "ad-hoc",
    words: "file share",
  },
} as const satisfies { readonly [Type in WorkloadType]: Workload & { readonly type: Type } };

/** Every workload, in the order in which messages list them. */
export const WORKLOADS: readonly Workload[] = Object.values(WORKLOADS_BY_TYPE);

/** The workload of an item by its `protectedItemType`; undefined for one this action does not handle. */
export function workloadOf(itemType: string): Workload | undefined {
  const wanted = itemType.toLowerCase();
  return WORKLOADS.find(({ itemTypes }) => itemTypes.some((type) => type.toLowerCase() === wanted));
}

/** The workload of a native item name such as `SQLDataBase;mssqlserver;payroll`. */
export function workloadOfName(nativeName: string): Workload | undefined {
  const prefix = (nativeName.split(";")[0] ?? "").toLowerCase();
  return WORKLOADS.find(({ type }) => type.toLowerCase() === prefix);
}

/** What to ask a vault to list: one workload, or all of one management type (E25). */
export interface ItemType {
  readonly backupManagementType: string;
  readonly itemType?: string;
}

/** The lists that together hold every item of a workload, or of all workloads. */
export function listsOf(workload: Workload | undefined): readonly ItemType[] {
  if (workload !== undefined) {
    return [{ backupManagementType: workload.backupManagementType, itemType: workload.type }];
  }
  const types = new Set(WORKLOADS.map(({ backupManagementType }) => backupManagementType));
  return [...types].map((backupManagementType) => ({ backupManagementType }));
}
