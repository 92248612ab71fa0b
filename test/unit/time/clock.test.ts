import { beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "../../../src/time/clock.ts";

/** What Node's timers were asked for; one of more than a day is over at once, so that no test waits. */
const asked = vi.hoisted(() => ({ ms: [] as number[] }));
vi.mock("node:timers/promises", async (original) => {
  const real = await original<typeof import("node:timers/promises")>();
  const setTimeout: typeof real.setTimeout = (ms = 0, value, options) => {
    asked.ms.push(ms);
    return real.setTimeout(ms > 24 * 3_600_000 ? 0 : ms, value, options);
  };
  return { ...real, setTimeout };
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
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

describe("a time longer than Node's timers take", () => {
  const LONGEST = 2 ** 31 - 1;
  const { signal } = new AbortController();

  beforeEach(() => {
    asked.ms.length = 0;
  });

  test.each([{ days: 24 }, { days: 30 }, { days: 60 }, { days: 365 }])(
    "is waited for in parts: $days days",
    async ({ days }) => {
      await systemClock.sleep(days * DAY, signal);

      expect(asked.ms.reduce((sum, ms) => sum + ms, 0)).toBe(days * DAY);
      expect(Math.max(...asked.ms)).toBeLessThanOrEqual(LONGEST);
    },
  );

  test("ends a wait between its parts when the step is cancelled", async () => {
    const cancel = new AbortController();

    const sleep = systemClock.sleep(Number.POSITIVE_INFINITY, cancel.signal);
    cancel.abort(reason);

    await expect(sleep).rejects.toBe(reason);
  });

  test.each([25 * DAY, Number.POSITIVE_INFINITY])(
    "is a limit as far away as timers reach: %s ms",
    (ms) => {
      const timeout = vi.spyOn(AbortSignal, "timeout");

      systemClock.limit(ms);

      expect(timeout).toHaveBeenCalledExactlyOnceWith(LONGEST);
      timeout.mockRestore();
    },
  );
});
