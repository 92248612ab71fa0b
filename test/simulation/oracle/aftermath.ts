import { output } from "../record.ts";
import { meantItem } from "./meant.ts";
import { doneDeletion } from "./ours.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { endOf, isWrite, jobOf, ownJobs, ROUND_MS, undeletedAfter } from "./truth.ts";

/** What a good job tells against itself is a warning. */
export const remarkTold: Property = {
  name: "remarkTold",
  judge(record) {
    const job = jobOf(record, output(record, "job-id"));
    const doubtful = job?.errors?.length || job?.tasks.some(({ status }) => status === "Failed");
    if (!isWrite(record) || job?.status !== "Completed" || !doubtful) return NOT_AT_STAKE;
    if (record.gate !== "open") return NOT_AT_STAKE;
    const { host, whole, scene } = record;
    // Of several items the summary tells each, if the job was read and not only listed.
    const isRead = record.requests.some(
      ({ path, at }) => path.endsWith(`/${job.id}`) && endOf(job, at) !== undefined,
    );
    if (whole !== undefined && (scene.inputs.summary === "false" || !isRead)) return NOT_AT_STAKE;
    const isTold =
      whole === undefined
        ? host.warnings.length > 0
        : /left out|Transfer data/.test(host.summaryMarkdown);
    return unless(isTold ? undefined : `job ${job.id} warned in vain`);
  },
};

/** A deletion that somebody took back right after its own job is done, with a warning. */
export const livesAgainTold: Property = {
  name: "livesAgainTold",
  judge(record) {
    const { scene, vault, endedAt } = record;
    const item = meantItem(record);
    if (scene.operation !== "stop-protection-delete-data" || item === undefined)
      return NOT_AT_STAKE;
    // Jobs that say the name of a database only may be a namesake's.
    if (vault.items.some((other) => other !== item && other.friendlyName === item.friendlyName))
      return NOT_AT_STAKE;
    const own = doneDeletion(record, item);
    const back = own && undeletedAfter(record, own);
    const reason = output(record, "reason");
    if (own === undefined || back === undefined || own.id !== output(record, "job-id"))
      return NOT_AT_STAKE;
    const { endedAt: backAt = Number.POSITIVE_INFINITY } = back;
    if (backAt >= endedAt - scene.staleItemMs - ROUND_MS) return NOT_AT_STAKE;
    const isSpoilt = record.requests.some(
      ({ at, mishap }) => at >= back.startedAt && mishap !== "",
    );
    if (reason === "state-not-reached" && isSpoilt) return NOT_AT_STAKE;
    if (reason === "state-not-reached") return broken("it was done, and undeleted afterwards");
    if (record.gate !== "open") return NOT_AT_STAKE;
    return unless(
      record.host.warnings.length > 0 ? undefined : "open without a word of the undelete",
    );
  },
};

/** No gate opens while a job that the step's operation named still runs. */
export const noGateOverRunningJob: Property = {
  name: "noGateOverRunningJob",
  judge(record) {
    if (!isWrite(record)) return NOT_AT_STAKE;
    const answers = record.requests
      .filter(({ mishap }) => mishap === "" || mishap === "two-jobs")
      .filter(({ path }) => /\/(backupOperations|operationsStatus)\//i.test(path));
    const told = ownJobs(record).filter(({ id }) =>
      answers.some(({ answer }) => answer.includes(id)),
    );
    const running = told.find((job) => endOf(job, record.endedAt) === undefined);
    if (running === undefined) return told.length > 1 ? HOLDS : NOT_AT_STAKE;
    return unless(record.gate === "open" ? `open while job ${running.id} runs` : undefined);
  },
};
