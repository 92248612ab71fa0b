import { describe, expect, test } from "vitest";
import { runnerLog } from "../../../../src/hosts/github/log.ts";
import { FakeRunner } from "../../../support/fake-runner.ts";

function setUp() {
  const runner = new FakeRunner();
  return { runner, log: runnerLog(runner) };
}

describe("a line", () => {
  test("is inert in the log and in the debug log", () => {
    const { runner, log } = setUp();

    log.say("a\n::error::b");
    log.debug("c\r\n##[error]d");

    expect(runner.lines).toEqual(["a : :error: :b"]);
    expect(runner.debugLines).toEqual(["c ## [error]d"]);
  });

  test("is inert where it is folded away, and so is the title", () => {
    const { runner, log } = setUp();

    log.detail("a\n::endgroup::", ["b\n::error::c"]);

    expect(runner.lines).toEqual(["> a : :endgroup: :", "    b : :error: :c"]);
  });
});

describe("a warning", () => {
  test("is an annotation, and inert", () => {
    const { runner, log } = setUp();

    log.warn("a\n::error::b");

    expect(runner.warnings).toEqual(["a : :error: :b"]);
    expect(runner.lines).toEqual([]);
  });

  test("is an annotation until GitHub would show no more, and stays in the log then", () => {
    const { runner, log } = setUp();

    for (let index = 1; index <= 30; index++) log.warn(`warning ${index}`);

    expect(runner.warnings).toHaveLength(8);
    expect(runner.warnings.slice(6)).toEqual(["warning 7", "There are more warnings in the log."]);
    expect(runner.lines[0]).toBe("Warning: warning 8");
    expect(runner.lines).toHaveLength(23);
  });

  test("that is not an annotation any more is inert as well", () => {
    const { runner, log } = setUp();

    for (let index = 1; index <= 8; index++) log.warn("a\n::error::b");

    expect(runner.lines).toEqual(["Warning: a : :error: :b"]);
  });
});
