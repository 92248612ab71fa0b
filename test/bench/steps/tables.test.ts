import { expect, test } from "vitest";
import { type Row, rowOf } from "./figures.ts";
import { cacheTable, comparedTable, stepsTable } from "./tables.ts";

const ROW = (title: string, kind: Row["kind"], firstArmMs: number): Row =>
  rowOf(
    { title, kind },
    [{ firstArmMs, wholeMs: 2 * firstArmMs, pausesMs: 0, requests: 8, connections: 1 }],
    { counts: { modules: 2, bytes: 1_092_000, memoryBytes: 60_000_000, cpuMs: firstArmMs } },
  );

test("each program stands beside the floor", () => {
  const { counts: _, ...az } = ROW("az", "other", 1_000);

  const rows = stepsTable([ROW("floor", "floor", 100), ROW("ours", "ours", 150), az]).slice(1);

  const same = ["60 MB", "1,092 kB", "2"];
  expect(rows.map((cells) => cells.join(" | "))).toEqual(
    [
      [
        "floor",
        "100 ms",
        "1.00",
        "200 ms",
        "200-200",
        "1.00",
        "0 s",
        "8",
        "1",
        "100 ms",
        "1.00",
        ...same,
      ],
      [
        "ours",
        "150 ms",
        "1.50",
        "300 ms",
        "300-300",
        "1.50",
        "0 s",
        "8",
        "1",
        "150 ms",
        "1.50",
        ...same,
      ],
      ["az", "1000 ms", "10.00", "2000 ms", "2000-2000", "10.00", "0 s", "8", "1", ..."-----"],
    ].map((cells) => cells.join(" | ")),
  );
});

test("a program with V8's compile cache stands beside itself without it", () => {
  const row: Row = {
    ...ROW("ours", "ours", 100),
    cache: { cold: { firstArmMs: 110, workMs: 220 }, warm: { firstArmMs: 80, workMs: 160 } },
  };

  expect(cacheTable([row, ROW("az", "other", 1)]).slice(1)).toEqual([
    ["ours", "100 ms", "200 ms", "110 ms", "220 ms", "1.10", "80 ms", "160 ms", "0.80"],
  ]);
});

test("two bundles are compared step by step, and a step that only one has is left out", () => {
  const [now, before] = [ROW("ours", "ours", 100), ROW("ours", "ours", 200)];

  const [, ...rows] = comparedTable([now, ROW("new", "ours", 1)], [before]);

  expect(rows).toHaveLength(1);
  expect(rows[0]?.slice(0, 7)).toEqual([
    ...["ours", "200 ms", "100 ms", "0.50"],
    ...["400 ms", "200 ms", "0.50"],
  ]);
});
