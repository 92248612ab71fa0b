import { describe, expect, test } from "vitest";
import { githubHost } from "../../../src/hosts/github/host.ts";
import type { Inputs } from "../../../src/inputs/inputs.ts";
import { makeTools } from "../../../src/run/prepare.ts";
import { connect, newStep } from "../../../src/run/step.ts";
import { pauseFor } from "../../../src/time/poll.ts";
import type { World } from "../../../src/world.ts";
import { FakeRunner } from "../../support/fake-runner.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { rawResponse } from "../azure/arm/response-builders.ts";
import { item } from "../azure/backup/read-builders.ts";
import { VAULT } from "../azure/backup/resource-builders.ts";
import { acceptedWrite } from "../sequence/step-builders.ts";
import { NEVER_CANCELLED } from "../time/pace-builder.ts";

const IDS = { requestId: "request-1", correlationId: "correlation-1" };

/** A step whose every request is answered with these ids, 7 s ahead of the machine's clock. */
function setUp() {
  const clock = new VirtualClock();
  const headers = {
    date: new Date(clock.now() + 7_000).toUTCString(),
    "x-ms-request-id": "request-2",
    "x-ms-correlation-request-id": "correlation-2",
  };
  const world: World = {
    clock,
    http: {
      sendRequest: async () =>
        rawResponse(200, { body: JSON.stringify({ name: "7", properties: {} }), headers }),
    },
    signal: NEVER_CANCELLED,
    uuid: () => "client-request-1",
    random: () => 0,
  };
  const tokens = async () => "token";
  const identity = { tokens: () => tokens, sessionSubscription: async () => "" };
  const runner = new FakeRunner();
  const step = newStep(githubHost(runner, world), world, identity);
  const inputs: Partial<Inputs> = {
    operation: "wait-for-job",
    fixedPauseMs: 5_000,
    resourceManager: "https://management.azure.com",
  };
  const connection = { vault: VAULT, tokens, guardTokens: undefined };
  const tools = makeTools(inputs as Inputs, connection, step);
  return { clock, runner, tools, ledger: step.ledger, step };
}

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ item: item(), path: `vm-${index}` }));

test.each([
  { timeoutMs: 60_000, isOver: true },
  { timeoutMs: undefined, isOver: false },
])(
  "the session's subscription is waited for until $timeoutMs ms",
  async ({ timeoutMs, isOver }) => {
    const { clock, step } = setUp();
    let wait: AbortSignal | undefined;
    const sessionSubscription = async (until: AbortSignal) => {
      wait = until;
      clock.advance(60_000);
      return "0000-1";
    };
    const inputs: Partial<Inputs> = { vault: { ...VAULT, subscriptionId: "" }, timeoutMs };

    await connect(inputs as Inputs, {
      ...step,
      identity: { ...step.identity, sessionSubscription },
    });

    expect(wait?.aborted).toBe(isOver);
  },
);

test("every answer tells the ids that support asks for, and Azure's time", async () => {
  const { clock, tools } = setUp();

  await tools.backup.job("7");

  expect(tools.known().ids).toEqual({ requestId: "request-2", correlationId: "correlation-2" });
  expect(tools.serviceNow()).toBe(clock.now() + 7_000);
});

test("once a write was accepted, an answer still tells Azure's time, and the write keeps its ids", async () => {
  const { clock, tools } = setUp();
  tools.learn({ write: acceptedWrite(1), ids: IDS });

  await tools.backup.job("7");

  expect(tools.known().ids).toEqual(IDS);
  expect(tools.serviceNow()).toBe(clock.now() + 7_000);
});

test("a wait knows when the log last spoke", () => {
  const { clock, tools } = setUp();
  clock.advance(5_000);

  tools.log.say("x");

  expect(tools.pace.log.lastSaid()).toBe(clock.now());
});

describe("the tools of one of several items", () => {
  test("are those of the step otherwise", () => {
    const { tools } = setUp();
    const { log, pace, known, learn, announceItems, forItem, ...shared } = tools;
    const own = forItem("vm-1/payroll");

    expect(own).toMatchObject(shared);
    expect(own.backup).toBe(tools.backup);
    expect(own.pace.clock).toBe(pace.clock);
    expect(own.pace.signal).toBe(pace.signal);
    expect(own.pace.startedAt).toBe(pace.startedAt);
    expect(own.pace.fixedPauseMs).toBe(5_000);
  });

  test("name the item in every line, warning and title, and count as the step's own words", () => {
    const { clock, runner, tools } = setUp();
    const own = tools.forItem("vm-1/payroll");
    clock.advance(5_000);

    own.log.say("It is fresh.");
    own.pace.log.say("It waits.");
    own.log.detail("Job 7 in detail", ["Transfer: Completed"]);
    own.log.warn("No newer point will come.");

    expect(runner.lines).toEqual([
      "[vm-1/payroll] It is fresh.",
      "[vm-1/payroll] It waits.",
      "> [vm-1/payroll] Job 7 in detail",
      "    Transfer: Completed",
    ]);
    expect(runner.warnings).toEqual(["[vm-1/payroll] No newer point will come."]);
    expect(own.pace.log.lastSaid()).toBe(clock.now());
    expect(tools.pace.log.lastSaid()).toBe(clock.now());
  });

  test("learn for themselves alone, and tell the host of a job at once", () => {
    const { runner, tools } = setUp();
    tools.learn({ vault: VAULT });
    const [one, other] = [tools.forItem("one"), tools.forItem("other")];

    one.learn({ job: { id: "7", status: "" } });
    other.learn({ path: "other" });

    expect(one.known()).toEqual({ job: { id: "7", status: "" } });
    expect(other.known()).toEqual({ path: "other" });
    expect(tools.known()).toEqual({ vault: VAULT });
    expect(JSON.parse(runner.reports.at(-1) ?? "").items).toMatchObject([
      { "job-id": "7" },
      { gate: "closed", reason: "" },
    ]);
    expect(runner.outputs.get("job-id")).toBeUndefined();
  });

  test("print none of the item's own lines but warnings, if there are more than five", () => {
    const { clock, runner, tools } = setUp();
    tools.announceItems(items(6));
    const own = tools.forItem("vm-3");

    own.begin();
    own.log.say("It waits.");
    own.log.warn("No newer point will come.");
    clock.advance(60_000);
    own.end({ kind: "refused", why: "It is soft-deleted.", hint: "" });

    expect(runner.lines.slice(1)).toEqual([
      "[vm-3] Gate closed: refused. It is soft-deleted.",
      "1 of 6 items: 1 failed; 1 min into the step.",
    ]);
    expect(runner.warnings).toEqual(["[vm-3] No newer point will come."]);
    expect(runner.debugLines).toEqual(["[vm-3] It waits."]);
  });

  test("say no more than the counts while many of them wait", async () => {
    const { runner, tools } = setUp();
    tools.announceItems(items(40));
    const waits = Array.from({ length: 40 }, (_, index) => {
      const own = tools.forItem(`vm-${index}`);
      own.begin();
      return pauseFor(20 * 60_000, own.pace, () => "waiting");
    });

    await Promise.all(waits);

    expect(runner.lines.slice(1)).toEqual([
      "0 of 40 items: 40 in flight; 1 min into the step.",
      "0 of 40 items: 40 in flight; 6 min into the step.",
      "0 of 40 items: 40 in flight; 15 min into the step.",
    ]);
  });

  test("leave an item without a verdict that is not judged", () => {
    const { ledger, tools } = setUp();

    tools.forItem("vm-1").end({ kind: "not-judged" });

    expect(ledger.entries()[0]?.leftOut).toBe(true);
  });

  test("have the time that their own job may take", () => {
    const { tools } = setUp();
    const [one, other] = [tools.forItem("one"), tools.forItem("other")];

    one.learn({ job: { id: "7", status: "", jobType: "AzureWorkloadJob" } });

    expect(one.pace.deadline - one.pace.startedAt).toBe(120 * 60_000);
    expect(other.pace.deadline - other.pace.startedAt).toBe(300 * 60_000);
  });
});
