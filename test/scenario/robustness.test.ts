import { describe, expect, test } from "vitest";
import { systemClock } from "../../src/time/clock.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";

const EVER = Number.POSITIVE_INFINITY;
const ITEM = /\/protectedItems\/[^/]+$/;
const STOP = { operation: "stop-protection-retain-data", item: "orders" };
const CHANGE = { operation: "change-policy", item: "sqlserver-1/payroll" };
const DELETE = { operation: "stop-protection-delete-data" };

function writes(result: Awaited<ReturnType<typeof step>>): number {
  return result.requests.filter((request) => !request.startsWith("GET")).length;
}

/** Puts an item on a policy without going through Azure. */
function onPolicy({ azure }: Scenario, name: string, server: string, policy: string): void {
  const item = azure.item(name, server);
  item.policyId = (item.policyId ?? "").replace(/[^/]+$/, policy);
}

test("the system's clock takes limits that are no whole number of milliseconds", () => {
  expect(() => systemClock.limit(12_865.35)).not.toThrow();
  expect(() => systemClock.limit(-1)).not.toThrow();
});

describe("a state that was there before the write proves nothing", () => {
  test("an inconsistent item that has the policy already counts only once it is consistent", async () => {
    const azure = scenario();
    const item = azure.azure.item("payroll", "sqlserver-1");
    item.policyInconsistent = true;
    azure.azure.fault({ method: "PUT", times: EVER, answer: "dropped" });

    const result = await step(azure, { ...CHANGE, policy: "HourlyLogPolicy" });

    expect(result.output("gate")).toBe("closed");
    expect(result.output("reason")).toBe("contact-lost");
  });

  test("a 404 that is not Azure's own does not mean that the item is gone", async () => {
    const azure = scenario();
    azure.azure.fault({ method: "DELETE", times: EVER, answer: { status: 504, body: "" } });
    const page = { status: 404, body: "<html>no</html>" };
    azure.azure.fault({ method: "GET", path: ITEM, skip: 1, times: EVER, answer: page });

    const result = await step(azure, {
      ...DELETE,
      item: "sqlserver-0/msDB",
      "confirm-delete": "msDB",
    });

    expect(result.output("gate")).toBe("closed");
  });
});

describe("retention that cannot be compared counts as shorter", () => {
  test.each([
    { what: "an empty answer", body: "{}" },
    { what: "a shape that is not known", body: '{"properties":{"subProtectionPolicy":[]}}' },
  ])("$what for the present policy", async ({ body }) => {
    const azure = scenario();
    onPolicy(azure, "payroll", "sqlserver-1", "ProdPolicy");
    const path = /backupPolicies\/ProdPolicy$/;
    azure.azure.fault({ method: "GET", path, times: EVER, answer: { status: 200, body } });

    const result = await step(azure, { ...CHANGE, policy: "DevPolicy" });

    expect(result.output("gate")).toBe("closed");
    expect(writes(result)).toBe(0);
  });

  test("an item that shows no policy at all", async () => {
    const azure = scenario();
    azure.azure.item("billing").policyId = "";

    const result = await step(azure, { ...CHANGE, item: "billing", policy: "DevPolicy" });

    expect(result.output("reason")).toBe("refused");
    expect(writes(result)).toBe(0);
  });

  test("a list that lags behind does not decide which policy is the present one", async () => {
    const azure = scenario();
    onPolicy(azure, "payroll", "sqlserver-1", "ProdPolicy");
    const stale = azure.azure.item("payroll", "sqlserver-1");
    azure.azure.fault({
      path: /backupProtectedItems$/,
      times: EVER,
      answer: {
        status: 200,
        body: JSON.stringify({
          value: [
            {
              id: `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/${stale.container}/protectedItems/${stale.name}`,
              properties: {
                friendlyName: "payroll",
                protectedItemType: "AzureVmWorkloadSQLDatabase",
                protectionState: "Protected",
                serverName: "sqlserver-1",
                policyId: stale.policyId?.replace("ProdPolicy", "DevPolicy"),
              },
            },
          ],
        }),
      },
    });

    const result = await step(azure, {
      ...CHANGE,
      policy: "HourlyLogPolicy",
      "workload-type": "SQLDataBase",
    });

    expect(result.output("reason")).toBe("refused");
    expect(writes(result)).toBe(0);
  });
});

describe("a deletion has to name its host", () => {
  test.each(["MSSQLSERVER/crm", "SQLServerPMDemo/crm"])("%s does not", async (item) => {
    const result = await step(scenario(), { ...DELETE, item, "confirm-delete": "crm" });

    expect(result.output("reason")).toBe("refused");
    expect(writes(result)).toBe(0);
  });

  test.each([
    { item: "sqlserver-0/crm", name: "crm" },
    { item: "sales-ag/orders", name: "orders" },
    { item: "WebDemo/web-01", name: "web-01" },
    { item: "contosofiles/documents", name: "documents" },
  ])("$item does", async ({ item, name }) => {
    const result = await step(scenario(), { ...DELETE, item, "confirm-delete": name });

    expect(result.output("reason")).toBe("completed");
  });
});

describe("odd answers end, and never end well", () => {
  test("a list whose pages lead round in a circle", async () => {
    const azure = scenario();
    const nextLink = "https://management.azure.com/page?again=1";
    const body = JSON.stringify({ value: [], nextLink });
    azure.azure.fault({
      path: /backupProtectedItems$|^\/page$/,
      times: EVER,
      answer: { status: 200, body },
    });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("contact-lost");
  });

  test("a Retry-After of nothing, again and again, is waited out until the deadline", async () => {
    const azure = scenario();
    const answer = { status: 429, headers: { "retry-after": "0" }, body: "" };
    azure.azure.fault({ path: /backupProtectedItems$/, times: EVER, answer });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("timed-out");
    expect(result.requests.length).toBeLessThan(200);
  });

  test("an answer about another item than the one asked for", async () => {
    const azure = scenario();
    const body = JSON.stringify({
      id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012/backupFabrics/Azure/protectionContainers/VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/protectedItems/SQLDataBase;mssqlserver;msdb",
      properties: {
        friendlyName: "msDB",
        protectedItemType: "AzureVmWorkloadSQLDatabase",
        protectionState: "Protected",
      },
    });
    azure.azure.fault({ method: "GET", path: ITEM, times: EVER, answer: { status: 200, body } });

    const result = await step(azure, {
      ...DELETE,
      item: "sqlserver-0/msDB",
      "confirm-delete": "msDB",
    });

    expect(result.output("reason")).toBe("contact-lost");
    expect(writes(result)).toBe(0);
  });

  test("a purge time beyond the end of all calendars leaves the output empty", async () => {
    const azure = scenario();
    azure.azure.item("archive2019").overrides = { softDeleteRetentionPeriod: 1e12 };

    const result = await step(azure, {
      ...DELETE,
      item: "sqlserver-0/archive2019",
      "confirm-delete": "archive2019",
    });

    expect(result.output("reason")).toBe("already-in-state");
    expect(result.output("purge-time")).toBe("");
  });

  test("an error of megabytes fits the limits of GitHub", async () => {
    const azure = scenario();
    const message = "x".repeat(1_500_000);
    const body = JSON.stringify({ error: { code: "Odd", message } });
    azure.azure.fault({ method: "PUT", answer: { status: 400, body } });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("request-refused");
    expect(result.output("report").length).toBeLessThan(900 * 1024);
    expect(result.host.summaryMarkdown.length).toBeLessThan(900 * 1024);
  });

  test("a job's id that is no id is inert in the outputs", async () => {
    const azure = scenario();
    const id = "x\n::add-mask::open";
    const body = JSON.stringify({
      status: "Succeeded",
      properties: { objectType: "OperationStatusJobExtendedInfo", jobId: id },
    });
    azure.azure.fault({ path: /operationsStatus/, times: EVER, answer: { status: 200, body } });

    const result = await step(azure, STOP);

    expect(result.output("job-id")).not.toMatch(/\n|::/);
    expect(result.output("gate")).toBe("closed");
  });

  test("one wrong Date of a proxy does not make our own job look foreign", async () => {
    const azure = scenario();
    azure.azure.fault({
      method: "GET",
      path: /\/vaults\/[^/]+$/,
      answer: { rewriteHeaders: { date: "Mon, 05 Jan 2026 11:00:00 GMT" } },
    });
    azure.azure.fault({ method: "PUT", afterwards: true, answer: "dropped" });

    const result = await step(azure, STOP);

    expect(result.output("reason")).toBe("completed");
    expect(result.output("job-status")).toBe("Completed");
    expect(writes(result)).toBe(1);
  });
});

describe("whatever fails while reporting, the step stays red and says what it can", () => {
  test("outputs that cannot be set", async () => {
    const result = await step(scenario(), { ...STOP, item: "nothing" }, { failingOutputs: true });

    expect(result.gate).toBe("closed");
    expect(result.host.failed).toBe(true);
    expect(result.host.errors).toHaveLength(1);
    expect(result.host.summaryMarkdown).toContain("item-not-found");
  });

  test("outputs that cannot be set, where the gate would be open", async () => {
    const result = await step(scenario(), STOP, { failingOutputs: true });

    expect(result.gate).toBe("closed");
    expect(result.host.failed).toBe(true);
    expect(result.host.summaryMarkdown).toContain("Backup gate closed: defect");
  });
});

test("a job that was seen and then is missing for good is contact lost, not unknown", async () => {
  const azure = scenario();
  const item = azure.azure.item("orders");
  const job = azure.azure.addJob({ item, operation: "Backup", endsInSeconds: 3_600 });
  const body = JSON.stringify({ error: { code: "BMSUserErrorJobNotFound", message: "No." } });
  azure.azure.fault({
    path: /\/backupJobs\/[^/]+$/,
    skip: 3,
    times: EVER,
    answer: { status: 404, body },
  });

  const result = await step(azure, { operation: "wait-for-job", "job-id": job.id });

  expect(result.output("reason")).toBe("contact-lost");
  expect(result.output("job-status")).toBe("InProgress");
});
