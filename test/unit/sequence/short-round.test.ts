import { describe, expect, test } from "vitest";
import { DeadlineError } from "../../../src/errors.ts";
import { isShort, shortRound } from "../../../src/sequence/short-round.ts";
import { fakeTools } from "./step-builders.ts";

const HOUR = 3_600_000;

/** Rounds that take so long one after the other, the last one for ever after. */
function rounds(tookMs: readonly number[], settings: { timeoutMs?: number } = {}) {
  const { tools, clock, said } = fakeTools({}, settings);
  const startedAt: number[] = [];
  const begin = clock.now();
  const read = async (since: number) => {
    startedAt.push(clock.now() - begin);
    clock.advance(tookMs[startedAt.length - 1] ?? tookMs.at(-1) ?? 0);
    return { shows: startedAt.length, since };
  };
  return { tools, clock, said, read, startedAt, begin };
}

describe("a round of reads", () => {
  test.each([
    { afterMs: 15_000, short: true },
    { afterMs: 15_001, short: false },
  ])("is recent enough to decide on after $afterMs ms: $short", ({ afterMs, short }) => {
    const { tools, clock } = fakeTools();
    const round = { shows: 1, since: clock.now() };
    clock.advance(afterMs);

    expect(isShort(round, tools)).toBe(short);
  });

  test("is made again after a pause that doubles, until it is short", async () => {
    const { tools, read, startedAt, begin, said } = rounds([20_000, 16_000, 16_000, 15_000]);

    const round = await shortRound(read, tools);

    expect(startedAt).toEqual([0, 25_000, 51_000, 87_000]);
    expect(round).toEqual({ shows: 4, since: begin + 87_000 });
    expect(said().slice(0, 2)).toEqual([
      "The reads took 20 s, so they are repeated.",
      "The reads took 16 s, so they are repeated.",
    ]);
  });

  test("leaves an empty quota alone for as long as it lasts", async () => {
    const { tools, read, startedAt } = rounds([20_000, 0]);
    tools.requests.answered("jobs", 0);

    await shortRound(read, tools);

    expect(startedAt).toEqual([0, 324_000]);
  });

  test("that is never short ends at the deadline, and says how long it took", async () => {
    const { tools, read, clock, begin } = rounds([20_000]);

    await expect(shortRound(read, tools)).rejects.toThrow(
      new DeadlineError(
        "reading what the decision depends on, which took 20 s and has to fit into 15 s",
      ),
    );
    expect(clock.now() - begin).toBeLessThan(HOUR + 20_001);
  });

  test.each([{ timeoutMs: 20_000 }, { timeoutMs: 19_000 }])(
    "that ends after its time ran out ($timeoutMs ms) is the last, and says what kept it",
    async ({ timeoutMs }) => {
      const { tools, read, startedAt, said } = rounds([20_000], { timeoutMs });
      tools.requests.delayed("list the jobs", "it throttled (HTTP 429)");

      await expect(shortRound(read, tools)).rejects.toThrow(
        "which took 20 s and has to fit into 15 s (could not list the jobs: it throttled (HTTP 429)).",
      );
      expect(startedAt).toEqual([0]);
      expect(said()).toEqual([]);
    },
  );

  test("that meets the deadline says what it was for, not which read it was", async () => {
    const { tools, clock } = fakeTools();
    const read = async () => {
      clock.advance(7_000);
      throw new DeadlineError("reading the item");
    };

    await expect(shortRound(read, tools)).rejects.toThrow(
      new DeadlineError(
        "reading what the decision depends on, which took 7 s and has to fit into 15 s",
      ),
    );
  });

  test("that fails for another reason fails with it", async () => {
    const { tools } = fakeTools();
    const error = new Error("refused");

    await expect(shortRound(() => Promise.reject(error), tools)).rejects.toBe(error);
  });
});
