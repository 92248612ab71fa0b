import { describe, expect, test } from "vitest";
import { systemClock } from "../../../src/time/clock.ts";

const HOUR = 3_600_000;
const reason = new Error("the workflow was cancelled");

describe("the machine's clock", () => {
  test("wakes a sleeper with the caller's reason, not with Node's own", async () => {
    const cancel = new AbortController();

    const sleep = systemClock.sleep(HOUR, cancel.signal);
    cancel.abort(reason);

    await expect(sleep).rejects.toBe(reason);
  });

  test("puts nobody to sleep who is cancelled already", async () => {
    await expect(systemClock.sleep(HOUR, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test("tells the time of day, and never steps back", () => {
    const earlier = systemClock.now();

    expect(systemClock.now()).toBeGreaterThanOrEqual(earlier);
    expect(new Date(earlier).getUTCFullYear()).toBeGreaterThanOrEqual(2025);
  });

  test("gives a limit that has not passed yet", () => {
    expect(systemClock.limit(HOUR).aborted).toBe(false);
  });
});
