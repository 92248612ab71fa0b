import { DURATIONS } from "../../emulator/vault/durations.ts";
import { isDatabase, type Workload } from "../../emulator/vault/workloads.ts";
import { WRITES } from "../draw.ts";
import { sceneJobId } from "../place.ts";
import { output, type RunRecord } from "../record.ts";
import { backsUp } from "../scene.ts";
import { kindOf } from "./kind.ts";
import { itemById } from "./meant.ts";
import { jobOf, reportItems } from "./truth.ts";

/** The deadline of the run; Azure's time, epoch milliseconds. */
export function deadlineOf(record: RunRecord, early = false): number {
  const { scene, startedAt } = record;
  const given = Number(scene.inputs["timeout-minutes"] ?? "");
  if (given > 0) return startedAt + given * 60_000;
  const most = startedAt + defaultMinutes(record, early) * 60_000;
  return early ? most : most + timeForMany(record);
}

/** Reads of one kind that an item may need, and those that an hour allows at least (contract). */
const READS = { each: 3, hourly: 149, least: 1 };

/** What many items may take longer than one, where the user sets no time, milliseconds. */
export function timeForMany({ whole, scene, items }: RunRecord): number {
  const meant = (whole?.scene ?? scene).meant;
  const isRead = scene.operation === "verify-backup";
  if (!(isRead || WRITES.includes(scene.operation)) || meant.length < 2) return 0;
  const usual = meant.map((index) => {
    const item = items[index];
    const { operation = 0, job = 0 } = item
      ? DURATIONS[item.workload][kindOf(scene.operation)]
      : {};
    return operation + job;
  });
  const atOnce = Number(scene.inputs["max-parallel"] ?? 10);
  const rounds = isRead ? 0 : Math.ceil(meant.length / atOnce) - 1;
  // What others have used up is no longer there for this step to see.
  const hourly = scene.othersPerMinute > 0 ? READS.least : Math.min(READS.hourly, scene.quota);
  const quotaMs = (3_600_000 * READS.each * meant.length) / hourly;
  return Math.max(quotaMs, 1_000 * rounds * Math.max(...usual));
}

/** The earliest deadline that the contract allows; it is later where a VM's backup is waited for. */
export function earliestDeadlineOf(record: RunRecord): number {
  const { scene, startedAt } = record;
  const isGiven = Number(scene.inputs["timeout-minutes"] ?? "") > 0;
  const waits = backsUp(scene.operation) || scene.operation === "wait-for-job";
  return isGiven || waits ? deadlineOf(record, true) : startedAt + 30 * 60_000;
}

/** 300 where a backup or restore of a VM or share may be waited for, else by operation (contract). */
function defaultMinutes(record: RunRecord, early: boolean): number {
  const { scene, items } = record;
  if (scene.operation === "wait-for-job") {
    const workload = workloadAwaited(record, early);
    return workload !== undefined && isDatabase(workload) ? 120 : 300;
  }
  const [index = 0] = scene.meant;
  const workload = items[index]?.workload;
  const isOne = output(record, "item-id") !== "" && (early || !isSlow(record));
  const isSeen = isOne || (early && reportItems(record).length > 1);
  if (backsUp(scene.operation))
    return isSeen && workload !== undefined && isDatabase(workload) ? 120 : 300;
  return workload === "VM" ? 300 : 30;
}

/** The workload of the job that is waited for, by itself, else by the item that it is to be one of. */
function workloadAwaited(record: RunRecord, early: boolean): Workload | undefined {
  const isKnown = (record.scene.inputs["job-id"] ?? "").endsWith(sceneJobId(0));
  if (isKnown && hasSeenJob(record, early)) return jobOf(record, sceneJobId(0))?.workload;
  return itemById(record, output(record, "item-id"))?.workload;
}

/** Whether answers were late; an item is known only once a first look at it was short enough. */
function isSlow({ requests }: RunRecord): boolean {
  return requests.some(({ mishap, outcome }) => mishap.startsWith("delay") || outcome === 429);
}

/** Whether the job that the step waits for was ever shown to it, spoilt or not. */
function hasSeenJob({ requests }: RunRecord, spoilt: boolean): boolean {
  return requests.some(
    ({ path, outcome, mishap }) =>
      /\/backupJobs\/[^/]+$/i.test(path) && outcome === 200 && (spoilt || mishap === ""),
  );
}
