import { describe, expect, test } from "vitest";
import { scenario, step } from "../support/scenario.ts";
import { transcript } from "../support/transcript.ts";

const HOSTILE = [
  "first line\n::set-output name=gate::open",
  "\r\n::error::fake",
  "##[command]rm -rf /",
  "| a | b |",
  "`code` **bold** [click](https://evil.example) ![x](https://evil.example/x.png)",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "www.evil.example :tada: @someone \u202egnp.exe \u0000\u001b[31mred",
].join(" ");

describe("text from Azure is data", () => {
  test("wherever it turns up: job errors, tasks, properties, names", async () => {
    const azure = scenario();
    azure.azure.script({
      jobStatus: "Failed",
      jobErrors: [
        {
          errorCode: HOSTILE,
          errorTitle: HOSTILE,
          errorString: HOSTILE,
          recommendations: [HOSTILE],
        },
      ],
      tasks: [{ taskId: HOSTILE, status: HOSTILE }],
      propertyBag: { [`Data Transferred ${HOSTILE}`]: HOSTILE },
    });

    const result = await step(azure, {
      operation: "stop-protection-retain-data",
      item: "orders",
    });

    expect(result.output("reason")).toBe("job-failed");
    for (const line of [
      ...result.host.lines,
      ...result.host.errors.map(({ message }) => message),
    ]) {
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      expect(line).not.toContain("::");
      expect(line).not.toContain("##[");
    }
    for (const [name, value] of result.host.outputs) {
      expect(value, name).not.toMatch(name === "report" ? /\n/ : /^::|##\[|\r|\n\s*::/m);
    }
    // What stands in the chart is held by its own tests.
    const summaryMarkdown = result.host.summaryMarkdown.replace(/^```mermaid$.*?^```$/ms, "");
    expect(summaryMarkdown).not.toMatch(/<(script|img)|\[click\]|`|\*\*bold|:tada:|@someone|www\./);
    expect(summaryMarkdown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
    for (const row of summaryMarkdown.split("\n").filter((line) => line.startsWith("|"))) {
      expect([3, 4, 5]).toContain(row.split("|").length - 1);
    }
    await expect(transcript(result)).toMatchFileSnapshot("transcripts/hostile-text.txt");
  });

  test("also in ARM's own errors", async () => {
    const azure = scenario();
    const body = JSON.stringify({ error: { code: HOSTILE, message: HOSTILE } });
    azure.azure.fault({ method: "PUT", answer: { status: 400, body } });

    const result = await step(azure, { operation: "stop-protection-retain-data", item: "orders" });

    expect(result.output("reason")).toBe("request-refused");
    expect(result.host.errors[0]?.message).not.toMatch(/::|##\[|[\r\n]/);
    expect(result.host.summaryMarkdown).not.toMatch(/<script|`|\*\*bold/);
  });

  test("and in what a job says of its item, which no step asked for by name", async () => {
    const azure = scenario();
    const overrides = { entityFriendlyName: HOSTILE, operation: HOSTILE };
    const job = azure.azure.addJob({
      item: azure.azure.item("orders"),
      status: "Failed",
      overrides,
    });

    const result = await step(azure, { operation: "wait-for-job", "job-id": job.id });

    expect(result.output("reason")).toBe("job-failed");
    for (const [name, value] of result.host.outputs) {
      expect(value, name).not.toMatch(name === "report" ? /\n/ : /^::|##\[|\r|\n\s*::/m);
    }
    expect(result.output("item-name")).not.toContain("::");
  });

  test("and in a native name, which a later step may print", async () => {
    const azure = scenario();
    azure.azure.addItem({
      workload: "SQLDataBase",
      container: "VMAppContainer;Compute;rg-sql;vm-1",
      name: "SQLDataBase;mssqlserver;##[error]::x",
      friendlyName: "##[error]::x",
    });

    const listed = await step(azure, { operation: "list-items", item: "vm-1/*" });
    const [{ item, name }] = JSON.parse(listed.output("items"));
    const used = await step(azure, { operation: "stop-protection-retain-data", item });

    expect(name).toBe("##[error]::x");
    expect(item).not.toMatch(/##\[|::/);
    expect(used.output("reason")).toBe("completed");
    expect(used.output("item")).toBe(item);
  });

  test("and what the user typed, which may come from a pull request", async () => {
    const result = await step(scenario(), {
      operation: "stop-protection-retain-data",
      item: `a/${HOSTILE.replaceAll(/[\r\n]/g, " ")}`,
    });

    expect(result.host.errors[0]?.message).not.toMatch(/::|##\[/);
    expect(result.host.summaryMarkdown).not.toMatch(/<script|`|\*\*bold/);
  });
});
