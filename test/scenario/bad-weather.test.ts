import { describe, expect, test } from "vitest";
import type { Fault } from "../emulator/emulator.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";

const STOP = { operation: "stop-protection-retain-data", item: "sqlserver-0/msDB" };
const EVER = Number.POSITIVE_INFINITY;
const PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>";
const OPERATION = /operationsStatus|backupOperations/;
const ITEM = /\/protectedItems\/[^/]+$/;
const JOB = /\/backupJobs\/[^/]+$/;

function error(status: number, code: string, headers: Record<string, string> = {}) {
  return { status, headers, body: JSON.stringify({ error: { code, message: `${code}!` } }) };
}

async function stop(given: (scenario: Scenario) => void, inputs: Record<string, string> = {}) {
  const azure = scenario();
  given(azure);
  const result = await step(azure, { ...STOP, ...inputs });
  const writes = result.requests.filter((request) => !request.startsWith("GET"));
  return { result, writes, azure };
}

describe("a read that fails for a while is repeated, and nothing is lost", () => {
  const weather: readonly { name: string; answer: Fault["answer"]; times?: number }[] = [
    { name: "408", answer: error(408, "RequestTimeout") },
    {
      name: "429 with Retry-After",
      answer: error(429, "TooManyRequests", { "retry-after": "324" }),
    },
    { name: "429 without Retry-After", answer: error(429, "TooManyRequests") },
    { name: "500", answer: error(500, "RestApiInternalError") },
    {
      name: "500 of the older shape",
      answer: { status: 500, body: '{"ErrorCode":"X","Message":{"Value":"y"}}' },
    },
    { name: "502 with an HTML page", answer: { status: 502, body: PAGE } },
    { name: "503", answer: error(503, "ServiceUnavailable") },
    { name: "504", answer: error(504, "GatewayTimeout"), times: 4 },
    { name: "200 with an HTML page", answer: { status: 200, body: PAGE } },
    { name: "200 with an empty body", answer: { status: 200, body: "" } },
    { name: "200 with half a JSON", answer: { status: 200, body: '{"id":"x","proper' } },
    { name: "a body that breaks off", answer: { cut: true } },
    { name: "a dropped connection", answer: "dropped" },
    { name: "a hang", answer: "hang" },
  ];
  const reads = [
    { read: "the look at the vault", path: /\/vaults\/[^/]+$/ },
    { read: "the list of items", path: /backupProtectedItems$/ },
    { read: "the look at the item", path: ITEM },
    { read: "the look at the operation", path: OPERATION },
    { read: "the look at the job", path: JOB },
  ];
  const cases = weather.flatMap((fault) => reads.map((read) => ({ ...fault, ...read })));

  test.each(cases)("$name at $read", async ({ answer, path, times = 1 }) => {
    const { result, writes } = await stop(({ azure }) =>
      azure.fault({ method: "GET", path, times, answer }),
    );

    expect(result.output("reason")).toBe("completed");
    expect(writes).toHaveLength(1);
  });
});

describe("a read that fails for good closes the gate, and what is known stays known", () => {
  test.each([
    { name: "500", answer: error(500, "InternalError"), reason: "contact-lost" },
    { name: "502 with an HTML page", answer: { status: 502, body: PAGE }, reason: "contact-lost" },
    { name: "200 with an empty body", answer: { status: 200, body: "" }, reason: "contact-lost" },
    { name: "a dropped connection", answer: "dropped" as const, reason: "contact-lost" },
    { name: "a hang", answer: "hang" as const, reason: "contact-lost" },
    { name: "400", answer: error(400, "BMSUserErrorInvalidInput"), reason: "request-refused" },
    { name: "403", answer: error(403, "AuthorizationFailed"), reason: "not-authorized" },
    { name: "401", answer: error(401, "ExpiredAuthenticationToken"), reason: "sign-in-failed" },
    { name: "404", answer: error(404, "NotFound"), reason: "job-not-found" },
    { name: "429", answer: error(429, "TooManyRequests"), reason: "timed-out" },
    {
      name: "a redirect",
      answer: { status: 302, headers: { location: "https://evil.example/" } },
      reason: "request-refused",
    },
  ])("$name at the look at the job ends $reason", async ({ answer, reason }) => {
    const { result, writes } = await stop(({ azure }) =>
      azure.fault({ path: JOB, times: EVER, answer }),
    );

    expect(result.output("gate")).toBe("closed");
    expect(result.output("reason")).toBe(reason);
    expect(writes).toHaveLength(1);
    expect(result.output("job-id")).not.toBe("");
    expect(result.output("operation-status")).toBe("Succeeded");
    expect(result.output("changed")).toBe("true");
    expect(result.output("previous-protection-state")).toBe("Protected");
  });
});

test("a backup whose job never shows is not taken twice, and no input is blamed", async () => {
  const azure = scenario();
  azure.azure.fault({ path: JOB, times: EVER, answer: error(404, "NotFound") });

  const { host, output } = await step(azure, { operation: "backup-now", item: "orders" });

  expect(output("reason")).toBe("job-not-found");
  expect(host.errors[0]?.message).toContain("Do not run this step again");
  expect(host.errors[0]?.message).not.toContain("Check 'job-id'");
});

describe("the operation", () => {
  test.each([
    {
      name: "a foreign status URL",
      headers: { "azure-asyncoperation": "https://evil.example/vaults/v/backupOperations/OP?t=1" },
    },
    {
      name: "a status URL without encryption",
      headers: {
        "azure-asyncoperation": "http://management.azure.com/vaults/v/backupOperations/OP",
      },
    },
  ])("$name is never called; its id is asked for at the ARM origin", async ({ headers }) => {
    const { result } = await stop(({ azure }) =>
      azure.fault({ method: "PUT", answer: { rewriteHeaders: headers } }),
    );

    // The emulator does not know this id, which is as good as Azure having lost it.
    expect(result.output("reason")).toBe("contact-lost");
    expect(result.output("operation-id")).toBe("OP");
    expect(result.requests).toContain("GET /backupOperations/OP 404");
  });

  test("without a status URL is followed by the id in the location", async () => {
    const azure = scenario();
    azure.azure.fault({
      method: "PUT",
      answer: { rewriteHeaders: { "azure-asyncoperation": null } },
    });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("completed");
    expect(result.requests.join()).toContain("GET /backupOperations/");
  });

  test("a 202 without headers leaves the item to decide", async () => {
    const { result } = await stop(({ azure }) =>
      azure.fault({
        method: "PUT",
        answer: { rewriteHeaders: { "azure-asyncoperation": null, location: null } },
      }),
    );

    expect(result.output("reason")).toBe("completed");
    expect(result.output("operation-id")).toBe("");
    expect(result.output("job-id")).toBe("");
  });

  test("a 202 without headers whose item does not change closes the gate", async () => {
    const { result } = await stop(({ azure }) => {
      azure.script({ itemUnchanged: true });
      azure.fault({
        method: "PUT",
        answer: { rewriteHeaders: { "azure-asyncoperation": null, location: null } },
      });
    });

    expect(result.output("reason")).toBe("state-not-reached");
    expect(result.output("changed")).toBe("true");
  });

  test("success without a job leaves the item to decide", async () => {
    const good = await stop(({ azure }) => azure.script({ noJobId: true }));
    const bad = await stop(({ azure }) => azure.script({ noJobId: true, itemUnchanged: true }));

    expect(good.result.output("reason")).toBe("completed");
    expect(bad.result.output("reason")).toBe("state-not-reached");
  });

  test("a deletion answered 204 at once is judged by the item, since that may mean nothing", async () => {
    const azure = scenario();
    azure.azure.fault({ method: "DELETE", answer: { status: 204 } });

    const result = await step(azure, {
      operation: "stop-protection-delete-data",
      item: "sqlserver-0/msDB",
      "confirm-delete": "msDB",
    });

    expect(result.output("reason")).toBe("state-not-reached");
  });

  test("that ends Failed closes the gate with the service's words", async () => {
    const { result } = await stop(({ azure }) =>
      azure.script({
        operationStatus: "Failed",
        operationError: { code: "UserErrorOdd", message: "It is odd." },
      }),
    );

    expect(result.output("reason")).toBe("operation-failed");
    expect(result.output("error-code")).toBe("UserErrorOdd");
    expect(result.output("error-message")).toContain("It is odd.");
  });

  test.each([
    { status: "Invalid", reason: "operation-failed" },
    { status: "Canceled", reason: "operation-cancelled" },
  ])("that ends $status closes the gate", async ({ status, reason }) => {
    const { result } = await stop(({ azure }) => azure.script({ operationStatus: status }));

    expect(result.output("reason")).toBe(reason);
    expect(result.output("operation-status")).toBe(status);
  });

  test("with a word never seen before is waited for until the deadline, and never opens the gate", async () => {
    const { result } = await stop(({ azure }) => azure.script({ operationStatus: "Finished" }));

    expect(result.output("reason")).toBe("timed-out");
    expect(result.output("operation-status")).toBe("Finished");
    expect(result.elapsedMs).toBeGreaterThanOrEqual(30 * 60_000);
  });
});

describe("the job", () => {
  test("that is not visible at first is waited for", async () => {
    const { result } = await stop(({ azure }) => azure.script({ jobHiddenSeconds: 100 }));

    expect(result.output("reason")).toBe("completed");
    expect(result.host.lines.filter((line) => line.includes("does not know job"))).toHaveLength(1);
  });

  test.each([
    { status: "Failed", reason: "job-failed" },
    { status: "Invalid", reason: "job-failed" },
    { status: "Cancelled", reason: "job-cancelled" },
    { status: "CompletedWithWarnings", reason: "job-completed-with-warnings" },
  ])(
    "that ends $status closes the gate, though it comes over HTTP 200",
    async ({ status, reason }) => {
      const { result } = await stop(({ azure }) => azure.script({ jobStatus: status }));

      expect(result.output("reason")).toBe(reason);
      expect(result.output("job-status")).toBe(status);
      expect(result.output("protection-state")).not.toBe("");
    },
  );

  test.each(["Cancelling", "Paused", "completed successfully"])(
    "with the word '%s' is waited for until the deadline",
    async (status) => {
      const { result } = await stop(({ azure }) => azure.script({ jobStatus: status }));

      expect(result.output("reason")).toBe("timed-out");
      expect(result.output("job-status")).toBe(status);
    },
  );

  test("that ended well while the item kept its state closes the gate", async () => {
    const { result } = await stop(({ azure }) => azure.script({ itemUnchanged: true }));

    expect(result.output("reason")).toBe("state-not-reached");
    expect(result.output("job-status")).toBe("Completed");
    expect(result.output("protection-state")).toBe("Protected");
  });
});

describe("a write", () => {
  test.each([
    { status: 400, code: "BMSUserErrorInvalidInput", reason: "request-refused" },
    { status: 403, code: "LinkedAuthorizationFailed", reason: "not-authorized" },
    { status: 404, code: "BMSUserErrorDataSourceObjectNotFound", reason: "request-refused" },
    { status: 409, code: "ScopeLocked", reason: "request-refused" },
  ])(
    "that ARM answers with $status $code is sent once and ends $reason",
    async ({ status, code, reason }) => {
      const { result, writes } = await stop(({ azure }) =>
        azure.fault({ method: "PUT", times: EVER, answer: error(status, code) }),
      );

      expect(result.output("reason")).toBe(reason);
      expect(result.output("error-code")).toBe(code);
      expect(result.output("changed")).toBe("false");
      expect(writes).toHaveLength(1);
    },
  );

  test("is never sent on to where a redirect points", async () => {
    const { result, writes } = await stop(({ azure }) =>
      azure.fault({
        method: "PUT",
        times: EVER,
        answer: { status: 307, headers: { location: "https://evil.example/" } },
      }),
    );

    expect(result.output("reason")).toBe("contact-lost");
    expect(new Set(writes.map((write) => write.split(" ")[1]))).toHaveLength(1);
  });

  test("names the missing permission", async () => {
    const { result } = await stop(({ azure }) =>
      azure.fault({ method: "PUT", answer: error(403, "AuthorizationFailed") }),
    );

    expect(result.host.errors[0]?.message).toContain(
      "Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/write",
    );
  });
});

test("a vault of many pages is read to the end", async () => {
  const azure = scenario({ pageSize: 2 });

  const result = await step(azure, { ...STOP, item: "sales-ag/orders" });

  expect(result.output("reason")).toBe("completed");
  expect(
    result.requests.filter((request) => request.includes("backupProtectedItems")).length,
  ).toBeGreaterThan(2);
});

test("the quota of the hour running out slows the looks down and still sees the end", async () => {
  const azure = scenario();
  azure.azure.quota = 3;
  const item = azure.azure.item("msDB", "sqlserver-0");
  const job = azure.azure.addJob({ item, operation: "Backup", endsInSeconds: 1_800 });

  const result = await step(azure, { operation: "wait-for-job", "job-id": job.id });

  expect(result.output("reason")).toBe("completed");
});
