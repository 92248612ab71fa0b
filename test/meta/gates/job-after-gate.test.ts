import { describe, expect, test } from "vitest";
import { ungated } from "./closed-gate.ts";
import type { Workflow } from "./workflow.ts";
import { exampleCalled, workflowOf } from "./yaml.ts";

/** A job `gate` with these lines besides its gate, and a job `migrate` with these beside its step. */
const afterJob = (gateJob: string, migrateJob: string) => `
jobs:
  gate:
    ${gateJob}
    steps:
      - id: gate
        uses: OWNER/azure-backup-gate@v1
        with: { operation: backup-now }
  migrate:
    ${migrateJob}
    steps:
      - name: Migrate
        run: ./migrate.sh
`;
const HANDS_ON = `outputs: { gate: '\${{ steps.gate.outputs.gate }}' }`;
const ASKS = "needs: gate\n    if: needs.gate.outputs.gate == 'open'";

const found = (text: string, called: (path: string) => Workflow = exampleCalled) =>
  ungated(workflowOf({ where: "the test", text }), called);

describe("a job after a job with a gate is found out", () => {
  test.each([
    { why: "without a condition", gate: HANDS_ON, migrate: "needs: gate" },
    {
      why: "with the job's result",
      gate: HANDS_ON,
      migrate: "needs: gate\n    if: needs.gate.result == 'success'",
    },
    { why: "with always()", gate: HANDS_ON, migrate: "needs: gate\n    if: always()" },
    { why: "with an output that the job does not declare", gate: "name: Gate", migrate: ASKS },
    {
      why: "with an output of the job that is another one of the gate",
      gate: `outputs: { gate: '\${{ steps.gate.outputs.reason }}' }`,
      migrate: ASKS,
    },
    {
      why: "with an output of a step that the job does not have",
      gate: `outputs: { gate: '\${{ steps.gates.outputs.gate }}' }`,
      migrate: ASKS,
    },
    {
      why: "with the output of a job that it does not need",
      gate: HANDS_ON,
      migrate: "needs: [gate]\n    if: needs.backup.outputs.gate == 'open'",
    },
    {
      why: "with a matrix, whose last leg overwrites the outputs of the others",
      gate: `strategy: { matrix: { item: [a, b] } }\n    ${HANDS_ON}`,
      migrate: ASKS,
    },
  ])("$why", ({ gate, migrate }) => {
    expect(found(afterJob(gate, migrate))).toEqual([
      "'migrate/Migrate' runs though the gate of 'gate/gate' is closed",
    ]);
  });

  test("through a job between them", () => {
    const through = afterJob(HANDS_ON, "needs: between").replace(
      "  migrate:",
      "  between: { needs: gate, steps: [{ if: always(), run: echo Hello }] }\n  migrate:",
    );

    expect(found(through)).toHaveLength(1);
  });

  test("where it calls a workflow, or is one", () => {
    const work = { jobs: { work: { steps: [{ run: "./migrate.sh" }] } } };
    const calls =
      "jobs: { gate: { steps: [{ uses: OWNER/azure-backup-gate@v1 }] }, work: { needs: gate, uses: ./work.yml } }";

    expect(found(calls, () => work)).toEqual([
      "'work' runs though the gate of 'gate/OWNER/azure-backup-gate@v1' is closed",
    ]);
  });
});

describe("a job after a job with a gate is let pass", () => {
  test("where it asks for the gate, or a step of it does", () => {
    const inStep = afterJob(HANDS_ON, "needs: gate").replace(
      "run: ./migrate.sh",
      "run: ./migrate.sh\n        if: always() && needs.gate.outputs.gate == 'open'",
    );

    expect(found(afterJob(HANDS_ON, ASKS))).toEqual([]);
    expect(found(inStep)).toEqual([]);
  });

  test("where a job between them hands the gate on, or does not run", () => {
    const between = (job: string, migrate: string) =>
      afterJob(HANDS_ON, migrate).replace(
        "  migrate:",
        `  between: { needs: gate, ${job} }\n  migrate:`,
      );
    const handsOn = `outputs: { gate: '\${{ needs.gate.outputs.gate }}' }`;

    expect(
      found(
        between(handsOn, ASKS.replaceAll("gate", "between").replace(".between ==", ".gate ==")),
      ),
    ).toEqual([]);
    expect(found(between("if: needs.gate.outputs.gate == 'open'", "needs: between"))).toEqual([]);
    expect(
      found(between("if: needs.gate.outputs.gate == 'open'", "needs: between\n    if: always()")),
    ).toHaveLength(1);
  });

  test("where each leg of a matrix is red unless its gate is open", () => {
    const legs = (last: string, migrate = "needs: gate") =>
      afterJob("strategy: { matrix: { item: [a, b] } }", migrate).replace(
        "  migrate:",
        `      - ${last}\n  migrate:`,
      );
    const red = "{ if: steps.gate.outputs.gate != 'open', run: exit 1 }";

    expect(found(legs(red))).toEqual([]);
    expect(
      found(legs(red, "needs: gate\n    if: always() && needs.gate.result == 'success'")),
    ).toEqual([]);
    expect(found(legs(red, "needs: gate\n    if: always()"))).toHaveLength(1);
    expect(found(legs("{ if: failure(), run: exit 1 }"))).toHaveLength(1);
    expect(
      found(legs("{ if: matrix.live && steps.gate.outputs.gate != 'open', run: exit 1 }")),
    ).toHaveLength(1);
    expect(found(legs(red.replace("}", ", continue-on-error: true }")))).toHaveLength(2);
  });

  test("where a called workflow hands its gate on", () => {
    const calls = (condition: string) => `
jobs:
  gate: { uses: ./.github/workflows/reusable-gate.yml }
  migrate: { needs: gate, if: "${condition}", steps: [{ run: ./migrate.sh }] }`;

    expect(found(calls("needs.gate.outputs.gate == 'open'"))).toEqual([]);
    expect(found(calls("needs.gate.outputs.reason == 'open'"))).toHaveLength(1);
    expect(found(calls("needs.gate.outputs.opened == 'open'"))).toHaveLength(1);
  });
});
