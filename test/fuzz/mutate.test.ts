import { expect, test } from "vitest";
import { randomBy } from "../support/random.ts";
import { mutate } from "./mutate.ts";

const BODY = JSON.stringify({
  name: "job-1",
  properties: { status: "Failed", errorDetails: [{ errorCode: 1 }], list: [], none: null },
});

test("a seed gives the same mutant everywhere", () => {
  expect(mutate(BODY, randomBy(7))).toEqual(mutate(BODY, randomBy(7)));
});

test("mutants differ from the body and from each other, and each says what it is", () => {
  const random = randomBy(1);
  const mutants = Array.from({ length: 1_000 }, () => mutate(BODY, random));

  expect(new Set(mutants.map(({ body }) => body)).size).toBeGreaterThan(200);
  expect(mutants.filter(({ body }) => body === BODY).length).toBeLessThan(150);
  for (const { what } of mutants) expect(what).not.toBe("");
});

test("no mutant makes a good word of a bad one", () => {
  const random = randomBy(2);
  for (let count = 0; count < 1_500; count++) {
    expect(mutate(BODY, random).body).not.toMatch(/completed|succeeded/i);
  }
});

test("keys of prototypes are properties of the body's own", () => {
  const random = randomBy(3);
  const bodies = Array.from({ length: 1_000 }, () => mutate(BODY, random).body);

  expect(bodies.some((body) => body.includes('"__proto__"'))).toBe(true);
  expect(bodies.some((body) => body.includes('"constructor"'))).toBe(true);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test.each(["", "<html>", '"text"', "7", "[]", "null"])("%j can be mutated too", (body) => {
  const random = randomBy(4);
  for (let count = 0; count < 50; count++) expect(() => mutate(body, random)).not.toThrow();
});
