import { describe, expect, test } from "vitest";
import { RunCancelledError } from "../../../src/errors.ts";
import { flightOf } from "../../../src/sequence/flight.ts";
import { inTurn } from "../../../src/sequence/in-turn.ts";
import type { Result } from "../../../src/sequence/task.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { paceOn } from "../time/pace-builder.ts";

/** A result that says no more than this. */
function result(why: string): Result {
  return { known: {}, ending: { kind: "nothing-to-do", why } };
}

function why({ ending }: Result): string {
  return "why" in ending ? ending.why : ending.kind;
}

interface Setting {
  readonly most?: number;
  readonly failFast?: boolean;
  readonly timeoutMs?: number;
  /** How long an item takes, in milliseconds. */
  readonly takes?: (item: string) => number;
}

/** Works on items, each of which takes its time; one whose name holds `bad` fails. */
function setUp({
  most = 2,
  failFast = false,
  timeoutMs = 3_600_000,
  takes = () => 10,
}: Setting = {}) {
  const clock = new VirtualClock();
  const cancel = new AbortController();
  const pace = paceOn(clock, { timeoutMs, signal: cancel.signal });
  let starts = 0;
  const requests = {
    nextStartAt() {
      starts += 1;
      return Number.NEGATIVE_INFINITY;
    },
  };
  const flight = flightOf(most, { pace, requests });
  const begun: string[] = [];
  const workOn = (items: readonly string[], begin?: (item: string) => Promise<Result>) =>
    inTurn(
      items,
      {
        flight,
        failFast,
        async begin(item) {
          begun.push(item);
          if (begin !== undefined) return begin(item);
          await clock.sleep(takes(item), cancel.signal);
          return result(item);
        },
        leaveOut: (item, reason) => result(`${item} left out: ${reason}`),
      },
      { pace, isRed: (one) => why(one).startsWith("bad") },
    );
  return { workOn, begun, clock, cancel, flight, starts: () => starts };
}

test("results come in the order of the items, whichever ends first", async () => {
  const { workOn } = setUp({ most: 3, takes: (item) => (item === "a" ? 100 : 10) });

  expect((await workOn(["a", "b", "c", "d"])).map(why)).toEqual(["a", "b", "c", "d"]);
});

test("an item begins as a place comes free", async () => {
  const { workOn, begun, clock } = setUp({ takes: (item) => (item === "a" ? 100 : 30) });
  const startedAt = clock.now();
  await workOn(["a", "b", "c", "d", "e"]);

  expect(begun).toEqual(["a", "b", "c", "d", "e"]);
  expect(clock.now() - startedAt).toBe(120);
});

describe("after a failure", () => {
  test("the others go on", async () => {
    const { workOn } = setUp({ most: 1 });

    expect((await workOn(["bad", "b"])).map(why)).toEqual(["bad", "b"]);
  });

  test("nothing begins where the user wants it so, and what is in flight ends", async () => {
    const { workOn } = setUp({ failFast: true, takes: (item) => (item === "bad" ? 10 : 50) });
    const left = "left out: Another item failed, and 'fail-fast: true' begins no more.";

    expect((await workOn(["bad", "b", "c", "d"])).map(why)).toEqual([
      ...["bad", "b", `c ${left}`, `d ${left}`],
    ]);
  });

  test("that came before it, an item without a failure begins all the same", async () => {
    const { workOn } = setUp({ most: 1, failFast: true });

    expect((await workOn(["a", "b", "bad", "d"])).map(why).slice(0, 3)).toEqual(["a", "b", "bad"]);
  });
});

test("nothing begins at the deadline or later", async () => {
  const { workOn, begun } = setUp({ most: 1, timeoutMs: 20 });
  const left = "left out: Time ran out before its turn came.";

  expect((await workOn(["a", "b", "c"])).map(why)).toEqual(["a", "b", `c ${left}`]);
  expect(begun).toEqual(["a", "b"]);
});

test("an item that is left out takes no place, not even for a moment", async () => {
  const { workOn, flight, starts } = setUp({ most: 1, timeoutMs: 10 });
  await workOn(["a", "b", "c", "d"]);

  expect(flight.inFlight()).toBe(0);
  // The second waits for a place, and time is up when it comes free.
  expect(starts()).toBe(2);
});

test("nothing is in flight afterwards, and whoever waits for that is called", async () => {
  const { workOn, flight } = setUp();
  let isIdle = false;
  flight.whenIdle(() => {
    isIdle = true;
  });

  expect(await workOn([])).toEqual([]);
  expect(isIdle).toBe(true);
});

describe("a cancel", () => {
  test("ends the step once nothing is in flight any more", async () => {
    const { workOn, begun, cancel, clock } = setUp();
    const ended: string[] = [];
    const working = workOn(["a", "b", "c"], async (item) => {
      await clock.sleep(100, cancel.signal).catch(() => {});
      ended.push(item);
      return result(item);
    });
    await new Promise(setImmediate);
    cancel.abort(new RunCancelledError("The workflow was cancelled."));

    await expect(working).rejects.toThrow("cancelled");
    expect(ended).toEqual(["a", "b"]);
    expect(begun).toEqual(["a", "b"]);
  });

  test("counts though all items have ended", async () => {
    const { workOn, cancel } = setUp();
    const working = workOn(["a"], async () => {
      cancel.abort(new RunCancelledError("The workflow was cancelled."));
      return result("a");
    });

    await expect(working).rejects.toThrow("cancelled");
  });
});

test("a defect is thrown once the others have ended", async () => {
  const { workOn, clock, flight } = setUp();
  let isDone = false;
  const working = workOn(["a", "b"], async (item) => {
    if (item === "a") throw new TypeError("a defect");
    await clock.sleep(50, new AbortController().signal);
    isDone = true;
    return result(item);
  });

  await expect(working).rejects.toThrow("a defect");
  expect(isDone).toBe(true);
  expect(flight.inFlight()).toBe(0);
});
