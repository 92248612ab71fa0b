import { describe, expect, test } from "vitest";
import type { SignInSettings } from "../../src/azure/identity/sign-in.ts";
import { type Result, type Scenario, scenario, step } from "../support/scenario.ts";
import { itemOf, policyIdOf, subjectOf, VAULT_ID } from "../support/subjects.ts";
import { transcript } from "../support/transcript.ts";

// Multi-user authorization is built from documents and from one recording of az (2026), which shows
// the guard's proxy but no refusal: codes and texts of refusals are the emulator's own.

const SQL = subjectOf("SQLDataBase");
const { item } = SQL;
const STOP = { operation: "stop-protection-retain-data", item };
const DELETE = { operation: "stop-protection-delete-data", item, "confirm-delete": "payroll" };
const SHORTER = {
  operation: "change-policy",
  item,
  policy: "DevPolicy",
  "allow-shorter-retention": "true",
};
const LONGER = { operation: "change-policy", item, policy: "ProdPolicy" };

const GUARD =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SecurityTeam/providers/Microsoft.DataProtection/resourceGuards/backup-guard";
const PROXIES = "GET /backupResourceGuardProxies 200";
const AUXILIARY = "x-ms-authorization-auxiliary";

function guarded(): Scenario {
  const azure = scenario();
  azure.azure.vault().mua = true;
  return azure;
}

function sent({ writes }: Result) {
  return writes.map(({ method, path, body }) => ({ method, path, body }));
}

const PATH =
  "/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;payroll";

describe("a vault under multi-user authorization", () => {
  test("has the deletion unlocked first, by the guard's request", async () => {
    const azure = guarded();

    const result = await step(azure, DELETE);

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      {
        method: "POST",
        path: "/backupResourceGuardProxies/VaultProxy/unlockDelete",
        body: {
          resourceGuardOperationRequests: [`${GUARD}/deleteProtectedItemRequests/default`],
          resourceToBeDeleted: `${VAULT_ID}${PATH}`,
        },
      },
      { method: "DELETE", path: PATH, body: undefined },
    ]);
    expect(itemOf(azure.azure, SQL).deletedAt).toBeDefined();
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/guard-delete.txt");
  });

  test.each([
    {
      what: "a stop",
      inputs: STOP,
      change: { protectionState: "ProtectionStopped", policyId: "" },
      request: "stopProtectionWithRetainDataRequests",
    },
    {
      what: "a policy of shorter retention",
      inputs: SHORTER,
      change: { policyId: policyIdOf("DevPolicy") },
      request: "updateProtectedItemRequests",
    },
  ])("gets the guard's request with $what", async ({ inputs, change, request }) => {
    const result = await step(guarded(), inputs);

    expect(result.output("reason")).toBe("completed");
    expect(sent(result)).toEqual([
      {
        method: "PUT",
        path: PATH,
        body: {
          properties: {
            protectedItemType: "AzureVmWorkloadSQLDatabase",
            ...change,
            resourceGuardOperationRequests: [`${GUARD}/${request}/default`],
          },
        },
      },
    ]);
  });

  test.each([
    { what: "a policy of longer retention", inputs: LONGER },
    { what: "a backup", inputs: { operation: "backup-now", item } },
    { what: "an undelete", inputs: { operation: "undelete", item: "archive2019" } },
    {
      what: "a resumption",
      inputs: { operation: "resume-protection", item: "inventory", policy: "ProdPolicy" },
    },
  ])("gets no request with $what, and its guard is not read", async ({ inputs }) => {
    const result = await step(guarded(), inputs);

    expect(result.output("reason")).toBe("completed");
    expect(result.requests).not.toContain(PROXIES);
    expect(JSON.stringify(result.writes)).not.toContain("resourceGuard");
    expect(result.writes).toHaveLength(1);
  });

  test("gets the guard's request with the resumption of a suspended item by a shorter policy", async () => {
    const azure = guarded();
    itemOf(azure.azure, SQL).protectionState = "BackupsSuspended";

    const result = await step(azure, { ...SHORTER, operation: "resume-protection" });

    expect(result.output("reason")).toBe("completed");
    expect(result.writes).toMatchObject([
      {
        body: {
          properties: {
            resourceGuardOperationRequests: [`${GUARD}/updateProtectedItemRequests/default`],
          },
        },
      },
    ]);
  });

  test("gets no request for what its guard does not watch", async () => {
    const azure = guarded();
    azure.azure.vault().guard.operations = ["protectedItems/write"];

    const stopped = await step(azure, STOP);
    const deleted = await step(azure, DELETE);

    expect(stopped.output("reason")).toBe("completed");
    expect(deleted.output("reason")).toBe("completed");
    expect(stopped.requests).toContain(PROXIES);
    expect(JSON.stringify(stopped.writes)).not.toContain("resourceGuard");
    expect(deleted.writes.map(({ method }) => method)).toEqual(["DELETE"]);
  });

  test("is asked for its guard only after the look allows the write", async () => {
    const refused = await step(guarded(), { ...DELETE, "confirm-delete": "another" });
    const nothing = await step(guarded(), { ...STOP, item: "inventory" });

    expect(refused.output("reason")).toBe("refused");
    expect(nothing.output("reason")).toBe("already-in-state");
    for (const { requests } of [refused, nothing]) expect(requests).not.toContain(PROXIES);
  });
});

test.each([STOP, DELETE, SHORTER])(
  "a vault without multi-user authorization is not asked for a guard: $operation",
  async (inputs) => {
    const result = await step(scenario(), inputs);

    expect(result.output("reason")).toBe("completed");
    expect(result.requests).not.toContain(PROXIES);
    expect(result.writes).toHaveLength(1);
  },
);

const GUARD_TENANT = "22222222-2222-2222-2222-222222222222";
const HOME_TENANT = "11111111-1111-1111-1111-111111111111";
const APPLICATION = {
  "auth-type": "SERVICE_PRINCIPAL",
  "client-id": "33333333-3333-3333-3333-333333333333",
  "tenant-id": HOME_TENANT,
};

/** A guard in another tenant, and a sign-in that remembers what it was asked for. */
function abroad() {
  const azure = guarded();
  azure.azure.vault().guard.tenantId = GUARD_TENANT;
  azure.azure.acceptToken("guard-token");
  const asked: SignInSettings[] = [];
  const signIn = (settings: SignInSettings) => {
    asked.push(settings);
    return async () =>
      "tenantId" in settings && settings.tenantId === GUARD_TENANT ? "guard-token" : "test-token";
  };
  return { azure, asked, settings: { world: { signIn } } };
}

describe("a guard in another tenant", () => {
  test.each([
    { inputs: STOP, guardedWrites: ["PUT"] },
    { inputs: SHORTER, guardedWrites: ["PUT"] },
    { inputs: DELETE, guardedWrites: ["POST", "DELETE"] },
  ])(
    "gets a token of its tenant with the guarded requests alone: $inputs.operation",
    async ({ inputs, guardedWrites }) => {
      const { azure, asked, settings } = abroad();
      const given = {
        ...inputs,
        ...APPLICATION,
        "client-secret": "s3cret",
        "resource-guard-tenant-id": GUARD_TENANT,
      };

      const result = await step(azure, given, settings);

      expect(result.output("reason"), result.host.errors[0]?.message).toBe("completed");
      const home = { clientId: APPLICATION["client-id"], clientSecret: "s3cret" };
      expect(asked).toEqual([
        { kind: "client-secret", tenantId: HOME_TENANT, ...home },
        { kind: "client-secret", tenantId: GUARD_TENANT, ...home },
      ]);
      const withToken = result.records.filter(({ headers }) => AUXILIARY in headers);
      expect(withToken.map(({ method }) => method)).toEqual(guardedWrites);
      for (const { headers } of withToken) expect(headers[AUXILIARY]).toBe("Bearer guard-token");
    },
  );

  test("is signed in to with GitHub OIDC, too", async () => {
    const { azure, asked, settings } = abroad();
    const given = { ...STOP, ...APPLICATION, "resource-guard-tenant-id": GUARD_TENANT };

    const result = await step(azure, given, settings);

    expect(result.output("reason")).toBe("completed");
    expect(asked.map((one) => [one.kind, "tenantId" in one && one.tenantId])).toEqual([
      ["assertion", HOME_TENANT],
      ["assertion", GUARD_TENANT],
    ]);
  });

  test("is not bothered by a write that it does not guard", async () => {
    const { azure, settings } = abroad();
    const given = {
      ...LONGER,
      ...APPLICATION,
      "client-secret": "s3cret",
      "resource-guard-tenant-id": GUARD_TENANT,
    };

    const result = await step(azure, given, settings);

    expect(result.output("reason")).toBe("completed");
    expect(result.records.filter(({ headers }) => AUXILIARY in headers)).toEqual([]);
  });

  test("of which the user says nothing is missing authorization, and the error says what to set", async () => {
    const { azure, settings } = abroad();

    const result = await step(azure, STOP, settings);

    expect(result.output("reason")).toBe("not-authorized");
    expect(result.host.errors[0]?.message).toContain("'resource-guard-tenant-id'");
  });

  test("whose tenant gives no token closes the gate before anything is written", async () => {
    const { azure } = abroad();
    const signIn = (settings: SignInSettings) => async () => {
      if ("tenantId" in settings && settings.tenantId === GUARD_TENANT) throw new Error("No.");
      return "test-token";
    };
    const given = { ...DELETE, ...APPLICATION, "resource-guard-tenant-id": GUARD_TENANT };

    const result = await step(azure, given, { world: { signIn } });

    expect(result.gate).toBe("closed");
    expect(result.writes).toEqual([]);
  });
});

function forbidden(code: string) {
  return { status: 403, body: JSON.stringify({ error: { code, message: `${code}.` } }) };
}

describe("without the right on the guard", () => {
  test.each([
    { inputs: STOP, method: "PUT", path: PATH },
    { inputs: SHORTER, method: "PUT", path: PATH },
    { inputs: DELETE, method: "POST", path: "unlockDelete" },
  ])("$inputs.operation is not authorized, and the role and the guard are named", async (one) => {
    const azure = guarded();
    const { inputs, method, path } = one;
    azure.azure.fault({ method, path, answer: forbidden("LinkedAuthorizationFailed") });

    const result = await step(azure, inputs);

    expect(result.output("reason")).toBe("not-authorized");
    expect(result.output("error-code")).toBe("LinkedAuthorizationFailed");
    expect(result.host.errors[0]?.message).toContain("'Backup MUA Operator'");
    expect(result.host.errors[0]?.message).toContain(GUARD);
    expect(result.output("changed")).toBe("false");
    expect(result.writes).toHaveLength(1);
    expect(itemOf(azure.azure, SQL).protectionState).toBe("Protected");
  });

  test("a vault that hides its guard's state and misses the request is explained as well", async () => {
    const azure = guarded();
    // Without the vault's settings nothing says that a guard watches it.
    azure.azure.fault({ method: "GET", path: /\/vaults\/[^/]+$/, answer: forbidden("No") });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("not-authorized");
    expect(result.output("error-code")).toBe("UserErrorResourceGuardOperationRequestMissing");
    expect(result.host.errors[0]?.message).toContain("'Backup MUA Operator'");
  });
});

test("without the right on the vault the missing action is named, guard or not", async () => {
  const azure = guarded();
  azure.azure.fault({ method: "PUT", answer: forbidden("AuthorizationFailed") });

  const result = await step(azure, STOP);

  expect(result.output("reason")).toBe("not-authorized");
  expect(result.host.errors[0]?.message).toContain("protectedItems/write");
});

test("a proxy that may not be read is named by its action", async () => {
  const azure = guarded();
  const path = /backupResourceGuardProxies$/;
  azure.azure.fault({ path, answer: forbidden("AuthorizationFailed") });

  const result = await step(azure, STOP);

  expect(result.output("reason")).toBe("not-authorized");
  expect(result.host.errors[0]?.message).toContain("backupResourceGuardProxies/read");
  expect(result.writes).toEqual([]);
});

describe("an unlock", () => {
  test("whose answer is lost is repeated, and the item deleted once", async () => {
    const azure = guarded();
    azure.azure.fault({ path: "unlockDelete", afterwards: true, answer: "dropped" });

    const result = await step(azure, DELETE);

    expect(result.output("reason")).toBe("completed");
    expect(result.writes.map(({ method }) => method)).toEqual(["POST", "POST", "DELETE"]);
  });

  test("counts as a write: refused, nothing else is sent", async () => {
    const azure = guarded();
    const body = JSON.stringify({ error: { code: "UserErrorSomething", message: "No." } });
    azure.azure.fault({ path: "unlockDelete", answer: { status: 400, body } });

    const result = await step(azure, DELETE);

    expect(result.output("reason")).toBe("request-refused");
    expect(result.writes.map(({ method }) => method)).toEqual(["POST"]);
  });

  test("waits for what runs on the item, like any write", async () => {
    const azure = guarded();
    azure.azure.addJob({ item: itemOf(azure.azure, SQL), endsInSeconds: 300 });

    const result = await step(azure, DELETE);

    expect(result.output("reason")).toBe("completed");
    const unlock = result.records.find(({ path }) => path.endsWith("unlockDelete"));
    expect((unlock?.at ?? 0) - Date.UTC(2026, 0, 5, 10)).toBeGreaterThanOrEqual(300_000);
  });
});
