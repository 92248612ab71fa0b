import { expect, test } from "vitest";
import { RunCancelledError } from "../../src/errors.ts";
import { scenario, step } from "../support/scenario.ts";

const STOP = { operation: "stop-protection-retain-data", item: "orders" };
const POST = { "github-token": "github-secret" };

test("an open gate is a success on the commit, named after what was asked of what", async () => {
  const { host } = await step(scenario(), { ...STOP, ...POST });

  expect(host.statuses).toEqual([
    {
      state: "success",
      context: "Azure Backup Gate / stop-protection-retain-data / SQLServer2012 / orders",
      description:
        "Gate open: completed. The job ended Completed and the item shows the state asked for.",
    },
  ]);
});

test.each([
  { what: "a failed job", inputs: STOP, reason: "job-failed" },
  { what: "a dry run", inputs: { ...STOP, "dry-run": "true" }, reason: "dry-run" },
  { what: "wrong inputs", inputs: { ...STOP, wait: "maybe" }, reason: "invalid-input" },
])("the verdict of $what is a failure on the commit", async ({ inputs, reason }) => {
  const azure = scenario();
  if (reason === "job-failed") azure.azure.script({ jobStatus: "Failed" });

  const { host, output } = await step(azure, { ...inputs, ...POST, "status-context": "Backup" });

  expect(output("reason")).toBe(reason);
  expect(host.statuses).toMatchObject([{ state: "failure", context: "Backup" }]);
  expect(host.statuses[0]?.description).toContain(`Gate closed: ${reason}.`);
});

test("a backup that goes on is pending on the commit, and no pass", async () => {
  const inputs = { operation: "backup-now", item: "orders", wait: "false" };

  const { host } = await step(scenario(), { ...inputs, ...POST });

  expect(host.statuses).toMatchObject([
    { state: "pending", description: expect.stringContaining("Gate closed: job-running.") },
  ]);
});

test("nothing is posted without a token", async () => {
  expect((await step(scenario(), STOP)).host.statuses).toEqual([]);
});

test("a name without a token is an input that would do nothing", async () => {
  const { host, output, requests } = await step(scenario(), {
    ...STOP,
    "status-context": "Backup",
  });

  expect(output("reason")).toBe("invalid-input");
  expect(host.errors[0]?.message).toContain(
    "'github-token' is empty or missing, and 'status-context' is given",
  );
  expect(requests).toEqual([]);
});

test("the token is masked before anything else, and written nowhere", async () => {
  const { host } = await step(scenario(), { ...STOP, ...POST });

  expect(host.masked).toContain("github-secret");
  const written = [
    ...host.lines,
    ...host.debugLines,
    ...host.outputs.values(),
    host.summaryMarkdown,
  ];
  expect(written.join("\n")).not.toContain("github-secret");
});

test("a status that GitHub refuses changes neither verdict nor exit", async () => {
  const { gate, host } = await step(
    scenario(),
    { ...STOP, ...POST },
    {
      async postStatus() {
        throw Object.assign(new Error("Resource not accessible by integration"), { status: 403 });
      },
    },
  );

  expect(gate).toBe("open");
  expect(host.failed).toBe(false);
  expect(host.warnings[0]).toContain("'permissions: statuses: write'");
});

test("the verdict on a job is named after the job", async () => {
  const job = "99999999-9999-9999-9999-999999999999";

  const { host } = await step(scenario(), {
    operation: "wait-for-job",
    "job-id": job,
    ...POST,
  });

  expect(host.statuses[0]?.context).toBe(
    `Azure Backup Gate / wait-for-job / SQLServer2012 / ${job}`,
  );
});

test("a cancelled workflow posts its verdict too, within the seconds that are left", async () => {
  const azure = scenario();
  azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
  const tries: number[] = [];

  const { output, elapsedMs } = await step(
    azure,
    { ...STOP, ...POST },
    {
      async postStatus() {
        tries.push(azure.clock.now());
        throw Object.assign(new Error("Bad gateway"), { status: 502 });
      },
    },
  );

  expect(output("reason")).toBe("workflow-cancelled");
  expect(tries).toHaveLength(2);
  expect(elapsedMs).toBe(1_500);
});
