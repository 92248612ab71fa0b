import type { BookedWrite, Page } from "../../emulator/book.ts";
import type { ItemState, JobState } from "../../emulator/emulator.ts";
import { WRITES } from "../draw.ts";
import { output, type RunRecord, writesOf } from "../record.ts";
import { sceneItemId } from "../world.ts";
import { itemIdOf } from "./names.ts";

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

/** Whether the operation writes to an item. */
export function isWrite({ scene }: RunRecord): boolean {
  return WRITES.includes(scene.operation);
}

/** The item that a write is meant for; undefined for other operations. */
export function meantItem(record: RunRecord): ItemState | undefined {
  const [index = 0] = record.scene.meant;
  return record.items[index];
}

/**
 * Everything that reads within a round before `time` can have shown: the item by up to its lag older
 * than the settings of the vault.
 */
export function moments(record: RunRecord, item: ItemState, time: number): readonly Moment[] {
  const from = Math.max(time - ROUND_MS - SLACK_MS, 0);
  const pages = record.book.between(from, time);
  const past = record.book.between(from - record.scene.staleItemMs, time);
  return past.flatMap((then) => {
    const facts = then.items.get(item);
    return pages.map((page) => ({ page, facts }));
  });
}

/** What a single read of the item just before `time` can have shown. */
export function factsBefore(record: RunRecord, item: ItemState, time: number): readonly Facts[] {
  const from = time - ROUND_MS - SLACK_MS - record.scene.staleItemMs;
  return record.book.between(from, time).map(({ items }) => items.get(item));
}

/** The item whose friendly path, id or name the report or an output names; undefined where none does. */
export function itemById(record: RunRecord, id: string): ItemState | undefined {
  return record.items.find((item) => itemIdOf(item).toLowerCase() === id.toLowerCase());
}

/** The item of the scene that a request goes to. */
export function itemOfPath(record: RunRecord, path: string): ItemState | undefined {
  const below = path.toLowerCase();
  return record.items.find((_, index) => {
    const drawn = record.scene.items[index];
    if (drawn === undefined) return false;
    const own = sceneItemId(drawn)
      .replace(/^.*?\/vaults\/[^/]+/i, "")
      .toLowerCase();
    return below === own || below.startsWith(`${own}/`);
  });
}

/** What Azure has booked of this run. */
export function booked(record: RunRecord, by: BookedWrite["by"] = "ours"): readonly BookedWrite[] {
  const { startedAt, endedAt, book } = record;
  return book.writes.filter(
    (write) => write.by === by && write.at >= startedAt && write.at < endedAt + WATCHED_MS,
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
  return [...book.ours].filter(
    (job) => job.startedAt >= startedAt && job.startedAt <= endedAt + WATCHED_MS,
  );
}

/** The deadline of the run; Azure's time, epoch milliseconds. */
export function deadlineOf(record: RunRecord): number {
  const { scene, startedAt } = record;
  const given = Number(scene.inputs["timeout-minutes"] ?? "");
  if (given > 0) return startedAt + given * 60_000;
  return startedAt + defaultMinutes(record) * 60_000;
}

/** 300 where a backup or restore of a VM or share may be waited for, else by operation (contract). */
function defaultMinutes({ scene, items }: RunRecord): number {
  const [index = 0] = scene.meant;
  const workload = items[index]?.workload;
  const slow = workload === "VM" || workload === "AzureFileShare";
  const waits = ["backup-now", "wait-for-job"].includes(scene.operation);
  if (waits) return slow ? 300 : 120;
  return workload === "VM" ? 300 : 30;
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
  try {
    const report: unknown = JSON.parse(output(record, "report"));
    const { items } = report as { items: unknown };
    return Array.isArray(items) ? (items as Record<string, unknown>[]) : [];
  } catch {
    return [];
  }
}

/** Writes that left the runner, whether Azure saw them or not. */
export function sentItemWrites(record: RunRecord) {
  return writesOf(record).filter(({ path }) => /\/protectedItems\//i.test(path));
}
