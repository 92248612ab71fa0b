import { describe, expect, test } from "vitest";
import { type Body, statusAndCode, TestClient } from "../test-client.ts";
import { archivedTiers } from "./sample-items.ts";

const HOUR = 3_600;

/** The oldest of the nightly points of an item. */
function oldestOf(client: TestClient, name: string) {
  const item = client.emulator.item(name);
  const [point] = item.recoveryPoints;
  if (point === undefined) throw new Error(`${name} has no recovery point.`);
  return { item, point };
}

async function tiersOf(client: TestClient, name: string, id: string, version = "2025-02-01") {
  const path = `${client.itemPath(client.emulator.item(name))}/recoveryPoints/${id}`;
  return (await client.get(`${path}?api-version=${version}`)).value.properties
    .recoveryPointTierDetails;
}

describe("a job that moves a point to the archive", () => {
  test("of a database reads as recorded", async () => {
    const client = new TestClient();
    const { item, point } = oldestOf(client, "orders");
    const job = client.emulator.addJob({
      item,
      operation: "MoveRecoveryPoint",
      recoveryPoint: point.id,
      endsInSeconds: HOUR,
    });

    const { value } = await client.get(client.path(`/backupJobs/${job.id}`));

    expect(value.properties).toMatchObject({
      jobType: "AzureWorkloadJob",
      isUserTriggered: true,
      entityFriendlyName: "orders [sales-ag.contoso.com]",
      operation: "MoveRecoveryPoint",
      status: "InProgress",
      extendedInfo: {
        tasksList: [],
        propertyBag: { "Recovery Point Time": "30/05/2026 04:00:00" },
      },
    });
    client.pass(HOUR);
    const ended = (await client.get(client.path(`/backupJobs/${job.id}`))).value.properties;
    expect(Object.keys(ended).sort()).toEqual([
      "activityId",
      "backupManagementType",
      "duration",
      "endTime",
      "entityFriendlyName",
      "extendedInfo",
      "isUserTriggered",
      "jobType",
      "operation",
      "startTime",
      "status",
      "workloadType",
    ]);
  });

  test("leaves the point in the archive alone once it has ended, and the item as it was", async () => {
    const client = new TestClient();
    const { item, point } = oldestOf(client, "orders");
    const before = await client.read(item);
    client.emulator.addJob({
      item,
      operation: "MoveRecoveryPoint",
      recoveryPoint: point.id,
      endsInSeconds: HOUR,
    });
    const hardened = [{ type: "HardenedRP", status: "Valid" }];

    client.pass(HOUR - 1);
    expect(await tiersOf(client, "orders", point.id)).toEqual(hardened);
    client.pass(1);
    expect(await tiersOf(client, "orders", point.id)).toEqual([
      { type: "ArchivedRP", status: "Valid" },
    ]);
    expect(await client.read(item)).toEqual(before);
  });

  test.each(["inventory", "crm"])("does not keep %s from another policy", async (name) => {
    const client = new TestClient();
    const item = client.emulator.item(name);
    client.emulator.addJob({ item, operation: "MoveRecoveryPoint" });

    const reply = await client.put(item, { policyId: client.policyId("ProdPolicy") });

    expect(reply.status).toBe(202);
  });

  test("is unlike a restore, which does", async () => {
    const client = new TestClient();
    const item = client.emulator.item("inventory");
    client.emulator.addJob({ item, operation: "Restore" });

    const reply = await client.put(item, { policyId: client.policyId("ProdPolicy") });

    expect(statusAndCode(reply)).toBe("409 BMSUserErrorConflictingProtectionOperation");
  });

  test("is listed with the running ones, and cannot be asked for by its operation or cancelled", async () => {
    const client = new TestClient();
    const { item } = oldestOf(client, "web-01");
    const job = client.emulator.addJob({ item, operation: "MoveRecoveryPoint" });
    const running = await client.list("/backupJobs", "status eq 'InProgress'");

    expect(running.value.value.map((one: Body) => one.properties.operation)).toEqual([
      "MoveRecoveryPoint",
    ]);
    expect(
      statusAndCode(await client.list("/backupJobs", "operation eq 'MoveRecoveryPoint'")),
    ).toBe("400 BMSUserErrorInvalidInput");
    expect(
      statusAndCode(await client.send("POST", client.path(`/backupJobs/${job.id}/cancel`))),
    ).toBe("400 BMSUserErrorJobNotInCancellableState");
  });

  test("must be about a point of the item", () => {
    const { emulator } = new TestClient();
    const job = { item: emulator.item("crm"), operation: "MoveRecoveryPoint" } as const;

    expect(() => emulator.addJob({ ...job, recoveryPoint: "1" })).toThrow("no recovery point '1'");
  });
});

describe("a point in the archive", () => {
  test("of a database names that tier alone, and when it was brought back until when", async () => {
    const client = new TestClient();
    const { point } = oldestOf(client, "erp");
    point.tiers = archivedTiers("SAPHanaDatabase", client.now + HOUR * 1000);

    const until = { RehydratedRPExpiryTime: "2026-06-01T11:00:00Z" };
    expect(await tiersOf(client, "erp", point.id)).toEqual([
      { type: "ArchivedRP", status: "Rehydrated", extendedInfo: until },
    ]);
    expect(await tiersOf(client, "erp", point.id, "2021-06-01")).toEqual([
      { type: 3, status: 4, extendedInfo: until },
    ]);
    client.pass(HOUR);
    expect(await tiersOf(client, "erp", point.id)).toEqual([
      { type: "ArchivedRP", status: "Valid" },
    ]);
  });

  test("of a VM also names the tiers that it has left", async () => {
    const client = new TestClient();
    const { point } = oldestOf(client, "web-01");
    point.tiers = archivedTiers("VM");
    const path = `${client.itemPath(client.emulator.item("web-01"))}/recoveryPoints/${point.id}`;
    const { properties } = (await client.get(path)).value;

    expect(properties.recoveryPointMoveReadinessInfo.ArchivedRP).toEqual({
      isReadyForMove: false,
      additionalInfo: "It has been moved to the archive already.",
    });
    expect(await tiersOf(client, "web-01", point.id)).toEqual([
      { type: "InstantRP", status: "Deleted" },
      { type: "HardenedRP", status: "Deleted" },
      { type: "ArchivedRP", status: "Valid" },
    ]);
  });
});
