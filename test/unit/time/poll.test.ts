import { describe, expect, test } from "vitest";
import { DeadlineError } from "../../../src/errors.ts";
import { type Look, pauseFor, poll } from "../../../src/time/poll.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { paceOn } from "./pace-builder.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const START = Date.UTC(2026, 0, 5, 10);

const during = () => "waiting for job 7 (InProgress)";
const done: Look<string> = { settled: true, value: "done" };
/** A look after which the next one is due in `ms` milliseconds, two minutes at most. */
const running = (ms: number): Look<string> => ({ settled: false, retryAfterMs: ms });

/** Looks that are given one after another, the last of them for ever, and when each was taken. */
function script(clock: VirtualClock, ...looks: [Look<string>, ...Look<string>[]]) {
  const taken: number[] = [];
  const look = async () => {
    taken.push(clock.now() - START);
    return looks[Math.min(taken.length, looks.length) - 1] ?? looks[0];
  };
  return { look, taken };
}

describe("poll", () => {
  test("has the result for the deadline where one is given, rather than an error", async () => {
    const clock = new VirtualClock(START);
    const { look, taken } = script(clock, running(MINUTE));
    const pace = { ...paceOn(clock), deadline: START + 90 * SECOND };

    expect(await poll(look, { pace, during, atDeadline: () => "late" })).toBe("late");
    expect(taken).toEqual([0, 60_000, 90_000]);
  });

  test("needs no pause where the first look settles it", async () => {
    const clock = new VirtualClock(START);
    const { look, taken } = script(clock, done);

    const value = await poll(look, { pace: paceOn(clock), during });

    expect(value).toBe("done");
    expect(taken).toEqual([0]);
    expect(clock.sleeps).toEqual([]);
  });

  test("pauses after each look for as long as that look asked", async () => {
    const clock = new VirtualClock(START);
    const { look, taken } = script(clock, running(5 * SECOND), running(2 * SECOND), done);

    await poll(look, { pace: paceOn(clock), during });

    expect(taken).toEqual([0, 5 * SECOND, 7 * SECOND]);
  });

  test("looks once more on the deadline itself, and takes what it sees there", async () => {
    const clock = new VirtualClock(START);
    const { look, taken } = script(clock, running(50 * SECOND), running(50 * SECOND), done);

    const value = await poll(look, { pace: paceOn(clock, { timeoutMs: 70 * SECOND }), during });

    expect(value).toBe("done");
    expect(taken).toEqual([0, 50 * SECOND, 70 * SECOND]);
  });

  test("gives up after the look on the deadline, saying what it waited for", async () => {
    const clock = new VirtualClock(START);
    const { look, taken } = script(clock, running(40 * SECOND));
    const pace = paceOn(clock, { timeoutMs: 50 * SECOND });

    const error = await poll(look, { pace, during }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(DeadlineError);
    expect(error).toMatchObject({
      reason: "timed-out",
      message: "Time ran out while waiting for job 7 (InProgress).",
    });
    expect((error as DeadlineError).hint).toMatch(/continues there.*'timeout-minutes'/);
    expect(taken).toEqual([0, 40 * SECOND, 50 * SECOND]);
  });

  test("says what it waits for as it stands at the end", async () => {
    const clock = new VirtualClock(START);
    let status = "Queued";
    const look = async () => {
      status = "InProgress";
      return running(MINUTE);
    };
    const pace = paceOn(clock, { timeoutMs: 30 * SECOND });

    const ended = poll(look, { pace, during: () => `it is ${status}` });

    await expect(ended).rejects.toThrow("Time ran out while it is InProgress.");
  });

  test("lets what the look throws pass", async () => {
    const clock = new VirtualClock(START);
    const trouble = new Error("the look failed");
    const look = async (): Promise<Look<string>> => {
      throw trouble;
    };

    await expect(poll(look, { pace: paceOn(clock), during })).rejects.toBe(trouble);
  });
});

describe("a cancelled workflow", () => {
  const reason = new Error("the workflow was cancelled");

  test("ends the waiting in the middle of a pause, with the caller's reason", async () => {
    const clock = new VirtualClock(START);
    const cancel = new AbortController();
    const { look, taken } = script(clock, running(2 * MINUTE));
    const pace = paceOn(clock, { signal: cancel.signal });

    const ended = poll(look, { pace, during });
    setImmediate(() => cancel.abort(reason));

    await expect(ended).rejects.toBe(reason);
    expect(taken).toEqual([0]);
  });

  test("sends no request at all when it was cancelled before", async () => {
    const clock = new VirtualClock(START);
    const { look, taken } = script(clock, done);
    const pace = paceOn(clock, { signal: AbortSignal.abort(reason) });

    await expect(poll(look, { pace, during })).rejects.toBe(reason);
    expect(taken).toEqual([]);
  });

  test("wins over the deadline", async () => {
    const clock = new VirtualClock(START);
    const cancel = new AbortController();
    const look = async () => {
      cancel.abort(reason);
      return running(SECOND);
    };
    const pace = paceOn(clock, { signal: cancel.signal });

    await expect(poll(look, { pace, during })).rejects.toBe(reason);
    expect(clock.sleeps).toEqual([]);
  });
});

describe("rest", () => {
  test("says something after each silent minute, and nothing else", async () => {
    const clock = new VirtualClock(START);
    const pace = paceOn(clock);

    await pauseFor(3.5 * MINUTE, pace, during);

    expect(pace.said).toEqual(
      [1, 2, 3].map((minute) => ({
        afterMs: minute * MINUTE,
        line: `Still waiting for job 7 (InProgress), ${minute} min into the step.`,
      })),
    );
    expect(clock.now() - START).toBe(3.5 * MINUTE);
  });

  test("speaks ever more rarely: each minute for ten, then each five, then each ten", async () => {
    const clock = new VirtualClock(START);
    const pace = paceOn(clock, { timeoutMs: 400 * MINUTE });

    await pauseFor(100 * MINUTE, pace, during);

    const minutes = pace.said.map(({ afterMs }) => afterMs / MINUTE);
    expect(minutes.slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(minutes.slice(10, 20)).toEqual([15, 20, 25, 30, 35, 40, 45, 50, 55, 60]);
    expect(minutes.slice(20)).toEqual([70, 80, 90]);
  });

  test("stays silent within a minute", async () => {
    const clock = new VirtualClock(START);
    const pace = paceOn(clock);

    await pauseFor(MINUTE, pace, during);

    expect(pace.said).toEqual([]);
    expect(clock.sleeps).toEqual([MINUTE]);
  });

  test("counts the minute from the last line, whoever said it", async () => {
    const clock = new VirtualClock(START);
    const pace = paceOn(clock);
    await pauseFor(50 * SECOND, pace, during);
    pace.log.say("Job 7: InProgress");

    await pauseFor(70 * SECOND, pace, during);

    expect(pace.said.map(({ afterMs }) => afterMs)).toEqual([50 * SECOND, 110 * SECOND]);
  });

  test("speaks at once when the look itself took longer than a minute", async () => {
    const clock = new VirtualClock(START);
    const pace = paceOn(clock);
    clock.advance(90 * SECOND);

    await pauseFor(10 * SECOND, pace, during);

    expect(pace.said.map(({ afterMs }) => afterMs)).toEqual([90 * SECOND]);
  });

  test("ends on the deadline", async () => {
    const clock = new VirtualClock(START);

    await pauseFor(MINUTE, paceOn(clock, { timeoutMs: 20 * SECOND }), during);

    expect(clock.now() - START).toBe(20 * SECOND);
  });

  test("does not pause after the deadline", async () => {
    const clock = new VirtualClock(START);
    const pace = paceOn(clock, { timeoutMs: 20 * SECOND });
    clock.advance(30 * SECOND);

    await pauseFor(MINUTE, pace, during);

    expect(clock.sleeps).toEqual([]);
  });
});
