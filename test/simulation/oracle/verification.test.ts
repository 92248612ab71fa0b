import { describe, expect, test } from "vitest";
import { nativeNameOf, sceneItemId } from "../place.ts";
import type { SceneItem } from "../scene.ts";
import { gateTruth } from "./gate.ts";
import { HOLDS, NOT_AT_STAKE } from "./property.ts";
import { buildRecord, HEALTHY_DATABASE, type RecordParts } from "./record-builder.ts";
import { doubtTold, ignoredTold } from "./verification.ts";

const STOPPED: SceneItem = { ...HEALTHY_DATABASE, host: 1, state: "ProtectionStopped" };
const FRESH = "recovery-point-fresh";

interface Told {
  readonly items?: readonly SceneItem[];
  readonly judged: readonly SceneItem[];
  readonly ignored?: readonly SceneItem[];
  readonly isAsked?: boolean;
  readonly warnings?: readonly string[];
  readonly happen?: RecordParts["happen"];
}

function run({
  items = [HEALTHY_DATABASE, STOPPED],
  judged,
  ignored = [],
  isAsked = true,
  warnings = [],
  happen = (stage) => stage.read(""),
}: Told) {
  return buildRecord({
    scene: {
      operation: "verify-backup",
      items,
      inputs: {
        item: "*",
        "max-recovery-point-age": "24h",
        ...(isAsked && { "ignore-stopped": "true" }),
      },
    },
    outputs: {
      gate: "open",
      reason: FRESH,
      report: JSON.stringify({
        items: judged.map((item) => ({
          "item-id": sceneItemId(item),
          gate: "open",
          reason: FRESH,
        })),
        ignored: ignored.map((item) => ({ item: nativeNameOf(item) })),
      }),
    },
    warnings,
    happen,
  });
}

describe("ignoredTold", () => {
  test("holds where what is stopped is told, and the rest judged", () => {
    expect(ignoredTold.judge(run({ judged: [HEALTHY_DATABASE], ignored: [STOPPED] }))).toEqual(
      HOLDS,
    );
  });

  test("is broken by an item that is left out and is protected", () => {
    const told = ignoredTold.judge(run({ judged: [], ignored: [HEALTHY_DATABASE, STOPPED] }));

    expect(told.breach).toContain("was not stopped");
  });

  test("is broken by an item that is judged and is stopped", () => {
    expect(ignoredTold.judge(run({ judged: [HEALTHY_DATABASE, STOPPED] })).breach).toContain(
      "was judged",
    );
  });

  test("is broken where nobody asks to leave anything out", () => {
    const told = { judged: [HEALTHY_DATABASE], ignored: [STOPPED], isAsked: false };

    expect(ignoredTold.judge(run(told)).breach).toContain("nobody asked");
  });

  test("is broken by an item that was read long before the gate opens", () => {
    const early: RecordParts["happen"] = (stage) => {
      stage.read(sceneItemId(STOPPED).replace(/^.*MainVault/, ""));
      stage.at(400_000);
    };
    const told = { judged: [HEALTHY_DATABASE], ignored: [STOPPED], happen: early };

    expect(ignoredTold.judge(run(told)).breach).toContain("long before");
  });
});

test("gateTruth is broken by a gate that opens over nothing that was judged", () => {
  expect(gateTruth.judge(run({ judged: [], ignored: [STOPPED] })).breach).toContain("no item");
});

describe("doubtTold", () => {
  const doubtful: SceneItem = { ...HEALTHY_DATABASE, health: "NotReachable" };

  test("is broken by a check of Azure's that nobody hears of", () => {
    const told = { items: [doubtful], judged: [doubtful] };
    const warnings = ["Azure's own check of 'payroll' reads 'NotReachable'."];

    expect(doubtTold.judge(run(told)).breach).toContain("NotReachable");
    expect(doubtTold.judge(run({ ...told, warnings }))).toEqual(HOLDS);
  });

  test("is broken by a stopped item that is judged without a word", () => {
    const told = { items: [STOPPED], judged: [STOPPED], isAsked: false };

    expect(doubtTold.judge(run(told)).breach).toContain("ProtectionStopped");
  });

  test("is not at stake where nothing is doubtful, or the item is left out", () => {
    expect(doubtTold.judge(run({ items: [HEALTHY_DATABASE], judged: [HEALTHY_DATABASE] }))).toEqual(
      NOT_AT_STAKE,
    );
    expect(doubtTold.judge(run({ items: [STOPPED], judged: [STOPPED] }))).toEqual(NOT_AT_STAKE);
  });
});
