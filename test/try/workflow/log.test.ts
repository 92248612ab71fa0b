import { describe, expect, test } from "vitest";
import type { Line } from "../../workflows/act.ts";
import { WorkflowLog } from "./log.ts";

/** What is shown of lines of act's log. */
function shown(lines: readonly Partial<Line>[]): readonly string[] {
  const printed: string[] = [];
  const log = new WorkflowLog((text) => printed.push(text), ["gate", "reason", "report"]);
  for (const line of lines) log.take({ msg: "", level: "info", ...line });
  log.end();
  return printed;
}

const step = { jobID: "migrate", stage: "Main", step: "Back up", stepID: ["gate"] };
const output = (name: string, arg: string) => ({ ...step, command: "set-output", name, arg });
const START = { ...step, msg: "⭐ Run Main Back up" };
const LEFT_BEHIND = [
  output("report", "{}"),
  output("reason", "completed"),
  output("error-code", ""),
  output("gate", "open"),
  { ...step, command: "summary", content: "## Backup gate open\n" },
];

test("a gate's log, end, outputs in their order, and summary, each line with its job", () => {
  const lines = shown([
    { msg: "no docker here", level: "warning" },
    START,
    { ...step, msg: "Found 'payroll'.\n", raw_output: true },
    { ...step, raw: "::add-mask::secret\n", msg: "***" },
    { ...step, raw: "::warning::Careful%0Anow\n", msg: "…", level: "warning" },
    { ...step, msg: "an aside of act" },
    { ...step, stepResult: "success" },
    ...LEFT_BEHIND,
    { jobID: "migrate", jobResult: "success" },
  ]);

  expect(lines).toEqual([
    "",
    "migrate | --- Back up",
    "migrate | Found 'payroll'.",
    "migrate | Warning: Careful",
    "migrate | now",
    "migrate | --- Back up: success",
    "migrate | --- outputs",
    "migrate |     gate: open",
    "migrate |     reason: completed",
    "migrate |     report: {}",
    "migrate | --- summary",
    "migrate | ## Backup gate open",
    "=== migrate: success",
  ]);
});

test("a step that is no gate shows what it writes and how it ends, and no outputs", () => {
  const other = { ...step, step: "echo one\necho two", stepID: ["1"] };

  expect(
    shown([
      { ...other, msg: "⭐ Run Main echo one" },
      { ...other, stepResult: "failure" },
      { ...other, command: "set-output", name: "x", arg: "1" },
      { ...other, msg: "exit status 1", level: "error" },
    ]),
  ).toEqual([
    "",
    "migrate | --- echo one",
    "migrate | --- echo one: failure",
    "migrate | exit status 1",
  ]);
});

test("a gate within another action is shown once, and jobs that run side by side do not mix", () => {
  const inner = {
    ...step,
    jobID: "a",
    matrix: { item: "native", path: "sql-1/crm" },
    stepID: ["1", "g"],
  };
  const outer = { ...inner, stepID: ["1"] };
  const report = { command: "set-output", name: "report", arg: "{}" };

  expect(
    shown([
      { ...inner, stepResult: "success" },
      { ...step, jobID: "b", msg: "Hello\n", raw_output: true },
      { ...inner, ...report },
      { ...outer, stepResult: "success" },
      { ...outer, ...report },
    ]),
  ).toEqual([
    "b | Hello",
    "a (sql-1/crm) | --- outputs",
    "a (sql-1/crm) |     report: {}",
    "a (sql-1/crm) | --- summary",
    "a (sql-1/crm) |     (none)",
    "a (sql-1/crm) | --- Back up: success",
  ]);
});

describe("what is skipped has a line with its condition", () => {
  const skipped = { ...step, level: "debug", stepResult: "skipped", stepID: ["2"] };
  const job = { jobID: "after", level: "debug", jobResult: "skipped" };

  test.each([
    [
      { ...skipped, msg: "Skipping step 'Back up' due to 'steps.gate.outputs.gate == 'open''" },
      "migrate | --- Back up: skipped (if: steps.gate.outputs.gate == 'open')",
    ],
    [
      { ...skipped, msg: "Skipping step 'Back up' due to 'always() &&\n  steps.g.outputs.gate'" },
      "migrate | --- Back up: skipped (if: always() && steps.g.outputs.gate)",
    ],
    [
      { ...skipped, msg: "Skipping step 'Back up' due to ''" },
      "migrate | --- Back up: skipped (if: success())",
    ],
    [
      { ...job, msg: "Skipping job 'after' due to 'needs.gate.outputs.gate == 'open''" },
      "=== after: skipped (if: needs.gate.outputs.gate == 'open')",
    ],
    [
      { ...job, msg: "Skipping job 'after' due to 'success()'" },
      "=== after: skipped (if: success())",
    ],
  ])("%#: %s", (line, said) => {
    expect(shown([line])).toEqual([said]);
  });

  test("but not what an action does not need, nor a step within an action", () => {
    const aside = { ...skipped, stage: "Post", msg: "skipping post step for 'x': no action model" };
    const inner = { ...skipped, stepID: ["1", "2"], msg: "Skipping step 'x' due to 'false'" };

    expect(shown([aside, inner, { ...step, level: "debug", msg: "evaluating" }])).toEqual([]);
  });
});

test("what act says of no job is shown where it is an error", () => {
  expect(shown([{ msg: "no such event", level: "error" }])).toEqual(["no such event"]);
});
