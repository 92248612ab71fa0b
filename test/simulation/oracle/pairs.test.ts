import { describe, expect, test } from "vitest";
import { policyId } from "../../emulator/vault/state.ts";
import { START_MS } from "../place.ts";
import { dryRunAgrees, noNeedlessRed, noNeedlessWait, runAgainIdempotent } from "./pairs.ts";
import { HOLDS, NOT_AT_STAKE } from "./property.ts";
import {
  buildRecord,
  HEALTHY_DATABASE,
  PLAIN_SCENE,
  type RecordParts,
  type Stage,
} from "./record-builder.ts";

const TYPE = { protectedItemType: "AzureVmWorkloadSQLDatabase" };
const OPEN = { gate: "open", reason: "completed" };

function toLong(stage: Stage): void {
  stage.write("PUT", { ...TYPE, policyId: policyId(stage.vault, "Long") });
}

describe("dryRunAgrees", () => {
  const pair = (said: string, real: RecordParts) => {
    const dry = buildRecord({ outputs: { reason: said } });
    return dryRunAgrees.judge({ ...buildRecord(real), dry });
  };

  test("is broken by a write after a dry run that refused", () => {
    expect(pair("refused", { happen: toLong }).breach).toContain("a write was sent");
    expect(pair("refused", { outputs: { reason: "refused" } })).toEqual(HOLDS);
  });

  test("is broken by a real run that does not do what the dry run would", () => {
    expect(pair("dry-run", { outputs: { reason: "refused" } }).breach).toContain("wrote nothing");
    expect(pair("dry-run", { happen: toLong })).toEqual(HOLDS);
  });

  test("lets a point that was made since pass an item whose turn came late", () => {
    const outputs = { reason: "recovery-point-fresh" };
    const getPoint = ({ change, item }: Stage, time: number) => {
      const [newest] = item.recoveryPoints;
      if (newest === undefined) throw new Error("The item has no point.");
      change({ recoveryPoints: [...item.recoveryPoints, { ...newest, id: "new", time }] });
    };
    const happen = (at: number) => (stage: Stage) => {
      stage.at(60_000);
      getPoint(stage, START_MS + at);
      stage.at(120_000);
    };

    expect(pair("dry-run", { outputs, happen: happen(30_000) })).toEqual(HOLDS);
    expect(pair("dry-run", { outputs, happen: happen(-30_000) }).breach).toContain("wrote nothing");
  });

  test("is broken by two reasons", () => {
    expect(pair("already-in-state", { outputs: { reason: "refused" } }).breach).toBeDefined();
  });
});

test("runAgainIdempotent is broken by a second run that writes or stays closed", () => {
  const pair = (second: RecordParts) => ({
    ...buildRecord({ outputs: OPEN }),
    again: buildRecord(second),
  });

  expect(runAgainIdempotent.judge(pair({ outputs: OPEN, happen: toLong })).breach).toContain("PUT");
  expect(runAgainIdempotent.judge(pair({})).breach).toContain("closed");
  expect(runAgainIdempotent.judge(pair({ outputs: OPEN }))).toEqual(HOLDS);
});

test("runAgainIdempotent lets an item in error be given its policy again, and wants it open", () => {
  const scene = { items: [{ ...HEALTHY_DATABASE, state: "ProtectionError" as const }] };
  const pair = (second: RecordParts) => ({
    ...buildRecord({ scene, outputs: OPEN }),
    again: buildRecord({ scene, happen: toLong, ...second }),
  });

  expect(runAgainIdempotent.judge(pair({ outputs: OPEN }))).toEqual(HOLDS);
  expect(runAgainIdempotent.judge(pair({})).breach).toContain("closed");
});

test("runAgainIdempotent says nothing of a line that names two items by now", () => {
  const scene = {
    operation: "undelete" as const,
    inputs: { item: "payroll" },
    items: [
      { ...HEALTHY_DATABASE, state: "SoftDeleted" as const },
      { ...HEALTHY_DATABASE, host: 1 },
    ],
  };
  const undeleted = (stage: Stage) => stage.change({ deletedAt: undefined });
  const record = {
    ...buildRecord({ scene, outputs: OPEN }),
    again: buildRecord({
      scene,
      happen: undeleted,
      record: { startedAt: buildRecord().startedAt + 1 },
    }),
  };

  expect(runAgainIdempotent.judge(record).atStake).toBe(false);
});

describe("noNeedlessRed", () => {
  const red = { outputs: { reason: "contact-lost" }, errors: ["It went wrong."] };

  test("is broken by a red step in fair weather", () => {
    expect(noNeedlessRed.judge(buildRecord(red)).breach).toContain("contact-lost");
    expect(noNeedlessRed.judge(buildRecord({ outputs: OPEN }))).toEqual(HOLDS);
  });

  test.each([
    [
      "where the table refuses",
      { items: [{ ...HEALTHY_DATABASE, state: "ProtectionStopped" as const }] },
    ],
    ["where retention would be shortened", { inputs: { ...PLAIN_SCENE.inputs, policy: "Short" } }],
    ["in rough weather", { weather: "rough" as const }],
    ["in too little time", { inputs: { ...PLAIN_SCENE.inputs, "timeout-minutes": "1" } }],
    ["for wrong inputs", { wrong: true }],
  ])("leaves a red step alone %s", (_, scene) => {
    expect(noNeedlessRed.judge(buildRecord({ scene, ...red })).atStake).toBe(false);
  });

  test("leaves a change alone whose answer was lost twice, and wants one that was lost once", () => {
    const lost = (times: number): RecordParts => ({
      happen(stage) {
        for (let time = 0; time < times; time++)
          stage.read("/", { method: "PUT", outcome: 504, mishap: "504" });
      },
    });

    expect(noNeedlessRed.judge(buildRecord({ ...red, ...lost(1) })).breach).toBeDefined();
    expect(noNeedlessRed.judge(buildRecord({ ...red, ...lost(2) })).atStake).toBe(false);
  });

  test("wants a verification to open where the contract's points say so", () => {
    const scene = {
      operation: "verify-backup" as const,
      inputs: { item: PLAIN_SCENE.inputs.item ?? "", "max-recovery-point-age": "1h" },
    };
    const old = { ...scene, inputs: { ...scene.inputs, "max-recovery-point-age": "30m" } };

    expect(noNeedlessRed.judge(buildRecord({ scene, ...red })).breach).toBeDefined();
    expect(noNeedlessRed.judge(buildRecord({ scene: old, ...red })).atStake).toBe(false);
  });
});

test("noNeedlessWait is broken by a step that waits for a job that changes nothing", () => {
  const run = (seconds: number, operation: "MoveRecoveryPoint" | "ConfigureBackup") =>
    noNeedlessWait.judge(
      buildRecord({
        scene: {
          inputs: { ...PLAIN_SCENE.inputs, policy: "Base" },
          jobs: [{ item: 0, operation, startedMin: 1, endsInSeconds: 600, status: "Completed" }],
        },
        outputs: { ...OPEN, reason: "already-in-state" },
        happen: (stage) => stage.at(seconds * 1_000),
      }),
    );

  expect(run(600, "MoveRecoveryPoint").breach).toContain("600 s");
  expect(run(1, "MoveRecoveryPoint")).toEqual(HOLDS);
  expect(run(600, "ConfigureBackup")).toEqual(NOT_AT_STAKE);
});
