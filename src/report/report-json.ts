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
    items: accounts.map(({ known, facts }) => {
      const { gate, reason } = facts;
      const filled = Object.entries(facts).filter(
        ([name, value]) => value !== "" && !OF_STEP.includes(name),
      );
      const jobs = jobsOf(known).map(toJobReport);
      return { gate, reason, ...Object.fromEntries(filled), ...(jobs.length > 0 ? { jobs } : {}) };
    }),
    ...(ignored.length === 0 ? {} : { ignored }),
  };
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
  toJson(report: Report): string;
}

/**
 * The report as JSON that fits. If it is too large, leaves out tasks and properties, then
 * recommendations, then everything except the item and its verdict.
 */
export function fitReport(report: Report, { mostBytes, toJson }: ReportRoom): string {
  let json = toJson(report);
  let { items } = report;
  for (const reduce of REDUCTIONS) {
    // The reader needs the failures, so the items that passed lose their details first.
    for (const whose of [({ gate }: ItemReport) => gate === "open", () => true]) {
      if (Buffer.byteLength(json) < mostBytes) return json;
      items = items.map((item) => (whose(item) ? reduce(item) : item));
      json = toJson({ ...report, truncated: true, items });
    }
  }
  return json;
}

/** What to leave out, in this order. */
const REDUCTIONS: readonly ((item: ItemReport) => ItemReport)[] = [
  ({ jobs = [], ...item }) => ({
    ...item,
    jobs: jobs.map(({ tasks: _, properties: __, ...job }) => job),
  }),
  ({ recommendations: _, ...item }) => item,
  (item) => {
    const kept = ESSENTIAL.flatMap((name) =>
      item[name] === undefined ? [] : [[name, item[name]]],
    );
    return { gate: item.gate, reason: item.reason, ...Object.fromEntries(kept) };
  },
];

/** What an item always keeps. */
const ESSENTIAL = ["item", "gate", "reason", "job-id", "error-code"] as const;
