import { isDatabase, type Workload } from "../../emulator/vault/workloads.ts";
import { sceneJobId } from "../place.ts";
import { output, type RunRecord } from "../record.ts";
import { backsUp } from "../scene.ts";
import { itemById } from "./meant.ts";
import { jobOf } from "./truth.ts";

/** The deadline of the run; Azure's time, epoch milliseconds. */
export function deadlineOf(record: RunRecord, early = false): number {
  const { scene, startedAt } = record;
  const given = Number(scene.inputs["timeout-minutes"] ?? "");
  if (given > 0) return startedAt + given * 60_000;
  return startedAt + defaultMinutes(record, early) * 60_000;
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
  const isSeen = output(record, "item-id") !== "" && (early || !isSlow(record));
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
