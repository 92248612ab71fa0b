import { at, isRecord, list, text, time } from "../../json.ts";
import { clip } from "../../text.ts";
import { sameName } from "./item.ts";

/** One recovery point, or the range of times that a chain of logs can restore to. */
export interface RecoveryPoint {
  readonly id: string;
  /**
   * When its backup began, in milliseconds since 1970; for a chain of logs, its end. 0 if Azure
   * gives it in an unknown form; such a point has a flaw.
   */
  readonly time: number;
  /** `Full`, `Differential`, `Log`, …; VMs and shares have types such as `AppConsistent`. */
  readonly type: string;
  /** The tiers that hold its data, joined: `InstantRP`, `HardenedRP`, `ArchivedRP`; "" for logs. */
  readonly tier: string;
  /**
   * Why it cannot be restored, according to Azure; completes "it is …". "" for a point that is
   * kept, dated and in a tier that holds data.
   */
  readonly flaw: string;
  /** Whether only the archive holds it, so that it must be rehydrated before a restore. */
  readonly archivedOnly: boolean;
  /** Milliseconds since 1970; for a VM's point the snapshot's expiry while there is one (E106). */
  readonly expiryTime: number | undefined;
  /** For a chain of logs: where it begins, in milliseconds since 1970. */
  readonly rangeStart?: number;
}

/** Tiers and their states, by the numbers that API versions before 2022 use (E103). */
const TIERS = ["Invalid", "InstantRP", "HardenedRP", "ArchivedRP"];
const STATES = ["Invalid", "Valid", "Disabled", "Deleted", "Rehydrated"];
/** The tiers that can hold data, and the states in which it can be restored (E102). */
const HOLDING_TIERS = TIERS.slice(1);
const HOLDING_STATES = ["Valid", "Rehydrated"];

/**
 * Reads one resource of the list of recovery points (E97). Databases have `recoveryPointTimeInUTC`
 * and `type`, VMs and shares `recoveryPointTime` and `recoveryPointType`. A database's chain of
 * logs is one resource in the same list, `DefaultRangeRecoveryPoint`, with any number of
 * `timeRanges` and no tier. An unknown form makes a point unusable. A chain without a range is no
 * point, as for a database in simple recovery (E98).
 */
export function readRecoveryPoints(resource: unknown): readonly RecoveryPoint[] {
  const properties = at(resource, "properties");
  if (!isRecord(properties)) return [];
  const details = at(properties, "recoveryPointTierDetails");
  const tiers = list(details).map(readTier);
  const holding = tiers.filter(({ holds }) => holds);
  const common = {
    id: text(at(resource, "name")),
    type: text(at(properties, "type")) || text(at(properties, "recoveryPointType")),
    tier: holding.map(({ type }) => type).join(", "),
    archivedOnly:
      holding.length > 0 &&
      holding.every(({ type, state }) => type === "ArchivedRP" && state === "Valid"),
    expiryTime: time(at(properties, "recoveryPointProperties", "expiryTime")),
  };
  const loss = lossOf(at(properties, "recoveryPointProperties"));

  const ranges = list(at(properties, "timeRanges"));
  if (ranges.length > 0 || sameName(common.type, "Log")) {
    // Logs name no tier; a point that names tiers must be in one of them.
    const isUntiered = isAbsent(details) || (Array.isArray(details) && tiers.length === 0);
    const log = { ...common, type: "Log", flaw: loss || (isUntiered ? "" : flawOfTiers(tiers)) };
    return ranges.map((range) => {
      const [start, end] = [time(at(range, "startTime")), time(at(range, "endTime"))];
      return start === undefined || end === undefined || end < start
        ? { ...log, time: 0, flaw: log.flaw || UNDATED }
        : { ...log, time: end, rangeStart: start };
    });
  }
  const taken =
    time(at(properties, "recoveryPointTimeInUTC")) ?? time(at(properties, "recoveryPointTime"));
  const flaw = loss || flawOfTiers(tiers);
  return [
    taken === undefined
      ? { ...common, time: 0, flaw: flaw || UNDATED }
      : { ...common, time: taken, flaw },
  ];
}

const UNDATED = "without a time that this action can read";

/** A tier as Azure describes it, as far as that is understood. */
interface Tier {
  /** "" for an unknown word. */
  readonly type: string;
  readonly state: string;
  readonly holds: boolean;
  /** As Azure wrote it. */
  readonly written: string;
}

function readTier(detail: unknown): Tier {
  const [writtenType, writtenState] = [at(detail, "type"), at(detail, "status")];
  const [type, state] = [word(writtenType, TIERS), word(writtenState, STATES)];
  const holds = HOLDING_TIERS.includes(type) && HOLDING_STATES.includes(state);
  const written = clip([writtenType, writtenState].map(text).filter(Boolean).join(" "), 80);
  return { type, state, holds, written };
}

/** Why none of a point's tiers holds the data; "" if one does. */
function flawOfTiers(tiers: readonly Tier[]): string {
  if (tiers.some(({ holds }) => holds)) return "";
  if (tiers.length === 0) return "in no tier that Azure names";
  const told = (some: readonly Tier[]) => some.map(({ written }) => `'${written}'`).join(", ");
  const unknown = tiers.filter(({ type, state }) => type === "" || state === "");
  return unknown.length > 0
    ? `in a tier that this action does not know (${told(unknown)})`
    : `in no tier that holds its data any more (${told(tiers)})`;
}

/** Azure's word in the casing of `words`, from the word itself or its number; "" for anything else. */
function word(value: unknown, words: readonly string[]): string {
  if (typeof value === "number") return words[value] ?? "";
  return typeof value === "string" ? (words.find((one) => sameName(one, value)) ?? "") : "";
}

/**
 * Why a point may not be kept; points just made and points of shares have no such properties (E104,
 * E105).
 */
function lossOf(properties: unknown): string {
  if (isAbsent(properties)) return "";
  const [flag, expiry] = [at(properties, "isSoftDeleted"), at(properties, "expiryTime")];
  if (flag === true) return "soft-deleted";
  const isDated = isAbsent(expiry) || expiry === "" || isTime(expiry);
  const isKnown = isRecord(properties) && (isAbsent(flag) || flag === false) && isDated;
  return isKnown ? "" : "soft-deleted or expired in a form that this action does not know";
}

/** Whether a value is a time, including `0001-01-01`, which means that none is set. */
function isTime(value: unknown): boolean {
  return time(value) !== undefined || /^(0001|2001)-01-01T/.test(text(value));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
