import { describe, expect, test } from "vitest";
import { START_MS } from "../place.ts";
import {
  everyStepEnds,
  jobCancelledAsAsked,
  noForeignOrigin,
  noRequestAfterCancel,
  noRequestAfterDeadline,
  noRequestAfterVerdict,
  noSecretInOutput,
  quotaKept,
  writeTokenLasts,
} from "./conduct.ts";
import { HOLDS, type Property } from "./property.ts";
import { buildRecord, PLAIN_SCENE, type RecordParts, type Stage } from "./record-builder.ts";

function breach(property: Property, run: RecordParts): string | undefined {
  return property.judge(buildRecord(run)).breach;
}

test("everyStepEnds is broken by a step that never settles", () => {
  expect(breach(everyStepEnds, { record: { settled: false } })).toBeDefined();
  expect(everyStepEnds.judge(buildRecord())).toEqual(HOLDS);
});

test("noForeignOrigin is broken by a request to where an answer has led it", () => {
  const lure = "https://attacker.example/steal";
  const lured = (follow: boolean): RecordParts => ({
    happen: (stage) => {
      stage.read("", { headers: { location: lure } });
      if (follow) stage.read("", { origin: new URL(lure).origin });
    },
  });

  expect(breach(noForeignOrigin, lured(true))).toContain("attacker.example");
  expect(noForeignOrigin.judge(buildRecord(lured(false)))).toEqual(HOLDS);
});

test("noRequestAfterVerdict is broken by a read that goes on", () => {
  const two = (stage: Stage) => {
    stage.read("");
    stage.read("/backupJobs");
  };

  expect(breach(noRequestAfterVerdict, { happen: two, record: { requestsAtEnd: 1 } })).toContain(
    "/backupJobs",
  );
  expect(noRequestAfterVerdict.judge(buildRecord({ happen: two }))).toEqual(HOLDS);
});

describe("noRequestAfterDeadline", () => {
  const late = (ms: number, method = "GET"): RecordParts => ({
    scene: { inputs: { ...PLAIN_SCENE.inputs, "timeout-minutes": "5" } },
    happen: (stage) => {
      stage.at(300_000 + ms);
      stage.read("", { method });
    },
  });

  test("leaves reads a minute", () => {
    expect(noRequestAfterDeadline.judge(buildRecord(late(55_000)))).toEqual(HOLDS);
    expect(breach(noRequestAfterDeadline, late(75_000))).toContain("75 s after");
  });

  test("leaves writes nothing", () => {
    expect(breach(noRequestAfterDeadline, late(5_000, "PUT"))).toContain("PUT");
  });
});

test("noRequestAfterCancel is broken by a request six seconds later, or a report that late", () => {
  const cancelled = (ms: number, asks: boolean): RecordParts => ({
    happen: (stage) => {
      stage.at(ms);
      if (asks) stage.read("");
    },
    record: { cancelledAt: START_MS },
  });

  expect(breach(noRequestAfterCancel, cancelled(6_000, true))).toContain("after the cancel");
  expect(breach(noRequestAfterCancel, cancelled(6_000, false))).toContain("the report came");
  expect(noRequestAfterCancel.judge(buildRecord(cancelled(4_000, true)))).toEqual(HOLDS);
});

test("noSecretInOutput is broken by a token, and by the signature of a poll URL", () => {
  const said = (line: string) => ({ errors: [line] });

  expect(breach(noSecretInOutput, said("sent secret-token"))).toContain("secret-token");
  expect(breach(noSecretInOutput, said("https://x/?t=1&s=abcdefghijklmnopqrst"))).toBeDefined();
  expect(noSecretInOutput.judge(buildRecord(said("nothing of the kind")))).toEqual(HOLDS);
});

describe("quotaKept", () => {
  const LEFT = "x-ms-ratelimit-remaining-subscription-resource-requests";
  const asked = (
    headers: Record<string, string>,
    outcome: number,
    afterMs: number,
  ): RecordParts => ({
    happen: (stage) => {
      stage.read("/backupJobs/1", { headers, outcome });
      stage.at(afterMs);
      stage.read("/backupJobs/1");
    },
  });

  test("is broken by a read while nothing remains", () => {
    expect(breach(quotaKept, asked({ [LEFT]: "0" }, 200, 60_000))).toContain("backupjobs");
    expect(quotaKept.judge(buildRecord(asked({ [LEFT]: "0" }, 200, 330_000)))).toEqual(HOLDS);
    expect(quotaKept.judge(buildRecord(asked({ [LEFT]: "7" }, 200, 1_000))).atStake).toBe(false);
  });

  test("is broken by a read before a 429 says so", () => {
    const busy = { "retry-after": "600" };

    expect(breach(quotaKept, asked(busy, 429, 300_000))).toBeDefined();
    expect(quotaKept.judge(buildRecord(asked(busy, 429, 601_000)))).toEqual(HOLDS);
  });
});

test("jobCancelledAsAsked is broken by a job that nobody asks Azure to cancel", () => {
  const running = (asks: boolean): RecordParts => ({
    scene: {
      operation: "backup-now",
      inputs: { ...PLAIN_SCENE.inputs, operation: "backup-now", "on-cancel": "cancel-job" },
    },
    outputs: { "job-id": "77777777-0000-4000-8000-000000000001" },
    happen: ({ azure, item, book, at, read }) => {
      const id = "77777777-0000-4000-8000-000000000001";
      book.ours.add(azure.addJob({ item, id }));
      read(`/backupJobs/${id}`, { answer: `{"name":"${id}"}` });
      at(60_000);
      if (asks) read(`/backupJobs/${id}/cancel`, { method: "POST", at: START_MS + 60_500 });
    },
    record: { cancelledAt: START_MS + 60_000, endedAt: START_MS + 61_000 },
  });

  expect(breach(jobCancelledAsAsked, running(false))).toBeDefined();
  expect(jobCancelledAsAsked.judge(buildRecord(running(true)))).toEqual(HOLDS);
});

test.each([
  { leftMs: 299_000, ageMs: 60_000, breach: "299 s left" },
  { leftMs: 301_000, ageMs: 60_000, breach: undefined },
  // Its source gives no token that lives longer.
  { leftMs: 20_000, ageMs: 10_000, breach: undefined },
])("writeTokenLasts of a token with $leftMs ms left after $ageMs ms", (token) => {
  const run = buildRecord({
    happen: (stage) => {
      const gotAt = START_MS - token.ageMs;
      stage.read("", { method: "PUT", token: { gotAt, until: START_MS + token.leftMs } });
    },
  });

  expect(writeTokenLasts.judge(run)).toEqual(
    token.breach === undefined
      ? HOLDS
      : { atStake: true, breach: expect.stringContaining(token.breach) },
  );
});
