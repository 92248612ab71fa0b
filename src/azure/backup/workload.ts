/** What a vault can protect and this action handles, by Azure's own words. */
export interface Workload {
  /** Azure's item type, which is also the value of the input `workload-type`. */
  readonly type: WorkloadType;
  readonly backupManagementType: string;
  /** `protectedItemType` on the wire; the first is the usual one. */
  readonly itemTypes: readonly string[];
  /** Databases run inside a VM and know backup types; VMs and file shares are backed up whole. */
  readonly isDatabase: boolean;
  /** Whether a PUT has to repeat `sourceResourceId` (recordings: VMs and file shares do). */
  readonly repeatsSource: boolean;
  /**
   * `workLoadType` of the policies it takes, where they say one. SAP HANA has been recorded (2019) to
   * take a policy that is labelled for SQL; the reverse has not. Policies of VMs say `VM` or nothing
   * (recordings).
   */
  readonly policyTypes: readonly string[];
  /** `objectType` of an on-demand backup. */
  readonly backupRequest: string;
  /** For messages. */
  readonly words: string;
}

/** The values of the input `workload-type`. */
export type WorkloadType =
  | "SQLDataBase"
  | "SAPHanaDatabase"
  | "SAPAseDatabase"
  | "VM"
  | "AzureFileShare";

const DATABASE = {
  backupManagementType: "AzureWorkload",
  isDatabase: true,
  repeatsSource: false,
  backupRequest: "AzureWorkloadBackupRequest",
};

/** Every workload (recordings; of SAP ASE a backup and its points, the rest from documents). */
export const WORKLOADS: readonly Workload[] = [
  {
    ...DATABASE,
    type: "SQLDataBase",
    itemTypes: ["AzureVmWorkloadSQLDatabase"],
    policyTypes: ["SQLDataBase"],
    words: "SQL database",
  },
  {
    ...DATABASE,
    type: "SAPHanaDatabase",
    itemTypes: ["AzureVmWorkloadSAPHanaDatabase"],
    policyTypes: ["SAPHanaDatabase", "SQLDataBase"],
    words: "SAP HANA database",
  },
  {
    ...DATABASE,
    type: "SAPAseDatabase",
    itemTypes: ["AzureVmWorkloadSAPAseDatabase"],
    policyTypes: ["SAPAseDatabase"],
    words: "SAP ASE database",
  },
  {
    type: "VM",
    backupManagementType: "AzureIaasVM",
    itemTypes: [
      "Microsoft.Compute/virtualMachines",
      "Microsoft.ClassicCompute/virtualMachines",
      "AzureIaaSVMProtectedItem",
    ],
    policyTypes: ["VM"],
    isDatabase: false,
    repeatsSource: true,
    backupRequest: "IaasVMBackupRequest",
    words: "virtual machine",
  },
  {
    type: "AzureFileShare",
    backupManagementType: "AzureStorage",
    itemTypes: ["AzureFileShareProtectedItem"],
    policyTypes: ["AzureFileShare"],
    isDatabase: false,
    repeatsSource: true,
    backupRequest: "AzureFileShareBackupRequest",
    words: "file share",
  },
];

/** The workload of an item by its `protectedItemType`; undefined for one this action does not handle. */
export function workloadOf(itemType: string): Workload | undefined {
  const wanted = itemType.toLowerCase();
  return WORKLOADS.find(({ itemTypes }) => itemTypes.some((type) => type.toLowerCase() === wanted));
}

/** The workload that a native item name such as `SQLDataBase;mssqlserver;payroll` belongs to. */
export function workloadOfName(nativeName: string): Workload | undefined {
  const prefix = (nativeName.split(";")[0] ?? "").toLowerCase();
  return WORKLOADS.find(({ type }) => type.toLowerCase() === prefix);
}

/** What a vault is asked to list: one workload, or all of one management type (recordings show both filters). */
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
