import { describe, expect, test } from "vitest";
import { playEverywhere } from "./play-everywhere.ts";
import { SITUATIONS } from "./situations/all.ts";

// One step through every host: the same requests, verdict, facts and log. Only the dress differs, and
// each is checked by its own grammar.

describe.each(Object.entries(SITUATIONS))("%s", (_, situations) => {
  test.each(situations)("$name", (situation) => playEverywhere(situation));
});

test("there are at least forty situations besides the mistakes, each with a name of its own", () => {
  const names = Object.values(SITUATIONS).flatMap((group) => group.map(({ name }) => name));

  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
});
