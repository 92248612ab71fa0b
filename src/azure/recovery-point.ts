import { at, list, text, time } from "../json.ts";
import { sameName } from "./item.ts";

/** One recovery point, or the range of times that a chain of logs can restore to. */
export interface RecoveryPoint {
  readonly id: string;
  /** When its backup began, in milliseconds since 1970; of a chain of logs, its end. */
  readonly time: number;
  /** `Full`, `Differential`, `Log`, …; VMs and shares write words such as `AppConsistent`. */
  readonly type: string;
  /** The tiers that hold its data, several joined: `InstantRP`, `HardenedRP`, `ArchivedRP`; "" of logs. */
  readonly tier: string;
  /** Whether Azure can restore from it by what it says itself: not soft-deleted, in a tier that holds data. */
  readonly usable: boolean;
  /** Whether only the archive holds it, so that it has to be rehydrated before a restore. */
  readonly archivedOnly: boolean;
  /** Milliseconds since 1970; of a VM's point it is the snapshot's while there is one (recordings). */
  readonly expiryTime: number | undefined;
  /** For a chain of logs: where it begins, in milliseconds since 1970. */
  readonly rangeStart?: number;
}

/** Tiers and their states by the numbers that API versions before 2022 write (recordings, documents). */
const TIERS = ["Invalid", "InstantRP", "HardenedRP", "ArchivedRP"];
const STATES = ["Invalid", "Valid", "Disabled", "Deleted", "Rehydrated"];
/** The tiers that can hold data, and their states in which it can be restored (recordings). */
const HOLDING_TIERS = TIERS.slice(1);
const HOLDING_STATES = ["Valid", "Rehydrated"];

interface Tier {
  readonly type: string;
  readonly state: string;
}

/**
 * Reads one resource of the list of recovery points (recordings). Databases write
 * `recoveryPointTimeInUTC` and `type`, VMs and shares `recoveryPointTime` and `recoveryPointType`. A
 * database's chain of logs is one resource in the same list, `DefaultRangeRecoveryPoint`, with any
 * number of `timeRanges` and no tier. What is written in a form not known makes a point unusable.
 */
export function readRecoveryPoints(resource: unknown): readonly RecoveryPoint[] {
  const properties = at(resource, "properties");
  const details = at(properties, "recoveryPointTierDetails");
  const holding = list(details).flatMap((tier) => readHoldingTier(tier) ?? []);
  const common = {
    id: text(at(resource, "name")),
    type: text(at(properties, "type")) || text(at(properties, "recoveryPointType")),
    tier: holding.map(({ type }) => type).join(", "),
    archivedOnly:
      holding.length > 0 &&
      holding.every(({ type, state }) => type === "ArchivedRP" && state === "Valid"),
    expiryTime: time(at(properties, "recoveryPointProperties", "expiryTime")),
  };
  const isKept = isKnownToBeKept(at(properties, "recoveryPointProperties"));

  const ranges = list(at(properties, "timeRanges")).flatMap((range) => {
    const [start, end] = [time(at(range, "startTime")), time(at(range, "endTime"))];
    return start === undefined || end === undefined || end < start ? [] : [{ start, end }];
  });
  if (ranges.length > 0) {
    // Logs name no tier; one that names tiers has to be in one of them.
    const usable =
      isKept && (isAbsent(details) || list(details).length === 0 || holding.length > 0);
    const log = { ...common, type: "Log", usable };
    return ranges.map(({ start, end }) => ({ ...log, time: end, rangeStart: start }));
  }
  const taken =
    time(at(properties, "recoveryPointTimeInUTC")) ?? time(at(properties, "recoveryPointTime"));
  return taken === undefined
    ? []
    : [{ ...common, time: taken, usable: isKept && holding.length > 0 }];
}

function readHoldingTier(detail: unknown): Tier | undefined {
  const type = word(at(detail, "type"), TIERS);
  const state = word(at(detail, "status"), STATES);
  return HOLDING_TIERS.includes(type) && HOLDING_STATES.includes(state)
    ? { type, state }
    : undefined;
}

/** Azure's word, in the casing of `words`, be it written out or as its number; "" for anything else. */
function word(value: unknown, words: readonly string[]): string {
  if (typeof value === "number") return words[value] ?? "";
  return typeof value === "string" ? (words.find((one) => sameName(one, value)) ?? "") : "";
}

/** The properties are missing of points just made and of shares (recordings). */
function isKnownToBeKept(properties: unknown): boolean {
  if (isAbsent(properties)) return true;
  const [flag, expiry] = [at(properties, "isSoftDeleted"), at(properties, "expiryTime")];
  const isDated = isAbsent(expiry) || expiry === "" || isTime(expiry);
  return typeof properties === "object" && (isAbsent(flag) || flag === false) && isDated;
}

/** `0001-01-01` is a time too, and means that none is set. */
function isTime(value: unknown): boolean {
  return time(value) !== undefined || /^(0001|2001)-01-01T/.test(text(value));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
