import { messageOf } from "../../errors.ts";
import { REASONS } from "../../reasons.ts";
import { type AccountFacts, type Facts, SENTENCE_OUTPUTS } from "../../report/outputs.ts";
import { fitReport, reportInParts, toReport } from "../../report/report-json.ts";
import type { StepReport } from "../../report/step-report.ts";
import type { Verdict } from "../../sequence/known.ts";
import { clip } from "../../text.ts";
import type { World } from "../../world.ts";
import { inertFacts } from "../inert-facts.ts";
import { judgedItem, stepFacts } from "../step-facts.ts";
import { summarize } from "../summary/summary.ts";
import { annotate } from "./annotations.ts";
import { postVerdict } from "./commit-status.ts";
import { makeInert, toInertJson } from "./escape.ts";
import type { Runner } from "./runner.ts";

/**
 * GitHub's limit for all outputs of a step is 1 MiB, and the report needs most of it; the file
 * holds everything (E145).
 */
const MOST_OF_VALUE = 1_000;
const MOST_OF_TEXT = 4_000;
const MOST_OF_REPORT = { mostBytes: 900 * 1024, toJson: toInertJson };

/**
 * Sets every output, writes the report and the summary, prints the verdict, and only then lets the
 * step pass. `gate` is the last output, so a step that dies while writing has none.
 *
 * @returns the published verdict, which is another one if the outputs could not be written.
 */
export async function publish(
  step: StepReport,
  runner: Runner,
  world: Pick<World, "clock" | "signal">,
): Promise<Verdict> {
  const { accounts, factsOf } = stepFacts(step, (facts) => inertFacts(facts, makeInert));
  const unwritten = await writeOutputs(step, { accounts, facts: factsOf(step.verdict) }, runner);
  const verdict = unwritten === undefined ? step.verdict : withoutOutputs(step.verdict, unwritten);
  const facts = factsOf(verdict);
  if (!/^false$/i.test(runner.input("summary").trim())) {
    await tryTo(runner, "write the summary", () =>
      runner.summary(summarize({ ...step, verdict, accounts, facts })),
    );
  }
  await tryTo(runner, "post the verdict", () => postVerdict(verdict.reason, runner, world));
  const items = accounts.map(({ known, facts: own, verdict: each }) => ({
    subject: known.path ?? own["item-name"],
    verdict: each,
  }));
  const isOverruled = verdict !== step.verdict;
  annotate({ subject: judgedItem(step, facts), verdict }, isOverruled ? [] : items, runner);
  if (!REASONS[verdict.reason].red) runner.pass();
  return verdict;
}

/** Writes the report to its file, then every output; returns why they could not be set, or undefined. */
async function writeOutputs(
  { accounts: [first], ignored }: StepReport,
  { accounts, facts }: { accounts: readonly AccountFacts[]; facts: Facts },
  runner: Runner,
): Promise<string | undefined> {
  const report = toReport(accounts, ignored);
  const items = first?.known.items;
  let reportPath = "";
  await tryTo(runner, "write the report", async () => {
    reportPath = runner.writeReport(reportInParts(report, toInertJson));
  });
  const { gate, ...others } = facts;
  return tryTo(runner, "set the outputs", async () => {
    for (const [name, value] of Object.entries(others))
      runner.output(
        name,
        clip(value, SENTENCE_OUTPUTS.includes(name) ? MOST_OF_TEXT : MOST_OF_VALUE),
      );
    runner.output("items", items === undefined ? "" : toInertJson(items));
    runner.output("report", fitReport(report, MOST_OF_REPORT));
    runner.output("report-path", reportPath);
    runner.output("gate", gate);
  });
}

/**
 * The verdict if the outputs could not be written: no later step can read it, so the gate stays
 * closed. A verdict that is red already stays as it is.
 */
function withoutOutputs(verdict: Verdict, why: string): Verdict {
  if (REASONS[verdict.reason].red) return verdict;
  return {
    reason: "defect",
    message: `The outputs could not be written (${why}), so no later step can read the verdict, which was '${verdict.reason}': ${verdict.message}`,
    hint: "Check the runner: whether its disk is full, and whether the file that GITHUB_OUTPUT names is there. Then run the step again.",
  };
}

/**
 * Does something whose failure must not hide the verdict.
 *
 * @returns why it failed; undefined if it did not.
 */
async function tryTo(
  runner: Pick<Runner, "log">,
  what: string,
  work: () => void | Promise<void>,
): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const why = messageOf(error);
    runner.log(makeInert(`Could not ${what}: ${why}`));
    return why;
  }
}
