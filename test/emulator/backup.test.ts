import { describe, expect, test } from "vitest";
import { type Body, Client, codeOf } from "./testing.ts";

const DATABASE = { objectType: "AzureWorkloadBackupRequest", enableCompression: false };
const FULL = { ...DATABASE, backupType: "Full" };
const VM = { objectType: "IaasVMBackupRequest" };
const SHARE = { objectType: "AzureFileShareBackupRequest" };

async function points(client: Client, name: string, filter?: string): Promise<Body[]> {
  const path = `${client.itemPath(client.emulator.item(name))}/recoveryPoints`;
  const query = filter ? `&$filter=${encodeURIComponent(filter)}` : "";
  return (await client.get(`${path}?api-version=2025-02-01${query}`)).value.value;
}

describe("an on-demand backup", () => {
  test("gives its job as soon as it has begun, and the job goes on", async () => {
    const client = new Client();
    const reply = await client.backUp(client.emulator.item("crm"), FULL);
    expect(reply).toMatchObject({ status: 202, body: "" });
    client.pass(2);
    expect(await client.job(reply)).toMatchObject({
      operation: "Backup (Full)",
      entityFriendlyName: "crm [sqlserver-0.contoso.com]",
      status: "InProgress",
      duration: "PT2S",
      extendedInfo: { tasksList: [{ taskId: "Transfer data to vault", status: "InProgress" }] },
    });

    client.pass(120);
    expect(await client.job(reply)).toMatchObject({
      status: "Completed",
      duration: "PT2M2S",
      extendedInfo: {
        tasksList: [{ status: "Completed" }],
        propertyBag: { "Data Transferred (in MB)": expect.any(String) },
      },
    });
  });

  test("makes a first recovery point, and the item Protected", async () => {
    const client = new Client();
    const item = client.emulator.item("crm");
    expect(await points(client, "crm")).toEqual([]);
    await client.backUp(item, FULL);
    client.pass(122);

    expect(await client.read(item)).toMatchObject({
      protectionState: "Protected",
      lastBackupStatus: "Healthy",
      lastBackupTime: "2026-06-01T10:00:00Z",
      extendedInfo: { recoveryPointCount: 1 },
    });
    expect((await points(client, "crm"))[0].properties).toMatchObject({
      objectType: "AzureWorkloadSQLRecoveryPoint",
      recoveryPointTimeInUTC: "2026-06-01T10:00:20Z",
      type: "Full",
      recoveryPointProperties: { expiryTime: expect.stringMatching(/^2026-07-16T/) },
    });
  });

  test("makes a recovery point of its item and of no other", async () => {
    const client = new Client();
    const { emulator } = client;
    await client.backUp(emulator.item("msDB", "sqlserver-1"), FULL);
    client.pass(200);

    expect(emulator.item("msDB", "sqlserver-1").recoveryPoints).toHaveLength(4);
    expect(emulator.item("msDB", "sqlserver-0").recoveryPoints).toHaveLength(3);
    expect(emulator.item("payroll", "sqlserver-1").recoveryPoints).toHaveLength(3);
  });

  test("of logs lengthens the log range instead of making a point", async () => {
    const client = new Client();
    const item = client.emulator.item("orders");
    const chain = async () => points(client, "orders", "restorePointQueryType eq 'Log'");
    const before = await points(client, "orders");
    await client.backUp(item, { ...DATABASE, backupType: "Log" });
    client.pass(122);

    expect(await points(client, "orders")).toEqual(before);
    const [log] = await chain();
    expect(log.name).toBe("DefaultRangeRecoveryPoint");
    expect(log.properties).toMatchObject({
      objectType: "AzureWorkloadSQLPointInTimeRecoveryPoint",
      timeRanges: [{ endTime: "2026-06-01T10:00:20Z" }],
    });
  });

  test.each([
    { item: "web-01", body: VM, seconds: 3060, operation: "Backup" },
    { item: "documents", body: SHARE, seconds: 3, operation: "Backup" },
    { item: "systemdb", body: FULL, seconds: 240, operation: "Backup (Full)" },
  ])("of $item takes $seconds s", async ({ item, body, seconds, operation }) => {
    const client = new Client();
    const reply = await client.backUp(client.emulator.item(item), body);
    client.pass(seconds - 1);
    expect(await client.job(reply)).toMatchObject({ status: "InProgress", operation });
    client.pass(1);
    expect((await client.job(reply)).status).toBe("Completed");
  });

  test("shows the system database of HANA in capitals", async () => {
    const client = new Client();
    const reply = await client.backUp(client.emulator.item("systemdb"), FULL);
    client.pass(2);

    expect((await client.job(reply)).entityFriendlyName).toBe("SYSTEMDB [hanahost]");
  });

  test("of a database that is being backed up is accepted, and its job fails with 510008", async () => {
    const client = new Client();
    const item = client.emulator.item("crm");
    client.emulator.addJob({ item });
    const reply = await client.backUp(item, FULL);
    expect(reply.status).toBe(202);
    client.pass(193);

    expect(await client.job(reply)).toMatchObject({
      status: "Failed",
      errorDetails: [
        {
          errorCode: 510008,
          errorTitle: "OperationCancelledBecauseConflictingOperationRunningUserError",
        },
      ],
      extendedInfo: { propertyBag: { "Data Transferred (in MB)": "0" } },
    });
    expect(await points(client, "crm")).toEqual([]);
    expect((await client.read(item)).lastBackupStatus).toBe("Unhealthy");
  });

  test("of a VM that is being backed up is locked out", async () => {
    const client = new Client();
    const item = client.emulator.item("web-01");
    client.emulator.addJob({ item });

    expect(codeOf(await client.backUp(item, VM))).toBe("409 BMSUserErrorObjectLocked");
  });

  test("stays Cancelled once it was cancelled, and makes no recovery point", async () => {
    const client = new Client();
    const reply = await client.backUp(client.emulator.item("crm"), FULL);
    client.pass(2);
    const { jobId } = (await client.follow(reply)).properties;
    await client.send("POST", client.path(`/backupJobs/${jobId}/cancel`));
    client.pass(500);

    expect((await client.job(reply)).status).toBe("Cancelled");
    expect(await points(client, "crm")).toEqual([]);
  });

  test.each([
    { item: "inventory", body: FULL, says: "400 BMSUserErrorInvalidOperationOnStoppedItem" },
    { item: "archive2019", body: FULL, says: "400 UserErrorOperationNotAllowedOnSoftDeletedItem" },
    { item: "crm", body: VM, says: "400 BMSUserErrorInvalidInput" },
    { item: "crm", body: DATABASE, says: "400 BMSUserErrorInvalidInput" },
    {
      item: "crm",
      body: { ...DATABASE, backupType: "Incremental" },
      says: "400 BMSUserErrorInvalidInput",
    },
    {
      item: "systemdb",
      body: { ...DATABASE, backupType: "CopyOnlyFull" },
      says: "400 BMSUserErrorInvalidInput",
    },
    {
      item: "crm",
      body: { ...FULL, enableCompression: "true" },
      says: "400 BMSUserErrorInvalidInput",
    },
    {
      item: "web-01",
      body: { ...VM, enableCompression: false },
      says: "400 BMSUserErrorInvalidInput",
    },
    {
      item: "crm",
      body: { ...FULL, recoveryPointExpiryTimeInUTC: "2026-05-31T00:00:00Z" },
      says: "400 BMSUserErrorInvalidInput",
    },
    {
      item: "crm",
      body: { ...FULL, recoveryPointExpiryTimeInUTC: "in 45 days" },
      says: "400 BMSUserErrorInvalidInput",
    },
  ])("of $item with $body is refused", async ({ item, body, says }) => {
    const client = new Client();

    expect(codeOf(await client.backUp(client.emulator.item(item), body))).toBe(says);
  });
});

describe("recovery points", () => {
  test("of a VM name their tiers, those of a share their own fields", async () => {
    const client = new Client();
    const [vm] = await points(client, "web-01");
    const [share] = await points(client, "documents");

    expect(vm.properties).toMatchObject({
      objectType: "IaasVMRecoveryPoint",
      recoveryPointType: "AppConsistent",
      recoveryPointTime: "2026-06-01T04:00:00Z",
      recoveryPointTierDetails: [
        { type: "InstantRP", status: "Valid" },
        { type: "HardenedRP", status: "Valid" },
      ],
    });
    expect(share.properties).toMatchObject({ objectType: "AzureFileShareRecoveryPoint" });
  });

  test("are filtered by date and by type", async () => {
    const client = new Client();
    const day = "startDate eq '2026-05-31 12:00:00 AM' and endDate eq '2026-05-31 11:59:59 PM'";

    expect(await points(client, "orders")).toHaveLength(3);
    expect(await points(client, "orders", day)).toHaveLength(1);
    expect(await points(client, "orders", "restorePointQueryType eq 'Differential'")).toEqual([]);
    expect(await points(client, "orders", "restorePointQueryType eq 'All'")).toHaveLength(4);
  });

  test("can be read one by one", async () => {
    const client = new Client();
    const [first] = await points(client, "orders");

    expect((await client.get(first.id)).value).toEqual(first);
    expect((await client.get(`${first.id}0`)).status).toBe(404);
  });
});
