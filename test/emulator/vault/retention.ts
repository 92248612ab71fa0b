import type { PolicyState } from "./state.ts";

const DAYS: Readonly<Record<string, number>> = { Days: 1, Weeks: 7, Months: 30, Years: 365 };
const SCHEDULES = ["dailySchedule", "weeklySchedule", "monthlySchedule", "yearlySchedule"];

type Json = Record<string, unknown>;

/**
 * Days of retention per kind, such as `Full dailySchedule` or `Log`; months count 30 days, years
 * 365. Instant restore of VMs is a kind of its own, and so is what a share's policy keeps in the vault.
 */
export function retentionDays(policy: PolicyState): Map<string, number> {
  const found = new Map<string, number>();
  const { properties } = policy;
  for (const part of partsOf(properties)) {
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
    const snapshots = (part.snapshotBackupAdditionalDetails ?? {}) as Json;
    if (typeof snapshots.instantRpRetentionRangeInDays === "number") {
      found.set(kind, snapshots.instantRpRetentionRangeInDays);
    }
  }
  const instant = properties.instantRpRetentionRangeInDays;
  if (typeof instant === "number") found.set("InstantRestore", instant);
  return found;
}

/** The parts of a policy, each with its own retention; what a share keeps in the vault is one (recording). */
function partsOf({ subProtectionPolicy, retentionPolicy, vaultRetentionPolicy }: Json): Json[] {
  if (Array.isArray(subProtectionPolicy)) return subProtectionPolicy as Json[];
  if (!vaultRetentionPolicy) return [{ policyType: "All", retentionPolicy }];
  const { snapshotRetentionInDays: count, vaultRetention } = vaultRetentionPolicy as Json;
  const dailySchedule = { retentionDuration: { count, durationType: "Days" } };
  return [
    { policyType: "All", retentionPolicy: { dailySchedule } },
    { policyType: "Vault", retentionPolicy: vaultRetention },
  ];
}

/** Whether a share's policy takes its backups to the vault, besides the snapshots (recording). */
export function keepsInVault({ properties }: PolicyState): boolean {
  return Boolean(properties.vaultRetentionPolicy);
}

/** For how many days, at the longest, a policy keeps points of a type; undefined where it does not say. */
export function keptDays(policy: PolicyState, type: string): number | undefined {
  const kinds = [type.replace("CopyOnlyFull", "Full"), "All", "Vault"];
  const lengths = [...retentionDays(policy)]
    .filter(([kind]) => kinds.includes(kind.split(" ")[0] ?? ""))
    .map(([, length]) => length);
  return lengths.length === 0 ? undefined : Math.max(...lengths);
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
