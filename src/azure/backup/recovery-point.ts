import { at, isRecord, list, text, time } from "../../json.ts";
import { clip } from "../../text.ts";
import { sameName } from "./item.ts";

/** One recovery point, or the range of times that a chain of logs can restore to. */
export interface RecoveryPoint {
  readonly id: string;
  /**
   * When its backup began, in milliseconds since 1970; of a chain of logs, its end. 0 where Azure tells
   * it in no form that is known, and such a point has a flaw.
   */
  readonly time: number;
  /** `Full`, `Differential`, `Log`, …; VMs and shares write words such as `AppConsistent`. */
  readonly type: string;
  /** The tiers that hold its data, several joined: `InstantRP`, `HardenedRP`, `ArchivedRP`; "" of logs. */
  readonly tier: string;
  /**
   * Why nobody can restore from it by what Azure says of it, completing "it is …"; "" of one that is kept,
   * dated and in a tier that holds data.
   */
  readonly flaw: string;
  /** Whether only the archive holds it, so that it has to be rehydrated before a restore. */
  readonly archivedOnly: boolean;
  /** Milliseconds since 1970; of a VM's point it is the snapshot's while there is one (E106). */
  readonly expiryTime: number | undefined;
  /** For a chain of logs: where it begins, in milliseconds since 1970. */
  readonly rangeStart?: number;
}

/** Tiers and their states by the numbers that API versions before 2022 write (E103). */
const TIERS = ["Invalid", "InstantRP", "HardenedRP", "ArchivedRP"];
const STATES = ["Invalid", "Valid", "Disabled", "Deleted", "Rehydrated"];
/** The tiers that can hold data, and their states in which it can be restored (E102). */
const HOLDING_TIERS = TIERS.slice(1);
const HOLDING_STATES = ["Valid", "Rehydrated"];

/**
 * Reads one resource of the list of recovery points (E97). Databases write
 * `recoveryPointTimeInUTC` and `type`, VMs and shares `recoveryPointTime` and `recoveryPointType`. A
 * database's chain of logs is one resource in the same list, `DefaultRangeRecoveryPoint`, with any
 * number of `timeRanges` and no tier. What is written in a form not known makes a point unusable; a chain
 * without a range, as of a database in simple recovery (E98), is no point.
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
    // Logs name no tier; one that names tiers has to be in one of them.
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

/** A tier by what Azure says of it, as far as that is known. */
interface Tier {
  /** "" for a word that is not known. */
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

/** Why the data is in none of a point's tiers; "" where one holds it. */
function flawOfTiers(tiers: readonly Tier[]): string {
  if (tiers.some(({ holds }) => holds)) return "";
  if (tiers.length === 0) return "in no tier that Azure names";
  const told = (some: readonly Tier[]) => some.map(({ written }) => `'${written}'`).join(", ");
  const unknown = tiers.filter(({ type, state }) => type === "" || state === "");
  return unknown.length > 0
    ? `in a tier that this action does not know (${told(unknown)})`
    : `in no tier that holds its data any more (${told(tiers)})`;
}

/** Azure's word, in the casing of `words`, be it written out or as its number; "" for anything else. */
function word(value: unknown, words: readonly string[]): string {
  if (typeof value === "number") return words[value] ?? "";
  return typeof value === "string" ? (words.find((one) => sameName(one, value)) ?? "") : "";
}

/**
 * Why a point is not surely kept; the properties are missing of points just made and of shares (E104,
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

/** `0001-01-01` is a time too, and means that none is set. */
function isTime(value: unknown): boolean {
  return time(value) !== undefined || /^(0001|2001)-01-01T/.test(text(value));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
