import { describe, expect, test } from "vitest";
import {
  listsOf,
  WORKLOADS,
  type WorkloadType,
  workloadOf,
  workloadOfName,
} from "../../../../src/azure/backup/workload.ts";
import { itemOf, workload } from "./read-builders.ts";
import { ITEM_RESOURCES, WORKLOAD_TYPES } from "./resource-builders.ts";

/** What the recordings and the documents say of each, written out a second time. */
const FACTS: Readonly<Record<WorkloadType, object>> = {
  SQLDataBase: {
    backupManagementType: "AzureWorkload",
    itemTypes: ["AzureVmWorkloadSQLDatabase"],
    policyTypes: ["SQLDataBase"],
    isDatabase: true,
    repeatsSource: false,
    backupRequest: "AzureWorkloadBackupRequest",
    jobType: "AzureWorkloadJob",
    levels: ["resource group", "server", "instance"],
    instance: "an instance",
    isHostedByInstance: false,
    isItsSource: false,
    backupTypes: ["CopyOnlyFull", "Full", "Differential", "Log"],
    leastDaysOfFull: 45,
    isKeptToMidnight: false,
    hasEnhancedPolicies: false,
    plainRetention: "backups",
    hasInstantPoints: false,
    isHeldForHours: false,
    backupProof: "by-user",
  },
  SAPHanaDatabase: {
    backupManagementType: "AzureWorkload",
    itemTypes: ["AzureVmWorkloadSAPHanaDatabase"],
    policyTypes: ["SAPHanaDatabase", "SQLDataBase"],
    isDatabase: true,
    repeatsSource: false,
    backupRequest: "AzureWorkloadBackupRequest",
    jobType: "AzureWorkloadJob",
    levels: ["resource group", "server", "instance"],
    instance: "a SID",
    isHostedByInstance: true,
    isItsSource: false,
    backupTypes: ["Full", "Differential", "Incremental"],
    isKeptToMidnight: false,
    hasEnhancedPolicies: false,
    plainRetention: "backups",
    hasInstantPoints: false,
    isHeldForHours: false,
    backupProof: "by-user",
  },
  SAPAseDatabase: {
    backupManagementType: "AzureWorkload",
    itemTypes: ["AzureVmWorkloadSAPAseDatabase"],
    policyTypes: ["SAPAseDatabase"],
    isDatabase: true,
    repeatsSource: false,
    backupRequest: "AzureWorkloadBackupRequest",
    jobType: "AzureWorkloadJob",
    levels: ["resource group", "server", "instance"],
    instance: "an instance",
    isHostedByInstance: true,
    isItsSource: false,
    backupTypes: ["Full", "Differential", "Log"],
    isKeptToMidnight: false,
    hasEnhancedPolicies: false,
    plainRetention: "backups",
    hasInstantPoints: false,
    isHeldForHours: false,
    backupProof: "by-user",
  },
  VM: {
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
    jobType: "AzureIaaSVMJob",
    levels: ["resource group"],
    instance: "an instance",
    isHostedByInstance: false,
    ownId: expect.any(RegExp),
    isItsSource: true,
    backupTypes: [],
    isKeptToMidnight: true,
    hasEnhancedPolicies: true,
    plainRetention: "backups",
    hasInstantPoints: true,
    isHeldForHours: true,
    backupProof: "by-expiry",
  },
  AzureFileShare: {
    backupManagementType: "AzureStorage",
    itemTypes: ["AzureFileShareProtectedItem"],
    policyTypes: ["AzureFileShare"],
    isDatabase: false,
    repeatsSource: true,
    backupRequest: "AzureFileShareBackupRequest",
    jobType: "AzureStorageJob",
    levels: ["resource group", "storage account"],
    instance: "an instance",
    isHostedByInstance: false,
    ownId: expect.any(RegExp),
    isItsSource: false,
    backupTypes: [],
    isKeptToMidnight: false,
    hasEnhancedPolicies: false,
    plainRetention: "snapshots",
    hasInstantPoints: false,
    isHeldForHours: false,
    backupProof: "ad-hoc",
  },
};

test("every workload of the design is there, each once", () => {
  expect(WORKLOADS.map(({ type }) => type).sort()).toEqual(Object.keys(FACTS).sort());
});

test.each(WORKLOAD_TYPES)("%s is what was recorded of it", (type) => {
  const { type: own, words, ...facts } = workload(type);

  expect(own).toBe(type);
  expect(facts).toEqual(FACTS[type]);
  expect(words).toMatch(/^[A-Za-z ]+$/);
});

test("no type of item belongs to two workloads", () => {
  const all = WORKLOADS.flatMap(({ itemTypes }) => itemTypes).map((type) => type.toLowerCase());

  expect(new Set(all).size).toBe(all.length);
});

describe("the workload of an item", () => {
  test.each(
    WORKLOADS.flatMap(({ type, itemTypes }) => itemTypes.map((itemType) => ({ type, itemType }))),
  )("of the type $itemType is $type, in any case", ({ type, itemType }) => {
    for (const written of [itemType, itemType.toLowerCase(), itemType.toUpperCase()]) {
      expect(workloadOf(written)?.type).toBe(type);
    }
  });

  test.each([
    "",
    "SQLDataBase",
    "AzureVmWorkloadSQLInstance",
    "AzureVmWorkloadSAPHanaDBInstance",
    "MabFileFolderProtectedItem",
    "AzureVmWorkloadSQLDatabase2",
    "AzureSqlProtectedItem",
    "GenericProtectedItem",
    "DPMProtectedItem",
    "constructor",
  ])("of the type '%s' is none", (itemType) => {
    expect(workloadOf(itemType)).toBeUndefined();
  });
});

describe("a native name tells the workload", () => {
  test.each(WORKLOAD_TYPES)("of %s, in any case", (type) => {
    const { name } = itemOf(type).address;

    expect(workloadOfName(name)?.type).toBe(type);
    expect(workloadOfName(name.toLowerCase())?.type).toBe(type);
  });

  test.each([
    "",
    ";",
    "payroll",
    "SQLDataBase2;i;d",
    "SQLInstance;mssqlserver",
    " SQLDataBase;i;d",
  ])("unless it has no such prefix: '%s'", (name) => {
    expect(workloadOfName(name)).toBeUndefined();
  });
});

describe("what a vault is asked to list", () => {
  test.each([
    { type: "SQLDataBase", list: ["AzureWorkload", "SQLDataBase"] },
    { type: "SAPHanaDatabase", list: ["AzureWorkload", "SAPHanaDatabase"] },
    { type: "SAPAseDatabase", list: ["AzureWorkload", "SAPAseDatabase"] },
    { type: "VM", list: ["AzureIaasVM", "VM"] },
    { type: "AzureFileShare", list: ["AzureStorage", "AzureFileShare"] },
  ] as const)("for $type is $list", ({ type, list: [backupManagementType, itemType] }) => {
    expect(listsOf(workload(type))).toEqual([{ backupManagementType, itemType }]);
  });

  test("for any workload is each management type once", () => {
    expect(listsOf(undefined)).toEqual([
      { backupManagementType: "AzureWorkload" },
      { backupManagementType: "AzureIaasVM" },
      { backupManagementType: "AzureStorage" },
    ]);
  });

  test("covers every resource of the tests", () => {
    for (const type of WORKLOAD_TYPES) {
      const { backupManagementType } = ITEM_RESOURCES[type].properties;

      expect(listsOf(undefined)).toContainEqual({ backupManagementType });
    }
  });
});
