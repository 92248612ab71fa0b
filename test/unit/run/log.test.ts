import { describe, expect, test } from "vitest";
import type { World } from "../../../src/host.ts";
import { notebook } from "../../../src/run/log.ts";
import { FakeHost } from "../../support/fake-host.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { accepted, job, VAULT } from "../made.ts";

const IDS = { requestId: "request-1", correlationId: "correlation-1" };
const LATER = { requestId: "request-2", correlationId: "correlation-2" };

function setUp() {
  const clock = new VirtualClock();
  const host = new FakeHost();
  return { clock, host, desk: notebook(host, { clock } as Partial<World> as World) };
}

describe("what is known", () => {
  test("is nothing at first, and only grows", () => {
    const { desk } = setUp();
    expect(desk.known()).toEqual({});

    desk.learn({ vault: VAULT });
    desk.learn({ path: "a" });
    desk.learn({ path: "b" });

    expect(desk.known()).toEqual({ vault: VAULT, path: "b" });
  });

  test("has the ids of the last answer, until a write was accepted", () => {
    const { desk } = setUp();

    desk.answered(IDS, undefined);
    desk.answered(LATER, undefined);
    expect(desk.known().ids).toEqual(LATER);

    desk.learn({ write: accepted(1), ids: IDS });
    desk.answered(LATER, undefined);
    expect(desk.known().ids).toEqual(IDS);
  });
});

describe("a job's id", () => {
  test("is an output as soon as it is known, in case the step is killed", () => {
    const { host, desk } = setUp();

    desk.learn({ job: { id: "7", status: "" } });

    expect(host.outputs.get("job-id")).toBe("7");
  });

  test("is set anew for another job, and only then", () => {
    const { host, desk } = setUp();
    const set: string[] = [];
    host.output = (name, value) => set.push(`${name}=${value}`);

    desk.learn({ job: { id: "7", status: "" } });
    desk.learn({ job: job({ id: "7", status: "InProgress" }) });
    desk.learn({ path: "a" });
    desk.learn({ job: { id: "8", status: "" } });

    expect(set).toEqual(["job-id=7", "job-id=8"]);
  });

  test("is inert", () => {
    const { host, desk } = setUp();

    desk.learn({ job: { id: "7\n::error::x", status: "" } });

    expect(host.outputs.get("job-id")).toBe("7 : :error: :x");
  });
});

describe("a line", () => {
  test("is inert in the log and in the debug log", () => {
    const { host, desk } = setUp();

    desk.say("a\n::error::b");
    desk.debug("c\r\n##[error]d");

    expect(host.lines).toEqual(["a : :error: :b"]);
    expect(host.debugLines).toEqual(["c ## [error]d"]);
  });

  test("is inert as an annotation, which counts as said", () => {
    const { clock, host, desk } = setUp();
    clock.advance(5_000);

    desk.warn("a\n::error::b");

    expect(host.warnings).toEqual(["a : :error: :b"]);
    expect(host.lines).toEqual([]);
    expect(desk.lastSaid()).toBe(clock.now());
  });

  test("is inert where it is folded away, and so is the title", () => {
    const { host, desk } = setUp();

    desk.detail("a\n::endgroup::", ["b\n::error::c"]);

    expect(host.lines).toEqual(["> a : :endgroup: :", "    b : :error: :c"]);
  });

  test("counts as said where it is folded away", () => {
    const { clock, desk } = setUp();
    clock.advance(5_000);

    desk.detail("a", []);

    expect(desk.lastSaid()).toBe(clock.now());
  });

  test("is an annotation until GitHub would show no more, and stays in the log then", () => {
    const { host, desk } = setUp();

    for (let index = 1; index <= 30; index++) desk.warn(`warning ${index}`);

    expect(host.warnings).toHaveLength(8);
    expect(host.warnings.slice(6)).toEqual(["warning 7", "There are more warnings in the log."]);
    expect(host.lines[0]).toBe("Warning: warning 8");
    expect(host.lines).toHaveLength(23);
  });

  test("counts as the last one said, a debug line does not", () => {
    const { clock, desk } = setUp();
    const startedAt = clock.now();
    expect(desk.lastSaid()).toBe(startedAt);

    clock.advance(5_000);
    desk.debug("x");
    expect(desk.lastSaid()).toBe(startedAt);

    desk.say("x");
    clock.advance(1_000);
    expect(desk.lastSaid()).toBe(startedAt + 5_000);
  });
});

describe("the service's time", () => {
  test("is ours while it has told none", () => {
    const { clock, desk } = setUp();
    clock.advance(1_000);
    desk.answered(IDS, undefined);

    expect(desk.serviceNow()).toBe(clock.now());
  });

  test("goes on from what its answers say", () => {
    const { clock, desk } = setUp();

    desk.answered(IDS, clock.now() + 300_000);
    expect(desk.serviceNow()).toBe(clock.now() + 300_000);

    clock.advance(60_000);
    desk.answered(IDS, clock.now() + 300_800);
    expect(desk.serviceNow()).toBe(clock.now() + 300_800);
  });

  test("is not led astray by one wrong date", () => {
    const { clock, desk } = setUp();

    desk.answered(IDS, clock.now() - 500);
    desk.answered(IDS, 0);

    expect(desk.serviceNow()).toBe(clock.now() - 500);
  });

  test("is read of every answer, also once a write was accepted", () => {
    const { clock, desk } = setUp();
    desk.learn({ write: accepted(1) });

    desk.answered(IDS, clock.now() + 7_000);

    expect(desk.serviceNow()).toBe(clock.now() + 7_000);
  });
});

describe("the present", () => {
  test("is not Azure's while none of its answers had a date", () => {
    const { clock, desk } = setUp();
    desk.answered(IDS, undefined);

    expect(desk.present()).toEqual({ azure: undefined, machine: clock.now() });
  });

  test("is told by Azure's clock and by the machine's", () => {
    const { clock, desk } = setUp();
    desk.answered(IDS, clock.now() + 300_000);

    expect(desk.present()).toEqual({ azure: clock.now() + 300_000, machine: clock.now() });
  });

  test.each([
    { apart: 600_000, warnings: 0 },
    { apart: -600_000, warnings: 0 },
    { apart: 601_000, warnings: 1 },
    { apart: -601_000, warnings: 1 },
  ])("warns once where the clocks are more than ten minutes apart: $apart", (row) => {
    const { clock, host, desk } = setUp();

    for (const _ of [1, 2, 3]) desk.answered(IDS, clock.now() + row.apart);

    expect(host.warnings).toEqual(
      Array.from(
        { length: row.warnings },
        () =>
          "The clock of this machine and the 'Date' of Azure's answers are 10 min 1 s apart. Check the machine's clock and the proxy.",
      ),
    );
  });
});
