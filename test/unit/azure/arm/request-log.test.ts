import { describe, expect, test } from "vitest";
import { requestLog } from "../../../../src/azure/arm/request-log.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";

describe("the log of requests", () => {
  test("tells what kept them waiting since a moment, each kind once", () => {
    const clock = new VirtualClock();
    const log = requestLog(clock);
    log.delayed("read the vault", "HTTP 504");
    clock.advance(1_000);
    const since = clock.now();
    for (let count = 0; count < 3; count++) log.delayed("list the jobs", "HTTP 429");

    expect(log.delaysSince(since)).toEqual(["could not list the jobs: HTTP 429"]);
    expect(log.delaysSince(0)).toHaveLength(2);
  });

  test("leaves Azure alone for 324 s after an answer that left nothing of a quota", () => {
    const clock = new VirtualClock();
    const log = requestLog(clock);
    expect(log.quotaPauseMs()).toBe(0);

    log.answered("jobs", 1);
    expect(log.quotaPauseMs()).toBe(0);
    log.answered("jobs", 0);
    log.answered("items", 200);
    log.answered("operations", undefined);
    clock.advance(24_000);
    expect(log.quotaPauseMs()).toBe(300_000);

    clock.advance(300_000);
    expect(log.quotaPauseMs()).toBe(0);
  });

  test("leaves an action alone for as long as a 429 asked for", () => {
    const clock = new VirtualClock();
    const log = requestLog(clock);
    log.throttled("items", 1_200_000);
    log.throttled("items", 0);
    log.throttled("jobs", 60_000);
    clock.advance(100_000);

    expect(log.quotaPauseMs("items")).toBe(1_100_000);
    expect(log.quotaPauseMs("jobs")).toBe(0);
    expect(log.quotaPauseMs()).toBe(1_100_000);
  });

  test("leaves one action alone for its own quota only, and all for the last of them", () => {
    const clock = new VirtualClock();
    const log = requestLog(clock);
    log.answered("jobs", 0);
    clock.advance(100_000);
    log.answered("items", 0);

    expect(log.quotaPauseMs("jobs")).toBe(224_000);
    expect(log.quotaPauseMs("items")).toBe(324_000);
    expect(log.quotaPauseMs("operations")).toBe(0);
    expect(log.quotaPauseMs()).toBe(324_000);
  });

  test.each([undefined, 12])(
    "keeps to an empty quota whatever an answer to an earlier request tells: %s left",
    (remaining) => {
      const log = requestLog(new VirtualClock());
      log.answered("jobs", -1);
      log.answered("jobs", remaining);

      expect(log.quotaPauseMs()).toBe(324_000);
    },
  );

  test("keeps to the longer of two pauses", () => {
    const log = requestLog(new VirtualClock());
    log.throttled("jobs", 600_000);
    log.answered("jobs", 0);

    expect(log.quotaPauseMs("jobs")).toBe(600_000);
  });
});
