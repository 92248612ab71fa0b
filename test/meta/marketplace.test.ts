import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..", "..");
const action = parse(readFileSync(join(root, "action.yml"), "utf8"));

/** What GitHub's reference of `action.yml` allows as `branding.color`. */
const COLORS = "white black yellow blue green orange red purple gray-dark".split(" ");

/** Those of its icons that would suit a gate; not all of Feather's are drawn (`key` is not). */
const ICONS = "archive check-circle database git-pull-request hard-drive lock shield".split(" ");

test("the only metadata file at the root is action.yml, and a README is beside it", () => {
  expect(globSync(["action.{yml,yaml}", "README.md"], { cwd: root }).toSorted()).toEqual([
    "README.md",
    "action.yml",
  ]);
});

test("the name makes a short address", () => {
  expect(action.name).toMatch(/^[A-Z][A-Za-z0-9 -]{2,49}$/);
});

// The form refuses a release with "Description must be less than 125 characters."
test("the description is one line of less than 125 characters", () => {
  expect(action.description).toMatch(/^[^\n]{20,123}\.$/);
});

test("the author is named", () => {
  expect(action.author).toMatch(/\S/);
});

test("the colour and the icon are among those that the marketplace shows", () => {
  expect(COLORS).toContain(action.branding.color);
  expect(ICONS).toContain(action.branding.icon);
});
