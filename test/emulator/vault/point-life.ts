import { same } from "../server/wire.ts";
import { retentionDays } from "./retention.ts";
import { type ItemState, policyId, type RecoveryPointState } from "./state.ts";
import { days, hours } from "./time.ts";

type Tiers = RecoveryPointState["tiers"];

/** A snapshot is still listed as Valid for hours after it has expired (recording: five). */
const SNAPSHOT_LINGERS_MS = hours(6);

/**
 * The recovery points that Azure lists of an item at a time (epoch ms): a point is listed some time
 * after its job's end, and goes when it expires. Points of a stopped or soft-deleted item stay, and so
 * does the newest (recording); those that a shorter retention took away are still there (document).
 */
export function listedPoints(item: ItemState, now: number): readonly RecoveryPointState[] {
  const keepsAll = item.protectionState === "ProtectionStopped" || item.deletedAt !== undefined;
  const there = item.recoveryPoints.filter(
    ({ listedFrom }) => listedFrom === undefined || listedFrom <= now,
  );
  const newest = Math.max(
    ...there.filter(({ cutAt }) => cutAt === undefined).map(({ time }) => time),
  );
  return there.filter(
    (point) =>
      keepsAll ||
      point.cutAt !== undefined ||
      point.time === newest ||
      ((point.expiresAt ?? Infinity) > now && tiersOf(point, now).length > 0),
  );
}

/**
 * The tiers of a point at a time (epoch ms): a snapshot that has gone is Deleted, or no tier at all;
 * what was brought back from the archive is there for a while (recording).
 */
export function tiersOf(point: RecoveryPointState, now: number): Tiers {
  const { snapshotExpiresAt } = point;
  const tiers = point.tiers.map((tier) =>
    (tier.rehydratedUntil ?? Infinity) <= now ? { type: tier.type, status: "Valid" } : tier,
  );
  if (snapshotExpiresAt === undefined || now < snapshotExpiresAt + SNAPSHOT_LINGERS_MS) {
    return tiers;
  }
  if (tiers.every(({ type }) => type === "InstantRP")) return [];
  return tiers.map((tier) => (tier.type === "InstantRP" ? { ...tier, status: "Deleted" } : tier));
}

/** The expiry that a point shows at a time (epoch ms): that of its snapshot, while it lives (recording). */
export function shownExpiry(point: RecoveryPointState, now: number): number | undefined {
  const hasSnapshot = tiersOf(point, now).some(
    ({ type, status }) => type === "InstantRP" && status === "Valid",
  );
  return (hasSnapshot ? point.snapshotExpiresAt : undefined) ?? point.expiresAt;
}

/**
 * The ranges of logs at a time (epoch ms): the oldest one begins no earlier than the policy keeps logs,
 * counted from the query (recording); without a policy all are kept.
 */
export function listedLogs(item: ItemState, now: number): ItemState["logRanges"] {
  const policy = item.vault.policies.find(({ name }) =>
    same(policyId(item.vault, name), item.policyId ?? ""),
  );
  const kept = policy && retentionDays(policy).get("Log");
  const from = kept === undefined ? -Infinity : now - days(kept);
  return item.logRanges
    .filter((range) => range.to >= from)
    .map((range) => ({ from: Math.max(range.from, from), to: range.to }));
}
