import { isoTime, toJson } from "../json.ts";
import { jobsOf, type KnownJob } from "../sequence/known.ts";
import type { Facts, Judged } from "./outputs.ts";

/** The report of one item: every output that is a fact, and the tasks of its jobs. */
export type ItemReport = Facts & {
  readonly jobs: readonly JobReport[];
};

/** One job of an item, the one that decided last. Times are ISO 8601 in UTC, "" where not known. */
export interface JobReport {
  readonly id: string;
  readonly status: string;
  readonly operation: string;
  readonly "start-time": string;
  readonly "end-time": string;
  readonly "activity-id": string;
  readonly tasks: readonly { readonly name: string; readonly status: string }[];
  readonly properties: Readonly<Record<string, string>>;
}

/** What the outputs `report` and the file at `report-path` hold. */
export interface Report {
  readonly version: 1;
  readonly truncated: boolean;
  readonly items: readonly ItemReport[];
}

/** GitHub's limit for all outputs of a step is 1 MiB; the others need a little of it. */
const MOST_BYTES = 900 * 1024;

/** The whole report: one entry for each item, or one for the step where it concerns none. */
export function toReport(judged: readonly Pick<Judged, "known" | "facts">[]): Report {
  return {
    version: 1,
    truncated: false,
    items: judged.map(({ known, facts }) => ({ ...facts, jobs: jobsOf(known).map(toJobReport) })),
  };
}

function toJobReport(job: KnownJob): JobReport {
  return {
    id: job.id,
    status: job.status,
    operation: job.operation ?? "",
    "start-time": isoTime(job.startTime),
    "end-time": isoTime(job.endTime),
    "activity-id": job.activityId ?? "",
    tasks: (job.tasks ?? []).map(({ name, status }) => ({ name, status })),
    properties: Object.fromEntries(job.properties ?? []),
  };
}

/**
 * The report as JSON below 900 KiB: where it would be larger it leaves out tasks and properties,
 * then recommendations, then all but what identifies the item and its verdict.
 */
export function fitReport(report: Report): string {
  let json = toJson(report);
  let items: readonly ReducedReport[] = report.items;
  for (const reduce of REDUCTIONS) {
    // What failed is what the reader needs, so the items that passed lose their detail first.
    for (const whose of [({ gate }: ReducedReport) => gate === "open", () => true]) {
      if (Buffer.byteLength(json) < MOST_BYTES) return json;
      items = items.map((item) => (whose(item) ? reduce(item) : item));
      json = toJson({ ...report, truncated: true, items });
    }
  }
  return json;
}

type ReducedReport = Partial<ItemReport>;

/** What is left out, first to last. */
const REDUCTIONS: readonly ((item: ReducedReport) => ReducedReport)[] = [
  (item) => ({
    ...item,
    jobs: (item.jobs ?? []).map((job) => ({ ...job, tasks: [], properties: {} })),
  }),
  (item) => ({ ...item, recommendations: "" }),
  (item) => Object.fromEntries(ESSENTIAL.map((name) => [name, item[name]])),
];

/** What stays of an item in any case. */
const ESSENTIAL = ["item-name", "gate", "reason", "job-id", "error-code"] as const;
