import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const FILE = join(import.meta.dirname, "..", "..", "action.yml");

/** What GitHub gives an input that a step leaves out; one that is there and empty stays empty. */
export const ACTION_DEFAULTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<{ default?: string }>(parse(readFileSync(FILE, "utf8")).inputs).flatMap(
    ([name, row]) => (row.default === undefined ? [] : [[name, row.default]]),
  ),
);
