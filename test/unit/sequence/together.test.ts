import { describe, expect, test } from "vitest";
import type { ProtectedItem } from "../../../src/azure/backup/item.ts";
import type { JobsAsked } from "../../../src/sequence/job-board.ts";
import { alone, inCompany } from "../../../src/sequence/together.ts";
import { item, job } from "../azure/backup/read-builders.ts";

const LOOKED = { value: job(), retryAfterMs: undefined, remaining: undefined };

/** Items in company, so many of them in flight. */
function setUp({ inFlight = 2, listed }: { inFlight?: number; listed?: ProtectedItem } = {}) {
  let flying = inFlight;
  const steps: string[] = [];
  const seat = {
    leave: () => void steps.push("leave"),
    async retake() {
      steps.push("retake");
    },
  };
  const company = inCompany({
    flight: {
      inFlight: () => flying,
      take: async () => seat,
      close: () => {},
      whenIdle: () => {},
    },
    jobs: {
      async look(id: string, asked: JobsAsked | undefined) {
        steps.push(`job ${id} ${asked?.operation}`);
        return LOOKED;
      },
    },
    states: {
      async look() {
        steps.push("look");
        return listed;
      },
    },
  });
  const fly = (count: number) => {
    flying = count;
  };
  return { one: company(seat), other: company(seat), steps, fly };
}

describe("one item alone", () => {
  const own = alone({ job: async () => LOOKED });

  test("is read itself, looked at early, and has all requests", async () => {
    expect(own.isCrowded()).toBe(false);
    expect(own.looksEarly("1", 0)).toBe(true);
    expect(own.share(7)).toBe(7);
    expect(await own.lookAtJob("1", undefined)).toBe(LOOKED);
    expect(await own.lookAtState(item(), () => true)).toBeUndefined();
    expect(() => own.endLooks("1")).not.toThrow();
  });
});

describe("several in flight", () => {
  test("are crowded from two on", () => {
    const { one, fly } = setUp();
    expect(one.isCrowded()).toBe(true);
    fly(1);

    expect(one.isCrowded()).toBe(false);
  });

  test("share what is left of the requests", () => {
    const { one, fly } = setUp({ inFlight: 4 });
    expect(one.share(58)).toBe(58);
    expect(one.share(56)).toBe(14);
    expect(one.share(undefined)).toBeUndefined();
    expect(one.share(0)).toBe(0);
    fly(0);

    expect(one.share(12)).toBe(12);
  });

  test("look at their jobs on one board", async () => {
    const { one, steps } = setUp();

    expect(await one.lookAtJob("1", { operation: "Backup", since: 0 })).toBe(LOOKED);
    expect(steps).toEqual(["job 1 Backup"]);
  });
});

describe("early looks", () => {
  test("are those of one operation, until it has ended", () => {
    const { one, other } = setUp();
    expect(one.looksEarly("1", 100)).toBe(true);
    expect(other.looksEarly("2", 100)).toBe(false);
    expect(one.looksEarly("1", 100)).toBe(true);
    other.endLooks("2");
    expect(other.looksEarly("2", 100)).toBe(false);
    one.endLooks("1");

    expect(other.looksEarly("2", 100)).toBe(true);
  });

  test("are made before any answer tells what is left", () => {
    expect(setUp().one.looksEarly("1")).toBe(true);
  });

  test("end once less than half of the most that was seen is left", () => {
    const { one } = setUp();
    one.looksEarly("1", 100);
    one.looksEarly("1", 80);

    expect(one.looksEarly("1", 50)).toBe(true);
    expect(one.looksEarly("1", 49)).toBe(false);
  });

  test("are made by everyone where nobody else is in flight", () => {
    const { one, other, fly } = setUp();
    one.looksEarly("1", 100);
    fly(1);

    expect(other.looksEarly("2", 10)).toBe(true);
  });
});

describe("the state of an item", () => {
  test("comes from the list that is asked for before the place is given up", async () => {
    const listed = item({ friendlyName: "listed" });
    const { one, steps } = setUp({ listed });

    expect(await one.lookAtState(item(), (shown) => shown === listed)).toBe(listed);
    expect(steps).toEqual(["look", "leave"]);
  });

  test("is read itself, with a place, where the list does not show what was asked for", async () => {
    const { one, steps } = setUp({ listed: item() });

    expect(await one.lookAtState(item(), () => false)).toBeUndefined();
    expect(steps).toEqual(["look", "leave", "retake"]);
  });

  test("is read itself where no list shows the item", async () => {
    const { one, steps } = setUp();

    expect(await one.lookAtState(item(), () => true)).toBeUndefined();
    expect(steps).toEqual(["look", "leave", "retake"]);
  });

  test("is read at once, without giving up the place, where failures have to show at once", async () => {
    const steps: string[] = [];
    const seat = { leave: () => void steps.push("leave"), retake: async () => {} };
    const own = inCompany({
      flight: { inFlight: () => 2, take: async () => seat, close: () => {}, whenIdle: () => {} },
      jobs: { look: async () => LOOKED },
      states: undefined,
    })(seat);

    expect(await own.lookAtState(item(), () => true)).toBeUndefined();
    expect(steps).toEqual([]);
  });
});
