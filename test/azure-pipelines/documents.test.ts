import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { TASK_NAME, taskJson } from "../../scripts/task-json.ts";
import { vaultInputs } from "./connections.ts";
import { onStage } from "./stage.ts";

const root = join(import.meta.dirname, "..", "..");
const PAGES = ["docs/azure-pipelines.md", "azure-pipelines/overview.md"];
const task = JSON.parse(taskJson());

interface Step {
  readonly script?: string;
  readonly condition?: string;
  readonly task?: string;
  readonly name?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** A step, and the conditions of the step itself and of all that it is in. */
interface Placed extends Step {
  readonly conditions: readonly string[];
}

/** Every step, however deep stages and jobs nest it. */
function stepsIn(yaml: unknown, outer: readonly string[] = []): readonly Placed[] {
  if (Array.isArray(yaml)) return yaml.flatMap((one) => stepsIn(one, outer));
  if (typeof yaml !== "object" || yaml === null) return [];
  const { condition } = yaml as Step;
  const conditions = condition === undefined ? outer : [...outer, condition];
  const isStep = "task" in yaml || "script" in yaml;
  const own = isStep ? [{ ...(yaml as Step), conditions }] : [];
  return [...own, ...Object.values(yaml).flatMap((one) => stepsIn(one, conditions))];
}

const files = globSync("examples/azure-pipelines/*.yml", { cwd: root });
const examples = [
  ...PAGES.flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/^```yaml\n(.*?)^```/gms)].map(
      ([, text = ""], index) => ({ title: `example ${index + 1} of ${page}`, text }),
    ),
  ),
  ...files.map((file) => ({ title: file, text: readFileSync(join(root, file), "utf8") })),
];

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(5);
  expect(files).not.toEqual([]);
});

describe.each(examples)("$title", ({ text }) => {
  const steps = stepsIn(parse(text));
  const gates = steps.filter((step) => step.task?.startsWith(TASK_NAME));

  test("takes the task by its major version, and reads only outputs that it has", () => {
    const names: readonly string[] = task.outputVariables.map(({ name }: { name: string }) => name);
    const read = [...text.matchAll(/\bgate\.(?!gate\.)(\w+)/g)].map(([, name = ""]) => name);

    expect(gates.length).toBeGreaterThan(0);
    for (const gate of gates) expect(gate.task).toBe(`${TASK_NAME}@${task.version.Major}`);
    expect(read.filter((name) => !names.includes(name))).toEqual([]);
    if (read.length > 0) expect(gates.map(({ name }) => name)).toContain("gate");
  });

  test("touches no database while a gate before it is closed", () => {
    const migrations = steps.filter(({ script = "" }) => script.includes("migrate"));

    for (const { conditions } of migrations) {
      expect(conditions.join("\n")).toMatch(
        /^and\(succeeded\(\), eq\((variables|dependencies\.\w+\.outputs)\['[\w.]*gate\.gate'\], 'open'\)\)$/m,
      );
    }
  });

  test("works as it is on a vault of one's own", async () => {
    for (const { inputs = {} } of gates) {
      await onStage(async ({ azure, run }) => {
        const given = Object.entries(inputs).map(([name, value]) => [name, String(value)]);
        const own = { ...Object.fromEntries(given), ...vaultInputs(azure) };

        // The vault's name is a variable or a placeholder; everything else is as it is written.
        const { result, errors } = await run({ ...own, item: itemOf(inputs) });

        expect([result, errors]).toEqual(["Succeeded", []]);
      });
    }
  });
});

/** The emulator has no such database on that server, so the next one takes its place. */
function itemOf({ item }: Readonly<Record<string, unknown>>): string {
  return String(item).replace("sqlserver-0/payroll", "sqlserver-1/payroll");
}
