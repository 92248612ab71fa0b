import { isoTime } from "../json.ts";
import { REASONS } from "../reasons.ts";
import type { Known, KnownJob, Verdict } from "../sequence/known.ts";
import { duration, markdown } from "../text.ts";
import type { Facts, Judged } from "./outputs.ts";

/** What the summary needs besides what is known. */
export interface SummaryContext {
  readonly operation: string;
  readonly vault: string;
  /** How long the step took, in milliseconds. */
  readonly elapsedMs: number;
}

type Row = readonly [string, string];

/** The job summary: the verdict first, then what a DBA wants to know of item, operation and job. Pure. */
export function summarize({ verdict, facts, known }: Judged, context: SummaryContext): string {
  const name = facts["item-name"] || (facts["job-id"] === "" ? "" : `job ${facts["job-id"]}`);
  const jobs = [...(known.formerJobs ?? []), ...(known.job === undefined ? [] : [known.job])];
  return joined([
    ...opening(verdict, name === "" ? "" : ` on **${markdown(name)}**`, context),
    ...(known.notes ?? []).map(markdown),
    recoveryPoint(facts),
    beforeAndAfter(facts, known),
    retention(known),
    request(known),
    listed(known),
    table("Operation and job", operationRows(facts, known, context)),
    ...jobs.map(tasks),
    table("For support", supportRows(facts, known)),
    portalLink(facts),
  ]);
}

/** The summary of several items: the common verdict, then each item in a row. Pure. */
export function summarizeSeveral(
  verdict: Verdict,
  items: readonly Judged[],
  context: SummaryContext,
): string {
  const rows = items.map(({ known, facts, verdict: own }) =>
    [
      known.path ?? facts["item-name"],
      facts.gate,
      own.reason,
      [...(known.notes ?? []), own.message].join(" "),
    ]
      .map(markdown)
      .join(" | "),
  );
  return joined([
    ...opening(verdict, ` on ${items.length} items`, context),
    [
      "| Item | Gate | Reason | |",
      "| --- | --- | --- | --- |",
      ...rows.map((row) => `| ${row} |`),
    ].join("\n"),
    `This step took ${duration(context.elapsedMs)}.`,
  ]);
}

/** What everybody reads: the verdict, what it is about, why, and what to do. `subject` is Markdown. */
function opening(
  { reason, message, hint }: Verdict,
  subject: string,
  { operation, vault }: SummaryContext,
): readonly string[] {
  return [
    `## Backup gate ${REASONS[reason].gate}: ${markdown(reason)}`,
    `**${markdown(operation || "no operation")}**${subject} in vault ${markdown(vault || "(not given)")}`,
    markdown(message),
    hint === "" ? "" : `**What to do:** ${markdown(hint)}`,
  ];
}

/** Paragraphs of Markdown, without those that say nothing. */
function joined(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function recoveryPoint(facts: Facts): string {
  return table("Recovery point", [
    ["Time", facts["recovery-point-time"]],
    ["Type", facts["recovery-point-type"]],
    ["Tier", facts["recovery-point-tier"]],
    ["Id", facts["recovery-point-id"]],
  ]);
}

/** What a dry run would have sent, to the letter; a signed or secret value is never in it. */
function request({ request: unsent }: Known): string {
  if (unsent === undefined) return "";
  const { method, path, body, unlock } = unsent;
  return table("Request that was not sent", [
    ["Before it", unlock === "" ? "" : `the deletion would be unlocked by ${unlock}`],
    ["Method", method],
    ["Path", path],
    ["Body", body],
  ]);
}

function listed({ items }: Known): string {
  if (items === undefined || items.length === 0) return "";
  const rows = items.flatMap((entry) =>
    "names" in entry
      ? [`| ${markdown(entry.names.join(", "))} | | |`]
      : [`| ${markdown(entry.item)} | ${markdown(entry.workload)} | ${markdown(entry.state)} |`],
  );
  return ["| Item | Workload | State |", "| --- | --- | --- |", ...rows].join("\n");
}

function beforeAndAfter(facts: Facts, known: Known): string {
  if (known.before === undefined) return "";
  const policy = (id: string) => id.split("/").at(-1) ?? "";
  const after = known.after === "gone" ? "gone" : facts["protection-state"];
  const deleted = (item: Known["after"]) =>
    item !== "gone" && item?.condition === "soft-deleted" ? " (soft-deleted)" : "";
  const rows = [
    [
      "Protection state",
      `${facts["previous-protection-state"]}${deleted(known.before)}`,
      known.after === undefined ? "not read again" : `${after}${deleted(known.after)}`,
    ],
    [
      "Policy",
      policy(facts["previous-policy-id"]) || "none",
      known.after === undefined ? "not read again" : policy(facts["policy-id"]) || "none",
    ],
  ];
  return [
    "### Item",
    "",
    "| | Before | After |",
    "| --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.map((cell) => markdown(cell ?? "")).join(" | ")} |`),
    ...(facts["purge-time"] === ""
      ? []
      : ["", `The deleted data can be undeleted until **${markdown(facts["purge-time"])}**.`]),
  ].join("\n");
}

function retention({ retention: changes }: Known): string {
  if (changes === undefined || changes.length === 0) return "";
  return [
    "### Retention",
    "",
    "| Recovery points | Present policy | New policy | |",
    "| --- | --- | --- | --- |",
    ...changes.map(
      ({ kind, former, next, shorter }) =>
        `| ${markdown(kind)} | ${markdown(former)} | ${markdown(next)} | ${shorter ? "shorter" : ""} |`,
    ),
  ].join("\n");
}

function operationRows(facts: Facts, known: Known, { elapsedMs }: SummaryContext): readonly Row[] {
  const { job, acceptedAt, operationEndedAt } = known;
  const operationMs =
    acceptedAt !== undefined && operationEndedAt !== undefined
      ? operationEndedAt - acceptedAt
      : undefined;
  const jobMs =
    job?.startTime !== undefined && job.endTime !== undefined
      ? job.endTime - job.startTime
      : undefined;
  return [
    ["Changed something", facts.changed === "true" ? "yes" : "no"],
    ["Operation", [facts["operation-status"], taken(operationMs)].filter(Boolean).join(", ")],
    ["Job", [facts["job-status"], job?.operation, taken(jobMs)].filter(Boolean).join(", ")],
    ["Job id", facts["job-id"]],
    ["Job started", isoTime(job?.startTime)],
    ["Job ended", isoTime(job?.endTime)],
    ["Error code", facts["error-code"]],
    ["This step", duration(elapsedMs)],
  ];
}

function taken(ms: number | undefined): string {
  return ms === undefined ? "" : `took ${duration(ms)}`;
}

function tasks(job: KnownJob): string {
  const rows = [
    ...(job.tasks ?? []).map(({ name, status }): Row => [name, status]),
    ...(job.properties ?? []),
  ];
  return table(`Job ${job.id}`, rows);
}

function supportRows(facts: Facts, { ids, operation, job }: Known): readonly Row[] {
  return [
    ["Item", facts["item-id"]],
    ["Operation id", operation?.id ?? ""],
    ["Job activity id", job?.activityId ?? ""],
    ["Correlation id", ids?.correlationId ?? ""],
    ["Request id", ids?.requestId ?? ""],
  ];
}

/** A table of the rows that say something; nothing if none does. */
function table(title: string, rows: readonly Row[]): string {
  const told = rows.filter(([, value]) => value !== "");
  if (told.length === 0) return "";
  return [
    `### ${markdown(title)}`,
    "",
    "| | |",
    "| --- | --- |",
    ...told.map(([name, value]) => `| ${markdown(name)} | ${markdown(value)} |`),
  ].join("\n");
}

/** The one link of the summary; it is made of a fixed origin and of ids that were checked. */
function portalLink(facts: Facts): string {
  const url = facts["job-url"];
  return /^https:\/\/portal\.azure\.(com|us|cn)\/[\w#@/.%()-]*$/.test(url)
    ? `<a href="${url}">Backup jobs of the vault in the Azure portal</a>`
    : "";
}
