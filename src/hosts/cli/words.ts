import type { InputName } from "../../manifest/input-table.ts";
import type { StepReport } from "../../report/step-report.ts";
import type { Verdict } from "../../sequence/known.ts";
import { READS_AS_EMPTY, USE_EXPRESSION } from "../../text.ts";
import { inOwnWords, type Wording } from "../wording.ts";
import { shellWord } from "./shell-word.ts";

/** Where messages speak of a step, which a reader of a terminal has not; never words of Azure alone. */
const OF_STEP = [
  "Run the same step again",
  "Run the step again",
  "run the step again",
  "run this step again",
  "Run the step on a machine",
  "before the step runs again",
  "because the step ended first",
  "item of this step",
  "identity of this step",
  "to this step, which then signs in",
  "the step accepts the job",
  "without them the step uses",
  "What Azure shows before the step",
  "into the step.",
  "The step may take",
  "This step needs about",
  "Fewer items in a step",
  "list the rest in another step",
];

/** How the command spells what messages name. */
const CLI_WORDING: Wording = {
  input: spellOption,
  output: (name) => `'${name}'`,
  instead: [
    [READS_AS_EMPTY, "A variable that your shell does not know reads as empty."],
    [USE_EXPRESSION, 'Write it so that your shell replaces it, such as "$NAME" in bash.'],
    [" in the 'with:' of the step", ""],
    [
      "If its id was known, it is in the outputs and in the summary.",
      "If its id was known, it is among the facts.",
    ],
    [
      " in the output 'report', and its row in the job summary if there is one.",
      " in the report, which '--json' prints.",
    ],
    [
      "Check the clock of this machine.",
      "Check what writes the file that AZURE_FEDERATED_TOKEN_FILE names, and the clock of this machine.",
    ],
    ["Input '", "Option '"],
    ...OF_STEP.map((words) => [words, words.replace("step", "command")] as const),
  ],
};

function spellOption(name: InputName, value: string): string {
  if (name === "operation") return value === "" ? "OPERATION" : `'azure-backup-gate ${value}'`;
  if (name === "client-secret") return "AZURE_CLIENT_SECRET";
  if (value === "") return `--${name}`;
  return value === "true" ? `--${name}` : `--${name}=${shellWord(value)}`;
}

/** A message in the command's own words. */
export function inCliWords(message: string): string {
  return inOwnWords(message, CLI_WORDING);
}

/** A report whose verdicts are in the command's own words. */
export function reportInCliWords(step: StepReport): StepReport {
  const own = (verdict: Verdict): Verdict => ({
    ...verdict,
    message: inCliWords(verdict.message),
    hint: inCliWords(verdict.hint),
    ...(verdict.remark === undefined ? {} : { remark: inCliWords(verdict.remark) }),
  });
  return {
    ...step,
    verdict: own(step.verdict),
    accounts: step.accounts.map((account) => ({ ...account, verdict: own(account.verdict) })),
  };
}
