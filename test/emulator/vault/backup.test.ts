import { describe, expect, test } from "vitest";
import { type Body, statusAndCode, TestClient } from "../test-client.ts";

const DATABASE = { objectType: "AzureWorkloadBackupRequest", enableCompression: false };
const FULL = { ...DATABASE, backupType: "Full" };
const VM = { objectType: "IaasVMBackupRequest" };
const SHARE = { objectType: "AzureFileShareBackupRequest" };

const LOGS = "DefaultRangeRecoveryPoint";

async function list(
  client: TestClient,
  name: string,
  { filter = "", version = "2025-02-01" } = {},
): Promise<Body[]> {
  const path = `${client.itemPath(client.emulator.item(name))}/recoveryPoints`;
  const query = filter === "" ? "" : `&$filter=${encodeURIComponent(filter)}`;
  return (await client.get(`${path}?api-version=${version}${query}`)).value.value;
}

/** The list without the chain of logs. */
async function points(client: TestClient, name: string): Promise<Body[]> {
  return (await list(client, name)).filter((one) => one.name !== LOGS);
}

/** The ranges of the chain of logs. */
async function ranges(client: TestClient, name: string): Promise<Body[]> {
  return (await list(client, name)).find((one) => one.name === LOGS).properties.timeRanges;
}

describe("an on-demand backup", () => {
  test("gives its job as soon as it has begun, and the job goes on", async () => {
    const client = new TestClient();
    const reply = await client.backUp(client.emulator.item("crm"), FULL);
    expect(reply).toMatchObject({ status: 202, body: "" });
    client.pass(2);
    expect(await client.job(reply)).toMatchObject({
      operation: "Backup",
      isUserTriggered: true,
      entityFriendlyName: "crm [sqlserver-0.contoso.com]",
      status: "InProgress",
      duration: "PT2S",
      extendedInfo: { tasksList: [{ taskId: "Transfer data to vault", status: "InProgress" }] },
    });

    client.pass(120);
    expect(await client.job(reply)).toMatchObject({
      operation: "Backup (Full)",
      status: "Completed",
      duration: "PT2M2S",
      extendedInfo: {
        tasksList: [{ status: "Completed" }],
        propertyBag: { "Data Transferred (in MB)": expect.any(String) },
      },
    });
  });

  test("makes a first recovery point, and the item Protected", async () => {
    const client = new TestClient();
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
    client.pass(60);
    expect((await points(client, "crm"))[0].properties).toMatchObject({
      objectType: "AzureWorkloadSQLRecoveryPoint",
      recoveryPointTimeInUTC: "2026-06-01T10:00:15Z",
      type: "Full",
    });
  });

  test("makes a recovery point of its item and of no other", async () => {
    const client = new TestClient();
    const { emulator } = client;
    await client.backUp(emulator.item("msDB", "sqlserver-1"), FULL);
    client.pass(200);

    expect(emulator.item("msDB", "sqlserver-1").recoveryPoints).toHaveLength(4);
    expect(emulator.item("msDB", "sqlserver-0").recoveryPoints).toHaveLength(3);
    expect(emulator.item("payroll", "sqlserver-1").recoveryPoints).toHaveLength(3);
  });

  test("of logs lengthens the log range instead of making a point", async () => {
    const client = new TestClient();
    const item = client.emulator.item("orders");
    const before = await points(client, "orders");
    await client.backUp(item, { ...DATABASE, backupType: "Log" });
    client.pass(182);

    expect(await points(client, "orders")).toEqual(before);
    expect(await ranges(client, "orders")).toMatchObject([{ endTime: "2026-06-01T10:00:15Z" }]);
  });

  test.each([
    { item: "web-01", body: VM, seconds: 3060, operation: "Backup" },
    { item: "documents", body: SHARE, seconds: 3, operation: "Backup" },
    { item: "systemdb", body: FULL, seconds: 240, operation: "Backup (Full)" },
  ])("of $item takes $seconds s", async ({ item, body, seconds, operation }) => {
    const client = new TestClient();
    const reply = await client.backUp(client.emulator.item(item), body);
    client.pass(seconds - 1);
    expect(await client.job(reply)).toMatchObject({ status: "InProgress", operation: "Backup" });
    client.pass(1);
    expect(await client.job(reply)).toMatchObject({ status: "Completed", operation });
  });

  test("shows the system database of HANA in capitals", async () => {
    const client = new TestClient();
    const reply = await client.backUp(client.emulator.item("systemdb"), FULL);
    client.pass(2);

    expect((await client.job(reply)).entityFriendlyName).toBe("SYSTEMDB [hanahost]");
  });

  test("of a database that is being backed up is accepted, and its job fails with 510008", async () => {
    const client = new TestClient();
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
    const client = new TestClient();
    const item = client.emulator.item("web-01");
    client.emulator.addJob({ item });

    expect(statusAndCode(await client.backUp(item, VM))).toBe("409 BMSUserErrorObjectLocked");
  });

  test("stays Cancelled once it was cancelled, and makes no recovery point", async () => {
    const client = new TestClient();
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
    const client = new TestClient();

    expect(statusAndCode(await client.backUp(client.emulator.item(item), body))).toBe(says);
  });
});

describe("the word on who started a backup", () => {
  test.each([
    { item: "crm", body: FULL, says: { isUserTriggered: true } },
    {
      item: "documents",
      body: SHARE,
      says: {
        isUserTriggered: false,
        extendedInfo: { propertyBag: { "Whether job is adhoc or scheduled.": "True" } },
      },
    },
    {
      item: "web-01",
      body: { ...VM, recoveryPointExpiryTimeInUTC: "2026-08-09T00:00:00Z" },
      says: {
        extendedInfo: {
          propertyBag: { "Recovery Point Expiry Time in UTC": "8/9/2026 12:00:00 AM" },
        },
      },
    },
  ])("of $item is as recorded", async ({ item, body, says }) => {
    const client = new TestClient();
    const reply = await client.backUp(client.emulator.item(item), body);
    client.pass(5);

    const job = await client.job(reply);

    expect(job).toMatchObject(says);
    expect("isUserTriggered" in job).toBe(item !== "web-01");
  });
});

test.each([
  { isNew: true, jobType: "AzureWorkloadJobV2" },
  { isNew: false, jobType: "AzureWorkloadJob" },
])("the job types of a vault may be of the second version: $isNew", async ({ isNew, jobType }) => {
  const client = new TestClient();
  client.emulator.vault().jobTypesV2 = isNew;
  const reply = await client.backUp(client.emulator.item("crm"), FULL);
  client.pass(2);

  expect((await client.job(reply)).jobType).toBe(jobType);
});

describe("recovery points", () => {
  test("of a VM name their tiers, those of a share their own fields", async () => {
    const client = new TestClient();
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
    const client = new TestClient();
    const day = "startDate eq '2026-05-31 12:00:00 AM' and endDate eq '2026-05-31 11:59:59 PM'";
    const names = async (filter: string) =>
      (await list(client, "orders", { filter })).map((one) => one.name === LOGS);

    expect(await names("")).toEqual([false, false, false, true]);
    expect(await names(day)).toEqual([false, true]);
    expect(await names("restorePointQueryType eq 'Full'")).toEqual([false, false, false]);
    expect(await names("restorePointQueryType eq 'Differential'")).toEqual([]);
    expect(await names("restorePointQueryType eq 'Log'")).toEqual([true]);
  });

  test("hold a chain without ranges where a database has no logs, and VMs and shares no chain", async () => {
    const client = new TestClient();
    client.emulator.item("orders").logRanges = [];

    expect(await ranges(client, "orders")).toEqual([]);
    for (const name of ["web-01", "documents"]) {
      expect((await list(client, name)).map((one) => one.name)).not.toContain(LOGS);
    }
  });

  test("begin the oldest range of logs no earlier than the policy keeps them", async () => {
    const client = new TestClient();
    const item = client.emulator.item("orders");
    const at = (daysAgo: number) => client.now - daysAgo * 86_400_000;
    item.logRanges = [
      { from: at(200), to: at(100) },
      { from: at(90), to: at(5) },
      { from: at(4), to: at(1) },
    ];

    const [oldest, newest, ...others] = await ranges(client, "orders");

    expect(others).toEqual([]);
    expect(Date.parse(oldest.startTime)).toBe(at(15));
    expect(Date.parse(newest.startTime)).toBe(at(4));
  });

  test.each([
    { version: "2021-06-01", tiers: [{ type: 2, status: 1 }] },
    { version: "2021-12-01", tiers: [{ type: "HardenedRP", status: "Valid" }] },
  ])("name their tiers as $version does", async ({ version, tiers }) => {
    const [point] = await list(new TestClient(), "orders", { version });

    expect(point.properties.recoveryPointTierDetails).toEqual(tiers);
  });

  test("name their tiers by number in a vault that does", async () => {
    const client = new TestClient();
    client.emulator.vault().numbersTiers = true;
    const [point] = client.emulator.item("orders").recoveryPoints;
    if (point) point.tiers = [{ type: "ArchivedRP", status: "Rehydrated" }];

    const oldest = (await points(client, "orders")).at(-1);

    expect(oldest.properties.recoveryPointTierDetails).toEqual([{ type: 3, status: 4 }]);
  });

  test("are listed a minute after their job's end, and bear their backup's start", async () => {
    const client = new TestClient();
    const before = (await points(client, "web-01")).length;
    await client.backUp(client.emulator.item("web-01"), VM);
    client.pass(3_060 + 59);
    expect(await points(client, "web-01")).toHaveLength(before);

    client.pass(1);

    const [newest] = await points(client, "web-01");
    expect(newest.properties.recoveryPointTime).toMatch(/^2026-06-01T10:00:05/);
  });

  test.each([
    { name: "orders", has: [false, true, true] },
    { name: "web-01", has: [false, true, true] },
    { name: "documents", has: [false, false, false] },
  ])("of $name have properties unless they were just made: $has", async ({ name, has }) => {
    const client = new TestClient();
    const { recoveryPoints } = client.emulator.item(name);
    for (const point of recoveryPoints.slice(-1)) point.time = client.now - 3_600_000;

    const seen = (await points(client, name)).map(
      (point) => "recoveryPointProperties" in point.properties,
    );

    expect(seen).toEqual(has);
    expect(
      (await list(client, name, { version: "2022-02-01" })).some(
        (point) => "recoveryPointProperties" in point.properties,
      ),
    ).toBe(false);
  });

  test("that are copy-only read as fulls", async () => {
    const client = new TestClient();
    await client.backUp(client.emulator.item("crm"), { ...FULL, backupType: "CopyOnlyFull" });
    client.pass(200);

    expect((await points(client, "crm"))[0].properties.type).toBe("Full");
  });
});

describe("recovery points expire", () => {
  const expired = (client: TestClient, name: string) => {
    const item = client.emulator.item(name);
    for (const point of item.recoveryPoints) point.expiresAt = client.now - 1_000;
    return item;
  };

  test("all but the newest", async () => {
    const client = new TestClient();
    expired(client, "orders");

    const left = await points(client, "orders");

    expect(left).toHaveLength(1);
    expect(left[0].properties.recoveryPointTimeInUTC).toBe("2026-06-01T04:00:00Z");
  });

  test("but for those of a stopped item, which show that they did", async () => {
    const client = new TestClient();
    expired(client, "orders").protectionState = "ProtectionStopped";

    const left = await points(client, "orders");

    expect(left).toHaveLength(3);
    expect(left[0].properties.recoveryPointProperties.expiryTime).toMatch(/^2026-06-01T09:59:59/);
  });

  test("of a suspended item as its policy says", async () => {
    const client = new TestClient();
    expired(client, "orders").protectionState = "BackupsSuspended";

    expect(await points(client, "orders")).toHaveLength(1);
  });

  test("with their snapshots first, hours after these have expired", async () => {
    const client = new TestClient();
    const item = client.emulator.item("web-01");
    await client.backUp(item, { ...VM, recoveryPointExpiryTimeInUTC: "2026-08-09T00:00:00Z" });
    const newest = async () => (await points(client, "web-01"))[0].properties;

    client.pass(24 * 3_600);
    expect((await newest()).recoveryPointProperties.expiryTime).toMatch(/^2026-06-03T10:00:05/);
    client.pass(29 * 3_600);
    expect((await newest()).recoveryPointTierDetails[0]).toEqual({
      type: "InstantRP",
      status: "Valid",
    });
    client.pass(2 * 3_600);
    expect(await newest()).toMatchObject({
      recoveryPointTierDetails: [
        { type: "InstantRP", status: "Deleted" },
        { type: "HardenedRP", status: "Valid" },
      ],
      recoveryPointProperties: { expiryTime: expect.stringMatching(/^2026-08-09T00:00:00/) },
    });
  });

  test("of a VM whose backup ended with warnings with the snapshot, which is all there is", async () => {
    const client = new TestClient();
    const item = client.emulator.item("web-01");
    client.emulator.script({ item: "web-01", jobStatus: "CompletedWithWarnings" });
    await client.backUp(item, VM);
    client.pass(3_200);
    expect((await points(client, "web-01"))[0].properties.recoveryPointTierDetails).toEqual([
      { type: "InstantRP", status: "Valid" },
    ]);
    expect((await client.read(item)).lastBackupStatus).toBe("CompletedWithWarnings");

    // A later backup makes it the newest no more.
    await client.backUp(item, VM);
    client.pass(55 * 3_600);

    const times = (await points(client, "web-01")).map((one) => one.properties.recoveryPointTime);
    expect(times.filter((time) => time.startsWith("2026-06-01T10:00:05"))).toEqual([]);
    expect(times[0]).toMatch(/^2026-06-01T10:53:25/);
  });
});

describe("one recovery point", () => {
  test("can be read one by one", async () => {
    const client = new TestClient();
    const [first] = await points(client, "orders");

    expect((await client.get(first.id)).value).toEqual(first);
    expect((await client.get(`${first.id}0`)).status).toBe(404);
  });
});
