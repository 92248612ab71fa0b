import { describe, expect, test } from "vitest";
import type { Scene } from "../scene.ts";
import { goneNeverSaid, purgeTimeTold } from "./deletion.ts";
import { HOLDS, NOT_AT_STAKE } from "./property.ts";
import { buildRecord, HEALTHY_DATABASE, PLAIN_SCENE } from "./record-builder.ts";

const DAY_MS = 86_400_000;
const DELETION: Partial<Scene> = {
  operation: "stop-protection-delete-data",
  inputs: { item: PLAIN_SCENE.inputs.item ?? "", "confirm-delete": "payroll" },
};

describe("purgeTimeTold", () => {
  const items = [{ ...HEALTHY_DATABASE, state: "SoftDeleted" as const }];
  const scene: Partial<Scene> = { ...DELETION, items };

  test("is broken by a time that is not the vault's", () => {
    const deletedAt = buildRecord({ scene }).items[0]?.deletedAt ?? 0;
    const told = (days: number) =>
      purgeTimeTold.judge(
        buildRecord({
          scene,
          outputs: { "purge-time": new Date(deletedAt + days * DAY_MS).toISOString() },
        }),
      );

    expect(told(30).breach).toContain("not the book's");
    expect(told(14)).toEqual(HOLDS);
  });

  test("is broken by a deletion that opens and does not tell until when the data is kept", () => {
    const open = { gate: "open", reason: "already-in-state" };

    expect(purgeTimeTold.judge(buildRecord({ scene, outputs: open })).breach).toContain("nowhere");
    expect(purgeTimeTold.judge(buildRecord({ scene }))).toEqual(NOT_AT_STAKE);
    expect(purgeTimeTold.judge(buildRecord({ scene: DELETION, outputs: open }))).toEqual(
      NOT_AT_STAKE,
    );
  });
});

test.each([
  ["The data is gone at once.", true],
  ["The data has been purged.", true],
  ["Soft delete is off: the data may be gone at once.", false],
])("goneNeverSaid of '%s': %j", (warning, broken) => {
  const run = buildRecord({
    scene: DELETION,
    warnings: [warning],
    happen: (stage) => stage.read(""),
  });

  expect(goneNeverSaid.judge(run).breach !== undefined).toBe(broken);
});
