import { text } from "./json.ts";
import { truthOf } from "./points.ts";
import { lastWord, phaseOf, recordedAfter } from "./recording.ts";
import { isEnd } from "./series.ts";
import type { Slice } from "./slice.ts";
import { unseenJob, WAYS, wishOf } from "./ways.ts";

/** The outputs `gate` and `reason`. */
export interface Verdict {
  readonly gate: string;
  readonly reason: string;
}

/** The reasons of a closed gate by the last word of an operation; `Invalid` is an end, too. */
const OPERATION_ENDS: Readonly<Record<string, string>> = {
  Failed: "operation-failed",
  Invalid: "operation-failed",
  Canceled: "operation-cancelled",
  Cancelled: "operation-cancelled",
};
const JOB_ENDS: Readonly<Record<string, string>> = {
  Failed: "job-failed",
  Invalid: "job-failed",
  Cancelled: "job-cancelled",
  Canceled: "job-cancelled",
  CompletedWithWarnings: "job-completed-with-warnings",
};

/** The verdict that a slice's own last word demands; knows nothing of the action's code. */
export function expectedVerdict(slice: Slice): Verdict {
  if (slice.operation === "points") return answerOf(slice);
  const refused = phaseOf(slice, "mutate").at(-1)?.response.status ?? 0;
  if (refused >= 400) return closed(reasonOfRefusal(refused));
  const takenBack = phaseOf(slice, "result").at(-1)?.response.status ?? 0;
  if (takenBack >= 400 && takenBack < 500) return closed(reasonOfRefusal(takenBack));

  const operation = lastWord(slice, "poll");
  if (operation !== "" && operation !== "Succeeded") {
    return closed(OPERATION_ENDS[operation] ?? "timed-out");
  }
  const job = lastWord(slice, "job") || unseenJob(slice.operation);
  if (slice.operation === "cancel") return cancelled(job);
  if (job === "Completed") return reached(slice);
  if (slice.operation === "backup" && job === "InProgress") return closed("job-running");
  return closed(JOB_ENDS[job] ?? "timed-out");
}

/** Words of a last backup that close the gate: a database's, then those of VMs and shares. */
const UNSOUND = ["Unhealthy", "Failed", "Cancelled", "CompletedWithWarnings"];

/**
 * The answer to the question whether the newest point is new enough. Of the backup that the item names
 * it is told when it began, so points of VMs and shares that are not older are its own.
 */
function answerOf(slice: Slice): Verdict {
  const { item, isAboutItem, times, newest, ageSeconds } = truthOf(slice);
  if (!isAboutItem) return closed("contact-lost");
  const { lastBackupStatus, lastBackupTime, isScheduledForDeferredDelete } = item?.properties ?? {};
  if ((isScheduledForDeferredDelete ?? false) !== false) return closed("refused");
  if (newest === undefined || ageSeconds === undefined) return closed("no-recovery-point");

  const isUnsound = UNSOUND.includes(text(lastBackupStatus));
  const isOfItsJob = slice.workload === "vm" || slice.workload === "afs";
  const began = Date.parse(text(lastBackupTime));
  const [judged] = isUnsound && isOfItsJob ? times.filter((time) => time < began) : times;
  if (judged === undefined) return closed("last-backup-failed");
  if (ageSeconds + (newest - judged) / 1_000 > (slice.maxAgeSeconds ?? 0)) {
    return closed("recovery-point-too-old");
  }
  const counts = isOfItsJob ? text(lastBackupStatus) === "Failed" : isUnsound;
  return counts ? closed("last-backup-failed") : { gate: "open", reason: "recovery-point-fresh" };
}

function cancelled(job: string): Verdict {
  if (["Cancelled", "Canceled"].includes(job))
    return { gate: "open", reason: "cancelled-as-asked" };
  return closed(isEnd(job) ? "job-already-ended" : "timed-out");
}

function reached(slice: Slice): Verdict {
  const after = recordedAfter(slice);
  const item = after === "gone" ? undefined : after;
  if (after !== undefined && !WAYS[slice.operation].reached(item, wishOf(slice))) {
    return closed("state-not-reached");
  }
  return { gate: "open", reason: "completed" };
}

function reasonOfRefusal(status: number): string {
  if (status === 403) return "not-authorized";
  if (status === 429) return "timed-out";
  return status === 408 || status >= 500 ? "contact-lost" : "request-refused";
}

function closed(reason: string): Verdict {
  return { gate: "closed", reason };
}
