import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { extensionJson, taskJson } from "../../scripts/task-json.ts";
import { camelCase } from "../../src/hosts/azure-pipelines/names.ts";
import { inputsOf, outputsOf } from "../../src/inputs/rows-of-host.ts";
import { breachesOf } from "./json-schema.ts";

const SCHEMA = join(
  import.meta.dirname,
  "../../../shared/schemas/azure-pipelines-task.schema.json",
);
const task = JSON.parse(taskJson());

interface TaskInput {
  readonly name: string;
  readonly type: string;
  readonly defaultValue?: string;
  readonly helpMarkDown: string;
  readonly visibleRule?: string;
}
const inputs: readonly TaskInput[] = task.inputs;

describe("task.json", () => {
  test.skipIf(!existsSync(SCHEMA))("keeps to its schema, where that is at hand", () => {
    const schema = JSON.parse(readFileSync(SCHEMA, "utf8"));

    expect(breachesOf(task, schema)).toEqual([]);
    expect(breachesOf({ ...task, id: "x", more: 1 }, schema)).toHaveLength(2);
  });

  test("has the rows of the tables, in their order", () => {
    expect(inputs.map(({ name }) => name)).toEqual(
      inputsOf("azure-pipelines").map(({ name }) => camelCase(name)),
    );
    expect(task.outputVariables.map(({ name }: { name: string }) => name)).toEqual(
      outputsOf("azure-pipelines").map(({ name }) => camelCase(name)),
    );
    expect(task.restrictions.settableVariables.allowed).toHaveLength(task.outputVariables.length);
  });

  test("gives a default to flags only, because an unticked box sends 'false'", () => {
    for (const { type, defaultValue } of inputs) {
      expect(defaultValue !== undefined).toBe(type === "boolean");
    }
  });

  test("has no secret, and speaks of no other host", () => {
    expect(inputsOf("azure-pipelines").filter(({ secret }) => secret)).toEqual([]);
    expect(taskJson()).not.toMatch(/github|workflow|runner|`if:`|annotation|--[a-z]/i);
    expect(taskJson()).not.toMatch(/`(?:dry-run|job-id|report-path|max-items)`/);
  });

  test("shows fields by rules that the editor understands", () => {
    const rules = inputs.flatMap(({ visibleRule = [] }) => visibleRule);

    expect(rules.length).toBeGreaterThan(5);
    for (const rule of rules)
      expect(rule).toMatch(/^operation = [a-z-]+( \|\| operation = [a-z-]+)*$/);
  });
});

test("the extension holds the task, in the same version", () => {
  const { files, contributions, version } = JSON.parse(extensionJson());

  expect(files).toEqual([{ path: task.name }]);
  expect(contributions[0].properties.name).toBe(task.name);
  expect(version).toBe(`${task.version.Major}.${task.version.Minor}.${task.version.Patch}`);
});
