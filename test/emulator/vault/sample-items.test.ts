import { describe, expect, test } from "vitest";
import type { NewItem } from "../emulator.ts";
import { type Body, statusAndCode, TestClient } from "../test-client.ts";
import {
  aseDatabase,
  fileShare,
  groupDatabase,
  hanaInstance,
  sqlInstance,
  underInstance,
  unreachable,
} from "./sample-items.ts";
import { snapshotPolicy, vaultedSharePolicy } from "./sample-policies.ts";
import { itemId } from "./state.ts";

const MACHINE = { group: "sap-rg", machine: "ase-vm5" };
const DAY_MS = 86_400_000;

async function listedAs(client: TestClient, friendlyName: string, type: string): Promise<Body> {
  const { value } = await client.list(
    "/backupProtectedItems",
    `backupManagementType eq '${type}' and friendlyName eq '${friendlyName}'`,
  );
  return value.value[0];
}

async function points(client: TestClient, item: ReturnType<TestClient["emulator"]["item"]>) {
  return (await client.get(`${client.itemPath(item)}/recoveryPoints`)).value.value as Body[];
}

describe("a database of SAP ASE", () => {
  const seeded = (more: Partial<NewItem> = {}) => {
    const client = new TestClient();
    const ase = aseDatabase("ab4", "asetestdb1", MACHINE);
    return { client, item: client.emulator.addItem({ ...ase, policy: "AsePolicy", ...more }) };
  };

  test("is listed as recorded, with its SID in capitals", async () => {
    const { client } = seeded({
      lastBackupTime: Date.parse("2026-05-31T09:25:42Z"),
      lastBackupStatus: "Unhealthy",
      lastBackupError: { code: "WorkloadExtensionNotReachable", message: "", recommendations: [] },
      healthStatus: "NotReachable",
    });

    const { name, properties } = await listedAs(client, "asetestdb1", "AzureWorkLoad");

    expect(name).toBe("SAPAseDatabase;ab4;asetestdb1");
    expect(properties).toMatchObject({
      serverName: "ase-vm5",
      parentName: "AB4",
      parentType: "AzureVmWorkloadSAPAseSystem",
      protectionStatus: "Unhealthy",
      protectedItemHealthStatus: "NotReachable",
      containerName: "VMAppContainer;compute;sap-rg;ase-vm5",
    });
    expect(Object.keys(properties).sort()).toEqual([
      "backupManagementType",
      "containerName",
      "friendlyName",
      "isArchiveEnabled",
      "lastBackupErrorDetail",
      "lastBackupStatus",
      "lastBackupTime",
      "parentName",
      "parentType",
      "policyId",
      "protectedItemDataSourceId",
      "protectedItemHealthStatus",
      "protectedItemType",
      "protectionState",
      "protectionStatus",
      "serverName",
      "softDeleteRetentionPeriod",
      "sourceResourceId",
      "vaultId",
      "workloadType",
    ]);
    expect(Object.keys(properties.lastBackupErrorDetail)).toEqual([
      "code",
      "message",
      "recommendations",
    ]);
  });

  test("is backed up by a job that names SID, database, host and type at once", async () => {
    const { client, item } = seeded();
    const reply = await client.backUp(item, {
      objectType: "AzureWorkloadBackupRequest",
      backupType: "Full",
      enableCompression: false,
      recoveryPointExpiryTimeInUTC: "2026-07-16T10:00:00.222901Z",
    });
    client.pass(2);

    expect(await client.job(reply)).toMatchObject({
      entityFriendlyName: "ab4;asetestdb1 [ase-vm5]",
      operation: "Backup (Full)",
      status: "InProgress",
      isUserTriggered: true,
      extendedInfo: {
        tasksList: [{ taskId: "Transfer data to vault", taskType: "Normal", status: "InProgress" }],
        propertyBag: {},
      },
    });
    client.pass(200);
    const [point] = await points(client, item);
    expect(point.properties.recoveryPointTimeInUTC).toBe("2026-06-01T10:00:38Z");
  });

  test("lists its points to the millisecond, and a chain of logs that names no kind", async () => {
    const { client, item } = seeded();
    const time = client.now - 3 * DAY_MS + 416;
    item.recoveryPoints.push({
      ...{ id: "519635394458366", time, type: "Full", softDeleted: false, ruleName: "On-Demand" },
      expiresAt: client.now + DAY_MS,
      tiers: [{ type: "HardenedRP", status: "Valid" }],
    });

    const [point, chain] = await points(client, item);

    expect(point.properties).toMatchObject({
      objectType: "AzureWorkloadRecoveryPoint",
      recoveryPointTimeInUTC: "2026-05-29T10:00:00.416Z",
      type: "Full",
      recoveryPointTierDetails: [{ type: "HardenedRP", status: "Valid" }],
      recoveryPointProperties: {
        expiryTime: "2026-06-02T10:00:00.0000000Z",
        ruleName: "On-Demand",
        isSoftDeleted: false,
      },
    });
    expect(chain).toMatchObject({
      name: "DefaultRangeRecoveryPoint",
      properties: { objectType: "AzureWorkloadPointInTimeRecoveryPoint", timeRanges: [] },
    });
  });
});

test("an item that cannot be reached still says that its last backup went well", async () => {
  const client = new TestClient();
  const item = client.emulator.item("orders");
  Object.assign(item, unreachable(client.now - 365 * DAY_MS));

  for (const read of [
    await client.read(item),
    (await listedAs(client, "orders", "AzureWorkload")).properties,
  ]) {
    expect(read).toMatchObject({
      protectionStatus: "Healthy",
      protectionState: "Protected",
      lastBackupStatus: "Healthy",
      lastBackupTime: "2025-06-01T10:00:00Z",
      protectedItemHealthStatus: "NotReachable",
    });
  }
});

describe("an instance that is snapshotted as a whole", () => {
  const machine = { group: "HanaDemo", machine: "hana-0" };

  test.each([
    {
      kind: "SAPHanaDBInstance" as const,
      added: hanaInstance("HXE", "HDB00", machine),
      name: "SAPHanaDBInstance;hxe;hdb00",
      type: "AzureVmWorkloadSAPHanaDBInstance",
      point: "AzureWorkloadSAPHanaRecoveryPoint",
    },
    {
      kind: "SQLInstance" as const,
      added: sqlInstance("MSSQLSERVER", { group: "SQLServerPMDemo", machine: "sqlserver-0" }),
      name: "SQLInstance;mssqlserver",
      type: "AzureVmWorkloadSQLInstance",
      point: "AzureWorkloadSQLRecoveryPoint",
    },
  ])("($kind) is listed and read beside databases", async ({ kind, added, name, type, point }) => {
    const client = new TestClient();
    client.emulator.addPolicy(snapshotPolicy("Snapshots", kind, 2));
    const item = client.emulator.addItem({ ...added, policy: "Snapshots" });
    const all = await client.list(
      "/backupProtectedItems",
      "backupManagementType eq 'AzureWorkload'",
    );
    const types: string[] = all.value.value.map((one: Body) => one.properties.workloadType);

    expect(types).toContain(kind);
    expect(types).toContain("SQLDataBase");
    expect((await client.get(client.itemPath(item))).value).toMatchObject({
      name,
      properties: { protectedItemType: type, workloadType: kind, protectionState: "IRPending" },
    });

    const reply = await client.backUp(item, {
      objectType: "AzureWorkloadBackupRequest",
      backupType: "SnapshotFull",
    });
    expect(reply.status).toBe(202);
    client.pass(200);
    expect((await points(client, item)).map((one) => one.properties)).toMatchObject([
      {
        objectType: point,
        type: "SnapshotFull",
        recoveryPointTierDetails: [{ type: "InstantRP", status: "Valid" }],
      },
    ]);
  });

  test("takes neither a database's backup nor its policy", async () => {
    const client = new TestClient();
    client.emulator.addPolicy(snapshotPolicy("Snapshots", "SAPHanaDBInstance", 2));
    const added = { ...hanaInstance("HXE", "HDB00", machine), policy: "Snapshots" };
    const item = client.emulator.addItem(added);
    const full = { objectType: "AzureWorkloadBackupRequest", backupType: "Full" };

    expect(statusAndCode(await client.backUp(item, full))).toBe("400 BMSUserErrorInvalidInput");
    expect(statusAndCode(await client.put(item, { policyId: client.policyId("HanaPolicy") }))).toBe(
      "400 BMSUserErrorInvalidPolicyForGivenProvider",
    );
  });

  test("counts its snapshots where a policy keeps them shorter", async () => {
    const client = new TestClient();
    client.emulator.vault().immutability = "Unlocked";
    for (const days of [2, 3, 5]) {
      client.emulator.addPolicy(snapshotPolicy(`Snapshots${days}`, "SAPHanaDBInstance", days));
    }
    const added = { ...hanaInstance("HXE", "HDB00", machine), policy: "Snapshots3" };
    const item = client.emulator.addItem(added);
    const to = async (name: string) =>
      (await client.put(item, { policyId: client.policyId(name) })).status;

    expect(await to("Snapshots2")).toBe(400);
    expect(await to("Snapshots5")).toBe(202);
  });

  test("is named by a database that is protected as part of it", async () => {
    const client = new TestClient();
    const instance = client.emulator.addItem(
      sqlInstance("MSSQLSERVER", { group: "SQLServerPMDemo", machine: "sqlserver-0" }),
    );
    const item = client.emulator.item("crm");
    Object.assign(item, underInstance(itemId(instance)));

    expect(await client.read(item)).toMatchObject({
      workloadType: "SQLDataBase",
      protectionLevel: "DatabaseUnderInstance",
      parentProtectedItem: itemId(instance),
    });
  });

  test("has a policy of snapshots alone, as recorded", async () => {
    const client = new TestClient();
    client.emulator.addPolicy(snapshotPolicy("Snapshots", "SAPHanaDBInstance", 2));

    const { properties } = (await client.get(client.path("/backupPolicies/Snapshots"))).value;

    expect(properties.workLoadType).toBe("SAPHanaDBInstance");
    const [part] = properties.subProtectionPolicy;
    expect(Object.keys(part)).toEqual([
      "policyType",
      "schedulePolicy",
      "snapshotBackupAdditionalDetails",
    ]);
    expect(Object.keys(part.snapshotBackupAdditionalDetails)).toEqual([
      "instantRpRetentionRangeInDays",
      "instantRPDetails",
      "userAssignedManagedIdentityDetails",
    ]);
  });
});

describe("two availability groups of one name", () => {
  test("differ by container, cluster and nodes", async () => {
    const client = new TestClient();
    const group = { group: "sales", resourceGroup: "SqlGroup" };
    const east = { ...group, cluster: "east-cluster", nodes: ["east-0", "east-1"] };
    const west = { ...group, cluster: "west-cluster", nodes: ["west-0", "west-1"] };
    const items = [east, west].map((one) =>
      client.emulator.addItem({ ...groupDatabase("orders", one), policy: "HourlyLogPolicy" }),
    );

    const read = await Promise.all(items.map((item) => client.read(item)));

    expect(read.map(({ parentName }) => parentName)).toEqual(["sales", "sales"]);
    expect(read.map(({ serverName }) => serverName)).toEqual(["east-cluster", "west-cluster"]);
    expect(read.map(({ nodesList }) => nodesList.map((one: Body) => one.nodeName))).toEqual([
      ["east-0", "east-1"],
      ["west-0", "west-1"],
    ]);
    expect(new Set(read.map(({ containerName }) => containerName)).size).toBe(2);
    expect(new Set(items.map(({ name }) => name))).toEqual(new Set(["SQLDataBase;sales;orders"]));
  });
});

describe("a share whose backups go to the vault", () => {
  const seeded = () => {
    const client = new TestClient();
    client.emulator.addPolicy(vaultedSharePolicy("Vaulted", { snapshotDays: 5, vaultDays: 30 }));
    const share = fileShare("reports", "contosovault", "FilesDemo");
    return { client, item: client.emulator.addItem({ ...share, policy: "Vaulted" }) };
  };
  const backup = { objectType: "AzureFileShareBackupRequest" };

  test("has its container written with a small storage, which the list of containers writes large", async () => {
    const { client, item } = seeded();
    const { value } = await client.list(
      "/backupProtectionContainers",
      "backupManagementType eq 'AzureStorage' and friendlyName eq 'contosovault'",
    );

    expect(await client.read(item)).toMatchObject({
      containerName: "StorageContainer;storage;FilesDemo;contosovault",
      sourceResourceId: expect.stringMatching(/Microsoft\.storage\/storageAccounts/),
    });
    expect(value.value.map((one: Body) => one.name)).toEqual([
      "StorageContainer;Storage;FilesDemo;contosovault",
    ]);
  });

  test("has a policy with two retentions and no plain one", async () => {
    const { client } = seeded();
    const { properties } = (await client.get(client.path("/backupPolicies/Vaulted"))).value;

    expect(Object.keys(properties)).toEqual([
      "backupManagementType",
      "workLoadType",
      "schedulePolicy",
      "vaultRetentionPolicy",
      "timeZone",
      "protectedItemsCount",
    ]);
    expect(properties.vaultRetentionPolicy).toMatchObject({
      vaultRetention: { dailySchedule: { retentionDuration: { count: 30, durationType: "Days" } } },
      snapshotRetentionInDays: 5,
    });
  });

  test("is backed up in 35 minutes, most of which go into the transfer", async () => {
    const { client, item } = seeded();
    const reply = await client.backUp(item, backup);
    client.pass(2_126);

    const tasksList = (status: string) => [
      { taskId: "Take Snapshot", taskType: "Normal", status: "Completed" },
      { taskId: "Transfer data to vault", taskType: "Normal", status },
    ];
    const propertyBag = {
      "Data Transferred (in MB)": "0.00",
      "File Share Name": "reports",
      "Whether job is adhoc or scheduled.": "True",
    };
    expect(await client.job(reply)).toMatchObject({
      status: "InProgress",
      isUserTriggered: false,
      storageAccountVersion: "MicrosoftStorage",
      extendedInfo: { tasksList: tasksList("InProgress") },
    });
    client.pass(1);
    const job = await client.job(reply);
    expect(job).toMatchObject({ status: "Completed", duration: "PT35M27S" });
    expect(job.extendedInfo).toEqual({ tasksList: tasksList("Completed"), propertyBag });
  });

  test("has points in both tiers, whose snapshot goes first", async () => {
    const { client, item } = seeded();
    await client.backUp(item, backup);
    client.pass(2_127 + 60);
    const [point] = await points(client, item);

    expect(point.properties).toMatchObject({
      objectType: "AzureFileShareRecoveryPoint",
      recoveryPointTime: "2026-06-01T10:00:00Z",
      recoveryPointTierDetails: [
        { type: "InstantRP", status: "Valid" },
        { type: "HardenedRP", status: "Valid" },
      ],
    });
    expect(Object.keys(point.properties).sort()).toEqual([
      "fileShareSnapshotUri",
      "objectType",
      "recoveryPointSizeInGB",
      "recoveryPointTierDetails",
      "recoveryPointTime",
      "recoveryPointType",
    ]);
    client.pass((6 * DAY_MS) / 1000);
    const [later] = await points(client, item);
    expect(later.properties.recoveryPointTierDetails).toEqual([
      { type: "InstantRP", status: "Deleted" },
      { type: "HardenedRP", status: "Valid" },
    ]);
  });

  test("is refused a policy of snapshots alone, stopped or not", async () => {
    const { client, item } = seeded();
    const back = { policyId: client.policyId("LongSharePolicy") };

    expect(statusAndCode(await client.put(item, back))).toBe(
      "400 BMSUserErrorVaultTierCannotBeRemoved",
    );
    await client.put(item, { policyId: "", protectionState: "ProtectionStopped" });
    client.pass(60);
    expect(statusAndCode(await client.put(item, back))).toBe(
      "400 BMSUserErrorVaultTierCannotBeRemoved",
    );
  });

  test("may be one whose backups were snapshots until its policy changed", async () => {
    const { client } = seeded();
    const item = client.emulator.item("documents");
    const vaulted = await client.put(item, { policyId: client.policyId("Vaulted") });
    client.pass(60);

    expect(vaulted.status).toBe(202);
    expect(
      statusAndCode(await client.put(item, { policyId: client.policyId("DailySharePolicy") })),
    ).toBe("400 BMSUserErrorVaultTierCannotBeRemoved");
  });

  test("counts both retentions of its policies", async () => {
    const { client, item } = seeded();
    client.emulator.vault().immutability = "Unlocked";
    const to = async (snapshotDays: number, vaultDays: number) => {
      const name = `Vaulted${snapshotDays}-${vaultDays}`;
      client.emulator.addPolicy(vaultedSharePolicy(name, { snapshotDays, vaultDays }));
      return (await client.put(item, { policyId: client.policyId(name) })).status;
    };

    expect(await to(4, 30)).toBe(400);
    expect(await to(5, 29)).toBe(400);
    expect(await to(5, 90)).toBe(202);
  });
});
