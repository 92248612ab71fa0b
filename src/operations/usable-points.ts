import { type ProtectedItem, sameName } from "../azure/backup/item.ts";
import type { RecoveryPoint } from "../azure/backup/recovery-point.ts";
import { clip } from "../text.ts";

/** The values of the input `recovery-point-types`. */
export const RECOVERY_POINT_TYPES = ["any", "full", "log"] as const;

/** One value of the input `recovery-point-types`. */
export type PointTypes = (typeof RECOVERY_POINT_TYPES)[number];

/** What Azure lists for an item, and the time at which it is judged. */
export interface Listed {
  readonly item: ProtectedItem;
  readonly points: readonly RecoveryPoint[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The present, which points must not be dated after; `now` if left out. */
  readonly present?: number | undefined;
}

/** Types of points that hold the whole database, as Azure writes them (E100). */
const FULL = ["Full", "CopyOnlyFull", "SnapshotFull", "SnapshotCopyOnlyFull"];
/** Types that hold the changes since a full backup (E100). */
const PARTIAL = ["Differential", "Incremental"];

/** How far a server's clock may be ahead. */
const AHEAD_MS = 600_000;
/** How far a full backup may lie before its chain of logs, whose times are whole seconds. */
const CHAIN_SLACK_MS = 60_000;

/** Whether a point is dated further in the future than clocks usually differ. */
export function isInFuture({ time }: RecoveryPoint, now: number): boolean {
  return time - now > AHEAD_MS;
}

/** The points that can be restored by themselves or with others that are listed, in any order. */
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

/** Why a point from a server with a wrong clock is not usable. */
export const IN_FUTURE = "dated in the future";

/** Why each point that Azure lists is not usable, in the order of the list; completes "it is …". */
export function whyUnusable(types: PointTypes, listed: Listed): readonly string[] {
  const usable = usablePoints(types, listed);
  return listed.points
    .filter((point) => !usable.includes(point))
    .map((point) => flawOf(point, listed) || flawOfKind(point, types));
}

/** Why a database's point of this type is not usable although the point itself is sound. */
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
 * Why a point is not usable; "" if it is. A VM's point that exists only as a snapshot is gone when
 * the snapshot expires, even while Azure still lists it (E106).
 */
function flawOf(point: RecoveryPoint, { item, now, present = now }: Listed): string {
  if (point.flaw !== "") return point.flaw;
  if (isInFuture(point, present)) return IN_FUTURE;
  const isSnapshot = item.workload?.hasInstantPoints === true && point.tier === "InstantRP";
  const isGone = isSnapshot && point.expiryTime !== undefined && point.expiryTime <= now;
  return isGone ? "only in an expired snapshot" : "";
}

interface Chain {
  readonly bases: readonly RecoveryPoint[];
  readonly partials: readonly RecoveryPoint[];
  /** Whether no older range is listed. */
  readonly isOldest: boolean;
}

/**
 * Whether a range of logs can be restored: logs need a full backup of their own chain, or a
 * differential on it (E101). It must lie within their range. Only for the oldest listed range may
 * it lie before, because Azure cuts that one at the present minus the retention of logs (E99),
 * while a later range begins after a gap.
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
