import { sceneJobId } from "../place.ts";
import { output, type RunRecord, writesOf } from "../record.ts";
import { wellDone } from "./backups.ts";
import { earliestDeadlineOf } from "./deadline.ts";
import { meantItem } from "./meant.ts";
import { itemsNamedAt } from "./names.ts";
import { isAdoptable } from "./ours.ts";
import { NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { sharesOf } from "./shares.ts";
import { decide } from "./state-table.ts";
import {
  acceptedItemWrites,
  booked,
  endOf,
  factsBefore,
  isDry,
  isWrite,
  jobOf,
  moments,
  ownJobs,
} from "./truth.ts";

/** Reasons that open the gate, and those that leave it closed without a failure (contract). */
const OPEN = [
  "completed",
  "completed-with-warnings",
  "already-in-state",
  "recovery-point-fresh",
  "listed",
  "cancelled-as-asked",
];
/** A step that would sleep past its deadline may end before it, milliseconds. */
const PAUSE_MS = 400_000;
const GREEN = ["dry-run", "job-running"];

/** The reason is one of the contract's, fits what happened, and goes with gate and exit code. */
export const reasonFits: Property = {
  name: "reasonFits",
  judge(record) {
    const reason = output(record, "reason");
    const { host, gate } = record;
    const open = OPEN.includes(reason);
    const red = !open && !GREEN.includes(reason);
    if (output(record, "gate") !== gate) return unless(`output gate and verdict differ, ${gate}`);
    if ((gate === "open") !== open) return unless(`'${reason}' with a gate that is ${gate}`);
    if (host.failed !== red)
      return unless(`'${reason}' and the step is ${host.failed ? "red" : "green"}`);
    if (red && host.errors.length === 0) return unless(`'${reason}' without an error`);
    // Of several items of which one failed, that one is what the step tells.
    const isTold = host.warnings.length > 0 || record.whole?.host.failed;
    if (!open && !red && !isTold) return unless(`'${reason}' without a warning`);
    return unless(misfit(reason, record));
  },
};

/** The same of a verdict on several items, whose reasons are judged one by one. */
export const verdictFits: Property = {
  name: "verdictFits",
  judge: (record) => (sharesOf(record).length > 0 ? reasonFits.judge(record) : NOT_AT_STAKE),
};

/** What speaks against a reason; undefined where nothing does. */
function misfit(reason: string, record: RunRecord): string | undefined {
  const { cancelledAt, endedAt, scene } = record;
  const cancelled = cancelledAt !== undefined && cancelledAt < endedAt;
  if (reason === "defect") return `a defect: ${output(record, "error-message")}`;
  if (cancelled && reason !== "workflow-cancelled" && endedAt - (cancelledAt ?? 0) > 1_000) {
    return `'${reason}' though the workflow was cancelled`;
  }
  if (scene.wrong && reason !== "invalid-input") return `'${reason}' though an input is wrong`;
  const words = misfitOf(reason, record);
  return words && `'${reason}', and ${words}`;
}

/** What of the record does not go with this reason; undefined if nothing does. */
function misfitOf(reason: string, record: RunRecord): string | undefined {
  const { cancelledAt, endedAt, requests, scene } = record;
  const sent = writesOf(record).length;
  switch (reason) {
    case "invalid-input":
      return requests.length > 0 ? "requests were sent" : undefined;
    case "workflow-cancelled":
      return cancelledAt === undefined ? "nobody cancelled it" : undefined;
    case "timed-out":
      return endedAt < earliestDeadlineOf(record) - PAUSE_MS ? "there was time" : undefined;
    case "dry-run":
      return isDry(record) ? undefined : "it was no dry run";
    case "already-in-state":
      if (!isWrite(record)) return undefined;
      if (wasTaken(record)) return "Azure took a write";
      return hadNothingToDo(record) ? undefined : "there was something to do";
    case "completed":
    case "completed-with-warnings":
      return isWrite(record) && sent === 0 ? "nothing was sent" : undefined;
    case "recovery-point-fresh":
      return hasBackedUp(record) ? "it took a backup of its own" : undefined;
    case "last-backup-failed":
      return hasBackedUp(record) ? "its own backup ended well" : undefined;
    case "job-running":
      return scene.inputs.wait === "false" ? undefined : "nobody asked not to wait";
    case "not-started":
      return misfitOfLeftOut(record);
    case "item-not-found":
      return wasThere(record) ? "the item was there all the time" : undefined;
    case "state-not-reached":
    case "contact-lost":
      return hasOnlyFailed(record) ? "its operation failed" : undefined;
    case "operation-failed":
      return hasFailedOperation(record) ? undefined : "no operation failed";
    case "job-failed":
      return hasEnd(record, ["Failed", "Invalid"]) ? undefined : "no job failed";
    case "job-cancelled":
      return hasEnd(record, ["Cancelled"]) ? undefined : "no job was cancelled";
    case "job-completed-with-warnings":
      return hasEnd(record, ["CompletedWithWarnings"]) ? undefined : "no job had warnings";
    default:
      return undefined;
  }
}

/** What speaks against an item that was not started; undefined where nothing does. */
function misfitOfLeftOut(record: RunRecord): string | undefined {
  if (writesOf(record).length > 0) return "something was sent";
  if (output(record, "changed") !== "false") return "something may have changed";
  return mayBeLeftOut(record) ? undefined : "nothing kept it from being started";
}

/** Whether something kept an item of several from being started: another one, a cancel, or the deadline. */
function mayBeLeftOut({ whole, ...record }: RunRecord): boolean {
  if (whole === undefined || whole.cancelledAt !== undefined) return true;
  if (whole.endedAt >= earliestDeadlineOf(record) - PAUSE_MS) return true;
  const failed = sharesOf(whole).some(
    (share) => share.host.failed && output(share, "reason") !== "not-started",
  );
  const isFast = whole.scene.inputs["fail-fast"] === "true";
  const isRefused = whole.host.failed && output(whole, "reason") !== "not-started";
  return (failed && isFast) || (isRefused && writesOf(whole).length === 0);
}

/** Whether the step that asks for a point has taken a backup, and it ended well. */
function hasBackedUp(record: RunRecord): boolean {
  const own = record.scene.operation === "ensure-backup" ? wellDone(record) : undefined;
  return own !== undefined && own.id === output(record, "job-id");
}

/** Whether the state table says so at some moment of the last round, or a lost write may have brought it about. */
function hadNothingToDo(record: RunRecord): boolean {
  const item = meantItem(record);
  if (item === undefined) return true;
  const { scene, endedAt } = record;
  return moments(record, item, endedAt).some(
    (moment) => decide(scene, moment, endedAt) === "nothing",
  );
}

/** Whether Azure took a write of the step's, and did not turn it down afterwards. */
function wasTaken(record: RunRecord): boolean {
  return acceptedItemWrites(record).some(({ operation }) => operation?.status !== "Failed");
}

/** Whether the item that the path names was in the vault at every moment that was looked at. */
function wasThere(record: RunRecord): boolean {
  const item = meantItem(record);
  const { scene, book, startedAt, endedAt, requests } = record;
  if (item === undefined || requests.some(({ mishap }) => mishap !== "")) return false;
  const line = scene.inputs.item ?? "";
  const always = book
    .between(startedAt - scene.staleListMs, endedAt)
    .every(
      (page) =>
        page.items.get(item)?.deletedAt === undefined &&
        itemsNamedAt(record, line, page).includes(item),
    );
  return always && factsBefore(record, item, endedAt).every((facts) => facts !== undefined);
}

function hasFailedOperation(record: RunRecord): boolean {
  const spoilt = record.requests.some(({ mishap }) => /altered|about/.test(mishap));
  return (
    spoilt ||
    booked(record).some(({ operation }) => ["Failed", "Invalid"].includes(operation?.status ?? ""))
  );
}

/** Whether all that Azure took ended as a failed operation without a job, and nothing since a write hid it. */
function hasOnlyFailed(record: RunRecord): boolean {
  const taken = acceptedItemWrites(record);
  const [first] = writesOf(record);
  if (taken.length === 0 || first === undefined) return false;
  if (record.requests.some(({ at, mishap }) => at >= first.at && mishap !== "")) return false;
  const isTold = ["Failed", "Invalid"].includes(output(record, "operation-status"));
  return (
    isTold &&
    taken.every(
      ({ operation, job }) =>
        job === undefined && ["Failed", "Invalid"].includes(operation?.status ?? ""),
    )
  );
}

function hasEnd(record: RunRecord, ends: readonly string[]): boolean {
  const followed = jobOf(record, sceneJobId(0));
  const adopted = record.vault.jobs.filter((job) => isAdoptable(record, job));
  const own = [...ownJobs(record), ...adopted];
  const jobs = !isWrite(record) && followed !== undefined ? [followed] : own;
  const spoilt = record.requests.some(({ mishap }) => /altered|about/.test(mishap));
  return spoilt || jobs.some((job) => ends.includes(endOf(job, record.endedAt) ?? ""));
}
