import { describe, expect, test } from "vitest";
import { policyId } from "../../emulator/vault/state.ts";
import { sceneItemId } from "../place.ts";
import type { Scene, SceneItem, ScenePolicy } from "../scene.ts";
import { expiryAsked, guardAsked } from "./asking.ts";
import { HOLDS, NOT_AT_STAKE, type Property } from "./property.ts";
import { buildRecord, HEALTHY_DATABASE, PLAIN_SCENE, type Stage } from "./record-builder.ts";

const TYPE = { protectedItemType: "AzureVmWorkloadSQLDatabase" };

function judged(property: Property, scene: Partial<Scene>, happen: (stage: Stage) => void) {
  return property.judge(
    buildRecord({
      scene,
      happen: (stage) => {
        stage.read("");
        happen(stage);
      },
    }),
  );
}

describe("guardAsked", () => {
  const RARE: ScenePolicy = { name: "Rare", workload: "SQLDataBase", dailyDays: 30, logDays: 15 };
  const guarded = (operation: Scene["operation"], policy: string, watched: string) => ({
    operation,
    inputs: { ...PLAIN_SCENE.inputs, policy },
    policies: [
      ...PLAIN_SCENE.policies.filter(({ name }) => name !== "Base"),
      { ...RARE, name: "Base" },
      { ...RARE, logEveryMin: 480 },
    ],
    vault: { ...PLAIN_SCENE.vault, mua: true, immutability: "Unlocked", guarded: [watched] },
  });
  const put = (properties: object, request?: string) => (stage: Stage) => {
    const id = `${stage.vault.guard.resourceId}/${request}/default`;
    const asked = request === undefined ? {} : { resourceGuardOperationRequests: [id] };
    stage.write("PUT", { ...TYPE, ...properties, ...asked });
  };

  test.each([
    ["suspend-backups", "#suspendBackupsWithRetainData", "suspendBackupsWithRetainDataRequests"],
    [
      "stop-protection-retain-data",
      "#stopProtectionWithRetainData",
      "stopProtectionWithRetainDataRequests",
    ],
  ] as const)("is broken by a guarded %s without its request", (operation, watched, request) => {
    const scene = guarded(operation, "", `protectedItems/write${watched}`);
    const states = { "suspend-backups": "BackupsSuspended" } as Record<string, string>;
    const properties = { protectionState: states[operation] ?? "ProtectionStopped" };

    expect(judged(guardAsked, scene, put(properties)).breach).toContain(watched);
    expect(
      judged(guardAsked, scene, put(properties, "deleteProtectedItemRequests")).breach,
    ).toContain(watched);
    expect(judged(guardAsked, scene, put(properties, request))).toEqual(HOLDS);
  });

  test("is broken by a policy that backs up more rarely, without its request", () => {
    const scene = guarded("change-policy", "Rare", "protectedItems/write");
    const to = (name: string, request?: string) => (stage: Stage) =>
      put({ policyId: policyId(stage.vault, name) }, request)(stage);

    expect(judged(guardAsked, scene, to("Rare")).breach).toContain("protectedItems/write");
    expect(judged(guardAsked, scene, to("Rare", "updateProtectedItemRequests"))).toEqual(HOLDS);
  });

  test("is not at stake where the guard does not watch it", () => {
    const scene = guarded("change-policy", "Rare", "protectedItems/delete");

    expect(judged(guardAsked, scene, put({}))).toEqual(NOT_AT_STAKE);
  });
});

describe("expiryAsked", () => {
  const backup = (
    item: SceneItem,
    asked: string,
    { until, type }: { until?: string; type?: string },
  ) => {
    const inputs = { item: sceneItemId(item), ...(asked && { "retain-until": asked }) };
    const scene = { operation: "backup-now" as const, items: [item], inputs };
    return judged(expiryAsked, scene, (stage) =>
      stage.write(
        "POST",
        {
          objectType: "AzureWorkloadBackupRequest",
          ...(type && { backupType: type }),
          ...(until && { recoveryPointExpiryTimeInUTC: until }),
        },
        "/backup",
      ),
    );
  };
  const VM: SceneItem = { ...HEALTHY_DATABASE, workload: "VM" };

  // Every run begins on 30 January 2026, at half past nine.
  test.each([
    {
      asked: "",
      item: HEALTHY_DATABASE,
      sent: { type: "CopyOnlyFull", until: "2026-03-01T09:30:00Z" },
    },
    { asked: "", item: HEALTHY_DATABASE, sent: { type: "Full", until: "2026-03-16T09:30:00Z" } },
    {
      asked: "8w",
      item: HEALTHY_DATABASE,
      sent: { type: "CopyOnlyFull", until: "2026-03-27T09:30:00Z" },
    },
    {
      asked: "1mo",
      item: HEALTHY_DATABASE,
      sent: { type: "CopyOnlyFull", until: "2026-02-28T09:30:00Z" },
    },
    {
      asked: "P2Y1M",
      item: HEALTHY_DATABASE,
      sent: { type: "CopyOnlyFull", until: "2028-02-29T09:30:00Z" },
    },
    {
      asked: "2026-12-31",
      item: HEALTHY_DATABASE,
      sent: { type: "CopyOnlyFull", until: "2027-01-01T00:00:00Z" },
    },
    { asked: "10d", item: VM, sent: { until: "2026-02-10T00:00:00Z" } },
    { asked: "", item: HEALTHY_DATABASE, sent: { type: "Log" } },
  ])("holds of '$asked': $sent", ({ asked, item, sent }) => {
    expect(backup(item, asked, sent)).toEqual(HOLDS);
  });

  test.each([
    {
      asked: "1mo",
      item: HEALTHY_DATABASE,
      sent: { type: "CopyOnlyFull", until: "2026-03-01T09:30:00Z" },
    },
    {
      asked: "2026-12-31",
      item: HEALTHY_DATABASE,
      sent: { type: "CopyOnlyFull", until: "2026-12-31T00:00:00Z" },
    },
    { asked: "10d", item: VM, sent: { until: "2026-02-09T09:30:00Z" } },
    { asked: "", item: HEALTHY_DATABASE, sent: { type: "Log", until: "2026-03-16T09:30:00Z" } },
    { asked: "10d", item: HEALTHY_DATABASE, sent: { type: "Full", until: "2026-02-09T09:30:00Z" } },
  ])("is broken of '$asked' by $sent", ({ asked, item, sent }) => {
    expect(backup(item, asked, sent).breach).toBeDefined();
  });
});
