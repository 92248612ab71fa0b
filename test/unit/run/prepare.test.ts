import { expect, test } from "vitest";
import { githubHost } from "../../../src/hosts/github/host.ts";
import type { Inputs } from "../../../src/inputs/inputs.ts";
import { makeTools, newStep } from "../../../src/run/prepare.ts";
import type { World } from "../../../src/world.ts";
import { FakeRunner } from "../../support/fake-runner.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { rawResponse } from "../azure/arm/response-builders.ts";
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
  };
  const tokens = async () => "token";
  const identity = { tokens: () => tokens, sessionSubscription: async () => "" };
  const step = newStep(githubHost(new FakeRunner(), world), world, identity);
  const inputs: Partial<Inputs> = {
    operation: "wait-for-job",
    resourceManager: "https://management.azure.com",
  };
  const connection = { vault: VAULT, tokens, guardTokens: undefined };
  return { clock, tools: makeTools(inputs as Inputs, connection, step) };
}

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

test("an output has the room that the host gives it, and a wait knows when the log last spoke", () => {
  const { clock, tools } = setUp();
  clock.advance(5_000);

  tools.log.say("x");

  expect(tools.outputRoom).toBe(450 * 1024);
  expect(tools.pace.log.lastSaid()).toBe(clock.now());
});
