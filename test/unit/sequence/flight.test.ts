import { describe, expect, test } from "vitest";
import type { RequestLog } from "../../../src/azure/arm/request-log.ts";
import { RunCancelledError } from "../../../src/errors.ts";
import { flightOf } from "../../../src/sequence/flight.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { paceOn } from "../time/pace-builder.ts";

type Work = Parameters<RequestLog["nextStartAt"]>[0];

/** Places, and what the quota was asked; every start is allowed at once unless told otherwise. */
function setUp(
  most: number,
  nextStartAt: (work: Work, now: number) => number = () => Number.NEGATIVE_INFINITY,
  { timeoutMs = 3_600_000 } = {},
) {
  const clock = new VirtualClock();
  const cancel = new AbortController();
  const pace = paceOn(clock, { timeoutMs, signal: cancel.signal });
  const asked: Work[] = [];
  const requests = {
    nextStartAt(work: Work) {
      asked.push(work);
      return nextStartAt(work, clock.now());
    },
  };
  return { flight: flightOf(most, { pace, requests }), clock, pace, asked, cancel };
}

/** Whether something has happened by now. */
async function hasSettled(work: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = () => {
    settled = true;
  };
  void work.then(note, note);
  await new Promise(setImmediate);
  return settled;
}

describe("places", () => {
  test("are given up to the most, and then in the order of asking", async () => {
    const { flight } = setUp(2);
    const [first, second] = [await flight.take(), await flight.take()];
    const order: string[] = [];
    const third = flight.take().then((seat) => {
      order.push("third");
      return seat;
    });
    const fourth = flight.take().then(() => order.push("fourth"));
    expect(await hasSettled(third)).toBe(false);
    expect(flight.inFlight()).toBe(2);

    first.leave();
    (await third).leave();
    await fourth;
    second.leave();

    expect(order).toEqual(["third", "fourth"]);
    expect(flight.inFlight()).toBe(1);
  });

  test("are left once, however often it is said", async () => {
    const { flight } = setUp(3);
    const seat = await flight.take();
    await flight.take();
    seat.leave();
    seat.leave();

    expect(flight.inFlight()).toBe(1);
  });

  test("are taken again by who has left, and by nobody else twice", async () => {
    const { flight } = setUp(2);
    const seat = await flight.take();
    await seat.retake();
    expect(flight.inFlight()).toBe(1);
    seat.leave();
    await seat.retake();
    expect(flight.inFlight()).toBe(1);
    seat.leave();

    expect(flight.inFlight()).toBe(0);
  });
});

describe("a start", () => {
  test("tells the quota since when, how many have begun, when the last did, and how many are in flight", async () => {
    const { flight, asked, clock } = setUp(7);
    const startedAt = clock.now();
    const seat = await flight.take();
    clock.advance(5_000);
    await flight.take();
    seat.leave();
    await flight.take();

    const always = { since: startedAt, atOnce: 7, toBegin: Number.POSITIVE_INFINITY };
    expect(asked).toEqual([
      { ...always, begun: 0, lastStartAt: Number.NEGATIVE_INFINITY, inFlight: 1 },
      { ...always, begun: 1, lastStartAt: startedAt, inFlight: 2 },
      { ...always, begun: 2, lastStartAt: startedAt + 5_000, inFlight: 2 },
    ]);
  });

  test("waits for the quota, asks again each minute, and the log says so", async () => {
    const allowedAt = Date.UTC(2026, 0, 5, 10) + 150_000;
    const { flight, clock, pace, asked } = setUp(1, () => allowedAt);
    await flight.take();

    expect(clock.now()).toBe(allowedAt);
    expect(asked).toHaveLength(4);
    expect(pace.said[0]?.line).toContain(
      "waiting to begin the next item, because Azure allows only a few more reads this hour",
    );
  });

  test("comes after the one before, though both have a place", async () => {
    const { flight, clock } = setUp(2, ({ begun }, now) => (begun === 0 ? now : now + 1));
    const first = flight.take();
    const second = flight.take();
    await first;

    expect(await hasSettled(second)).toBe(false);
    expect(clock.sleeps.length).toBeGreaterThan(0);
  });

  test("does not wait beyond the deadline, which then ends the item", async () => {
    const { flight, clock, pace } = setUp(1, () => Number.POSITIVE_INFINITY, { timeoutMs: 90_000 });
    await flight.take();

    expect(clock.now()).toBe(pace.deadline);
  });

  test("ends with a cancel, and its place is free", async () => {
    const { flight, cancel } = setUp(2, () => Number.POSITIVE_INFINITY);
    const waiting = flight.take();
    const next = flight.take();
    cancel.abort(new RunCancelledError("The workflow was cancelled."));

    await expect(waiting).rejects.toThrow("cancelled");
    await expect(next).rejects.toThrow("cancelled");
    expect(flight.inFlight()).toBe(0);
  });
});

describe("when nothing is in flight", () => {
  test("and nothing will start, what waits for it is called", async () => {
    const { flight } = setUp(2);
    let calls = 0;
    flight.whenIdle(() => {
      calls += 1;
    });
    const seats = [await flight.take(), await flight.take()];
    seats[0]?.leave();
    flight.close();
    expect(calls).toBe(0);
    seats[1]?.leave();

    expect(calls).toBe(1);
  });

  test("it is not called before the flight is closed, and then at once", async () => {
    const { flight } = setUp(1);
    let calls = 0;
    flight.whenIdle(() => {
      calls += 1;
    });
    (await flight.take()).leave();
    expect(calls).toBe(0);
    flight.close();

    expect(calls).toBe(1);
  });

  test("it is called again after somebody came back", async () => {
    const { flight } = setUp(1);
    let calls = 0;
    flight.whenIdle(() => {
      calls += 1;
    });
    const seat = await flight.take();
    flight.close();
    seat.leave();
    await seat.retake();
    seat.leave();

    expect(calls).toBe(2);
  });

  test("nobody needs to wait for it", async () => {
    const { flight } = setUp(1);
    (await flight.take()).leave();

    expect(() => flight.close()).not.toThrow();
  });
});
