import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { JobState } from "../../emulator/emulator.ts";
import { isDatabase } from "../../emulator/vault/workloads.ts";
import { output, type RunRecord, type SentRequest, writesOf } from "../record.ts";
import { isWorthJoining } from "./backups.ts";
import { meantItem } from "./meant.ts";
import { isAdoptable, isMisled } from "./ours.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import {
  acceptedItemWrites,
  booked,
  endOf,
  isWrite,
  jobOf,
  ownJobs,
  sentItemWrites,
  WATCHED_MS,
} from "./truth.ts";

/** How long a cancelled step waits for the answer to a write (contract), less a little, milliseconds. */
const FLIGHT_MS = 2_800;

const ACTION = parse(
  readFileSync(join(import.meta.dirname, "..", "..", "..", "action.yml"), "utf8"),
) as { readonly outputs: Readonly<Record<string, unknown>> };

/** Every output of the action. */
export const OUTPUTS = Object.keys(ACTION.outputs);

/** `changed` is what the book says: true only after an accepted write, false only where none was taken. */
export const changedTold: Property = {
  name: "changedTold",
  judge(record) {
    const changed = output(record, "changed");
    const taken = booked(record).filter(
      ({ accepted, status }) => accepted || (status ?? 599) < 300,
    );
    const lasting = acceptedItemWrites(record).filter(
      ({ operation }) => operation?.status !== "Failed",
    );
    const told = jobOf(record, output(record, "job-id"));
    const adopted = told !== undefined && isAdoptable(record, told);
    if (changed === "true" && taken.length === 0 && !adopted)
      return broken("'true', and nothing was taken");
    if (changed === "false" && lasting.length > 0) return broken("'false', and Azure took a write");
    if (changed === "" && writesOf(record).length === 0)
      return broken("empty, and nothing was sent");
    if (changed === "" && sentItemWrites(record).every(isTurnedAway) && !isUnlocking(record))
      return broken("empty, and it is certain that nothing was taken");
    return writesOf(record).length > 0 ? HOLDS : NOT_AT_STAKE;
  },
};

/** Whether it is certain that Azure did not carry a write out (contract). */
function isTurnedAway({ outcome, answer }: SentRequest): boolean {
  const refused = typeof outcome === "number" && outcome >= 400 && outcome < 500;
  const byAzure = refused && ![401, 408].includes(outcome) && /"error":\{"code"/.test(answer);
  return outcome === 429 || byAzure;
}

/** Whether something else than a write to the item was sent too, such as the cancel of a job. */
function isUnlocking(record: RunRecord): boolean {
  return writesOf(record).length > sentItemWrites(record).length;
}

/** A recovery point told is one of the item's, with its own time. */
export const pointTold: Property = {
  name: "pointTold",
  judge(record) {
    const id = output(record, "recovery-point-id");
    const time = Date.parse(output(record, "recovery-point-time"));
    const item = meantItem(record);
    if (id === "" || item === undefined) return NOT_AT_STAKE;
    const { book, startedAt, endedAt } = record;
    const known = book.between(startedAt - WATCHED_MS, endedAt).flatMap(({ items }) => {
      const facts = items.get(item);
      const logs = facts?.logRanges.map(({ to }) => ({
        id: "DefaultRangeRecoveryPoint",
        time: to,
      }));
      return [...(facts?.recoveryPoints ?? []), ...(logs ?? [])];
    });
    const found = known.some((point) => point.id === id && Math.abs(point.time - time) < 2_000);
    return unless(
      found ? undefined : `${id} of ${output(record, "recovery-point-time")} is not the item's`,
    );
  },
};

/** States and policies told are those that the book had. */
export const stateTold: Property = {
  name: "stateTold",
  judge(record) {
    const item = meantItem(record);
    const told = output(record, "protection-state");
    if (item === undefined || told === "" || !isWrite(record)) return NOT_AT_STAKE;
    if (record.requests.some(({ mishap }) => /altered|about|body/.test(mishap)))
      return NOT_AT_STAKE;
    const { book, startedAt, endedAt, scene } = record;
    const states = book
      .between(startedAt - scene.staleListMs - scene.staleItemMs - 1, endedAt)
      .map(({ items }) => items.get(item)?.protectionState);
    return unless(states.includes(told) ? undefined : `'${told}' was never true`);
  },
};

/** Where the step says that nothing was sent or written, nothing was. */
export const nothingSentIsTrue: Property = {
  name: "nothingSentIsTrue",
  judge(record) {
    const said = /nothing (was|has been) (sent|written|changed)|no request was sent/i.exec(
      [
        ...record.host.errors.map(({ message }) => message),
        ...record.host.warnings,
        output(record, "error-message"),
      ].join("\n"),
    )?.[0];
    if (said === undefined) return NOT_AT_STAKE;
    const [taken] = acceptedItemWrites(record);
    return unless(taken && `'${said}', and Azure took a ${taken.method}`);
  },
};

/** Every id that Azure has told of this step's work is in the outputs or the report. */
export const everyIdTold: Property = {
  name: "everyIdTold",
  judge(record) {
    const ids = toldIds(record);
    if (ids.length === 0) return NOT_AT_STAKE;
    const written = [...record.host.outputs.values()].join("\n").toLowerCase();
    const missing = ids.find((id) => !written.includes(id.toLowerCase()));
    return unless(missing && `${missing} is in no output`);
  },
};

/** Ids of jobs of this step, and of its last operation, in answers that arrived whole. */
function toldIds(record: RunRecord): readonly string[] {
  const own = ownJobs(record).map(({ id }) => id);
  const whole = record.requests.filter(
    ({ mishap, answeredAt = Number.POSITIVE_INFINITY }) =>
      (mishap === "" || mishap === "two-jobs") && answeredAt <= record.endedAt,
  );
  const jobs = whole
    .filter(({ path }) => /\/(backupOperations|operationsStatus)\//i.test(path))
    .flatMap(({ answer }) => own.filter((id) => answer.includes(id)));
  // What became of an attempt that failed is told by its job; the operation told is the last one's.
  const last = sentItemWrites(record).at(-1);
  const accepted = whole.findLast(
    ({ method, outcome, at }) => method !== "GET" && outcome === 202 && at >= (last?.at ?? at),
  );
  const [, operation] =
    /\/(?:backupOperations|operationsStatus)\/([^/?]+)/i.exec(
      accepted?.headers["azure-asyncoperation"] ?? "",
    ) ?? [];
  return [
    ...new Set([...jobs, ...(operation === undefined ? [] : [operation]), ...inFlight(record)]),
  ];
}

/** The operation of a write that was under way at a cancel, and whose answer came soon enough. */
function inFlight(record: RunRecord): readonly string[] {
  const { cancelledAt, requests, endedAt } = record;
  if (cancelledAt === undefined || cancelledAt > endedAt) return [];
  const write = requests.find(
    ({ method, at, dueAt, outcome }) =>
      method !== "GET" &&
      at <= cancelledAt &&
      dueAt < cancelledAt + FLIGHT_MS &&
      outcome === "aborted",
  );
  if (write === undefined) return [];
  const taken = booked(record).find(
    ({ at, accepted }) => accepted && at >= write.at && at <= write.dueAt,
  );
  return taken?.operation === undefined ? [] : [taken.operation.id];
}

/** The job told is of the item that is meant, and this step's own, the one it was asked about, or one that it may wait for. */
export const jobIdIsOurs: Property = {
  name: "jobIdIsOurs",
  judge(record) {
    const id = output(record, "job-id");
    if (id === "") return NOT_AT_STAKE;
    if (!isWrite(record)) {
      const asked = (record.scene.inputs["job-id"] ?? "").split("/").at(-1) ?? "";
      return unless(id === asked ? undefined : `${id} is not the job that was asked about`);
    }
    const job = jobOf(record, id);
    if (job === undefined) return broken(`${id} is no job of the vault`);
    // What a job is for shows in its document, which the step may never have got.
    const reads = record.requests.filter(({ path }) => path.toLowerCase().endsWith(`/${job.id}`));
    const isSeen = reads.some(({ outcome, mishap }) => outcome === 200 && mishap === "");
    const isHidden = reads.length > 0 && !isSeen;
    if (isHidden && record.gate !== "open") return NOT_AT_STAKE;
    // A list that does not name the item of a job lets it pass for that of any.
    const isNameless = record.requests.some(({ mishap }) => mishap.includes("entityFriendlyName"));
    const isJoining = record.scene.operation === "ensure-backup";
    if (job.item !== meantItem(record) && isNameless && isJoining) return NOT_AT_STAKE;
    if (job.item !== meantItem(record))
      return broken(`${id} is a job of ${job.entityFriendlyName}`);
    if (record.gate !== "open" && isUntold(record, job)) return NOT_AT_STAKE;
    if (isMisled(record, job)) return NOT_AT_STAKE;
    const ours =
      ownJobs(record).includes(job) || isAdoptable(record, job) || isWorthJoining(record, job);
    return unless(ours ? undefined : `${id} is somebody else's job`);
  },
};

/** Whether a database's backup by hand still ran when it was last read; many tell of which type they are only when they end. */
function isUntold({ requests, startedAt }: RunRecord, job: JobState): boolean {
  const byHand = job.overrides.isUserTriggered !== false && job.operation === "Backup";
  const seen = requests.findLast(
    ({ path, outcome }) => path.toLowerCase().endsWith(`/${job.id}`) && outcome === 200,
  );
  return isDatabase(job.workload) && byHand && endOf(job, seen?.at ?? startedAt) === undefined;
}

/** Every output is set on every way out. */
export const everyOutputSet: Property = {
  name: "everyOutputSet",
  judge({ host }) {
    const missing = OUTPUTS.filter((name) => !host.outputs.has(name));
    return unless(missing.length > 0 ? `not set: ${missing.join(", ")}` : undefined);
  },
};
