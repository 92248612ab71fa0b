import type { HttpClient } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { RunCancelledError } from "../../src/errors.ts";
import { fileShare, groupDatabase } from "../emulator/vault/sample-items.ts";
import { inProcess } from "../support/in-process.ts";
import { scenario, step } from "../support/scenario.ts";

const OPERATIONS = ["wait-for-job", "cancel-job"] as const;
const DAY_S = 86_400;

describe.each(OPERATIONS)("%s with an item", (operation) => {
  test.each([
    "sqlserver-1/payroll",
    "VMAppContainer;Compute;SQLServerPMDemo;sqlserver-1/SQLDataBase;mssqlserver;payroll",
  ])("takes a job of it: %s", async (item) => {
    const azure = scenario();
    const payroll = azure.azure.item("payroll", "sqlserver-1");
    const job = azure.azure.addJob({ item: payroll, operation: "Backup", endsInSeconds: 600 });

    const result = await step(azure, { operation, "job-id": job.id, item });

    expect(result.gate, result.output("error-message")).toBe("open");
    expect(result.output("item-name")).toBe("payroll");
    expect(result.output("item")).toContain(";sqlserver-1/SQLDataBase;mssqlserver;payroll");
    expect(result.output("workload-type")).toBe("SQLDataBase");
  });

  test.each(["sqlserver-0/crm", "sqlserver-0/MSSQLSERVER/payroll", "web-01"])(
    "refuses a job of another one, and cancels nothing: %s",
    async (item) => {
      const azure = scenario();
      const payroll = azure.azure.item("payroll", "sqlserver-1");
      const job = azure.azure.addJob({ item: payroll, operation: "Backup", endsInSeconds: 600 });

      const result = await step(azure, { operation, "job-id": job.id, item });

      expect(result.output("reason")).toBe("refused");
      expect(result.output("job-id")).toBe(job.id);
      expect(result.output("job-operation")).toBe("Backup");
      expect(result.output("job-start-time")).toBe(
        `${new Date(job.startedAt).toISOString().slice(0, 19)}Z`,
      );
      expect(result.host.errors[0]?.message).toMatch(
        /^(.*: )?Job .* \(Backup.* of 'payroll.*'\) is not one of '.*'\. It is InProgress\./,
      );
      expect(result.output("job-status")).toBe("InProgress");
      expect(result.host.errors[0]?.message).toContain("Check 'job-id' and 'item'.");
      expect(result.writes).toEqual([]);
    },
  );

  test.each([
    "hana-1/HDB/ledger",
    "VMAppContainer;Compute;HanaDemo;hana-1/SAPHanaDatabase;hdb;ledger",
  ])("refuses a job of a database of that name in another kind of server: %s", async (item) => {
    const azure = scenario();
    azure.azure.addItem({
      workload: "SAPHanaDatabase",
      container: "VMAppContainer;Compute;HanaDemo;hana-1",
      name: "SAPHanaDatabase;hdb;ledger",
      friendlyName: "ledger",
      serverName: "hana-1",
      parentName: "HDB",
    });
    azure.azure.addItem(
      groupDatabase("ledger", {
        group: "sales",
        cluster: "east",
        nodes: ["n-0"],
        resourceGroup: "SQLServerPMDemo",
      }),
    );
    const sql = azure.azure.item("ledger", "east");
    const job = azure.azure.addJob({ item: sql, operation: "DisableBackup", endsInSeconds: 60 });

    const result = await step(azure, { operation, "job-id": job.id, item });

    expect(result.output("reason")).toBe("refused");
    expect(result.output("error-message")).toMatch(/ is not one of '/);
  });

  test("refuses a job of which Azure does not say whose of two it is", async () => {
    const azure = scenario();
    const group = { group: "sales", nodes: ["n-0"], resourceGroup: "SQLServerPMDemo" };
    for (const cluster of ["east", "west"])
      azure.azure.addItem(groupDatabase("ledger", { ...group, cluster, nodes: [`${cluster}-0`] }));
    const east = azure.azure.item("ledger", "east");
    const job = azure.azure.addJob({ item: east, operation: "ConfigureBackup", endsInSeconds: 60 });

    const result = await step(azure, {
      operation,
      "job-id": job.id,
      item: "east/sales/ledger",
    });

    expect(result.output("reason")).toBe("refused");
    expect(result.output("error-message")).toContain(
      "may be one of 'east/sales/ledger', or of another item of that name: Azure does not say",
    );
  });

  test("is red where there is no such item", async () => {
    const azure = scenario();
    const payroll = azure.azure.item("payroll", "sqlserver-1");
    const job = azure.azure.addJob({ item: payroll, operation: "Backup", endsInSeconds: 600 });

    const result = await step(azure, { operation, "job-id": job.id, item: "sqlserver-9/payroll" });

    expect(result.output("reason")).toBe("item-not-found");
    expect(result.output("job-id")).toBe(operation === "cancel-job" ? job.id : "");
  });
});

test.each([
  {
    item: "sqlserver-0/crm",
    cancels: 0,
    told: "had not been looked at yet, so it may not be one of",
  },
  { item: "", cancels: 1, told: "Azure has accepted the request to cancel" },
])(
  "a wait that is cancelled before the first look leaves the job alone if it is to be one of '$item'",
  async ({ item, cancels, told }) => {
    const azure = scenario();
    const payroll = azure.azure.item("payroll", "sqlserver-1");
    const job = azure.azure.addJob({ item: payroll, operation: "Backup", endsInSeconds: 600 });
    const inner = inProcess(azure.azure, azure.clock);
    const http: HttpClient = {
      async sendRequest(request) {
        if (request.method === "GET" && request.url.includes("/backupJobs/")) {
          azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
          await azure.clock.sleep(1_000, request.abortSignal as AbortSignal);
        }
        return inner.sendRequest(request);
      },
    };
    const inputs = { operation: "wait-for-job", "job-id": job.id, "on-cancel": "cancel-job" };

    const result = await step(azure, { ...inputs, ...(item && { item }) }, { world: { http } });

    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.output("error-message")).toContain(told);
    expect(result.writes).toHaveLength(cancels);
  },
);

test("the path that is told of a native name means no other kind of item", async () => {
  const azure = scenario();
  azure.azure.addItem(fileShare("erp", "contosofiles", "FilesDemo"));
  const job = azure.azure.addJob({ item: azure.azure.item("erp", "HXE"), operation: "Restore" });
  const inputs = { operation: "cancel-job", "job-id": job.id };
  const listed = await step(azure, { operation: "list-items", item: "*/erp" });
  const [{ item = "" } = {}] = JSON.parse(listed.output("items")).filter(
    ({ workload }: { workload: string }) => workload === "SAPHanaDatabase",
  );

  const result = await step(azure, { ...inputs, item });

  expect(result.gate, result.output("error-message")).toBe("open");
  expect(result.output("item")).toBe(item);
  expect(result.output("item-path").split("/").length).toBeGreaterThan(1);
});

describe("a job that is waited for", () => {
  const ended = (agoSeconds: number) => {
    const azure = scenario();
    const item = azure.azure.item("payroll", "sqlserver-1");
    const job = azure.azure.addJob({ item, operation: "Backup", endsInSeconds: 60 });
    azure.clock.advance((60 + agoSeconds) * 1_000);
    return { azure, job };
  };

  test("is told with its item, what it did, and how long ago it ended", async () => {
    const { azure, job } = ended(3 * 3_600);

    const result = await step(azure, { operation: "wait-for-job", "job-id": job.id });

    expect(result.output("job-operation")).toBe("Backup (Full)");
    expect(result.output("item-name")).toBe("payroll [sqlserver-1.contoso.com]");
    expect(result.output("job-end-time")).not.toBe("");
    expect(result.host.lines.at(-1)).toBe(
      `Gate open for 'payroll [sqlserver-1.contoso.com]': completed. Job ${job.id} (Backup (Full) of 'payroll [sqlserver-1.contoso.com]') ended Completed 3 h ago.`,
    );
    expect(result.host.warnings).toEqual([]);
  });

  test("that ended more than a day ago opens the gate with a warning", async () => {
    const { azure, job } = ended(3 * DAY_S);

    const result = await step(azure, { operation: "wait-for-job", "job-id": job.id });

    expect(result.gate).toBe("open");
    expect(result.host.warnings).toEqual([
      `Job ${job.id} ended 3 d ago, and says nothing about what has happened since. If you mean a backup of today, check 'job-id'.`,
    ]);
    expect(result.host.summaryMarkdown).toContain("ended 3 d ago");
  });
});
