import { stateInWords } from "../../operations/list-items.ts";
import { REASONS } from "../../reasons.ts";
import type { AccountFacts, Facts } from "../../report/outputs.ts";
import type { StepReport } from "../../report/step-report.ts";
import { clip } from "../../text.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { type FittingTable, table } from "./markdown.ts";

/** What the summary is made from: the step's verdict and outputs, and each item's. */
export interface Summarized
  extends Pick<StepReport, "operation" | "onlyReads" | "vault" | "span" | "verdict" | "ignored"> {
  readonly facts: Facts;
  /** One for each item, and at least one. */
  readonly accounts: readonly AccountFacts[];
}

/** What everyone reads: the verdict, its subject, the reason, and what to do. `subject` is Markdown. */
export function opening(
  { verdict, operation, vault }: Summarized,
  subject: string,
): readonly string[] {
  const { reason, message, hint } = verdict;
  return [
    `## Backup gate ${REASONS[reason].gate}: ${escapeMarkdown(reason)}`,
    `**${escapeMarkdown(clip(operation) || "no operation")}**${subject} in vault ${escapeMarkdown(clip(vault) || "(not given)")}`,
    escapeMarkdown(clip(message)),
    hint === "" ? "" : `**What to do:** ${escapeMarkdown(clip(hint))}`,
  ];
}

/** Stopped items that were left out, as the user asked. */
export function notJudged(
  { ignored }: Pick<Summarized, "ignored">,
  toTable: FittingTable = table,
): string {
  return toTable(
    ["Stopped, so not judged", "State"],
    ignored.map((one) => [one.path, stateInWords(one)]),
  );
}

/** The only link of the summary, made from a fixed origin and checked ids. */
export function portalLink(facts: Facts): string {
  const url = facts["job-url"];
  return /^https:\/\/portal\.azure\.(com|us|cn)\/[\w#@/.%()-]*$/.test(url)
    ? `<a href="${url}">Backup jobs of the vault in the Azure portal</a>`
    : "";
}
