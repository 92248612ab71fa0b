import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const lines = readFileSync(join(root, ".github", "CODEOWNERS"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split(/\s+/));

test("what users run and what releases it has an owner", () => {
  expect(lines.map(([path]) => path)).toEqual(
    expect.arrayContaining(["/action.yml", "/dist/", "/.github/", "/.ci/", "/scripts/"]),
  );
});

test.each(lines)("%s is there, and has one owner", (path = "", ...owners) => {
  expect(existsSync(join(root, path))).toBe(true);
  expect(owners).toEqual([expect.stringMatching(/^@[\w-]+\/[\w-]+$/)]);
});
