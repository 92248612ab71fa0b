import { describe, expect, test } from "vitest";
import { type Quota, quotaOf } from "../../../../src/azure/arm/quota.ts";
import { VirtualClock } from "../../../support/virtual-clock.ts";

const MINUTE_MS = 60_000;
/** After so long a request counts no more, in milliseconds. */
const FREED_MS = 65 * MINUTE_MS;
/** At once. */
const NOW = Number.NEGATIVE_INFINITY;

function setUp() {
  const clock = new VirtualClock();
  const quota = quotaOf(clock);
  const startedAt = clock.now();
  return { clock, quota, startedAt };
}

/** Reads whose answers tell what is left. */
function read(quota: Quota, remaining: readonly (number | undefined)[], action = "operations") {
  return remaining.map((left) => {
    quota.asked(action)();
    return quota.answered(action, left);
  });
}

/** From one number down to another, in steps. */
function down(from: number, to: number, by = 1): readonly number[] {
  return Array.from({ length: Math.floor((from - to) / by) + 1 }, (_, index) => from - index * by);
}

/** Work that has begun, of which so many pieces are in flight. */
function work(
  begun: number,
  inFlight = 0,
  { since = Number.NEGATIVE_INFINITY, atOnce = 10, lastStartAt = NOW, toBegin = 1_000 } = {},
) {
  return { since, begun, inFlight, atOnce, lastStartAt, toBegin };
}

describe("what is left to this step", () => {
  test("is all of it while only its own requests count", () => {
    const { quota } = setUp();

    expect(read(quota, [149, 148, 147, 146, 145, 144])).toEqual([149, 148, 147, 146, 145, 144]);
  });

  test("is unknown where an answer does not tell", () => {
    const { quota } = setUp();

    expect(read(quota, [149, undefined])).toEqual([149, undefined]);
  });

  test("is its share where the counter falls by more than its own requests", () => {
    const { quota } = setUp();

    expect(read(quota, [149, 146, 143, 140, 137])).toEqual([149, 146, 143, 140, 45]);
  });

  test("is judged by the middle drop: one jump says nothing", () => {
    const { quota } = setUp();
    const told = read(quota, [149, 148, 147, 100, 99, 98]);

    expect(told.at(-1)).toBe(98);
  });

  test("is judged by the latest nine drops", () => {
    const { quota } = setUp();
    const told = read(quota, [...down(449, 399), ...down(396, 384, 3)]);
    expect(told.at(-1)).toBe(128);

    expect(read(quota, down(383, 380)).at(-1)).toBe(Math.floor(380 / 3));
    expect(read(quota, [379]).at(-1)).toBe(379);
  });

  test("is all of it again once the counter has risen, which tells nothing of others", () => {
    const { quota } = setUp();
    read(quota, [149, 146, 143, 140, 137]);

    expect(read(quota, [147, 146, 145])).toEqual([147, 146, 145]);
  });

  test("is of each action by itself", () => {
    const { quota } = setUp();
    read(quota, [149, 146, 143, 140, 137]);

    expect(read(quota, [149, 148], "jobs")).toEqual([149, 148]);
  });

  test("is not fewer because the counter stands still", () => {
    const { quota } = setUp();

    expect(read(quota, [149, 149, 149, 149, 149, 149]).at(-1)).toBe(149);
  });
});

describe("a throttled action", () => {
  test("waits as long as the longest of its 429s asks, and no other with it", () => {
    const { clock, quota } = setUp();
    quota.throttled("operations", 300_000);
    quota.throttled("operations", 10_000);
    clock.advance(100_000);

    expect(quota.quotaPauseMs("operations")).toBe(200_000);
    expect(quota.quotaPauseMs("jobs")).toBe(0);
    clock.advance(250_000);
    expect(quota.quotaPauseMs("operations")).toBe(0);
  });
});

describe("the quota of an hour", () => {
  test("is the smallest that was seen anywhere until an answer tells", () => {
    const { quota } = setUp();
    expect(quota.hourly()).toBe(150);
    read(quota, [undefined]);
    expect(quota.hourly()).toBe(150);
  });

  test("is the largest that an answer told, its own request included", () => {
    const { quota } = setUp();
    read(quota, [100, 99]);
    expect(quota.hourly()).toBe(150);
    read(quota, [249, 120], "jobs");

    expect(quota.hourly()).toBe(250);
  });
});

describe("the next piece of work", () => {
  test("starts at once if nothing was asked, or no answer tells what is left", () => {
    const { quota } = setUp();
    expect(quota.nextStartAt(work(0))).toBe(NOW);

    read(quota, [undefined]);
    expect(quota.nextStartAt(work(1, 1))).toBe(NOW);
  });

  test("starts at once while 25 reads are left besides those for it and for all in flight", () => {
    const { quota } = setUp();
    read(quota, down(149, 36));

    // One read for each: 36 left are enough for ten in flight and one more, and not for eleven.
    expect(quota.nextStartAt(work(114, 10))).toBe(NOW);
    expect(quota.nextStartAt(work(114, 11))).toBeGreaterThan(0);
  });

  test("spares nothing if what is left is enough for all that is left to do", () => {
    const { quota } = setUp();
    read(quota, down(149, 20));

    // A read for each of 130, of which ten are in flight: the next ten have enough, eleven have not.
    expect(quota.nextStartAt(work(130, 10, { toBegin: 10 }))).toBe(NOW);
    expect(quota.nextStartAt(work(130, 10, { toBegin: 11 }))).toBeGreaterThan(0);
  });

  test("starts at once as one of the first five", () => {
    const { quota } = setUp();
    read(quota, [0]);

    expect(quota.nextStartAt(work(4))).toBe(NOW);
    expect(quota.nextStartAt(work(5))).toBeGreaterThan(0);
  });

  test("needs as many reads as one did until now, rounded up", () => {
    const { quota } = setUp();
    read(quota, down(149, 47));
    expect(quota.nextStartAt(work(68, 10))).toBe(NOW);
    read(quota, [46]);

    expect(quota.nextStartAt(work(68, 10))).toBeGreaterThan(0);
    expect(quota.nextStartAt(work(104, 10))).toBe(NOW);
  });

  test("does not count what was asked before the work was known", () => {
    const { clock, quota } = setUp();
    read(quota, down(149, 80));
    const since = clock.now();
    clock.advance(1);
    read(quota, down(79, 59));

    // Two for each of ten, or nine for each with those before, and 59 left for them and 25 to spare.
    expect(quota.nextStartAt(work(11, 10, { since }))).toBe(NOW);
    expect(quota.nextStartAt(work(11, 10))).toBeGreaterThan(NOW);
  });

  test("counts a request on its way as one that is gone", () => {
    const { quota } = setUp();
    read(quota, down(149, 36));
    const end = quota.asked("operations");
    expect(quota.nextStartAt(work(115, 10))).toBeGreaterThan(0);
    end();

    expect(quota.nextStartAt(work(115, 10))).toBe(NOW);
  });

  test("ignores an action that fewer than one in twenty asks", () => {
    const { quota } = setUp();
    read(quota, [1, 0]);

    expect(quota.nextStartAt(work(41))).toBe(NOW);
    expect(quota.nextStartAt(work(40))).toBeGreaterThan(0);
  });

  test("waits for the scarcest action", () => {
    const { quota } = setUp();
    read(quota, down(149, 140), "jobs");
    read(quota, down(149, 20), "operations");

    expect(quota.nextStartAt(work(20, 1))).toBeGreaterThan(0);
  });

  test("then waits until its own requests have left the hour, enough for as many as fit at once", () => {
    const { clock, quota, startedAt } = setUp();
    read(quota, down(149, 100));
    clock.advance(10 * MINUTE_MS);
    read(quota, down(99, 30));

    // 25 and one for each of ten at once are 35; 30 are left, so five more have to be freed.
    expect(quota.nextStartAt(work(120, 10))).toBe(startedAt + FREED_MS);
    // With 100 at once it is no more than four fifths of the hour: 90 more.
    const many = work(120, 100, { atOnce: 100 });
    expect(quota.nextStartAt(many)).toBe(startedAt + 10 * MINUTE_MS + FREED_MS);
  });

  test("waits for exactly as many of them as it lacks", () => {
    const { clock, quota, startedAt } = setUp();
    for (const left of down(149, 30)) {
      read(quota, [left]);
      clock.advance(1_000);
    }

    // Five more than 30 for ten at once, and 90 more, four fifths of the hour, for a hundred.
    expect(quota.nextStartAt(work(120, 10))).toBe(startedAt + 4_000 + FREED_MS);
    const many = work(120, 100, { atOnce: 100 });
    expect(quota.nextStartAt(many)).toBe(startedAt + 89_000 + FREED_MS);
  });

  test("starts once they have left it, although no answer has told so", () => {
    const { clock, quota } = setUp();
    read(quota, down(149, 100));
    clock.advance(10 * MINUTE_MS);
    read(quota, down(99, 30));
    clock.advance(FREED_MS - 10 * MINUTE_MS - 1);
    expect(quota.nextStartAt(work(120, 10))).toBeGreaterThan(0);
    clock.advance(1);

    expect(quota.nextStartAt(work(120, 10))).toBe(NOW);
  });

  test("counts what has left the hour before an answer only in that answer", () => {
    const { clock, quota } = setUp();
    read(quota, down(149, 30));
    clock.advance(FREED_MS);
    read(quota, [30]);

    expect(quota.nextStartAt(work(120, 10))).toBeGreaterThan(0);
  });

  test("asks again after the wait of a 429 where others have used up the hour", () => {
    const { clock, quota, startedAt } = setUp();
    read(quota, [10]);
    clock.advance(MINUTE_MS);

    expect(quota.nextStartAt(work(10, 1))).toBe(startedAt + 324_000);
    const later = work(10, 1, { lastStartAt: startedAt + 30_000 });
    expect(quota.nextStartAt(later)).toBe(startedAt + 354_000);
  });

  test("has only its share where others ask too", () => {
    const { quota } = setUp();
    read(quota, down(149, 50, 3));

    // A third of 50 is less than 25.
    expect(quota.nextStartAt(work(34))).toBeGreaterThan(0);
  });
});
