import { describe, expect, test } from "vitest";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { GuardedOperation, ResourceGuard } from "../../../src/azure/backup/guard.ts";
import {
  ActionError,
  ArmError,
  DeadlineError,
  TurnedAwayError,
  UnknownOutcomeError,
} from "../../../src/errors.ts";
import {
  type Authorized,
  authorize,
  explainGuard,
  prepare,
} from "../../../src/sequence/authorize.ts";
import type { Known } from "../../../src/sequence/known.ts";
import type { Tools } from "../../../src/sequence/tools.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { item, vaultState } from "../azure/backup/read-builders.ts";
import { ITEM_ID } from "../azure/backup/resource-builders.ts";
import { paceOn } from "../time/pace-builder.ts";

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
  const refusals: Error[] = [];
  const backup = {
    async readyToWrite() {
      asked.push("token");
    },
    async guard() {
      asked.push("guard");
      return guard === "none" ? undefined : guard;
    },
    async unlockDelete(...parts: unknown[]) {
      unlocked.push(parts);
      const refusal = refusals.shift();
      if (refusal !== undefined) throw refusal;
    },
  } as Partial<VaultWriter> as VaultWriter;
  let known: Known = {};
  const clock = new VirtualClock();
  const pace = paceOn(clock);
  const tools = {
    backup,
    guardToken,
    pace,
    log: pace.log,
    known: () => known,
    learn: (facts) => {
      known = { ...known, ...facts };
    },
  } as Partial<Tools> as Tools;
  return { asked, unlocked, tools, clock, refusals };
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

const DELETION: Authorized = { write: DELETE, unlock: "/r", guard: GUARD };

describe("what a write needs beforehand", () => {
  test("is a token that outlasts it, and nothing more where nothing is guarded", async () => {
    const { asked, unlocked, tools } = setUp();

    expect(await prepare(item(), open(), tools)).toEqual({});
    expect(asked).toEqual(["token"]);
    expect(unlocked).toEqual([]);
  });

  test.each([
    { what: "no guard", guard: undefined, token: true },
    { what: "a guard in the same tenant", guard: GUARD, token: false },
  ])("is no token of the guard's tenant with $what", async ({ guard, token }) => {
    const guardToken = token
      ? async () => {
          throw new Error("It was asked for.");
        }
      : undefined;

    expect(await prepare(item(), open(guard), setUp({ guardToken }).tools)).toEqual({});
  });

  test("is the token of the guard's tenant, in the header that Azure wants it in", async () => {
    const { tools } = setUp({ guardToken: async () => "token-of-guard" });

    expect(await prepare(item(), open(GUARD), tools)).toEqual({
      "x-ms-authorization-auxiliary": "Bearer token-of-guard",
    });
  });
});

describe("the unlock", () => {
  test("is of this item, by this request, with the guard's token", async () => {
    const { unlocked, tools } = setUp({ guardToken: async () => "token-of-guard" });

    await prepare(item(), DELETION, tools);

    const headers = { "x-ms-authorization-auxiliary": "Bearer token-of-guard" };
    expect(unlocked).toEqual([[ITEM_ID, "/r", headers]]);
  });

  test("takes a token of its own each time, and so does what it was for", async () => {
    let count = 0;
    const { unlocked, tools, refusals } = setUp({ guardToken: async () => `token-${++count}` });
    refusals.push(new TurnedAwayError("unlock", "HTTP 429", 600_000));

    const headers = await prepare(item(), DELETION, tools);

    const sent = [...unlocked.map((parts) => parts[2]), headers];
    expect(sent).toEqual(
      [1, 2, 3].map((n) => ({ "x-ms-authorization-auxiliary": `Bearer token-${n}` })),
    );
  });

  test("is asked for once for one sending, and again when it has grown old", async () => {
    const { unlocked, tools, clock } = setUp();

    await prepare(item(), DELETION, tools);
    clock.advance(60_000);
    await prepare(item(), DELETION, tools);
    expect(unlocked).toHaveLength(1);

    clock.advance(540_000);
    await prepare(item(), DELETION, tools);
    expect(unlocked).toHaveLength(2);
  });

  test.each([
    {
      what: "turned away",
      error: new TurnedAwayError("unlock", "HTTP 429", 30_000),
      waitMs: 30_000,
    },
    {
      what: "without an answer",
      error: new UnknownOutcomeError("unlock", "HTTP 504"),
      waitMs: 5_000,
    },
  ])("$what is asked for again", async ({ error, waitMs }) => {
    const { unlocked, tools, clock, refusals } = setUp();
    refusals.push(error);
    const startedAt = clock.now();

    await prepare(item(), DELETION, tools);

    expect(unlocked).toHaveLength(2);
    expect(clock.now() - startedAt).toBe(waitMs);
  });

  test.each([
    { timeoutMs: 1, asked: 1 },
    { timeoutMs: 5_000, asked: 1 },
    { timeoutMs: 5_001, asked: 2 },
  ])("is asked for until time has run out: $asked times in $timeoutMs ms", async (row) => {
    const { unlocked, tools, clock, refusals } = setUp();
    const away = new TurnedAwayError("unlock", "HTTP 429", undefined);
    refusals.push(...Array.from({ length: 9 }, () => away));
    const pace = paceOn(clock, { timeoutMs: row.timeoutMs });

    await expect(prepare(item(), DELETION, { ...tools, pace, log: pace.log })).rejects.toThrow(
      new DeadlineError("about to unlock the deletion"),
    );
    expect(unlocked).toHaveLength(row.asked);
    expect(pace.said.map(({ line }) => line)).toEqual(
      Array.from({ length: row.asked }, () => `${away.message} Asking again.`),
    );
  });

  test("is not begun once time has run out", async () => {
    const { unlocked, tools, clock } = setUp();
    const pace = paceOn(clock, { timeoutMs: 0 });

    await expect(prepare(item(), DELETION, { ...tools, pace, log: pace.log })).rejects.toThrow(
      new DeadlineError("about to unlock the deletion"),
    );
    expect(unlocked).toEqual([]);
  });

  test("is repeated after a lost answer, however often it was turned away before", async () => {
    const { unlocked, tools, refusals } = setUp();
    const away = new TurnedAwayError("unlock", "HTTP 429", undefined);
    refusals.push(away, away, away, new UnknownOutcomeError("unlock", "HTTP 504"));

    await prepare(item(), DELETION, tools);

    expect(unlocked).toHaveLength(5);
  });

  test("without any answer three times ends the step", async () => {
    const { unlocked, tools, refusals } = setUp();
    const lost = new UnknownOutcomeError("unlock", "HTTP 504");
    refusals.push(lost, lost, lost);

    await expect(prepare(item(), DELETION, tools)).rejects.toBe(lost);
    expect(unlocked).toHaveLength(3);
  });

  test("that is refused names the guard", async () => {
    const { tools, refusals } = setUp();
    const ids = { requestId: "", correlationId: "" };
    const service = { code: "AuthorizationFailed", message: "No.", recommendations: [] };
    refusals.push(
      new ArmError("not-authorized", "unlock", { status: 403, service, ids, hint: "" }),
    );

    await expect(prepare(item(), DELETION, tools)).rejects.toThrowError(
      expect.objectContaining({
        reason: "not-authorized",
        hint: expect.stringContaining(GUARD.id),
      }),
    );
  });
});

describe("a refusal", () => {
  const refusal = (status: number, code: string, message = "No.") =>
    new ArmError(status === 403 ? "not-authorized" : "request-refused", "delete it", {
      status,
      service: { code, message, recommendations: [] },
      ids: { requestId: "request-9", correlationId: "" },
      hint: "Assign a role.",
    });
  const LINKED = "LinkedAuthorizationFailed";
  const lacks = (action: string, scope: string) =>
    `The client 'c' has permission to perform action 'a' on scope 's'; however, it does not have permission to perform action '${action}' on the linked scope(s) '${scope}' or the linked scope(s) are invalid.`;
  const OF_VM = lacks(
    "Microsoft.Compute/virtualMachines/write",
    "/subscriptions/s/virtualMachines/v",
  );
  const OF_GUARD = lacks(
    "Microsoft.DataProtection/resourceGuards/x/action",
    "/subscriptions/s/resourceGuards/g",
  );
  const ABROAD =
    "The client has permission to perform action 'a' on scope 's', however the current tenant 't' is not authorized to access linked subscription 'u'.";

  test("by a plain 403 may be for want of the vault's own action just as well", () => {
    const plain = explainGuard(refusal(403, "AuthorizationFailed"), open(GUARD)) as ActionError;

    expect(plain.hint).toBe(
      `Assign a role. Multi-user authorization guards this operation. Give the identity of this step the role 'Backup MUA Operator' on the resource guard ${GUARD.id}, usually for a limited time; if the guard is in another tenant, set 'resource-guard-tenant-id'. A new assignment takes up to ten minutes to apply. Azure's request id is request-9.`,
    );
  });

  test.each([
    { what: "a bare 403 on a guarded write", error: refusal(403, ""), guard: GUARD },
    {
      what: "a code that names the guard",
      error: refusal(400, "UserErrorResourceGuardOperationRequestMissing"),
      guard: undefined,
    },
    {
      what: "a message that names the guard",
      error: refusal(400, "UserErrorX", "The resource guard forbids it."),
      guard: undefined,
    },
    { what: "a right on the guard", error: refusal(403, LINKED, OF_GUARD), guard: undefined },
    { what: "a right that it does not name", error: refusal(403, LINKED), guard: GUARD },
    { what: "another tenant's guard", error: refusal(403, LINKED, ABROAD), guard: GUARD },
  ])("by $what names role and guard", ({ error, guard }) => {
    const explained = explainGuard(error, open(guard)) as ActionError;

    expect(explained).toBeInstanceOf(ArmError);
    expect(explained).toMatchObject({
      reason: "not-authorized",
      message: error.message,
      service: error.service,
    });
    const { hint } = explained;
    expect(hint).toContain("'Backup MUA Operator'");
    expect(hint).toContain("'resource-guard-tenant-id'");
    expect(hint).toContain(guard === undefined ? "the vault's resource guard" : "/guards/g");
    expect(hint.match(/request-9/g)).toHaveLength(1);
  });

  test.each([
    {
      what: "a 403 on an unguarded write",
      error: refusal(403, "AuthorizationFailed"),
      guard: undefined,
    },
    {
      what: "a right on the VM in an unguarded vault",
      error: refusal(403, LINKED, OF_VM),
      guard: undefined,
    },
    {
      what: "a right on the VM in a guarded vault",
      error: refusal(403, LINKED, OF_VM),
      guard: GUARD,
    },
    { what: "a linked right in an unguarded vault", error: refusal(403, LINKED), guard: undefined },
    { what: "another tenant, unguarded", error: refusal(403, LINKED, ABROAD), guard: undefined },
    {
      what: "an Azure Policy in a guarded vault",
      error: refusal(403, "RequestDisallowedByPolicy"),
      guard: GUARD,
    },
    {
      what: "the network in a guarded vault",
      error: refusal(403, "PublicNetworkAccessDisabled"),
      guard: GUARD,
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
