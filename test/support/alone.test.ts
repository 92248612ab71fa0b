import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ALONE } from "./alone.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const REPLACES_NODE = /from "nock"|\bvi\.(?:do)?[mM]ock\(/;

test("a test file that replaces a part of Node has a process of its own, and no other has", () => {
  const files = globSync("test/**/*.test.ts", { cwd: ROOT, exclude: ["**/node_modules/**"] });
  const replacing = files
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file !== "test/support/alone.test.ts")
    .filter((file) => REPLACES_NODE.test(readFileSync(join(ROOT, file), "utf8")));

  expect(replacing.toSorted()).toEqual(ALONE.toSorted());
});
