import { describe, expect, test } from "vitest";
import type { FaultAnswer } from "../emulator/server/faults.ts";
import { scenario, step } from "../support/scenario.ts";

const EVER = Number.POSITIVE_INFINITY;
const STOP = { operation: "stop-protection-retain-data", item: "orders" };
const CHANGE = { operation: "change-policy", item: "sqlserver-1/payroll", policy: "ProdPolicy" };
const DELETE = {
  operation: "stop-protection-delete-data",
  item: "sqlserver-0/msDB",
  "confirm-delete": "msDB",
};

const done = (body: object): FaultAnswer => ({ status: 200, body: JSON.stringify(body) });
const VAULT = /\/vaults\/[^/]+$/;
const POLICY = /\/backupPolicies\/[^/]+$/;
const ITEM = /\/protectedItems\/[^/]+$/;
const JOB = /\/backupJobs\/[^/]+$/;
const OPERATION = /\/(operationsStatus|backupOperations)\/[^/]+$/;

/** What a broken cache or a proxy can answer, by what was asked. */
const FOREIGN = [
  {
    what: "another job that ended well",
    path: JOB,
    inputs: STOP,
    answer: done({ name: "job-of-yesterday", properties: { status: "Completed" } }),
  },
  {
    what: "an operation of yesterday that ended well",
    path: OPERATION,
    inputs: STOP,
    answer: done({ id: "of-yesterday", name: "of-yesterday", status: "Succeeded" }),
  },
  {
    what: "another policy",
    path: POLICY,
    inputs: CHANGE,
    answer: done({ id: "/vaults/v/backupPolicies/Other", name: "Other", properties: {} }),
  },
  {
    what: "another vault",
    path: VAULT,
    inputs: DELETE,
    answer: done({ name: "another", properties: { securitySettings: {} } }),
  },
  { what: "a vault of {}", path: VAULT, inputs: DELETE, answer: done({}) },
  { what: "a vault of []", path: VAULT, inputs: DELETE, answer: done([]) },
  {
    what: "a vault of null",
    path: VAULT,
    inputs: DELETE,
    answer: { status: 200, body: "null" } satisfies FaultAnswer,
  },
  {
    what: "no vault under 204",
    path: VAULT,
    inputs: DELETE,
    answer: { status: 204, body: "" } satisfies FaultAnswer,
  },
];

describe("an answer about something else", () => {
  test.each(FOREIGN)("is asked for again, and once it is right all goes on: $what", async (row) => {
    const azure = scenario();
    azure.azure.fault({ method: "GET", path: row.path, times: 2, answer: row.answer });

    const result = await step(azure, row.inputs);

    expect(result.output("reason")).toBe("completed");
    expect(result.host.lines.join("\n")).toContain("with an answer about something else");
  });

  test.each(FOREIGN)("is never taken at its word, however often it comes: $what", async (row) => {
    const azure = scenario();
    azure.azure.fault({ method: "GET", path: row.path, times: EVER, answer: row.answer });

    const result = await step(azure, row.inputs);

    expect(result.output("gate")).toBe("closed");
    expect(result.output("reason")).toBe("contact-lost");
    expect(result.writes.length).toBe(row.inputs === STOP ? 1 : 0);
  });
});

describe("a 404 of an item with another code than Azure's own", () => {
  const answer = {
    status: 404,
    body: JSON.stringify({ error: { code: "NotFound", message: "Nothing here." } }),
  };

  test("does not mean that a deletion has worked", async () => {
    const azure = scenario();
    azure.azure.fault({ method: "DELETE", times: EVER, answer: { status: 504, body: "" } });
    azure.azure.fault({ method: "GET", path: ITEM, skip: 1, times: EVER, answer });

    const result = await step(azure, DELETE);

    expect(result.output("gate")).toBe("closed");
    expect(result.output("reason")).toBe("contact-lost");
  });

  test("does not end a step that asks again", async () => {
    const azure = scenario();
    azure.azure.fault({ method: "GET", path: ITEM, times: 1, answer });

    const result = await step(azure, DELETE);

    expect(result.output("reason")).toBe("completed");
  });
});
