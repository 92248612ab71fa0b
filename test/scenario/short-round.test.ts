import type { PipelineRequest } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import type { Fault } from "../emulator/emulator.ts";
import { inProcess } from "../support/in-process.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import { bringInto, itemOf, subjectOf } from "../support/subjects.ts";

const SQL = subjectOf("SQLDataBase");
const PAYROLL = { item: SQL.item };
const never = new AbortController().signal;
const VAULT = /\/vaults\/[^/]+$/;
const JOBS = /\/backupJobs$/;

function throttled(path: RegExp, seconds: number): Fault {
  const headers = { "retry-after": String(seconds) };
  return { method: "GET", path, answer: { status: 429, headers, body: "" } };
}

/** A step of which one read waits twenty minutes; half way somebody else changes something. */
async function slow(
  path: RegExp,
  inputs: Readonly<Record<string, string>>,
  { begin, change }: Record<"begin" | "change", (azure: Scenario) => void>,
) {
  const azure = scenario();
  begin(azure);
  azure.azure.fault(throttled(path, 1_200));
  const later = azure.clock.sleep(600_000, never).then(() => change(azure));
  const result = await step(azure, inputs);
  await later;
  return result;
}

const payroll = ({ azure }: Scenario) => itemOf(azure, SQL);
const nothing = () => {};

describe("a look of which one read took twenty minutes is made again before anything is decided", () => {
  test("an undelete finds the database resumed meanwhile, and leaves it alone", async () => {
    const result = await slow(
      VAULT,
      { operation: "undelete", ...PAYROLL },
      {
        begin: (azure) => bringInto(payroll(azure), "SoftDeleted", azure.clock.now()),
        change: (azure) =>
          Object.assign(payroll(azure), { deletedAt: undefined, protectionState: "Protected" }),
      },
    );

    expect(result.output("reason")).toBe("already-in-state");
    expect(result.writes).toEqual([]);
  });

  test("a suspension does not reach a database that was stopped for ever meanwhile", async () => {
    const result = await slow(
      JOBS,
      { operation: "suspend-backups", ...PAYROLL },
      {
        begin: ({ azure }) => {
          azure.vault().immutability = "Unlocked";
        },
        change: (azure) => bringInto(payroll(azure), "ProtectionStopped", azure.clock.now()),
      },
    );

    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
  });

  test("a change of policy sees the policy that was edited in place meanwhile", async () => {
    const result = await slow(
      VAULT,
      { operation: "change-policy", ...PAYROLL, policy: "ProdPolicy" },
      {
        begin: nothing,
        change: ({ azure }) => {
          const policies = azure.vault().policies;
          const [from, to] = ["DevPolicy", "ProdPolicy"].map((name) =>
            policies.find((policy) => policy.name === name),
          );
          if (from && to) to.properties = from.properties;
        },
      },
    );

    expect(result.output("reason")).toBe("refused");
    expect(result.output("error-message")).toContain("has shorter retention");
    expect(result.writes).toEqual([]);
  });

  test("a change of policy compares with the policy that the database was given meanwhile", async () => {
    const result = await slow(
      JOBS,
      {
        operation: "change-policy",
        ...PAYROLL,
        policy: "DevPolicy",
        "allow-shorter-retention": "false",
      },
      {
        begin: (azure) => {
          const item = payroll(azure);
          item.policyId = item.policyId?.replace("HourlyLogPolicy", "DevPolicy");
        },
        change: (azure) => {
          const item = payroll(azure);
          item.policyId = item.policyId?.replace("DevPolicy", "ProdPolicy");
        },
      },
    );

    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
  });

  test("a deletion wants another confirmation where soft delete was switched off meanwhile", async () => {
    const result = await slow(
      JOBS,
      { operation: "stop-protection-delete-data", ...PAYROLL, "confirm-delete": "payroll" },
      {
        begin: nothing,
        change: ({ azure }) => {
          azure.vault().softDeleteState = "Disabled";
        },
      },
    );

    expect(result.output("reason")).toBe("refused");
    expect(result.writes).toEqual([]);
  });

  test("a dry run decides on the same round as the run for real", async () => {
    const result = await slow(
      JOBS,
      { operation: "stop-protection-retain-data", ...PAYROLL, "dry-run": "true" },
      {
        begin: nothing,
        change: (azure) => bringInto(payroll(azure), "ProtectionStopped", azure.clock.now()),
      },
    );

    expect(result.output("reason")).toBe("already-in-state");
  });

  test("and goes on where nothing has changed", async () => {
    const inputs = { operation: "stop-protection-retain-data", ...PAYROLL };

    const result = await slow(VAULT, inputs, { begin: nothing, change: nothing });

    expect(result.output("reason")).toBe("completed");
    expect(result.host.lines).toContainEqual("The reads took 20 min, so they are repeated.");
    expect(result.requests.filter((request) => request.startsWith("GET (vault)"))).toHaveLength(3);
  });
});

test("reads that are never short enough end with the deadline, and say how long they took and why", async () => {
  const azure = scenario();
  azure.azure.fault({ ...throttled(JOBS, 60), times: Number.POSITIVE_INFINITY });

  const result = await step(azure, {
    operation: "stop-protection-retain-data",
    ...PAYROLL,
    "timeout-minutes": "30",
  });

  expect(result.output("reason")).toBe("timed-out");
  expect(result.output("error-message")).toContain("took 30 min and has to fit into 15 s");
  expect(result.output("error-message")).toContain("could not list the backup jobs");
  expect(result.output("error-message")).toContain("HTTP 429");
  expect(result.output("changed")).toBe("false");
  expect(result.writes).toEqual([]);
});

test("reads that are short only now and then pass, with pauses that double from five seconds", async () => {
  const azure = scenario();
  for (const skip of [0, 1, 2]) azure.azure.fault({ ...throttled(JOBS, 20), skip });

  const result = await step(azure, { operation: "stop-protection-retain-data", ...PAYROLL });

  expect(result.output("reason")).toBe("completed");
  const looks = result.records.filter(({ path }) => JOBS.test(path)).map(({ at }) => at);
  const pauses = looks.slice(1).map((at, index) => (at - (looks[index] ?? 0)) / 1_000);
  expect(pauses).toEqual([20, 5, 20, 10, 20, 20]);
});

describe("what a write needs beforehand comes before the last look", () => {
  const DELETION = {
    operation: "stop-protection-delete-data",
    ...PAYROLL,
    "confirm-delete": "payroll",
    "resource-guard-tenant-id": "11111111-1111-4111-8111-111111111111",
    "auth-type": "SESSION",
  };

  test("a minute for the token of the guard's tenant is followed by another look", async () => {
    const azure = scenario();
    azure.azure.vault().mua = true;
    const later = azure.clock.sleep(30_000, never).then(() => {
      azure.azure.vault().softDeleteState = "Disabled";
    });

    const result = await step(azure, DELETION, {
      world: {
        signIn: (settings) => async () => {
          const isGuard = "tenantId" in settings && settings.tenantId.startsWith("1111");
          if (isGuard && azure.clock.now() < Date.UTC(2026, 0, 5, 10, 0, 59)) {
            await azure.clock.sleep(60_000, never);
          }
          return "test-token";
        },
      },
    });
    await later;

    expect(result.output("reason")).toBe("refused");
    expect(result.writes.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  test("a deletion that was put off for an hour is unlocked anew", async () => {
    const azure = scenario();
    azure.azure.vault().mua = true;
    const answer = { status: 429, headers: { "retry-after": "2400" }, body: "" };
    azure.azure.fault({ method: "DELETE", answer });

    const result = await step(azure, {
      ...DELETION,
      "resource-guard-tenant-id": "",
      "auth-type": "IDENTITY",
      "timeout-minutes": "90",
    });

    expect(result.output("reason")).toBe("completed");
    expect(result.writes.map(({ method }) => method)).toEqual(["POST", "DELETE", "POST", "DELETE"]);
  });
});

test("an item whose answer took longer than that after the write is read again", async () => {
  const azure = scenario();
  const http = inProcess(azure.azure, azure.clock);
  let isWritten = false;
  const world = {
    http: {
      async sendRequest(request: PipelineRequest) {
        const answer = await http.sendRequest(request);
        const isItem = request.method === "GET" && /protectedItems\/[^/?]+\?/.test(request.url);
        if (isItem && isWritten) {
          isWritten = false;
          payroll(azure).protectionState = "ProtectionStopped";
          await azure.clock.sleep(25_000, never);
        }
        if (request.method === "PUT") isWritten = true;
        return answer;
      },
    },
  };

  const inputs = { operation: "change-policy", policy: "ProdPolicy", ...PAYROLL };
  const result = await step(azure, { ...inputs, "allow-shorter-retention": "true" }, { world });

  expect(result.output("reason")).toBe("state-not-reached");
});
