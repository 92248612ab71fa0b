import type { PolicyState } from "../../emulator/emulator.ts";

const DAYS: Readonly<Record<string, number>> = { Days: 1, Weeks: 7, Months: 30, Years: 365 };

/** Every retention of a policy in days by its kind, such as `Full dailySchedule`; NaN where nobody knows the word. */
function spansOf({ properties }: PolicyState): ReadonlyMap<string, readonly number[]> {
  const spans = new Map<string, number[]>();
  const { subProtectionPolicy, retentionPolicy, vaultRetentionPolicy } = properties;
  const parts = Array.isArray(subProtectionPolicy)
    ? (subProtectionPolicy as Record<string, unknown>[])
    : [{ policyType: "", retentionPolicy }, ...partsOfVaulted(vaultRetentionPolicy)];
  for (const { policyType, retentionPolicy } of parts) {
    for (const [name, part] of Object.entries((retentionPolicy ?? {}) as object)) {
      const span = name === "retentionDuration" ? part : (part as Part).retentionDuration;
      if (typeof span !== "object") continue;
      const { count, durationType } = span as Span;
      const kind = `${String(policyType)} ${name}`;
      spans.set(kind, [...(spans.get(kind) ?? []), count * (DAYS[durationType] ?? Number.NaN)]);
    }
  }
  const instant = properties.instantRpRetentionRangeInDays;
  if (typeof instant === "number") spans.set("instant", [instant]);
  return spans;
}

/** What a share keeps in the vault, and its snapshots, which are all that other policies of shares keep. */
function partsOfVaulted(policy: unknown): readonly Record<string, unknown>[] {
  if (policy === undefined) return [];
  const { vaultRetention, snapshotRetentionInDays } = policy as Record<string, unknown>;
  const retentionDuration = { count: snapshotRetentionInDays, durationType: "Days" };
  return [
    { policyType: "", retentionPolicy: { dailySchedule: { retentionDuration } } },
    { policyType: "vault", retentionPolicy: vaultRetention },
  ];
}

interface Span {
  readonly count: number;
  readonly durationType: string;
}

interface Part {
  readonly retentionDuration?: Span;
}

/**
 * Whether a change from one policy to another can lose recovery points: the present one counts with
 * the longest of each kind, the new one with its shortest, and an unknown word as both.
 */
export function shortens(from: PolicyState, to: PolicyState): boolean {
  const after = spansOf(to);
  return [...spansOf(from)].some(([kind, spans]) => {
    const kept = Math.min(...(after.get(kind) ?? [0]));
    return !(kept >= Math.max(...spans));
  });
}

/** The longest that a policy keeps anything for certain, days; a part that nobody knows adds nothing. */
export function longestDays(policy: PolicyState): number {
  const known = [...spansOf(policy).values()].flat().filter((days) => !Number.isNaN(days));
  return Math.max(0, ...known);
}
