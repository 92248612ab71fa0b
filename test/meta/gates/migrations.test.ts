import { describe, expect, test } from "vitest";
import { ungated } from "./closed-gate.ts";
import { deletes, isGate } from "./workflow.ts";
import { allExamples, blocksOf, exampleCalled, workflowOf } from "./yaml.ts";

const examples = allExamples().map((example) => ({ ...example, workflow: workflowOf(example) }));

test("there are examples on every page that should have some", () => {
  const withGate = examples.filter(({ workflow }) =>
    Object.values(workflow.jobs).some(({ steps = [] }) => steps.some(isGate)),
  );
  const places = new Set(withGate.map(({ where }) => where.replace(/:\d+$/, "")));

  expect([...places]).toEqual(
    expect.arrayContaining(["README.md", "docs/sign-in.md", "examples/back-up-then-migrate.yml"]),
  );
  expect(withGate.length).toBeGreaterThan(20);
});

describe.each(examples)("$where", ({ workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps ?? []);

  test("touches no database while a gate before it is closed", () => {
    expect(ungated(workflow, exampleCalled)).toEqual([]);
  });

  test("deletes backup data only in a dry run", () => {
    const inEarnest = steps.filter((step) => deletes(step) && step.with?.["dry-run"] !== true);

    expect(inEarnest).toEqual([]);
  });

  // `changed == true` is never true, and `if: steps.gate.outputs.changed` is true of 'false' as well.
  test("compares outputs with texts", () => {
    const conditions = [...jobs, ...steps].map((one) => String(one.if ?? ""));
    const loose = conditions.filter((one) => /outputs\.[\w-]+(?! *[!=]= *'|[\w-])/.test(one));

    expect(loose).toEqual([]);
  });
});

describe("a block of a page", () => {
  const step = "- uses: OWNER/azure-backup-gate@v1\n- run: ./migrate.sh\n";

  test.each([
    { how: "called YAML", page: `a\n\`\`\`yaml\n${step}\`\`\`\n` },
    { how: "called yml, between tildes", page: `~~~yml\n${step}~~~\n` },
    { how: "called nothing", page: `\`\`\`\n${step}\`\`\`\n` },
    { how: "within a list", page: `1. a\n\n   \`\`\`yaml\n${step.replace(/^/gm, "   ")}\`\`\`\n` },
  ])("is read when it is $how", ({ page }) => {
    const [block] = blocksOf("page.md", page);

    expect(ungated(workflowOf(block ?? { where: "", text: "" }), exampleCalled)).toHaveLength(1);
  });

  test.each([
    { how: "jobs alone", text: "migrate: { steps: [{ run: ./migrate.sh }] }" },
    { how: "one job", text: "steps: [{ run: ./migrate.sh }]" },
  ])("can be $how", ({ text }) => {
    expect(Object.keys(workflowOf({ where: "page.md:1", text }).jobs)).toHaveLength(1);
  });

  test("with steps in it that nobody would see is an error", () => {
    const text = "template:\n  inner:\n    run: ./migrate.sh\n";

    expect(() => workflowOf({ where: "page.md:1", text })).toThrow("page.md:1 is no workflow.");
  });
});
