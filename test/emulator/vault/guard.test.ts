import { describe, expect, test } from "vitest";
import { type Body, TestClient } from "../test-client.ts";

const STOP = { policyId: "", protectionState: "ProtectionStopped" };

function guarded() {
  const client = new TestClient();
  client.emulator.vault().mua = true;
  const request = (name: string) => `${client.emulator.vault().guard.resourceId}/${name}/default`;
  return { client, request, item: client.emulator.item("crm") };
}

describe("the guard proxies of a vault", () => {
  test("are none without multi-user authorization", async () => {
    const client = new TestClient();

    expect((await client.get(client.path("/backupResourceGuardProxies"))).value).toEqual({
      value: [],
    });
    expect((await client.get(client.path("/backupResourceGuardProxies/VaultProxy"))).status).toBe(
      404,
    );
  });

  test("are one that names the guarded operations and their requests", async () => {
    const { client, request } = guarded();
    const { value } = await client.get(client.path("/backupResourceGuardProxies"));
    const [proxy] = value.value;

    expect(proxy.name).toBe("VaultProxy");
    expect(proxy.properties.resourceGuardOperationDetails).toContainEqual({
      vaultCriticalOperation:
        "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/delete",
      defaultResourceRequest: request("deleteProtectedItemRequests"),
    });
  });
});

describe("a guarded stop", () => {
  test("is refused without the guard's request and accepted with it", async () => {
    const { client, request, item } = guarded();
    const refused = await client.put(item, STOP);

    expect(refused.status).toBe(400);
    expect(refused.value.error.message).toContain(
      "ResourceGuard Operation requestid is either null or empty",
    );
    const wrong = [request("deleteProtectedItemRequests")];
    expect(
      (await client.put(item, { ...STOP, resourceGuardOperationRequests: wrong })).status,
    ).toBe(400);
    const right = [request("stopProtectionWithRetainDataRequests")];
    expect(
      (await client.put(item, { ...STOP, resourceGuardOperationRequests: right })).status,
    ).toBe(202);
  });

  test("needs nothing where the guard does not watch it", async () => {
    const { client, item } = guarded();
    client.emulator.vault().guard.operations = ["protectedItems/delete"];

    expect((await client.put(item, STOP)).status).toBe(202);
  });

  test("of a guard in another tenant needs a token of that tenant too", async () => {
    const { client, request, item } = guarded();
    client.emulator.vault().guard.tenantId = "33333333-3333-3333-3333-333333333333";
    client.emulator.acceptToken("guard-token");
    const body = {
      properties: {
        ...STOP,
        protectedItemType: "AzureVmWorkloadSQLDatabase",
        resourceGuardOperationRequests: [request("stopProtectionWithRetainDataRequests")],
      },
    };
    const send = (headers: Record<string, string>) =>
      client.send("PUT", client.itemPath(item), { body, headers });

    expect((await send({})).value.error.code).toBe("LinkedAuthorizationFailed");
    const { token } = client.emulator.entra.issue(); // good, and of the vault's tenant
    const strange = await send({ "x-ms-authorization-auxiliary": `Bearer ${token}` });
    expect(strange.value.error.code).toBe("LinkedAuthorizationFailed");
    expect((await send({ "x-ms-authorization-auxiliary": "Bearer guard-token" })).status).toBe(202);
  });
});

test("a guarded policy change needs the request only where retention gets shorter", async () => {
  const { client, item } = guarded();

  expect((await client.put(item, { policyId: client.policyId("DevPolicy") })).status).toBe(400);
  expect((await client.put(item, { policyId: client.policyId("ProdPolicy") })).status).toBe(202);
});

test("a guarded policy change needs the request too where more time passes between backups", async () => {
  const { client, request, item } = guarded();
  const vault = client.emulator.vault();
  const [hourly] = vault.policies;
  const rarer = (minutes: number) => {
    const properties = structuredClone(hourly?.properties) as {
      subProtectionPolicy: { policyType: string; schedulePolicy: object }[];
    };
    const log = properties.subProtectionPolicy.find(({ policyType }) => policyType === "Log");
    Object.assign(log?.schedulePolicy ?? {}, { scheduleFrequencyInMins: minutes });
    return properties;
  };
  for (const minutes of [15, 120]) {
    const properties = { ...rarer(minutes) };
    client.emulator.addPolicy({ name: `Every${minutes}`, workload: "SQLDataBase", properties });
  }
  const policyId = client.policyId("Every120");
  const resourceGuardOperationRequests = [request("updateProtectedItemRequests")];

  expect((await client.put(item, { policyId })).status).toBe(400);
  expect((await client.put(item, { policyId: client.policyId("Every15") })).status).toBe(202);
  client.pass(300);
  expect((await client.put(item, { policyId, resourceGuardOperationRequests })).status).toBe(202);
});

test("a guarded suspension needs a request of its own", async () => {
  const { client, request, item } = guarded();
  client.emulator.vault().immutability = "Unlocked";
  const suspension = { protectionState: "BackupsSuspended" };
  const asked = (name: string) => ({ resourceGuardOperationRequests: [request(name)] });

  expect((await client.put(item, suspension)).status).toBe(400);
  const stop = asked("stopProtectionWithRetainDataRequests");
  expect((await client.put(item, { ...suspension, ...stop })).status).toBe(400);
  const own = asked("suspendBackupsWithRetainDataRequests");
  expect((await client.put(item, { ...suspension, ...own })).status).toBe(202);
});

describe("a guarded delete", () => {
  function unlock(client: TestClient, body: Body) {
    return client.send("POST", client.path("/backupResourceGuardProxies/VaultProxy/unlockDelete"), {
      body,
    });
  }

  test("is refused until the item is unlocked, and again when that has run out", async () => {
    const { client, request, item } = guarded();
    expect((await client.delete(item)).status).toBe(400);

    const reply = await unlock(client, {
      resourceGuardOperationRequests: [request("deleteProtectedItemRequests")],
      resourceToBeDeleted: client.itemPath(item).replaceAll("%3B", ";"),
    });
    expect(reply.value).toEqual({ unlockDeleteExpiryTime: "2026-06-01T10:30:00Z" });
    client.pass(30 * 60);
    expect((await client.delete(item)).status).toBe(400);

    await unlock(client, {
      resourceGuardOperationRequests: [request("deleteProtectedItemRequests")],
      resourceToBeDeleted: client.itemPath(item).replaceAll("%3B", ";"),
    });
    expect((await client.delete(item)).status).toBe(202);
  });

  test("cannot be unlocked without a request or for something else", async () => {
    const { client, request, item } = guarded();
    const right = [request("deleteProtectedItemRequests")];
    const id = client.itemPath(item).replaceAll("%3B", ";");

    for (const body of [
      { resourceToBeDeleted: id },
      { resourceGuardOperationRequests: right, resourceToBeDeleted: `${id}x` },
      { resourceGuardOperationRequests: right, resourceToBeDeleted: id, why: "because" },
    ]) {
      expect((await unlock(client, body)).status).toBe(400);
    }
  });
});
