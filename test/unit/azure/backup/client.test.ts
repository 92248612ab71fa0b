import { describe, expect, test } from "vitest";
import { type ArmResponse, readServiceError } from "../../../../src/azure/arm/answer.ts";
import type { ArmRequest } from "../../../../src/azure/arm/request.ts";
import { isNoSuchName } from "../../../../src/azure/backup/answers.ts";
import { vaultClient } from "../../../../src/azure/backup/client.ts";
import { ActionError, ArmError } from "../../../../src/errors.ts";
import { armResponse as answer } from "../arm/response-builders.ts";
import { ITEM_ID, itemResource, POLICY_ID, VAULT, VAULT_ID } from "./resource-builders.ts";

const SQL_DATABASES = { backupManagementType: "AzureWorkload", itemType: "SQLDataBase" };
const ORIGIN = "https://management.azure.com";
const ADDRESS = {
  container: "VMAppContainer;Compute;rg-sql;vm-1",
  name: "SQLDataBase;mssqlserver;payroll",
};
const ITEM_PATH = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/VMAppContainer%3BCompute%3Brg-sql%3Bvm-1/protectedItems/SQLDataBase%3Bmssqlserver%3Bpayroll`;

function armError(status: number, reason: ArmError["reason"], code = "X"): ArmError {
  const service = { code, message: "", recommendations: [] };
  const ids = { requestId: "", correlationId: "" };
  return new ArmError(reason, "do it", { status, service, ids, hint: "" });
}

/** As the retries end where every answer is like this one. */
const unusable = new ActionError("contact-lost", "every answer is unusable", { hint: "" });

/** A client on an ARM that answers in this order, judges as the real one, and remembers what it was asked. */
function client(...answers: readonly (ArmResponse | Error)[]) {
  const sent: ArmRequest[] = [];
  const ready: number[] = [];
  const said: string[] = [];
  const arm = {
    origin: ORIGIN,
    async send(request: ArmRequest) {
      const { expected, accept = [] } = request;
      const next = answers[sent.length];
      sent.push(request);
      if (next === undefined) throw new Error(`An unexpected request: ${request.path}`);
      if (next instanceof Error) throw next;
      const { status, body } = next;
      const isAnswer =
        status === 404
          ? expected?.isNotFound(readServiceError(body).code) === true
          : status < 300
            ? (expected?.isAbout(body) ?? true)
            : accept.includes(status);
      if (!isAnswer) throw unusable;
      return next;
    },
    async readyToWrite() {
      ready.push(sent.length);
    },
  };
  const say = (line: string) => said.push(line);
  const backup = vaultClient({ arm, vault: VAULT, say });
  return { backup, sent, ready, said };
}

const notFound = (code: string) => answer(404, { error: { code } });
const NO_ITEM = notFound("BMSUserErrorDataSourceObjectNotFound");
const expected = { isAbout: expect.any(Function), isNotFound: expect.any(Function) };

describe("what is asked", () => {
  test("an item, every segment encoded", async () => {
    const { backup, sent } = client(answer(200, itemResource()));

    const item = await backup.item(ADDRESS);

    expect(item?.id).toBe(ITEM_ID);
    expect(sent).toEqual([
      {
        method: "GET",
        path: ITEM_PATH,
        query: { "api-version": "2025-02-01" },
        expected,
        doing: "read the item 'SQLDataBase;mssqlserver;payroll'",
        action:
          "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/read",
      },
    ]);
  });

  test("an item whose name holds a slash, a percent and a blank", async () => {
    const { backup, sent } = client(NO_ITEM);

    await backup.item({ ...ADDRESS, name: "SQLDataBase;i;a/b 50%?#" });

    expect(sent[0]?.path).toMatch(/\/protectedItems\/SQLDataBase%3Bi%3Ba%2Fb%2050%25%3F%23$/);
  });

  test("the items of a type", async () => {
    const { backup, sent } = client(answer(200, { value: [] }));

    await backup.listItems(SQL_DATABASES);

    expect(sent).toMatchObject([
      {
        method: "GET",
        path: `${VAULT_ID}/backupProtectedItems`,
        query: {
          "api-version": "2025-02-01",
          $filter: "backupManagementType eq 'AzureWorkload' and itemType eq 'SQLDataBase'",
        },
        action: "Microsoft.RecoveryServices/Vaults/backupProtectedItems/read",
      },
    ]);
  });

  test("a policy by its encoded name", async () => {
    const { backup, sent } = client(notFound("BMSUserErrorPolicyNotFound"));

    expect(await backup.policy("Gold & 30 days")).toBeUndefined();
    expect(sent).toMatchObject([{ path: `${VAULT_ID}/backupPolicies/Gold%20%26%2030%20days` }]);
  });

  test("the names of all policies, without a filter", async () => {
    const policies = { value: [{ name: "Gold" }, {}, { name: "Silver" }] };
    const { backup, sent } = client(answer(200, policies));

    expect(await backup.listPolicyNames()).toEqual(["Gold", "Silver"]);
    expect(sent[0]?.query).toEqual({ "api-version": "2025-02-01" });
  });

  test("a job, with the pace the service asks for", async () => {
    const body = { name: "A/b", properties: { status: "InProgress" } };
    const { backup, sent } = client(answer(200, body, { retryAfterMs: 5_000, remaining: 7 }));

    const looked = await backup.job("a/b");

    expect(sent[0]?.path).toBe(`${VAULT_ID}/backupJobs/a%2Fb`);
    expect(looked).toMatchObject({
      value: { id: "A/b", phase: "running" },
      retryAfterMs: 5_000,
      remaining: 7,
    });
  });

  test("a job that the vault does not know yet", async () => {
    const { backup } = client(notFound("BMSUserErrorJobNotFound"));

    expect((await backup.job("1")).value).toBeUndefined();
  });

  test.each([
    {
      which: "are running",
      filter: { backupManagementType: "AzureWorkload", status: "InProgress" as const },
      says: "backupManagementType eq 'AzureWorkload' and status eq 'InProgress'",
    },
    {
      which: "an operation has started",
      filter: {
        backupManagementType: "AzureWorkload",
        operation: "ConfigureBackup",
        startedBetween: [Date.UTC(2026, 0, 5, 0, 5), Date.UTC(2026, 0, 5, 13, 5)] as const,
      },
      says: "backupManagementType eq 'AzureWorkload' and operation eq 'ConfigureBackup' and startTime eq '2026-01-05 12:05:00 AM' and endTime eq '2026-01-05 01:05:00 PM'",
    },
  ])("the jobs that $which", async ({ filter, says }) => {
    const { backup, sent } = client(answer(200, { value: [{ name: "1" }, { name: "2" }] }));

    const jobs = await backup.listJobs(filter);

    expect(jobs.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(sent[0]?.path).toBe(`${VAULT_ID}/backupJobs`);
    expect(sent[0]?.query?.$filter).toBe(says);
  });

  test("the jobs without those whose id cannot be read, which are counted", async () => {
    const id = `${VAULT_ID}/backupJobs/3`;
    const value = [{ name: "1" }, {}, { name: 2 }, { name: null }, { id }];
    const { backup, said } = client(answer(200, { value }));

    const jobs = await backup.listJobs({ status: "InProgress" });

    expect(jobs.map((job) => job.id)).toEqual(["1", "2", "3"]);
    expect(said).toEqual(["Vault 'vault-1' lists 2 jobs whose id cannot be read."]);
  });

  test("the jobs in the status that was asked for, where their own cannot be read", async () => {
    const value = [null, {}, "", "Cancelled"].map((status, index) => ({
      name: `${index}`,
      properties: { status },
    }));
    const { backup } = client(answer(200, { value }), answer(200, { value }));

    const failed = await backup.listJobs({ status: "Failed" });
    const any = await backup.listJobs({});

    expect(failed.map(({ phase }) => phase)).toEqual(["failed", "failed", "failed", "cancelled"]);
    expect(any.map(({ phase }) => phase)).toEqual(["running", "running", "running", "cancelled"]);
  });

  test("an operation by its signed URL, to which nothing is added", async () => {
    const signed = `${ORIGIN}${VAULT_ID}/backupOperations/1?api-version=2025-02-01&c=signature`;
    const { backup, sent } = client(answer(200, { name: "1", status: "InProgress" }));

    const looked = await backup.lro(signed);

    expect(looked.value).toEqual({ name: "1", status: "InProgress" });
    expect(sent[0]?.path).toBe(signed);
    expect(sent[0]?.query).toEqual({});
  });

  test.each([
    {
      path: `${VAULT_ID}/backupOperations/1`,
      action: "Microsoft.RecoveryServices/Vaults/backupOperations/read",
    },
    {
      path: `${ITEM_PATH}/operationsStatus/1?c=signature`,
      action:
        "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/operationsStatus/read",
    },
  ])("an operation with the permission that its path needs: $action", async ({ path, action }) => {
    const { backup, sent } = client(answer(200, { id: "1" }));

    await backup.lro(path);

    expect(sent[0]?.action).toBe(action);
  });

  test("an operation by its path, with the version", async () => {
    const { backup, sent } = client(notFound("BMSUserErrorOperationNotFound"));

    const looked = await backup.lro(`${VAULT_ID}/backupOperations/1`);

    expect(looked.value).toBeUndefined();
    expect(sent[0]?.query).toEqual({ "api-version": "2025-02-01" });
  });
});

describe("a write", () => {
  test("puts its body at the item", async () => {
    const { backup, sent } = client(answer(202));
    const body = { properties: { policyId: "" } };

    await backup.write(
      ADDRESS,
      { method: "PUT", body },
      { doing: "stop it", headers: { "x-a": "b" } },
    );

    expect(sent).toEqual([
      {
        method: "PUT",
        path: ITEM_PATH,
        query: { "api-version": "2025-02-01" },
        body,
        doing: "stop it",
        headers: { "x-a": "b" },
        action:
          "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write",
      },
    ]);
  });

  test("deletes without a body, which takes another permission", async () => {
    const { backup, sent } = client(answer(202));

    await backup.write(ADDRESS, { method: "DELETE" }, { doing: "delete it", headers: {} });

    expect(sent[0]).toMatchObject({
      method: "DELETE",
      path: ITEM_PATH,
      action:
        "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/delete",
    });
    expect(sent[0]).not.toHaveProperty("body");
  });
});

describe("pages", () => {
  const next = `${ORIGIN}${VAULT_ID}/backupProtectedItems?$skipToken=abc%3D&api-version=2025-02-01`;
  const other = (name: string) => itemResource({}, ITEM_ID.replace("payroll", name));

  test("are followed to the last, each link as it is", async () => {
    const { backup, sent } = client(
      answer(200, { value: [other("a")], nextLink: next }),
      answer(200, { value: [other("b")], nextLink: `${next}2` }),
      answer(200, { value: [other("c")] }),
    );

    const { items } = await backup.listItems(SQL_DATABASES);

    expect(items.map(({ address }) => address.name)).toEqual([
      "SQLDataBase;mssqlserver;a",
      "SQLDataBase;mssqlserver;b",
      "SQLDataBase;mssqlserver;c",
    ]);
    expect(sent.slice(1).map(({ path }) => path)).toEqual([next, `${next}2`]);
    expect(sent.slice(1).map(({ query }) => query)).toEqual([{}, {}]);
  });

  test.each([
    "https://evil.example/page2",
    "http://management.azure.com/page2",
    "https://management.azure.com.evil.example/page2",
    "/page2",
    "not a URL",
  ])("on another host are refused: %s", async (nextLink) => {
    const { backup, sent } = client(answer(200, { value: [], nextLink }));

    const error = await backup.listItems(SQL_DATABASES).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ActionError);
    expect(error).toMatchObject({ reason: "contact-lost" });
    expect(sent).toHaveLength(1);
  });

  test.each([{}, { value: null }, { value: "x" }, [], undefined])(
    "of an unknown shape are never taken for empty ones: %j",
    async (body) => {
      for (const answers of [
        [answer(200, body)],
        [answer(200, { value: [itemResource()], nextLink: next }), answer(200, body)],
      ]) {
        const { backup } = client(...answers);

        await expect(backup.listItems(SQL_DATABASES)).rejects.toMatchObject({
          reason: "contact-lost",
        });
      }
    },
  );

  test("count what is no item, by the name that it tells", async () => {
    const nameless = { ...itemResource({ friendlyName: "ledger" }), id: "x" };
    const value = [{}, null, { id: "x" }, nameless, { id: ITEM_ID }, itemResource()];
    const { backup, said } = client(answer(200, { value }), answer(200, { value }));

    const { items, unreadable } = await backup.listItems(SQL_DATABASES);
    await backup.listItems(SQL_DATABASES);

    expect(items).toHaveLength(1);
    expect(unreadable).toEqual(["", "", "", "ledger", ""]);
    expect(said).toEqual(["Vault 'vault-1' lists 5 items whose id cannot be read."]);
  });

  test("give an item once that is on two of them, as it was read last", async () => {
    const later = itemResource(
      { protectionState: "ProtectionStopped" },
      ITEM_ID.toUpperCase()
        .replace("/VAULTS/", "/vaults/")
        .replace("/BACKUPFABRICS/AZURE/", "/backupFabrics/Azure/"),
    );
    const { backup, said } = client(
      answer(200, { value: [itemResource(), other("a")], nextLink: next }),
      answer(200, { value: [later] }),
    );

    const { items } = await backup.listItems(SQL_DATABASES);

    expect(items.map(({ condition }) => condition)).toEqual(["stopped", "protected"]);
    expect(said).toEqual([]);
  });
});

describe("an item of another vault", () => {
  const foreign = itemResource({}, ITEM_ID.replace("vault-1", "vault-2"));

  test("is refused in a list", async () => {
    const { backup } = client(answer(200, { value: [itemResource(), foreign] }));

    await expect(backup.listItems(SQL_DATABASES)).rejects.toMatchObject({
      reason: "contact-lost",
      message: expect.stringContaining("vault-2"),
    });
  });

  test("is refused on its own", async () => {
    const { backup } = client(answer(200, foreign));

    await expect(backup.item(ADDRESS)).rejects.toMatchObject({ reason: "contact-lost" });
  });

  test("is not one whose id is merely written in other case", async () => {
    const { backup } = client(answer(200, itemResource({}, ITEM_ID.toLowerCase())));

    expect((await backup.item(ADDRESS))?.friendlyName).toBe("payroll");
  });
});

describe("the vault's own protection", () => {
  test("is read from the vault itself", async () => {
    const settings = { softDeleteSettings: { softDeleteState: "Enabled" } };
    const { backup, sent } = client(
      answer(200, { id: VAULT_ID, name: "vault-1", properties: { securitySettings: settings } }),
    );

    expect(await backup.vaultState()).toEqual({
      softDelete: "on",
      softDeleteDays: undefined,
      immutability: "off",
      guarded: false,
    });
    expect(sent[0]?.path).toBe(VAULT_ID);
  });

  test("is unreadable where this identity may not read the vault", async () => {
    const { backup } = client(armError(403, "not-authorized"));

    expect(await backup.vaultState()).toEqual({
      softDelete: "unreadable",
      softDeleteDays: undefined,
      immutability: "off",
      guarded: false,
    });
  });

  test("of a vault that is not there says where it was looked for", async () => {
    const { backup } = client(armError(404, "request-refused"));

    await expect(backup.vaultState()).rejects.toMatchObject({
      reason: "vault-not-found",
      message:
        "There is no vault 'vault-1' in resource group 'rg-backup' of subscription 11111111-2222-3333-4444-555555555555.",
    });
  });

  test("of a vault that Azure's own words say is not there is no look at anything", async () => {
    const { backup } = client(answer(404, { error: { code: "ResourceNotFound" } }));

    await expect(backup.vaultState()).rejects.toMatchObject({
      reason: "vault-not-found",
      service: { code: "ResourceNotFound" },
    });
  });

  test.each([
    armError(401, "sign-in-failed"),
    armError(500, "contact-lost"),
    new ActionError("timed-out", "no time left", { hint: "" }),
  ])("is never guessed when the look failed otherwise", async (error) => {
    const { backup } = client(error);

    await expect(backup.vaultState()).rejects.toBe(error);
  });
});

describe("an answer about something else", () => {
  const properties = {};
  const at = (kind: string, name: string) => `${VAULT_ID}/${kind}/${name}`;
  const inOther = (id: string) => id.replace("vault-1", "vault-2");
  const none = [
    { what: "that is none", body: {} },
    { what: "that is null", body: null },
    { what: "that is a list", body: [] },
    { what: "that is empty", body: undefined },
    { what: "that is text", body: "no" },
  ];

  test.each([
    ...none,
    { what: "of another database", body: itemResource({}, ITEM_ID.replace("payroll", "ledger")) },
    { what: "on another server", body: itemResource({}, ITEM_ID.replace("vm-1", "vm-2")) },
    { what: "of another vault", body: itemResource({}, inOther(ITEM_ID)) },
    { what: "without properties", body: { id: ITEM_ID } },
  ])("is not taken for an item: one $what", async ({ body }) => {
    await expect(client(answer(200, body)).backup.item(ADDRESS)).rejects.toBe(unusable);
  });

  test.each([
    ...none,
    { what: "of another name", body: { id: VAULT_ID, name: "vault-2", properties } },
    {
      what: "of another group",
      body: { id: VAULT_ID.replace("rg-", "x-"), name: "vault-1", properties },
    },
    { what: "of another id alone", body: { id: inOther(VAULT_ID), properties } },
    { what: "without properties", body: { id: VAULT_ID, name: "vault-1" } },
    { what: "with properties of null", body: { name: "vault-1", properties: null } },
    { what: "with properties in a list", body: { name: "vault-1", properties: [] } },
    { what: "without id and name", body: { properties } },
  ])("is not taken for the vault: one $what", async ({ body }) => {
    await expect(client(answer(200, body)).backup.vaultState()).rejects.toBe(unusable);
  });

  test("is not taken for the vault: none under 204", async () => {
    await expect(client(answer(204)).backup.vaultState()).rejects.toBe(unusable);
  });

  test.each([
    ...none,
    { what: "of another vault", body: { id: inOther(POLICY_ID), name: "Gold", properties } },
    { what: "of another name", body: { id: at("backupPolicies", "Silver"), properties } },
    { what: "of another name beside its id", body: { id: POLICY_ID, name: "Silver", properties } },
    { what: "without properties", body: { id: POLICY_ID, name: "Gold" } },
  ])("is not taken for a policy: one $what", async ({ body }) => {
    await expect(client(answer(200, body)).backup.policy("Gold")).rejects.toBe(unusable);
  });

  test.each([
    ...none,
    { what: "of another name", body: { name: "job-2", properties } },
    { what: "of another id", body: { id: at("backupJobs", "job-2"), properties } },
    { what: "without a name", body: { properties } },
    { what: "without properties", body: { name: "job-1" } },
  ])("is not taken for a job: one $what", async ({ body }) => {
    await expect(client(answer(200, body)).backup.job("job-1")).rejects.toBe(unusable);
  });

  test.each([
    ...none,
    { what: "of another id and name", body: { id: "op-2", name: "op-2", status: "Succeeded" } },
    { what: "without either", body: { status: "Succeeded" } },
  ])("is not taken for an operation's status: one $what", async ({ body }) => {
    const read = client(answer(200, body)).backup.lro(at("backupOperations", "op-1"));

    await expect(read).rejects.toBe(unusable);
  });

  test.each([
    { what: "id alone", body: { id: "OP-1", name: "TestOBJ" } },
    { what: "whole id alone", body: { id: at("backupOperations", "op-1") } },
    { what: "name alone", body: { id: "", name: "op-1" } },
  ])("is told from one that agrees in its $what", async ({ body }) => {
    const signed = `${ORIGIN}${at("backupOperations", "op-1")}?api-version=2025-02-01&c=op-2`;

    expect((await client(answer(200, body)).backup.lro(signed)).value).toEqual(body);
  });

  test("is told from a vault under the provider that a recording of 2016 shows", async () => {
    const id = VAULT_ID.replace("RecoveryServices", "RecoveryServicesBVTD");
    const { backup } = client(answer(200, { id, name: "vault-1", properties }));

    expect((await backup.vaultState()).softDelete).toBe("unreadable");
  });

  test("is told from one in other case, in everything", async () => {
    const shouted = <T>(body: T): T =>
      JSON.parse(
        JSON.stringify(body).replace(/"(id|name)":"[^"]+"/g, (pair) =>
          pair.toUpperCase().replace(/^"(ID|NAME)"/, (key) => key.toLowerCase()),
        ),
      );
    const { backup } = client(
      answer(200, shouted({ id: VAULT_ID, name: "vault-1", properties })),
      answer(200, shouted({ id: POLICY_ID, name: "Gold", properties })),
      answer(200, shouted({ name: "job-1", properties })),
    );

    expect(await backup.vaultState()).toBeDefined();
    expect(await backup.policy("Gold")).toBeDefined();
    expect((await backup.job("job-1")).value).toBeDefined();
  });

  test("is told from one whose id is percent-encoded", async () => {
    const body = { id: at("backupPolicies", "Gold%20%26%20more"), properties };

    expect(await client(answer(200, body)).backup.policy("Gold & more")).toBeDefined();
  });
});

describe("what is not there", () => {
  const other = notFound("SomethingElse");
  const path = `${VAULT_ID}/backupOperations/op-1`;

  test("is an item only by Azure's own code for it", async () => {
    expect(await client(NO_ITEM).backup.item(ADDRESS)).toBeUndefined();
    for (const code of ["ResourceNotFound", "NotFound", "BMSUserErrorPolicyNotFound"]) {
      await expect(client(notFound(code)).backup.item(ADDRESS)).rejects.toBe(unusable);
    }
  });

  test("is a policy, a job or an operation only by a code that says so", async () => {
    await expect(client(other).backup.policy("Gold")).rejects.toBe(unusable);
    await expect(client(other).backup.job("1")).rejects.toBe(unusable);
    await expect(client(other).backup.lro(path)).rejects.toBe(unusable);
  });
});

test("a write is made ready without sending anything", async () => {
  const { backup, sent, ready } = client();

  await backup.readyToWrite();

  expect(ready).toEqual([0]);
  expect(sent).toEqual([]);
});

describe("native names that no item can have", () => {
  test.each([
    "BMSUserErrorContainerNameIncorrectFormat",
    "BMSUserErrorProtectedItemNameIncorrectFormat",
  ])("are known by %s, and no proof that an item is gone", async (code) => {
    const refusal = armError(400, "request-refused", code);
    const { backup } = client(refusal);

    expect(isNoSuchName(refusal)).toBe(true);
    await expect(backup.item(ADDRESS)).rejects.toBe(refusal);
  });

  test.each([
    armError(400, "request-refused", "BMSUserErrorInvalidInput"),
    new TypeError("x is null"),
  ])("are told from anything else", (error) => {
    expect(isNoSuchName(error)).toBe(false);
  });
});

describe("an on-demand backup", () => {
  test("is posted below the item, which takes a permission of its own", async () => {
    const { backup, sent } = client(answer(202));
    const body = { properties: { objectType: "IaasVMBackupRequest" } };

    await backup.write(ADDRESS, { method: "POST", body }, { doing: "back up", headers: {} });

    expect(sent).toMatchObject([
      {
        method: "POST",
        path: `${ITEM_PATH}/backup`,
        body,
        action:
          "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/backup/action",
      },
    ]);
  });
});

describe("a cancel", () => {
  test("is posted to the job", async () => {
    const { backup, sent } = client(answer(202, undefined, { headers: { location: "there" } }));

    const accepted = await backup.cancelJob("a/b");

    expect(accepted).toEqual({
      ids: answer(202, undefined).ids,
      lro: undefined,
      result: undefined,
    });
    expect(sent).toEqual([
      {
        method: "POST",
        path: `${VAULT_ID}/backupJobs/a%2Fb/cancel`,
        query: { "api-version": "2025-02-01" },
        doing: "cancel the job a/b",
        action: "Microsoft.RecoveryServices/Vaults/backupJobs/cancel/action",
      },
    ]);
  });

  test.each([
    { status: 202, done: false },
    { status: 200, done: true },
    { status: 204, done: true },
  ])("whose result answers $status is through: $done", async ({ status, done }) => {
    const path = `${ORIGIN}${VAULT_ID}/backupJobs/1/operationResults/2?api-version=x&c=y`;
    const { backup, sent } = client(answer(status, undefined, { retryAfterMs: 9, remaining: 3 }));

    expect(await backup.cancelResult(path)).toEqual({ value: done, retryAfterMs: 9, remaining: 3 });
    expect(sent).toMatchObject([
      {
        method: "GET",
        path,
        query: {},
        action: "Microsoft.RecoveryServices/Vaults/backupJobs/operationResults/read",
      },
    ]);
    expect(sent[0]).not.toHaveProperty("accept");
  });
});

describe("an operation", () => {
  test.each([answer(400, { status: "Succeeded" }), notFound("OperationNotFound")])(
    "whose URL is answered by $status is not known yet",
    async (unknown) => {
      const { backup } = client(unknown);

      const looked = await backup.lro(`${VAULT_ID}/backupOperations/1`);

      expect(looked.value).toBeUndefined();
    },
  );
});

describe("recovery points", () => {
  const under = (owner: string, name = "1") => ({
    id: `${owner}/recoveryPoints/${name}`,
    name,
    properties: {
      recoveryPointTimeInUTC: "2026-01-05T09:00:00Z",
      type: "Full",
      recoveryPointTierDetails: [{ type: "HardenedRP", status: "Valid" }],
    },
  });

  test("and chains of logs are read from one list, which is not narrowed down", async () => {
    const logs = {
      id: `${ITEM_ID}/recoveryPoints/DefaultRangeRecoveryPoint`,
      name: "DefaultRangeRecoveryPoint",
      properties: {
        timeRanges: [{ startTime: "2026-01-05T08:00:00Z", endTime: "2026-01-05T09:30:00Z" }],
      },
    };
    const { backup, sent } = client(answer(200, { value: [under(ITEM_ID), logs] }));

    const points = await backup.recoveryPoints(ADDRESS);

    expect(points.map(({ id, type, flaw }) => ({ id, type, flaw }))).toEqual([
      { id: "1", type: "Full", flaw: "" },
      { id: "DefaultRangeRecoveryPoint", type: "Log", flaw: "" },
    ]);
    expect(sent).toEqual([
      {
        method: "GET",
        path: `${ITEM_PATH}/recoveryPoints`,
        query: { "api-version": "2025-02-01" },
        doing: "list the recovery points of 'SQLDataBase;mssqlserver;payroll'",
        action:
          "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/read",
        expected,
      },
    ]);
  });

  test("are known to be the item's without case", async () => {
    const { backup } = client(answer(200, { value: [under(ITEM_ID.toUpperCase())] }));

    expect(await backup.recoveryPoints(ADDRESS)).toHaveLength(1);
  });

  test.each([
    { what: "another item", owner: `${ITEM_ID}2` },
    { what: "another container", owner: ITEM_ID.replace("vm-1", "vm-2") },
    { what: "another vault", owner: ITEM_ID.replace("vault-1", "vault-2") },
    { what: "nothing", owner: "" },
  ])("under $what are no answer, nor are those beside them", async ({ owner }) => {
    const { backup } = client(answer(200, { value: [under(ITEM_ID), under(owner, "2")] }));

    await expect(backup.recoveryPoints(ADDRESS)).rejects.toBe(unusable);
  });
});

describe("the resource guard", () => {
  test("is read from the vault's proxies", async () => {
    const properties = { resourceGuardResourceId: "/guards/g", resourceGuardOperationDetails: [] };
    const { backup, sent } = client(answer(200, { value: [{ properties }] }));

    expect(await backup.guard()).toEqual({ id: "/guards/g", requests: new Map() });
    expect(sent).toMatchObject([
      {
        path: `${VAULT_ID}/backupResourceGuardProxies`,
        action: "Microsoft.RecoveryServices/Vaults/backupResourceGuardProxies/read",
      },
    ]);
  });

  test("unlocks exactly one item, by exactly one request", async () => {
    const { backup, sent } = client(answer(200, {}));

    await backup.unlockDelete(ITEM_ID, "/guards/g/deletes/default", { "x-a": "b" });

    expect(sent).toEqual([
      {
        method: "POST",
        path: `${VAULT_ID}/backupResourceGuardProxies/VaultProxy/unlockDelete`,
        query: { "api-version": "2025-02-01" },
        body: {
          resourceGuardOperationRequests: ["/guards/g/deletes/default"],
          resourceToBeDeleted: ITEM_ID,
        },
        headers: { "x-a": "b" },
        doing: "unlock the item for deletion under multi-user authorization",
        action: "Microsoft.RecoveryServices/Vaults/backupResourceGuardProxies/unlockDelete/action",
      },
    ]);
  });
});

test("running jobs of every workload are asked for without a management type", async () => {
  const { backup, sent } = client(answer(200, { value: [] }));

  await backup.listJobs({ backupManagementType: undefined, status: "InProgress" });

  expect(sent[0]?.query?.$filter).toBe("status eq 'InProgress'");
});
