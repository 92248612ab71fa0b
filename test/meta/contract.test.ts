import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHOICES } from "../../src/inputs/choices.ts";
import type { InputRow } from "../../src/manifest/input-row.ts";
import { INPUTS } from "../../src/manifest/input-table.ts";
import { OUTPUT_ROWS } from "../../src/manifest/output-rows.ts";
import { REASONS } from "../../src/reasons.ts";

const FILE = "test/meta/contract.txt";
const HOW = `What users rely on has changed. If that is meant, write it into ${FILE} by hand, line by line, and into CHANGELOG.md; what leaves, or changes its default or its place, breaks their workflows`;

/** The public contract, one line for each input, output and reason, in their order. */
function contract(): readonly string[] {
  const words: Readonly<Record<string, readonly string[]>> = CHOICES;
  return [
    ...Object.entries<InputRow>(INPUTS).map(([name, row]) =>
      [
        `input ${name}`,
        ...(row.required ? ["required"] : []),
        ...(row.secret ? ["secret"] : []),
        ...(row.default === "" ? [] : [`default ${row.default}`]),
        ...(words[name] === undefined ? [] : [`words ${words[name].join(" ")}`]),
      ].join(", "),
    ),
    ...Object.keys(OUTPUT_ROWS).map((name) => `output ${name}`),
    ...Object.entries(REASONS).map(
      ([name, { gate, red }]) => `reason ${name}, ${gate}, ${red ? "red" : "green"}`,
    ),
  ];
}

test(`the public contract is the one of ${FILE}`, () => {
  const held = readFileSync(join(import.meta.dirname, "contract.txt"), "utf8");

  expect(contract(), HOW).toEqual(held.trimEnd().split("\n"));
});
