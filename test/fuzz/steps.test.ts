import { describe, expect, test } from "vitest";
import { stopSlice } from "../replay/slice-builders.ts";
import { gullibleRun, honestRun } from "../replay/stand-in.ts";
import { randomBy } from "../support/random.ts";
import { drawSpoiling, type Ended, playAsRecorded, playSpoiled } from "./steps.ts";

const slice = stopSlice();

/** Many runs of the action, each with one answer of it mutated. */
async function spoiled(count: number, as = honestRun): Promise<readonly Ended[]> {
  const recorded = await playAsRecorded(slice, as);
  const random = randomBy(5);
  const ends: Ended[] = [];
  while (ends.length < count) {
    ends.push(await playSpoiled(slice, recorded, drawSpoiling(recorded.requests, random), as));
  }
  return ends;
}

describe("a step with an answer mutated", () => {
  test("may open or close, and says which answer it was and what became of it", async () => {
    const ends = await spoiled(100);

    expect(new Set(ends.map(({ gate }) => gate))).toEqual(new Set(["open", "closed"]));
    for (const { what } of ends) expect(what).toMatch(/: /);
  });

  test("is told on where the gate opens without evidence", async () => {
    const ends = await spoiled(100, gullibleRun);

    expect(ends.flatMap(({ breaches }) => breaches).join()).toMatch(/open over .* instead of /);
  });

  test("is told on where it opens and did not as recorded", async () => {
    const closed = { gate: "closed", reason: "job-failed", requests: 1, what: "", breaches: [] };
    const spoiling = { index: 1_000, lasting: false, seed: 1 };

    const { breaches } = await playSpoiled(slice, closed, spoiling, honestRun);

    expect(breaches).toEqual(["open, and as recorded job-failed"]);
  });

  test("is told on where it throws, or has no verdict", async () => {
    const recorded = await playAsRecorded(slice, honestRun);
    const spoiling = { index: 0, lasting: false, seed: 1 };
    const broken = () => Promise.reject(new TypeError("x is not a function"));

    const { breaches } = await playSpoiled(slice, recorded, spoiling, broken);

    expect(breaches).toEqual(["threw TypeError: x is not a function", "no verdict"]);
  });
});
