import { describe, expect, test } from "vitest";
import { type Attempt, assess, type Expected } from "../../../../src/azure/arm/attempt.ts";
import { connectionFailure, rawResponse } from "./response-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const WRITES = ["PUT", "POST", "DELETE", "PATCH"];

const answered = (
  status: number,
  parts: { body?: string; headers?: Record<string, string> } = {},
): Attempt => ({ kind: "response", response: rawResponse(status, parts) });
const failed = (code: string): Attempt => ({
  kind: "error",
  error: connectionFailure(code),
  timedOut: false,
});
const hung: Attempt = { kind: "error", error: new Error("aborted"), timedOut: true };

const htmlPage = "<html><body>The service is unavailable.</body></html>";

const refusal = '{"error":{"code":"No","message":"No."}}';

describe("a read that knows what it asks for", () => {
  const expected: Expected = {
    isAbout: (body) => body === 7,
    isNotFound: (code) => code === "MyNotFound",
  };
  const judged = (attempt: Attempt) => assess("GET", attempt, NOW, expected);
  const coded = (code: string, headers: Record<string, string> = {}) =>
    answered(404, { body: JSON.stringify({ error: { code } }), headers });

  test.each([
    { what: "what it asked for", attempt: answered(200, { body: "7" }) },
    { what: "what it asked for, under 201", attempt: answered(201, { body: "7" }) },
    { what: "a refusal", attempt: answered(403, { body: refusal }) },
    { what: "a choice of redirects", attempt: answered(300, { body: "8" }) },
    { what: "its own code of what is not there", attempt: coded("MyNotFound") },
    { what: "a group that is not there", attempt: coded("ResourceGroupNotFound") },
    {
      what: "a vault that is not there",
      attempt: coded("ResourceNotFound", { "x-ms-failure-cause": "gateway" }),
    },
  ])("is done after $what", ({ attempt }) => {
    expect(judged(attempt)).toMatchObject({ kind: "done" });
  });

  test.each([
    { attempt: answered(200, { body: "8" }), why: "HTTP 200 with an answer about something else" },
    {
      attempt: answered(200, { body: "null" }),
      why: "HTTP 200 with an answer about something else",
    },
    { attempt: answered(204, { body: "" }), why: "HTTP 204 with an answer about something else" },
    { attempt: coded("OtherNotFound"), why: "HTTP 404 with the code OtherNotFound" },
    { attempt: coded("ResourceNotFound"), why: "HTTP 404 with the code ResourceNotFound" },
  ])("asks again after $why", ({ attempt, why }) => {
    expect(judged(attempt)).toEqual({ kind: "again", why, afterMs: undefined });
  });

  test("is no write, whose answer says nothing of the kind", () => {
    expect(assess("PUT", answered(202, { body: "" }), NOW, expected)).toMatchObject({
      kind: "done",
    });
  });
});

describe("a read", () => {
  test.each([
    { what: "a request time-out", attempt: answered(408), why: "HTTP 408" },
    { what: "throttling", attempt: answered(429), why: "HTTP 429" },
    { what: "a 500", attempt: answered(500), why: "HTTP 500" },
    { what: "an HTML page", attempt: answered(502, { body: htmlPage }), why: "HTTP 502" },
    { what: "an overloaded service", attempt: answered(503), why: "HTTP 503" },
    { what: "a gateway's time-out", attempt: answered(504), why: "HTTP 504" },
    { what: "any other 5xx", attempt: answered(599), why: "HTTP 599" },
    {
      what: "an empty body",
      attempt: answered(200, { body: "" }),
      why: "HTTP 200 with a body that is not Azure's",
    },
    {
      what: "half a body",
      attempt: answered(200, { body: '{"value":[{"id":' }),
      why: "HTTP 200 with a body that is not Azure's",
    },
    {
      what: "an HTML page under 200",
      attempt: answered(200, { body: htmlPage }),
      why: "HTTP 200 with a body that is not Azure's",
    },
    {
      what: "a 404 that is not Azure's own, an HTML page",
      attempt: answered(404, { body: htmlPage }),
      why: "HTTP 404 with a body that is not Azure's",
    },
    {
      what: "a 404 without a code",
      attempt: answered(404, { body: '{"error":{"message":"Not here."}}' }),
      why: "HTTP 404 with a body that is not Azure's",
    },
    {
      what: "a 404 without a body",
      attempt: answered(404, { body: "" }),
      why: "HTTP 404 with a body that is not Azure's",
    },
    {
      what: "a dropped connection",
      attempt: failed("ECONNRESET"),
      why: "the connection failed, ECONNRESET",
    },
    { what: "a body cut off", attempt: failed("PARSE_ERROR"), why: "the answer broke off" },
    {
      what: "an unknown host",
      attempt: failed("ENOTFOUND"),
      why: "the connection failed, ENOTFOUND",
    },
    { what: "silence", attempt: hung, why: "no answer in time" },
  ])("is repeated after $what", ({ attempt, why }) => {
    expect(assess("GET", attempt, NOW)).toEqual({ kind: "again", why, afterMs: undefined });
  });

  test.each([
    { what: "an answer", attempt: answered(200, { body: '{"status":"Failed"}' }) },
    { what: "an answer without a body", attempt: answered(204, { body: "" }) },
    { what: "an accepted request", attempt: answered(202, { body: "" }) },
    { what: "a redirect", attempt: answered(302, { body: "" }) },
    { what: "a choice of redirects", attempt: answered(300, { body: "8" }) },
    { what: "a bad request", attempt: answered(400) },
    { what: "a refused token", attempt: answered(401) },
    { what: "a missing role", attempt: answered(403, { body: htmlPage }) },
    {
      what: "something that is not there, as Azure itself says",
      attempt: answered(404, { body: '{"error":{"code":"BMSUserErrorDataSourceObjectNotFound"}}' }),
    },
    { what: "a conflict", attempt: answered(409) },
    { what: "a failed precondition", attempt: answered(412) },
  ])("is done after $what", ({ attempt }) => {
    expect(assess("GET", attempt, NOW)).toMatchObject({ kind: "done" });
  });
});

describe.each(WRITES)("a %s", (method) => {
  test.each([
    { what: "throttling", attempt: answered(429), afterMs: undefined },
    {
      what: "throttling for a while",
      attempt: answered(429, { headers: { "retry-after": "17" } }),
      afterMs: 17_000,
    },
    { what: "a refused connection", attempt: failed("ECONNREFUSED"), afterMs: undefined },
    { what: "an unknown host", attempt: failed("ENOTFOUND"), afterMs: undefined },
    { what: "a name that did not resolve", attempt: failed("EAI_AGAIN"), afterMs: undefined },
  ])("was not taken, and may be sent again, after $what", ({ attempt, afterMs }) => {
    expect(assess(method, attempt, NOW)).toMatchObject({ kind: "again", afterMs });
  });

  test.each([
    { what: "a request time-out", attempt: answered(408, { body: refusal }) },
    { what: "a token that was refused", attempt: answered(401, { body: refusal }) },
    { what: "a redirect", attempt: answered(302) },
    { what: "a redirect of Azure's own", attempt: answered(300, { body: refusal }) },
    { what: "a 500", attempt: answered(500) },
    { what: "a 500 of Azure's own", attempt: answered(500, { body: refusal }) },
    { what: "a page of a proxy", attempt: answered(403, { body: htmlPage }) },
    { what: "a refusal without a body", attempt: answered(400, { body: "" }) },
    { what: "a refusal without a code", attempt: answered(409, { body: '{"error":{}}' }) },
    {
      what: "an overload for a while",
      attempt: answered(503, { body: refusal, headers: { "retry-after": "5" } }),
    },
    { what: "a host that cannot be reached any more", attempt: failed("EHOSTUNREACH") },
    { what: "a network that cannot be reached any more", attempt: failed("ENETUNREACH") },
    { what: "an HTML page", attempt: answered(502, { body: htmlPage }) },
    { what: "an overload without Retry-After", attempt: answered(503) },
    {
      what: "an overload with an unreadable Retry-After",
      attempt: answered(503, { headers: { "retry-after": "soon" } }),
    },
    { what: "a gateway's time-out", attempt: answered(504) },
    {
      what: "a gateway's time-out with Retry-After",
      attempt: answered(504, { headers: { "retry-after": "5" } }),
    },
    { what: "a connection that was reset", attempt: failed("ECONNRESET") },
    { what: "a broken pipe", attempt: failed("EPIPE") },
    { what: "a connection that timed out", attempt: failed("ETIMEDOUT") },
    { what: "a body cut off", attempt: failed("PARSE_ERROR") },
    { what: "an error without a code", attempt: failed("") },
    { what: "silence", attempt: hung },
  ])("may have been taken, and is not repeated, after $what", ({ attempt }) => {
    expect(assess(method, attempt, NOW)).toMatchObject({ kind: "unknown-outcome" });
  });

  test.each([200, 201, 202, 204])("is done after a %i", (status) => {
    expect(assess(method, answered(status, { body: "" }), NOW)).toMatchObject({ kind: "done" });
  });

  test.each([400, 402, 403, 404, 405, 409, 410, 412, 413, 422, 423, 451])(
    "was refused by a %i with Azure's own code",
    (status) => {
      for (const body of [refusal, '{"ErrorCode":"No","Message":{"Value":"No."}}']) {
        expect(assess(method, answered(status, { body }), NOW)).toMatchObject({ kind: "done" });
      }
    },
  );

  test("that may have been taken tells what came back", () => {
    expect(assess(method, answered(500, { body: refusal }), NOW)).toEqual({
      kind: "unknown-outcome",
      why: "HTTP 500",
      answer: { status: 500, service: { code: "No", message: "No.", recommendations: [] } },
    });
    expect(assess(method, failed("ECONNRESET"), NOW)).not.toHaveProperty("answer");
  });
});

describe("Retry-After", () => {
  test.each([
    { value: "0", afterMs: 0 },
    { value: "324", afterMs: 324_000 },
    { value: "Mon, 05 Jan 2026 10:00:30 GMT", afterMs: 30_000 },
    { value: "Mon, 05 Jan 2026 09:00:00 GMT", afterMs: 0 },
    { value: "86400", afterMs: 3_600_000 },
  ])("of '$value' is $afterMs ms, an hour at most", ({ value, afterMs }) => {
    const attempt = answered(429, { headers: { "retry-after": value } });

    expect(assess("GET", attempt, NOW)).toEqual({ kind: "again", why: "HTTP 429", afterMs });
  });

  test("of a date counts from the service's own clock", () => {
    const headers = {
      date: "Mon, 05 Jan 2026 11:00:00 GMT",
      "retry-after": "Mon, 05 Jan 2026 11:00:30 GMT",
    };

    expect(assess("GET", answered(429, { headers }), NOW)).toMatchObject({ afterMs: 30_000 });
  });

  test.each(["", "soon", "-5", "1e3"])("of '%s' counts as absent", (value) => {
    const attempt = answered(429, { headers: { "retry-after": value } });

    expect(assess("GET", attempt, NOW)).toMatchObject({ afterMs: undefined });
  });
});

test.each(
  ["GET", ...WRITES].flatMap((method) =>
    [
      "CERT_HAS_EXPIRED",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ].map((code) => ({ method, code })),
  ),
)("a $method that meets $code is hopeless and says how to mend it", ({ method, code }) => {
  const found = assess(method, failed(code), NOW);

  expect(found).toMatchObject({
    kind: "hopeless",
    why: `the certificate of the server is not accepted, ${code}`,
    hint: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
  });
});

test("an error that is not the network's is not ours to repeat", () => {
  const attempt: Attempt = { kind: "error", error: new TypeError("x is null"), timedOut: false };

  expect(assess("GET", attempt, NOW)).toMatchObject({ kind: "rethrow" });
  expect(assess("PUT", attempt, NOW)).toMatchObject({ kind: "rethrow" });
});
