import { describe, expect, test } from "vitest";
import { sceneJobId } from "../place.ts";
import type { Scene, SceneJob } from "../scene.ts";
import { joinedNeverCancelled, joinedTold, oneJoinThatFits } from "./joins.ts";
import { HOLDS, NOT_AT_STAKE } from "./property.ts";
import { buildRecord, PLAIN_SCENE, type RecordParts } from "./record-builder.ts";

/** A backup that somebody else began. */
function running(parts: Partial<SceneJob> = {}): SceneJob {
  return {
    ...{ item: 0, operation: "Backup", startedMin: 5, endsInSeconds: 60, status: "Completed" },
    ...parts,
  };
}

/** A step that asks for a point of the last hour and has followed every job of the scene. */
function joining(jobs: readonly SceneJob[], more: RecordParts = {}) {
  const inputs = { ...PLAIN_SCENE.inputs, "max-recovery-point-age": "1h", ...more.scene?.inputs };
  const scene: Partial<Scene> = { operation: "ensure-backup", ...more.scene, jobs, inputs };
  return buildRecord({
    ...more,
    scene,
    happen(stage) {
      const [item] = stage.items;
      stage.read(`/x/protectedItems/${item?.name}`);
      for (const index of jobs.keys()) {
        stage.read(`/backupJobs/${sceneJobId(index)}`, { answer: '"operation":"Backup"' });
      }
      stage.at(60_000);
      more.happen?.(stage);
    },
  });
}

describe("oneJoinThatFits", () => {
  test("holds where one backup is followed that is young enough", () => {
    expect(oneJoinThatFits.judge(joining([running()]))).toEqual(HOLDS);
    expect(oneJoinThatFits.judge(joining([]))).toEqual(NOT_AT_STAKE);
  });

  test("is broken by two, by one that began too early, and by a dry run that waits", () => {
    const two = joining([running(), running({ startedMin: 1 })]);
    const early = joining([running({ startedMin: 70 })]);
    const dry = joining([running()], { scene: { inputs: { "dry-run": "true" } } });

    expect(oneJoinThatFits.judge(two).breach).toContain(sceneJobId(1));
    expect(oneJoinThatFits.judge(early).breach).toContain("could not help");
    expect(oneJoinThatFits.judge(dry).breach).toContain("dry run");
  });

  test("is broken by a restore, and by a backup of another item", () => {
    const restore = joining([running({ operation: "Restore" })]);

    expect(oneJoinThatFits.judge(restore).breach).toContain("could not help");
  });
});

describe("joinedNeverCancelled", () => {
  const cancelled = (path: string) =>
    joining([running()], {
      scene: { inputs: { "on-cancel": "cancel-job" } },
      happen: ({ read }) => read(path, { method: "POST" }),
      record: { cancelledAt: PLAIN_START },
    });
  const PLAIN_START = buildRecord().startedAt;

  test("is broken by a request to cancel somebody else's backup", () => {
    expect(
      joinedNeverCancelled.judge(cancelled(`/backupJobs/${sceneJobId(0)}/cancel`)).breach,
    ).toContain("was to be cancelled");
  });

  test("is not at stake where nobody cancels the step", () => {
    expect(joinedNeverCancelled.judge(joining([running()]))).toEqual(NOT_AT_STAKE);
  });
});

describe("joinedTold", () => {
  test("wants the job in the report", () => {
    const told = joining([running()], { outputs: { report: `{"id":"${sceneJobId(0)}"}` } });

    expect(joinedTold.judge(told)).toEqual(HOLDS);
    expect(joinedTold.judge(joining([running()])).breach).toContain("not in the report");
  });
});
