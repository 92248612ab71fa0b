import { messageOf } from "../../errors.ts";
import { REASONS } from "../../reasons.ts";
import { type AccountFacts, type Facts, SENTENCE_OUTPUTS } from "../../report/outputs.ts";
import { reportInParts, toReport } from "../../report/report-json.ts";
import type { StepReport } from "../../report/step-report.ts";
import type { Verdict } from "../../sequence/known.ts";
import { clip } from "../../text.ts";
import { sayLastWord } from "../last-word.ts";
import { judgedItem, stepFacts } from "../step-facts.ts";
import { summarize } from "../summary/summary.ts";
import type { Agent } from "./agent.ts";
import { complete, logIssue, type TaskResult, uploadSummary } from "./commands.ts";
import { toAgentJson, toAgentLine } from "./escape.ts";
import { setOutput, taskFacts } from "./outputs.ts";
import { spell } from "./spelling.ts";

const MOST_OF_VALUE = 1_000;
const MOST_OF_TEXT = 4_000;

/**
 * Sets every output, writes the report and the summary, prints the verdict, and only then completes
 * the task. `gate` is the last output, so a step that dies while writing has none.
 *
 * @returns the published verdict, which is another one if the report could not be written.
 */
export async function publishToAgent(
  step: StepReport,
  agent: Agent,
  summary: string,
): Promise<Verdict> {
  const { accounts, factsOf } = stepFacts(step, taskFacts);
  const verdict = publishedVerdict(step, accounts, agent);
  const facts = factsOf(verdict);
  setOutputs(step, facts, agent);
  if (!/^false$/i.test(summary)) {
    tryTo(agent, "write the summary", () => {
      const markdown = summarize({ ...step, verdict, accounts, facts }, { drawsCharts: false });
      agent.print(uploadSummary(agent.writeSummary(spell(markdown))));
    });
  }
  announce(step, { verdict, accounts, facts }, agent);
  agent.print(complete(resultOf(verdict), `Gate ${facts.gate}: ${verdict.reason}`));
  agent.pass();
  return verdict;
}

/** The worst result wins, so what the user asked for is not a failure, but no success either. */
function resultOf({ reason }: Verdict): TaskResult {
  const { gate, red } = REASONS[reason];
  if (red) return "Failed";
  return gate === "open" ? "Succeeded" : "SucceededWithIssues";
}

/** Writes the report; without its file later steps lack what does not fit into outputs. */
function publishedVerdict(
  { verdict, ignored }: StepReport,
  accounts: readonly AccountFacts[],
  agent: Agent,
): Verdict {
  const why = tryTo(agent, "write the report", () => {
    const path = agent.writeReport(reportInParts(toReport(accounts, ignored), toAgentJson));
    setOutput("report-path", path, agent);
  });
  if (why === undefined || REASONS[verdict.reason].red) return verdict;
  return {
    reason: "defect",
    message: `The report could not be written (${why}), so no later step can read it. The verdict was '${verdict.reason}': ${verdict.message}`,
    hint: "Check the agent: whether its disk is full, and whether the folder that AGENT_TEMPDIRECTORY names is there. Then run the step again.",
  };
}

function setOutputs(
  { accounts: [first] }: StepReport,
  { gate, ...others }: Facts,
  agent: Pick<Agent, "print">,
): void {
  const items = first?.known.items;
  for (const [name, value] of Object.entries(others)) {
    const most = SENTENCE_OUTPUTS.includes(name) ? MOST_OF_TEXT : MOST_OF_VALUE;
    setOutput(name as keyof Facts, clip(value, most), agent);
  }
  setOutput("items", items === undefined ? "" : toAgentJson(items), agent);
  setOutput("gate", gate, agent);
}

function announce(
  step: StepReport,
  {
    verdict,
    accounts,
    facts,
  }: { verdict: Verdict; accounts: readonly AccountFacts[]; facts: Facts },
  { print }: Pick<Agent, "print">,
): void {
  const items = accounts.map(({ known, facts: own, verdict: each }) => ({
    subject: known.path ?? own["item-name"],
    verdict: each,
  }));
  const isOverruled = verdict !== step.verdict;
  const said = { subject: judgedItem(step, facts), verdict };
  sayLastWord(said, isOverruled ? [] : items, {
    log: (line) => print(toAgentLine(spell(line))),
    warning: (message) => print(logIssue("warning", spell(message))),
    error: (message, title) => print(logIssue("error", spell(`${title}. ${message}`))),
  });
}

/**
 * Does something whose failure must not hide the verdict.
 *
 * @returns why it failed; undefined if it did not.
 */
function tryTo(
  { print }: Pick<Agent, "print">,
  what: string,
  work: () => void,
): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const why = messageOf(error);
    print(toAgentLine(`Could not ${what}: ${why}`));
    return why;
  }
}
