import type { ItemState } from "../../emulator/emulator.ts";
import type { Page } from "../../emulator/vault/book.ts";
import { whereOf } from "../faults.ts";
import { output, type RunRecord, type SentRequest } from "../record.ts";
import { confirmsEach } from "./confirmed.ts";
import { durationMsOf } from "./points.ts";
import { broken, HOLDS, NOT_AT_STAKE, type Property, unless } from "./property.ts";
import { pagesUntil, selectedAt } from "./selection.ts";
import { sceneFor, sharesOf } from "./shares.ts";
import { decide } from "./state-table.ts";
import {
  acceptedItemWrites,
  type Facts,
  isDry,
  isInDoubt,
  isSpoilt,
  isWrite,
  knowable,
  sentItemWrites,
} from "./truth.ts";

/** Nothing is written while one of several items is refused by all that the step's reads can have shown. */
export const allOrNothing: Property = {
  name: "allOrNothing",
  judge(record) {
    if (!isWrite(record) || isDry(record) || record.scene.meant.length < 2) return NOT_AT_STAKE;
    if (isSpoilt(record) || record.requests.length === 0) return NOT_AT_STAKE;
    const [first] = sentItemWrites(record);
    const until = first?.at ?? record.endedAt;
    const why = refusedUntil(record, until);
    if (why === undefined) return NOT_AT_STAKE;
    return unless(first && `${first.method} was sent, and ${why}`);
  },
};

/** What stops a step from beginning, at every moment before a time; undefined where nothing surely does. */
function refusedUntil(record: RunRecord, until: number): string | undefined {
  const pages = pagesUntil(record, until);
  const chosen = pages.map((page) => selectedAt(record, page));
  const [first, ...others] = chosen;
  if (chosen.every((items) => items === undefined)) return "a line names nothing, or too much";
  const most = Number(record.scene.inputs["max-items"] ?? 50);
  if (chosen.every((items) => items === undefined || items.size > most))
    return `there are more than ${most} items`;
  const items = [...(first ?? [])].filter((item) => others.every((one) => one?.has(item)));
  if (items.length < 2 || items.length !== first?.size) return undefined;
  if (pages.every((page) => !confirmsEach(record, page, items)))
    return "the lines of confirm-delete are not those of the items";
  const refused = items.find((item) => isRefused(record, item, pages, until));
  return refused && `${refused.friendlyName} is refused`;
}

function isRefused(
  record: RunRecord,
  item: ItemState,
  pages: readonly Page[],
  until: number,
): boolean {
  const own = { ...record, scene: sceneFor(record, item) };
  // What has a point that is new enough is not backed up, whatever its state.
  const isAsked = record.scene.operation === "ensure-backup";
  if (isAsked && pages.some((page) => mayBeFresh(record, page.items.get(item)))) return false;
  const scenes = [own.scene, ...knowable(own)];
  const seen = pages.map((page) => page.items.get(item));
  const settings = record.book.between(record.startedAt, until);
  return seen.every((facts) =>
    settings.every((page) =>
      scenes.every((scene) => decide(scene, { page, facts }, until) === "refuse"),
    ),
  );
}

/** Whether an item has any point that is new enough at the start of the step, usable or not. */
function mayBeFresh({ scene, startedAt }: RunRecord, facts: Facts): boolean {
  const oldest = startedAt - durationMsOf(scene.inputs["max-recovery-point-age"] ?? "");
  return [
    ...(facts?.recoveryPoints.map(({ time }) => time) ?? []),
    ...(facts?.logRanges.map(({ to }) => to) ?? []),
  ].some((time) => time >= oldest);
}

/** No write follows one of the same item that Azure took, as far as the step was told. */
export const writtenOnce: Property = {
  name: "writtenOnce",
  judge(record) {
    const sent = sentItemWrites(record).filter(({ method }) => method !== "POST");
    const first = sent.find((write) => isTaken(record, write));
    if (first === undefined) return NOT_AT_STAKE;
    const second = sent.find(({ at }) => at > first.at);
    return unless(second && `${second.method} was sent after Azure had taken one`);
  },
};

/** Whether Azure took a write and told so, and carried it out without a word of a conflict. */
function isTaken(record: RunRecord, write: SentRequest): boolean {
  if (write.outcome !== 202 || write.mishap !== "") return false;
  const booked = acceptedItemWrites(record).find(({ at }) => at >= write.at);
  const isOdd = record.requests.some(
    ({ path, mishap }) => /operation/i.test(path) && mishap !== "",
  );
  return !isOdd && ["InProgress", "Succeeded"].includes(booked?.operation?.status ?? "");
}

/** Not more items are worked on at once than the user allows, by the jobs that Azure runs for them. */
export const seatsKept: Property = {
  name: "seatsKept",
  judge(record) {
    const shares = sharesOf(record);
    const most = Number(record.scene.inputs["max-parallel"] ?? 10);
    const flights = shares.flatMap(flightOf);
    if (flights.length <= most) return NOT_AT_STAKE;
    const crowds = flights.map(({ from }) =>
      flights.filter((one) => one.from <= from && one.to > from),
    );
    const crowd = crowds.find(({ length }) => length > most);
    return unless(crowd && `${crowd.length} items were in flight, and ${most} may be`);
  },
};

/** From the first write of an item until Azure has done the work that it asks for, or its work ended. */
function flightOf(share: RunRecord): readonly { readonly from: number; readonly to: number }[] {
  const [first] = sentItemWrites(share);
  if (first === undefined) return [];
  // Without its id nobody can follow an operation; the item waits for its state, and holds up no other.
  const isFollowed = share.requests.some(({ path }) =>
    /\/(operationsStatus|backupOperations)\//i.test(path),
  );
  const ends = isFollowed ? acceptedItemWrites(share).map(({ job }) => job?.endedAt ?? 0) : [];
  const answeredAt = first.answeredAt ?? first.at;
  return [{ from: first.at, to: Math.min(share.endedAt, Math.max(answeredAt, ...ends)) }];
}

/** With `fail-fast` only what was in flight at the first failure is still written. */
export const failFastKept: Property = {
  name: "failFastKept",
  judge(record) {
    const shares = sharesOf(record);
    if (record.scene.inputs["fail-fast"] !== "true") return NOT_AT_STAKE;
    const failures = shares.filter(
      (share) => share.host.failed && output(share, "reason") !== "not-started",
    );
    if (failures.length === 0 || isDry(record)) return NOT_AT_STAKE;
    const failedAt = Math.min(...failures.map(({ endedAt }) => endedAt));
    const most = Number(record.scene.inputs["max-parallel"] ?? 10);
    const late = shares.filter((share) => {
      const [first] = sentItemWrites(share);
      return first !== undefined && first.at > failedAt;
    });
    if (late.length > most - 1)
      return broken(`${late.length} items were written after the first failure`);
    return shares.some((share) => output(share, "reason") === "not-started") ? HOLDS : NOT_AT_STAKE;
  },
};

/** What the whole says is what its items say: gate, `changed`, counts; what is of one item is left empty. */
export const foldTold: Property = {
  name: "foldTold",
  judge(record) {
    const shares = sharesOf(record);
    if (shares.length === 0) return NOT_AT_STAKE;
    const of = (name: string) => shares.map((share) => output(share, name));
    const passed = of("gate").filter((gate) => gate === "open").length;
    const changed = ["true", "", "false"].find((word) => of("changed").includes(word));
    const expected = {
      gate: passed === shares.length ? "open" : "closed",
      changed: changed ?? "",
      "items-total": String(shares.length),
      "items-passed": String(passed),
      ...Object.fromEntries(OF_ONE.map((name) => [name, ""])),
    };
    const wrong = Object.entries(expected).find(([name, value]) => output(record, name) !== value);
    return unless(wrong && `${wrong[0]} is '${output(record, wrong[0])}', and not '${wrong[1]}'`);
  },
};

/** Outputs that are about one item. */
const OF_ONE = ["item", "item-id", "item-path", "job-id", "operation-id", "protection-state"];

/** The hour's quota, which nobody else spends, is not overdrawn by the step itself. */
export const quotaSpared: Property = {
  name: "quotaSpared",
  judge(record) {
    const { scene, requests } = record;
    const isFixed = scene.inputs["poll-interval-seconds"] !== undefined;
    if (sharesOf(record).length === 0 || scene.othersPerMinute > 0 || isFixed) return NOT_AT_STAKE;
    // What became of each write whose answer was lost is asked item by item.
    const isLost = sentItemWrites(record).some(isInDoubt);
    if (scene.quota < LEAST_QUOTA || isLost) return NOT_AT_STAKE;
    const left = requests.flatMap((sent) => leftAfter(sent) ?? []);
    const over = requests.find((sent) => isRefusedForQuota(sent) && !isAskedInTime(record, sent));
    if (over !== undefined) return broken(`${over.path} was asked too often`);
    return Math.min(...left) < SCARCE ? HOLDS : NOT_AT_STAKE;
  },
};

/** How many requests of its action an answer leaves; undefined where it does not tell. */
function leftAfter({ headers }: SentRequest): number | undefined {
  const value = headers["x-ms-ratelimit-remaining-subscription-resource-requests"];
  return value === undefined ? undefined : Number(value);
}

function isRefusedForQuota({ outcome, mishap }: SentRequest): boolean {
  return outcome === 429 && mishap === "";
}

/**
 * Whether the client had been told that nothing is left, and waited as long as a 429 asks for
 * (contract). An answer that was still on its way told it nothing.
 */
function isAskedInTime({ requests }: RunRecord, over: SentRequest): boolean {
  const known = requests.filter(({ answeredAt }) => answeredAt && answeredAt <= over.at);
  const before = known.filter((sent) => quotaOf(sent) === quotaOf(over));
  const last = before.findLast((sent) => leftAfter(sent) !== undefined || isRefusedForQuota(sent));
  if (last === undefined) return false;
  return (leftAfter(last) ?? 0) <= 0 && over.at - last.at >= WAIT_MS;
}

/** Lists and single reads of jobs share one quota. */
function quotaOf(sent: SentRequest): string {
  return sent.path.startsWith("/backupJobs") ? "jobs" : whereOf(sent);
}

/** A little less than the 324 s that every recorded 429 asks for. */
const WAIT_MS = 320_000;

/** The smallest quota of an hour that Azure gives, and what is little of it. */
const LEAST_QUOTA = 149;
const SCARCE = 40;

/** The file of the report has each id from the moment that it is known. */
export const reportKept: Property = {
  name: "reportKept",
  judge(record) {
    const { host, endedAt } = record;
    const running = host.reports.slice(0, -1).join("\n").toLowerCase();
    const ids = sentItemWrites(record).flatMap(
      ({ outcome, mishap, headers, answeredAt = Infinity }) => {
        if (outcome !== 202 || mishap !== "" || answeredAt > endedAt) return [];
        const [, id] =
          /\/(?:operationsStatus|backupOperations)\/([^/?]+)/i.exec(
            headers["azure-asyncoperation"] ?? "",
          ) ?? [];
        return id === undefined ? [] : [id.toLowerCase()];
      },
    );
    if (ids.length === 0 || !isWrite(record)) return NOT_AT_STAKE;
    const missing = ids.find((id) => !running.includes(id));
    return unless(missing && `${missing} was in no report while the step ran`);
  },
};
