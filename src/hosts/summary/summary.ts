import { nameInId } from "../../azure/backup/item.ts";
import { placeOf } from "../../azure/backup/item-levels.ts";
import { isoTime } from "../../json.ts";
import { stateInWords } from "../../operations/list-items.ts";
import type { Facts } from "../../report/outputs.ts";
import {
  jobsOf,
  type Known,
  type KnownJob,
  type Span,
  type Verdict,
  writeOf,
} from "../../sequence/known.ts";
import { acceptedAt } from "../../sequence/write-state.ts";
import { clip, duration } from "../../text.ts";
import { labelOfNotes } from "../step-facts.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { factTable, foldedBlocks, paragraphs, type Row, table } from "./markdown.ts";
import { ofSeveral } from "./summary-of-several.ts";
import { notJudged, opening, portalLink, type Summarized } from "./summary-parts.ts";
import { timeline } from "./timeline.ts";

/** The job summary; `drawsCharts` is false where nothing would draw a mermaid chart. Pure. */
export function summarize(step: Summarized, { drawsCharts = true } = {}): string {
  const [first, ...others] = step.accounts;
  const isOfOne = first !== undefined && others.length === 0;
  return paragraphs(isOfOne ? ofOne(step, first.known, drawsCharts) : ofSeveral(step));
}

/** The verdict first, then facts for a DBA about item, operation and job, then ids for support. */
function ofOne(step: Summarized, known: Known, drawsCharts: boolean): readonly string[] {
  const { facts, verdict } = step;
  return [
    ...opening(step, subjectOf(facts, known)),
    portalLink(facts),
    ...notes(facts, known, step),
    serviceError(verdict),
    recoveryPoint(facts),
    beforeAndAfter(facts, known),
    purge(facts),
    drawsCharts ? whatHappenedWhen(known, step.span) : "",
    retention(known),
    request(known),
    listed(known),
    notJudged(step),
    factTable("Operation and job", operationRows(facts, known, step.span)),
    ...jobsOf(known).map(details),
    foldedBlocks("For support", [factTable("Ids", supportRows(facts, known))]),
  ];
}

/** The step's subject, with its place because names repeat; "" for a step about no item. */
function subjectOf(facts: Facts, { before }: Known): string {
  const name = facts["item-name"] || (facts["job-id"] === "" ? "" : `job ${facts["job-id"]}`);
  const place = before === undefined ? "" : placeOf(before);
  if (name === "") return "";
  const where = place === "" ? "" : ` (${escapeMarkdown(clip(place))})`;
  return ` on **${escapeMarkdown(clip(name))}**${where}`;
}

function notes(facts: Facts, known: Known, step: Summarized): readonly string[] {
  const label = labelOfNotes(facts, step);
  return (known.notes ?? []).map((note) => `${label}${escapeMarkdown(clip(note))}`);
}

/** What Azure said about the failure and the lines above do not show. */
function serviceError({ service, hint }: Verdict): string {
  if (service === undefined) return "";
  const unsaid = service.recommendations.filter((text) => !hint.includes(text));
  return factTable("Error", [
    ["Code", service.code],
    ["Azure recommends", unsaid.join(" ")],
  ]);
}

function recoveryPoint(facts: Facts): string {
  return factTable("Recovery point", [
    ["Time", facts["recovery-point-time"]],
    ["Type", facts["recovery-point-type"]],
    ["Tier", facts["recovery-point-tier"]],
    ["Id", facts["recovery-point-id"]],
  ]);
}

/** The request that a dry run did not send; it never contains a signature or a secret. */
function request({ request: unsent }: Known): string {
  if (unsent === undefined) return "";
  const { method, path, body, unlock } = unsent;
  return factTable("Request that was not sent", [
    ["Before it", unlock === "" ? "" : `the deletion would be unlocked by ${unlock}`],
    ["Method", method],
    ["Path", path],
    ["Body", body],
  ]);
}

function listed({ items = [] }: Known): string {
  const rows = items.map((entry) =>
    "names" in entry
      ? [entry.names.join(", "), "", ""]
      : [entry.path, entry.workload, stateInWords(entry)],
  );
  return table(["Item", "Workload", "State"], rows);
}

function beforeAndAfter(facts: Facts, { before, after }: Known): string {
  if (before === undefined) return "";
  const policy = (id: string) => nameInId(id) || "none";
  const deleted = (item: Known["after"]) =>
    item !== "gone" && item?.condition === "soft-deleted" ? " (soft-deleted)" : "";
  const state = after === "gone" ? "gone" : facts["protection-state"];
  const reread = (value: string) => (after === undefined ? "not read again" : value);
  return table(
    ["Item", "Before", "After"],
    [
      [
        "Protection state",
        `${facts["previous-protection-state"]}${deleted(before)}`,
        reread(`${state}${deleted(after)}`),
      ],
      ["Policy", policy(facts["previous-policy-id"]), reread(policy(facts["policy-id"]))],
    ],
  );
}

function purge(facts: Facts): string {
  const time = facts["purge-time"];
  return time === "" ? "" : `The deleted data can be undeleted until **${escapeMarkdown(time)}**.`;
}

function whatHappenedWhen(known: Known, step: Span): string {
  const chart = timeline(known, step);
  if (chart === "") return "";
  const note =
    (known.taskTimes ?? []).length === 0
      ? "Times in UTC."
      : "Times in UTC; task times are when this step saw them.";
  return ["### Timeline", "", chart, "", note].join("\n");
}

function retention({ retention: changes = [] }: Known): string {
  const rows = changes.map(({ kind, former, next, shorter }) => [
    kind,
    former,
    next,
    shorter ? "shorter" : "",
  ]);
  return table(["Retention", "Present policy", "New policy", ""], rows);
}

function operationRows(facts: Facts, known: Known, span: Span): readonly Row[] {
  const { job, lroEndedAt } = known;
  const accepted = acceptedAt(writeOf(known));
  return [
    ["Changed something", { true: "yes", false: "no" }[facts.changed] ?? "not known"],
    ["Operation", joinParts(facts["operation-status"], tookInWords(accepted, lroEndedAt))],
    [
      "Job",
      joinParts(facts["job-status"], job?.operation, tookInWords(job?.startTime, job?.endTime)),
    ],
    ["Job id", facts["job-id"]],
    ["Job started", isoTime(job?.startTime)],
    ["Job ended", isoTime(job?.endTime)],
    ["This step", duration(span.until - span.from)],
  ];
}

function joinParts(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(", ");
}

function tookInWords(from: number | undefined, until: number | undefined): string {
  return from === undefined || until === undefined ? "" : `took ${duration(until - from)}`;
}

function details(job: KnownJob): string {
  const rows = [
    ...(job.tasks ?? []).map(({ name, status }): Row => [name, status]),
    ...(job.properties ?? []),
  ];
  return factTable(`Job ${clip(job.id)}`, rows);
}

function supportRows(facts: Facts, { ids, lro, job }: Known): readonly Row[] {
  return [
    ["Item", facts["item-id"]],
    ["Operation id", lro?.id ?? ""],
    ["Job activity id", job?.activityId ?? ""],
    ["Correlation id", ids?.correlationId ?? ""],
    ["Request id", ids?.requestId ?? ""],
  ];
}
