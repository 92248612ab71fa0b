import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isVaultMissing,
  readAnswer,
  readRetryAfter,
  readServiceError,
} from "../../../../src/azure/arm/answer.ts";
import { rawResponse } from "./response-builders.ts";

const NOW = Date.UTC(2026, 0, 5, 10);
const REMAINING = "x-ms-ratelimit-remaining-subscription-resource-requests";

describe("readAnswer", () => {
  test("reads status, body, ids, the service's time and the quota", () => {
    const headers = {
      "x-ms-request-id": "request-1",
      "x-ms-correlation-request-id": "correlation-1",
      date: "Mon, 05 Jan 2026 10:00:07 GMT",
      "retry-after": "12",
      [REMAINING]: "107",
    };

    const answer = readAnswer(rawResponse(200, { body: '{"a":1}', headers }), NOW);

    expect(answer).toMatchObject({
      status: 200,
      body: { a: 1 },
      ids: { requestId: "request-1", correlationId: "correlation-1" },
      date: NOW + 7_000,
      retryAfterMs: 12_000,
      remaining: 107,
    });
  });

  test("reads what is not there as absent", () => {
    const answer = readAnswer(rawResponse(202, { body: "" }), NOW);

    expect(answer).toMatchObject({
      body: undefined,
      ids: { requestId: "", correlationId: "" },
      date: undefined,
      retryAfterMs: undefined,
      remaining: undefined,
    });
    expect(answer.header("location")).toBe("");
  });

  test.each([
    "0",
    "1767603600",
    "garbage",
    "2026-01-05T10:00:00Z",
    "Mon, 05 Jan 2026",
    "Mon, 05 Jan 2026 10:00:00 +0900",
    "Mon, 45 Jan 2026 10:00:00 GMT",
  ])("takes no time from the 'Date' %s", (date) => {
    expect(readAnswer(rawResponse(200, { headers: { date } }), NOW).date).toBeUndefined();
  });

  test("gives any header without case", () => {
    const answer = readAnswer(rawResponse(202, { headers: { Location: "https://a/b" } }), NOW);

    expect(answer.header("location")).toBe("https://a/b");
    expect(answer.header("LOCATION")).toBe("https://a/b");
  });

  test("counts a Retry-After date from the service's own clock", () => {
    const headers = {
      date: "Mon, 05 Jan 2026 11:00:00 GMT",
      "retry-after": "Mon, 05 Jan 2026 11:00:30 GMT",
    };

    expect(readAnswer(rawResponse(429, { headers }), NOW).retryAfterMs).toBe(30_000);
  });

  test("counts a Retry-After date from our clock where the service tells no time", () => {
    const headers = { "retry-after": "Mon, 05 Jan 2026 10:00:30 GMT" };

    expect(readAnswer(rawResponse(429, { headers }), NOW).retryAfterMs).toBe(30_000);
  });

  test.each([
    { value: "0", remaining: 0 },
    { value: "-1", remaining: -1 },
    { value: "149", remaining: 149 },
  ])("reads a quota of $value", ({ value, remaining }) => {
    const answer = readAnswer(rawResponse(200, { headers: { [REMAINING]: value } }), NOW);

    expect(answer.remaining).toBe(remaining);
  });

  test.each(["", "many", "1.5", "1e3", "Microsoft.Compute/x;239"])(
    "takes no quota from '%s'",
    (value) => {
      const answer = readAnswer(rawResponse(200, { headers: { [REMAINING]: value } }), NOW);

      expect(answer.remaining).toBeUndefined();
    },
  );
});

describe("readRetryAfter", () => {
  test.each([
    { value: "60", ms: 60_000 },
    { value: " 60 ", ms: 60_000 },
    { value: "0.5", ms: 500 },
    { value: "1.25", ms: 1_250 },
    { value: "0", ms: 0 },
    { value: "Mon, 05 Jan 2026 10:01:00 GMT", ms: 60_000 },
    { value: "Mon, 05 Jan 2026 09:59:00 GMT", ms: 0 },
    { value: "3600", ms: 3_600_000 },
    { value: "3601", ms: 3_600_000 },
    { value: "9".repeat(400), ms: 3_600_000 },
    { value: "Tue, 05 Jan 2027 10:00:00 GMT", ms: 3_600_000 },
  ])("reads '$value' as $ms ms", ({ value, ms }) => {
    expect(readRetryAfter(value, NOW)).toBe(ms);
  });

  test.each(["", "soon", "NaN", "Infinity", "-1", "0x10", "60 seconds", "Mon, 5", "1 Jan 2027"])(
    "reads '%s' as absent",
    (value) => {
      expect(readRetryAfter(value, NOW)).toBeUndefined();
    },
  );
});

describe("a 404 is about the vault itself", () => {
  test.each([
    { code: "ResourceGroupNotFound", cause: "", is: true },
    { code: "SubscriptionNotFound", cause: "", is: true },
    { code: "ResourceNotFound", cause: "gateway", is: true },
    { code: "ResourceNotFound", cause: "", is: false },
    { code: "OtherNotFound", cause: "gateway", is: false },
  ])("by the code $code and the cause '$cause': $is", ({ code, cause, is }) => {
    expect(isVaultMissing(code, cause)).toBe(is);
  });
});

describe("readServiceError", () => {
  test("reads ARM's form", () => {
    const body = {
      error: { code: "AuthorizationFailed", message: "No.", recommendations: ["Ask.", 1, null] },
    };

    expect(readServiceError(body)).toEqual({
      code: "AuthorizationFailed",
      message: "No.",
      recommendations: ["Ask.", "1"],
    });
  });

  test("reads the older form of Azure Backup's front end", () => {
    const body = { ErrorCode: 390001, Message: { Value: "Internal error." } };

    expect(readServiceError(body)).toEqual({
      code: "390001",
      message: "Internal error.",
      recommendations: [],
    });
  });

  test("reads anything else as silence", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        fc.pre(!/error|message/i.test(JSON.stringify(body)));

        expect(readServiceError(body)).toEqual({ code: "", message: "", recommendations: [] });
      }),
    );
  });

  test("never throws, whatever an error looks like", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (error, other) => {
        const read = readServiceError({ error, ErrorCode: other, Message: { Value: other } });

        expect(typeof read.code).toBe("string");
        expect(typeof read.message).toBe("string");
      }),
    );
  });
});
