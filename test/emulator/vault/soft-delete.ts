import { keptDays } from "./retention.ts";
import type { ItemState, PolicyState, RecoveryPointState, Service, VaultState } from "./state.ts";
import { days } from "./time.ts";

/** Whether what is deleted stays for some days: by the vault's setting, or whatever it reads (document). */
export function isSoftDeleteOn({ softDeleteState, softDeleteEnforced }: VaultState): boolean {
  return softDeleteEnforced || (softDeleteState !== undefined && softDeleteState !== "Disabled");
}

/**
 * Takes away, as of `at` (epoch ms), the points that a policy no longer keeps, but for the newest and
 * for those made on demand, which have an expiry of their own. With soft delete they stay for some
 * days and only a list that asks for them shows them; a snapshot that is in no vault goes at once
 * (documents; Azure may take a day for it, and which rule keeps a point is assumed: the longest).
 */
export function cutPoints(
  service: Service,
  item: ItemState,
  policy: PolicyState,
  at: number,
): void {
  const live = item.recoveryPoints.filter(({ cutAt }) => cutAt === undefined);
  const newest = Math.max(...live.map(({ time }) => time));
  for (const point of live) {
    const kept = keptDays(policy, point.type);
    if (kept === undefined || point.ruleName === "On-Demand") continue;
    const expiresAt = point.time + days(kept);
    if (expiresAt >= (point.expiresAt ?? Infinity)) continue;
    point.expiresAt = expiresAt;
    if (expiresAt <= at && point.time !== newest) cut(service, item, point, at);
  }
}

function cut(service: Service, item: ItemState, point: RecoveryPointState, at: number): void {
  const isInVault = point.tiers.some(
    ({ type, status }) => type !== "InstantRP" && status !== "Deleted",
  );
  const purge = () => {
    item.recoveryPoints = item.recoveryPoints.filter((one) => one !== point);
  };
  if (!isInVault || !isSoftDeleteOn(item.vault)) {
    purge();
    return;
  }
  point.softDeleted = true;
  point.cutAt = at;
  service.schedule.at(at + days(item.vault.softDeleteRetentionDays), purge);
}
