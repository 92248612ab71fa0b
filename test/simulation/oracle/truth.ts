import type { ItemState, JobState } from "../../emulator/emulator.ts";
import type { BookedWrite, Page } from "../../emulator/vault/book.ts";
import { WRITES } from "../draw.ts";
import { NEW_STATE } from "../place.ts";
import { output, type RunRecord, type SentRequest, writesOf } from "../record.ts";

/** How old a round of reads may be when a verdict or a write rests on it (contract), milliseconds. */
export const ROUND_MS = 15_000;
/** How old recovery points may be (contract), milliseconds. */
export const POINTS_MS = 300_000;
/** What the way to Azure and back may add, milliseconds. */
export const SLACK_MS = 2_000;
/** How long after the verdict a run is still watched, milliseconds. */
export const WATCHED_MS = 600_000;

/** An item as the book had it; undefined where it was not there. */
export type Facts = Readonly<ItemState> | undefined;

/** The vault and the item at moments that one short round of reads can have seen. */
export interface Moment {
  readonly page: Page;
  readonly facts: Facts;
}

/** The scene as the step can know it: what the vault is set to is hidden where a read of it was refused. */
export function knowable({ scene, requests }: RunRecord): readonly RunRecord["scene"][] {
  const reads = requests.filter(({ path }) => path === "");
  return [403, 200]
    .filter((status) => reads.some(({ outcome }) => outcome === status))
    .map((status) => ({ ...scene, vault: { ...scene.vault, unreadable: status === 403 } }));
}

/** Whether the operation writes to an item. */
export function isWrite({ scene }: RunRecord): boolean {
  return WRITES.includes(scene.operation);
}

/**
 * Everything that reads within a round before `time` can have shown: the item by up to its lag older
 * than the settings of the vault.
 */
export function moments(record: RunRecord, item: ItemState, time: number): readonly Moment[] {
  const from = Math.max(time - ROUND_MS - SLACK_MS, 0);
  const pages = record.book.between(from, time);
  const past = record.book.between(from - record.scene.staleItemMs, time);
  const inRound = record.requests.filter(({ at }) => at >= from && at <= time);
  const inNewWord = inRound.some(({ mishap }) => mishap.includes(NEW_STATE));
  return past.flatMap((then) => {
    const facts = then.items.get(item);
    const shown =
      inNewWord && facts !== undefined
        ? [facts, { ...facts, protectionState: NEW_STATE }]
        : [facts];
    return pages.flatMap((page) => shown.map((each) => ({ page, facts: each })));
  });
}

/** What a single read of the item just before `time` can have shown. */
export function factsBefore(record: RunRecord, item: ItemState, time: number): readonly Facts[] {
  const from = time - ROUND_MS - SLACK_MS - record.scene.staleItemMs;
  return record.book.between(from, time).map(({ items }) => items.get(item));
}

/** What Azure has booked of this run. */
export function booked(record: RunRecord, by: BookedWrite["by"] = "ours"): readonly BookedWrite[] {
  const { startedAt, endedAt, book } = record;
  const until = Math.min(endedAt + WATCHED_MS, record.again?.startedAt ?? Number.POSITIVE_INFINITY);
  return book.writes.filter(
    (write) => write.by === by && write.at >= startedAt && write.at < until,
  );
}

/** Writes to items that Azure began to carry out. */
export function acceptedItemWrites(record: RunRecord): readonly BookedWrite[] {
  return booked(record).filter(
    ({ accepted, path }) => accepted && /\/protectedItems\//i.test(path),
  );
}

/** The job of an id. */
export function jobOf({ vault }: RunRecord, id: string): JobState | undefined {
  return vault.jobs.find((job) => job.id.toLowerCase() === id.toLowerCase());
}

/** How a job had truly ended by `time`; undefined while it ran. */
export function endOf(job: JobState, time: number): string | undefined {
  if (job.status === "Invalid") return job.status;
  return job.endedAt !== undefined && job.endedAt <= time ? job.status : undefined;
}

/** Statuses of a job that let the gate open. */
export function allowedEnds({ scene }: RunRecord): readonly string[] {
  const warnings = /CompletedWithWarnings/i.test(scene.inputs["allowed-job-statuses"] ?? "");
  return warnings ? ["Completed", "CompletedWithWarnings"] : ["Completed"];
}

/** Jobs that this run began. */
export function ownJobs(record: RunRecord): readonly JobState[] {
  const { startedAt, endedAt, book } = record;
  const until = Math.min(endedAt + WATCHED_MS, record.again?.startedAt ?? Number.POSITIVE_INFINITY);
  return [...book.ours].filter((job) => job.startedAt >= startedAt && job.startedAt <= until);
}

/** The job by which somebody undeleted what a job had deleted. */
export function undeletedAfter({ vault }: RunRecord, { item, endedAt = 0 }: JobState) {
  return vault.jobs.find(
    (job) => job.operation === "Undelete" && job.item === item && job.startedAt >= endedAt,
  );
}

/** Whether the step was told to write nothing. */
export function isDry({ scene }: RunRecord): boolean {
  return scene.inputs["dry-run"] === "true";
}

/** Everything the step printed, in one text. */
export function everythingSaid({ host }: RunRecord): string {
  return [
    ...host.lines,
    ...host.warnings,
    ...host.errors.flatMap(({ title, message }) => [title, message]),
    ...host.outputs.values(),
    ...host.reports,
    host.summaryMarkdown,
  ].join("\n");
}

/** The items of the report, as the output holds them. */
export function reportItems(record: RunRecord): readonly Record<string, unknown>[] {
  return listOfReport(record, "items");
}

/** The items that the report tells of and that were not judged. */
export function ignoredItems(record: RunRecord): readonly Record<string, unknown>[] {
  return listOfReport(record, "ignored");
}

function listOfReport(record: RunRecord, name: string): readonly Record<string, unknown>[] {
  try {
    const report = JSON.parse(output(record, "report")) as Record<string, unknown>;
    const list = report[name];
    return Array.isArray(list) ? (list as Record<string, unknown>[]) : [];
  } catch {
    return [];
  }
}

/** Whether an answer was about something else, or said what no service would say. */
export function isSpoilt({ requests }: RunRecord): boolean {
  return requests.some(({ mishap }) => /altered|about|body|shouted/.test(mishap));
}

/** Whether the answer to a write leaves it open whether Azure took it. */
export function isInDoubt({ outcome, mishap, answer }: SentRequest): boolean {
  // Such a connection was never made.
  if (mishap === "" || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(mishap)) return false;
  if (typeof outcome === "string" || outcome >= 500 || [401, 408].includes(outcome)) return true;
  return outcome >= 300 && outcome !== 429 && !/^\{"error"/.test(answer);
}

/** Writes that left the runner, whether Azure saw them or not. */
export function sentItemWrites(record: RunRecord) {
  return writesOf(record).filter(({ path }) => /\/protectedItems\//i.test(path));
}
