import { createDefaultHttpClient } from "@azure/core-rest-pipeline";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { armClient } from "../../../../src/azure/arm/client.ts";
import type { ArmRequest } from "../../../../src/azure/arm/request.ts";
import { type RequestLog, requestLog } from "../../../../src/azure/arm/request-log.ts";
import type { TokenSource } from "../../../../src/azure/identity/sign-in.ts";
import {
  ActionError,
  ArmError,
  type RequestIds,
  SignInOutageError,
  TurnedAwayError,
  UnknownOutcomeError,
} from "../../../../src/errors.ts";
import type { World } from "../../../../src/world.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";
import { NEVER_CANCELLED, paceOn } from "../../time/pace-builder.ts";

const ORIGIN = "https://management.azure.com";
const ACTION = "Microsoft.RecoveryServices/Vaults/read";
const PATH = "/subscriptions/s/vaults/v";
const htmlPage = "<html><body>Bad gateway</body></html>";

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

function setUp({
  tokens,
  clock = new VirtualClock(),
  requests = requestLog(clock),
}: {
  tokens?: TokenSource;
  clock?: VirtualClock;
  requests?: RequestLog;
} = {}) {
  const seen = {
    asked: [] as boolean[],
    debug: [] as string[],
    answers: [] as { ids: RequestIds; date: number | undefined }[],
  };
  const world: World = {
    clock,
    http: createDefaultHttpClient(),
    signal: NEVER_CANCELLED,
    uuid: () => "client-request-1",
    random: () => 0,
  };
  const pace = paceOn(clock);
  const arm = armClient({
    origin: ORIGIN,
    world,
    tokens:
      tokens ??
      (async ({ fresh }) => {
        seen.asked.push(fresh);
        return fresh ? "token-2" : "token-1";
      }),
    pace,
    requests,
    userAgent: "azure-backup-gate/1 (contoso/payroll run 1)",
    debug: (line) => seen.debug.push(line),
    onAnswer: (ids, date) => seen.answers.push({ ids, date }),
  });
  const send = (request: Partial<ArmRequest> = {}) =>
    arm.send({
      method: "GET",
      path: PATH,
      doing: "read the vault 'v'",
      action: ACTION,
      ...request,
    });
  return { arm, clock, pace, seen, send };
}

/** The error a request ends in. */
async function errorOf(work: Promise<unknown>): Promise<ActionError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ActionError) return error;
  throw new Error(`Expected an ActionError, got ${String(error)}.`);
}

describe("a request", () => {
  test("carries token, ids and what it accepts", async () => {
    const { send } = setUp();
    const scope = nock(ORIGIN, {
      reqheaders: {
        authorization: "Bearer token-1",
        accept: "application/json",
        "user-agent": "azure-backup-gate/1 (contoso/payroll run 1)",
        "x-ms-client-request-id": "client-request-1",
      },
      badheaders: ["content-type"],
    })
      .get(PATH)
      .query({ "api-version": "2025-02-01", $filter: "operation eq 'Backup'" })
      .reply(200, { name: "v" });

    const answer = await send({
      query: { "api-version": "2025-02-01", $filter: "operation eq 'Backup'" },
    });

    expect(answer.body).toEqual({ name: "v" });
    expect(scope.isDone()).toBe(true);
  });

  test("sends a body as JSON, and exactly that", async () => {
    const { send } = setUp();
    const body = { properties: { policyId: "", protectionState: "ProtectionStopped" } };
    let sent = "";
    nock(ORIGIN, { reqheaders: { "content-type": "application/json" } })
      .put(PATH, (received) => {
        sent = JSON.stringify(received);
        return true;
      })
      .reply(202);

    const answer = await send({ method: "PUT", body });

    expect(answer.status).toBe(202);
    expect(sent).toBe(JSON.stringify(body));
  });

  test("writes blanks in a filter as every recorded client does, and a plus as itself", async () => {
    const { send } = setUp();
    let asked = "";
    nock(ORIGIN)
      .get((uri) => {
        asked = uri;
        return true;
      })
      .reply(200, {});

    await send({ query: { $filter: "friendlyName eq 'a+b c'" } });

    expect(asked).toBe(`${PATH}?%24filter=friendlyName%20eq%20%27a%2Bb%20c%27`);
  });

  test("carries the headers that the caller adds", async () => {
    const { send } = setUp();
    const scope = nock(ORIGIN, { reqheaders: { "x-ms-authorization-auxiliary": "Bearer guard" } })
      .put(PATH)
      .reply(202);

    await send({ method: "PUT", headers: { "x-ms-authorization-auxiliary": "Bearer guard" } });

    expect(scope.isDone()).toBe(true);
  });

  test("takes a URL on the ARM origin as it is, signature and raw semicolons included", async () => {
    const { send } = setUp();
    const signed = `${ORIGIN}/x/operationsStatus/SQLDataBase;i;d?api-version=2025-02-01&t=1&c=a%2Bb%3D%3D&s=x&h=y`;
    let asked = "";
    nock(ORIGIN)
      .get((uri) => {
        asked = uri;
        return true;
      })
      .reply(200, {});

    await send({ path: signed });

    expect(`${ORIGIN}${asked}`).toBe(signed);
  });

  test("tells the ids and the service's time of every answer, and never a query in the debug log", async () => {
    const { seen, send } = setUp();
    nock(ORIGIN).get(/.*/).reply(
      200,
      {},
      {
        "x-ms-request-id": "request-1",
        "x-ms-correlation-request-id": "correlation-1",
        date: "Mon, 05 Jan 2026 10:00:07 GMT",
      },
    );

    await send({ path: `${PATH}?c=signature` });

    expect(seen.answers).toEqual([
      {
        ids: { requestId: "request-1", correlationId: "correlation-1" },
        date: Date.UTC(2026, 0, 5, 10, 0, 7),
      },
    ]);
    expect(seen.debug).toEqual([`GET ${PATH} 200 request-1`]);
  });
});

describe("no token leaves for", () => {
  test.each([
    { where: "another host", path: "https://evil.example/operationsStatus/1" },
    { where: "an unencrypted connection", path: "http://management.azure.com/x" },
    { where: "another port", path: "https://management.azure.com:8443/x" },
    {
      where: "a host whose name begins alike",
      path: "https://management.azure.com.evil.example/x",
    },
    { where: "a host behind two slashes", path: "//evil.example/x" },
    {
      where: "a host behind user and password",
      path: "https://management.azure.com@evil.example/x",
    },
  ])("$where", async ({ path }) => {
    const { seen, send } = setUp();

    await expect(send({ path })).rejects.toThrow("would carry a token meant for");
    expect(seen.asked).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])("the target of a %i", async (status) => {
    const { send } = setUp();
    let reached = false;
    nock(ORIGIN).get(PATH).reply(status, "", { location: "https://evil.example/steal" });
    nock("https://evil.example")
      .get("/steal")
      .reply(200, () => {
        reached = true;
        return {};
      });

    const error = await errorOf(send());

    expect(error).toBeInstanceOf(ArmError);
    expect(error).toMatchObject({ reason: "request-refused", status });
    expect(error.hint).toMatch(/redirect.*never followed/);
    expect(reached).toBe(false);
  });

  test("the target of a redirect on the same host either", async () => {
    const { send } = setUp();
    nock(ORIGIN)
      .get(PATH)
      .reply(302, "", { location: `${ORIGIN}/elsewhere` });
    const target = nock(ORIGIN).get("/elsewhere").reply(200, {});

    await expect(send()).rejects.toBeInstanceOf(ArmError);
    expect(target.isDone()).toBe(false);
  });
});

test("a read that is made again leaves a quota alone that another answer showed to be empty meanwhile", async () => {
  const clock = new VirtualClock();
  const requests = requestLog(clock);
  const { send } = setUp({ clock, requests });
  const startedAt = clock.now();
  nock(ORIGIN)
    .get(PATH)
    .reply(() => {
      requests.answered(ACTION, 0);
      return [503, ""];
    });
  nock(ORIGIN).get(PATH).reply(200, { name: "v" });

  await send();

  expect(clock.now() - startedAt).toBeGreaterThanOrEqual(324_000);
});

test("a read leaves a quota alone that emptied while its token was fetched, and then takes the token of that time", async () => {
  const clock = new VirtualClock();
  const requests = requestLog(clock);
  let fetched = 0;
  const tokens: TokenSource = async () => {
    if (fetched === 0) requests.answered(ACTION, 0);
    return `token-${++fetched}`;
  };
  const { send } = setUp({ clock, requests, tokens });
  const startedAt = clock.now();
  nock(ORIGIN, { reqheaders: { authorization: "Bearer token-2" } })
    .get(PATH)
    .reply(200, { name: "v" });

  await send();

  expect(clock.now() - startedAt).toBe(324_000);
});

test("a read whose quota stays empty is still made at the deadline, once", async () => {
  const clock = new VirtualClock();
  const requests = requestLog(clock);
  const { pace, send } = setUp({ clock, requests });
  requests.throttled(ACTION, 2 * (pace.deadline - clock.now()));
  nock(ORIGIN).get(PATH).reply(200, { name: "v" });

  await send();

  expect(clock.now()).toBe(pace.deadline);
});

describe("an outage of the sign-in", () => {
  const outage = () => new SignInOutageError("HTTP 503", "Could not sign in.", { hint: "Wait." });
  const failing = (times: number): TokenSource => {
    let asked = 0;
    return async () => {
      asked++;
      if (asked <= times) throw outage();
      return "token-1";
    };
  };

  test("is borne by a read for some minutes", async () => {
    const { clock, send } = setUp({ tokens: failing(5) });
    const startedAt = clock.now();
    nock(ORIGIN).get(PATH).reply(200, { name: "v" });

    await send();

    expect(clock.now() - startedAt).toBe(31_000);
  });

  test("ends a read as what it is after five minutes", async () => {
    const { clock, send } = setUp({ tokens: failing(Number.POSITIVE_INFINITY) });
    const startedAt = clock.now();

    await expect(send()).rejects.toMatchObject({ reason: "sign-in-failed", hint: "Wait." });

    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(5 * 60_000);
    expect(clock.now() - startedAt).toBeLessThan(6 * 60_000);
  });

  test("turns a write away, of which nothing was sent", async () => {
    const { send } = setUp({ tokens: failing(1) });

    await expect(send({ method: "PUT" })).rejects.toBeInstanceOf(TurnedAwayError);
  });

  test("leaves the token for a write to the write itself", async () => {
    const { arm } = setUp({ tokens: failing(1) });

    await expect(arm.readyToWrite()).resolves.toBeUndefined();
  });
});

describe("a 401", () => {
  test("refreshes the token once and reads again", async () => {
    const { clock, pace, seen, send } = setUp();
    nock(ORIGIN, { reqheaders: { authorization: "Bearer token-1" } })
      .get(PATH)
      .reply(401);
    nock(ORIGIN, { reqheaders: { authorization: "Bearer token-2" } })
      .get(PATH)
      .reply(200, { name: "v" });

    const answer = await send();

    expect(answer.status).toBe(200);
    expect(seen.asked).toEqual([false, true]);
    expect(clock.sleeps).toEqual([]);
    expect(pace.said).toEqual([]);
  });

  test.each(["PUT", "POST", "DELETE"] as const)(
    "leaves a %s in doubt, and only the next request gets a fresh token",
    async (method) => {
      const { seen, send } = setUp();
      const refused = { error: { code: "ExpiredAuthenticationToken", message: "Too late." } };
      nock(ORIGIN).intercept(PATH, method).reply(401, refused);
      const second = nock(ORIGIN).intercept(PATH, method).reply(202);
      nock(ORIGIN).get(PATH).times(2).reply(200, { name: "v" });

      const error = await errorOf(send({ method }));
      const sentAgain = second.isDone();
      await send();
      await send();

      expect(error).toBeInstanceOf(UnknownOutcomeError);
      expect(error).toMatchObject({
        answer: { status: 401 },
        service: { code: "ExpiredAuthenticationToken" },
      });
      expect(sentAgain).toBe(false);
      expect(seen.asked).toEqual([false, true, false]);
    },
  );

  test("is answered by a fresh token even where the first try at one failed", async () => {
    const asked: boolean[] = [];
    const { send } = setUp({
      tokens: async ({ fresh }) => {
        asked.push(fresh);
        if (asked.length === 2) throw new ActionError("sign-in-failed", "not now", { hint: "" });
        return "token";
      },
    });
    nock(ORIGIN).get(PATH).reply(401);
    nock(ORIGIN).get(PATH).reply(200, { name: "v" });

    await expect(send()).rejects.toMatchObject({ reason: "sign-in-failed" });
    await send();

    expect(asked).toEqual([false, true, true]);
  });

  test("with the fresh token as well is a failed sign-in", async () => {
    const { seen, send } = setUp();
    const refused = { error: { code: "InvalidAuthenticationToken", message: "Wrong tenant." } };
    nock(ORIGIN).get(PATH).times(2).reply(401, refused);

    const error = await errorOf(send());

    expect(error).toMatchObject({
      reason: "sign-in-failed",
      status: 401,
      message: "Could not read the vault 'v': Wrong tenant. (InvalidAuthenticationToken, HTTP 401)",
    });
    expect(error.hint).toContain("tenant-id");
    expect(seen.asked).toEqual([false, true]);
  });

  test("does not hide why no fresh token came", async () => {
    const reason = new ActionError("sign-in-failed", "The secret has expired.", { hint: "" });
    const { send } = setUp({
      tokens: async ({ fresh }) => {
        if (fresh) throw reason;
        return "token-1";
      },
    });
    nock(ORIGIN).get(PATH).reply(401);

    await expect(send()).rejects.toBe(reason);
  });
});

describe("a token for a write", () => {
  const MINUTE = 60_000;

  test("lasts five minutes, and that of a read as long as the source says", async () => {
    const asked: (number | undefined)[] = [];
    const { send } = setUp({
      tokens: async ({ validForMs }) => {
        asked.push(validForMs);
        return "token";
      },
    });
    nock(ORIGIN).put(PATH).reply(202);
    nock(ORIGIN).get(PATH).reply(200, {});

    await send({ method: "PUT", body: {} });
    await send();

    expect(asked).toEqual([5 * MINUTE, 0]);
  });

  test("is at hand once everything is ready to write, for a minute longer, and nothing is sent", async () => {
    const asked: (number | undefined)[] = [];
    const { arm } = setUp({
      tokens: async ({ validForMs }) => {
        asked.push(validForMs);
        return "token";
      },
    });

    await arm.readyToWrite();

    expect(asked).toEqual([6 * MINUTE]);
  });

  test("that cannot be had says why", async () => {
    const reason = new ActionError("sign-in-failed", "The secret has expired.", { hint: "" });
    const { arm } = setUp({
      tokens: async () => {
        throw reason;
      },
    });

    await expect(arm.readyToWrite()).rejects.toBe(reason);
  });
});

describe("the wait for a token", () => {
  /** The milliseconds after which the sign-in is cut off, `left` ms before the deadline. */
  async function limitWith(leftMs: number): Promise<number> {
    const clock = new VirtualClock();
    let ms = 0;
    const world: World = {
      clock,
      http: createDefaultHttpClient(),
      signal: NEVER_CANCELLED,
      uuid: () => "",
      random: () => 0,
    };
    const arm = armClient({
      origin: ORIGIN,
      world,
      tokens: async ({ signal }) => {
        for (; ms <= 100_000 && !signal.aborted; ms += 1_000) clock.advance(1_000);
        throw new ActionError("sign-in-failed", "no", { hint: "" });
      },
      pace: paceOn(clock, { timeoutMs: leftMs }),
      requests: requestLog(clock),
      userAgent: "",
      debug: () => {},
      onAnswer: () => {},
    });
    await arm.send({ method: "GET", path: PATH, doing: "", action: "" }).catch(() => {});
    return ms;
  }

  test.each([
    { left: 3_600_000, limit: 90_000, why: "an az may start slowly" },
    { left: 40_000, limit: 40_000, why: "the deadline comes first" },
    { left: 1_000, limit: 5_000, why: "a token in five seconds may still be used" },
  ])("is cut off after $limit ms where $left ms are left: $why", async ({ left, limit }) => {
    expect(await limitWith(left)).toBe(limit);
  });

  test("does not count as the request's own time", async () => {
    const { clock, send } = setUp({
      tokens: async () => {
        await clock.sleep(60_000, NEVER_CANCELLED);
        return "token-1";
      },
    });
    nock(ORIGIN).put(PATH).reply(202);

    expect((await send({ method: "PUT", body: {} })).status).toBe(202);
  });
});

describe("an error answer", () => {
  test.each([
    { status: 400, code: "BMSUserErrorInvalidInput", reason: "request-refused" },
    { status: 403, code: "AuthorizationFailed", reason: "not-authorized" },
    { status: 403, code: "LinkedAuthorizationFailed", reason: "not-authorized" },
    { status: 404, code: "BMSUserErrorDataSourceObjectNotFound", reason: "request-refused" },
    { status: 404, code: "ResourceNotFound", reason: "request-refused" },
    { status: 404, code: "ResourceGroupNotFound", reason: "vault-not-found" },
    { status: 404, code: "SubscriptionNotFound", reason: "vault-not-found" },
    { status: 409, code: "ScopeLocked", reason: "request-refused" },
    { status: 412, code: "PreconditionFailed", reason: "request-refused" },
    { status: 400, code: "UserErrorOperationDeniedOnImmutableItem", reason: "request-refused" },
  ])("$status $code is $reason", async ({ status, code, reason }) => {
    const { send } = setUp();
    nock(ORIGIN)
      .get(PATH)
      .reply(status, { error: { code, message: "Azure said so." } });

    const error = await errorOf(send());

    expect(error).toMatchObject({
      reason,
      status,
      service: { code, message: "Azure said so." },
      message: `Could not read the vault 'v': Azure said so. (${code}, HTTP ${status})`,
    });
  });

  test("of the gateway itself about a missing resource means the vault", async () => {
    const { send } = setUp();
    const body = { error: { code: "ResourceNotFound", message: "Not found." } };
    nock(ORIGIN).get(PATH).reply(404, body, { "x-ms-failure-cause": "gateway" });

    const error = await errorOf(send({ accept: [404] }));

    expect(error).toMatchObject({ reason: "vault-not-found" });
    expect(error.hint).toContain("resource-group");
  });

  test("about a vault that is not there is never an answer, even to a caller who accepts 404", async () => {
    const { send } = setUp();
    nock(ORIGIN)
      .get(PATH)
      .reply(404, { error: { code: "ResourceGroupNotFound" } });

    await expect(send({ accept: [404] })).rejects.toMatchObject({ reason: "vault-not-found" });
  });

  test("gives our advice on its code before what holds for the status", async () => {
    const { send } = setUp();
    nock(ORIGIN)
      .get(PATH)
      .reply(409, { error: { code: "ScopeLocked", message: "Locked." } });

    const { hint } = await errorOf(send());

    expect(hint).toContain("A resource lock forbids it.");
    expect(hint).toContain("This request changed nothing.");
  });

  test("403 names the action the identity lacks", async () => {
    const { send } = setUp();
    nock(ORIGIN).get(PATH).reply(403, {});

    const error = await errorOf(send());

    expect(error.hint).toContain("'Microsoft.RecoveryServices/Vaults/read'");
  });

  test("carries Azure's request id, for support", async () => {
    const { send } = setUp();
    nock(ORIGIN).get(PATH).reply(400, {}, { "x-ms-request-id": "request-9" });

    const error = await errorOf(send());

    expect(error.hint).toContain("Azure's request id is request-9.");
    expect(error.message).toBe("Could not read the vault 'v': Azure gave no message (HTTP 400)");
  });

  test("does not carry the request id twice, nor a recommendation of Azure's", async () => {
    const { send } = setUp();
    const body = {
      error: { code: "X", message: "Failed, id request-9.", recommendations: ["Ask.", "Ask."] },
    };
    nock(ORIGIN).get(PATH).reply(400, body, { "x-ms-request-id": "request-9" });

    const error = await errorOf(send());

    expect(error.hint).toBe("This request changed nothing. Azure recommends: Ask.");
  });

  test.each([404, 409])("%i is an answer to a caller who asked for it", async (status) => {
    const { send } = setUp();
    nock(ORIGIN)
      .get(PATH)
      .reply(status, { error: { code: "Whatever" } });

    const answer = await send({ accept: [status] });

    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error: { code: "Whatever" } });
  });

  test("404 is an answer to a caller who knows its code", async () => {
    const { send } = setUp();
    const expected = { isAbout: () => true, isNotFound: (code: string) => code === "NoSuchItem" };
    nock(ORIGIN)
      .get(PATH)
      .reply(404, { error: { code: "NoSuchItem" } });

    expect((await send({ expected })).status).toBe(404);
  });

  test("404 about the vault is none to a caller who takes every code", async () => {
    const { send } = setUp();
    const expected = { isAbout: () => true, isNotFound: () => true };
    nock(ORIGIN)
      .get(PATH)
      .reply(404, { error: { code: "ResourceGroupNotFound" } });

    await expect(send({ expected })).rejects.toMatchObject({ reason: "vault-not-found" });
  });

  test("is no answer to a caller who asked for another", async () => {
    const { send } = setUp();
    nock(ORIGIN).get(PATH).reply(409, {});

    await expect(send({ accept: [404] })).rejects.toMatchObject({ status: 409 });
  });
});

describe("bad weather", () => {
  test("an HTML page under 502 is read past", async () => {
    const { clock, pace, send } = setUp();
    nock(ORIGIN).get(PATH).reply(502, htmlPage, { "content-type": "text/html" });
    nock(ORIGIN).get(PATH).reply(200, { name: "v" });

    const answer = await send();

    expect(answer.body).toEqual({ name: "v" });
    expect(clock.sleeps).toEqual([1_000]);
    expect(pace.said.map(({ line }) => line)).toEqual([
      "Could not read the vault 'v' (HTTP 502); trying again in 1 s.",
    ]);
  });

  test("an HTML page that stays is lost contact", async () => {
    const { send } = setUp();
    nock(ORIGIN).get(PATH).times(30).reply(500, htmlPage, { "content-type": "application/json" });

    const error = await errorOf(send());

    expect(error).toMatchObject({
      reason: "contact-lost",
      message: "Could not read the vault 'v': Azure gave no message (HTTP 500)",
    });
  });

  test("a dropped connection is made again for a read", async () => {
    const { send } = setUp();
    nock(ORIGIN)
      .get(PATH)
      .replyWithError(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
    nock(ORIGIN).get(PATH).reply(200, { name: "v" });

    expect((await send()).body).toEqual({ name: "v" });
  });

  test.each(["PUT", "DELETE", "POST"] as const)(
    "a dropped connection leaves a %s in doubt, sent once",
    async (method) => {
      const { send } = setUp();
      const reset = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
      nock(ORIGIN).intercept(PATH, method).replyWithError(reset);
      const second = nock(ORIGIN).intercept(PATH, method).reply(202);

      const error = await errorOf(send({ method }));

      expect(error).toBeInstanceOf(UnknownOutcomeError);
      expect(second.isDone()).toBe(false);
    },
  );

  test("throttling of a read is waited out as Azure asks", async () => {
    const { clock, send } = setUp();
    nock(ORIGIN).get(PATH).reply(429, {}, { "retry-after": "17" });
    nock(ORIGIN).get(PATH).reply(200, { name: "v" });

    expect((await send()).body).toEqual({ name: "v" });
    expect(clock.sleeps).toEqual([17_000]);
  });

  test("throttling of a write is handed to the caller, who looks and plans again", async () => {
    const { clock, send } = setUp();
    nock(ORIGIN).put(PATH).reply(429, {}, { "retry-after": "17" });
    const second = nock(ORIGIN).put(PATH).reply(202);

    const error = await errorOf(send({ method: "PUT", body: {} }));

    expect(error).toBeInstanceOf(TurnedAwayError);
    expect(error).toMatchObject({ afterMs: 17_000 });
    expect(second.isDone()).toBe(false);
    expect(clock.sleeps).toEqual([]);
  });

  test("half a document is read again", async () => {
    const { send } = setUp();
    nock(ORIGIN).get(PATH).reply(200, '{"value":[{"id":');
    nock(ORIGIN).get(PATH).reply(200, { value: [] });

    expect((await send()).body).toEqual({ value: [] });
  });
});
