import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ActionError } from "../../../src/errors.ts";
import {
  datedByJob,
  findOwnPoint,
  type OwnBackup,
  ownPointAmong,
  pointsNow,
  warnOfClock,
} from "../../../src/sequence/own-point.ts";
import { item, job, point } from "../azure/backup/read-builders.ts";
import { fakeTools } from "./step-builders.ts";

const START = Date.UTC(2026, 0, 5, 10);
const MINUTE = 60_000;
const JOB = job({ id: "own", startTime: START, endTime: START + 2 * MINUTE });
const OLD = point({ id: "old", time: START - 600 * MINUTE });
const NEW = point({ id: "new", time: START + 15_000 });
const range = (until: number) =>
  point({ id: "DefaultRangeRecoveryPoint", time: until, type: "Log", rangeStart: START - MINUTE });
const own = (parts: Partial<OwnBackup> = {}): OwnBackup => ({
  job: JOB,
  type: "Full",
  isAlone: true,
  listedBefore: [OLD],
  ...parts,
});

describe("the point of an own backup", () => {
  test("is the one that was not listed before it", () => {
    expect(ownPointAmong([OLD, NEW], own())).toBe(NEW);
    expect(ownPointAmong([OLD], own())).toBeUndefined();
  });

  test("is known by its id, however its server dates it", () => {
    const late = { ...NEW, time: START - 700 * MINUTE };

    expect(ownPointAmong([OLD, late], own())).toBe(late);
  });

  test("is dated within its job's time where the step has met another backup, whose it may be", () => {
    const theirs = point({ id: "theirs", time: START - 10 * MINUTE });

    expect(ownPointAmong([OLD, theirs], own({ isAlone: false }))).toBeUndefined();
    expect(ownPointAmong([OLD, theirs, NEW], own({ isAlone: false }))).toBe(NEW);
  });

  test("is, of several new ones, the nearest to the start of the job", () => {
    const other = point({ id: "other", time: START + 90 * MINUTE });

    expect(ownPointAmong([other, NEW, OLD], own())).toBe(NEW);
  });

  test("is no range of logs, unless the backup was one of logs and its end has moved", () => {
    const [before, after] = [range(START - MINUTE), range(START + MINUTE)];

    expect(ownPointAmong([OLD, after], own({ listedBefore: [OLD, before] }))).toBeUndefined();
    const logs = own({ type: "Log", listedBefore: [OLD, before] });
    expect(ownPointAmong([NEW, before], logs)).toBeUndefined();
    expect(ownPointAmong([NEW, after], logs)).toBe(after);
    expect(ownPointAmong([after], own({ type: "Log", listedBefore: [] }))).toBe(after);
  });
});

describe("the time of an own point", () => {
  test("lies between its job's start and end, and is its own if that does", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (offset) => {
        const { time } = datedByJob({ ...NEW, time: START + offset }, JOB);

        expect(time).toBeGreaterThanOrEqual(START);
        expect(time).toBeLessThanOrEqual(START + 2 * MINUTE);
        if (offset >= 0 && offset <= 2 * MINUTE) expect(time).toBe(START + offset);
      }),
    );
  });

  test("is its own where the job names none", () => {
    const bare = job({ startTime: undefined, endTime: undefined });

    expect(datedByJob(NEW, bare)).toEqual(NEW);
  });

  test.each([
    { minutes: -120, warned: true },
    { minutes: -10, warned: false },
    { minutes: 1, warned: false },
    { minutes: 12, warned: false },
    { minutes: 13, warned: true },
  ])("$minutes min from the job's start: a warning on the server's clock is $warned", (row) => {
    const dated = { ...NEW, time: START + row.minutes * MINUTE };

    const warning = warnOfClock(own(), [OLD, dated], item({ friendlyName: "payroll" }));

    expect(warning !== undefined).toBe(row.warned);
    if (row.warned) expect(warning).toMatch(/'payroll' is dated .*Check the clock of its server\./);
  });
});

describe("looking for an own point", () => {
  const found = (...lists: (readonly (typeof NEW)[])[]) => {
    let reads = 0;
    const fake = fakeTools({
      recoveryPoints: async () => lists[Math.min(reads++, lists.length - 1)] ?? [],
    });
    return { ...fake, reads: () => reads };
  };

  test("ends when Azure lists it, and notes it", async () => {
    const { tools, reads } = found([OLD], [OLD], [OLD, NEW]);

    await findOwnPoint(item(), own(), tools);

    expect(tools.known().point).toEqual(NEW);
    expect(reads()).toBe(3);
  });

  test("ends after two minutes, and says that there is none yet", async () => {
    const { tools, clock, reads } = found([OLD]);
    const from = clock.now();

    await findOwnPoint(item(), own(), tools);

    expect(clock.now() - from).toBe(2 * MINUTE);
    expect(reads()).toBeLessThan(15);
    expect(tools.known().point).toBeUndefined();
    expect(tools.known().notes).toEqual(["Azure does not list the recovery point of job own yet."]);
  });

  test("changes no verdict where the points cannot be read any more, and says so", async () => {
    const { tools } = fakeTools({
      recoveryPoints: async () => {
        throw new ActionError("contact-lost", "Azure is out of reach.", { hint: "" });
      },
    });

    await findOwnPoint(item(), own(), tools);

    expect(tools.known().notes).toEqual([
      "The recovery point of job own could not be looked for: Azure is out of reach.",
    ]);
  });

  test("is left out where the points cannot be read before the backup, which is taken all the same", async () => {
    const { tools, said } = fakeTools({
      recoveryPoints: async () => {
        throw new ActionError("not-authorized", "You may not list them.", { hint: "" });
      },
    });

    expect(await pointsNow(item(), tools)).toBeUndefined();
    expect(said().join()).toContain("You may not list them.");
  });
});
