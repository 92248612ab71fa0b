import type { PolicyState } from "./state.ts";

const DAYS: Readonly<Record<string, number>> = { Days: 1, Weeks: 7, Months: 30, Years: 365 };
const SCHEDULES = ["dailySchedule", "weeklySchedule", "monthlySchedule", "yearlySchedule"];

type Json = Record<string, unknown>;

/**
 * Days of retention per kind, such as `Full dailySchedule` or `Log`; months count 30 days, years
 * 365. Instant restore of VMs is a kind of its own.
 */
export function retentionDays(policy: PolicyState): Map<string, number> {
  const found = new Map<string, number>();
  const properties = policy.properties;
  const parts = Array.isArray(properties.subProtectionPolicy)
    ? (properties.subProtectionPolicy as Json[])
    : [{ policyType: "All", retentionPolicy: properties.retentionPolicy }];

  for (const part of parts) {
    const kind = String(part.policyType);
    const retention = (part.retentionPolicy ?? {}) as Json;
    note(found, kind, retention.retentionDuration);
    for (const schedule of SCHEDULES) {
      note(
        found,
        `${kind} ${schedule}`,
        (retention[schedule] as Json | undefined)?.retentionDuration,
      );
    }
  }
  const instant = properties.instantRpRetentionRangeInDays;
  if (typeof instant === "number") found.set("InstantRestore", instant);
  return found;
}

/** The kinds that a new policy keeps shorter than the old one, or not at all. */
export function shortened(from: PolicyState, to: PolicyState): string[] {
  const after = retentionDays(to);
  return [...retentionDays(from)]
    .filter(([kind, length]) => (after.get(kind) ?? 0) < length)
    .map(([kind]) => kind);
}

function note(found: Map<string, number>, kind: string, duration: unknown): void {
  if (!duration) return;
  const { count, durationType } = duration as { count: number; durationType: string };
  found.set(kind, count * (DAYS[durationType] ?? 1));
}
