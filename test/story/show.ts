import { asShown, type StepResult } from "../support/runner.ts";
import type { Chapter } from "./chapters.ts";

/** Outputs that a pipeline reads most, in this order. */
const MAIN_OUTPUTS = [
  "gate",
  "reason",
  "changed",
  "job-status",
  "error-code",
  "recovery-point-time",
  "protection-state",
];

/** What a user would see of a step; with `full`, what is folded or left out otherwise, too. */
export function shownStep(
  { title, inputs, migrates }: Chapter,
  result: StepResult,
  full: boolean,
): string {
  const { stdout, stderr, summary, exitCode } = result;
  const log = full ? stdout : foldedLog(stdout);
  return [
    `\n${"=".repeat(100)}\n${title}\n${"=".repeat(100)}`,
    ...["--- the step", ...Object.entries(inputs).map(([name, value]) => `    ${name}: ${value}`)],
    ...["--- its log", asShown(log + stderr).trimEnd()],
    ...["--- its outputs", ...shownOutputs(result, full)],
    ...["--- its summary", (full ? summary : foldedSummary(summary)).trimEnd()],
    `--- exit code ${exitCode}`,
    ...(migrates === undefined ? [] : [shownMigration(result)]),
  ].join("\n");
}

/** A log with its groups folded, as the run page shows them at first. */
export function foldedLog(stdout: string): string {
  return stdout.replaceAll(/^(::group::[^\n]*\n).*?^::endgroup::\r?\n/gms, "$1");
}

/** A summary with its details folded and its charts named, and no empty lines but between paragraphs. */
export function foldedSummary(markdown: string): string {
  return markdown
    .replaceAll(/<details>\s*<summary>(.*?)<\/summary>.*?<\/details>/gs, "> $1")
    .replaceAll(/^```mermaid\n.*?^```$/gms, "(a chart)")
    .replaceAll(/\n{2,}/g, "\n\n");
}

/** Whether GitHub runs a step after it that has `if: steps.gate.outputs.gate == 'open'`. */
export function runsNext({ exitCode, outputs }: StepResult): boolean {
  return exitCode === 0 && outputs.get("gate") === "open";
}

function shownMigration(result: StepResult): string {
  const condition = "(if: steps.gate.outputs.gate == 'open')";
  return `--- the next step, Migrate ${condition}: ${runsNext(result) ? "runs" : "skipped"}`;
}

function shownOutputs({ outputs }: StepResult, full: boolean): readonly string[] {
  const filled = [...outputs].filter(([, value]) => value !== "");
  const main = MAIN_OUTPUTS.filter((name) => outputs.get(name));
  const names = full ? filled.map(([name]) => name) : main;
  const left = filled.length - names.length;
  return [
    ...names.map((name) => `    ${name}: ${outputs.get(name)}`),
    ...(left === 0 ? [] : [`    (and ${left} more)`]),
  ];
}
