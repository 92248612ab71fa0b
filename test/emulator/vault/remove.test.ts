import { describe, expect, test } from "vitest";
import { statusAndCode, TestClient } from "../test-client.ts";

const DAY = 24 * 60 * 60;

describe("a delete", () => {
  test("with soft delete flags the item from the time of the request", async () => {
    const client = new TestClient();
    const item = client.emulator.item("crm");
    const reply = await client.delete(item);

    client.pass(32);
    expect(await client.read(item)).not.toHaveProperty("isScheduledForDeferredDelete");
    client.pass(1);
    expect(await client.read(item)).toMatchObject({
      protectionState: "ProtectionStopped",
      isScheduledForDeferredDelete: true,
      deferredDeleteTimeInUTC: "2026-06-01T10:00:00Z",
      deferredDeleteTimeRemaining: "13.23:59:27.0000000",
      softDeleteRetentionPeriod: 14,
    });
    expect(await client.job(reply)).toMatchObject({
      operation: "DeleteBackupData",
      status: "Completed",
    });
  });

  test("with soft delete ends in the item's disappearance when the retention is over", async () => {
    const client = new TestClient();
    const item = client.emulator.item("crm");
    await client.delete(item);

    client.pass(14 * DAY - 1);
    expect((await client.get(client.itemPath(item))).status).toBe(200);
    client.pass(1);
    expect((await client.get(client.itemPath(item))).status).toBe(404);
  });

  test("without soft delete takes the item away at once", async () => {
    const client = new TestClient();
    client.emulator.vault().softDeleteState = "Disabled";
    const item = client.emulator.item("crm");
    await client.delete(item);

    client.pass(33);
    expect(statusAndCode(await client.get(client.itemPath(item)))).toBe(
      "404 BMSUserErrorDataSourceObjectNotFound",
    );
  });

  test.each(["Disabled", undefined] as const)(
    "where soft delete is enforced flags the item, though the setting reads %s",
    async (setting) => {
      const client = new TestClient();
      const vault = client.emulator.vault();
      vault.softDeleteState = setting;
      vault.softDeleteEnforced = true;
      const item = client.emulator.item("crm");
      await client.delete(item);
      client.pass(33);

      const { value } = await client.get(client.path().concat("?api-version=2025-02-01"));
      const { softDeleteSettings } = value.properties.securitySettings;
      expect(softDeleteSettings?.softDeleteState).toBe(setting);
      expect(await client.read(item)).toMatchObject({
        isScheduledForDeferredDelete: true,
        softDeleteRetentionPeriod: 14,
      });
      client.pass(14 * DAY);
      expect((await client.get(client.itemPath(item))).status).toBe(404);
    },
  );

  test("of an undeleted item counts its retention anew", async () => {
    const client = new TestClient();
    const item = client.emulator.item("archive2019");
    await client.put(item, {
      policyId: "",
      protectionState: "ProtectionStopped",
      isRehydrate: true,
    });
    client.pass(60);
    await client.delete(item);

    client.pass(12 * DAY); // past the first retention
    expect((await client.get(client.itemPath(item))).status).toBe(200);
  });

  test("on an immutable vault is accepted, and its operation fails over HTTP 200", async () => {
    const client = new TestClient();
    client.emulator.vault().immutability = "Unlocked";
    const item = client.emulator.item("crm");
    const reply = await client.delete(item);
    client.pass(33);

    expect(await client.follow(reply)).toMatchObject({
      status: "Failed",
      error: { code: "UserErrorDeleteBackupItemOnImmutableItem" },
    });
    expect(await client.read(item)).toMatchObject({ protectionState: "IRPending" });
  });

  test("of something that is not there is a 204 that proves nothing", async () => {
    const client = new TestClient();
    const path = client.itemPath(client.emulator.item("crm")).replace(/crm$/, "nope");

    expect(await client.send("DELETE", path)).toMatchObject({ status: 204, body: "" });
  });

  test("of an item already deleted is refused", async () => {
    const client = new TestClient();

    expect(statusAndCode(await client.delete(client.emulator.item("archive2019")))).toBe(
      "400 UserErrorOperationNotAllowedOnSoftDeletedItem",
    );
  });
});
