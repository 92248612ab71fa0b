import { RunCancelledError } from "../errors.ts";
import type { Inputs } from "../inputs/inputs.ts";
import type { Account } from "../report/step-report.ts";
import type { Verdict } from "../sequence/known.ts";
import type { Result } from "../sequence/task.ts";
import type { StepFindings } from "./findings.ts";
import type { Ledger, LedgerEntry } from "./ledger.ts";
import { withNextStep } from "./next-step.ts";
import { judgeError, judgeResult } from "./verdict.ts";

/** How a step ended, before the verdict on the whole. */
export interface Outcome {
  /** One for each item, and at least one, with what goes on learning about it. */
  readonly accounts: readonly (Account & { readonly findings: StepFindings })[];
  /** What ended the step before all of its items had ended; undefined if nothing did. */
  readonly cutShort: Verdict | undefined;
}

/** The outcome of a step that came to its end. A cancel ends items in the middle of their work. */
export function outcomeOf(results: readonly Result[], inputs: Inputs, ledger: Ledger): Outcome {
  const byPath = new Map(ledger.entries().map(({ path, findings }) => [path, findings]));
  const accounts = results.map((result) => {
    const { known } = result;
    const findings = byPath.get(known.path ?? "") ?? ledger.step;
    return { known, findings, verdict: judgeResult(result, inputs) };
  });
  const errors = results.map(({ ending }) => (ending.kind === "thrown" ? ending.error : undefined));
  const cancel = errors.find((error) => error instanceof RunCancelledError);
  return { accounts, cutShort: cancel && judgeError(cancel) };
}

/**
 * The outcome of a step that an error ended. Of several items, those whose work had ended keep
 * their verdict, and those whose work had not begun say so.
 */
export function brokenOff(error: unknown, inputs: Inputs | undefined, ledger: Ledger): Outcome {
  const verdict = judgeError(error);
  const operation = inputs?.operation ?? "";
  const verdictOf = (entry: Pick<LedgerEntry, "findings" | "begun" | "verdict">): Verdict => {
    if (entry.verdict !== undefined) return entry.verdict;
    const why = `Nothing was sent for this item, because the step ended first: ${verdict.message}`;
    const own = entry.begun
      ? verdict
      : ({ reason: "not-started", message: why, hint: "" } as const);
    return withNextStep(own, operation, entry.findings.known());
  };
  const items = ledger.entries().filter(({ leftOut }) => !leftOut);
  const all =
    items.length > 0 ? items : [{ findings: ledger.step, begun: true, verdict: undefined }];
  return {
    accounts: all.map((entry) => {
      const { findings } = entry;
      return { known: findings.known(), findings, verdict: verdictOf(entry) };
    }),
    cutShort: verdict,
  };
}
