import { describe, expect, test } from "vitest";
import { policyId } from "../../emulator/vault/state.ts";
import { sceneJobId } from "../place.ts";
import { gateTruth, noGateOverFailedJob } from "./gate.ts";
import { HOLDS } from "./property.ts";
import {
  buildRecord,
  HEALTHY_DATABASE,
  PLAIN_SCENE,
  type RecordParts,
  type Stage,
} from "./record-builder.ts";

const OPEN = { gate: "open" };
const PUT = { protectedItemType: "AzureVmWorkloadSQLDatabase" };

function toLong(stage: Stage): void {
  stage.read("");
  stage.write("PUT", { ...PUT, policyId: policyId(stage.vault, "Long") });
  stage.at(80_000);
}

describe("gateTruth", () => {
  test("holds where the book shows the policy that was asked for", () => {
    expect(gateTruth.judge(buildRecord({ outputs: OPEN, happen: toLong }))).toEqual(HOLDS);
  });

  test("is broken by a gate that opens while the item keeps its old policy", () => {
    const run = buildRecord({ outputs: OPEN, happen: (stage) => stage.read("") });

    expect(gateTruth.judge(run).breach).toContain("Protected with Base");
  });

  test("forgives what was true within the last fifteen seconds, and nothing older", () => {
    const undone = (ms: number): RecordParts => ({
      outputs: OPEN,
      happen: (stage) => {
        toLong(stage);
        stage.change({ policyId: policyId(stage.vault, "Base") });
        stage.at(80_000 + ms);
      },
    });

    expect(gateTruth.judge(buildRecord(undone(14_000))).breach).toBeUndefined();
    expect(gateTruth.judge(buildRecord(undone(60_000))).breach).toBeDefined();
  });

  test("takes what is not there for deleted only by the step's own job, unless soft delete is off", () => {
    const gone = (softDelete: string) =>
      buildRecord({
        scene: {
          operation: "stop-protection-delete-data",
          vault: { ...PLAIN_SCENE.vault, softDelete },
        },
        outputs: OPEN,
        happen(stage) {
          stage.read("");
          stage.vault.items.splice(0, 1);
          stage.book.note(stage.azure.vault().items.length + buildRecord().startedAt);
          stage.at(60_000);
        },
      });

    expect(gateTruth.judge(gone("Enabled")).breach).toContain("gone");
    expect(gateTruth.judge(gone("Disabled")).breach).toBeUndefined();
  });

  test.each([
    { what: "an hour old and allowed two", age: "2h", breach: false },
    { what: "an hour old and allowed half of it", age: "30m", breach: true },
  ])("asks the book how old a recovery point is: $what", ({ age, breach }) => {
    const run = buildRecord({
      scene: {
        operation: "verify-backup",
        inputs: { "max-recovery-point-age": age },
        items: [{ ...HEALTHY_DATABASE, points: [{ ...POINT, ageMin: 60 }] }],
      },
      outputs: { ...OPEN, report: reportOf(), "item-id": itemId() },
      happen: (stage) => stage.read(""),
    });

    expect(gateTruth.judge(run).breach !== undefined).toBe(breach);
  });

  test("is broken by a job that has not ended, and by a backup that nobody took", () => {
    const job = { item: 0, operation: "Backup", startedMin: 5, status: "Completed" } as const;
    const wait = (endsInSeconds: number) =>
      buildRecord({
        scene: { operation: "wait-for-job", jobs: [{ ...job, endsInSeconds }] },
        outputs: { ...OPEN, "job-id": sceneJobId(0) },
        happen: (stage) => {
          stage.read("");
          stage.at(60_000);
        },
      });
    const backup = buildRecord({
      scene: { operation: "backup-now" },
      outputs: OPEN,
      happen: (stage) => stage.read(""),
    });

    expect(gateTruth.judge(wait(30))).toEqual(HOLDS);
    expect(gateTruth.judge(wait(300)).breach).toContain("not at its end");
    expect(gateTruth.judge(backup).breach).toContain("no backup of this step's");
  });
});

describe("noGateOverFailedJob", () => {
  const failing = (gate: string) =>
    buildRecord({
      scene: { turn: { jobStatus: "Failed" } },
      outputs: { gate },
      happen: (stage) => {
        toLong(stage);
        stage.read("/backupOperations/1", { answer: '{"properties":{"jobId":"1"}}' });
      },
    });

  test("is broken by an open gate over a job of the step's own that failed", () => {
    expect(noGateOverFailedJob.judge(failing("open")).breach).toContain("Failed");
    expect(noGateOverFailedJob.judge(failing("closed"))).toEqual(HOLDS);
  });

  test("is not at stake where every job ended well", () => {
    const run = buildRecord({ outputs: OPEN, happen: toLong });

    expect(noGateOverFailedJob.judge(run).atStake).toBe(false);
  });
});

const POINT = { ageMin: 60, type: "Full", tiers: [["HardenedRP", "Valid"]] } as const;

function itemId(): string {
  return buildRecord().scene.inputs.item ?? "";
}

function reportOf(): string {
  return JSON.stringify({ version: 1, items: [{ "item-id": itemId() }] });
}
