import { messageOf } from "../../errors.ts";
import { REASONS } from "../../reasons.ts";
import type { AccountFacts, Facts } from "../../report/outputs.ts";
import { toReport } from "../../report/report-json.ts";
import type { StepReport } from "../../report/step-report.ts";
import type { Verdict } from "../../sequence/known.ts";
import { judgedItem, stepFacts } from "../step-facts.ts";
import { summarize } from "../summary/summary.ts";
import { CLOSED_DOTENV, toDotenv } from "./dotenv.ts";
import { exitCodeOf } from "./exit-code.ts";
import { inertJson, inertLine } from "./inert.ts";
import type { CommandLine, Terminal } from "./terminal.ts";
import { painter, verdictText } from "./verdict-text.ts";
import { reportInCliWords } from "./words.ts";
import { whyUnwritable } from "./writable.ts";

/** What publishing needs from the command. */
interface Publishing {
  readonly line: Pick<CommandLine, "json" | "dotenv" | "summaryFile">;
  readonly terminal: Terminal;
  /** What the process was told to end by, if it was. */
  readonly signal: NodeJS.Signals | undefined;
  /** Replaces secrets in a text. */
  hide(text: string): string;
}

/** Everything that is written about a step, for one verdict. */
interface Published {
  readonly step: StepReport;
  readonly accounts: readonly AccountFacts[];
  readonly facts: Facts;
}

/**
 * Writes the files that were asked for, prints the verdict, and only then sets the exit code.
 *
 * @returns the published verdict, which is another one if a later step could not read it.
 */
export async function publishVerdict(told: StepReport, parts: Publishing): Promise<Verdict> {
  const { line, terminal, signal } = parts;
  const step = reportInCliWords(told);
  terminal.live?.end();
  const of = (verdict: Verdict) => published(step, verdict, parts.hide);
  let verdict = step.verdict;
  const failed = (what: string, why: string) => {
    terminal.note(inertLine(`Could not ${what}: ${why}`));
    if (!REASONS[verdict.reason].red) verdict = unread(verdict, what, why);
  };
  if (line.dotenv !== "") {
    const why = attempt(() => terminal.replaceFile(line.dotenv, toDotenv(of(verdict).facts)));
    if (why !== undefined) failed(`write '${line.dotenv}'`, why);
  }
  if (line.summaryFile !== "") {
    const summary = parts.hide(summarize({ ...of(verdict).step, ...of(verdict) }));
    const why = attempt(() => terminal.replaceFile(line.summaryFile, summary));
    if (why !== undefined)
      terminal.note(inertLine(`Could not write '${line.summaryFile}': ${why}`));
  }
  try {
    await terminal.print(parts.hide(printed(of(verdict), parts)));
  } catch (error) {
    failed("print the verdict", messageOf(error));
    if (line.dotenv !== "") attempt(() => terminal.replaceFile(line.dotenv, CLOSED_DOTENV));
  }
  terminal.exitWith(exitCodeOf(verdict.reason, signal));
  return verdict;
}

function published(step: StepReport, verdict: Verdict, hide: Publishing["hide"]): Published {
  const { accounts, factsOf } = stepFacts(step, (facts) => withoutSecrets(facts, hide));
  const facts = factsOf(verdict);
  const [only, ...others] = accounts;
  const told = only === undefined || others.length > 0 ? accounts : [{ ...only, verdict, facts }];
  return { step: { ...step, verdict }, accounts: told, facts };
}

function withoutSecrets(facts: Facts, hide: Publishing["hide"]): Facts {
  const hidden = Object.entries(facts).map(([name, value]) => [name, hide(value)]);
  return Object.fromEntries(hidden) as Facts;
}

/** The JSON or the text for standard output; the report's file is written on the way. */
function printed(
  { step, accounts, facts }: Published,
  { line, terminal, hide }: Publishing,
): string {
  const items = accounts[0]?.known.items;
  const whole = {
    ...toReport(accounts, step.ignored),
    ...{ gate: facts.gate, reason: facts.reason },
    ...(items === undefined ? {} : { listed: items }),
  };
  const json = hide(inertJson(whole));
  let reportPath = "";
  const why = attempt(() => {
    reportPath = terminal.writeReport([json]);
  });
  if (why !== undefined) terminal.note(inertLine(`Could not write the report: ${why}`));
  if (line.json) return `${json}\n`;
  const subject = accounts.length === 1 ? judgedItem(step, facts) : "";
  return verdictText({ step, accounts, facts, subject, reportPath }, painter(terminal, "stdout"));
}

/** The verdict if nobody can read it: the gate stays closed. */
function unread(verdict: Verdict, what: string, why: string): Verdict {
  return {
    reason: "defect",
    message: `Could not ${what} (${why}), so no later step can read the verdict, which was '${verdict.reason}': ${verdict.message}`,
    hint: "Check the path, and whether the disk is full. Then run the command again.",
  };
}

/** Writes something, and returns why that failed; undefined if it did not. */
function attempt(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return whyUnwritable(error);
  }
}
