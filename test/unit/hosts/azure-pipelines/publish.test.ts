import { describe, expect, test } from "vitest";
import { agentProgress } from "../../../../src/hosts/azure-pipelines/progress.ts";
import { publishToAgent } from "../../../../src/hosts/azure-pipelines/publish.ts";
import { outputsOf } from "../../../../src/inputs/rows-of-host.ts";
import type { Account, StepReport } from "../../../../src/report/step-report.ts";
import type { Known, Verdict } from "../../../../src/sequence/known.ts";
import { FakeAgent } from "../../../support/fake-agent.ts";
import { item, job } from "../../azure/backup/read-builders.ts";
import { acceptedWrite } from "../../sequence/step-builders.ts";

const completed: Verdict = { reason: "completed", message: "Job 7 ended Completed.", hint: "" };
const failed: Verdict = {
  reason: "job-failed",
  message: "Job 7 ended Failed.",
  hint: "Free space.",
};
const dryRun: Verdict = { reason: "dry-run", message: "Dry run.", hint: "Set it." };
const known: Known = { before: item(), job: job({ id: "7" }), write: acceptedWrite() };

function reportOf(
  accounts: readonly Account[],
  verdict = accounts[0]?.verdict ?? completed,
): StepReport {
  return {
    operation: "change-policy",
    onlyReads: false,
    vault: "vault-1",
    span: { from: 0, until: 1_000 },
    jobUrl: "https://portal.azure.com/#@/resource/x/backupJobs",
    verdict,
    accounts,
    ignored: [],
  };
}

async function published(report: StepReport, agent = new FakeAgent(), summary = "true") {
  const verdict = await publishToAgent(report, agent, summary);
  return { agent, verdict, ...agent.seen };
}

describe("the end of a step", () => {
  test.each([
    { verdict: completed, result: "Succeeded", errors: 0, warnings: 0 },
    { verdict: { ...completed, remark: "Odd." }, result: "Succeeded", errors: 0, warnings: 1 },
    { verdict: dryRun, result: "SucceededWithIssues", errors: 0, warnings: 1 },
    { verdict: failed, result: "Failed", errors: 1, warnings: 0 },
  ])(
    "$verdict.reason is $result, with exit code 0",
    async ({ verdict, result, errors, warnings }) => {
      const seen = await published(reportOf([{ known, verdict }]));

      expect(seen).toMatchObject({ exitCode: 0, result, complaints: [] });
      expect([seen.errors.length, seen.warnings.length]).toEqual([errors, warnings]);
      expect(seen.commands.at(-1)?.name).toBe("task.complete");
    },
  );

  test("sets every output of the task, 'gate' as the last", async () => {
    const { outputs } = await published(reportOf([{ known, verdict: failed }]));

    expect([...outputs.keys()].toSorted()).toEqual(
      outputsOf("azure-pipelines")
        .map(({ name }) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()))
        .toSorted(),
    );
    expect([...outputs.keys()].at(-1)).toBe("gate");
    expect(outputs.get("reportPath")).toBe("/agent/temp/report.json");
  });

  test("clips what would fill the environment of later steps, but not the report", async () => {
    const verdict: Verdict = { ...failed, message: "x".repeat(9_000) };
    const { agent, outputs } = await published(
      reportOf([{ known: { ...known, path: "p".repeat(2_000) }, verdict }]),
    );

    expect(outputs.get("errorMessage")).toHaveLength(4_001);
    expect(outputs.get("itemPath")).toHaveLength(1_001);
    expect(agent.reports.at(-1)).toContain("x".repeat(9_000));
  });

  test("of many failures shows ten errors at most, and says where the others are", async () => {
    const accounts = Array.from({ length: 30 }, (_, index): Account => {
      return { known: { ...known, path: `host/db-${index}` }, verdict: failed };
    });

    const { errors, complaints } = await published(reportOf(accounts));

    expect(errors).toHaveLength(10);
    expect(complaints).toEqual([]);
    expect(errors[0]).toContain("the file at the output 'reportPath' has all");
  });

  test("has a summary without a chart, which nothing would draw, unless it is not wanted", async () => {
    const { agent } = await published(reportOf([{ known, verdict: completed }]));
    const other = await published(
      reportOf([{ known, verdict: completed }]),
      new FakeAgent(),
      "False",
    );

    expect(agent.summaries[0]).toContain("## Backup gate open: completed");
    expect(agent.summaries[0]).not.toContain("mermaid");
    expect(other.agent.summaries).toEqual([]);
  });

  test.each([
    { verdict: completed, reason: "defect" },
    { verdict: failed, reason: "job-failed" },
  ])("fails if the report cannot be written: $reason", async ({ verdict, reason }) => {
    const agent = new FakeAgent({ diskError: new Error("ENOSPC ##[error]") });
    const seen = await published(reportOf([{ known, verdict }]), agent);

    expect(seen).toMatchObject({ exitCode: 0, result: "Failed" });
    expect(seen.outputs.get("reason")).toBe(reason);
    expect(seen.shown).toContain("Could not write the report: ENOSPC ## [error]");
  });
});

describe("what is known so far", () => {
  test("sets the job's id and the report's path once, and shows how far the step is", () => {
    const agent = new FakeAgent();
    const progress = agentProgress(agent);

    progress([{ known: {}, verdict: undefined }]);
    progress([{ known, verdict: undefined }]);
    progress([{ known, verdict: undefined }]);

    const { commands, complaints } = agent.seen;
    const variables = commands.flatMap(({ properties }) => properties.variable ?? []);
    const percents = commands.flatMap(({ properties }) => properties.value ?? []);
    expect(variables).toEqual(["reportPath", "jobId"]);
    expect(percents).toEqual(["0", "50"]);
    expect(complaints).toEqual([]);
    expect(agent.reports).toHaveLength(3);
  });

  test("of several items names none of their jobs, and counts", () => {
    const agent = new FakeAgent();

    agentProgress(agent)([
      { known, verdict: completed },
      { known, verdict: undefined },
      { known: {}, verdict: undefined },
    ]);

    const progress = agent.seen.commands.find(({ name }) => name === "task.setprogress");
    expect(agent.seen.outputs.has("jobId")).toBe(false);
    expect(progress).toMatchObject({
      properties: { value: "50" },
      data: "3 items: 2 have a job, 1 have ended",
    });
  });

  test("does not end a step that cannot keep it", () => {
    const agent = new FakeAgent({ diskError: new Error("ENOSPC") });

    agentProgress(agent)([{ known, verdict: undefined }]);

    expect(agent.lines).toContain("##vso[task.debug]Could not keep what is known so far: ENOSPC");
  });
});
