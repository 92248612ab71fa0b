import { describe, expect, test } from "vitest";
import type { Fault } from "../emulator/emulator.ts";
import { scenario, step } from "../support/scenario.ts";

// A job of a stop names only the database, so it can be told apart where the name is unique.
const STOP = { operation: "stop-protection-retain-data", item: "orders" };
const DELETE = {
  operation: "stop-protection-delete-data",
  item: "sqlserver-0/msDB",
  "confirm-delete": "msDB",
};
const GATEWAY_TIMEOUT = { status: 504, body: "" };

const LOST_ANSWERS: readonly {
  name: string;
  answer: Fault["answer"];
  /** How long its effect is looked for. */
  seconds?: number;
}[] = [
  { name: "504", answer: GATEWAY_TIMEOUT },
  {
    name: "500",
    answer: { status: 500, body: '{"error":{"code":"CloudInternalError"}}' },
    seconds: 20,
  },
  { name: "502 with a page", answer: { status: 502, body: "<html></html>" } },
  { name: "503 without Retry-After", answer: { status: 503, body: "" } },
  { name: "a dropped connection", answer: "dropped" },
  { name: "a hang", answer: "hang" },
];

function writes(result: Awaited<ReturnType<typeof step>>): number {
  return result.requests.filter((request) => !request.startsWith("GET")).length;
}

describe.each(LOST_ANSWERS)("a write answered with $name", ({ answer, seconds = 120 }) => {
  test("that Azure carried out is found by its job and followed, and not sent again", async () => {
    const azure = scenario();
    azure.azure.fault({ method: "PUT", afterwards: true, answer });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("completed");
    expect(result.output("changed")).toBe("true");
    expect(result.output("job-status")).toBe("Completed");
    expect(writes(result)).toBe(1);
  });

  test(`that Azure never got is sent once more after ${seconds} s`, async () => {
    const azure = scenario();
    azure.azure.fault({ method: "PUT", answer });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("completed");
    expect(writes(result)).toBe(2);
    const [first, second] = result.records.filter(({ method }) => method === "PUT");
    const pause = (second?.at ?? 0) - (first?.at ?? 0);
    expect(pause).toBeGreaterThanOrEqual(seconds * 1_000);
    expect(pause).toBeLessThan((seconds + 60) * 1_000);
  });

  test("twice without any effect is contact lost", async () => {
    const azure = scenario();
    azure.azure.fault({ method: "PUT", times: 9, answer });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.output("changed")).toBe("");
    expect(writes(result)).toBe(2);
  });
});

test("a job that was found is told of, though it cannot be read any more", async () => {
  const azure = scenario();
  azure.azure.fault({ method: "POST", afterwards: true, answer: GATEWAY_TIMEOUT });
  const answer = { status: 503, body: "" };
  azure.azure.fault({ path: /backupJobs\/[^/]+$/, skip: 1, times: 999, answer });

  const inputs = { operation: "backup-now", item: "web-01", "retain-until": "60d" };
  const result = await step(azure, inputs);

  expect(result.output("reason")).toBe("contact-lost");
  const [job] = azure.azure.vault().jobs;
  expect(result.output("job-id")).toBe(job?.id);
  expect(result.output("job-operation")).toBe("Backup");
  expect(result.output("job-start-time")).not.toBe("");
});

test("a deletion whose answer was lost is found by its job", async () => {
  const azure = scenario();
  azure.azure.fault({ method: "DELETE", afterwards: true, answer: GATEWAY_TIMEOUT });

  const result = await step(azure, DELETE);

  expect(result.output("reason")).toBe("completed");
  expect(result.output("purge-time")).not.toBe("");
  expect(writes(result)).toBe(1);
});

test("a lost answer whose job fails closes the gate", async () => {
  const azure = scenario();
  azure.azure.script({ jobStatus: "Failed" });
  azure.azure.fault({ method: "PUT", afterwards: true, answer: "dropped" });

  const result = await step(azure, STOP);

  expect(result.output("reason")).toBe("job-failed");
  expect(result.output("job-id")).not.toBe("");
});

test("a lost answer whose effect shows on the item alone counts as completed, by whomever", async () => {
  const azure = scenario();
  azure.azure.script({ acceptStatus: 200 });
  azure.azure.fault({ method: "PUT", afterwards: true, answer: GATEWAY_TIMEOUT });
  azure.azure.fault({
    path: /\/backupJobs$/,
    skip: 1,
    times: 9,
    answer: { status: 200, body: '{"value":[]}' },
  });

  const result = await step(azure, STOP);

  expect(result.output("reason")).toBe("completed");
  expect(result.output("changed")).toBe("");
  expect(writes(result)).toBe(1);
});

test("a job of the same operation on a database of the same name elsewhere is never taken for ours", async () => {
  const azure = scenario();
  azure.azure.script({ item: "msDB", jobStatus: "CompletedWithWarnings", jobHiddenSeconds: 20 });
  azure.azure.fault({ method: "PUT", afterwards: true, answer: "dropped" });
  const elsewhere = azure.azure.item("msDB", "sqlserver-1");
  const later = azure.clock
    .sleep(3_000, new AbortController().signal)
    .then(
      () =>
        azure.azure.addJob({ item: elsewhere, operation: "DisableBackup", endsInSeconds: 33 }).id,
    );

  const result = await step(azure, { ...STOP, item: "sqlserver-0/msDB" });

  expect(result.output("job-id")).not.toBe(await later);
  expect(azure.azure.item("msDB", "sqlserver-0").protectionState).toBe("ProtectionStopped");
});

test("a lost answer about a name that is not unique is judged by the item", async () => {
  const azure = scenario();
  azure.azure.fault({ method: "PUT", afterwards: true, answer: GATEWAY_TIMEOUT });

  const result = await step(azure, { ...STOP, item: "sqlserver-0/msDB" });

  expect(result.output("reason")).toBe("completed");
  expect(result.output("changed")).toBe("");
  expect(result.output("job-id")).toBe("");
  expect(writes(result)).toBe(1);
});

test("a write that Azure turned away with 429 is sent again without a search", async () => {
  const azure = scenario();
  const answer = { status: 429, headers: { "retry-after": "30" }, body: "" };
  azure.azure.fault({ method: "PUT", answer });

  const result = await step(azure, STOP);

  expect(result.output("reason")).toBe("completed");
  expect(writes(result)).toBe(2);
  expect(result.elapsedMs).toBeLessThan(90_000);
});

test.each([
  { name: "503 with Retry-After", status: 503 },
  { name: "401", status: 401 },
  { name: "408", status: 408 },
  { name: "403 without Azure's own body", status: 403 },
])(
  "a backup that was taken and answered by $name is not taken a second time",
  async ({ status }) => {
    const azure = scenario();
    const answer = { status, headers: { "retry-after": "5" }, body: "" };
    azure.azure.fault({ method: "POST", afterwards: true, answer });

    const result = await step(azure, { operation: "backup-now", item: "orders" });

    expect(writes(result)).toBe(1);
    expect(result.output("changed")).not.toBe("false");
  },
);

test("a write that is throttled is looked at and planned again before it is sent again", async () => {
  const azure = scenario();
  const item = azure.azure.item("orders");
  azure.azure.fault({
    method: "PUT",
    answer: { status: 429, headers: { "retry-after": "600" }, body: "" },
  });
  const later = azure.clock.sleep(60_000, new AbortController().signal).then(() => {
    item.protectionState = "ProtectionStopped";
  });

  const result = await step(azure, STOP);
  await later;

  expect(result.output("reason")).toBe("already-in-state");
  expect(writes(result)).toBe(1);
});

test("a write that is throttled beyond the deadline is not sent at the deadline", async () => {
  const azure = scenario();
  azure.azure.fault({
    method: "PUT",
    answer: { status: 429, headers: { "retry-after": "3000" }, body: "" },
  });

  const result = await step(azure, { ...STOP, "timeout-minutes": "10" });

  expect(result.output("reason")).toBe("timed-out");
  expect(result.output("changed")).toBe("false");
  expect(writes(result)).toBe(1);
});

test("a 401 on a write is followed by a look, with a fresh token", async () => {
  const azure = scenario();
  const asked: boolean[] = [];
  azure.azure.fault({ method: "PUT", afterwards: true, answer: { status: 401, body: "" } });

  const result = await step(azure, STOP, {
    world: {
      signIn:
        () =>
        async ({ fresh }) => {
          asked.push(fresh);
          return "test-token";
        },
    },
  });

  expect(result.output("reason")).toBe("completed");
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect(writes(result)).toBe(1);
});

test("a second sending that meets the first one still under way is not taken for somebody else's work", async () => {
  const azure = scenario();
  azure.azure.script({ operationSeconds: 300, jobHiddenSeconds: 280 });
  azure.azure.fault({ method: "PUT", afterwards: true, answer: "dropped" });

  const result = await step(azure, STOP);

  expect(result.output("reason")).toBe("completed");
  expect(result.output("changed")).toBe("");
  expect(result.output("previous-protection-state")).toBe("Protected");
});

describe("how to go on is said once", () => {
  test.each([
    {
      operation: "backup-now",
      says: /before you run this step again: it would take another one\.$/,
    },
    { operation: "stop-protection-retain-data", says: /^Run the same step again: .* twice\.$/ },
  ])("after a lost answer: $operation", async ({ operation, says }) => {
    const azure = scenario();
    for (const method of ["PUT", "POST"])
      azure.azure.fault({ method, times: Number.POSITIVE_INFINITY, answer: "dropped" });

    const result = await step(azure, { operation, item: "orders" });

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.output("next-step")).toMatch(says);
    expect(result.output("next-step").match(/\bLook\b|\bRun\b/g)).toHaveLength(1);
  });

  test("after a backup of which Azure names no job", async () => {
    const azure = scenario();
    azure.azure.script({ operation: "Backup", noJobId: true });

    const result = await step(azure, { operation: "backup-now", item: "orders" });

    expect(result.output("reason")).toBe("contact-lost");
    expect(result.output("next-step")).toBe(
      "Look for the backup among the vault's jobs before you run this step again: it would take another one.",
    );
  });
});
