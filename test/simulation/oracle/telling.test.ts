import { describe, expect, test } from "vitest";
import { policyId } from "../../emulator/vault/state.ts";
import type { RunRecord } from "../record.ts";
import type { Scene } from "../scene.ts";
import { livesAgainTold, remarkTold } from "./aftermath.ts";
import { HOLDS, type Property } from "./property.ts";
import {
  buildRecord,
  HEALTHY_DATABASE,
  PLAIN_SCENE,
  type RecordParts,
  type Stage,
} from "./record-builder.ts";
import {
  changedTold,
  everyIdTold,
  everyOutputSet,
  jobIdIsOurs,
  nothingSentIsTrue,
  pointTold,
  stateTold,
} from "./telling.ts";

const TYPE = { protectedItemType: "AzureVmWorkloadSQLDatabase" };

function breach(property: Property, run: RecordParts): string | undefined {
  return property.judge(buildRecord(run)).breach;
}

function toLong(stage: Stage): void {
  stage.write("PUT", { ...TYPE, policyId: policyId(stage.vault, "Long") });
  stage.at(80_000);
}

describe("changedTold", () => {
  test.each([
    { changed: "true", happen: undefined, broken: true },
    { changed: "false", happen: toLong, broken: true },
    { changed: "", happen: undefined, broken: true },
    { changed: "true", happen: toLong, broken: false },
    { changed: "", happen: toLong, broken: false },
    { changed: "false", happen: undefined, broken: false },
  ])("'$changed' with a write taken: $happen", ({ changed, happen, broken }) => {
    const run = { outputs: { changed }, ...(happen && { happen }) };

    expect(breach(changedTold, run) !== undefined).toBe(broken);
  });
});

test("changedTold is broken by an empty word over a write that Azure turned away", () => {
  const happen = (stage: Stage) =>
    stage.read(PLAIN_SCENE.inputs.item?.replace(/^.*MainVault/, "") ?? "", {
      method: "PUT",
      outcome: 429,
    });

  expect(breach(changedTold, { outputs: { changed: "" }, happen })).toContain("certain");
  expect(changedTold.judge(buildRecord({ outputs: { changed: "false" }, happen }))).toEqual(HOLDS);
});

describe("a deletion that is done", () => {
  const DELETION: Partial<Scene> = {
    operation: "stop-protection-delete-data",
    inputs: { item: PLAIN_SCENE.inputs.item ?? "", "confirm-delete": "payroll" },
  };
  const told = (reason: string, warnings: readonly string[]): RunRecord => {
    const run = buildRecord({
      scene: DELETION,
      outputs: { gate: reason === "completed" ? "open" : "closed", reason },
      warnings,
      happen(stage) {
        stage.write("DELETE");
        stage.at(60_000);
        const { azure, item, vault } = stage;
        Object.assign(vault.jobs[0] ?? {}, {
          errors: [{ errorString: "Something was left out." }],
        });
        azure.addJob({ item, operation: "Undelete", status: "Completed" });
        stage.at(120_000);
      },
    });
    run.host.outputs.set("job-id", [...run.book.ours][0]?.id ?? "");
    return run;
  };

  test("livesAgainTold is broken where an undelete makes it red, and where nobody is told", () => {
    expect(livesAgainTold.judge(told("state-not-reached", [])).breach).toContain("undeleted");
    expect(livesAgainTold.judge(told("completed", [])).breach).toContain("without a word");
    expect(livesAgainTold.judge(told("completed", ["It lives again."]))).toEqual(HOLDS);
  });

  test("remarkTold is broken where its job tells of an error, and the step does not", () => {
    expect(remarkTold.judge(told("completed", [])).breach).toContain("in vain");
    expect(remarkTold.judge(told("completed", ["The job tells of an error."]))).toEqual(HOLDS);
  });
});

test("pointTold is broken by a point of another time", () => {
  const point = buildRecord().items[0]?.recoveryPoints[0];
  const told = (ms: number) => ({
    outputs: {
      "recovery-point-id": point?.id ?? "",
      "recovery-point-time": new Date((point?.time ?? 0) + ms).toISOString(),
    },
  });

  expect(breach(pointTold, told(60_000))).toBeDefined();
  expect(pointTold.judge(buildRecord(told(0)))).toEqual(HOLDS);
});

test("stateTold is broken by a state that the item never had", () => {
  const told = (state: string) => ({ outputs: { "protection-state": state } });

  expect(breach(stateTold, told("ProtectionStopped"))).toContain("ProtectionStopped");
  expect(stateTold.judge(buildRecord(told("Protected")))).toEqual(HOLDS);
});

test("nothingSentIsTrue is broken by the words over a write that Azure took", () => {
  const said = { errors: ["It was refused; nothing was written."] };

  expect(breach(nothingSentIsTrue, { ...said, happen: toLong })).toContain("nothing was written");
  expect(nothingSentIsTrue.judge(buildRecord(said))).toEqual(HOLDS);
});

describe("everyIdTold", () => {
  const told = (outputs: (id: string) => Record<string, string>): RecordParts => {
    const first = buildRecord({ happen: toLong });
    const id = first.vault.jobs[0]?.id ?? "";
    return {
      outputs: outputs(id),
      happen: (stage) => {
        toLong(stage);
        stage.read("/backupOperations/1", { answer: `{"properties":{"jobId":"${id}"}}` });
        stage.at(90_000);
      },
    };
  };

  test("is broken by a job id that Azure told and no output has", () => {
    expect(
      breach(
        everyIdTold,
        told(() => ({})),
      ),
    ).toContain("is in no output");
    expect(everyIdTold.judge(buildRecord(told((id) => ({ "job-id": id }))))).toEqual(HOLDS);
    expect(everyIdTold.judge(buildRecord(told((id) => ({ report: `["${id}"]` }))))).toEqual(HOLDS);
  });

  test("is broken by a cancel that does not wait for the answer of a write", () => {
    const cancelled = (dueMs: number): RecordParts => ({
      happen: (stage) => {
        toLong(stage);
        const at = buildRecord().startedAt;
        stage.read("", { method: "PUT", at, dueAt: at + dueMs, outcome: "aborted" });
      },
      record: { cancelledAt: buildRecord().startedAt + 500 },
    });

    expect(breach(everyIdTold, cancelled(1_500))).toBeDefined();
    expect(breach(everyIdTold, cancelled(9_000))).toBeUndefined();
  });
});

test("jobIdIsOurs is broken by a job of somebody else's, and by one of another item", () => {
  const scene = { items: [HEALTHY_DATABASE, { ...HEALTHY_DATABASE, host: 1 }] };
  const told = (whose: "ours" | "others" | "another item", { lost = false } = {}): RecordParts => {
    const id = "77777777-0000-4000-8000-000000000001";
    return {
      scene,
      outputs: { "job-id": id, "item-id": PLAIN_SCENE.inputs.item ?? "" },
      happen: ({ azure, items, book, read }) => {
        const item = items[whose === "another item" ? 1 : 0];
        if (item === undefined) return;
        // An only job that began with a change whose answer was lost may be taken for its work.
        if (lost)
          read(PLAIN_SCENE.inputs.item?.replace(/^.*MainVault/, "") ?? "", {
            method: "PUT",
            outcome: 504,
            mishap: "504",
          });
        const job = azure.addJob({ item, id, operation: "ConfigureBackup" });
        if (whose !== "others") book.ours.add(job);
      },
    };
  };

  expect(breach(jobIdIsOurs, told("others"))).toContain("somebody else's");
  expect(breach(jobIdIsOurs, told("others", { lost: true }))).toBeUndefined();
  expect(breach(jobIdIsOurs, told("another item"))).toContain("is a job of");
  expect(jobIdIsOurs.judge(buildRecord(told("ours")))).toEqual(HOLDS);
});

test("everyOutputSet is broken by an output that was never set", () => {
  const run = buildRecord();
  expect(everyOutputSet.judge(run)).toEqual(HOLDS);

  run.host.outputs.delete("purge-time");
  expect(everyOutputSet.judge(run).breach).toContain("purge-time");
});
