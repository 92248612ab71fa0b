import { describe, expect, test } from "vitest";
import { REPORT_SCHEMA } from "../../scripts/report-schema.ts";
import { readJob } from "../../src/azure/backup/job.ts";
import { toFacts } from "../../src/report/outputs.ts";
import { fitReport, toReport } from "../../src/report/report-json.ts";
import type { Known, Verdict } from "../../src/sequence/known.ts";
import { reportFaults as faults } from "../support/report-faults.ts";
import { scenario, step } from "../support/scenario.ts";

describe("the report's schema", () => {
  const job = readJob({
    name: "7ddead57-bcb9-4269-ac31-6a1b57588700",
    properties: {
      status: "Failed",
      operation: "Backup (Full)",
      startTime: "2026-01-01T00:00:00Z",
      endTime: "2026-01-01T00:02:00Z",
      activityId: "activity-1",
      errorDetails: [{ errorTitle: "UserErrorExample", errorString: "It went wrong." }],
      extendedInfo: {
        tasksList: [{ taskId: "Transfer data to vault", status: "Failed" }],
        propertyBag: { "Data Transferred (in MB)": "0" },
      },
    },
  });
  const known: Known = { job, formerJobs: [{ id: "c22eca5d", status: "" }] };
  const verdict: Verdict = { reason: "job-failed", message: "It failed.", hint: "" };
  const facts = toFacts({ known, verdict }, "");

  test("fits a whole report, and tells of every property of a job", () => {
    const report = toReport([{ known, facts }], []);

    expect(faults(report)).toEqual([]);
    expect(JSON.stringify(report)).not.toContain('""');
    expect(Object.keys(report.items[0]?.jobs?.[1] ?? {})).toEqual(
      Object.keys(REPORT_SCHEMA.$defs.job.properties),
    );
  });

  test.each([
    { operation: "stop-protection-retain-data", item: "orders" },
    { operation: "backup-now", item: "web-01" },
    { operation: "verify-backup", item: "sqlserver-1/*", "max-recovery-point-age": "24h" },
    { operation: "list-items", item: "*" },
    { operation: "change-policy", item: "no-such-item", policy: "DevPolicy" },
    { operation: "no-such-operation" },
  ])("fits the reports of a step: $operation $item", async (inputs) => {
    const result = await step(scenario(), inputs);

    for (const text of [result.output("report"), ...result.host.reports]) {
      expect(faults(JSON.parse(text))).toEqual([]);
    }
    expect(result.host.reports.at(-1)).toBe(result.output("report"));
  });

  test("fits a report of several items", () => {
    const missing: Verdict = { reason: "item-not-found", message: "", hint: "" };
    const other = toFacts({ known: {}, verdict: missing }, "");

    const report = toReport(
      [
        { known, facts },
        { known: {}, facts: other },
      ],
      [],
    );

    expect(faults(report)).toEqual([]);
    expect(report.items).toHaveLength(2);
  });

  test.each([
    { cut: "its tasks", long: "tasks" },
    { cut: "its recommendations", long: "recommendations" },
    { cut: "all but the required properties", long: "error-message" },
  ])("fits a report that was cut down by $cut", ({ long }) => {
    const text = "x".repeat(1_000_000);
    const tasks = long === "tasks" ? [{ name: text, status: "Failed" }] : [];
    const others = long === "tasks" ? {} : { [long]: text };

    const whole = toReport(
      [{ known: { job: { ...job, tasks } }, facts: { ...facts, ...others } }],
      [],
    );
    const report: unknown = JSON.parse(
      fitReport(whole, { mostBytes: 900_000, toJson: JSON.stringify }),
    );

    expect(report).toHaveProperty("truncated", true);
    expect(faults(report)).toEqual([]);
  });

  test.each([
    { fault: "another version", report: { version: 2, truncated: false, items: [] } },
    { fault: "no items", report: { version: 1, truncated: false } },
    {
      fault: "a number among the outputs",
      report: { version: 1, truncated: false, items: [{ ...facts, "items-total": 1 }] },
    },
    {
      fault: "a gate that is ajar",
      report: { version: 1, truncated: false, items: [{ ...facts, gate: "ajar" }] },
    },
    {
      fault: "a job with something unknown",
      report: {
        version: 1,
        truncated: false,
        items: [{ ...facts, jobs: [{ id: "a", status: "b", tasks: [], more: "" }] }],
      },
    },
  ])("refuses $fault", ({ report }) => {
    expect(faults(report)).not.toEqual([]);
  });
});
