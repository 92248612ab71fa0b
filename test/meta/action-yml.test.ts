import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fillAction } from "../../scripts/action-yml.ts";
import { inputsOf, outputsOf } from "../../src/inputs/rows-of-host.ts";
import { INPUTS } from "../../src/manifest/input-table.ts";
import { readAction } from "../support/action-yml.ts";
import { read, root, sourcesIn } from "./sources.ts";

const text = read("action.yml");
const action = readAction();

/** Every name that the code asks for: `get("…")`, or `required(get, "…")` and its like. */
function namesRead(): readonly string[] {
  const code = ["src/hosts/azure-pipelines", "src/inputs", "src/operations", "src/values"]
    .flatMap((folder) => sourcesIn(folder))
    .map(({ text }) => text)
    .join("\n");
  const found = [...code.matchAll(/\bget(?:\(|,)\s*"([^"]+)"/g)].map(([, name]) => name ?? "");
  return [...new Set(found)];
}

test("every input is one that the code reads", () => {
  expect(namesRead().toSorted()).toEqual(Object.keys(INPUTS).toSorted());
});

describe("action.yml", () => {
  const generated = { inputs: inputsOf("github"), outputs: outputsOf("github") };

  test.each(["inputs", "outputs"] as const)(
    "reads as YAML what the table of %s says",
    (section) => {
      const found = Object.entries(action[section]);

      expect(found.map(([name]) => name)).toEqual(generated[section].map(({ name }) => name));
      for (const [index, [, { description = "" }]] of found.entries()) {
        expect(description).toMatch(/^\S.{10,}\.$/s);
        expect(description).toContain(generated[section][index]?.description);
      }
    },
  );

  // A default would reach operations that do not use the input.
  test("gives a default only to what every operation takes, and tells the others", () => {
    for (const { name, default: otherwise, isForAll } of generated.inputs) {
      const input = action.inputs[name];
      expect(input?.default ?? "").toBe(isForAll ? otherwise : "");
      if (otherwise === "" || isForAll) continue;
      expect(input?.description?.endsWith(`Default: \`${otherwise}\`.`)).toBe(true);
    }
  });

  test("keeps what is written by hand, whatever its sections held", () => {
    const head = "name: A name # by hand\n\n";
    const tail = "runs:\n  using: node24\n";
    const sections =
      "inputs:\n  gone-input:\n    required: true\n\noutputs:\n  gone-output: {}\n\n";

    const filled = fillAction(`${head}${sections}${tail}`);

    expect(filled.startsWith(`${head}inputs:\n  operation:\n`)).toBe(true);
    expect(filled.endsWith(`\n\n${tail}`)).toBe(true);
    expect(filled).not.toContain("gone-");
    expect(fillAction(filled)).toBe(filled);
  });

  test("is not filled in where a section is missing", () => {
    expect(() => fillAction("inputs:\n")).toThrow("lacks the section 'outputs'");
  });

  test("holds no expression, which the runner would refuse in a description", () => {
    expect(text).not.toContain("${{");
  });

  test("starts the bundle with Node 24", () => {
    expect(action.runs.using).toBe("node24");
    expect(existsSync(join(root, action.runs.main))).toBe(true);
  });
});
