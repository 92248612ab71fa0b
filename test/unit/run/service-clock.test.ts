import { describe, expect, test } from "vitest";
import { serviceClock } from "../../../src/run/service-clock.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

function setUp() {
  const clock = new VirtualClock();
  const warnings: string[] = [];
  const service = serviceClock(clock, { warn: (line) => warnings.push(line) });
  return { clock, warnings, service };
}

describe("the service's time", () => {
  test("is ours while it has told none", () => {
    const { clock, service } = setUp();
    clock.advance(1_000);
    service.read(undefined);

    expect(service.now()).toBe(clock.now());
  });

  test("goes on from what its answers say", () => {
    const { clock, service } = setUp();

    service.read(clock.now() + 300_000);
    expect(service.now()).toBe(clock.now() + 300_000);

    clock.advance(60_000);
    service.read(clock.now() + 300_800);
    expect(service.now()).toBe(clock.now() + 300_800);
  });

  test("stays what it was where an answer has no date", () => {
    const { clock, service } = setUp();

    service.read(clock.now() + 300_000);
    service.read(undefined);

    expect(service.now()).toBe(clock.now() + 300_000);
  });

  test("is not led astray by one wrong date", () => {
    const { clock, service } = setUp();

    service.read(clock.now() - 500);
    service.read(0);

    expect(service.now()).toBe(clock.now() - 500);
  });
});

describe("the present", () => {
  test("is not Azure's while none of its answers had a date", () => {
    const { clock, service } = setUp();
    service.read(undefined);

    expect(service.present()).toEqual({ azure: undefined, machine: clock.now() });
  });

  test("is told by Azure's clock and by the machine's", () => {
    const { clock, service } = setUp();
    service.read(clock.now() + 300_000);

    expect(service.present()).toEqual({ azure: clock.now() + 300_000, machine: clock.now() });
  });

  test.each([
    { apart: 600_000, count: 0 },
    { apart: -600_000, count: 0 },
    { apart: 601_000, count: 1 },
    { apart: -601_000, count: 1 },
  ])("warns once where the clocks are more than ten minutes apart: $apart", ({ apart, count }) => {
    const { clock, warnings, service } = setUp();

    for (const _ of [1, 2, 3]) service.read(clock.now() + apart);

    expect(warnings).toEqual(
      Array.from(
        { length: count },
        () =>
          "The clock of this machine and the 'Date' of Azure's answers are 10 min 1 s apart. Check the machine's clock and the proxy.",
      ),
    );
  });
});
