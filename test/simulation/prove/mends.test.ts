import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MENDS } from "./mends.ts";
import { pathOf } from "./without.ts";

test("there are at least 30 mends, each with a name of its own", () => {
  const names = MENDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(30);
});

test.each(MENDS.map((mend) => [mend.name, mend] as const))("'%s' finds its places", (_, mend) => {
  for (const edit of mend.edits) {
    const source = readFileSync(pathOf(edit), "utf8");
    expect(source.split(edit.find).length - 1, `${edit.find} in ${edit.file}`).toBe(1);
    expect(edit.replace).not.toBe(edit.find);
  }
});
