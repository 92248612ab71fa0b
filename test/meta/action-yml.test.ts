import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAction } from "../../scripts/readme-tables.ts";
import { INPUTS, type InputRow } from "../../src/inputs/input-table.ts";
import { OUTPUTS } from "../../src/report/outputs.ts";

const root = join(import.meta.dirname, "..", "..");
const action = parseAction(readFileSync(join(root, "action.yml"), "utf8"));
const rows = Object.entries<InputRow>(INPUTS);

/** Every name that the code asks for: `get("…")`, or `required(get, "…")` and its like. */
function namesRead(): readonly string[] {
  const code = globSync("src/inputs/*.ts", { cwd: root })
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  const found = [...code.matchAll(/\bget(?:\(|,)\s*"([^"]+)"/g)].map(([, name]) => name ?? "");
  return [...new Set(found)];
}

describe("the inputs of action.yml", () => {
  test("are those of the code, in the same order", () => {
    expect(Object.keys(action.inputs)).toEqual(rows.map(([name]) => name));
  });

  test("are those that the code reads", () => {
    expect(namesRead().toSorted()).toEqual(Object.keys(action.inputs).toSorted());
  });

  test.each(rows)("'%s' has a description", (name) => {
    expect(action.inputs[name]?.description?.trim()).toMatch(/^\S.{15,}\.$/s);
  });

  test.each(rows.filter(([, { operations }]) => operations === "all"))(
    "'%s' has the default of the code",
    (name, row) => {
      expect(action.inputs[name]?.default ?? "").toBe(row.default);
    },
  );

  // A default would reach operations that do not use the input.
  test.each(rows.filter(([, { operations }]) => operations !== "all"))(
    "'%s' belongs to some operations, so its default is in its description only",
    (name, row) => {
      expect(action.inputs[name]).not.toHaveProperty("default");
      expect(action.inputs[name]?.required).toBe(false);
      if (row.default !== "") {
        expect(action.inputs[name]?.description).toContain(`Default: \`${row.default}\`.`);
      }
    },
  );

  test("are required where no operation can do without them", () => {
    const required = Object.entries(action.inputs).filter(([, input]) => input.required);

    expect(required.map(([name]) => name)).toEqual(["operation", "vault"]);
  });
});

describe("the outputs of action.yml", () => {
  test("are those of the code, in the same order", () => {
    expect(Object.keys(action.outputs)).toEqual([...OUTPUTS]);
  });

  test.each(OUTPUTS)("'%s' has a description", (name) => {
    expect(action.outputs[name]?.description?.trim()).toMatch(/^\S.{10,}\.$/s);
  });
});

test("holds no expression, which the runner would refuse in a description", () => {
  expect(readFileSync(join(root, "action.yml"), "utf8")).not.toContain("${{");
});

test("the runner starts the bundle with Node 24", () => {
  expect(action.runs.using).toBe("node24");
  expect(existsSync(join(root, action.runs.main))).toBe(true);
});
