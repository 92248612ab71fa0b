import { expect, test } from "vitest";
import { pausesIn } from "./traffic.ts";

test("a pause is whole seconds in which nothing was under way", () => {
  const traffic = [
    { at: 0, answeredAt: 10 },
    { at: 1_020, answeredAt: 1_030 },
    { at: 1_950, answeredAt: 1_960 },
    { at: 7_000, answeredAt: 7_010 },
  ];

  expect(pausesIn(traffic)).toBe(6_000);
});

test("a long answer is no pause, although others came before it", () => {
  const traffic = [
    { at: 0, answeredAt: 5_000 },
    { at: 1, answeredAt: 10 },
    { at: 5_010, answeredAt: 5_020 },
  ];

  expect(pausesIn(traffic)).toBe(0);
});

test("without requests nothing was a pause", () => {
  expect(pausesIn([])).toBe(0);
});
