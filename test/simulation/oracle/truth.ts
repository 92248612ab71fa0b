import type { BookedWrite, Page } from "../../emulator/book.ts";
import type { ItemState, JobState } from "../../emulator/emulator.ts";
import { WRITES } from "../draw.ts";
import { NEW_STATE, sceneItemId } from "../place.ts";
import { output, type RunRecord, type SentRequest, writesOf } from "../record.ts";
import { itemIdOf, itemsNamed } from "./names.ts";

/** How old a round of reads may be when a verdict or a write rests on it (contract), milliseconds. */
export const ROUND_MS = 15_000;
/** How old recovery points may be (contract), milliseconds. */
export const POINTS_MS = 300_000;
/** What the way to Azure and back may add, milliseconds. */
export const SLACK_MS = 2_000;
/** How far the start of a job may lie before its request, whose time has whole seconds, and after it, milliseconds. */
const CLOCKS_MS = 6_000;
const BEGUN_MS = 10_000;
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
 * The item that the step is for: the one it tells of, where its line can mean that one, else the only
 * one that it can mean; undefined where there is none, or more than one.
 */
export function meantItem(record: RunRecord): ItemState | undefined {
  const possible = possibleTargets(record);
  const told = itemById(record, output(record, "item-id"));
  if (told !== undefined && possible.has(told)) return told;
  const [only, ...others] = possible;
  return others.length === 0 ? only : undefined;
}

/** Every item that the step's line named alone at some moment that its reads can have shown. */
function possibleTargets(record: RunRecord): ReadonlySet<ItemState> {
  const { scene, startedAt, endedAt, book } = record;
  const behindMs = Math.max(scene.staleListMs, scene.staleItemMs) + 1;
  const pages = book.between(startedAt - behindMs, endedAt);
  return new Set(pages.flatMap((page) => targetAt(record, page) ?? []));
}

/** The item that the step's line names alone, by what was true then. */
function targetAt({ scene, items }: RunRecord, page: Page): ItemState | undefined {
  const line = scene.inputs.item ?? "";
  const named = itemsNamed(line, scene.items).flatMap((index) => items[index] ?? []);
  const there = named.filter((item) => page.items.has(item));
  const wanted = scene.operation === "undelete";
  const preferred = there.filter(
    (item) => (page.items.get(item)?.deletedAt !== undefined) === wanted,
  );
  const noPreference = line.startsWith("/") || scene.operation === "stop-protection-delete-data";
  const candidates = preferred.length > 0 && !noPreference ? preferred : there;
  const [only, ...others] = candidates;
  return others.length === 0 ? only : undefined;
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

/** The step's own deletion of an item that has ended well, or one taken for it; undefined where there is none. */
export function doneDeletion(record: RunRecord, item: ItemState): JobState | undefined {
  const adopted = record.vault.jobs.filter((job) => isAdoptable(record, job));
  return [...ownJobs(record), ...adopted].find(
    (job) =>
      job.item === item && job.operation === "DeleteBackupData" && job.status === "Completed",
  );
}

/**
 * Whether an operation named somebody else's job, asked for like the step's own and begun after it;
 * nobody can see through that.
 */
export function isMisled(record: RunRecord, job: JobState): boolean {
  const own = ownJobs(record);
  const isLike = own.some(
    ({ item, operation, startedAt }) =>
      item === job.item && operation === job.operation && startedAt <= job.startedAt,
  );
  const byHand = job.overrides.isUserTriggered !== false;
  const isNamed = record.requests.some(({ mishap }) => mishap === "names-other-job");
  return isNamed && isLike && byHand && !own.includes(job);
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
  try {
    const report: unknown = JSON.parse(output(record, "report"));
    const { items } = report as { items: unknown };
    return Array.isArray(items) ? (items as Record<string, unknown>[]) : [];
  } catch {
    return [];
  }
}

/** Whether the answer to a write leaves it open whether Azure took it. */
export function isInDoubt({ outcome, mishap, answer }: SentRequest): boolean {
  // Such a connection was never made.
  if (mishap === "" || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(mishap)) return false;
  if (typeof outcome === "string" || outcome >= 500 || [401, 408].includes(outcome)) return true;
  return outcome >= 300 && outcome !== 429 && !/^\{"error"/.test(answer);
}

/**
 * Whether a job may be taken for the work of a change whose answer was lost: it is the only one of its
 * kind since, and began when the request did (contract), whoever asked for it.
 */
export function isAdoptable(record: RunRecord, job: JobState): boolean {
  if (isTwin(record, job)) return true;
  return sentItemWrites(record).some(({ method }) => method !== "POST") && beganWith(record, job);
}

/**
 * Whether a job is the same backup as the step asked for, asked for by somebody else in the seconds in
 * which the step's own answer was lost; nothing tells the two apart.
 */
export function isTwin(record: RunRecord, job: JobState): boolean {
  if (job.operation !== "Backup" || record.scene.operation !== "backup-now") return false;
  const adHoc = job.propertyBag["Whether job is adhoc or scheduled."] ?? "True";
  const byHand = job.overrides.isUserTriggered !== false && adHoc === "True";
  const [, type = ""] = /^Backup \((\w+)\)/.exec(job.displayOperation) ?? [];
  const isAlike = sentItemWrites(record).some(
    ({ body }) => type === "" || body.includes(`"backupType":"${type}"`),
  );
  // A VM's job repeats until when its point is kept, which tells it from one by the policy of that time.
  const rules = record.book
    .between(record.startedAt - 1, record.endedAt)
    .map(({ items, policies }) =>
      JSON.stringify([job.item && items.get(job.item)?.policyId, policies]),
    );
  const isTold = job.workload !== "VM" || new Set(rules).size > 1;
  return isTold && byHand && isAlike && beganWith(record, job);
}

function beganWith(record: RunRecord, job: JobState): boolean {
  const like = ({ item, operation }: JobState) => item === job.item && operation === job.operation;
  return sentItemWrites(record).some((write) => {
    const after = job.startedAt - write.at;
    const since = record.vault.jobs.filter(
      (other) =>
        like(other) && other.startedAt >= write.at - CLOCKS_MS && other.startedAt <= job.startedAt, // later ones may not have been listed yet
    );
    const began = after >= -CLOCKS_MS && after <= BEGUN_MS;
    return isInDoubt(write) && began && since.length === 1;
  });
}

/** Writes that left the runner, whether Azure saw them or not. */
export function sentItemWrites(record: RunRecord) {
  return writesOf(record).filter(({ path }) => /\/protectedItems\//i.test(path));
}
