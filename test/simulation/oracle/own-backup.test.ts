import { describe, expect, test } from "vitest";
import { gateTruth } from "./gate.ts";
import { itemIdOf } from "./names.ts";
import { noNeedlessBackup, ownPointTold } from "./own-backup.ts";
import { HOLDS, NOT_AT_STAKE } from "./property.ts";
import { reasonFits } from "./reason.ts";
import { buildRecord, HEALTHY_DATABASE, PLAIN_SCENE, type Stage } from "./record-builder.ts";

const BACKUP = {
  objectType: "AzureWorkloadBackupRequest",
  backupType: "CopyOnlyFull",
  recoveryPointExpiryTimeInUTC: "2026-03-01T09:30:00Z",
};

/** A step whose newest point is so many minutes old, and that takes a backup of its own. */
function ensured(
  ageMin: number,
  outputs: (stage: Stage) => Record<string, string>,
  until = 300_000,
  more: Record<string, string> = {},
) {
  const [point] = HEALTHY_DATABASE.points;
  if (point === undefined) throw new Error("The item has no point.");
  const inputs = { ...PLAIN_SCENE.inputs, "max-recovery-point-age": "1h", ...more };
  let stageSeen: Stage | undefined;
  const run = buildRecord({
    scene: {
      operation: "ensure-backup",
      inputs,
      items: [{ ...HEALTHY_DATABASE, points: [{ ...point, ageMin }] }],
    },
    happen(stage) {
      stageSeen = stage;
      stage.read(`/x/protectedItems/${stage.item.name}`);
      stage.write("POST", BACKUP, "/backup");
      stage.at(until);
    },
  });
  if (stageSeen === undefined) throw new Error("Nothing happened.");
  const told = { reason: "completed", "item-id": itemIdOf(stageSeen.item), ...outputs(stageSeen) };
  const report = JSON.stringify({ items: [told] });
  for (const [name, value] of Object.entries({ ...told, report }))
    run.host.outputs.set(name, value);
  run.host.outputs.set("gate", "open");
  return { ...run, gate: "open" };
}

/** What is told of the job, and of the newest point. */
function newest({ vault, item }: Stage): Record<string, string> {
  const [job] = vault.jobs;
  const point = item.recoveryPoints.at(-1);
  return {
    "job-id": job?.id ?? "",
    "recovery-point-id": point?.id ?? "",
    "recovery-point-time": new Date(point?.time ?? 0).toISOString(),
  };
}

describe("noNeedlessBackup", () => {
  test("is broken by a backup that is taken though a point is new enough", () => {
    expect(noNeedlessBackup.judge(ensured(20, newest)).breach).toContain("new enough");
    expect(noNeedlessBackup.judge(ensured(600, newest))).toEqual(NOT_AT_STAKE);
  });
});

describe("ownPointTold", () => {
  test("wants the point of the backup, where Azure lists it in time", () => {
    const untold = (stage: Stage) => ({ ...newest(stage), "recovery-point-id": "" });

    expect(ownPointTold.judge(ensured(600, newest))).toEqual(HOLDS);
    expect(ownPointTold.judge(ensured(600, untold)).breach).toContain("none is told");
  });

  const older = (stage: Stage) => {
    const [point] = stage.item.recoveryPoints;
    const time = new Date(point?.time ?? 0).toISOString();
    return {
      ...newest(stage),
      "recovery-point-id": point?.id ?? "",
      "recovery-point-time": time,
    };
  };

  test("is broken by an older one", () => {
    expect(ownPointTold.judge(ensured(600, older)).breach).toContain("before job");
  });

  test("lets an older one count that is young enough, while its own may not be listed yet", () => {
    const soon = { "timeout-minutes": "2.5" };
    expect(ownPointTold.judge(ensured(30, older, 140_000, soon))).toEqual(HOLDS);
    expect(ownPointTold.judge(ensured(600, older, 140_000, soon)).breach).toContain("before job");
    expect(ownPointTold.judge(ensured(30, older)).breach).toContain("before job");
  });
});

describe("the gate of a step that makes sure of a backup", () => {
  test("is open with a point and a backup of its own that ended well", () => {
    expect(gateTruth.judge(ensured(600, newest))).toEqual(HOLDS);
  });

  test("is not while the point of its backup is not listed", () => {
    expect(gateTruth.judge(ensured(600, newest, 130_000)).breach).toContain("too-old");
  });

  test("takes its own backup for the reason, and no longer the last one", () => {
    const because = (reason: string) => (stage: Stage) => ({ ...newest(stage), reason });

    expect(reasonFits.judge(ensured(600, because("recovery-point-fresh"))).breach).toContain(
      "a backup of its own",
    );
    expect(reasonFits.judge(ensured(600, because("completed"))).breach).toBeUndefined();
  });
});
