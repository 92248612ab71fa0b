import { describe, expect, test } from "vitest";
import { quietLogOf, timedLog } from "../../../src/run/log.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** A log on a host that keeps what it is told, five seconds after it was made. */
function setUp() {
  const clock = new VirtualClock();
  const startedAt = clock.now();
  const told: (readonly unknown[])[] = [];
  const keep =
    (kind: string) =>
    (...parts: readonly unknown[]) =>
      void told.push([kind, ...parts]);
  const log = timedLog(
    { say: keep("say"), detail: keep("detail"), warn: keep("warn"), debug: keep("debug") },
    clock,
  );
  clock.advance(5_000);
  return { clock, startedAt, told, log };
}

describe("a step's log", () => {
  test("hands everything to the host as it is", () => {
    const { log, told } = setUp();

    log.say("a\n::b");
    log.detail("c", ["d", "e"]);
    log.warn("f");
    log.debug("g");

    expect(told).toEqual([
      ["say", "a\n::b"],
      ["detail", "c", ["d", "e"]],
      ["warn", "f"],
      ["debug", "g"],
    ]);
  });

  test("has said something when it was made", () => {
    const { log, startedAt } = setUp();

    expect(log.lastSaid()).toBe(startedAt);
  });

  test("knows when it said the last line", () => {
    const { clock, log, startedAt } = setUp();

    log.say("x");
    clock.advance(1_000);

    expect(log.lastSaid()).toBe(startedAt + 5_000);
  });

  test("counts a warning as said", () => {
    const { clock, log } = setUp();

    log.warn("x");

    expect(log.lastSaid()).toBe(clock.now());
  });

  test("counts what is folded away as said", () => {
    const { clock, log } = setUp();

    log.detail("x", []);

    expect(log.lastSaid()).toBe(clock.now());
  });

  test("counts no debug line as said", () => {
    const { log, startedAt } = setUp();

    log.debug("x");

    expect(log.lastSaid()).toBe(startedAt);
  });
});

describe("the log of one of many items", () => {
  function quiet() {
    const step = setUp();
    let heard = 0;
    const own = quietLogOf("vm-1", step.log, { clock: step.clock, heard: () => heard++ });
    return { ...step, own, heard: () => heard };
  }

  test("prints its warnings, and has every other line for debugging", () => {
    const { own, told, heard } = quiet();

    own.say("a");
    own.detail("b", ["c"]);
    own.warn("d");
    own.debug("e");

    expect(told).toEqual([
      ["debug", "[vm-1] a"],
      ["debug", "[vm-1] b"],
      ["debug", "c"],
      ["warn", "[vm-1] d"],
      ["debug", "e"],
    ]);
    expect(heard()).toBe(3);
  });

  test("has said something when it or the step did, so that its waits are not silent for long", () => {
    const { own, log, clock, startedAt } = quiet();
    expect(own.lastSaid()).toBe(startedAt);

    own.say("x");
    expect(own.lastSaid()).toBe(clock.now());
    expect(log.lastSaid()).toBe(startedAt);

    clock.advance(1_000);
    log.say("y");
    expect(own.lastSaid()).toBe(clock.now());
  });
});
