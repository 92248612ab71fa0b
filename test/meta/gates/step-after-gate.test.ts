import { describe, expect, test } from "vitest";
import { ungated } from "./closed-gate.ts";
import { exampleCalled, workflowOf } from "./yaml.ts";

/** A job's steps: a gate with the id `gate`, and what comes after it. */
const afterGate = (step: string) => `
- id: gate
  uses: OWNER/azure-backup-gate@v1
  with: { operation: backup-now, item: sqlserver-1/payroll }
- name: Migrate
  ${step}
`;
const MIGRATES = "run: ./migrate.sh";

const found = (text: string) => ungated(workflowOf({ where: "the test", text }), exampleCalled);

describe("a step after a gate is found out", () => {
  test.each([
    { why: "without a condition", step: MIGRATES },
    ...[
      "success()",
      "always()",
      '"!cancelled()"',
      "failure()",
      "true",
      "always() && steps.gate.outcome == 'success'",
      "steps.gate.conclusion == 'success'",
      "steps.gate.outputs.job-status == 'Completed'",
      "steps.gate.outputs.changed == 'true'",
      "steps.gate.outputs.gate",
      "steps.gate.outputs.gate != 'closed'",
      "steps.gate.outputs.gate != 'open'",
      "steps.gates.outputs.gate == 'open'",
      "steps.gate.outputs.reason == 'open'",
      "needs.gate.outputs.gate == 'open'",
      "steps.gate.outputs.gate == 'open' || github.event_name == 'schedule'",
      "\"!(steps.gate.outputs.gate == 'open')\"",
      `\${{ steps.gate.outputs.gate == 'open' }} && true`,
      "steps.gate.outputs.gate == 'open",
      "(steps.gate.outputs.gate == 'open'",
    ].map((condition) => ({
      why: `with the condition ${condition}`,
      step: `if: ${condition}\n  ${MIGRATES}`,
    })),
    { why: "that uses an action", step: "uses: contoso/migrate@v1" },
    { why: "that echoes in place of real work", step: 'run: echo "Migrate now."' },
    { why: "that reports and then migrates", step: 'if: always()\n  run: "echo Go; ./migrate.sh"' },
    { why: "that pipes", step: "if: always()\n  run: cat drop.sql | sqlcmd" },
    { why: "that runs what it echoes", step: 'if: always()\n  run: echo "$(./migrate.sh)"' },
    { why: "that writes a file", step: "if: always()\n  run: echo go > /srv/migrate" },
    { why: "that fails after real work", step: "run: |\n    ./migrate.sh\n    exit 1" },
    {
      why: "that deletes backup data",
      step: "uses: OWNER/azure-backup-gate@v1\n  with: { operation: stop-protection-delete-data }",
    },
  ])("$why", ({ step }) => {
    expect(found(afterGate(step))).toEqual([
      "'steps/Migrate' runs though the gate of 'steps/gate' is closed",
    ]);
  });

  test("whose gate has no id to ask for", () => {
    const step = `if: steps.gate.outputs.gate == 'open'\n  ${MIGRATES}`;

    expect(found(afterGate(step).replace("- id: gate\n ", "-"))).toHaveLength(1);
  });

  test("that asks for one gate of two", () => {
    const two = `${afterGate(`if: steps.gate.outputs.gate == 'open'\n  ${MIGRATES}`)}
- id: second
  uses: OWNER/azure-backup-gate@v1
  with: { operation: verify-backup }
- { name: Drop, if: steps.second.outputs.gate == 'open', run: ./drop.sh }`;

    expect(found(two)).toEqual(["'steps/Drop' runs though the gate of 'steps/gate' is closed"]);
  });
});

describe("a step after a gate is let pass", () => {
  test.each([
    "steps.gate.outputs.gate == 'open'",
    `\${{ steps.gate.outputs.gate == 'open' }}`,
    "always() && steps.gate.outputs.gate == 'open'",
    "\"!cancelled() && (steps.gate.outputs.gate == 'open') && github.ref == 'refs/heads/main'\"",
    "\"!(steps.gate.outputs.gate != 'open')\"",
    "(github.actor == 'a' || contains(github.ref, 'b)')) && steps.gate.outputs.gate == 'open'",
  ])("with the condition %s", (condition) => {
    expect(found(afterGate(`if: ${condition}\n  ${MIGRATES}`))).toEqual([]);
  });

  test.each([
    'if: always()\n  run: echo "The gate is $GATE ($REASON); the job is $JOB."',
    'if: failure()\n  run: cat "$REPORT_PATH"',
    'if: "!cancelled()"\n  run: echo "Gate $GATE." >> "$GITHUB_STEP_SUMMARY"',
    'if: failure()\n  run: gh issue create --title "No backup" --body-file "$REPORT_PATH"',
    "if: always()\n  uses: actions/upload-artifact@de0fac2",
  ])("that only tells how it went: %s", (step) => {
    expect(found(afterGate(step))).toEqual([]);
  });

  test("that comes after a list, which is no gate", () => {
    const list = afterGate(MIGRATES).replace("backup-now", "list-items");

    expect(found(list)).toEqual([]);
  });

  test("that takes either of two gates of which the second runs only if the first is not open", () => {
    const either = (second: string) => `
- { id: asked, uses: OWNER/azure-backup-gate@v1, with: { operation: verify-backup } }
- { id: taken, uses: OWNER/azure-backup-gate@v1, ${second} with: { operation: backup-now } }
- { if: steps.asked.outputs.gate == 'open' || steps.taken.outputs.gate == 'open', run: ./migrate.sh }`;

    expect(found(either("if: steps.asked.outputs.gate != 'open',"))).toEqual([]);
    expect(found(either(""))).toHaveLength(2);
  });

  test("that asks for a second gate which the first one lets run", () => {
    const chain = `
- { id: backup, uses: OWNER/azure-backup-gate@v1, with: { operation: backup-now } }
- { id: policy, if: steps.backup.outputs.gate == 'open', uses: OWNER/azure-backup-gate@v1, with: { operation: change-policy } }
- { if: steps.policy.outputs.gate == 'open', run: ./migrate.sh }`;

    expect(found(chain)).toEqual([]);
  });

  test("that asks for the gate which waited for the job of one with `wait: false`", () => {
    const waited = (jobId: string) => `
- { id: start, uses: OWNER/azure-backup-gate@v1, with: { operation: backup-now, wait: false } }
- id: end
  uses: OWNER/azure-backup-gate@v1
  with: { operation: wait-for-job, job-id: "\${{ ${jobId} }}" }
- { if: steps.end.outputs.gate == 'open', run: ./migrate.sh }`;

    expect(found(waited("steps.start.outputs.job-id"))).toEqual([]);
    expect(found(waited("inputs.job-id"))).toHaveLength(1);
  });
});
