import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Job, readJob } from "../../../src/azure/backup/job.ts";
import type { WorkloadType } from "../../../src/azure/backup/workload.ts";
import type { TimedLro } from "../../../src/operations/recorded-times.ts";
import { findSlices } from "../../replay/find-slices.ts";
import { jobIn } from "../../replay/job.ts";
import { looksAtStatus } from "../../replay/operation.ts";
import { jobIdOf } from "../../replay/recording.ts";
import type { Slice } from "../../replay/slice.ts";
import { jobKind, type Kind, operationKind } from "./kinds.ts";

/** The recordings that the recorded times may be tuned on, and those that check them. */
export const PARTS = ["tuning", "checking"] as const;

/** One part of the recordings. */
export type Part = (typeof PARTS)[number];

/** One job that ended, as it was recorded. */
export interface RecordedEnd {
  readonly id: string;
  readonly kind: Kind;
  readonly part: Part;
  /** From its own start to its own end, in seconds. */
  readonly length: number;
  /** The operation that ended with it; undefined for a job that is waited for by itself. */
  readonly operation?: { readonly lro: TimedLro; readonly workload: WorkloadType } | undefined;
  readonly jobType: string;
  /** Azure's words for what it did. */
  readonly doing: string;
  readonly snapshot: Snapshot;
  /** How often the recorded client looked at it; undefined where errors kept it from looking. */
  readonly looks: number | undefined;
}

/** The task `Take Snapshot` of a VM's backup, in seconds since the job's start. */
interface Snapshot {
  /** When it ended; undefined where the job never says. */
  readonly told: number | undefined;
  /** When it was first seen to have ended; undefined where no look shows it. */
  readonly seen: number | undefined;
}

/** Every job under the folder whose start and end are recorded, once each. */
export function recordedEnds(folder: string): readonly RecordedEnd[] {
  const byId = new Map<string, Found[]>();
  const folders = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  for (const { name } of folders) {
    for (const reading of findSlices([join(folder, name)])) {
      if (reading.kind !== "slice") continue;
      const id = jobIdOf(reading.slice).toLowerCase();
      if (id !== "")
        byId.set(id, [...(byId.get(id) ?? []), { folder: name, slice: reading.slice }]);
    }
  }
  return [...byId].flatMap(([id, found]) => endOf(id, found) ?? []);
}

interface Found {
  readonly folder: string;
  readonly slice: Slice;
}

/**
 * All of the older folder, which ends in July 2021, and all of 2022 is tuned on; the rest checks: so
 * each part has every kind, both from before and after the service began to tell when a snapshot ends.
 */
export function partOf(folder: string, year: number): Part {
  return folder === "slices" || year === 2022 ? "tuning" : "checking";
}

function endOf(id: string, found: readonly Found[]): RecordedEnd | undefined {
  const [first] = found;
  const jobs = seenJobs(id, found);
  const ended = jobs.findLast(({ job }) => job.phase !== "running" && job.endTime !== undefined);
  if (first === undefined || ended?.job.startTime === undefined) return undefined;
  const { startTime, endTime = 0, jobType, operation: doing, workloadType } = ended.job;
  const written = found.find(({ slice }) => operationKind(slice.operation, slice.workload));
  const timed = written && operationKind(written.slice.operation, written.slice.workload);
  const kind = timed?.kind ?? jobKind(jobType, doing, workloadType);
  if (kind === undefined) return undefined;
  const year = new Date(startTime).getUTCFullYear();
  const length = (endTime - startTime) / 1_000;
  const looks = written ? looksAtStatus(written.slice).length : jobs.length;
  return {
    ...{ id, kind, part: partOf(first.folder, year), length, jobType, doing },
    operation: timed,
    snapshot: snapshotOf(jobs, startTime),
    looks: found.some(({ slice }) => hasErrors(slice)) ? undefined : looks,
  };
}

function hasErrors({ exchanges }: Slice): boolean {
  return exchanges.some(({ response }) => response.status === 429 || response.status >= 500);
}

interface SeenJob {
  readonly job: Job;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What the looks at a job showed, each once though two files may hold it, in order of time. */
function seenJobs(id: string, found: readonly Found[]): readonly SeenJob[] {
  const seen = new Map<string, SeenJob>();
  for (const exchange of found.flatMap(({ slice }) => slice.exchanges)) {
    const document = jobIn(exchange, id);
    if (document === undefined) continue;
    const at = Date.parse(exchange.response.headers.date ?? "");
    seen.set(`${at} ${exchange.response.body}`, { job: readJob(document), at });
  }
  return [...seen.values()].sort((left, right) => left.at - right.at);
}

function snapshotOf(jobs: readonly SeenJob[], startTime: number): Snapshot {
  const tasks = jobs.flatMap(({ job, at }) =>
    job.tasks.flatMap((task) => (task.name === "Take Snapshot" ? [{ ...task, at }] : [])),
  );
  const ended = tasks.filter(({ status }) => status === "Completed");
  const told = ended.find(({ endTime }) => endTime !== undefined)?.endTime;
  const seen = ended[0]?.at;
  return {
    told: told === undefined ? undefined : (told - startTime) / 1_000,
    seen: seen === undefined ? undefined : (seen - startTime) / 1_000,
  };
}
