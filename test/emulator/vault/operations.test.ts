import { describe, expect, test } from "vitest";
import { statusAndCode, TestClient } from "../test-client.ts";

const UNSET = "0001-01-01T00:00:00";

function started(client = new TestClient()) {
  const item = client.emulator.item("crm");
  return { client, item, accepted: client.put(item, { policyId: client.policyId("ProdPolicy") }) };
}

describe("an accepted write", () => {
  test("answers 202 with nothing but headers, a pause of 60 s and raw semicolons", async () => {
    const reply = await started().accepted;

    expect(reply).toMatchObject({ status: 202, body: "" });
    expect(reply.headers["retry-after"]).toBe("60");
    for (const name of ["azure-asyncoperation", "location"]) {
      const url = reply.headers[name] ?? "";
      expect(url).toContain("/protectedItems/SQLDataBase;mssqlserver;crm/");
      expect(url).toMatch(
        /^https:\/\/localhost\/.*\?api-version=2025-02-01&t=\d{18}&c=MII[\w-]{2717}&s=[\w-]{342}&h=[\w-]{43}$/,
      );
    }
  });

  test("points under the item after a PUT and under the vault after a DELETE", async () => {
    const { client, accepted } = started();
    const put = (await accepted).headers;
    const deleted = (await client.delete(client.emulator.item("billing"))).headers;

    expect(put["azure-asyncoperation"]).toMatch(/protectedItems\/[^/]+\/operationsStatus\//);
    expect(put.location).toMatch(/protectedItems\/[^/]+\/operationResults\//);
    expect(deleted["azure-asyncoperation"]).toMatch(/SQLServer2012\/backupOperations\//);
    expect(deleted.location).toMatch(/SQLServer2012\/backupOperationResults\//);
  });
});

test.each(["50% off", "sales/2026"])(
  "the URLs of an operation on '%s' lead to its status and its result",
  async (friendlyName) => {
    const client = new TestClient();
    const { emulator } = client;
    const { container } = emulator.item("crm");
    const name = `SQLDataBase;mssqlserver;${friendlyName}`;
    const added = { workload: "SQLDataBase", container, name, friendlyName } as const;
    const item = emulator.addItem({ ...added, policy: "HourlyLogPolicy" });
    const path = `${client.path()}/backupFabrics/Azure/protectionContainers/${container}/protectedItems/${encodeURIComponent(name)}`;
    const properties = {
      protectedItemType: "AzureVmWorkloadSQLDatabase",
      protectionState: "ProtectionStopped",
    };
    const reply = await client.send("PUT", path, { body: { properties } });
    client.pass(33);

    expect((await client.follow(reply)).status).toBe("Succeeded");
    expect((await client.get(reply.headers.location ?? "")).value.properties.friendlyName).toBe(
      friendlyName,
    );
    expect(item.protectionState).toBe("ProtectionStopped");
  },
);

describe("the status of an operation", () => {
  test("has no end and no job while it runs, and an end equal to its start afterwards", async () => {
    const { client, accepted } = started();
    const reply = await accepted;
    client.pass(73);
    const running = await client.follow(reply);
    client.pass(1);
    const ended = await client.follow(reply);

    expect(running).toEqual({
      id: ended.id,
      name: ended.id,
      status: "InProgress",
      startTime: "2026-06-01T10:00:00Z",
      endTime: UNSET,
    });
    expect(ended).toEqual({
      ...running,
      status: "Succeeded",
      endTime: running.startTime,
      properties: { objectType: "OperationStatusJobExtendedInfo", jobId: expect.any(String) },
    });
    expect(ended.properties.jobId).not.toBe(ended.id);
  });

  test("can be read at the vault too, with or without the signature", async () => {
    const { client, accepted } = started();
    const url = (await accepted).headers["azure-asyncoperation"] ?? "";
    const id = /operationsStatus\/([^?]+)/.exec(url)?.[1];

    expect((await client.get(client.path(`/backupOperations/${id}`))).value.id).toBe(id);
    expect((await client.get(url.replace(/&t=.*/, ""))).value.id).toBe(id);
  });

  test("cannot be read with a signature that was altered on the way", async () => {
    const { client, accepted } = started();
    const url = (await accepted).headers["azure-asyncoperation"] ?? "";

    expect(statusAndCode(await client.get(`${url.slice(0, -1)}.`))).toBe("403 InvalidSignature");
  });

  test("is not found under another item or another id", async () => {
    const { client, accepted } = started();
    const url = (await accepted).headers["azure-asyncoperation"]?.replace(/&t=.*/, "") ?? "";

    expect((await client.get(url.replace("crm", "billing"))).status).toBe(404);
    expect((await client.get(client.path("/backupOperations/none"))).status).toBe(404);
  });
});

describe("the result of an operation", () => {
  test("is 202 while it runs, then the item after a PUT", async () => {
    const { client, accepted } = started();
    const location = (await accepted).headers.location ?? "";

    const running = await client.get(location);
    expect(running).toMatchObject({ status: 202, body: "{}" });
    expect(running.headers.location).toBe(location);
    client.pass(74);
    const ended = await client.get(location);
    expect(ended.status).toBe(200);
    expect(ended.value.properties.friendlyName).toBe("crm");
  });

  test("is 204 after a DELETE", async () => {
    const client = new TestClient();
    const location = (await client.delete(client.emulator.item("billing"))).headers.location ?? "";

    expect((await client.get(location)).status).toBe(202);
    client.pass(33);
    expect(await client.get(location)).toMatchObject({ status: 204, body: "" });
  });
});

test.each([
  { item: "crm", seconds: 74 },
  { item: "erp", seconds: 74 },
  { item: "tpcc", seconds: 74 },
  { item: "web-01", seconds: 12 },
  { item: "documents", seconds: 42 },
])(
  "a policy change of $item takes $seconds s, and its job no longer",
  async ({ item, seconds }) => {
    const client = new TestClient();
    const state = client.emulator.item(item);
    const policyId = state.policyId ?? "";
    const reply = await client.put(state, { policyId });

    client.pass(seconds - 1);
    expect((await client.follow(reply)).status).toBe("InProgress");
    client.pass(1);
    expect((await client.follow(reply)).status).toBe("Succeeded");
    expect((await client.job(reply)).status).toBe("Completed");
  },
);

describe("a second write", () => {
  test("on an item whose operation runs is locked out, on another item it is not", async () => {
    const { client, item, accepted } = started();
    await accepted;

    expect(statusAndCode(await client.delete(item))).toBe("409 BMSUserErrorObjectLocked");
    expect((await client.delete(client.emulator.item("billing"))).status).toBe(202);
    client.pass(74);
    expect((await client.delete(item)).status).toBe(202);
  });

  test("conflicts with a job of the item that is still running", async () => {
    const client = new TestClient();
    const item = client.emulator.item("crm");
    client.emulator.addJob({ item, endsInSeconds: 60 });
    const stop = { policyId: "", protectionState: "ProtectionStopped" };

    expect(statusAndCode(await client.put(item, stop))).toBe(
      "409 BMSUserErrorConflictingProtectionOperation",
    );
    client.pass(60);
    expect((await client.put(item, stop)).status).toBe(202);
  });
});
