import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rowOf } from "./figures.ts";
import {
  type BenchResult,
  fileNameOf,
  lastOf,
  readResult,
  savedResults,
  saveResult,
  textOf,
} from "./results.ts";

const result = (digit: string, date = "2026-01-31"): BenchResult => ({
  commit: digit.repeat(40),
  date,
  node: "24.0.0",
  platform: "linux x64",
  load: 0.5,
  rows: [
    rowOf({ title: "a step", kind: "ours" }, [
      { firstArmMs: 100, wholeMs: 200, pausesMs: 0, requests: 8, connections: 1 },
    ]),
  ],
});

test("a result is named for the day and the commit of its bundle, and holds a line a program", () => {
  expect(fileNameOf(result("a"))).toBe("2026-01-31-aaaaaaa.json");
  expect(textOf(result("a")).split("\n")).toHaveLength(11);
});

test("a result is read as it was saved, in the order of the days", () => {
  const folder = mkdtempSync(join(tmpdir(), "results-"));
  try {
    for (const one of [result("b", "2026-02-01"), result("c")]) saveResult(one, folder);

    expect(savedResults(folder)).toEqual([result("c"), result("b", "2026-02-01")]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is no result is not read", () => {
  expect(() => readResult("x.json", "{}")).toThrow("x.json is no result of the bench");
});

test("every result that is kept can be read, and lies under its own name", () => {
  for (const one of savedResults()) expect(readResult(fileNameOf(one), textOf(one))).toEqual(one);
});

test("the last result is that of the newest commit in the history that has one", () => {
  const [first, second, elsewhere] = [result("a"), result("b"), result("e")];
  const history = ["d", "b", "c", "a"].map((digit) => digit.repeat(40));

  expect(lastOf([first, second, elsewhere], history)).toBe(second);
  expect(lastOf([elsewhere], history)).toBeUndefined();
});
