import { describe, expect, test } from "vitest";
import type { StepResult } from "../support/runner.ts";
import { foldedLog, foldedSummary, runsNext, shownStep } from "./show.ts";

const RESULT: StepResult = {
  exitCode: 0,
  stdout: "Found it.\n::group::The request\nPOST /x\n::endgroup::\nGate open.\n",
  stderr: "",
  outputs: new Map([
    ["job-id", "4711"],
    ["error-code", ""],
    ["reason", "completed"],
    ["gate", "open"],
  ]),
  summary:
    "## Open\n\n\n```mermaid\ngantt\n```\n\n<details>\n<summary>For support</summary>\n\nIds\n\n</details>\n",
  written: "",
};
const CHAPTER = {
  title: "It is backed up",
  inputs: { operation: "backup-now" },
  expected: {},
  exitCode: 0,
  migrates: true,
} as const;

test("a step is shown with what a run page shows before anybody unfolds anything", () => {
  expect(shownStep(CHAPTER, RESULT, false).split("\n").slice(4)).toEqual([
    "--- the step",
    "    operation: backup-now",
    "--- its log",
    "Found it.",
    "> The request",
    "Gate open.",
    "--- its outputs",
    "    gate: open",
    "    reason: completed",
    "    (and 1 more)",
    "--- its summary",
    "## Open",
    "",
    "(a chart)",
    "",
    "> For support",
    "--- exit code 0",
    "--- the next step, Migrate (if: steps.gate.outputs.gate == 'open'): runs",
  ]);
});

test("in full, nothing is left out", () => {
  const shown = shownStep(CHAPTER, RESULT, true);

  for (const text of ["POST /x", "    job-id: 4711", "gantt", "Ids"]) expect(shown).toContain(text);
});

test("each group and each details is folded by itself", () => {
  const groups = "::group::A\na\n::endgroup::\nb\n::group::C\nc\n::endgroup::\n";
  const details = "<details>\n<summary>A</summary>\na</details>\nb\n";

  expect(foldedLog(groups)).toBe("::group::A\nb\n::group::C\n");
  expect(foldedSummary(`${details}${details}`)).toBe("> A\nb\n> A\nb\n");
});

describe("the migration behind a step runs", () => {
  test.each([
    { exitCode: 0, gate: "open", runs: true },
    { exitCode: 0, gate: "closed", runs: false },
    { exitCode: 1, gate: "closed", runs: false },
    { exitCode: 1, gate: "open", runs: false },
  ])("with exit code $exitCode and the gate $gate: $runs", ({ exitCode, gate, runs }) => {
    expect(runsNext({ ...RESULT, exitCode, outputs: new Map([["gate", gate]]) })).toBe(runs);
  });
});
