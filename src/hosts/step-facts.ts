import { type AccountFacts, type Facts, toFacts, toSharedFacts } from "../report/outputs.ts";
import type { StepReport } from "../report/step-report.ts";
import type { Verdict } from "../sequence/known.ts";

/** The facts of a step that has ended, made harmless by its host. */
interface StepFacts {
  /** One for each item, and at least one. */
  readonly accounts: readonly AccountFacts[];
  /** The outputs of the step with this verdict, which may not be the report's own. */
  factsOf(verdict: Verdict): Facts;
}

/** The facts of each item and of the whole step; `inert` makes those from Azure harmless. */
export function stepFacts(step: StepReport, inert: (facts: Facts) => Facts): StepFacts {
  const accounts = step.accounts.map((account): AccountFacts => {
    return { ...account, facts: inert(toFacts(account, step.jobUrl)) };
  });
  const [first] = accounts;
  if (first === undefined) throw new Error("A step ended without an account.");
  return {
    accounts,
    factsOf: (verdict) =>
      inert(
        accounts.length === 1
          ? toFacts({ ...first, verdict }, step.jobUrl)
          : toSharedFacts(verdict, accounts, step.jobUrl),
      ),
  };
}

/** What the verdict is about: of several items of one name, only a path says which was judged. */
export function judgedItem({ accounts: [first], ignored }: StepReport, facts: Facts): string {
  return (ignored.length > 0 ? first?.known.path : undefined) ?? facts["item-name"];
}

/**
 * What stands before the notes of an item. If a write did not end well, what they announced may not
 * have happened.
 */
export function labelOfNotes(
  { gate }: Pick<Facts, "gate">,
  { onlyReads }: Pick<StepReport, "onlyReads">,
): "Planned: " | "" {
  return gate === "closed" && !onlyReads ? "Planned: " : "";
}
