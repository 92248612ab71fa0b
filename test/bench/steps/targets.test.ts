import { expect, test } from "vitest";
import { type Counts, type Row, rowOf, type Sample } from "./figures.ts";
import { missedTargets } from "./targets.ts";

const SAMPLE: Sample = {
  firstArmMs: 100,
  wholeMs: 200,
  pausesMs: 0,
  requests: 8,
  connections: 1,
};
const COUNTS: Counts = { modules: 1, bytes: 2_000, memoryBytes: 50_000_000, cpuMs: 150 };

const row = (kind: Row["kind"], sample: Partial<Sample> = {}, counts: Partial<Counts> = {}): Row =>
  rowOf({ title: kind, kind, isLight: kind === "ours" }, [{ ...SAMPLE, ...sample }], {
    counts: { ...COUNTS, ...counts },
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

test("a program that pauses stands beside the floor that pauses", () => {
  const pausing = { pausesMs: 1_000 };
  const floor = row("floor", { ...pausing, wholeMs: 1_300 });
  const slow = row("ours", { ...pausing, wholeMs: 1_601 });

  expect(missedTargets([EMPTY, FLOOR, floor, slow])).toEqual([
    "ours: whole run 2.00 of the floor, more than 2.",
  ]);
  expect(missedTargets([EMPTY, FLOOR, slow])).toContain(
    "ours: whole run 3.00 of the floor, more than 2.",
  );
});

test("other programs have no targets", () => {
  expect(missedTargets([EMPTY, FLOOR, row("other", { firstArmMs: 900 })])).toEqual([]);
});
