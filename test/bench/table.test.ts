import { expect, test } from "vitest";
import { perItem, tableOf, timeInWords } from "./table.ts";

const ROWS = [
  ["operation", "items"],
  ["undelete", "1000"],
  ["-", "9"],
];

test("numbers end at the right and words begin at the left", () => {
  expect(tableOf(ROWS)).toBe("operation  items\nundelete    1000\n-              9");
});

test("Markdown says which columns are numbers", () => {
  expect(tableOf(ROWS, { markdown: true }).split("\n")).toEqual([
    "| operation | items |",
    "| --------- | ----: |",
    "| undelete  |  1000 |",
    "| -         |     9 |",
  ]);
});

test("times and counts are short", () => {
  expect([33_000, 192_000, 4_440_000, 14_760_000].map(timeInWords)).toEqual([
    "33 s",
    "3.2 min",
    "74 min",
    "4.1 h",
  ]);
  expect([perItem(3_000, 1_000), perItem(1_370, 1_000), perItem(46_700, 1_000)]).toEqual([
    "3",
    "1.37",
    "46.7",
  ]);
});
