import { expect, test } from "vitest";
import { RunCancelledError } from "../../../src/errors.ts";
import { githubHost } from "../../../src/hosts/github/host.ts";
import type { Inputs } from "../../../src/inputs/inputs.ts";
import { cancelJobs } from "../../../src/run/cancel.ts";
import { brokenOff } from "../../../src/run/outcome.ts";
import { newStep } from "../../../src/run/step.ts";
import type { Known } from "../../../src/sequence/known.ts";
import type { World } from "../../../src/world.ts";
import { FakeRunner } from "../../support/fake-runner.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { rawResponse } from "../azure/arm/response-builders.ts";
import { item, job } from "../azure/backup/read-builders.ts";
import { VAULT } from "../azure/backup/resource-builders.ts";
import { acceptedWrite } from "../sequence/step-builders.ts";
import { NEVER_CANCELLED } from "../time/pace-builder.ts";

const runningJob = (id: string) => job({ id, phase: "running", status: "InProgress" });
const ours = (id: string): Known => ({ write: acceptedWrite(), job: runningJob(id) });

/** A cancelled step about these items; Azure takes a while for each answer. */
async function cancelled(known: Readonly<Record<string, Known>>, ended: readonly string[] = []) {
  const clock = new VirtualClock();
  const asked: { readonly job: string; readonly afterMs: number }[] = [];
  const startedAt = clock.now();
  const world: World = {
    clock,
    http: {
      async sendRequest(request) {
        const [, id = ""] = /backupJobs\/([^/]+)\/cancel/.exec(request.url) ?? [];
        asked.push({ job: id, afterMs: clock.now() - startedAt });
        await clock.sleep(1_000, request.abortSignal as AbortSignal);
        return rawResponse(202, { body: "", headers: {} });
      },
    },
    signal: AbortSignal.abort(new RunCancelledError("The workflow was cancelled (SIGTERM).")),
    random: () => 0,
    uuid: () => "client-request-1",
  };
  const tokens = async () => "token";
  const identity = { tokens: () => tokens, sessionSubscription: async () => "" };
  const host = githubHost(new FakeRunner(), { clock, signal: NEVER_CANCELLED });
  const step = newStep(host, world, identity);
  const inputs = {
    operation: "backup-now",
    resourceManager: "https://management.azure.com",
  } as Partial<Inputs> as Inputs;
  const paths = Object.keys(known);
  step.ledger.announce(paths.map((path) => ({ item: item({ friendlyName: path }), path })));
  for (const path of paths) {
    const entry = step.ledger.forItem(path);
    entry.findings.learn(known[path] ?? {});
    if (ended.includes(path)) {
      entry.end({ reason: "contact-lost", message: "Lost.", hint: "" });
    }
  }
  const outcome = brokenOff(world.signal.reason, inputs, step.ledger);
  const { accounts, cutShort } = await cancelJobs(outcome, {
    inputs,
    connection: { vault: VAULT, tokens, guardTokens: undefined },
    step,
    cancelledAt: startedAt,
  });
  return {
    asked,
    tookMs: clock.now() - startedAt,
    cutShort,
    accounts: accounts.map(({ known: { path }, verdict }) => ({ path, ...verdict })),
  };
}

test("the running job of each item that the cancel cut short is cancelled too, all at once", async () => {
  const names = Array.from({ length: 30 }, (_, index) => `vm-${index}`);
  const known = Object.fromEntries(names.map((name) => [name, ours(`job-${name}`)]));

  const { asked, tookMs, accounts } = await cancelled(known);

  expect(asked.map((one) => one.job)).toEqual(names.map((name) => `job-${name}`));
  expect(new Set(asked.map(({ afterMs }) => afterMs))).toEqual(new Set([0]));
  expect(tookMs).toBeLessThan(4_000);
  for (const { path, reason, message } of accounts) {
    expect(reason).toBe("workflow-cancelled");
    expect(message).toContain(`cancel job job-${path}`);
  }
});

test("a job that an item joined, that has ended, or of an item that had ended, is left alone", async () => {
  const { asked, accounts } = await cancelled(
    {
      joined: { ...ours("1"), joined: "1" },
      over: { ...ours("2"), job: job({ id: "2", phase: "completed", status: "Completed" }) },
      lost: ours("3"),
      ours: ours("4"),
      waiting: {},
    },
    ["lost"],
  );

  expect(asked.map((one) => one.job)).toEqual(["4"]);
  expect(accounts.map(({ path, reason }) => [path, reason])).toEqual([
    ["joined", "workflow-cancelled"],
    ["over", "workflow-cancelled"],
    ["lost", "contact-lost"],
    ["ours", "workflow-cancelled"],
    ["waiting", "not-started"],
  ]);
});

test("what ended the step is told once, and each item's own advice names its job", async () => {
  const { accounts, cutShort } = await cancelled({
    a: { ...ours("1"), joined: "1" },
    b: {},
  });

  expect(cutShort?.message).toBe("The workflow was cancelled (SIGTERM).");
  expect(accounts[0]?.hint).toContain("'job-id: 1'");
  expect(accounts[1]).toMatchObject({
    message:
      "Nothing was sent for this item, because the step ended first: The workflow was cancelled (SIGTERM).",
    hint: "Run the step again for the items that were not started; any other would get another backup.",
  });
});
