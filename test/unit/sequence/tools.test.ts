import { describe, expect, test } from "vitest";
import { requestLog } from "../../../src/azure/arm/request-log.ts";
import type { VaultWriter } from "../../../src/azure/backup/client.ts";
import type { Known } from "../../../src/sequence/known.ts";
import { type Tools, toolsForItem } from "../../../src/sequence/tools.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { item, job } from "../azure/backup/read-builders.ts";
import { VAULT } from "../azure/backup/resource-builders.ts";
import { paceOn } from "../time/pace-builder.ts";
import { acceptedWrite, IN_DOUBT } from "./step-builders.ts";

function setUp() {
  const clock = new VirtualClock();
  const said = paceOn(clock, { fixedPauseMs: 5_000 });
  let deadline = said.deadline;
  let known: Known = { vault: VAULT };
  const warned: string[] = [];
  const tools: Tools = {
    backup: { vault: VAULT } as Partial<VaultWriter> as VaultWriter,
    pace: {
      ...said,
      get deadline() {
        return deadline;
      },
    },
    outputRoom: 1_000,
    guardToken: async () => "guard",
    requests: requestLog(clock),
    log: {
      ...said.log,
      detail: (title, lines) => warned.push(title, ...lines),
      warn: (line) => warned.push(line),
    },
    known: () => known,
    learn: (facts) => {
      known = { ...known, ...facts };
    },
    serviceNow: () => clock.now() + 7,
    present: () => ({ azure: clock.now() + 7, machine: clock.now() }),
  };
  const moveDeadline = (ms: number) => {
    deadline = ms;
  };
  return { clock, said, warned, tools, moveDeadline };
}

describe("the tools of one of several items", () => {
  test("are those of the step otherwise", () => {
    const { tools } = setUp();
    const own = toolsForItem("vm-1/payroll", tools);

    expect(own.backup).toBe(tools.backup);
    expect(own.pace.fixedPauseMs).toBe(5_000);
    expect(own.outputRoom).toBe(1_000);
    expect(own.guardToken).toBe(tools.guardToken);
    expect(own.serviceNow()).toBe(tools.serviceNow());
    expect(own.present()).toEqual(tools.present());
    expect(own.pace.clock).toBe(tools.pace.clock);
    expect(own.pace.signal).toBe(tools.pace.signal);
    expect(own.pace.startedAt).toBe(tools.pace.startedAt);
  });

  test("name the item in every line, and count as the step's own words", () => {
    const { clock, said, tools } = setUp();
    const own = toolsForItem("vm-1/payroll", tools);
    clock.advance(3_000);

    own.log.say("It is fresh.");
    clock.advance(2_000);
    own.pace.log.say("It waits.");

    expect(said.said).toEqual([
      { afterMs: 3_000, line: "[vm-1/payroll] It is fresh." },
      { afterMs: 5_000, line: "[vm-1/payroll] It waits." },
    ]);
    expect(own.pace.log.lastSaid()).toBe(clock.now());
    expect(tools.pace.log.lastSaid()).toBe(clock.now());
  });

  test("name the item in every warning as well", () => {
    const { warned, tools } = setUp();

    toolsForItem("vm-1/payroll", tools).log.warn("No newer point will come.");

    expect(warned).toEqual(["[vm-1/payroll] No newer point will come."]);
  });

  test("name the item in the title of what is folded away", () => {
    const { warned, tools } = setUp();

    toolsForItem("vm-1/payroll", tools).log.detail("Job 7 in detail", ["Transfer: Completed"]);

    expect(warned).toEqual(["[vm-1/payroll] Job 7 in detail", "Transfer: Completed"]);
  });

  test("learn for themselves alone", () => {
    const { tools } = setUp();
    const [one, other] = [toolsForItem("one", tools), toolsForItem("other", tools)];

    one.learn({ before: item(), write: acceptedWrite() });
    one.learn({ job: job() });
    other.learn({ write: IN_DOUBT });

    expect(one.known()).toEqual({ before: item(), write: acceptedWrite(), job: job() });
    expect(other.known()).toEqual({ write: IN_DOUBT });
    expect(tools.known()).toEqual({ vault: VAULT });
  });

  test("follow the step's deadline, which can move once the job is known", () => {
    const { tools, moveDeadline } = setUp();
    const own = toolsForItem("one", tools);
    const before = own.pace.deadline;

    moveDeadline(before + 99);

    expect(own.pace.deadline).toBe(before + 99);
  });
});
