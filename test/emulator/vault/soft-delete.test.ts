import { describe, expect, test } from "vitest";
import { type Body, TestClient } from "../test-client.ts";
import { archivedTiers } from "./sample-items.ts";
import type { RecoveryPointState, TierState } from "./state.ts";

const DAY = 24 * 60 * 60;

function point(client: TestClient, id: string, daysAgo: number, more: Partial<RecoveryPointState>) {
  const time = client.now - daysAgo * DAY * 1000;
  const tiers: TierState[] = [{ type: "HardenedRP", status: "Valid" }];
  const expiresAt = client.now + 900 * DAY * 1000;
  return { id, time, type: "Full", expiresAt, softDeleted: false, tiers, ...more };
}

/** A database that keeps everything long, and is then given a policy that keeps a week. */
async function shortened(settings: { softDelete: boolean; name?: string }) {
  const client = new TestClient();
  if (!settings.softDelete) client.emulator.vault().softDeleteState = "Disabled";
  const item = client.emulator.item(settings.name ?? "orders");
  item.recoveryPoints = [
    point(client, "new", 1, {}),
    point(client, "fresh", 6, {}),
    point(client, "week", 8, {}),
    point(client, "archived", 20, { tiers: archivedTiers("SQLDataBase") }),
    point(client, "asked-for", 30, { ruleName: "On-Demand" }),
  ];
  await client.put(item, { policyId: client.policyId("DevPolicy") });
  client.pass(74);
  return { client, item };
}

async function listed(
  client: TestClient,
  item: Parameters<TestClient["read"]>[0],
  filter?: string,
) {
  const query = filter ? `&$filter=${encodeURIComponent(filter)}` : "";
  const { value } = await client.get(
    `${client.itemPath(item)}/recoveryPoints?api-version=2025-02-01${query}`,
  );
  const points = value.value.filter((one: Body) => one.name !== "DefaultRangeRecoveryPoint");
  return points.map((one: Body) => [
    one.name,
    one.properties.recoveryPointProperties?.isSoftDeleted,
  ]);
}

const WITH_DELETED = "includeSoftDeletedRP eq 'true'";

describe("points that a shorter retention takes away", () => {
  test("are soft-deleted: only a list that asks for them has them", async () => {
    const { client, item } = await shortened({ softDelete: true });

    expect(await listed(client, item)).toEqual([
      ["new", false],
      ["fresh", false],
      ["asked-for", false],
    ]);
    expect(await listed(client, item, WITH_DELETED)).toEqual([
      ["new", false],
      ["fresh", false],
      ["week", true],
      ["archived", true],
      ["asked-for", false],
    ]);
    expect((await client.read(item)).extendedInfo.recoveryPointCount).toBe(3);
  });

  test("go for good after the days of soft delete", async () => {
    const { client, item } = await shortened({ softDelete: true });
    item.recoveryPoints.push(point(client, "newest", -14, {}));
    client.pass(14 * DAY);

    const names = (await listed(client, item, WITH_DELETED)).map(([name]: [string]) => name);

    expect(names).not.toContain("week");
    expect(names).toContain("newest");
  });

  test("go at once where soft delete is off", async () => {
    const { client, item } = await shortened({ softDelete: false });

    const names = (await listed(client, item, WITH_DELETED)).map(([name]: [string]) => name);

    expect(names).toEqual(["new", "fresh", "asked-for"]);
  });

  test("stay soft-deleted where that is enforced, though the setting reads off", async () => {
    const client = new TestClient();
    Object.assign(client.emulator.vault(), {
      softDeleteState: "Disabled",
      softDeleteEnforced: true,
    });
    const item = client.emulator.item("orders");
    item.recoveryPoints = [point(client, "new", 1, {}), point(client, "old", 20, {})];
    await client.put(item, { policyId: client.policyId("DevPolicy") });
    client.pass(74);

    expect(await listed(client, item, WITH_DELETED)).toEqual([
      ["new", false],
      ["old", true],
    ]);
  });

  test("leave the newest, however old it is", async () => {
    const client = new TestClient();
    const item = client.emulator.item("orders");
    item.recoveryPoints = [point(client, "only", 300, {})];
    await client.put(item, { policyId: client.policyId("DevPolicy") });
    client.pass(74);

    expect(await listed(client, item)).toEqual([["only", false]]);
  });

  test("are those of a stopped item too, once it is resumed", async () => {
    const client = new TestClient();
    const item = client.emulator.item("inventory");
    item.recoveryPoints = [point(client, "new", 40, {}), point(client, "old", 400, {})];
    await client.put(item, { policyId: client.policyId("DevPolicy") });
    client.pass(74);

    expect(await listed(client, item)).toEqual([["new", false]]);
  });

  test("of a share are snapshots, and no vault keeps them", async () => {
    const client = new TestClient();
    const item = client.emulator.item("documents");
    const tiers: TierState[] = [{ type: "InstantRP", status: "Valid" }];
    item.recoveryPoints = [
      point(client, "new", 1, { type: "FileSystemConsistent", tiers }),
      point(client, "old", 45, { type: "FileSystemConsistent", tiers }),
    ];
    await client.put(item, { policyId: client.policyId("DailySharePolicy") });
    client.pass(42);

    expect((await listed(client, item, WITH_DELETED)).map(([name]: [string]) => name)).toEqual([
      "new",
    ]);
  });

  test("come back by no undelete of their item", async () => {
    const { client, item } = await shortened({ softDelete: true });
    await client.delete(item);
    client.pass(60);
    await client.put(item, { protectionState: "ProtectionStopped", isRehydrate: true });
    client.pass(60);

    expect((await listed(client, item)).map(([name]: [string]) => name)).toEqual([
      "new",
      "fresh",
      "asked-for",
    ]);
  });
});

test("a policy that keeps everything longer takes nothing away", async () => {
  const client = new TestClient();
  const item = client.emulator.item("orders");
  item.recoveryPoints = [point(client, "new", 1, {}), point(client, "old", 1_000, {})];
  await client.put(item, { policyId: client.policyId("ProdPolicy") });
  client.pass(74);

  expect(await listed(client, item)).toEqual([
    ["new", false],
    ["old", false],
  ]);
});
