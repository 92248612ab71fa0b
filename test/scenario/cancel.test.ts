import type { HttpClient } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { RunCancelledError } from "../../src/errors.ts";
import { inProcess } from "../support/in-process.ts";
import { scenario, step } from "../support/scenario.ts";

const STOP = { operation: "stop-protection-retain-data", item: "orders" };

/** Cancels the workflow when virtual time has come so far. */
async function cancelledAfter(seconds: number, inputs: Record<string, string>) {
  const azure = scenario();
  const never = new AbortController().signal;
  const later = azure.clock.sleep(seconds * 1_000, never).then(() => {
    azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
  });
  const result = await step(azure, inputs);
  await later;
  return { result, azure };
}

test("a workflow cancelled in mid-operation ends at once, with everything known in the outputs", async () => {
  const { result } = await cancelledAfter(10, STOP);

  expect(result.output("reason")).toBe("workflow-cancelled");
  expect(result.host.failed).toBe(true);
  expect(result.elapsedMs).toBe(10_000);
  expect(result.output("operation-id")).not.toBe("");
  expect(result.output("operation-status")).toBe("InProgress");
  expect(result.output("changed")).toBe("true");
  expect(result.output("previous-protection-state")).toBe("Protected");
  expect(result.host.summaryMarkdown).toContain("workflow-cancelled");
});

/** Cancels the workflow as soon as Azure has answered such a request. */
async function cancelledAt(pattern: RegExp, inputs: Record<string, string>) {
  const azure = scenario();
  const inner = inProcess(azure.azure, azure.clock);
  const http: HttpClient = {
    async sendRequest(request) {
      const answer = await inner.sendRequest(request);
      if (pattern.test(`${request.method} ${request.url}`)) {
        azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGINT)."));
      }
      return answer;
    },
  };
  return await step(azure, inputs, { world: { http } });
}

test("a workflow cancelled before the write has changed nothing, and says so", async () => {
  const result = await cancelledAt(/^GET .*backupJobs/, STOP);

  expect(result.output("reason")).toBe("workflow-cancelled");
  expect(result.output("changed")).toBe("false");
  expect(result.writes).toEqual([]);
});

test("a backup cancelled before its job is known is to be looked for, and not taken twice", async () => {
  const result = await cancelledAt(/^POST /, { operation: "backup-now", item: "orders" });

  expect(result.output("reason")).toBe("workflow-cancelled");
  expect(result.output("job-id")).toBe("");
  expect(result.host.errors[0]?.message).toContain("Look for the backup among the vault's jobs");
});

test("a workflow cancelled while it waits for a job leaves the job alone and names it", async () => {
  const azure = scenario();
  const item = azure.azure.item("orders");
  const job = azure.azure.addJob({ item, operation: "Backup", status: "InProgress" });
  const later = azure.clock.sleep(90_000, new AbortController().signal).then(() => {
    azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGINT)."));
  });

  const result = await step(azure, { operation: "wait-for-job", "job-id": job.id });
  await later;

  expect(result.output("reason")).toBe("workflow-cancelled");
  expect(result.output("job-id")).toBe(job.id);
  expect(result.output("job-status")).toBe("InProgress");
  expect(result.requests.filter((request) => !request.startsWith("GET"))).toEqual([]);
});

test("the deadline is the step's own, and says how to go on", async () => {
  const azure = scenario();
  azure.azure.script({ operationSeconds: 3_600 });

  const result = await step(azure, { ...STOP, "timeout-minutes": "1.5" });

  expect(result.output("reason")).toBe("timed-out");
  expect(result.elapsedMs).toBe(90_000);
  expect(result.host.errors[0]?.message).toContain("Run the same step again");
});

test("the same step again after a time-out finds the work done", async () => {
  const azure = scenario();
  azure.azure.script({ operationSeconds: 300 });

  const first = await step(azure, { ...STOP, "timeout-minutes": "1" });
  const second = await step(azure, STOP);

  expect(first.output("reason")).toBe("timed-out");
  expect(second.output("gate")).toBe("open");
});

test("quiet minutes get a line each, then ever fewer, and a change gets one at once", async () => {
  const azure = scenario();
  const item = azure.azure.item("orders");
  const job = azure.azure.addJob({ item, operation: "Backup", endsInSeconds: 1_800 });

  const result = await step(azure, { operation: "wait-for-job", "job-id": job.id });

  expect(result.host.lines.filter((line) => line.startsWith("Still waiting"))).toHaveLength(14);
  expect(result.host.lines.filter((line) => line.startsWith("Job "))).toHaveLength(2);
});

describe("a workflow that is cancelled while a write is on its way", () => {
  const BACKUP = { operation: "backup-now", item: "orders" };

  /** Azure takes `seconds` for its answer, and the workflow is cancelled 300 ms into it. */
  async function inFlight(seconds: number, inputs: Readonly<Record<string, string>>) {
    const azure = scenario();
    const inner = inProcess(azure.azure, azure.clock);
    let cancelledAt = 0;
    const http: HttpClient = {
      async sendRequest(request) {
        if (request.method === "GET" || /\/cancel$/.test(new URL(request.url).pathname)) {
          return inner.sendRequest(request);
        }
        const answer = await inner.sendRequest(request);
        await azure.clock.sleep(300, new AbortController().signal);
        cancelledAt = azure.clock.now();
        azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
        await azure.clock.sleep(seconds * 1_000 - 300, request.abortSignal as AbortSignal);
        return answer;
      },
    };
    const result = await step(azure, inputs, { world: { http } });
    return { azure, result, afterMs: azure.clock.now() - cancelledAt };
  }

  test("takes the ids from an answer that comes within three seconds", async () => {
    const { result, afterMs } = await inFlight(1.5, BACKUP);

    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.output("operation-id")).not.toBe("");
    expect(result.output("changed")).toBe("true");
    expect(afterMs).toBe(1_200);
  });

  test("waits no longer than that", async () => {
    const { result, afterMs } = await inFlight(20, BACKUP);

    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.output("changed")).toBe("");
    expect(afterMs).toBe(3_000);
  });

  test("has the job cancelled where the user wants that", async () => {
    const { result, azure, afterMs } = await inFlight(1.5, {
      ...BACKUP,
      "on-cancel": "cancel-job",
    });

    expect(azure.azure.requests.filter(({ path }) => path.endsWith("/cancel"))).toHaveLength(1);
    expect(result.output("job-id")).not.toBe("");
    expect(result.output("job-status")).toBe("InProgress");
    expect(result.output("job-operation")).toBe("Backup");
    expect(result.host.errors[0]?.message).toContain("accepted the request to cancel job");
    expect(afterMs).toBeLessThanOrEqual(5_000);
  });
});

test("a cancelled step leaves a job alone that its operation named, and that is somebody else's", async () => {
  const azure = scenario();
  const theirs = azure.azure.addJob({ item: azure.azure.item("orders"), operation: "Restore" });
  theirs.visibleFrom = azure.clock.now() + 500;
  const inner = inProcess(azure.azure, azure.clock);
  const http: HttpClient = {
    async sendRequest(request) {
      const answer = await inner.sendRequest(request);
      if (!/\/(backupOperations|operationsStatus)\//.test(request.url)) return answer;
      azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
      const document = JSON.parse(answer.bodyAsText ?? "{}");
      const named = { ...document, status: "Succeeded", properties: { jobId: theirs.id } };
      return { ...answer, bodyAsText: JSON.stringify(named) };
    },
  };
  const inputs = { operation: "backup-now", item: "orders", "on-cancel": "cancel-job" };

  const result = await step(azure, inputs, { world: { http } });

  expect(result.writes.map(({ path }) => path).filter((path) => path.endsWith("/cancel"))).toEqual(
    [],
  );
  expect(result.output("job-id")).toBe("");
  expect(result.host.errors[0]?.message).toContain("not its work");
});
