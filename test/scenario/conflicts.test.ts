import type { HttpClient } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import type { Fault } from "../emulator/emulator.ts";
import { inProcess } from "../support/in-process.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import { transcript } from "../support/transcript.ts";

// No recording shows a conflict on an item: these are built from documents.

const STOP = { operation: "stop-protection-retain-data", item: "sqlserver-0/msDB" };
const LOCKED = {
  status: 409,
  body: JSON.stringify({ error: { code: "BMSUserErrorObjectLocked", message: "It is locked." } }),
};

function puts(result: Awaited<ReturnType<typeof step>>): number {
  return result.requests.filter((request) => request.startsWith("PUT")).length;
}

function running({ azure }: Scenario, endsInSeconds: number): string {
  const item = azure.item("msDB", "sqlserver-0");
  return azure.addJob({ item, operation: "Backup", endsInSeconds }).id;
}

describe("a job that runs on the item before the write", () => {
  test("is waited for; then the item is looked at again and the write sent", async () => {
    const azure = scenario();
    const other = running(azure, 300);

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("completed");
    expect(result.output("job-id")).not.toBe(other);
    expect(result.elapsedMs).toBeGreaterThan(300_000);
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/conflict-waited.txt");
  });

  test("is the end of the step where the user does not want to wait", async () => {
    const azure = scenario();
    const other = running(azure, 300);

    const result = await step(azure, { ...STOP, "on-conflict": "fail" });

    expect(result.output("reason")).toBe("conflict");
    expect(result.output("error-message")).toContain(other);
    expect(puts(result)).toBe(0);
  });

  test("that outlasts the deadline ends in a conflict, not in a time-out", async () => {
    const azure = scenario();
    running(azure, 7_200);

    const result = await step(azure, { ...STOP, "timeout-minutes": "10" });

    expect(result.output("reason")).toBe("conflict");
    expect(result.elapsedMs).toBe(600_000);
    expect(puts(result)).toBe(0);
  });

  test("that ends with the deadline is named all the same", async () => {
    const azure = scenario();
    const other = running(azure, 600);

    const result = await step(azure, { ...STOP, "timeout-minutes": "10" });

    expect(result.output("reason")).toBe("conflict");
    expect(result.output("error-message")).toContain(other);
  });

  test("is never joined, not even one of the same operation", async () => {
    const azure = scenario();
    const item = azure.azure.item("msDB", "sqlserver-0");
    const other = azure.azure.addJob({ item, operation: "DisableBackup", endsInSeconds: 60 }).id;

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("completed");
    expect(result.output("job-id")).not.toBe(other);
  });

  test("of another database of the same name on another server does not matter", async () => {
    const azure = scenario();
    const item = azure.azure.item("msDB", "sqlserver-1");
    azure.azure.addJob({ item, operation: "Backup", endsInSeconds: 300 });

    const result = await step(azure, { ...STOP, "on-conflict": "fail" });

    expect(result.output("reason")).toBe("completed");
  });

  test("does not matter when there is nothing to do", async () => {
    const azure = scenario();
    const item = azure.azure.item("inventory");
    azure.azure.addJob({ item, operation: "Restore", endsInSeconds: 300 });

    const result = await step(azure, { ...STOP, item: "inventory", "on-conflict": "fail" });

    expect(result.output("reason")).toBe("already-in-state");
  });
});

describe("a conflict that Azure reports", () => {
  const atTheWrite: Fault = { method: "PUT", answer: LOCKED };

  test("at the write is waited out, and the write sent again", async () => {
    const azure = scenario();
    azure.azure.fault({ ...atTheWrite, times: 2 });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("completed");
    expect(puts(result)).toBe(3);
  });

  test("at the write ends the step at once where the user says so", async () => {
    const azure = scenario();
    azure.azure.fault(atTheWrite);

    const result = await step(azure, { ...STOP, "on-conflict": "fail" });

    expect(result.output("reason")).toBe("conflict");
    expect(result.output("error-code")).toBe("BMSUserErrorObjectLocked");
    expect(puts(result)).toBe(1);
  });

  test("at every write until the deadline ends in a conflict", async () => {
    const azure = scenario();
    azure.azure.fault({ ...atTheWrite, times: Number.POSITIVE_INFINITY });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("conflict");
    expect(result.elapsedMs).toBe(30 * 60_000);
  });

  test("in the operation is waited out as well", async () => {
    const azure = scenario();
    azure.azure.script({
      operationStatus: "Failed",
      operationError: {
        code: "BMSUserErrorConflictingProtectionOperation",
        message: "Another operation is under way.",
      },
    });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("completed");
    expect(puts(result)).toBe(2);
  });

  test("in two operations is two waits, and what is shown is the last operation alone", async () => {
    const azure = scenario();
    const operationError = { code: "BMSUserErrorObjectLocked", message: "It is locked." };
    azure.azure.script({ operationStatus: "Failed", operationError });
    azure.azure.script({ operationStatus: "Failed", operationError });
    azure.azure.script({ operationSeconds: 36_000 });

    const { output, host } = await step(azure, STOP);

    expect(output("reason")).toBe("timed-out");
    const chart = host.summaryMarkdown.split("\n");
    expect(chart.filter((line) => line.includes("Waiting for the item :"))).toHaveLength(2);
    const [operation = ""] = chart.filter((line) => line.includes("Operation InProgress"));
    expect(operation).toMatch(/Operation InProgress, 2\d min( \d+ s)? :/);
    expect(host.summaryMarkdown).toMatch(/\| Operation \| InProgress \|/);
  });

  test("in an operation leaves nothing of it behind a request that Azure does at once", async () => {
    const azure = scenario();
    const operationError = { code: "BMSUserErrorObjectLocked", message: "It is locked." };
    azure.azure.script({ operationStatus: "Failed", operationError });
    azure.azure.script({ acceptStatus: 200 });

    const { output } = await step(azure, STOP);

    expect(output("reason")).toBe("completed");
    expect(output("operation-status")).toBe("");
  });

  test("is not found in other refusals of the same status", async () => {
    const azure = scenario();
    const body = JSON.stringify({ error: { code: "ScopeLocked", message: "A lock forbids it." } });
    azure.azure.fault({ method: "PUT", answer: { status: 409, body } });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("request-refused");
  });
});

describe("an item in the requested state, with a job under way that changes it", () => {
  const PAYROLL = "sqlserver-1/payroll";
  const BACK = { operation: "change-policy", item: PAYROLL, policy: "HourlyLogPolicy" };

  /** A step changes the policy and runs out of time; Azure goes on with the change. */
  async function abandonedChange(seconds: number) {
    const azure = scenario();
    azure.azure.script({ operation: "ConfigureBackup", operationSeconds: seconds });
    const first = await step(azure, { ...BACK, policy: "ProdPolicy", "timeout-minutes": "1" });
    expect(first.output("reason")).toBe("timed-out");
    return azure;
  }

  /** A step by resource id, in which the policy changes after the first read of the item. */
  async function changedMeanwhile(azure: Scenario, inputs: Readonly<Record<string, string>>) {
    const item = azure.azure.item("payroll", "sqlserver-1");
    const { output } = await step(azure, {
      operation: "verify-backup",
      item: PAYROLL,
      "max-recovery-point-age": "30d",
    });
    const inner = inProcess(azure.azure, azure.clock);
    let reads = 0;
    const http: HttpClient = {
      async sendRequest(request) {
        const answer = await inner.sendRequest(request);
        if (/protectedItems\/[^/]*$/.test(new URL(request.url).pathname) && ++reads === 1) {
          item.policyId = item.policyId?.replace("HourlyLogPolicy", "ProdPolicy");
        }
        return answer;
      },
    };
    return await step(azure, { ...BACK, ...inputs, item: output("item-id") }, { world: { http } });
  }

  test("is waited for, and then changed back", async () => {
    const azure = await abandonedChange(600);

    const result = await step(azure, { ...BACK, "allow-shorter-retention": "true" });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("changed")).toBe("true");
    expect(azure.azure.item("payroll", "sqlserver-1").policyId).toMatch(/\/HourlyLogPolicy$/);
  });

  test("is not waited for where that is not wanted, and the gate stays closed", async () => {
    const azure = await abandonedChange(600);

    const result = await step(azure, { ...BACK, "on-conflict": "fail" });

    expect(result.output("reason")).toBe("conflict");
    expect(result.host.errors[0]?.message).toContain("ConfigureBackup");
    expect(result.writes).toEqual([]);
  });

  test("keeps the gate closed when time runs out", async () => {
    const azure = await abandonedChange(36_000);

    const result = await step(azure, BACK);

    expect(result.output("reason")).toBe("conflict");
    expect(result.output("changed")).toBe("false");
  });

  test("is nothing that a dry run may call done", async () => {
    const azure = await abandonedChange(600);

    const result = await step(azure, { ...BACK, "dry-run": "true" });

    expect(result.output("reason")).toBe("dry-run");
    expect(result.host.warnings[0]).toContain("wait first for Job");
  });

  test("is found where its resource id names it, and the job only the database", async () => {
    const azure = await abandonedChange(600);
    const { output } = await step(azure, {
      operation: "verify-backup",
      item: PAYROLL,
      "max-recovery-point-age": "30d",
    });

    const result = await step(azure, {
      ...BACK,
      item: output("item-id"),
      "allow-shorter-retention": "true",
    });

    expect(result.output("reason")).toBe("completed");
    expect(azure.azure.item("payroll", "sqlserver-1").policyId).toMatch(/\/HourlyLogPolicy$/);
  });

  test("is resumed only once the stop that goes on has ended", async () => {
    const azure = scenario();
    azure.azure.script({ operation: "DisableBackup", operationSeconds: 600 });
    await step(azure, {
      operation: "stop-protection-retain-data",
      item: PAYROLL,
      "timeout-minutes": "1",
    });

    const result = await step(azure, {
      operation: "resume-protection",
      item: PAYROLL,
      policy: "HourlyLogPolicy",
    });

    expect(result.output("reason")).toBe("completed");
    expect(azure.azure.item("payroll", "sqlserver-1").protectionState).toBe("IRPending");
  });

  test("is decided on by the last read of it", async () => {
    const azure = scenario();
    const item = azure.azure.item("payroll", "sqlserver-1");
    const former = item.policyId;

    const result = await changedMeanwhile(azure, { "allow-shorter-retention": "true" });

    expect(result.output("reason")).toBe("completed");
    expect(result.output("changed")).toBe("true");
    expect(item.policyId).toBe(former);
  });

  test("is refused where the policy it has by the last look keeps points longer", async () => {
    const result = await changedMeanwhile(scenario(), { "on-conflict": "fail" });

    expect(result.output("reason")).toBe("refused");
    expect(result.output("error-message")).toContain("has shorter retention");
    expect(result.writes).toEqual([]);
  });

  test("is planned anew by a dry run where it changed between the reads", async () => {
    const inputs = { "dry-run": "true", "allow-shorter-retention": "true" };

    const result = await changedMeanwhile(scenario(), inputs);

    expect(result.output("reason")).toBe("dry-run");
    expect(result.host.warnings.at(-1)).toContain("Dry run: would change the policy");
    expect(result.writes).toEqual([]);
  });

  test("is a conflict for a dry run too where it is not to be waited for", async () => {
    const azure = await abandonedChange(600);

    const result = await step(azure, { ...BACK, "dry-run": "true", "on-conflict": "fail" });

    expect(result.output("reason")).toBe("conflict");
    expect(result.host.failed).toBe(true);
  });

  test("is waited for in the same quiet where the job may be another's", async () => {
    const azure = scenario();
    const item = azure.azure.item("payroll", "sqlserver-1");
    const overrides = { entityFriendlyName: "payroll", containerName: undefined };
    azure.azure.addJob({ item, operation: "ConfigureBackup", endsInSeconds: 1_200, overrides });
    const { output } = await step(azure, {
      operation: "verify-backup",
      item: PAYROLL,
      "max-recovery-point-age": "30d",
    });

    const result = await step(azure, { ...BACK, item: output("item-id") });

    expect(result.output("reason")).toBe("already-in-state");
    expect(result.elapsedMs).toBeGreaterThanOrEqual(1_200_000);
    expect(result.requests.filter((request) => / .*protectedItems\//.test(request))).toHaveLength(
      3,
    );
  });

  test("is left alone where the job is another item's", async () => {
    const azure = scenario();
    const item = azure.azure.item("orders");
    azure.azure.addJob({ item, operation: "ConfigureBackup", endsInSeconds: 3_600 });

    const result = await step(azure, BACK);

    expect(result.output("reason")).toBe("already-in-state");
    expect(result.elapsedMs).toBe(0);
    const reads = result.requests.filter((request) => / .*protectedItems\//.test(request));
    expect(reads, "it was read after the jobs, so once is enough").toHaveLength(1);
  });

  test("is left alone where the job is a backup, which changes no protection", async () => {
    const azure = scenario();
    const item = azure.azure.item("payroll", "sqlserver-1");
    azure.azure.addJob({ item, operation: "Backup", endsInSeconds: 3_600 });

    const result = await step(azure, BACK);

    expect(result.output("reason")).toBe("already-in-state");
    expect(result.elapsedMs).toBe(0);
  });
});
