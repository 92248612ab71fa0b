import type { HttpClient } from "@azure/core-rest-pipeline";
import { describe, expect, test } from "vitest";
import { RunCancelledError } from "../../src/errors.ts";
import { inProcess } from "../support/in-process.ts";
import { scenario, step } from "../support/scenario.ts";

const FRESH = ["sqlserver-1/payroll", "erp", "web-02"];
const VERIFY = {
  operation: "verify-backup",
  item: FRESH.join("\n"),
  "max-recovery-point-age": "24h",
};
const reportIn = (json = "{}") => JSON.parse(json);

describe("the file at 'report-path'", () => {
  test("is there from the start, and names every id as soon as Azure has told it", async () => {
    const azure = scenario();
    const result = await step(azure, { operation: "backup-now", item: "orders" });

    const [first, ...later] = result.host.reports.map((json) => reportIn(json));
    expect(first).toMatchObject({ finished: false, items: [{ gate: "closed", reason: "" }] });
    expect(later.map(({ items: [item] }) => [item["operation-id"], item["job-id"]])).toEqual([
      [result.output("operation-id"), undefined],
      [result.output("operation-id"), result.output("job-id")],
      [result.output("operation-id"), result.output("job-id")],
    ]);
    expect(later.map(({ finished }) => finished)).toEqual([false, false, undefined]);
  });

  test("is there even if an input is wrong", async () => {
    const { host } = await step(scenario(), { operation: "none" });

    expect(host.reports.map((json) => reportIn(json).items[0].reason)).toEqual([
      "",
      "invalid-input",
    ]);
  });

  test("holds every item before one of them is judged", async () => {
    const { host } = await step(scenario(), VERIFY);

    const [, all, last] = host.reports.map((json) => reportIn(json));
    expect(all.finished).toBe(false);
    expect(all.items.map((one: Record<string, string>) => one["item-path"])).toEqual([
      "sqlserver-1/payroll",
      "hana-0/erp",
      "WebDemo/web-02",
    ]);
    expect(new Set(all.items.map((one: Record<string, string>) => one.gate))).toEqual(
      new Set(["closed"]),
    );
    expect(last).not.toHaveProperty("finished");
  });
});

/** Cancels the workflow as soon as such a request was answered. */
async function cancelledAt(pattern: RegExp, inputs: Readonly<Record<string, string>>) {
  const azure = scenario();
  const inner = inProcess(azure.azure, azure.clock);
  const http: HttpClient = {
    async sendRequest(request) {
      const answer = await inner.sendRequest(request);
      if (pattern.test(request.url)) {
        azure.cancel.abort(new RunCancelledError("The workflow was cancelled (SIGTERM)."));
      }
      return answer;
    },
  };
  return await step(azure, inputs, { world: { http } });
}

describe("several items that are cancelled in the middle", () => {
  const one = { ...VERIFY, "max-parallel": "1" };

  test("keep what was known of each, and those whose turn had not come are not started", async () => {
    const result = await cancelledAt(/hana-0.*recoveryPoints/, one);

    expect(result.output("reason")).toBe("workflow-cancelled");
    expect(result.output("error-message")).toBe(
      "1 of 3 items passed; 1 not-started, 1 workflow-cancelled. The workflow was cancelled (SIGTERM).",
    );
    expect(result.output("items-total")).toBe("3");
    expect(result.output("items-passed")).toBe("1");
    expect(reportIn(result.output("report")).items).toMatchObject([
      { reason: "recovery-point-fresh", "item-path": "sqlserver-1/payroll" },
      { reason: "workflow-cancelled", "item-path": "hana-0/erp" },
      { reason: "not-started", "item-path": "WebDemo/web-02", gate: "closed" },
    ]);
    expect(result.host.failed).toBe(true);
  });

  test("are asked about no more", async () => {
    const result = await cancelledAt(/hana-0.*recoveryPoints/, one);

    expect(result.requests.filter((line) => /web-02/.test(line))).toEqual([]);
  });
});
