import { expect, test } from "vitest";
import {
  type Counts,
  median,
  missedTargets,
  type Row,
  ratio,
  rowOf,
  type Sample,
} from "./figures.ts";

const SAMPLE: Sample = {
  firstArmMs: 100,
  wholeMs: 200,
  pausesMs: 0,
  requests: 8,
  connections: 1,
};
const COUNTS: Counts = { modules: 1, bytes: 2_000, memoryBytes: 50_000_000 };

const row = (kind: Row["kind"], sample: Partial<Sample> = {}, counts: Partial<Counts> = {}): Row =>
  rowOf({ title: kind, kind, isLight: kind === "ours" }, [{ ...SAMPLE, ...sample }], {
    counts: { ...COUNTS, ...counts },
  });

test("a median is the middle value, and no number of none", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(3);
  expect(median([])).toBeNaN();
});

test("a row holds the medians of its runs, without what a program waited on purpose", () => {
  const samples = [120, 100, 140].map((firstArmMs, index) => ({
    ...SAMPLE,
    firstArmMs,
    wholeMs: 1_200.04 + index,
    pausesMs: 1_000,
  }));

  expect(rowOf({ title: "a step", kind: "ours" }, samples)).toEqual({
    title: "a step",
    kind: "ours",
    runs: 3,
    firstArmMs: 120,
    workMs: 201,
    range: [200, 202],
    pausesMs: 1_000,
    requests: 8,
    connections: 1,
  });
});

test("a program that asks Azure for nothing has no first request", () => {
  const refused = row("ours-refused", { firstArmMs: undefined });

  expect(refused.firstArmMs).toBeUndefined();
  expect(ratio(refused.firstArmMs, 100)).toBe("-");
  expect(ratio(162, 100)).toBe("1.62");
});

const FLOOR = row("floor");
const EMPTY = row("empty", { firstArmMs: undefined, wholeMs: 50 });

test("rows at the edge of every target miss none", () => {
  const edge = row(
    "ours",
    { firstArmMs: 160, wholeMs: 400 },
    { bytes: 1_000_000, memoryBytes: 90_000_000 },
  );
  const refused = row("ours-refused", { firstArmMs: undefined, wholeMs: 100 });

  expect(missedTargets([EMPTY, FLOOR, edge, refused])).toEqual([]);
});

test("each target that a row misses is a sentence", () => {
  const late = row(
    "ours",
    { firstArmMs: 161, wholeMs: 401 },
    { bytes: 1_000_600, memoryBytes: 90_600_000 },
  );
  const refused = row("ours-refused", { firstArmMs: undefined, wholeMs: 101 });

  expect(missedTargets([EMPTY, FLOOR, late, refused])).toEqual([
    "ours: first ARM request after 1.61 of the floor, more than 1.6.",
    "ours: whole run 2.00 of the floor, more than 2.",
    "ours: 91 MB of memory, more than 90 MB.",
    "ours: 1,001 kB of JavaScript, more than 1,000 kB.",
    "ours-refused: 2.02 of an empty Node process, more than 2.",
  ]);
});

test("other programs have no targets", () => {
  expect(missedTargets([EMPTY, FLOOR, row("other", { firstArmMs: 900 })])).toEqual([]);
});
