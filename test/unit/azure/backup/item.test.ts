import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemPath, parseItemPath, readItem, sameName } from "../../../../src/azure/backup/item.ts";
import { placeOf } from "../../../../src/azure/backup/item-levels.ts";
import { isoTime } from "../../../../src/json.ts";
import { itemOf, workload } from "./read-builders.ts";
import {
  ITEM_ID,
  ITEM_RESOURCES,
  itemId,
  itemResource,
  POLICY_ID,
  VAULT_ID,
  WORKLOAD_TYPES,
} from "./resource-builders.ts";

const GROUP_ID = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/SQLAGWorkLoadContainer;0a1b/protectedItems/SQLDataBase;ag-1;payroll`;

describe("a standalone database", () => {
  test("is read whole", () => {
    const read = readItem(
      itemResource({
        sourceResourceId:
          "/subscriptions/s/resourceGroups/RG-SQL/providers/Microsoft.Compute/virtualMachines/sqlserver-0",
        lastBackupStatus: "Healthy",
        lastBackupTime: "2026-01-04T22:00:05.1234567Z",
        lastRecoveryPoint: "2026-01-04T22:00:00Z",
        extendedInfo: { oldestRecoveryPoint: "2025-12-01T22:00:00Z", policyState: "Consistent" },
      }),
    );

    expect(read).toEqual({
      id: ITEM_ID,
      address: {
        container: "VMAppContainer;Compute;rg-sql;vm-1",
        name: "SQLDataBase;mssqlserver;payroll",
      },
      friendlyName: "payroll",
      itemType: "AzureVmWorkloadSQLDatabase",
      workload: workload("SQLDataBase"),
      unhandled: "",
      sourceId:
        "/subscriptions/s/resourceGroups/RG-SQL/providers/Microsoft.Compute/virtualMachines/sqlserver-0",
      policyType: "",
      lastBackupStatus: "Healthy",
      lastBackupTime: Date.UTC(2026, 0, 4, 22, 0, 5, 123),
      protectionState: "Protected",
      policyId: POLICY_ID,
      condition: "protected",
      purgeTime: undefined,
      oldestRecoveryPoint: Date.UTC(2025, 11, 1, 22),
      recoveryModel: "",
      health: "",
      lastRecoveryPoint: Date.UTC(2026, 0, 4, 22),
      levels: [
        { kind: "resource group", names: ["rg-sql"] },
        { kind: "server", names: ["sqlserver-0", "vm-1", "sql-host.contoso.com", "sql-host"] },
        { kind: "instance", names: ["MSSQLSERVER"] },
      ],
    });
  });

  test("goes by every name of its group and server that differs", () => {
    const read = readItem(
      itemResource({
        serverName: "VM-1",
        parentName: "INST2",
        sourceResourceId:
          "/Subscriptions/s/resourcegroups/moved/providers/Microsoft.compute/virtualmachines/vm-1",
      }),
    );

    expect(read?.levels).toEqual([
      { kind: "resource group", names: ["rg-sql", "moved"] },
      { kind: "server", names: ["vm-1"] },
      { kind: "instance", names: ["INST2", "mssqlserver"] },
    ]);
  });

  test("is called by its native name where Azure gives no friendly one", () => {
    const read = readItem(itemResource({ friendlyName: undefined }, `${ITEM_ID};2`));

    expect(read?.friendlyName).toBe("payroll;2");
  });
});

test("an item is at the first name of each of its levels", () => {
  const group = { kind: "resource group", names: ["rg-sql", "moved"] } as const;
  const nameless = { kind: "instance", names: [] } as const;

  expect(placeOf(itemOf("SQLDataBase"))).toBe("rg-sql/vm-1/MSSQLSERVER");
  expect(placeOf({ levels: [group, nameless] })).toBe("rg-sql");
  expect(placeOf({ levels: [] })).toBe("");
});

test("a server stays one though its group is called as a group of servers is", () => {
  const container = "VMAppContainer;Compute;SQLAGWorkLoadContainer;vm-1";
  const read = readItem(itemResource({}, itemId(container, "SQLDataBase;mssqlserver;payroll")));

  expect(read?.levels.map(({ kind }) => kind)).toEqual(["resource group", "server", "instance"]);
});

describe("the parts of a path that may stand before the name", () => {
  const levelsOf = (type: keyof typeof ITEM_RESOURCES) =>
    itemOf(type).levels.map(({ kind, names }) => `${kind}: ${names.join(", ")}`);

  test.each([
    {
      type: "SAPHanaDatabase",
      levels: ["resource group: rg-hana", "server: hana-vm", "instance: HXE"],
    },
    {
      type: "SAPAseDatabase",
      levels: ["resource group: rg-ase", "server: ase-vm", "instance: ASE"],
    },
    { type: "VM", levels: ["resource group: rg-web"] },
    {
      type: "AzureFileShare",
      levels: ["resource group: rg-files", "storage account: contosofiles"],
    },
  ] as const)("are of a $type: $levels", ({ type, levels }) => {
    expect(levelsOf(type)).toEqual(levels);
  });

  test("are cluster and group for a HANA system with replication", () => {
    const read = readItem(
      itemResource(
        {
          protectedItemType: "AzureVmWorkloadSAPHanaDatabase",
          friendlyName: "systemdb",
          parentName: "HXE-HSR",
          serverName: "hana-node-1",
          sourceResourceId: ITEM_RESOURCES.VM.properties.sourceResourceId,
        },
        itemId("HanaHSRContainer;0a1b", "SAPHanaDatabase;hxe-hsr;systemdb"),
      ),
    );

    expect(read?.levels).toEqual([
      { kind: "cluster", names: ["hana-node-1"] },
      { kind: "instance", names: ["HXE-HSR"] },
    ]);
  });

  test.each(["SQLAGWorkLoadContainer;0a1b", "sqlagworkloadcontainer;0a1b"])(
    "are the group alone for a database of an availability group without a cluster: %s",
    (container) => {
      const read = readItem(
        itemResource({ parentName: "", serverName: "" }, itemId(container, "SQLDataBase;ag-1;a")),
      );

      expect(read?.levels).toEqual([{ kind: "instance", names: ["ag-1"] }]);
    },
  );

  test("know an availability group by its cluster and by its nodes (documents)", () => {
    const nodesList = [{ nodeName: "node-1" }, { nodeName: "node-2" }, { status: "Healthy" }];
    const read = readItem(
      itemResource(
        { parentName: "AG-1", serverName: "cluster-1.contoso.com", nodesList },
        GROUP_ID,
      ),
    );

    expect(read?.levels).toEqual([
      { kind: "cluster", names: ["cluster-1.contoso.com", "cluster-1", "node-1", "node-2"] },
      { kind: "instance", names: ["AG-1"] },
    ]);
  });

  test("come from the native names where Azure tells nothing else", () => {
    for (const type of WORKLOAD_TYPES) {
      const { id, properties } = ITEM_RESOURCES[type];
      const { protectedItemType } = properties;
      const read = readItem({ id, properties: { protectedItemType } });

      expect(read?.levels.map(({ kind }) => kind)).toEqual(
        itemOf(type).levels.map(({ kind }) => kind),
      );
      for (const { names } of read?.levels ?? []) expect(names).toHaveLength(1);
    }
  });

  test("know the source by the resource behind it, which may have been renamed or moved", () => {
    const { id, properties } = ITEM_RESOURCES.AzureFileShare;
    const sourceResourceId =
      "/subscriptions/s/resourceGroups/rg-moved/providers/Microsoft.Storage/storageAccounts/renamed";

    expect(readItem({ id, properties: { ...properties, sourceResourceId } })?.levels).toEqual([
      { kind: "resource group", names: ["rg-files", "rg-moved"] },
      { kind: "storage account", names: ["renamed", "contosofiles"] },
    ]);
  });

  test("of a classic VM are read from its container alike", () => {
    const { properties } = ITEM_RESOURCES.VM;
    const id = itemId(
      "IaasVMContainer;iaasvmcontainer;rg-old;old-01",
      "VM;iaasvmcontainer;rg-old;old-01",
    );
    const read = readItem({
      id,
      properties: {
        ...properties,
        protectedItemType: "Microsoft.ClassicCompute/virtualMachines",
        sourceResourceId: "",
        virtualMachineId: "",
      },
    });

    expect(read?.workload?.type).toBe("VM");
    expect(read?.levels).toEqual([{ kind: "resource group", names: ["rg-old"] }]);
  });
});

describe("a VM", () => {
  const vm = (changes: object) =>
    readItem({ ...ITEM_RESOURCES.VM, properties: { ...ITEM_RESOURCES.VM.properties, ...changes } });

  test.each(["V1", "V2", ""])(
    "says whether its policy is standard or enhanced: '%s'",
    (policyType) => {
      expect(vm({ policyType })?.policyType).toBe(policyType);
    },
  );

  test("has its source by either name", () => {
    const source = ITEM_RESOURCES.VM.properties.sourceResourceId;

    expect(vm({})?.sourceId).toBe(source);
    expect(vm({ sourceResourceId: "/a", virtualMachineId: "/b" })?.sourceId).toBe("/a");
    expect(vm({ sourceResourceId: undefined })?.sourceId).toBe(source);
    expect(vm({ sourceResourceId: undefined, virtualMachineId: null })?.sourceId).toBe("");
  });

  test("with an inconsistent policy is in error", () => {
    expect(vm({ extendedInfo: { policyInconsistent: true } })?.condition).toBe("error");
    expect(vm({ extendedInfo: { policyInconsistent: false } })?.condition).toBe("protected");
    expect(vm({ extendedInfo: { policyInconsistent: null } })?.condition).toBe("protected");
  });

  test("that was soft-deleted is told by its flag, as recorded", () => {
    const read = vm({
      protectionState: "ProtectionStopped",
      isScheduledForDeferredDelete: true,
      deferredDeleteTimeInUTC: "2026-07-01T10:00:00Z",
      deferredDeleteTimeRemaining: "13.23:59:45.1712345",
      softDeleteRetentionPeriod: 14,
      policyId: "",
    });

    expect(read).toMatchObject({ condition: "soft-deleted", policyId: "" });
    expect(isoTime(read?.purgeTime)).toBe("2026-07-15T10:00:00Z");
  });
});

test.each(WORKLOAD_TYPES)("a %s knows its workload and its names", (type) => {
  const read = itemOf(type);

  expect(read.workload).toBe(workload(type));
  expect(read.id).toBe(ITEM_RESOURCES[type].id);
  expect(read.friendlyName).toBe(ITEM_RESOURCES[type].properties.friendlyName);
  expect(read.condition).toBe("protected");
  expect(
    `${VAULT_ID}/backupFabrics/Azure/protectionContainers/${read.address.container}/protectedItems/${read.address.name}`,
  ).toBe(read.id);
});

describe("what Azure says of the last backup", () => {
  const errorOf = (lastBackupErrorDetail: unknown) =>
    readItem(itemResource({ lastBackupErrorDetail }))?.lastBackupError;

  test("is read with code, message and recommendations", () => {
    const detail = {
      code: "UserErrorSQLPODoesNotExist",
      message: "The database is gone.",
      recommendations: ["Look.", "", null, "Stop it."],
    };

    expect(errorOf(detail)).toEqual({
      code: "UserErrorSQLPODoesNotExist",
      message: "The database is gone.",
      recommendations: ["Look.", "Stop it."],
    });
    expect(errorOf({ code: "X" })).toEqual({ code: "X", message: "", recommendations: [] });
  });

  test.each([
    undefined,
    null,
    {},
    { code: "", message: "It failed." },
    { code: "Success", message: "" },
    { code: "SUCCESS", message: "The last backup succeeded." },
    "x",
  ])("is nothing where it was well or nobody knows: %j", (detail) => {
    expect(errorOf(detail)).toBeUndefined();
  });

  test("is cut where it would crowd out everything else", () => {
    const long = "x".repeat(5_000);

    expect(errorOf({ code: long, message: long })?.message).toHaveLength(4_001);
  });
});

describe("an item beside databases", () => {
  test.each([
    {
      properties: { protectedItemType: "AzureVmWorkloadSAPHanaDBInstance" },
      unhandled: "snapshot of a SAP HANA instance",
    },
    {
      properties: { protectedItemType: "azurevmworkloadsqlinstance" },
      unhandled: "snapshot of a SQL instance",
    },
    {
      properties: { parentProtectedItem: "SQLInstance;mssqlserver" },
      unhandled: "database in the snapshot of its instance",
    },
    {
      properties: { protectionLevel: "SQLInstance" },
      unhandled: "database in the snapshot of its instance",
    },
  ])("$properties is a $unhandled, and none that is handled", ({ properties, unhandled }) => {
    expect(readItem(itemResource(properties))).toMatchObject({ unhandled, workload: undefined });
  });

  test("is not a database that is protected by itself", () => {
    const read = readItem(itemResource({ protectionLevel: "Database", parentProtectedItem: "" }));

    expect(read).toMatchObject({ unhandled: "", workload: workload("SQLDataBase") });
  });
});

test("an item of a type that this action does not handle is still an item", () => {
  const read = readItem(itemResource({ protectedItemType: "AzureVmWorkloadSQLInstance" }));

  expect(read).toMatchObject({ itemType: "AzureVmWorkloadSQLInstance", workload: undefined });
  expect(read?.levels.map(({ kind }) => kind)).toEqual(["resource group", "server", "instance"]);
});

test("a database of an availability group is found by the group, not by a server", () => {
  const read = readItem(
    itemResource({ parentName: "AG-1", serverName: "node-1.contoso.com" }, GROUP_ID),
  );

  expect(read?.levels.map(({ kind }) => kind)).toEqual(["cluster", "instance"]);
  expect(read?.address).toEqual({
    container: "SQLAGWorkLoadContainer;0a1b",
    name: "SQLDataBase;ag-1;payroll",
  });
});

test("a name that holds slashes is all that is left of the id", () => {
  const read = readItem(itemResource({}, `${ITEM_ID}/2026/q1`));

  expect(read?.address.name).toBe("SQLDataBase;mssqlserver;payroll/2026/q1");
});

describe("the condition", () => {
  test.each([
    { protectionState: "Protected", condition: "protected" },
    { protectionState: "IRPending", condition: "protected" },
    { protectionState: "protected", condition: "protected" },
    { protectionState: "ProtectionStopped", condition: "stopped" },
    { protectionState: "BackupsSuspended", condition: "suspended" },
    { protectionState: "ProtectionError", condition: "error" },
    { protectionState: "ProtectionPaused", condition: "error" },
    { protectionState: "Invalid", condition: "error" },
    { protectionState: "SomethingNew", condition: "error" },
    { protectionState: "", condition: "error" },
    { protectionState: undefined, condition: "error" },
  ])("of $protectionState is $condition", ({ protectionState, condition }) => {
    expect(readItem(itemResource({ protectionState }))?.condition).toBe(condition);
  });

  test.each([
    { policyState: "Inconsistent" },
    { policyState: "Unknown" },
    { policyState: { word: "Consistent" } },
    { policyInconsistent: true },
    { policyInconsistent: "false" },
  ])("of a protected item with an inconsistent policy is an error: %j", (extendedInfo) => {
    expect(readItem(itemResource({ extendedInfo }))?.condition).toBe("error");
  });

  test.each([
    { policyState: "Consistent" },
    { policyState: "consistent" },
    { policyState: null },
    { policyInconsistent: false },
    {},
    null,
  ])("of a protected item with a consistent policy is not: %j", (extendedInfo) => {
    expect(readItem(itemResource({ extendedInfo }))?.condition).toBe("protected");
  });

  test("of a stopped item does not depend on a policy it no longer has", () => {
    const properties = {
      protectionState: "ProtectionStopped",
      extendedInfo: { policyState: "Inconsistent" },
    };

    expect(readItem(itemResource(properties))?.condition).toBe("stopped");
  });

  test.each(["ProtectionStopped", "Protected", "Invalid"])(
    "of an item scheduled for deletion is soft-deleted, even as it reads %s",
    (protectionState) => {
      const properties = { protectionState, isScheduledForDeferredDelete: true };

      expect(readItem(itemResource(properties))?.condition).toBe("soft-deleted");
    },
  );

  test.each([false, null, undefined])(
    "of an item whose deletion flag is %s is not soft-deleted",
    (isScheduledForDeferredDelete) => {
      expect(readItem(itemResource({ isScheduledForDeferredDelete }))?.condition).toBe("protected");
    },
  );

  test.each(["true", "false", "", 1, 0, {}, [true]])(
    "of an item whose deletion flag is %j is unreadable, whatever else it says",
    (isScheduledForDeferredDelete) => {
      for (const protectionState of ["Protected", "ProtectionStopped", "BackupsSuspended"]) {
        const read = readItem(itemResource({ protectionState, isScheduledForDeferredDelete }));

        expect(read?.condition).toBe("unreadable");
        expect(read?.purgeTime).toBeUndefined();
      }
    },
  );
});

describe("the purge time", () => {
  const deleted = {
    protectionState: "ProtectionStopped",
    isScheduledForDeferredDelete: true,
    deferredDeleteTimeInUTC: "2026-01-05T10:05:00Z",
  };

  test.each([
    { name: "softDeleteRetentionPeriod", days: 14 },
    { name: "softDeleteRetentionPeriodInDays", days: 14 },
    { name: "softDeleteRetentionPeriod", days: "14" },
  ])("is the moment of the deletion and $name ($days)", ({ name, days }) => {
    const read = readItem(itemResource({ ...deleted, [name]: days }));

    expect(isoTime(read?.purgeTime)).toBe("2026-01-19T10:05:00Z");
  });

  test("takes the days by their new name where the old one says nothing", () => {
    const days = { softDeleteRetentionPeriod: 0, softDeleteRetentionPeriodInDays: 30 };

    expect(isoTime(readItem(itemResource({ ...deleted, ...days }))?.purgeTime)).toBe(
      "2026-02-04T10:05:00Z",
    );
  });

  test.each([
    { what: "the days are missing", properties: {} },
    { what: "the days are no number", properties: { softDeleteRetentionPeriod: "some" } },
    {
      what: "the moment is not set",
      properties: {
        softDeleteRetentionPeriod: 14,
        deferredDeleteTimeInUTC: "0001-01-01T00:00:00Z",
      },
    },
    {
      what: "the item is not deleted",
      properties: { softDeleteRetentionPeriod: 14, isScheduledForDeferredDelete: false },
    },
  ])("is unknown when $what", ({ properties }) => {
    expect(readItem(itemResource({ ...deleted, ...properties }))?.purgeTime).toBeUndefined();
  });
});

test.each([
  { recoveryPointCount: 0, read: 0 },
  { recoveryPointCount: "12", read: 12 },
  { recoveryPointCount: -1, read: undefined },
  { recoveryPointCount: "some", read: undefined },
  { recoveryPointCount: "3 or so", read: undefined },
  { recoveryPointCount: null, read: undefined },
  { recoveryPointCount: undefined, read: undefined },
])("$recoveryPointCount recovery points are $read", ({ recoveryPointCount, read }) => {
  const resource = itemResource({ extendedInfo: { recoveryPointCount } });

  expect(readItem(resource)?.recoveryPointCount).toBe(read);
});

test.each([undefined, null, [], "text", 7])(
  "an item whose properties are %j is none",
  (properties) => {
    expect(readItem({ id: ITEM_ID, properties })).toBeUndefined();
  },
);

test.each(["2001-01-01T00:00:00Z", "0001-01-01T00:00:00", null, undefined])(
  "a recovery point of %s never was",
  (never) => {
    const read = readItem(
      itemResource({ lastRecoveryPoint: never, extendedInfo: { oldestRecoveryPoint: never } }),
    );

    expect(read?.lastRecoveryPoint).toBeUndefined();
    expect(read?.oldestRecoveryPoint).toBeUndefined();
  },
);

describe("no item is read from", () => {
  test.each([
    { what: "nothing", resource: undefined },
    { what: "an empty object", resource: {} },
    { what: "a resource without properties", resource: { id: ITEM_ID } },
    { what: "the vault", resource: itemResource({}, VAULT_ID) },
    { what: "a policy", resource: itemResource({}, POLICY_ID) },
    {
      what: "a container",
      resource: itemResource({}, ITEM_ID.replace(/\/protectedItems.*/, "")),
    },
  ])("$what", ({ resource }) => {
    expect(readItem(resource)).toBeUndefined();
  });

  test("anything, without ever throwing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (resource) => {
        expect(readItem(resource)).toBeUndefined();
      }),
    );
  });
});

test("properties of any shape are read without throwing", () => {
  const names = Object.keys(itemResource().properties);
  const shapes = fc.dictionary(
    fc.constantFrom(
      ...names,
      "extendedInfo",
      "isScheduledForDeferredDelete",
      "deferredDeleteTimeInUTC",
      "softDeleteRetentionPeriod",
      "sourceResourceId",
      "lastRecoveryPoint",
    ),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(shapes, (properties) => {
      const read = readItem({ id: ITEM_ID, properties });

      expect(read?.id).toBe(ITEM_ID);
      expect(read?.friendlyName).not.toBe("");
    }),
  );
});

describe("an item's path below its vault", () => {
  test("has every segment encoded once", () => {
    const path = itemPath({ container: "A;b;c d", name: "SQLDataBase;i;a/b%" });

    expect(path).toBe(
      "backupFabrics/Azure/protectionContainers/A%3Bb%3Bc%20d/protectedItems/SQLDataBase%3Bi%3Ba%2Fb%25",
    );
  });

  test.each([
    "backupFabrics/Azure/protectionContainers/A;b/protectedItems/x",
    "backupfabrics/azure/PROTECTIONCONTAINERS/A;b/protecteditems/x",
  ])("is taken apart: %s", (path) => {
    expect(parseItemPath(path)).toEqual({ container: "A;b", name: "x" });
  });

  test.each([
    "",
    "backupPolicies/Gold",
    "backupFabrics/Azure/protectionContainers/A;b",
    "backupFabrics/Azure/protectionContainers/A;b/protectedItems/",
    "backupFabrics/Azure/protectionContainers//protectedItems/x",
    "x/backupFabrics/Azure/protectionContainers/A;b/protectedItems/x",
  ])("is not '%s'", (path) => {
    expect(parseItemPath(path)).toBeUndefined();
  });
});

test("names are the same without case, and only then", () => {
  expect(sameName("Payroll", "PAYROLL")).toBe(true);
  expect(sameName("", "")).toBe(true);
  expect(sameName("payroll", "payroll ")).toBe(false);
  expect(sameName("payroll", "payrol")).toBe(false);
});
