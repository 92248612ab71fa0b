import { isoTime } from "../json.ts";
import type { ListedItem } from "../operations/list-items.ts";
import { jobsOf, type KnownJob } from "../sequence/known.ts";
import type { AccountFacts, Facts } from "./outputs.ts";

/** The report on one item: its outputs that are not empty, and its jobs, if any. */
type ItemReport = Partial<Facts> &
  Pick<Facts, "gate" | "reason"> & {
    readonly jobs?: readonly JobReport[];
  };

/** One job of an item, the one that decided last, without empty fields. Times are ISO 8601 in UTC. */
interface JobReport {
  readonly id: string;
  readonly status?: string;
  readonly operation?: string;
  readonly "start-time"?: string;
  readonly "end-time"?: string;
  readonly "activity-id"?: string;
  readonly tasks?: readonly { readonly name: string; readonly status: string }[];
  readonly properties?: Readonly<Record<string, string>>;
}

/** What the outputs `report` and the file at `report-path` hold. */
export interface Report {
  readonly version: 1;
  readonly truncated: boolean;
  /** False while the step runs; left out in the end. */
  readonly finished?: false;
  /** The same for all items, which share the vault; left out if the vault is not known. */
  readonly "job-url"?: string;
  readonly items: readonly ItemReport[];
  /** Stopped items that were not judged, because `ignore-stopped` is set; left out if there are none. */
  readonly ignored?: readonly ListedItem[];
}

/** Outputs about the step as a whole, which no item's report repeats. */
const OF_STEP: readonly string[] = ["job-url", "items-total", "items-passed"];

/** The whole report: one entry per item, or one for the step if it is about no item. */
export function toReport(
  accounts: readonly Omit<AccountFacts, "verdict">[],
  ignored: readonly ListedItem[],
): Report {
  const jobUrl = accounts[0]?.facts["job-url"] ?? "";
  return {
    version: 1,
    truncated: false,
    ...(jobUrl === "" ? {} : { "job-url": jobUrl }),
    items: accounts.map(toItemReport),
    ...(ignored.length === 0 ? {} : { ignored }),
  };
}

/** The report on one item, whole. */
function toItemReport({ known, facts }: Pick<AccountFacts, "known" | "facts">): ItemReport {
  const { gate, reason } = facts;
  const filled = Object.entries(facts).filter(
    ([name, value]) => value !== "" && !OF_STEP.includes(name),
  );
  const jobs = jobsOf(known).map(toJobReport);
  return { gate, reason, ...Object.fromEntries(filled), ...(jobs.length > 0 ? { jobs } : {}) };
}

/** What the report says of an item while the step runs, besides gate and reason. */
const SO_FAR = [
  "changed",
  "item",
  "item-path",
  "operation-id",
  "operation-status",
  "job-id",
  "job-status",
  "error-code",
  "error-message",
] as const satisfies readonly (keyof Facts)[];

/**
 * The report on one item while the step runs: its names, ids and verdict. The file of many items is
 * written anew at each id, so the rest waits for the end.
 */
export function toItemSoFar({ known, facts }: Pick<AccountFacts, "known" | "facts">): ItemReport {
  const jobs = jobsOf(known);
  return {
    ...pick(facts, SO_FAR),
    ...(jobs.length > 1 ? { jobs: jobs.map(({ id, status }) => ({ id, status })) } : {}),
  };
}

/** Gate, reason and those of the other facts that are known. */
function pick(facts: ItemReport, names: readonly (keyof Facts)[]): ItemReport {
  const { gate, reason } = facts;
  const filled = names.filter((name) => (facts[name] ?? "") !== "");
  return { gate, reason, ...Object.fromEntries(filled.map((name) => [name, facts[name]])) };
}

/** How a host writes JSON. */
type ToJson = (value: object) => string;

/** What stands before and after the items in the JSON of the report while the step runs. */
export function frameSoFar(): Frame {
  return frameOf({ version: 1, truncated: false, finished: false, items: [] }, JSON.stringify);
}

/** What stands before and after the items in the JSON of a report. */
interface Frame {
  readonly before: string;
  readonly after: string;
}

function frameOf(report: Report, toJson: ToJson): Frame {
  const empty = toJson({ ...report, items: [] });
  // Nothing else looks like this: within a string the quotes are escaped.
  const start = empty.indexOf('"items":[') + '"items":['.length;
  return { before: empty.slice(0, start), after: empty.slice(start) };
}

/**
 * The report as JSON, in parts: that of a thousand items is megabytes long, and never in memory as a
 * whole.
 */
export function* reportInParts(report: Report, toJson: ToJson): Generator<string> {
  const { before, after } = frameOf(report, toJson);
  yield before;
  for (const [index, item] of report.items.entries()) {
    if (index > 0) yield ",";
    yield toJson(item);
  }
  yield after;
}

function toJobReport(job: KnownJob): JobReport {
  const { id, status, operation = "", activityId = "", tasks = [], properties = [] } = job;
  const [start, end] = [isoTime(job.startTime), isoTime(job.endTime)];
  return {
    id,
    ...(status === "" ? {} : { status }),
    ...(operation === "" ? {} : { operation }),
    ...(start === "" ? {} : { "start-time": start }),
    ...(end === "" ? {} : { "end-time": end }),
    ...(activityId === "" ? {} : { "activity-id": activityId }),
    ...(tasks.length === 0 ? {} : { tasks: tasks.map(({ name, status }) => ({ name, status })) }),
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
  };
}

/** How a host writes JSON, and how many bytes of it fit into one output. */
export interface ReportRoom {
  readonly mostBytes: number;
  readonly toJson: ToJson;
}

/**
 * The report as JSON that fits. If it is too large, leaves out tasks and properties, then
 * recommendations, then everything except the item and its verdict, and at last whole items.
 */
export function fitReport(report: Report, room: ReportRoom): string {
  let fitting = report;
  for (const reduce of REDUCTIONS) {
    // The reader needs the failures, so the items that passed lose their details first.
    for (const whose of [({ gate }: ItemReport) => gate === "open", () => true]) {
      if (fits(fitting, room)) return inJson(fitting, room);
      const items = fitting.items.map((item) => (whose(item) ? reduce(item) : item));
      fitting = { ...report, truncated: true, items };
    }
  }
  return fits(fitting, room) ? inJson(fitting, room) : cutReport(fitting, room);
}

function fits(report: Report, { mostBytes, toJson }: ReportRoom): boolean {
  let bytes = 0;
  for (const part of reportInParts(report, toJson)) bytes += Buffer.byteLength(part);
  return bytes < mostBytes;
}

function inJson(report: Report, { toJson }: ReportRoom): string {
  return [...reportInParts(report, toJson)].join("");
}

/** As many items as fit, in their order: those that passed only where all others fit. */
function cutReport({ ignored: _, ...report }: Report, room: ReportRoom): string {
  const { mostBytes, toJson } = room;
  const empty: Report = { ...report, truncated: true, items: [] };
  let left = mostBytes - Buffer.byteLength(toJson(empty)) - 1;
  const kept = new Set<ItemReport>();
  const passedLast = Array.from(["closed", "open"]).flatMap((gate) =>
    report.items.filter((item) => item.gate === gate),
  );
  for (const item of passedLast) {
    left -= Buffer.byteLength(toJson(item)) + 1;
    if (left < 0) break;
    kept.add(item);
  }
  return inJson({ ...empty, items: report.items.filter((item) => kept.has(item)) }, room);
}

/** What to leave out, in this order. */
const REDUCTIONS: readonly ((item: ItemReport) => ItemReport)[] = [
  ({ jobs = [], ...item }) => ({
    ...item,
    jobs: jobs.map(({ tasks: _, properties: __, ...job }) => job),
  }),
  ({ recommendations: _, ...item }) => item,
  (item) => pick(item, ESSENTIAL),
];

/** What an item always keeps. */
const ESSENTIAL = [
  "item",
  "gate",
  "reason",
  "job-id",
  "error-code",
] as const satisfies readonly (keyof Facts)[];
