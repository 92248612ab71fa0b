import type { JobState } from "../../emulator/emulator.ts";
import { type RunRecord, writesOf } from "../record.ts";
import { isWorthJoining, joinedJobs } from "./backups.ts";
import { isAdoptable, isMisled } from "./ours.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { isDry, isSpoilt, jobOf, ownJobs } from "./truth.ts";

/** A step waits for one backup of somebody else's at most, and only for one that may bring what is asked for. */
export const oneJoinThatFits: Property = {
  name: "oneJoinThatFits",
  judge(record) {
    if (isLedAstray(record) || isSpoilt(record)) return NOT_AT_STAKE;
    const joined = joinedJobs(record);
    const [first, second] = joined;
    if (first === undefined) return NOT_AT_STAKE;
    if (isDry(record)) return broken(`a dry run waited for job ${first.id}`);
    if (second !== undefined) return broken(`jobs ${first.id} and ${second.id} were waited for`);
    return unless(
      isWorthJoining(record, first)
        ? undefined
        : `job ${first.id}, ${first.displayOperation}, was waited for and could not help`,
    );
  },
};

/** Whether an operation named somebody else's job, which makes the step look at that one. */
function isLedAstray({ whole, requests }: RunRecord): boolean {
  return (whole?.requests ?? requests).some(({ mishap }) => mishap === "names-other-job");
}

/** Nobody asks Azure to cancel a backup that the step did not start. */
export const joinedNeverCancelled: Property = {
  name: "joinedNeverCancelled",
  judge(record) {
    const { scene, cancelledAt } = record;
    if (scene.operation !== "ensure-backup") return NOT_AT_STAKE;
    const cancelled = writesOf(record).flatMap(({ path }) => {
      const [, id] = /\/backupJobs\/([^/]+)\/cancel$/i.exec(path) ?? [];
      return id === undefined ? [] : [id];
    });
    const others = cancelled.find((id) => !isOurs(record, jobOf(record, id)));
    if (others !== undefined) return broken(`job ${others} was to be cancelled`);
    const mayCancel = cancelledAt !== undefined && scene.inputs["on-cancel"] === "cancel-job";
    return mayCancel && joinedJobs(record).length > 0 ? HOLDS : NOT_AT_STAKE;
  },
};

function isOurs(record: RunRecord, job: JobState | undefined): boolean {
  if (job === undefined) return false;
  return ownJobs(record).includes(job) || isAdoptable(record, job) || isMisled(record, job);
}

/** The job that a step waited for is in the report, beside its own. */
export const joinedTold: Property = {
  name: "joinedTold",
  judge(record) {
    const joined = joinedJobs(record).filter(({ id }) =>
      record.requests.some(
        ({ path, outcome, mishap, answeredAt = Number.POSITIVE_INFINITY }) =>
          path.toLowerCase().endsWith(`/${id}`) &&
          outcome === 200 &&
          mishap === "" &&
          answeredAt <= record.endedAt,
      ),
    );
    if (joined.length === 0 || isLedAstray(record) || isSpoilt(record)) return NOT_AT_STAKE;
    const report = record.host.outputs.get("report") ?? "";
    const silent = joined.find(
      (job) => isWorthJoining(record, job) && !report.toLowerCase().includes(job.id.toLowerCase()),
    );
    return unless(silent && `job ${silent.id} was waited for, and is not in the report`);
  },
};
