import { describe, expect, test } from "vitest";
import { sceneJobId } from "../place.ts";
import type { Scene } from "../scene.ts";
import { jobOfItem, jobTold, oldJobTold } from "./jobs.ts";
import { HOLDS, NOT_AT_STAKE } from "./property.ts";
import { buildRecord, HEALTHY_DATABASE, type RecordParts } from "./record-builder.ts";

const ID = sceneJobId(0);
const WAIT: Partial<Scene> = {
  operation: "wait-for-job",
  items: [HEALTHY_DATABASE, { ...HEALTHY_DATABASE, host: 1 }],
  inputs: { "job-id": ID },
  jobs: [{ item: 0, operation: "Backup", startedMin: 20, endsInSeconds: -60, status: "Completed" }],
};
const look: Pick<RecordParts, "happen"> = {
  happen: (stage) => {
    stage.read(`/backupJobs/${ID}`);
    stage.at(2_000);
  },
};

describe("jobTold", () => {
  const told = {
    "job-id": ID,
    "job-operation": "Backup (Full)",
    "job-start-time": "2026-01-30T09:10:00Z",
    "job-end-time": "2026-01-30T09:29:00Z",
  };

  test("holds where the outputs are the book's", () => {
    expect(jobTold.judge(buildRecord({ scene: WAIT, outputs: told, ...look }))).toEqual(HOLDS);
  });

  test.each([
    { "job-operation": "Restore" },
    { "job-operation": "" },
    { "job-start-time": "2026-01-30T09:29:00Z" },
    { "job-end-time": "" },
    { "job-id": "" },
  ])("is broken by %j", (wrong) => {
    const run = buildRecord({ scene: WAIT, outputs: { ...told, ...wrong }, ...look });

    expect(jobTold.judge(run).breach).toBeDefined();
  });

  test("allows for a job that nobody has looked at", () => {
    expect(jobTold.judge(buildRecord({ scene: WAIT, outputs: { "job-id": ID } }))).toEqual(HOLDS);
  });
});

describe("jobOfItem", () => {
  const of = (item: string, run: RecordParts = {}) =>
    jobOfItem.judge(
      buildRecord({
        scene: { ...WAIT, inputs: { "job-id": ID, item } },
        outputs: { "job-id": ID, reason: "refused" },
        ...look,
        ...run,
      }),
    );

  test("is at stake over a job of another item", () => {
    expect(of("sqlserver-1/payroll")).toEqual(HOLDS);
    expect(of("sqlserver-0/payroll")).toEqual(NOT_AT_STAKE);
  });

  test("is broken by a gate that opens, by a cancel, and by another reason", () => {
    const open = { gate: "open", reason: "completed", "job-id": ID };
    const cancel: RecordParts["happen"] = (stage) =>
      stage.read(`/backupJobs/${ID}/cancel`, { method: "POST", outcome: 202 });

    expect(of("sqlserver-1/payroll", { outputs: open }).breach).toContain("open");
    expect(of("sqlserver-1/payroll", { happen: cancel }).breach).toContain("asked to cancel");
    expect(of("sqlserver-1/payroll", { outputs: { reason: "job-failed" } }).breach).toBeDefined();
  });
});

test("oldJobTold is broken by a job of days ago that opens the gate without a word", () => {
  const old = (endsInSeconds: number, warnings: readonly string[]) =>
    oldJobTold.judge(
      buildRecord({
        scene: {
          ...WAIT,
          jobs: [
            { item: 0, operation: "Backup", startedMin: 9_000, endsInSeconds, status: "Completed" },
          ],
        },
        outputs: { gate: "open", "job-id": ID },
        warnings,
      }),
    );

  expect(old(-100_000, []).breach).toContain("long ago");
  expect(old(-100_000, [`Job ${ID} is of yesterday.`])).toEqual(HOLDS);
  expect(old(-50_000, [])).toEqual(NOT_AT_STAKE);
});
