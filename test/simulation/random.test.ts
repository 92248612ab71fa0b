import { expect, test } from "vitest";
import { drawFrom } from "./random.ts";

test("one seed always draws the same, and its neighbour something else", () => {
  const draws = (seed: number) => {
    const draw = drawFrom(seed);
    return Array.from({ length: 20 }, () => draw.whole(0, 999));
  };

  expect(draws(7)).toEqual(draws(7));
  expect(draws(8)).not.toEqual(draws(7));
});

test("whole numbers keep both bounds, and every one of them comes", () => {
  const draw = drawFrom(1);
  const drawn = new Set(Array.from({ length: 500 }, () => draw.whole(3, 7)));

  expect([...drawn].sort()).toEqual([3, 4, 5, 6, 7]);
});

test("weights say how often something comes", () => {
  const draw = drawFrom(2);
  const drawn = Array.from({ length: 4_000 }, () =>
    draw.weighted([
      [3, "often"],
      [1, "seldom"],
      [0, "never"],
    ]),
  );
  const often = drawn.filter((word) => word === "often").length;

  expect(often / drawn.length).toBeCloseTo(0.75, 1);
  expect(drawn).not.toContain("never");
});
