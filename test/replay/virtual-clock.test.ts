import { describe, expect, test } from "vitest";
import { VirtualClock } from "../support/virtual-clock.ts";

const START = 5_000_000;
const never = new AbortController().signal;

describe("VirtualClock", () => {
  test("moves by what is slept, and remembers it", async () => {
    const clock = new VirtualClock(START);

    await clock.sleep(7_000, never);
    await clock.sleep(500, never);

    expect(clock.now()).toBe(START + 7_500);
    expect(clock.sleeps).toEqual([7_000, 500]);
  });

  test("is shared by those who sleep at the same time", async () => {
    const clock = new VirtualClock(START);
    const woken: number[] = [];
    const sleeper = async (ms: number) => {
      await clock.sleep(ms, never);
      woken.push(clock.now() - START);
    };

    await Promise.all([sleeper(30_000), sleeper(10_000), sleeper(20_000)]);

    expect(woken).toEqual([10_000, 20_000, 30_000]);
  });

  test("passes a limit on the way, and stops the sleep that listens to it", async () => {
    const clock = new VirtualClock(START);
    const limit = clock.limit(30_000);

    const sleep = clock.sleep(60_000, AbortSignal.any([never, limit]));

    await expect(sleep).rejects.toMatchObject({ name: "TimeoutError" });
    expect(clock.now()).toBe(START + 30_000);
  });

  test("does not move for a limit alone", async () => {
    const clock = new VirtualClock(START);
    const limit = clock.limit(1_000);

    await new Promise(setImmediate);

    expect(limit.aborted).toBe(false);
    expect(clock.now()).toBe(START);
  });

  test("stops with the caller's reason when cancelled in mid-sleep", async () => {
    const clock = new VirtualClock(START);
    const cancel = new AbortController();
    const reason = new Error("the workflow was cancelled");

    const sleep = clock.sleep(60_000, cancel.signal);
    cancel.abort(reason);

    await expect(sleep).rejects.toBe(reason);
    await new Promise(setImmediate);
    expect(clock.now()).toBe(START);
  });

  test("does not sleep at all for a caller who is already cancelled", async () => {
    const clock = new VirtualClock(START);
    const reason = new Error("cancelled before");

    await expect(clock.sleep(1_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(clock.sleeps).toEqual([]);
  });

  test("can be advanced by hand, which wakes and aborts what is due", async () => {
    const clock = new VirtualClock(START);
    const limit = clock.limit(4_000);
    const later = clock.limit(6_000);
    const sleep = clock.sleep(3_000, never);

    clock.advance(5_000);
    await sleep;

    expect(limit.aborted).toBe(true);
    expect(later.aborted).toBe(false);
    expect(clock.now()).toBe(START + 5_000);
  });
});
