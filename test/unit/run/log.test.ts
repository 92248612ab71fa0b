import { describe, expect, test } from "vitest";
import { timedLog } from "../../../src/run/log.ts";
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
