import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import { clip } from "../text.ts";

/** The values of the input `recovery-point-types`. */
export const RECOVERY_POINT_TYPES = ["any", "full", "log"] as const;

/** One value of the input `recovery-point-types`. */
export type PointTypes = (typeof RECOVERY_POINT_TYPES)[number];

/** What Azure lists of an item, and when it is judged. */
export interface Listed {
  readonly item: ProtectedItem;
  readonly points: readonly RecoveryPoint[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The present that points must not lie ahead of; `now` where it is left out. */
  readonly present?: number | undefined;
}

/** Types of points that hold the whole database, by their words (E100). */
const FULL = ["Full", "CopyOnlyFull", "SnapshotFull", "SnapshotCopyOnlyFull"];
/** Types that hold what changed since a full (E100). */
const PARTIAL = ["Differential", "Incremental"];

/** The clock of a server may be ahead by so much. */
const AHEAD_MS = 600_000;
/** How far a full may lie before its chain of logs, whose times are whole seconds. */
const CHAIN_SLACK_MS = 60_000;

/** Whether a point is dated further ahead than clocks differ. */
export function isInFuture({ time }: RecoveryPoint, now: number): boolean {
  return time - now > AHEAD_MS;
}

/** The points that can be restored from by themselves or with others that are listed, in no order. */
export function usablePoints(types: PointTypes, listed: Listed): readonly RecoveryPoint[] {
  const { item, points } = listed;
  const usable = points.filter((point) => isUsable(point, listed));
  const single = usable.filter(({ rangeStart }) => rangeStart === undefined);
  if (!item.workload?.isDatabase) return single;

  const fulls = single.filter(({ type }) => isOneOf(FULL, type));
  const bases = fulls.filter(({ type }) => !/copyonly/i.test(type));
  const partials = single.filter(
    (point) => isOneOf(PARTIAL, point.type) && bases.some(({ time }) => time < point.time),
  );
  const ranges = points.filter(({ rangeStart }) => rangeStart !== undefined);
  const logs = ranges
    .toSorted((a, b) => b.time - a.time)
    .slice(0, 1)
    .filter((log) => isUsable(log, listed))
    .filter((log) => isRestorable(log, { bases, partials, isOldest: ranges.length === 1 }));
  switch (types) {
    case "any":
      return [...fulls, ...partials, ...logs];
    case "full":
      return fulls;
    case "log":
      return logs;
    default:
      return types satisfies never;
  }
}

/** Why a point whose server has a wrong clock is not usable. */
export const IN_FUTURE = "dated in the future";

/** Why each point that Azure lists is not usable, completing "it is …", in the order of the list. */
export function whyUnusable(types: PointTypes, listed: Listed): readonly string[] {
  const usable = usablePoints(types, listed);
  return listed.points
    .filter((point) => !usable.includes(point))
    .map((point) => flawOf(point, listed) || flawOfKind(point, types));
}

/** Of a database's point that has no flaw of its own. */
function flawOfKind({ type }: RecoveryPoint, types: PointTypes): string {
  const isWanted = types === "any" || (types === "log" && type === "Log");
  return isWanted && [...PARTIAL, "Log"].some((one) => sameName(one, type))
    ? "without a full backup to build on"
    : `of another type ('${clip(type, 80)}')`;
}

function isUsable(point: RecoveryPoint, listed: Listed): boolean {
  return flawOf(point, listed) === "";
}

/**
 * A VM's point that only its snapshot holds goes with the snapshot, even while Azure still lists it
 * (E106).
 */
function flawOf(point: RecoveryPoint, { item, now, present = now }: Listed): string {
  if (point.flaw !== "") return point.flaw;
  if (isInFuture(point, present)) return IN_FUTURE;
  const isSnapshot = item.workload?.hasInstantPoints === true && point.tier === "InstantRP";
  const isGone = isSnapshot && point.expiryTime !== undefined && point.expiryTime <= now;
  return isGone ? "in an expired snapshot alone" : "";
}

interface Chain {
  readonly bases: readonly RecoveryPoint[];
  readonly partials: readonly RecoveryPoint[];
  /** Whether no older range is listed. */
  readonly isOldest: boolean;
}

/**
 * Logs can only be replayed onto a full of their own chain, or a differential on it (E101). It lies within
 * their range; only where no older range is listed may it lie before, because Azure cuts the oldest one
 * at now minus the retention of logs (E99), while a later one begins after a gap.
 */
function isRestorable(
  { time, rangeStart }: RecoveryPoint,
  { bases, partials, isOldest }: Chain,
): boolean {
  if (rangeStart === undefined) return false;
  const isWithin = (point: RecoveryPoint) =>
    point.time >= rangeStart - CHAIN_SLACK_MS && point.time <= time;
  if (bases.some(isWithin) || partials.some(isWithin)) return true;
  return isOldest && bases.some((full) => full.time < rangeStart);
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.some((one) => sameName(one, word));
}
