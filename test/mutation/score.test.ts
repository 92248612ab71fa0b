import { describe, expect, test } from "vitest";
import { type MutantResult, scoresOf, scoreTable } from "./score.ts";

const mutant = (status: string, line = 1): MutantResult => ({
  mutatorName: "EqualityOperator",
  replacement: "a <\n  b",
  status,
  location: { start: { line, column: 5 } },
});
const of = (...statuses: string[]) => ({ mutants: statuses.map((status) => mutant(status)) });

describe("the score of a file", () => {
  test.each([
    { statuses: ["Killed", "Timeout"], percent: 100 },
    { statuses: ["Killed", "Survived"], percent: 50 },
    { statuses: ["Killed", "Killed", "Killed", "NoCoverage"], percent: 75 },
    { statuses: ["Killed", "Ignored", "CompileError"], percent: 100 },
    { statuses: [], percent: 100 },
  ])("of $statuses is $percent", ({ statuses, percent }) => {
    expect(scoresOf({ files: { "a.ts": of(...statuses) } })[0]?.percent).toBe(percent);
  });

  test("comes with a line for each mutant that no test told, the worst file first", () => {
    const files = {
      "a.ts": of("Killed"),
      "b.ts": { mutants: [mutant("Survived", 7), mutant("NoCoverage", 8)] },
    };

    const scores = scoresOf({ files });

    expect(scores.map(({ file }) => file)).toEqual(["b.ts", "a.ts"]);
    expect(scores[0]?.survivors).toEqual([
      "b.ts:7:5 EqualityOperator: a < b",
      "b.ts:8:5 EqualityOperator: a < b, which no test runs",
    ]);
  });

  test("is marked where it is too low", () => {
    const text = scoreTable(scoresOf({ files: { "a.ts": of("Killed", "Survived") } }), 90);

    expect(text).toMatch(/a\.ts\s+2\s+1\s+50\.0\s+NO/);
  });
});
