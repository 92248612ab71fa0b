import { describe, expect, test } from "vitest";
import type { Job } from "../../../src/azure/backup/job.ts";
import { jobBoard } from "../../../src/sequence/job-board.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { job } from "../azure/backup/read-builders.ts";
import { paceOn } from "../time/pace-builder.ts";

const RUNNING = { status: "InProgress", phase: "running" } as const;
const BACKUP = "Backup";

interface Setting {
  readonly inFlight?: number;
  /** What the list shows, and how many requests are left after it. */
  readonly list?: () => readonly Job[];
  readonly remaining?: number;
  /** What a job says itself. */
  readonly own?: () => Job | undefined;
  readonly timeoutMs?: number;
}

function setUp({
  inFlight = 6,
  list = () => [],
  remaining,
  own = () => job(RUNNING),
  timeoutMs = 3_600_000,
}: Setting = {}) {
  const clock = new VirtualClock();
  const startedAt = clock.now();
  const pace = paceOn(clock, { timeoutMs });
  const listedAt: number[] = [];
  const windows: (readonly number[] | undefined)[] = [];
  const read: string[] = [];
  const backup = {
    async job(id: string) {
      read.push(id);
      const value = own();
      return { value: value && { ...value, id }, retryAfterMs: undefined, remaining: 60 };
    },
    async lookAtJobs({ startedBetween }: { startedBetween?: readonly [number, number] }) {
      listedAt.push(clock.now() - startedAt);
      windows.push(startedBetween);
      return { value: list(), retryAfterMs: undefined, remaining };
    },
  };
  let flying = inFlight;
  const flight = {
    inFlight: () => flying,
    take: () => Promise.reject(new Error("Nobody takes a place here.")),
    close: () => {},
    whenIdle: () => {},
  };
  const present = () => ({ azure: clock.now(), machine: clock.now() });
  const board = jobBoard({ flight }, { backup, pace, present });
  const look = (id: string, since = startedAt) => board.look(id, { operation: BACKUP, since });
  const fly = (count: number) => {
    flying = count;
  };
  return { board, look, clock, startedAt, listedAt, windows, read, fly };
}

describe("a job", () => {
  test.each([1, 5])(
    "is read itself while no more than five are in flight: %i",
    async (inFlight) => {
      const { look, read, listedAt } = setUp({ inFlight });
      const seen = await look("1");

      expect(seen.value?.id).toBe("1");
      expect(seen.remaining).toBe(60 / inFlight);
      expect(read).toEqual(["1"]);
      expect(listedAt).toEqual([]);
    },
  );

  test("is read itself if nobody says in which list it shows", async () => {
    const { board, read } = setUp();
    await board.look("1", undefined);

    expect(read).toEqual(["1"]);
  });

  test("has all that is left where nothing seems to be in flight", async () => {
    const { look } = setUp({ inFlight: 0 });

    expect((await look("1")).remaining).toBe(60);
  });

  test("is seen in the list where more are in flight", async () => {
    const shown = job({ ...RUNNING, id: "a1" });
    const { look, read } = setUp({ list: () => [job({ id: "other" }), shown], remaining: 100 });

    expect(await look("A1")).toEqual({ value: shown, retryAfterMs: undefined, remaining: 100 });
    expect(read).toEqual([]);
  });

  test("that the list shows as completed has ended so", async () => {
    const { look, read } = setUp({ list: () => [job({ id: "1" })] });

    expect((await look("1")).value?.phase).toBe("completed");
    expect(read).toEqual([]);
  });

  test.each([
    { status: "Failed", phase: "failed" },
    { status: "Cancelled", phase: "cancelled" },
    { status: "CompletedWithWarnings", phase: "warned" },
  ] as const)("that the list shows as $status says so itself", async (end) => {
    const { look, read } = setUp({ list: () => [job({ id: "1", ...end })] });

    expect((await look("1")).value?.phase).toBe("running");
    expect(read).toEqual(["1"]);
  });
});

describe("a job that the list lacks", () => {
  test("may be new for a minute, and is then read itself", async () => {
    const { look, clock, read } = setUp({ remaining: 0.5, timeoutMs: 0 });
    expect(await look("1")).toEqual({ value: undefined, retryAfterMs: undefined, remaining: 0.5 });
    clock.advance(60_000);
    expect((await look("1")).value).toBeUndefined();
    expect(read).toEqual([]);
    clock.advance(1);

    expect((await look("1")).value?.id).toBe("1");
  });

  test("is read itself at once if it was listed before", async () => {
    let shown: readonly Job[] = [job({ id: "1", ...RUNNING })];
    const { look, read } = setUp({ list: () => shown });
    await look("1");
    shown = [];

    expect((await look("1")).value?.id).toBe("1");
    expect(read).toEqual(["1"]);
  });
});

describe("the list", () => {
  test("gathers for two seconds, and is one for all who ask before it goes out", async () => {
    const { look, clock, listedAt } = setUp();
    const first = look("1");
    const never = new AbortController().signal;
    await Promise.all([first, clock.sleep(1_999, never).then(() => look("2")), look("3")]);

    expect(listedAt).toEqual([2_000]);
  });

  test("reaches back to five minutes before the first of the jobs still watched", async () => {
    let shown: readonly Job[] = [];
    const { look, startedAt, windows } = setUp({ list: () => shown });
    await Promise.all([look("1", startedAt - 90_000), look("2", startedAt + 1_000)]);
    shown = [job({ id: "1" })];
    await look("1", startedAt - 90_000);
    await look("2", startedAt + 1_000);

    expect(windows.map((window) => (window?.[0] ?? 0) - startedAt)).toEqual([
      ...[-390_000, -390_000, -299_000],
    ]);
    expect(windows[0]?.[1]).toBeGreaterThan(startedAt);
  });

  test.each([
    { what: "runs", own: () => job({ id: "1", ...RUNNING }) },
    { what: "does not show yet", own: () => undefined },
  ])("still reaches back to a job that was read itself and $what", async ({ own }) => {
    const { look, startedAt, windows, fly } = setUp({ own });
    await look("1", startedAt - 90_000);
    fly(1);
    await look("1", startedAt - 90_000);
    fly(6);
    await look("2", startedAt);

    expect((windows[1]?.[0] ?? 0) - startedAt).toBe(-390_000);
  });

  test("still reaches back to a job that it showed running", async () => {
    const { look, startedAt, windows } = setUp({ list: () => [job({ id: "1", ...RUNNING })] });
    await look("1", startedAt - 90_000);
    await look("2", startedAt);

    expect((windows[1]?.[0] ?? 0) - startedAt).toBe(-390_000);
  });

  test("keeps reaching back to when a job was first asked for", async () => {
    const { look, startedAt, windows } = setUp();
    await look("1", startedAt);
    await look("1", startedAt + 60_000);

    expect((windows[1]?.[0] ?? 0) - startedAt).toBe(-300_000);
  });

  test("no longer reaches back to a job that was read itself and has ended", async () => {
    const { look, startedAt, windows, fly } = setUp({ own: () => job({ id: "1" }) });
    await look("1", startedAt - 90_000);
    fly(1);
    await look("1", startedAt - 90_000);
    fly(6);
    await look("2", startedAt);

    expect((windows[1]?.[0] ?? 0) - startedAt).toBe(-300_000);
  });

  test.each([
    { remaining: 200, apartMs: 18_000 },
    { remaining: 100, apartMs: 36_000 },
    { remaining: 50, apartMs: 36_000 },
    { remaining: 45, apartMs: 60_000 },
    { remaining: 25, apartMs: 108_000 },
    { remaining: 9, apartMs: 300_000 },
    { remaining: 1, apartMs: 324_000 },
    { remaining: 0, apartMs: 324_000 },
    { remaining: undefined, apartMs: 2_000 },
  ])("waits $apartMs ms for the next where $remaining are left", async (given) => {
    const { remaining, apartMs } = given;
    const { look, listedAt } = setUp(remaining === undefined ? {} : { remaining });
    await look("1");
    await look("1");

    expect(listedAt).toEqual([2_000, 2_000 + apartMs]);
  });

  test("comes no later than the deadline", async () => {
    const { look, listedAt } = setUp({ remaining: 1, timeoutMs: 60_000 });
    await look("1");
    await look("1");

    expect(listedAt).toEqual([2_000, 60_000]);
  });

  test("that fails is asked for again by the next look", async () => {
    let fails = true;
    const { look } = setUp({
      list() {
        if (fails) throw new Error("The list is broken.");
        return [job({ id: "1" })];
      },
    });
    await expect(look("1")).rejects.toThrow("The list is broken.");
    fails = false;

    expect((await look("1")).value?.id).toBe("1");
  });
});
