import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { fill, table } from "../../scripts/markdown.ts";
import { parseAction, REPORT_SCHEMA, readmeParts } from "../../scripts/readme-tables.ts";
import { readJob } from "../../src/azure/job.ts";
import { OPERATIONS } from "../../src/operations/operation.ts";
import { toFacts } from "../../src/report/outputs.ts";
import { fitReport, toReport } from "../../src/report/report-json.ts";
import type { Known } from "../../src/sequence/known.ts";
import type { Emulator } from "../emulator/emulator.ts";
import { scenario, step } from "../support/scenario.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const readme = read("README.md");

describe("the generated parts", () => {
  test("are up to date", () => {
    expect(fill(readme, readmeParts(parseAction(read("action.yml"))))).toBe(readme);
  });

  test("replace what stood between their markers and nothing else", () => {
    const before = "a\n<!-- x:start -->\nold\n<!-- x:end -->\nb";

    const after = fill(before, { x: "new" });

    expect(after).toBe("a\n<!-- x:start -->\n\nnew\n\n<!-- x:end -->\nb");
    expect(fill(after, { x: "new" })).toBe(after);
  });

  test.each(["no markers", "<!-- x:start -->", "<!-- x:end --><!-- x:start -->"])(
    "are not written into '%s'",
    (text) => {
      expect(() => fill(text, { x: "new" })).toThrow("lacks <!-- x:start -->");
    },
  );

  test("keep a bar inside its cell", () => {
    expect(table(["a"], [["one | two"]])).toBe("| a |\n| --- |\n| one \\| two |");
  });
});

/** What the expressions of the examples stand for. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  "vars.AZURE_SUBSCRIPTION_ID": "00000000-0000-0000-0000-000000000000",
  "vars.AZURE_CLIENT_ID": "22222222-2222-2222-2222-222222222222",
  "vars.AZURE_TENANT_ID": "11111111-1111-1111-1111-111111111111",
  "vars.VAULT_ID":
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SQLServerSelfHost/providers/Microsoft.RecoveryServices/vaults/SQLServer2012",
  "inputs.job-id": "7ddead57-bcb9-4269-ac31-6a1b57588700",
  "inputs.dry-run": "false",
  "needs.backup.outputs.job-id": "0b2a4c7e-52a5-4d0e-9d52-3f3a6f1c8e11",
  "matrix.item": "sqlserver-1/payroll",
  "fromJSON(needs.list.outputs.items)": "[]",
  "steps.list.outputs.items": "[]",
  "steps.backup.outputs.job-id": "",
  "steps.retire.outputs.purge-time": "",
};

/** What Azure has to be like before an example can open the gate. */
const PREPARED: Readonly<Record<string, (azure: Emulator) => void>> = {
  "suspend-backups": (azure) => {
    azure.vault().immutability = "Unlocked";
  },
  "cancel-job": (azure) => {
    const id = EXPRESSIONS["needs.backup.outputs.job-id"] ?? "";
    azure.addJob({ item: azure.item("orders"), operation: "Backup", id });
  },
};

/** Why the gate opens, where it is not because a change is complete. */
const OPENED_BY: Readonly<Record<string, string>> = {
  "verify-backup": "recovery-point-fresh",
  "list-items": "listed",
  "cancel-job": "cancelled-as-asked",
};

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

/** Every YAML block of the README with its expressions filled in: a workflow, or a list of steps. */
function examples(): readonly string[] {
  return [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = ""]) =>
    block.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const value = EXPRESSIONS[expression];
      if (value === undefined) throw new Error(`The README uses '${expression}'.`);
      return value;
    }),
  );
}

function stepsOf(example: string): readonly Step[] {
  const parsed = parse(example) as readonly Step[] | Workflow;
  return "jobs" in parsed ? Object.values(parsed.jobs).flatMap(({ steps }) => steps) : parsed;
}

const ours = examples()
  .flatMap(stepsOf)
  .filter(({ uses }) => uses?.startsWith("OWNER/azure-backup-gate@"));

test("the README has an example of every operation", () => {
  const shown = new Set(ours.map((example) => example.with?.operation));

  expect([...shown].toSorted()).toEqual([...OPERATIONS].toSorted());
});

test.each(ours)("example $with.operation ($#) opens the gate", async (example) => {
  const inputs = Object.entries(example.with ?? {}).map(([name, value]) => [name, String(value)]);
  const given = { "resource-group": "", "subscription-id": "", "auth-type": "" };
  const operation = String(example.with?.operation);
  const azure = scenario();
  PREPARED[operation]?.(azure.azure);

  const result = await step(azure, { ...given, ...Object.fromEntries(inputs) });

  expect(result.output("error-message")).toBe("");
  expect(result.output("reason")).toBe(OPENED_BY[operation] ?? "completed");
});

test("the README names every permission that a request needs", () => {
  const [, table = ""] =
    /const ACTIONS = \{(.*?)\}/s.exec(read("src/azure/vault-requests.ts")) ?? [];
  const actions = [...table.matchAll(/: "([\w/]+)"/g)].map(([, name]) => `\`Vaults/${name}\``);

  expect(actions.length).toBeGreaterThan(10);
  expect(actions.filter((action) => !readme.includes(action))).toEqual([]);
});

const DOCUMENTS = [
  "README.md",
  "TROUBLESHOOTING.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "test/README.md",
  "test/emulator/README.md",
];

test.each(DOCUMENTS)("%s names only npm scripts that exist", (file) => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);

  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test.each(DOCUMENTS)("%s links only to what exists", (file) => {
  const targets = [...read(file).matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
  const dead = targets.filter((target) => {
    const [path = "", anchor] = target.split("#");
    const linked = path === "" ? file : join(dirname(file), path);
    if (!existsSync(join(root, linked))) return true;
    return anchor !== undefined && !headings(read(linked)).includes(anchor);
  });

  expect(dead).toEqual([]);
});

/** The anchors that GitHub gives to headings. */
function headings(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

describe("the report's schema", () => {
  const job = readJob({
    name: "7ddead57-bcb9-4269-ac31-6a1b57588700",
    properties: {
      status: "Failed",
      operation: "Backup (Full)",
      startTime: "2026-01-01T00:00:00Z",
      errorDetails: [{ errorTitle: "UserErrorExample", errorString: "It went wrong." }],
      extendedInfo: {
        tasksList: [{ taskId: "Transfer data to vault", status: "Failed" }],
        propertyBag: { "Data Transferred (in MB)": "0" },
      },
    },
  });
  const known: Known = { job, formerJobs: [{ id: "c22eca5d", status: "" }] };
  const facts = toFacts(known, { reason: "job-failed", message: "It failed.", hint: "" }, "");

  test("fits a whole report, and tells of every property of a job", () => {
    const report = toReport([{ known, facts }]);

    expect(faults(report)).toEqual([]);
    expect(Object.keys(report.items[0]?.jobs[0] ?? {})).toEqual(
      Object.keys(REPORT_SCHEMA.$defs.job.properties),
    );
  });

  test("fits a report of several items", () => {
    const other = toFacts({}, { reason: "item-not-found", message: "", hint: "" }, "");

    const report = toReport([
      { known, facts },
      { known: {}, facts: other },
    ]);

    expect(faults(report)).toEqual([]);
    expect(report.items).toHaveLength(2);
  });

  test.each([
    { cut: "its tasks", long: "tasks" },
    { cut: "its recommendations", long: "recommendations" },
    { cut: "all but the required properties", long: "error-message" },
  ])("fits a report that was cut down by $cut", ({ long }) => {
    const text = "x".repeat(1_000_000);
    const tasks = long === "tasks" ? [{ name: text, status: "Failed" }] : [];
    const others = long === "tasks" ? {} : { [long]: text };

    const report: unknown = JSON.parse(
      fitReport(toReport([{ known: { job: { ...job, tasks } }, facts: { ...facts, ...others } }])),
    );

    expect(report).toHaveProperty("truncated", true);
    expect(faults(report)).toEqual([]);
  });

  test.each([
    { fault: "another version", report: { version: 2, truncated: false, items: [] } },
    { fault: "no items", report: { version: 1, truncated: false } },
    {
      fault: "a number among the outputs",
      report: { version: 1, truncated: false, items: [{ ...facts, "items-total": 1 }] },
    },
    {
      fault: "a gate that is ajar",
      report: { version: 1, truncated: false, items: [{ ...facts, gate: "ajar" }] },
    },
    {
      fault: "a job with something unknown",
      report: {
        version: 1,
        truncated: false,
        items: [{ ...facts, jobs: [{ id: "a", status: "b", tasks: [], more: "" }] }],
      },
    },
  ])("refuses $fault", ({ report }) => {
    expect(faults(report)).not.toEqual([]);
  });
});

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

/** Where a value breaks the report's schema; it knows the few words of JSON Schema that are used. */
function faults(value: unknown, schema: Schema = REPORT_SCHEMA, path = "report"): string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/$defs/", "") as keyof typeof REPORT_SCHEMA.$defs;
    return faults(value, REPORT_SCHEMA.$defs[name], path);
  }
  if (schema.const !== undefined && value !== schema.const) return [path];
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [path];
  if (schema.type === "array") {
    if (!Array.isArray(value)) return [path];
    return value.flatMap((entry) => faults(entry, schema.items, `${path}[]`));
  }
  if (schema.type !== "object") {
    return schema.type === undefined || typeof value === schema.type ? [] : [path];
  }
  if (typeof value !== "object" || value === null) return [path];
  const { required = [], properties = {}, additionalProperties: others = true } = schema;
  return [
    ...required.filter((name) => !(name in value)).map((name) => `${path}.${name}`),
    ...Object.entries(value).flatMap(([name, entry]) => {
      const inner = properties[name] ?? others;
      if (typeof inner === "boolean") return inner ? [] : [`${path}.${name}`];
      return faults(entry, inner, `${path}.${name}`);
    }),
  ];
}
