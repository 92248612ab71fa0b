import { describe, expect, test } from "vitest";
import { policyId } from "../../emulator/vault/state.ts";
import { START_MS } from "../place.ts";
import { HOLDS } from "./property.ts";
import { reasonFits } from "./reason.ts";
import { buildRecord, PLAIN_SCENE, type RecordParts, type Stage } from "./record-builder.ts";

const TYPE = { protectedItemType: "AzureVmWorkloadSQLDatabase" };

function breach(run: RecordParts): string | undefined {
  return reasonFits.judge(buildRecord(run)).breach;
}

function closed(reason: string, more: RecordParts = {}): RecordParts {
  return { outputs: { gate: "closed", reason }, errors: ["It went wrong."], ...more };
}

function toLong(stage: Stage): void {
  stage.write("PUT", { ...TYPE, policyId: policyId(stage.vault, "Long") });
  stage.at(80_000);
}

describe("reasonFits", () => {
  test("holds for a refusal in red, and for an open gate in green", () => {
    const open = { outputs: { gate: "open", reason: "completed" }, happen: toLong };

    expect(reasonFits.judge(buildRecord(closed("refused")))).toEqual(HOLDS);
    expect(reasonFits.judge(buildRecord(open))).toEqual(HOLDS);
  });

  test.each([
    ["an open gate with a closed reason", { outputs: { gate: "open", reason: "job-failed" } }],
    ["a red step without an error", { outputs: { gate: "closed", reason: "refused" } }],
    ["a gate that differs from the verdict", closed("refused", { record: { gate: "open" } })],
    ["a dry run that nobody asked for", { outputs: { reason: "dry-run" }, warnings: ["Dry run."] }],
    ["a defect", closed("defect")],
    ["a wrong input that passes", closed("refused", { scene: { wrong: true } })],
    [
      "inputs that are wrong after requests",
      closed("invalid-input", { happen: (s) => s.read("") }),
    ],
    ["a cancel that nobody asked for", closed("workflow-cancelled")],
    ["a time-out at the start", closed("timed-out")],
    ["a job that did not fail", closed("job-failed", { happen: toLong })],
    ["a job that nobody cancelled", closed("job-cancelled", { happen: toLong })],
    ["a job without warnings", closed("job-completed-with-warnings", { happen: toLong })],
    ["an operation that went well", closed("operation-failed", { happen: toLong })],
    ["an item that was there all the time", closed("item-not-found")],
    ["a completion of nothing", { outputs: { gate: "open", reason: "completed" } }],
    [
      "nothing to do after a write of one's own",
      { outputs: { gate: "open", reason: "already-in-state" }, happen: toLong },
    ],
    [
      "another reason than the cancel",
      closed("timed-out", { record: { cancelledAt: START_MS, endedAt: START_MS + 3_000_000 } }),
    ],
  ] satisfies [string, RecordParts][])("is broken by %s", (_, run) => {
    expect(breach(run)).toBeDefined();
  });

  test("believes a job that failed, and a deadline that has passed", () => {
    const failed = closed("job-failed", {
      scene: { turn: { jobStatus: "Failed" } },
      happen: toLong,
    });
    const late = closed("timed-out", {
      scene: { inputs: { ...PLAIN_SCENE.inputs, "timeout-minutes": "5" } },
      happen: (stage) => stage.at(300_000),
    });

    expect(reasonFits.judge(buildRecord(failed))).toEqual(HOLDS);
    expect(reasonFits.judge(buildRecord(late))).toEqual(HOLDS);
  });
});

test("'already-in-state' is broken where there was something to do all the time", () => {
  const said = (policy: string) =>
    buildRecord({
      scene: { inputs: { ...PLAIN_SCENE.inputs, policy } },
      outputs: { gate: "open", reason: "already-in-state" },
      happen: (stage) => stage.read(""),
    });

  expect(reasonFits.judge(said("Long")).breach).toContain("there was something to do");
  expect(reasonFits.judge(said("Base"))).toEqual(HOLDS);
});
