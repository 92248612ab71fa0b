import type { Identity } from "../../azure/identity/sign-in.ts";
import { ActionError } from "../../errors.ts";
import { CHOICES } from "../../inputs/choices.ts";
import { onlyReads } from "../../operations/operations.ts";
import { shortName } from "../../report/short-name.ts";
import type { StepReport } from "../../report/step-report.ts";
import { run } from "../../run/run.ts";
import type { Verdict } from "../../sequence/known.ts";
import type { World } from "../../world.ts";
import { stepFacts } from "../step-facts.ts";
import { type CliHost, cliHost, OTHER_AZURE } from "./host.ts";
import type { CommandLine, Terminal } from "./terminal.ts";
import { lookText, painter } from "./verdict-text.ts";
import { reportInCliWords } from "./words.ts";
import { type Objection, unwritableFile } from "./writable.ts";

/** The world of a step from a command line. */
export interface CliWorld extends World {
  /** The signal that told the process to end, if one has. */
  heard(): NodeJS.Signals | undefined;
  identity(host: CliHost): Identity;
  /** Learns of each host of the step, so that a second signal can tell what is known. */
  started(host: CliHost): void;
}

/**
 * Runs the step of a command line. On a terminal a write first shows its dry run and asks; then it
 * runs for real, and decides anew.
 */
export async function runFromTerminal(
  line: CommandLine,
  terminal: Terminal,
  world: CliWorld,
): Promise<void> {
  const begin = (): CliHost => {
    const host = cliHost(line, terminal, world);
    world.started(host);
    return host;
  };
  const host = begin();
  const objection = unwritableFile(line, terminal) ?? unseen(line, terminal);
  if (objection !== undefined) {
    await refuse(objection, host, world);
    return;
  }
  for (const name of Object.values(OTHER_AZURE)) {
    if (terminal.env(name) !== "") host.note(`${name} is set: ${terminal.env(name)}`);
  }
  const asks = terminal.ask !== undefined && asksFirst(line);
  const answer = asks ? await askFirst(host, terminal, world) : "yes";
  if (answer === "no") return;
  const real = asks ? begin() : host;
  // The step itself says that it was interrupted.
  const told = answer === "interrupted" ? beforeSending(real) : real;
  await run(told, world, world.identity(real));
}

/** Somebody is there to answer, and must not be passed over because the question is out of sight. */
function unseen(line: CommandLine, { hidesQuestions }: Terminal): Objection | undefined {
  if (!hidesQuestions || !asksFirst(line)) return undefined;
  return {
    message:
      "This command writes, so it asks first, but standard error, where the question would be, is not your terminal. Nothing was sent.",
    hint: "Give --yes to go on without the question, or do not redirect standard error. The verdict is on standard output.",
  };
}

/** Ends the command as on wrong usage, with all that it writes elsewhere. */
async function refuse(objection: Objection, host: CliHost, { clock }: World): Promise<void> {
  const verdict: Verdict = { reason: "invalid-input", ...objection };
  const now = clock.now();
  await host.publish({
    operation: host.input("operation").trim(),
    onlyReads: false,
    vault: shortName(host.input("vault")),
    span: { from: now, until: now },
    jobUrl: "",
    verdict,
    accounts: [{ known: {}, verdict }],
    ignored: [],
  });
}

/** Whether the command would write, and nobody has answered the question yet. */
function asksFirst({ operation, inputs, yes }: CommandLine): boolean {
  const name = CHOICES.operation.find((one) => one === operation);
  if (yes || name === undefined || onlyReads(name)) return false;
  return /^false$/i.test(inputs.get("dry-run")?.trim() ?? "false");
}

const QUESTION = "Nothing was sent yet. Do it now? Type 'y' or 'yes' to go on: ";

/**
 * Looks without writing, and asks. Where there is nothing to ask, or the answer is no, what the look
 * found is the verdict.
 *
 * @returns the answer, which is "no" where the verdict is told.
 */
async function askFirst(
  host: CliHost,
  terminal: Terminal,
  world: CliWorld,
): Promise<"yes" | "no" | "interrupted"> {
  let look: StepReport | undefined;
  const looking: CliHost = {
    ...host,
    input: (name) => (name === "dry-run" ? "true" : host.input(name)),
    async publish(report) {
      look = report;
      return report.verdict;
    },
  };
  await run(looking, world, world.identity(looking));
  terminal.live?.end();
  if (look === undefined) throw new Error("A dry run ended without a report.");
  if (look.verdict.reason !== "dry-run") {
    await beforeSending(host).publish(look);
    return "no";
  }
  show(look, terminal, host);
  let answer: string;
  try {
    answer = (await terminal.ask?.(QUESTION, world.signal))?.trim() ?? "";
  } catch (error) {
    if (error instanceof ActionError) return "interrupted";
    throw error;
  }
  if (/^y(es)?$/i.test(answer)) return "yes";
  await host.publish(declined(look, answer));
  return "no";
}

/** What the look found, after another answer than yes: there is no dry run to take back. */
function declined(look: StepReport, answer: string): StepReport {
  const what = /^no?$/i.test(answer) ? "You answered no" : "You did not answer 'y' or 'yes'";
  const told = withVerdicts(look, (verdict) =>
    verdict.reason === "dry-run" ? { ...verdict, hint: "" } : verdict,
  );
  const message = `${what}, so nothing was done. ${look.verdict.message}`;
  return { ...told, verdict: { ...told.verdict, message } };
}

/** The host of a step that has sent nothing: where it is cancelled, no job of its own goes on. */
function beforeSending(host: CliHost): CliHost {
  const tell = (verdict: Verdict): Verdict =>
    verdict.reason === "workflow-cancelled"
      ? { ...verdict, hint: "Nothing was sent, so nothing has changed in Azure." }
      : verdict;
  return { ...host, publish: (report) => host.publish(withVerdicts(report, tell)) };
}

/** A report with each of its verdicts told anew. */
function withVerdicts(report: StepReport, tell: (verdict: Verdict) => Verdict): StepReport {
  return {
    ...report,
    verdict: tell(report.verdict),
    accounts: report.accounts.map((account) => ({ ...account, verdict: tell(account.verdict) })),
  };
}

function show(look: StepReport, terminal: Terminal, host: CliHost): void {
  const step = reportInCliWords(look);
  const { accounts } = stepFacts(step, (facts) => facts);
  const lines = lookText({ step, accounts }, painter(terminal, "stderr"));
  for (const line of lines) terminal.note(host.hide(line));
}
