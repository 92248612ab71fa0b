import { expect, test } from "vitest";
import { median, ratio, rowOf, type Sample } from "./figures.ts";

const SAMPLE: Sample = {
  firstArmMs: 100,
  wholeMs: 200,
  pausesMs: 0,
  requests: 8,
  connections: 1,
};
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
  const refused = rowOf({ title: "x", kind: "ours-refused" }, [
    { ...SAMPLE, firstArmMs: undefined },
  ]);

  expect(refused.firstArmMs).toBeUndefined();
  expect(ratio(refused.firstArmMs, 100)).toBe("-");
  expect(ratio(162, 100)).toBe("1.62");
});
