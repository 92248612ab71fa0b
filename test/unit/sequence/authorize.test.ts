import { describe, expect, test } from "vitest";
import type { BackupClient } from "../../../src/azure/backup.ts";
import type { GuardedOperation, ResourceGuard } from "../../../src/azure/guard.ts";
import { ActionError, ArmError } from "../../../src/errors.ts";
import {
  type Authorized,
  authorize,
  explainGuard,
  guardHeaders,
  unlock,
} from "../../../src/sequence/authorize.ts";
import type { Tools } from "../../../src/sequence/tools.ts";
import { ITEM_ID, item, vaultState } from "../made.ts";

const GUARD: ResourceGuard = {
  id: "/guards/g",
  requests: new Map([
    ["delete", "/guards/g/deletes/default"],
    ["stop-retain", "/guards/g/stops/default"],
  ]),
};
const PUT = {
  method: "PUT",
  body: { properties: { protectedItemType: "X", policyId: "", protectionState: "Y" } },
} as const;
const DELETE = { method: "DELETE" } as const;
const POST = { method: "POST", body: { properties: {} } } as const;

function setUp({
  guard = GUARD,
  guardToken,
}: {
  guard?: ResourceGuard | "none";
  guardToken?: Tools["guardToken"];
} = {}) {
  const asked: string[] = [];
  const unlocked: unknown[][] = [];
  const backup = {
    async guard() {
      asked.push("guard");
      return guard === "none" ? undefined : guard;
    },
    async unlockDelete(...parts: unknown[]) {
      unlocked.push(parts);
    },
  } as Partial<BackupClient> as BackupClient;
  const tools = { backup, guardToken } as Partial<Tools> as Tools;
  return { asked, unlocked, tools };
}

const plan = (write: typeof PUT | typeof DELETE | typeof POST, guarded?: GuardedOperation) => ({
  kind: "send" as const,
  write,
  doing: "do it",
  jobOperation: "DisableBackup" as const,
  notes: [],
  ...(guarded === undefined ? {} : { guarded }),
});
const guardedVault = vaultState({ guarded: true });
const open = (guard?: ResourceGuard): Authorized => ({ write: PUT, unlock: undefined, guard });

describe("a write is sent as it is", () => {
  test.each([
    { what: "in a vault without multi-user authorization", vault: vaultState(), guarded: "delete" },
    { what: "where it cannot be guarded", vault: guardedVault, guarded: undefined },
  ] as const)("$what, and nobody asks for the guard", async ({ vault, guarded }) => {
    const { asked, tools } = setUp();

    expect(await authorize(plan(PUT, guarded), vault, tools)).toEqual({
      write: PUT,
      unlock: undefined,
      guard: undefined,
    });
    expect(asked).toEqual([]);
  });

  test.each([
    { what: "the vault shows none after all", guard: "none" as const },
    { what: "the guard does not guard it", guard: { id: "/guards/g", requests: new Map() } },
  ])("where $what", async ({ guard }) => {
    const { asked, tools } = setUp({ guard });

    expect(await authorize(plan(PUT, "stop-retain"), guardedVault, tools)).toEqual({
      write: PUT,
      unlock: undefined,
      guard: undefined,
    });
    expect(asked).toEqual(["guard"]);
  });
});

describe("a guarded write", () => {
  test("carries the guard's request in its body, besides what it had", async () => {
    const { tools } = setUp();

    expect(await authorize(plan(PUT, "stop-retain"), guardedVault, tools)).toEqual({
      write: {
        method: "PUT",
        body: {
          properties: {
            protectedItemType: "X",
            policyId: "",
            protectionState: "Y",
            resourceGuardOperationRequests: ["/guards/g/stops/default"],
          },
        },
      },
      unlock: undefined,
      guard: GUARD,
    });
    expect(PUT.body.properties).not.toHaveProperty("resourceGuardOperationRequests");
  });

  test("that deletes is unlocked first, and keeps no body", async () => {
    const { tools } = setUp();

    expect(await authorize(plan(DELETE, "delete"), guardedVault, tools)).toEqual({
      write: DELETE,
      unlock: "/guards/g/deletes/default",
      guard: GUARD,
    });
  });
});

describe("the token of the guard's tenant", () => {
  test.each([
    { what: "no guard", guard: undefined, token: true },
    { what: "a guard in the same tenant", guard: GUARD, token: false },
  ])("is not asked for with $what", async ({ guard, token }) => {
    const guardToken = token
      ? async () => {
          throw new Error("It was asked for.");
        }
      : undefined;

    expect(await guardHeaders(open(guard), setUp({ guardToken }).tools)).toEqual({});
  });

  test("goes into the header that Azure wants it in", async () => {
    const { tools } = setUp({ guardToken: async () => "token-of-guard" });

    expect(await guardHeaders(open(GUARD), tools)).toEqual({
      "x-ms-authorization-auxiliary": "Bearer token-of-guard",
    });
  });
});

describe("the unlock", () => {
  test("is of this item, by this request, with the guard's token", async () => {
    const { unlocked, tools } = setUp();

    await unlock(item(), { write: DELETE, unlock: "/r", guard: GUARD }, { a: "b" }, tools);

    expect(unlocked).toEqual([[ITEM_ID, "/r", { a: "b" }]]);
  });

  test("is not sent where none is needed", async () => {
    const { unlocked, tools } = setUp();

    await unlock(item(), open(GUARD), {}, tools);

    expect(unlocked).toEqual([]);
  });
});

describe("a refusal", () => {
  const refusal = (status: number, code: string) =>
    new ArmError(status === 403 ? "not-authorized" : "request-refused", "delete it", {
      status,
      service: { code, message: "No.", recommendations: [] },
      ids: { requestId: "", correlationId: "" },
      hint: "Assign a role.",
    });

  test("by a plain 403 may be for want of the vault's own action just as well", () => {
    const plain = explainGuard(refusal(403, "AuthorizationFailed"), open(GUARD)) as ActionError;
    const linked = explainGuard(
      refusal(403, "LinkedAuthorizationFailed"),
      open(GUARD),
    ) as ActionError;

    expect(plain.hint).toMatch(/^Assign a role\. Multi-user authorization/);
    expect(linked.hint).toMatch(/^Multi-user authorization/);
  });

  test.each([
    { what: "a 403 on a guarded write", error: refusal(403, "AuthorizationFailed"), guard: GUARD },
    {
      what: "a code that names the guard",
      error: refusal(400, "UserErrorResourceGuardOperationRequestMissing"),
      guard: undefined,
    },
    {
      what: "a linked authorization",
      error: refusal(403, "LinkedAuthorizationFailed"),
      guard: undefined,
    },
  ])("by $what names role and guard", ({ error, guard }) => {
    const explained = explainGuard(error, open(guard));

    expect(explained).toBeInstanceOf(ActionError);
    expect(explained).toMatchObject({
      reason: "not-authorized",
      message: error.message,
      service: error.service,
      cause: error,
    });
    const { hint } = explained as ActionError;
    expect(hint).toContain("'Backup MUA Operator'");
    expect(hint).toContain("'resource-guard-tenant-id'");
    expect(hint).toContain(guard === undefined ? "the vault's resource guard" : "/guards/g");
  });

  test.each([
    {
      what: "a 403 on an unguarded write",
      error: refusal(403, "AuthorizationFailed"),
      guard: undefined,
    },
    {
      what: "a 400 on a guarded write",
      error: refusal(400, "BMSUserErrorInvalidInput"),
      guard: GUARD,
    },
    { what: "a 409 on a guarded write", error: refusal(409, "ScopeLocked"), guard: GUARD },
    { what: "another error", error: new ActionError("timed-out", "x", { hint: "" }), guard: GUARD },
    { what: "a defect", error: new TypeError("x"), guard: GUARD },
  ])("by $what stays what it is", ({ error, guard }) => {
    expect(explainGuard(error, open(guard))).toBe(error);
  });
});
