import { globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { root } from "../meta/sources.ts";
import { FIRST, LAYERS, LEFT_OUT } from "./layers.ts";

/** Each pattern that braces stand for, and each that an exclusion leaves out. */
function patternsIn(glob: string): readonly string[] {
  const [group, braced, excluded] = /\{([^}]*)\}|!\(([^)]*)\)/.exec(glob) ?? [];
  if (group === undefined) return [glob];
  const choices = braced?.split(",") ?? excluded?.split("|") ?? [];
  return choices.flatMap((choice) => patternsIn(glob.replace(group, choice)));
}

const lost = (globs: readonly string[]) =>
  globs.filter((glob) => globSync(glob, { cwd: root }).length === 0);

describe("each path that a layer names is there", () => {
  test.each(LAYERS)("$name", ({ files, tests }) => {
    const globs = [...files, ...tests];

    expect(lost([...globs, ...globs.flatMap(patternsIn)])).toEqual([]);
  });

  test("and so are the tests that are left out, and the one that comes first", () => {
    expect(lost([...LEFT_OUT, FIRST])).toEqual([]);
  });

  test("one that is not is noticed, in braces and in an exclusion too", () => {
    expect(patternsIn("src/{a,b}/!(c|d).ts")).toEqual([
      "src/a/c.ts",
      "src/a/d.ts",
      "src/b/c.ts",
      "src/b/d.ts",
    ]);
    expect(lost(["src/*.ts", "src/no-such.ts"])).toEqual(["src/no-such.ts"]);
  });
});
