import { nameInId, type ProtectedItem, sameName } from "../azure/backup/item.ts";
import {
  compareRetention,
  durationInWords,
  longestRetentionDays,
  type Policy,
  type RetentionChange,
} from "../azure/backup/policy.ts";
import { isRarer } from "../azure/backup/policy-schedule.ts";
import { isoTime } from "../json.ts";
import { clip } from "../text.ts";
import { DAY_MS } from "../time/units.ts";
import type { Before } from "./plan.ts";

/** What a policy would do to the recovery points that an item has. */
interface Comparison {
  /** Why some of them may be lost; undefined if none is. */
  readonly loss?: string | undefined;
  /** Whether the only reason is something that this action cannot read. */
  readonly isUnread?: boolean;
  /** What the reader should know although nothing is lost. */
  readonly note?: string;
  /** The changes kind by kind, if two policies were compared. */
  readonly changes: readonly RetentionChange[];
  /** Whether a resource guard may have to approve it; a guard compares the two policies. */
  readonly guarded: boolean;
}

/**
 * Compares a policy with the present one, which decides how long an item keeps its recovery points.
 * A stopped item keeps them for ever (E30) and has no policy any more (E29), so the comparison uses
 * its oldest recovery point.
 */
export function comparePoints(before: Before, policy: Policy): Comparison {
  if (before.item.condition !== "stopped") return comparePolicies(before, policy);
  const byAge = compareOldest(before, policy);
  const isAnswer = byAge.loss !== undefined || before.item.policyId === "";
  return isAnswer ? byAge : { ...byAge, ...comparePolicies(before, policy) };
}

function comparePolicies({ item, formerPolicy }: Before, policy: Policy): Comparison {
  if (sameName(item.policyId, policy.id)) return { changes: [], guarded: false };
  if (formerPolicy === undefined || formerPolicy.retention.length === 0) {
    const named = nameInId(item.policyId);
    const which = named ? ` '${clip(named, 200)}'` : "";
    const loss = `the retention of the item's present policy${which} cannot be read, so it cannot be compared`;
    return { loss, isUnread: true, changes: [], guarded: true };
  }
  const changes = compareRetention(formerPolicy, policy);
  const lost = changes.filter((change) => change.shorter);
  // A guard also covers a policy that backs up less often (E115).
  const guarded = lost.length > 0 || isRarer(policy.schedule, formerPolicy.schedule);
  if (lost.length === 0) return { ...noteOnVault(formerPolicy, policy), changes, guarded };
  const isLost = (part: { kind: string }) => lost.some(({ kind }) => kind === part.kind);
  // A retention in an unknown form may be the very one that the new policy seems to lack.
  const unread = [...unreadIn(formerPolicy).filter(isLost), ...unreadIn(policy)];
  const shorter = lost.filter(({ kind }) => !unread.some((part) => part.kind === kind));
  const kinds = shorter.map(({ kind, former, next }) => `${kind} ${former} -> ${next}`);
  const loss = [
    ...(kinds.length > 0 ? [`'${policy.name}' has shorter retention (${kinds.join("; ")})`] : []),
    ...unread.map(
      (part) => `this action cannot read the retention '${part.kind}' of '${part.policy}'`,
    ),
  ];
  return { loss: loss.join(", and "), isUnread: kinds.length === 0, changes, guarded };
}

/** The retention kinds of a policy that are in an unknown form, each once. */
function unreadIn({ name, retention }: Policy): readonly { kind: string; policy: string }[] {
  const kinds = retention.filter(({ duration }) => duration === undefined).map(({ kind }) => kind);
  return [...new Set(kinds)].map((kind) => ({ kind, policy: name }));
}

function noteOnVault(former: Policy, next: Policy): Pick<Comparison, "note"> {
  if (!next.isVaulted || former.isVaulted) return {};
  const note = `With '${next.name}' the share's backups go to the vault, and Azure does not change that back.`;
  return { note };
}

function compareOldest({ item, now, isDated }: Before, policy: Policy): Comparison {
  const unguarded = { changes: [], guarded: false };
  if (hasNoPoints(item)) return unguarded;

  const keeps = `'${policy.name}' keeps ${retentionInWords(policy)}`;
  const oldest = item.oldestRecoveryPoint;
  // No clock is a day off, so such a time says nothing about the age.
  if (oldest === undefined || oldest > now + DAY_MS) {
    const loss = `the item's oldest recovery point cannot be read, and ${keeps}`;
    return { ...unguarded, loss };
  }
  if (!isDated) {
    const age =
      "the age of the item's oldest recovery point is unknown, because Azure's answers have no date";
    return { ...unguarded, loss: `${age}, and ${keeps}` };
  }
  const found = `the oldest recovery point is of ${isoTime(oldest)}, and ${keeps}`;
  const longest = longestRetentionDays(policy);
  return longest === undefined || now - oldest > longest * DAY_MS
    ? { ...unguarded, loss: found }
    : { ...unguarded, note: `Recovery points will expire by the new policy: ${found}.` };
}

function hasNoPoints(item: ProtectedItem): boolean {
  return (
    item.recoveryPointCount === 0 &&
    item.oldestRecoveryPoint === undefined &&
    item.lastRecoveryPoint === undefined
  );
}

function retentionInWords({ retention }: Policy): string {
  const kinds = retention.map(({ kind, duration }) =>
    duration === undefined ? `${kind} not readable` : `${kind} ${durationInWords(duration)}`,
  );
  return kinds.join("; ") || "nothing that can be read";
}
