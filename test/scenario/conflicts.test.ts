import { describe, expect, test } from "vitest";
import type { Fault } from "../emulator/emulator.ts";
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

  test("is not found in other refusals of the same status", async () => {
    const azure = scenario();
    const body = JSON.stringify({ error: { code: "ScopeLocked", message: "A lock forbids it." } });
    azure.azure.fault({ method: "PUT", answer: { status: 409, body } });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("request-refused");
  });
});
