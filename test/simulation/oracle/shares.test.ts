import { describe, expect, test } from "vitest";
import { output, type RunRecord } from "../record.ts";
import { ofEachItem } from "./each-item.ts";
import { everyItemOnce } from "./naming.ts";
import { noNeedlessRed } from "./pairs.ts";
import { HOLDS, NOT_AT_STAKE } from "./property.ts";
import { reasonFits } from "./reason.ts";
import { buildRecord, HEALTHY_DATABASE, PLAIN_SCENE, type Stage } from "./record-builder.ts";
import { DONE, LEDGER, ORDERS, STOP, stopped } from "./several-builder.ts";
import { sharesOf } from "./shares.ts";
import { shownDone } from "./shown.ts";

describe("the share of an item", () => {
  test("has its own requests, writes and words, and those that all have in common", () => {
    const record = stopped({
      entries: [DONE, { ...DONE, changed: "" }],
      happen: ({ writeTo }) => {
        writeTo(0)("PUT", STOP);
        writeTo(1)("PUT", STOP);
      },
    });
    const [first, second] = sharesOf(record);

    expect(sharesOf(record)).toHaveLength(2);
    expect(first?.requests).toHaveLength(2);
    expect(second?.requests.at(-1)?.path).toContain("orders");
    expect(second?.book.writes).toHaveLength(1);
    expect(second && output(second, "changed")).toBe("");
    expect(second?.scene.inputs.item).toBe("sqlserver-0/*");
  });

  test("is what a property of one item is judged by, and the breach names the item", () => {
    const record = stopped({
      entries: [DONE, DONE],
      happen: ({ writeTo }) => writeTo(0)("PUT", STOP),
    });

    expect(ofEachItem(reasonFits).judge(record).breach).toBe(
      "orders: 'completed', and nothing was sent",
    );
  });

  test("may not have begun only where something kept it", () => {
    const LEFT = { gate: "closed", reason: "not-started", changed: "false" };
    const entries = [{ ...DONE, gate: "closed", reason: "job-failed" }, LEFT];
    const happen = ({ writeTo }: Stage) => writeTo(0)("PUT", STOP);
    const judged = (inputs: Readonly<Record<string, string>>) =>
      reasonFits.judge(sharesOf(stopped({ entries, inputs, happen }))[1] as RunRecord);

    expect(judged({ "fail-fast": "true" })).toEqual(HOLDS);
    expect(judged({}).breach).toContain("nothing kept it");
  });
});

test("everyItemOnce is broken by an item of several that is missing, or that nobody asked for", () => {
  const gate = { gate: "open" };
  const judged = (inputs: Readonly<Record<string, string>>) =>
    everyItemOnce.judge(stopped({ entries: [DONE, DONE], inputs, outputs: gate }));

  expect(judged({}).breach).toContain("ledger is not in the report");
  expect(judged({ item: "sqlserver-0/*" })).toEqual(HOLDS);
  expect(judged({ item: "sqlserver-0/*\n!orders" }).breach).toContain("was not asked for");
});

test("noNeedlessRed expects several items to open where each of them would", () => {
  expect(noNeedlessRed.judge(stopped({ outputs: { reason: "refused" } })).breach).toContain(
    "refused",
  );
  const items = [{ ...HEALTHY_DATABASE, state: "SoftDeleted" as const }, ORDERS, LEDGER];
  const inputs = { item: "payroll\norders" };
  expect(noNeedlessRed.judge(stopped({ scene: { items }, inputs }))).toEqual(NOT_AT_STAKE);
});

test("shownDone is broken by a state that is told beside the end, and is not the one asked for", () => {
  const judged = (state: string) =>
    shownDone.judge({
      ...stopped({ outputs: { ...DONE, "protection-state": state } }),
    });

  expect(judged("Protected").breach).toContain("'Protected'");
  expect(judged("ProtectionStopped")).toEqual(HOLDS);
});

test("the plain scene is about one item", () => {
  expect(sharesOf(buildRecord({ scene: PLAIN_SCENE }))).toEqual([]);
});
