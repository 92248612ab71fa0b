import { createHttpHeaders, type HttpClient } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { RunCancelledError } from "../../src/errors.ts";
import { inProcess } from "../support/in-process.ts";
import { type Scenario, scenario, step } from "../support/scenario.ts";
import { bringInto, VAULT_ID } from "../support/subjects.ts";

const VERIFY = {
  operation: "verify-backup",
  item: "sqlserver-1/*",
  "max-recovery-point-age": "24h",
};

/** One of the two databases of a server is stopped, and its newest point is too old. */
function given(state: "ProtectionStopped" | "BackupsSuspended" = "ProtectionStopped"): Scenario {
  const azure = scenario();
  const payroll = azure.azure.item("payroll", "sqlserver-1");
  bringInto(payroll, state, azure.clock.now());
  payroll.recoveryPoints = payroll.recoveryPoints.map((point) => ({
    ...point,
    time: point.time - 90 * 86_400_000,
  }));
  payroll.logRanges = [];
  return azure;
}

interface Report {
  readonly items: readonly { readonly "item-name": string; readonly gate: string }[];
  readonly ignored?: readonly { readonly path: string; readonly state: string }[];
}

const reportOf = (text: string) => JSON.parse(text) as Report;

describe("stopped items among several", () => {
  test("are judged where nothing else is said", async () => {
    const result = await step(given(), VERIFY);

    expect(result.gate).toBe("closed");
    expect(result.output("items-total")).toBe("2");
  });

  test.each(["ProtectionStopped", "BackupsSuspended"] as const)(
    "are told and not judged where 'ignore-stopped' says so: %s",
    async (state) => {
      const result = await step(given(state), { ...VERIFY, "ignore-stopped": "true" });

      expect(result.output("reason"), result.output("error-message")).toBe("recovery-point-fresh");
      expect(result.output("items-total")).toBe("1");
      const report = reportOf(result.output("report"));
      expect(report.items).toMatchObject([{ "item-name": "msDB", gate: "open" }]);
      expect(report.ignored).toMatchObject([{ path: "sqlserver-1/payroll", state }]);
      expect(result.host.summaryMarkdown).toContain(`| sqlserver-1/payroll | ${state} |`);
      expect(result.host.lines.join("\n")).toContain(
        "[sqlserver-1/payroll] Stopped, so not judged.",
      );
      // Nothing is asked about the recovery points of what is not judged.
      const points = result.requests.filter((request) => request.includes("recoveryPoints"));
      expect(points.filter((request) => request.includes("payroll"))).toEqual([]);
    },
  );

  test("are told to people by a path, also where native names were given", async () => {
    const server = "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1";
    const item = ["payroll", "msdb"].map((name) => `${server}/SQLDataBase;mssqlserver;${name}`);

    const result = await step(given(), {
      ...VERIFY,
      item: item.join("\n"),
      "ignore-stopped": "true",
    });

    const path = "SQLServerPMDemo/sqlserver-1/MSSQLSERVER/payroll";
    expect(reportOf(result.output("report")).ignored).toMatchObject([{ path }]);
    expect(result.host.summaryMarkdown).toContain(`| ${path} | ProtectionStopped |`);
  });

  test.each([
    { listed: "ProtectionStopped", now: "Protected", total: "2" },
    { listed: "Protected", now: "ProtectionStopped", total: "1" },
  ] as const)(
    "are so by the item itself, where a list is behind: $listed, and $now",
    async (row) => {
      const azure = given();
      const payroll = azure.azure.item("payroll", "sqlserver-1");
      payroll.protectionState = row.now;
      const properties = (state: string, name: string) => ({
        friendlyName: name,
        protectedItemType: "AzureVmWorkloadSQLDatabase",
        protectionState: state,
        serverName: "sqlserver-1",
      });
      const container = `${VAULT_ID}/backupFabrics/Azure/protectionContainers/${payroll.container}`;
      azure.azure.fault({
        path: /backupProtectedItems$/,
        times: Number.POSITIVE_INFINITY,
        answer: {
          status: 200,
          body: JSON.stringify({
            value: [
              {
                id: `${container}/protectedItems/${payroll.name}`,
                properties: properties(row.listed, "payroll"),
              },
              {
                id: `${container}/protectedItems/SQLDataBase;mssqlserver;msdb`,
                properties: properties("Protected", "msDB"),
              },
            ],
          }),
        },
      });

      const result = await step(azure, {
        ...VERIFY,
        "workload-type": "SQLDataBase",
        "ignore-stopped": "true",
      });

      expect(result.output("items-total"), result.output("error-message")).toBe(row.total);
    },
  );

  test.each([
    { slow: "payroll", waits: "29", why: "while it was read" },
    { slow: "msDB", waits: "900", why: "while the other one took its time" },
  ])("are judged where somebody resumes one $why", async ({ slow, waits }) => {
    const azure = given();
    const payroll = azure.azure.item("payroll", "sqlserver-1");
    const inner = inProcess(azure.azure, azure.clock);
    let isSlow = true;
    const http: HttpClient = {
      async sendRequest(request) {
        const answer = await inner.sendRequest(request);
        const path = decodeURIComponent(new URL(request.url).pathname).toLowerCase();
        if (!isSlow || !path.endsWith(`;${slow.toLowerCase()}`)) return answer;
        isSlow = false;
        await azure.clock.sleep(5_000, request.abortSignal as AbortSignal);
        payroll.protectionState = "Protected";
        if (waits === "29") {
          await azure.clock.sleep(24_000, request.abortSignal as AbortSignal);
          return answer;
        }
        const headers = createHttpHeaders({ "retry-after": waits });
        const body = { error: { code: "TooManyRequests", message: "Wait." } };
        return { ...answer, headers, status: 429, bodyAsText: JSON.stringify(body) };
      },
    };

    const result = await step(azure, { ...VERIFY, "ignore-stopped": "true" }, { world: { http } });

    expect(result.output("items-total"), result.output("error-message")).toBe("2");
    expect(result.gate).toBe("closed");
  });

  test("are told too where the step is cancelled before the others are judged", async () => {
    const azure = given();
    const inner = inProcess(azure.azure, azure.clock);
    const http: HttpClient = {
      async sendRequest(request) {
        if (/msdb.*recoveryPoints/i.test(request.url)) {
          azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
        }
        return inner.sendRequest(request);
      },
    };
    const inputs = { ...VERIFY, "ignore-stopped": "true", "max-parallel": "1" };
    const item = "sqlserver-1/payroll\nsqlserver-1/msDB";
    const result = await step(azure, { ...inputs, item }, { world: { http } });

    expect(result.output("reason")).toBe("workflow-cancelled");
    const report = reportOf(result.output("report"));
    expect(report.items).toMatchObject([{ "item-name": "msDB" }]);
    expect(report.ignored).toMatchObject([{ path: "sqlserver-1/payroll" }]);
  });

  test("leave nothing to judge where all are", async () => {
    const azure = given();
    bringInto(azure.azure.item("msDB", "sqlserver-1"), "ProtectionStopped", azure.clock.now());

    const result = await step(azure, { ...VERIFY, "ignore-stopped": "true" });

    expect(result.output("reason")).toBe("no-recovery-point");
    expect(result.host.errors[0]?.message).toBe(
      "Nothing was judged: every item that 'item' names is stopped, and 'ignore-stopped' leaves stopped items out. What to do: Check 'item', or leave 'ignore-stopped' out to judge the recovery points that stopped items have.",
    );
    expect(reportOf(result.output("report")).ignored).toHaveLength(2);
  });
});

test("a single item that is stopped is not judged either, and so is no pass", async () => {
  const inputs = { ...VERIFY, item: "sqlserver-1/payroll", "ignore-stopped": "true" };

  expect((await step(given(), inputs)).output("reason")).toBe("no-recovery-point");
});

test("a single item that is not stopped is judged as ever", async () => {
  const inputs = { ...VERIFY, item: "sqlserver-1/payroll", "ignore-stopped": "true" };

  expect((await step(scenario(), inputs)).output("reason")).toBe("recovery-point-fresh");
});
