import type { JobState } from "../../emulator/emulator.ts";
import { sceneJobId } from "../place.ts";
import { output, type RunRecord } from "../record.ts";
import { meantItem } from "./meant.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { endOf, isSpoilt, jobOf } from "./truth.ts";

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** How near to a day the end of a job leaves it open whether it is old. */
const NEAR_MS = 60_000;

/** What is told of the job is what the book has of it. */
export const jobTold: Property = {
  name: "jobTold",
  judge(record) {
    const job = jobOf(record, output(record, "job-id"));
    const told = ["job-operation", "job-start-time", "job-end-time"].map((name) =>
      output(record, name),
    );
    if (job === undefined) {
      const [any] = told.filter(Boolean);
      return any === undefined ? NOT_AT_STAKE : broken(`'${any}' is told, and no job`);
    }
    if (isSpoilt(record)) return NOT_AT_STAKE;
    return unless(misfit(record, job, told));
  },
};

function misfit(
  record: RunRecord,
  job: JobState,
  [operation = "", start = "", end = ""]: readonly string[],
): string | undefined {
  const reads = record.requests.filter(
    ({ path, outcome, mishap, answeredAt = Number.POSITIVE_INFINITY }) =>
      path === `/backupJobs/${job.id}` &&
      outcome === 200 &&
      mishap === "" &&
      answeredAt <= record.endedAt,
  );
  const { operation: kind, displayOperation, startedAt, endedAt } = job;
  if (operation === "" ? reads.length > 0 : ![kind, displayOperation].includes(operation))
    return `its operation is ${displayOperation}, and '${operation}' is told`;
  if (start === "" ? reads.length > 0 : !isNear(start, startedAt))
    return `it began at ${new Date(startedAt).toISOString()}, and '${start}' is told`;
  const hasSeenEnd = reads.some(({ at }) => endedAt !== undefined && at >= endedAt);
  if (end === "" ? hasSeenEnd : !isNear(end, endedAt)) return `its end is not '${end}'`;
  return undefined;
}

function isNear(told: string, time = Number.NaN): boolean {
  return Math.abs(Date.parse(told) - time) < SECOND_MS;
}

/** A job that is to be one of an item is taken only if it is: no gate opens over another one, and none is cancelled. */
export const jobOfItem: Property = {
  name: "jobOfItem",
  judge(record) {
    const { scene, gate, requests } = record;
    const asked = (scene.inputs["job-id"] ?? "").endsWith(sceneJobId(0));
    const job = jobOf(record, sceneJobId(0));
    if (!isAboutJob(record) || scene.inputs.item === undefined || !asked || job === undefined)
      return NOT_AT_STAKE;
    const item = meantItem(record);
    if (item === job.item || requests.length === 0) return NOT_AT_STAKE;
    const other = `a job of ${job.item?.friendlyName}, which is not the item that is given`;
    if (gate === "open") return broken(`open over ${other}`);
    const isAsked = requests.some(({ method, path }) => method === "POST" && /cancel$/.test(path));
    if (isAsked) return broken(`Azure was asked to cancel ${other}`);
    const reason = output(record, "reason");
    const isPlain = scene.weather === "quiet" && !scene.wrong;
    const fitting = ["refused", "item-not-found", "item-ambiguous", "invalid-input"];
    return unless(isPlain && !fitting.includes(reason) ? `'${reason}' over ${other}` : undefined);
  },
};

function isAboutJob({ scene }: RunRecord): boolean {
  return scene.operation === "wait-for-job" || scene.operation === "cancel-job";
}

/** A good end of more than a day ago is told with a warning that names the job. */
export const oldJobTold: Property = {
  name: "oldJobTold",
  judge(record) {
    const { scene, host, endedAt, gate } = record;
    const job = jobOf(record, output(record, "job-id"));
    if (scene.operation !== "wait-for-job" || job?.endedAt === undefined) return NOT_AT_STAKE;
    // Whose clock is wrong is told elsewhere.
    const areClocksRight = scene.date === "kept" && scene.runnerAheadMs === 0;
    const isOld = endedAt - job.endedAt > DAY_MS + NEAR_MS;
    if (gate !== "open" || !areClocksRight) return NOT_AT_STAKE;
    if (!isOld || endOf(job, endedAt) === undefined) return NOT_AT_STAKE;
    const isTold = host.warnings.some((warning) => warning.includes(job.id));
    return isTold ? HOLDS : broken(`job ${job.id} ended long ago, and nobody is told`);
  },
};
