import { getEventListeners } from "node:events";
import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { requestLog } from "../../../../src/azure/arm/request-log.ts";
import { withRetries } from "../../../../src/azure/arm/retry.ts";
import {
  ActionError,
  DeadlineError,
  RunCancelledError,
  TurnedAwayError,
  UnknownOutcomeError,
} from "../../../../src/errors.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";
import { paceOn } from "../../time/pace-builder.ts";
import { connectionFailure, rawResponse } from "./response-builders.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const FOR_EVER_MS = 24 * 60 * MINUTE;
const doing = "read the item 'payroll'";

type Step = PipelineResponse | Error | "hang";

/** A service that answers in this order, and with the last of them for ever. */
function service(clock: VirtualClock, ...steps: [Step, ...Step[]]) {
  const startedAt = clock.now();
  const sentAt: number[] = [];
  const attempt = async (limit: () => AbortSignal): Promise<PipelineResponse> => {
    sentAt.push(clock.now() - startedAt);
    const step = steps[Math.min(sentAt.length, steps.length) - 1] ?? steps[0];
    if (step === "hang") {
      await clock.sleep(FOR_EVER_MS, limit());
      throw new Error("A request hung for a day and nobody gave up.");
    }
    if (step instanceof Error) throw step;
    return step;
  };
  return { attempt, sentAt };
}

function setUp(
  steps: [Step, ...Step[]],
  { timeoutMs = 60 * MINUTE, method = "GET", signal = new AbortController().signal } = {},
) {
  const clock = new VirtualClock();
  const pace = paceOn(clock, { timeoutMs, signal });
  const { attempt, sentAt } = service(clock, ...steps);
  const send = () =>
    withRetries(attempt, {
      method,
      doing,
      action: "vaults/read",
      pace,
      requests: requestLog(clock),
    });
  return { clock, pace, sentAt, send };
}

const thrown = (work: Promise<unknown>) => work.catch((error: unknown) => error);
const throttled = (seconds: string) => rawResponse(429, { headers: { "retry-after": seconds } });
const ok = rawResponse(200);

describe("withRetries", () => {
  test("gives the first answer back without a word or a pause", async () => {
    const { clock, pace, sentAt, send } = setUp([ok]);

    expect(await send()).toBe(ok);
    expect(sentAt).toEqual([0]);
    expect(clock.sleeps).toEqual([]);
    expect(pace.said).toEqual([]);
  });

  test("doubles its pauses up to half a minute", async () => {
    const { clock, sentAt, send } = setUp([
      ...(Array(8).fill(rawResponse(500)) as [Step, ...Step[]]),
      ok,
    ]);

    expect(await send()).toBe(ok);
    expect(clock.sleeps.map((ms) => ms / SECOND)).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    expect(sentAt).toHaveLength(9);
  });

  test("says one line for each retry: what failed, why, and when it tries again", async () => {
    const { pace, send } = setUp([
      rawResponse(502),
      connectionFailure("ECONNRESET"),
      throttled("7"),
      ok,
    ]);

    await send();

    expect(pace.said).toEqual([
      {
        afterMs: 0,
        line: "Could not read the item 'payroll' (HTTP 502); trying again in 1 s.",
      },
      {
        afterMs: 1 * SECOND,
        line: "Could not read the item 'payroll' (the connection failed, ECONNRESET); trying again in 2 s.",
      },
      {
        afterMs: 3 * SECOND,
        line: "Could not read the item 'payroll' (HTTP 429); trying again in 7 s.",
      },
    ]);
  });

  test("waits as long as Azure asks for", async () => {
    const { clock, send } = setUp([throttled("324"), ok]);

    await send();

    expect(clock.sleeps).toEqual([324 * SECOND]);
  });

  test.each(["0", "Thu, 01 Jan 2026 00:00:00 GMT"])(
    "never hammers a service that says Retry-After: %s",
    async (retryAfter) => {
      const { clock, send } = setUp([throttled(retryAfter), throttled(retryAfter), ok]);

      await send();

      expect(clock.sleeps).toHaveLength(2);
      for (const ms of clock.sleeps) expect(ms).toBeGreaterThanOrEqual(SECOND);
    },
  );
});

test("what kept it waiting is remembered, once for each retry", async () => {
  const clock = new VirtualClock();
  const requests = requestLog(clock);
  const { attempt } = service(clock, rawResponse(502), connectionFailure("ECONNRESET"), ok);

  await withRetries(attempt, {
    method: "GET",
    doing,
    action: "vaults/read",
    pace: paceOn(clock),
    requests,
  });

  expect(requests.delaysSince(0)).toEqual([
    "could not read the item 'payroll': HTTP 502",
    "could not read the item 'payroll': the connection failed, ECONNRESET",
  ]);
});

describe("the budget of five minutes", () => {
  test("ends reads that fail on and on, with the last answer where there was one", async () => {
    const last = rawResponse(500);
    const { sentAt, send } = setUp([last]);

    expect(await send()).toBe(last);
    expect(sentAt.at(-1)).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(sentAt.at(-1)).toBeLessThanOrEqual(5 * MINUTE + 30 * SECOND);
  });

  test("ends in lost contact where no answer ever came", async () => {
    const { send } = setUp([connectionFailure("ECONNRESET")]);

    const error = await thrown(send());

    expect(error).toBeInstanceOf(ActionError);
    expect(error).toMatchObject({
      reason: "contact-lost",
      message: "Could not read the item 'payroll': the connection failed, ECONNRESET.",
      hint: expect.stringContaining("out of reach"),
      cause: { code: "ECONNRESET" },
    });
  });

  test("ends in lost contact where every answer under 200 is unreadable", async () => {
    const { send } = setUp([rawResponse(200, { body: "<html>" })]);

    await expect(send()).rejects.toMatchObject({ reason: "contact-lost" });
  });

  test("ends in lost contact where every request hangs", async () => {
    const { sentAt, send } = setUp(["hang"]);

    await expect(send()).rejects.toMatchObject({
      reason: "contact-lost",
      message: "Could not read the item 'payroll': no answer in time.",
    });
    expect(sentAt.length).toBeGreaterThan(4);
  });

  test("ends in lost contact where a 404 is never Azure's own, which a caller takes for an answer", async () => {
    const { send } = setUp([rawResponse(404, { body: "<html>" })]);

    await expect(send()).rejects.toMatchObject({ reason: "contact-lost" });
  });

  test("ends in lost contact where every answer is about something else", async () => {
    const clock = new VirtualClock();
    const { attempt, sentAt } = service(clock, rawResponse(200, { body: '{"name":"another"}' }));
    const expected = { isAbout: () => false, isNotFound: () => false };

    const ended = withRetries(attempt, {
      method: "GET",
      doing,
      action: "vaults/read",
      pace: paceOn(clock),
      requests: requestLog(clock),
      expected,
    });

    await expect(ended).rejects.toMatchObject({
      reason: "contact-lost",
      message: "Could not read the item 'payroll': HTTP 200 with an answer about something else.",
      hint: expect.stringContaining("nothing was done because of it"),
    });
    expect(sentAt.at(-1)).toBeGreaterThanOrEqual(5 * MINUTE);
  });

  test("begins anew once Azure has asked for patience", async () => {
    const minutesOf500 = Array(14).fill(rawResponse(500)) as Step[];
    const { sentAt, send } = setUp([
      rawResponse(500),
      ...minutesOf500.slice(0, 10),
      throttled("60"),
      ...minutesOf500,
      ok,
    ]);

    expect((await send()).status).toBe(500);
    expect(sentAt.at(-1)).toBeGreaterThan(8 * MINUTE);
  });

  test("is not spent on an overloaded service that says for how long", async () => {
    const overloaded = rawResponse(503, { headers: { "retry-after": "240" } });
    const { sentAt, send } = setUp([overloaded, overloaded, overloaded, ok]);

    expect(await send()).toBe(ok);
    expect(sentAt.at(-1)).toBe(12 * MINUTE);
  });

  test("is not spent on waits that Azure asked for", async () => {
    const { clock, send } = setUp([throttled("240"), throttled("240"), throttled("240"), ok]);

    expect(await send()).toBe(ok);
    expect(clock.sleeps).toEqual([240, 240, 240].map((seconds) => seconds * SECOND));
  });
});

describe("the deadline", () => {
  test("cuts a wait short, and one more attempt falls on it", async () => {
    const { sentAt, send } = setUp([throttled("3600"), ok], { timeoutMs: 10 * SECOND });

    expect(await send()).toBe(ok);
    expect(sentAt).toEqual([0, 10 * SECOND]);
  });

  test("ends throttling as timed out", async () => {
    const { sentAt, send } = setUp([throttled("20")], { timeoutMs: 50 * SECOND });

    const error = await thrown(send());

    expect(error).toBeInstanceOf(DeadlineError);
    expect(error).toMatchObject({
      reason: "timed-out",
      message: "Time ran out while Azure did not answer (HTTP 429).",
    });
    expect(sentAt).toEqual([0, 20 * SECOND, 40 * SECOND, 50 * SECOND]);
  });

  test("ends throttling as timed out even where Azure does not say for how long", async () => {
    const { send } = setUp([rawResponse(429)], { timeoutMs: 20 * MINUTE });

    await expect(send()).rejects.toMatchObject({ reason: "timed-out" });
  });

  test("ends a request that hangs no later than five seconds after it", async () => {
    const { clock, send } = setUp(["hang"], { timeoutMs: 3 * SECOND });
    const startedAt = clock.now();

    const error = await thrown(send());

    expect(error).toBeInstanceOf(DeadlineError);
    expect(clock.now() - startedAt).toBe(5 * SECOND);
  });
});

describe("a read begun after the deadline", () => {
  test.each([{ afterSeconds: 0 }, { afterSeconds: 60 }])(
    "is still sent once, $afterSeconds s after it, to see how things stand",
    async (row) => {
      const { clock, sentAt, send } = setUp([ok], { timeoutMs: 10 * SECOND });
      clock.advance((10 + row.afterSeconds) * SECOND);

      expect(await send()).toBe(ok);
      expect(sentAt).toHaveLength(1);
    },
  );

  test("is not repeated", async () => {
    const { clock, sentAt, send } = setUp([rawResponse(500), ok], { timeoutMs: 10 * SECOND });
    clock.advance(11 * SECOND);

    await expect(send()).rejects.toBeInstanceOf(DeadlineError);
    expect(sentAt).toHaveLength(1);
  });

  test("by more than a minute is not sent at all", async () => {
    const { clock, sentAt, send } = setUp([ok], { timeoutMs: 10 * SECOND });
    clock.advance(70 * SECOND + 1);

    await expect(send()).rejects.toMatchObject({
      reason: "timed-out",
      message: "Time ran out while about to read the item 'payroll'.",
    });
    expect(sentAt).toEqual([]);
  });
});

describe("a request that hangs", () => {
  test("is given up after half a minute and sent again", async () => {
    const { sentAt, send } = setUp(["hang", ok]);

    expect(await send()).toBe(ok);
    expect(sentAt).toEqual([0, 31 * SECOND]);
  });

  test("is not sent again when it was a write", async () => {
    const { sentAt, send } = setUp(["hang", ok], { method: "PUT" });

    await expect(send()).rejects.toBeInstanceOf(UnknownOutcomeError);
    expect(sentAt).toEqual([0]);
  });
});

test("the limit of an attempt begins when it is asked for, not while a token is awaited", async () => {
  const clock = new VirtualClock();
  const startedAt = clock.now();
  const attempt = async (limit: () => AbortSignal): Promise<PipelineResponse> => {
    await clock.sleep(80 * SECOND, new AbortController().signal);
    await clock.sleep(FOR_EVER_MS, limit());
    return ok;
  };

  const ended = withRetries(attempt, {
    method: "PUT",
    doing,
    action: "vaults/read",
    pace: paceOn(clock),
    requests: requestLog(clock),
  });

  await expect(ended).rejects.toBeInstanceOf(UnknownOutcomeError);
  expect(clock.now() - startedAt).toBe(110 * SECOND);
});

describe("a write", () => {
  const overloaded = rawResponse(503, { headers: { "retry-after": "3" } });
  test.each([rawResponse(504), connectionFailure("ECONNRESET"), overloaded, rawResponse(401)])(
    "goes out once when its answer is lost",
    async (loss) => {
      const { sentAt, send } = setUp([loss, ok], { method: "POST" });

      const error = await thrown(send());

      expect(error).toBeInstanceOf(UnknownOutcomeError);
      expect(error).toMatchObject({
        reason: "contact-lost",
        message: expect.stringContaining("It is not known whether Azure took the request"),
      });
      expect(sentAt).toEqual([0]);
    },
  );

  test.each([
    { what: "throttles it", step: throttled("2"), why: "HTTP 429", afterMs: 2 * SECOND },
    {
      what: "throttles it for as long as it likes",
      step: rawResponse(429),
      why: "HTTP 429",
      afterMs: undefined,
    },
    {
      what: "is not reached at all",
      step: connectionFailure("ECONNREFUSED"),
      why: "the connection failed, ECONNREFUSED",
      afterMs: undefined,
    },
  ])("is not repeated here when Azure $what: it is planned anew", async (row) => {
    for (const method of ["PUT", "POST", "DELETE"]) {
      const { clock, pace, sentAt, send } = setUp([row.step, ok], { method });

      const error = await thrown(send());

      expect(error).toBeInstanceOf(TurnedAwayError);
      expect(error).toMatchObject({
        reason: "contact-lost",
        message: `Azure did not take the request to read the item 'payroll': ${row.why}.`,
        afterMs: row.afterMs,
      });
      expect(sentAt).toEqual([0]);
      expect(clock.sleeps).toEqual([]);
      expect(pace.said).toEqual([]);
    }
  });

  test.each([400, 403, 404, 409, 412])("that Azure refuses by a %i is answered", async (status) => {
    const refusal = rawResponse(status, { body: '{"error":{"code":"No"}}' });
    const { send } = setUp([refusal, ok], { method: "PUT" });

    expect(await send()).toBe(refusal);
  });
});

test("a write whose answer is lost says what came back, and why", async () => {
  const answered = rawResponse(500, { body: '{"error":{"code":"No","message":"No."}}' });
  const dropped = connectionFailure("ECONNRESET");

  expect(await thrown(setUp([answered], { method: "PUT" }).send())).toMatchObject({
    answer: { status: 500, service: { code: "No" } },
  });
  expect(await thrown(setUp([dropped], { method: "PUT" }).send())).toMatchObject({
    answer: undefined,
    cause: dropped,
  });
});

describe("what ends it at once", () => {
  test("a certificate that is not accepted", async () => {
    const { sentAt, send } = setUp([connectionFailure("CERT_HAS_EXPIRED"), ok]);

    await expect(send()).rejects.toMatchObject({
      reason: "contact-lost",
      hint: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
    });
    expect(sentAt).toEqual([0]);
  });

  test.each([
    new ActionError("sign-in-failed", "no token", { hint: "" }),
    new TypeError("x is null"),
  ])("an error that is not the network's: $message", async (error) => {
    const { sentAt, send } = setUp([error, ok]);

    expect(await thrown(send())).toBe(error);
    expect(sentAt).toEqual([0]);
  });
});

test("a sign-in that did not answer in time says so itself, and only once", async () => {
  const reason = new ActionError("sign-in-failed", "no answer in time", { hint: "" });
  const clock = new VirtualClock();
  let attempts = 0;
  const attempt = async (limit: () => AbortSignal): Promise<PipelineResponse> => {
    attempts += 1;
    await clock.sleep(FOR_EVER_MS, limit()).catch(() => {});
    throw reason;
  };

  const ended = withRetries(attempt, {
    method: "PUT",
    doing,
    action: "vaults/read",
    pace: paceOn(clock),
    requests: requestLog(clock),
  });

  expect(await thrown(ended)).toBe(reason);
  expect(attempts).toBe(1);
});

describe("a cancelled workflow", () => {
  const reason = new RunCancelledError("The workflow was cancelled (SIGTERM).");

  test.each([
    // A request hangs as soon as it is sent; the wait comes a few promises later.
    { moment: "while a request hangs", step: "hang", when: (work: () => void) => work() },
    { moment: "while it waits to try again", step: rawResponse(500), when: setImmediate },
  ] as const)("wins $moment", async ({ step, when }) => {
    const cancel = new AbortController();
    const { clock, sentAt, send } = setUp([step], { signal: cancel.signal });
    const startedAt = clock.now();

    const ended = thrown(send());
    when(() => cancel.abort(reason));

    expect(await ended).toBe(reason);
    expect(sentAt).toHaveLength(1);
    expect(clock.now()).toBe(startedAt);
  });

  test("wins over the error of the request it broke off, even a write's", async () => {
    const cancel = new AbortController();
    const clock = new VirtualClock();
    const attempt = async (): Promise<PipelineResponse> => {
      cancel.abort(reason);
      throw connectionFailure("ECONNRESET");
    };
    const pace = paceOn(clock, { signal: cancel.signal });

    const ended = withRetries(attempt, {
      method: "PUT",
      doing,
      action: "vaults/read",
      pace,
      requests: requestLog(clock),
    });

    expect(await thrown(ended)).toBe(reason);
  });

  test.each([
    { what: "three seconds", reason, seconds: 3 },
    { what: "no time where something else ended it", reason: new Error("over"), seconds: 0 },
  ])("leaves a write on its way $what", async (row) => {
    const cancel = new AbortController();
    const { clock, send } = setUp(["hang"], { method: "PUT", signal: cancel.signal });
    const startedAt = clock.now();

    const ended = thrown(send());
    cancel.abort(row.reason);

    expect(await ended).toBe(row.reason);
    expect((clock.now() - startedAt) / SECOND).toBe(row.seconds);
  });

  test("takes the answer of a write on its way that comes in time", async () => {
    const cancel = new AbortController();
    const clock = new VirtualClock();
    const attempt = async (limit: () => AbortSignal): Promise<PipelineResponse> => {
      const sleep = clock.sleep(2 * SECOND, limit());
      cancel.abort(reason);
      await sleep;
      return ok;
    };
    const pace = paceOn(clock, { signal: cancel.signal });

    const ended = withRetries(attempt, {
      method: "PUT",
      doing,
      action: "vaults/read",
      pace,
      requests: requestLog(clock),
    });

    expect(await ended).toBe(ok);
  });

  test("sends nothing when it was cancelled before", async () => {
    const { sentAt, send } = setUp([ok], { signal: AbortSignal.abort(reason) });

    expect(await thrown(send())).toBe(reason);
    expect(sentAt).toEqual([]);
  });
});

describe("a 429 on one read of an action", () => {
  /** Reads of one action and of another, each answered once, the first by a 429 that asks for a minute. */
  function reads({ random = 0, timeoutMs = 60 * MINUTE } = {}) {
    const clock = new VirtualClock();
    const pace = { ...paceOn(clock, { timeoutMs }), random: () => random };
    const requests = requestLog(clock);
    const startedAt = clock.now();
    const sent: string[] = [];
    const read = (name: string, action: string, { method = "GET", first = ok } = {}) => {
      const answers = [first];
      const attempt = async () => {
        sent.push(`${name} ${(clock.now() - startedAt) / SECOND}`);
        return answers.shift() ?? ok;
      };
      return withRetries(attempt, { method, doing, action, pace, requests });
    };
    return { read, sent, clock, pace, requests };
  }

  test("makes all of them wait, and each goes out once", async () => {
    const { read, sent } = reads();
    const first = read("a", "items/read", { first: throttled("60") });
    await new Promise(setImmediate);
    await Promise.all([first, read("b", "items/read"), read("c", "items/read")]);

    expect(sent.toSorted()).toEqual(["a 0", "a 60", "b 60", "c 60"]);
  });

  test("lets other actions and writes go on", async () => {
    const { read, sent } = reads();
    const first = read("a", "items/read", { first: throttled("60") });
    await new Promise(setImmediate);
    await read("b", "jobs/read");
    await read("w", "items/read", { method: "PUT" });
    await first;

    expect(sent).toEqual(["a 0", "b 0", "w 0", "a 60"]);
  });

  test("lets them return apart, each up to a tenth later", async () => {
    const { read, sent } = reads({ random: 0.5 });
    const first = read("a", "items/read", { first: throttled("60") });
    await new Promise(setImmediate);
    await Promise.all([first, read("b", "items/read")]);

    expect(sent.toSorted()).toEqual(["a 0", "a 63", "b 63"]);
  });

  test("makes them wait again if it comes again meanwhile", async () => {
    const { read, sent, requests, clock } = reads();
    requests.throttled("items/read", 60_000);
    const waiting = read("b", "items/read");
    await clock.sleep(30_000, new AbortController().signal);
    requests.throttled("items/read", 60_000);
    await waiting;

    expect(sent).toEqual(["b 90"]);
  });

  test("keeps none waiting beyond the deadline", async () => {
    const { read, sent, requests } = reads({ timeoutMs: 20_000 });
    requests.throttled("items/read", 60_000);
    await read("b", "items/read");

    expect(sent).toEqual(["b 20"]);
  });
});

test("listens for a cancel no longer than its request lasts, since the step sends thousands", async () => {
  const { signal } = new AbortController();
  const { send } = setUp([ok], { method: "PUT", signal });
  await send();

  expect(getEventListeners(signal, "abort")).toEqual([]);
});
